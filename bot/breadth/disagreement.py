"""How far apart two people picked at random are about the same role."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bot.breadth.split import Split, half_up

DisagreementBand = Literal["broad agreement", "mixed views", "contested"]

CONTESTED = 30
"""The disagreement worth raising."""
MIXED = 20


class Apartness(Struct, frozen=True):
    """All distances between pairs of answers, summed: over everything, answer by answer, part by part."""

    total: float
    of_each: tuple[float, ...]
    of_parts: Split

    @property
    def disagreement(self) -> float | None:
        """The mean distance of a pair of answers, 0..100; None for fewer than two answers."""
        return _mean_pair(self.total, len(self.of_each))

    def without_each(self) -> list[float | None]:
        """The disagreement with one answer left out, for each answer in turn."""
        others = len(self.of_each) - 1
        return [_mean_pair(self.total - own, others) for own in self.of_each]


def apartness(answers: Sequence[Split]) -> Apartness:
    """The summed distances of all pairs of answers, by sorting each accountability: n log n.

    >>> apartness([(60, 20, 10, 10), (50, 30, 10, 10), (50, 30, 10, 10)]).disagreement
    6.666666666666667
    """
    if not answers:
        return Apartness(0, (), (0, 0, 0, 0))
    (servicing, in_servicing), (farming, in_farming), (hunting, in_hunting), (sourcing, in_sourcing) = (
        _differences(column) for column in zip(*answers, strict=True)
    )
    of_each = tuple([(servicing[s] + farming[f] + hunting[h] + sourcing[c]) / 2 for s, f, h, c in answers])
    of_parts = (in_servicing, in_farming, in_hunting, in_sourcing)
    return Apartness(sum(of_parts) / 2, of_each, of_parts)


def _differences(column: Sequence[float]) -> tuple[dict[float, float], float]:
    """For each value in a column, its summed difference from all of them; and the sum over all pairs."""
    counts = sorted(Counter(column).items())
    above, sum_above = len(column), sum(value * count for value, count in counts)
    below, sum_below, pairs = 0, 0.0, 0.0
    away = {}
    for value, count in counts:
        above, sum_above = above - count, sum_above - value * count
        away[value] = value * (below - above) - sum_below + sum_above
        below, sum_below = below + count, sum_below + value * count
        pairs += away[value] * count / 2
    return away, pairs


def _mean_pair(total: float, answers: int) -> float | None:
    return total / (answers * (answers - 1) / 2) if answers > 1 else None


def disagreement_band(points: float) -> DisagreementBand:
    """The band of a disagreement's shown value.

    >>> disagreement_band(29.5), disagreement_band(19.4)
    ('contested', 'broad agreement')
    """
    shown = half_up(points)
    return "contested" if shown >= CONTESTED else "mixed views" if shown >= MIXED else "broad agreement"
