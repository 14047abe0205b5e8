"""What the gate lets through of one role at one moment, with the exact measures the order of conflicts needs."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from msgspec import Struct

from bot.breadth.answers import Cell, Moment
from bot.breadth.camps import two_camps
from bot.breadth.cells import Cells
from bot.breadth.change import Pair, change, change_band, move
from bot.breadth.disagreement import CONTESTED, disagreement_band
from bot.breadth.doubt import SMALL, leaves_doubt
from bot.breadth.evidence import FEW, shown_from
from bot.breadth.gap import GroupGap, group_gaps
from bot.breadth.gate import alike, may_average, open_groups
from bot.breadth.measures import Measures, measure
from bot.breadth.released import (
    Alike,
    CellPicture,
    GroupPicture,
    NoAnswers,
    Points,
    ReleasedChange,
    ReleasedGap,
    Shown,
    TooFew,
)
from bot.breadth.report import leans
from bot.breadth.split import Split, half_up, mean, rounded_down, steps_of_five
from bot.breadth.tension import AXES, breadth_band, tension_band
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Group

LEAST_POINTS = 20
LEAST_CHANGE = 10


class Behind(Struct, frozen=True):
    """The exact measures and gaps behind a shown picture. Never leaves the core."""

    measures: Measures
    gaps: tuple[GroupGap, ...]


Told = tuple[CellPicture, Behind | None]
Groups = Mapping[Group, Cell]


def picture(cells: Cells, role: str, moment: Moment, floor: int) -> Told:
    """What may be told about a role at a moment, and what stands behind it; None where nothing is shown.

    Everything is withheld while someone in the cell could work out the others' answers: of a small one from all that is
    told, of a larger one, in which all else is coarse beside the number of answers, from the average.
    """
    cell = cells.splits[role, moment]
    if not cell:
        return NoAnswers(), None
    if len(cell) < floor:
        return TooFew(floor), None
    groups = cells.groups_of(role, moment)
    told = _told(cell, groups, floor)
    if isinstance(told[0], Alike):
        return told
    small = len(cell) <= SMALL
    in_doubt = leaves_doubt(cell, partial(_otherwise, cell, groups, floor)) if small else may_average(cell)
    return told if in_doubt else (TooFew(len(cell) + 1), None)


def _otherwise(cell: Cell, groups: Groups, floor: int, other: Cell) -> CellPicture:
    """What would be told had the people of a cell answered otherwise."""
    changed = {person for person in cell if cell[person] != other[person]}
    moved = {
        group: {person: other[person] if person in changed else answer for person, answer in own.items()}
        for group, own in groups.items()
    }
    return _told(other, moved, floor)[0]


def _told(cell: Cell, groups: Groups, floor: int) -> Told:
    if alike(cell.values()):
        return Alike(), None
    open_ = open_groups(groups, floor)
    behind = Behind(measure(cell), group_gaps(open_, all_chances=False))
    return _shown(cell, behind, groups, open_, floor), behind


def points(value: float, least: int = LEAST_POINTS) -> int | None:
    """A value as it may be told: cut to a multiple of 5, and only from `least` up.

    >>> points(33.9), points(19.4)
    (30, None)
    """
    return rounded_down(value) if half_up(value) >= least else None


def released_change(pairs: Collection[Pair], floor: int) -> ReleasedChange | None:
    """What may be told of the change wanted; None below the floor and where nearly everyone wants the same."""
    if len(pairs) < floor or alike([move(*pair) for pair in pairs]):
        return None
    wanted, early = change(tuple(pairs)), len(pairs) < FEW
    agreed = {name: way.way for name, way in wanted.directions.items() if way.agreed and not early}
    told = None if early else points(wanted.wanted, LEAST_CHANGE)
    return ReleasedChange(change_band(wanted.wanted), told, agreed, early)


def _shown(cell: Cell, behind: Behind, groups: Groups, open_: Groups, floor: int) -> Shown:
    measures = behind.measures
    early = measures.n < FEW
    axis, disagreement = measures.tension.headline, measures.disagreement or 0.0
    headline = None if early else points(measures.tension.on(axis))
    camps = two_camps(tuple(cell.values()))
    return Shown(
        split=steps_of_five(measures.mean),
        early=early,
        tension={axis: tension_band(measures.tension.on(axis)) for axis in AXES},
        headline=axis if headline else None,
        headline_points=headline,
        headline_evidence=measures.tension_evidence[axis] if headline else None,
        breadth=breadth_band(measures.breadth),
        all_four=not early and measures.all_four * 2 >= measures.n,
        disagreement=disagreement_band(disagreement),
        disagreement_points=None if early else points(disagreement),
        disagreement_evidence=measures.disagreement_evidence,
        most_apart=None if early else _most_apart(measures, disagreement),
        camps=_camp_splits(camps.sides, floor) if camps and camps.found else None,
        groups=_group_pictures(groups, open_, floor),
        gaps=tuple(ReleasedGap(gap.groups, points(gap.gap), gap.label, gap.evidence) for gap in behind.gaps),
        apart=_apart(open_),
        leans=leans(cell, open_.values()),
    )


def _most_apart(measures: Measures, disagreement: float) -> Accountability | None:
    if not shown_from(CONTESTED)(disagreement):
        return None
    parts = [round(part, 9) for part in measures.apart.of_parts]
    return ACCOUNTABILITIES[parts.index(max(parts))]


def _camp_splits(sides: tuple[tuple[Split, ...], tuple[Split, ...]], floor: int) -> tuple[Points, Points] | None:
    larger, smaller = sides
    if len(smaller) < floor or not (may_average(_numbered(larger)) and may_average(_numbered(smaller))):
        return None
    return steps_of_five(mean(larger)), steps_of_five(mean(smaller))


def _numbered(side: Sequence[Split]) -> Cell:
    return {str(number): split for number, split in enumerate(side)}


def _group_pictures(groups: Groups, open_: Groups, floor: int) -> tuple[GroupPicture, ...]:
    """The open groups' averages; of the others only that nearly everyone in one sees it alike."""
    return tuple(
        GroupPicture(group, steps_of_five(mean(cell.values())) if group in open_ else None, len(cell) < FEW)
        for group, cell in groups.items()
        if group in open_ or (len(cell) >= floor and alike(cell.values()))
    )


def _apart(groups: Groups) -> dict[Accountability, int]:
    if len(groups) < 2:
        return {}
    averages = zip(*(mean(cell.values()) for cell in groups.values()), strict=True)
    spans = zip(ACCOUNTABILITIES, (points(max(parts) - min(parts)) for parts in averages), strict=True)
    return {name: span for name, span in spans if span is not None}
