"""Whether people name the same role as accountable."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from bot.breadth.evidence import Tag, evidence, exactly_from
from bot.questionnaire.model import DONT_KNOW, NOBODY, SEVERAL

Vote = str | None
"""A role's name, `nobody` or `several`; None: the respondent does not know."""
OwnershipLabel = Literal["nobody owns it", "clear", "leaning", "disputed"]
Flag = Literal["gap", "overlap"]

NOT_ROLES = (NOBODY, SEVERAL)
CLEAR = 75
"""The clarity below which an accountability is worth raising: the usual consensus line of Delphi studies."""


class Ownership(Struct, frozen=True):
    """How one accountability's votes fall. Without an answer other than don't know, what needs one is None.

    `n` counts those answers, `named` the ones among them naming any role, `clarity` is the share naming the most-named
    role in per cent, `leader` that role when it is alone in front.
    """

    votes: dict[str, int]
    n: int
    named: int
    clarity: float | None
    label: OwnershipLabel | None
    leader: str | None
    flags: tuple[Flag, ...]
    evidence: Tag | None


def ownership(votes: Iterable[Vote], roles: Sequence[str]) -> Ownership:
    """How the votes on one accountability fall; `roles` gives the order they are counted in.

    >>> ownership(["AM", "AM", "AM", "AM", "CS", "several", "AM", None], ["AM", "CS"]).label
    'leaning'
    """
    cast = Counter(votes)
    counts = Counter({vote: count for vote, count in cast.items() if vote is not None})
    named = Counter({vote: count for vote, count in counts.items() if vote not in NOT_ROLES})
    clarity, leader = clarity_of(counts), _leader(named)
    ordered = {choice: cast[vote] for choice, vote in _choices(roles) if cast[vote]}
    return Ownership(
        votes=ordered,
        n=counts.total(),
        named=named.total(),
        clarity=clarity,
        label=None if clarity is None else _label(counts, clarity, leader),
        leader=leader,
        flags=_flags(counts, named),
        evidence=None if clarity is None else _evidence(counts, clarity),
    )


def clarity_of(counts: Counter[str]) -> float | None:
    """The share of answers naming the most-named role, 0..100; None without an answer.

    >>> clarity_of(Counter({"nobody": 3, "AM": 1}))
    25.0
    """
    most = max((count for vote, count in counts.items() if vote not in NOT_ROLES), default=0)
    return 100 * most / counts.total() if counts.total() else None


def clarity_without(counts: Counter[str]) -> dict[str, float | None]:
    """The clarity with one vote of each kind left out, by the vote left out."""
    return {vote: clarity_of(counts - Counter([vote])) for vote in counts}


def _choices(roles: Sequence[str]) -> list[tuple[str, Vote]]:
    return [(choice, choice) for choice in (*roles, *NOT_ROLES)] + [(DONT_KNOW, None)]


def _leader(named: Counter[str]) -> str | None:
    first_two = named.most_common(2)
    tied = len(first_two) == 2 and first_two[0][1] == first_two[1][1]
    return first_two[0][0] if first_two and not tied else None


def _label(counts: Counter[str], clarity: float, leader: str | None) -> OwnershipLabel:
    if counts[NOBODY] * 2 >= counts.total():
        return "nobody owns it"
    if exactly_from(CLEAR)(clarity):
        return "clear"
    return "leaning" if leader and exactly_from(50)(clarity) else "disputed"


def _flags(counts: Counter[str], named: Counter[str]) -> tuple[Flag, ...]:
    votes = counts.total()
    gap = votes and counts[NOBODY] * 4 >= votes
    often = [role for role, count in named.items() if count * 4 >= votes]
    overlap = votes and (counts[SEVERAL] * 4 >= votes or len(often) >= 2)
    flags: tuple[tuple[Flag, bool], ...] = (("gap", bool(gap)), ("overlap", bool(overlap)))
    return tuple(flag for flag, raised in flags if raised)


def _evidence(counts: Counter[str], clarity: float) -> Tag | None:
    without = clarity_without(counts)
    return evidence(clarity, [without[vote] or 0.0 for vote in counts.elements()], exactly_from(CLEAR))
