"""How far two groups' pictures of a role are apart, and how easily chance would put them there."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb
from random import Random
from typing import Literal

from msgspec import Struct

from bot.breadth.answers import Cell
from bot.breadth.evidence import Tag, shown_from
from bot.breadth.split import SLACK, Split, distance, mean
from bot.questionnaire.model import GROUPS, Group

GapLabel = Literal["small", "notable, clear", "notable, could be chance"]
Pair = tuple[Group, Group]

NOTABLE = 20
"""The gap worth raising: one day in five."""
FEWEST = 3
"""The smallest group that is compared."""
MOST_DEALS = 20_000
"""Up to this many ways of dealing the answers into the two groups, every one is tried; else a sample."""
SHUFFLES = 9_999


class Chance(Struct, frozen=True):
    """In how many of how many reshuffles a gap at least this big turns up; never 0."""

    hits: int
    arrangements: int

    @property
    def slight(self) -> bool:
        """Whether that is one in twenty or rarer."""
        return self.hits * 20 <= self.arrangements


class GroupGap(Struct, frozen=True):
    """Two groups' gap in points, and the answers it comes from."""

    groups: Pair
    cells: tuple[Cell, Cell]
    gap: float
    chance: Chance | None
    label: GapLabel
    evidence: Tag | None

    def without_each(self) -> dict[str, float]:
        """The gap with one person of either group left out, by their id."""
        return gaps_without_each(*self.cells)


def group_gaps(groups: Mapping[Group, Cell], *, all_chances: bool) -> tuple[GroupGap, ...]:
    """The gap of each pair of these groups, in group order.

    With `all_chances` the chance is worked out whatever the gap; else only for notable gaps and no further than the
    label needs.
    """
    return tuple(
        _group_gap((one, other), (groups[one], groups[other]), all_chances=all_chances)
        for one, other in combinations([group for group in GROUPS if group in groups], 2)
    )


def _group_gap(groups: Pair, cells: tuple[Cell, Cell], *, all_chances: bool) -> GroupGap:
    one, other = (tuple(cell.values()) for cell in cells)
    gap = gap_between(one, other)
    notable = shown_from(NOTABLE)
    if not notable(gap):
        chance = gap_chance(one, other) if all_chances else None
        return GroupGap(groups, cells, gap, chance, "small", None)
    chance = gap_chance(one, other, to_the_end=all_chances)
    label: GapLabel = "notable, clear" if chance.slight else "notable, could be chance"
    big_enough = min(len(one), len(other)) >= FEWEST
    holds = big_enough and chance.slight and notable(min(gaps_without_each(*cells).values()))
    return GroupGap(groups, cells, gap, chance, label, "firm" if holds else "hangs on one answer")


def gaps_without_each(one: Cell, other: Cell) -> dict[str, float]:
    """The gap with one person of either group left out, by their id; both groups have two or more.

    >>> gaps_without_each({"a": (100, 0, 0, 0), "b": (0, 100, 0, 0)}, {"c": (0, 100, 0, 0), "d": (0, 100, 0, 0)})
    {'a': 0.0, 'b': 100.0, 'c': 50.0, 'd': 50.0}
    """
    return _without_each_of(one, other) | _without_each_of(other, one)


def gap_between(one: Iterable[Split], other: Iterable[Split]) -> float:
    """The points that would have to move for two groups' average pictures to match, 0..100.

    >>> gap_between([(60, 20, 10, 10)], [(50, 30, 10, 10), (40, 40, 10, 10)])
    15.0
    """
    return distance(mean(one), mean(other))


def gap_chance(one: Sequence[Split], other: Sequence[Split], *, to_the_end: bool = True) -> Chance:
    """How often the same answers, dealt into groups of the same sizes, lie at least as far apart.

    Every deal when there are at most 20 000, the real one included; otherwise the real one and 9 999 shuffles, always
    the same ones. Without `to_the_end` sampling stops as soon as the share must exceed one in twenty.
    Source: Fisher's exact permutation test; (1 + hits) / (1 + samples) after Phipson and Smyth (2010).

    >>> gap_chance([(60, 20, 10, 10)] * 3, [(30, 50, 10, 10)] * 3)
    Chance(hits=2, arrangements=20)
    """
    cards = sorted(one) + sorted(other)
    observed = gap_between(one, other) - SLACK
    deals = comb(len(cards), len(one))
    if deals <= MOST_DEALS:
        gaps = _gaps(combinations(cards, len(one)), cards)
        return Chance(sum(gap >= observed for gap in gaps), deals)
    hits, enough = 1, (SHUFFLES + 1 if to_the_end else (SHUFFLES + 1) // 20)
    for gap in _gaps(_shuffles(cards, len(one)), cards):
        hits += gap >= observed
        if hits > enough:
            break
    return Chance(hits, SHUFFLES + 1)


def _shuffles(cards: Sequence[Split], hand: int) -> Iterable[Sequence[Split]]:
    """What `Random(0).shuffle` makes of the cards time after time; its steps stand here because its calls are slow."""
    deck, bits = list(cards), Random(0).getrandbits  # noqa: S311 - no secret: everyone must draw the same shuffles
    steps = [(place, (place + 1).bit_length()) for place in range(len(deck) - 1, 0, -1)]
    for _ in range(SHUFFLES):
        for place, width in steps:
            other = bits(width)
            while other > place:
                other = bits(width)
            deck[place], deck[other] = deck[other], deck[place]
        yield deck[:hand]


def _gaps(hands: Iterable[Sequence[Split]], cards: Sequence[Split]) -> Iterable[float]:
    """The gap between each hand and the cards not in it, from the hand's sums alone."""
    all_s, all_f, all_h, all_c = map(sum, zip(*cards, strict=True))
    for hand in hands:
        s, f, h, c = map(sum, zip(*hand, strict=True))
        mine, rest = 1 / len(hand), 1 / (len(cards) - len(hand))
        both = mine + rest
        yield (
            abs(s * both - all_s * rest)
            + abs(f * both - all_f * rest)
            + abs(h * both - all_h * rest)
            + abs(c * both - all_c * rest)
        ) / 2


def _without_each_of(one: Cell, other: Cell) -> dict[str, float]:
    """The gap with one person of the first group left out, by their id."""
    a, b, c, d = mean(other.values())
    others = len(one) - 1
    all_s, all_f, all_h, all_c = map(sum, zip(*one.values(), strict=True))
    return {
        person: (
            abs((all_s - s) / others - a)
            + abs((all_f - f) / others - b)
            + abs((all_h - h) / others - c)
            + abs((all_c - p) / others - d)
        )
        / 2
        for person, (s, f, h, p) in one.items()
    }
