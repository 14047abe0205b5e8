"""A split as four numbers, and how numbers are rounded before anyone sees them."""

from collections.abc import Iterable, Sequence
from math import floor, fsum

from bot.questionnaire.splits import largest_remainder

Split = tuple[float, float, float, float]
"""Points for servicing, farming, hunting, sourcing, in that order, summing to 100."""

SLACK = 1e-9
"""What two equal values may differ by after arithmetic in floating point."""
STEP = 5
"""What a released figure is a multiple of, in points."""


def distance(one: Split, other: Split) -> float:
    """The points that would have to move to turn one split into the other, 0..100.

    >>> distance((60, 20, 10, 10), (50, 30, 10, 10))
    10.0
    """
    a, b, c, d = one
    e, f, g, h = other
    return (abs(a - e) + abs(b - f) + abs(c - g) + abs(d - h)) / 2


def mean(splits: Iterable[Split]) -> Split:
    """The average split of one or more; the order they come in changes nothing.

    >>> mean([(60, 20, 10, 10), (50, 30, 10, 10)])
    (55.0, 25.0, 10.0, 10.0)
    """
    columns = tuple(zip(*splits, strict=True))
    servicing, farming, hunting, sourcing = (average(column) for column in columns)
    return servicing, farming, hunting, sourcing


def average(values: Sequence[float]) -> float:
    """The mean of one or more values, summed exactly, so that their order changes nothing.

    >>> average([40, 60, 60, 50, 40])
    50.0
    """
    return fsum(values) / len(values)


def half_up(value: float) -> int:
    """The nearest whole number, halves upwards.

    >>> half_up(2.5), half_up(39.5), half_up(39.49)
    (3, 40, 39)
    """
    return floor(value + 0.5 + SLACK)


def rounded_down(value: float) -> int:
    """The shown value cut to a multiple of 5, so that no released number crosses a band line.

    >>> rounded_down(33.9), rounded_down(39.5)
    (30, 40)
    """
    return half_up(value) // STEP * STEP


def whole_points(split: Split) -> tuple[int, ...]:
    """A split as `analyse` shows it: four whole points that make 100.

    >>> whole_points((33.4, 33.3, 33.3, 0))
    (34, 33, 33, 0)
    """
    return largest_remainder(split)


def steps_of_five(split: Split) -> tuple[int, int, int, int]:
    """A split as it is released: four multiples of 5 that make 100.

    >>> steps_of_five((45, 31, 14, 10))
    (45, 30, 15, 10)
    """
    servicing, farming, hunting, sourcing = (STEP * units for units in largest_remainder(split, 100 // STEP))
    return servicing, farming, hunting, sourcing
