"""How far one role is pulled in two directions at once, and how many jobs it is in effect."""

from collections.abc import Sequence
from math import floor
from typing import Literal

from msgspec import Struct

from bot.breadth.split import SLACK, Split, average, half_up

Axis = Literal["existing", "prospects", "new_v_existing"]
TensionBand = Literal["low", "some", "strong"]
BreadthBand = Literal["focused", "paired", "broad"]

AXES: tuple[Axis, ...] = ("existing", "prospects", "new_v_existing")
STRONG = 40
"""The tension worth raising: at least a day in five on each side."""
SOME = 20
ALL_FOUR_FROM = 10
"""Points from which an accountability counts as a real part of a role."""


class Tension(Struct, frozen=True):
    """Points of a role's time matched one side against the other, on each axis, 0..100."""

    existing: float
    prospects: float
    new_v_existing: float

    def on(self, axis: Axis) -> float:
        """The points on one axis."""
        match axis:
            case "existing":
                return self.existing
            case "prospects":
                return self.prospects
            case "new_v_existing":
                return self.new_v_existing

    @property
    def headline(self) -> Axis:
        """The axis with the most tension; of equal ones the first."""
        return max(AXES, key=lambda axis: round(self.on(axis), 9))


def columns(answers: Sequence[Split]) -> tuple[list[float], list[float], list[float]]:
    """Each answer's tension, one list an axis: twice the smaller side.

    >>> columns([(60, 20, 10, 10), (0, 0, 70, 30)])
    ([40, 0], [20, 60], [40, 0])
    """
    return (
        [2 * (s if s < f else f) for s, f, _, _ in answers],
        [2 * (h if h < c else c) for _, _, h, c in answers],
        [2 * min(s + f, h + c) for s, f, h, c in answers],
    )


def role_tension(answers: Sequence[Split]) -> Tension:
    """The average of each answer's own tension, of one or more answers.

    >>> role_tension([(0, 100, 0, 0), (0, 0, 100, 0)])
    Tension(existing=0.0, prospects=0.0, new_v_existing=0.0)
    """
    existing, prospects, new_v_existing = columns(answers)
    return Tension(average(existing), average(prospects), average(new_v_existing))


def tension_band(points: float) -> TensionBand:
    """The band of a tension's shown value.

    >>> tension_band(39.5), tension_band(39.4)
    ('strong', 'some')
    """
    shown = half_up(points)
    return "strong" if shown >= STRONG else "some" if shown >= SOME else "low"


def role_breadth(answers: Sequence[Split]) -> float:
    """The number of equal jobs a role is in effect, averaged over one or more answers, 1..4.

    Source: the inverse Simpson index (Hill number of order 2).

    >>> role_breadth([(25, 25, 25, 25), (100, 0, 0, 0)])
    2.5
    """
    return average([10000 / (s * s + f * f + h * h + c * c) for s, f, h, c in answers])


def breadth_tenths(breadth: float) -> int:
    """The breadth in shown tenths.

    >>> breadth_tenths(2.8061)
    28
    """
    return floor(breadth * 10 + 0.5 + SLACK)


def breadth_band(breadth: float) -> BreadthBand:
    """The band of a breadth's shown value.

    >>> breadth_band(1.45), breadth_band(2.44)
    ('paired', 'paired')
    """
    tenths = breadth_tenths(breadth)
    return "broad" if tenths >= 25 else "paired" if tenths >= 15 else "focused"


def all_four_votes(answers: Sequence[Split]) -> int:
    """How many answers give every accountability a real part of the role.

    >>> all_four_votes([(60, 20, 10, 10), (100, 0, 0, 0)])
    1
    """
    least = ALL_FOUR_FROM - SLACK
    return sum(min(answer) >= least for answer in answers)
