"""How sure a value is: what is left of it when any one person is left out."""

from collections.abc import Callable, Sequence
from typing import Literal

from bot.breadth.split import SLACK, half_up

Tag = Literal["early signal", "firm", "hangs on one answer"]
Line = Callable[[float], bool]

FEWEST = 3
"""Answers below which nothing is said about a value."""
FEW = 5
"""Answers below which a value is an early signal."""


def shown_from(level: int) -> Line:
    """Whether a value, as shown, reaches this level.

    >>> shown_from(40)(39.5)
    True
    """
    return lambda value: half_up(value) >= level


def exactly_from(level: float) -> Line:
    """Whether a value, unrounded, reaches this level."""
    return lambda value: value >= level - SLACK


def evidence(value: float, without_each: Sequence[float], line: Line) -> Tag | None:
    """The tag of a value, given what it is without each answer in turn; None for fewer than 3 answers.

    >>> evidence(40.0, [36, 38, 40, 42, 44], shown_from(40))
    'hangs on one answer'
    """
    answers = len(without_each)
    if answers < FEWEST:
        return None
    if answers < FEW:
        return "early signal"
    # Reaching a line is monotone, so the two extremes speak for all the values between them.
    return "firm" if line(min(without_each)) == line(max(without_each)) == line(value) else "hangs on one answer"
