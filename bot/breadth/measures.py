"""Everything measured of one role at one moment, with what is left of it without each person."""

from msgspec import Struct

from bot.breadth.answers import Cell
from bot.breadth.disagreement import CONTESTED, Apartness, apartness
from bot.breadth.evidence import Tag, evidence, shown_from
from bot.breadth.split import Split, average, mean
from bot.breadth.tension import AXES, STRONG, Axis, Tension, all_four_votes, columns, role_breadth


class Measures(Struct, frozen=True):
    """Exact values of at least one answer.

    `tension_without` is the tension of the largest axis, `disagreement_without` the disagreement, with one person left
    out, in the order of `people`; 0 where it cannot be computed.
    """

    people: tuple[str, ...]
    mean: Split
    tension: Tension
    tension_evidence: dict[Axis, Tag | None]
    tension_without: list[float]
    breadth: float
    all_four: int
    apart: Apartness
    disagreement: float | None
    disagreement_evidence: Tag | None
    disagreement_without: list[float]

    @property
    def n(self) -> int:
        """How many answers there are."""
        return len(self.people)


def measure(cell: Cell) -> Measures:
    """Measures one role at one moment; the cell holds at least one answer.

    >>> measure({"ana": (60, 20, 10, 10), "bo": (50, 30, 10, 10)}).disagreement
    10.0
    """
    answers = tuple(cell.values())
    by_axis = columns(answers)
    without = [_means_without(column) for column in by_axis]
    apart = apartness(answers)
    tension = Tension(*map(average, by_axis))
    disagreement = apart.disagreement
    disagreement_without = [value or 0.0 for value in apart.without_each()]
    strong, contested = shown_from(STRONG), shown_from(CONTESTED)
    return Measures(
        people=tuple(cell),
        mean=mean(answers),
        tension=tension,
        tension_evidence={
            axis: evidence(tension.on(axis), column, strong) for axis, column in zip(AXES, without, strict=True)
        },
        tension_without=list(map(max, *without)),
        breadth=role_breadth(answers),
        all_four=all_four_votes(answers),
        apart=apart,
        disagreement=disagreement,
        disagreement_evidence=None if disagreement is None else evidence(disagreement, disagreement_without, contested),
        disagreement_without=disagreement_without,
    )


def _means_without(column: list[float]) -> list[float]:
    """The column's mean with each value left out in turn; 0 where none remains."""
    total, others = sum(column), len(column) - 1
    return [(total - value) / others for value in column] if others else [0.0]
