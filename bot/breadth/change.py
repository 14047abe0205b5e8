"""What people would move, from the role as it is to the role as it should be."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bot.breadth.split import SLACK, Split, average, distance, half_up
from bot.breadth.tension import Tension, role_tension
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

Way = Literal["up", "down", "steady"]
ChangeBand = Literal["little", "some", "large"]
Pair = tuple[Split, Split]
"""One person's split as is, and to be."""

WAYS: tuple[Way, ...] = ("up", "down", "steady")
MOVED = 5
"""Points from which an accountability counts as moved."""
LARGE, SOME = 30, 10


class Direction(Struct, frozen=True):
    """Where most people would move one accountability; `agreed` when three in four would."""

    way: Way
    agreed: bool


class Change(Struct, frozen=True):
    """The change one or more people want of a role.

    `wanted` is the points the average person would move, `mean` the average move of each accountability,
    `pulling_together` how much of it points the same way in per cent, None when nobody wants any change,
    `tension_change` the average move of each tension, negative for less.
    """

    n: int
    wanted: float
    mean: Split
    pulling_together: float | None
    directions: dict[Accountability, Direction]
    tension_change: Tension


def change(pairs: Sequence[Pair]) -> Change:
    """The change wanted by the people who gave both splits; at least one.

    >>> wanted = change([((60, 20, 10, 10), (20, 60, 10, 10)), ((55, 25, 10, 10), (65, 15, 10, 10))])
    >>> wanted.wanted, wanted.mean, wanted.pulling_together
    (25.0, (-15.0, 15.0, 0.0, 0.0), 60.0)
    """
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    moves = tuple(zip(*(move(*pair) for pair in pairs), strict=True))
    servicing, farming, hunting, sourcing = (average(column) for column in moves)
    wanted = average([distance(*pair) for pair in pairs])
    together = distance((servicing, farming, hunting, sourcing), (0, 0, 0, 0))
    return Change(
        n=len(pairs),
        wanted=wanted,
        mean=(servicing, farming, hunting, sourcing),
        pulling_together=None if wanted < SLACK else 100 * together / wanted,
        directions={name: _direction(column) for name, column in zip(ACCOUNTABILITIES, moves, strict=True)},
        tension_change=_difference(role_tension(before), role_tension(after)),
    )


def move(before: Split, after: Split) -> Split:
    """What one person would add to each accountability, or take away.

    >>> move((60, 20, 10, 10), (20, 60, 10, 10))
    (-40, 40, 0, 0)
    """
    a, b, c, d = before
    e, f, g, h = after
    return e - a, f - b, g - c, h - d


def change_band(points: float) -> ChangeBand:
    """The band of a wanted change's shown value.

    >>> change_band(9.5), change_band(30)
    ('some', 'large')
    """
    shown = half_up(points)
    return "large" if shown >= LARGE else "some" if shown >= SOME else "little"


def _direction(moves: Sequence[float]) -> Direction:
    up = sum(points >= MOVED - SLACK for points in moves)
    down = sum(points <= SLACK - MOVED for points in moves)
    votes = {"up": up, "down": down, "steady": len(moves) - up - down}
    way = max(WAYS, key=votes.__getitem__)
    return Direction(way, votes[way] * 4 >= len(moves) * 3)


def _difference(before: Tension, after: Tension) -> Tension:
    return Tension(
        after.existing - before.existing,
        after.prospects - before.prospects,
        after.new_v_existing - before.new_v_existing,
    )
