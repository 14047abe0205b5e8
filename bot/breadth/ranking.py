"""What to discuss first, and how far that order hangs on any one person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from bot.breadth.disagreement import CONTESTED
from bot.breadth.evidence import Tag
from bot.breadth.gap import NOTABLE, GroupGap, Pair
from bot.breadth.measures import Measures
from bot.breadth.ownership import CLEAR, Ownership, Vote, clarity_without
from bot.breadth.split import SLACK
from bot.breadth.tension import STRONG, Axis

Kind = Literal["tension", "disagreement", "gap", "ownership", "future"]

KINDS: tuple[Kind, ...] = ("tension", "disagreement", "gap", "ownership", "future")


class Item(Struct, frozen=True):
    """Something that could be discussed: its value against the level worth raising.

    `of` is a role or an accountability. `without` is the ratio with one person left out, for those it hangs on; empty
    where that is not to be told.
    """

    kind: Kind
    of: str
    value: float
    ratio: float
    evidence: Tag | None
    without: Mapping[str, float]
    axis: Axis | None = None
    groups: Pair | None = None


class Ranked(Struct, frozen=True):
    """An item's place among all items, and the first and last place it takes when any one person is left out."""

    rank: int
    range: tuple[int, int]
    item: Item

    @property
    def listed(self) -> bool:
        """Whether the item reaches the level worth raising."""
        return self.item.ratio >= 1 - SLACK


def role_items(role: str, today: Measures | None, gaps: Sequence[GroupGap], future: Measures | None) -> Iterator[Item]:
    """A role's items in the order of kinds; a role needs 2 answers to be one."""
    if today and today.n > 1:
        yield tension_item(role, today)
        yield disagreement_item("disagreement", role, today)
    if gaps:
        yield gap_item(role, gaps)
    if future and future.n > 1:
        yield disagreement_item("future", role, future)


def tension_item(role: str, measures: Measures) -> Item:
    """A role's largest tension."""
    axis = measures.tension.headline
    value = measures.tension.on(axis)
    without = {p: points / STRONG for p, points in zip(measures.people, measures.tension_without, strict=True)}
    return Item("tension", role, value, value / STRONG, measures.tension_evidence[axis], without, axis=axis)


def disagreement_item(kind: Literal["disagreement", "future"], role: str, measures: Measures) -> Item:
    """How far views on a role differ, about today or about what it should be."""
    value = measures.disagreement or 0.0
    without = {p: points / CONTESTED for p, points in zip(measures.people, measures.disagreement_without, strict=True)}
    return Item(kind, role, value, value / CONTESTED, measures.disagreement_evidence, without)


def gap_item(role: str, gaps: Sequence[GroupGap]) -> Item:
    """The largest of a role's gaps, of equal ones the first; at least one."""
    largest = max(gaps, key=lambda gap: round(gap.gap, 9))
    each = [(gap.without_each(), gap.gap) for gap in gaps]
    people = set().union(*(without for without, _ in each))
    without = {p: max([gaps.get(p, whole) for gaps, whole in each]) / NOTABLE for p in people}
    value = largest.gap
    return Item("gap", role, value, value / NOTABLE, largest.evidence, without, groups=largest.groups)


def ownership_item(accountability: str, votes: Mapping[str, Vote], owners: Ownership) -> Item:
    """How far an accountability is from having one clear owner; at least one answer other than don't know."""
    counts = Counter(vote for vote in votes.values() if vote is not None)
    ratios = {vote: ownership_ratio(clarity) for vote, clarity in clarity_without(counts).items()}
    without = {person: ratios[vote] for person, vote in votes.items() if vote is not None}
    ratio = ownership_ratio(owners.clarity)
    return Item("ownership", accountability, owners.clarity or 0.0, ratio, owners.evidence, without)


def ownership_ratio(clarity: float | None) -> float:
    """How far a clarity (0..100) is from a clear owner; 0 without one."""
    return 0.0 if clarity is None else (100 - clarity) / (100 - CLEAR)


def rank(items: Iterable[Item]) -> tuple[Ranked, ...]:
    """All items, the most pressing first.

    Items of one kind come in configured order, which settles ties after the order of kinds.
    """
    tied = sorted(items, key=lambda item: KINDS.index(item.kind))
    keys = [_key(item.ratio) for item in tied]
    without: defaultdict[str, list[int]] = defaultdict(keys.copy)
    for place, item in enumerate(tied):
        for person, ratio in item.without.items():
            without[person][place] = _key(ratio)
    order = _order(keys)
    ranks = list(zip(*map(_ranks, {order, *map(_order, without.values())}), strict=True))
    return tuple(
        Ranked(position, (min(ranks[place]), max(ranks[place])), tied[place])
        for position, place in enumerate(order, start=1)
    )


def _key(ratio: float) -> int:
    """Sorts ratios, equal to 9 decimals or not, the largest first."""
    return -int(ratio * 1e9 + 0.5)


def _order(keys: Sequence[int]) -> tuple[int, ...]:
    """The items' places, sorted by key; of equal keys the earlier place first."""
    return tuple(sorted(range(len(keys)), key=keys.__getitem__))


def _ranks(order: Sequence[int]) -> list[int]:
    """The rank of the item at each place."""
    ranks = [0] * len(order)
    for rank_, place in enumerate(order, start=1):
        ranks[place] = rank_
    return ranks
