"""Whether the answers about a role fall into two camps."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil

from msgspec import Struct

from bot.breadth.split import SLACK, Split, average, distance, half_up

FEWEST, MOST = 6, 60
"""How many answers are looked at for camps."""
APART = 30
"""The mean distance across two camps, as shown."""
TIGHTER = 3
"""How many times further apart the camps are than people within one."""

Distances = list[list[float]]


class Camps(Struct, frozen=True):
    """The best division of a role's answers in two, larger side first; `found` when it is clear enough to be told.

    `between` and `within` are mean distances in points. `sides` give each side's answers.
    """

    found: bool
    between: float
    within: float
    sides: tuple[tuple[Split, ...], tuple[Split, ...]]


def two_camps(answers: Sequence[Split]) -> Camps | None:
    """The best division in two; None for fewer than 6 answers, more than 60, or identical ones.

    >>> camps = two_camps([(0, 100, 0, 0)] * 3 + [(0, 0, 100, 0)] * 3)
    >>> camps.found, camps.between, camps.within
    (True, 100.0, 0.0)
    """
    if not FEWEST <= len(answers) <= MOST or len(set(answers)) == 1:
        return None
    ranked = sorted(answers)
    distances = [[distance(one, other) for other in ranked] for one in ranked]
    sides = _sides(distances, *_centres(ranked, distances))
    between = average([distances[one][other] for one in sides[0] for other in sides[1]])
    same_side = [distances[one][other] for side in sides for one, other in combinations(side, 2)]
    within = average(same_side) if same_side else 0.0
    found = _clear(len(ranked), min(map(len, sides)), between, within)
    larger, smaller = sorted(sides, key=len, reverse=True)
    return Camps(found, between, within, (tuple(ranked[i] for i in larger), tuple(ranked[i] for i in smaller)))


def _centres(ranked: Sequence[Split], distances: Distances) -> tuple[int, int]:
    """The first pair of differing answers whose nearer one is, in sum, the closest to everybody."""
    best, least = (0, 0), float("inf")
    for one, other in combinations(range(len(ranked)), 2):
        if ranked[one] != ranked[other]:
            total = sum(map(min, distances[one], distances[other]))
            if total < least - SLACK:
                best, least = (one, other), total
    return best


def _sides(distances: Distances, one: int, other: int) -> tuple[list[int], list[int]]:
    nearer_first = [near <= far + SLACK for near, far in zip(distances[one], distances[other], strict=True)]
    everyone = range(len(distances))
    return [i for i in everyone if nearer_first[i]], [i for i in everyone if not nearer_first[i]]


def _clear(answers: int, smaller: int, between: float, within: float) -> bool:
    big_enough = smaller >= max(2, ceil(answers / 4))
    return big_enough and half_up(between) >= APART and between >= TIGHTER * within - SLACK
