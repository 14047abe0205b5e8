"""Picture B: who sees it how. A group's averages, one cell an accountability, one row a role."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from bot.breadth.released import Alike, CellPicture, GroupPicture, Points, Release, ReleasedRole, Shown
from bot.questionnaire.model import ACCOUNTABILITIES, GROUPS, Group
from bot.rendering.chart.lettering import abridged, drawn, fitted, width
from bot.rendering.chart.palette import (
    ACCOUNTABILITY_COLOURS,
    DISPUTE,
    DISPUTE_TINT,
    INK,
    QUIET_CELL,
    QUIET_INK,
    RULE,
    WHITE,
    Colours,
    over_white,
)
from bot.rendering.chart.shapes import Box, Disc, Drawing, Line, Shape, Trace, to_svg
from bot.rendering.chart.words import DEFAULT_LABELS, Labels, absence, drawn_names, told_names
from bot.rendering.summary_voice import unbracketed

WIDTH, MARGIN, TOP, FOOT, ROW = 1600, 40, 274, 128, 214
MOST_ROLES = 6
CELLS, CELL, COLUMN = 372, 283.5, 301.5
"""Where the cells start, how wide one is, and how far it is to the next."""
MIDDLE = (CELLS + WIDTH - MARGIN) / 2
PADDING, POINT = 30, 2.235
"""Within a cell: where the axis starts, and the pixels of one point."""
RADIUS, EDGE, DOT = 11, 3, 4
AS_IS, TO_BE = 46, 128
"""Where a row's two lines run, from its top."""
NOTE, ASIDE = 40, 25
"""How much higher a row is that says below its cells what has no mark beside others that have; and how large."""
TITLE = "Who sees it how"
SUBTITLE = "Average split by group, points of customer time · groups of 3 or more people"
FOOTER = (
    "Wide rows: groups differ. Tight rows: alike on average. One mark alone shows no gap. "
    "Roles in the order of the summary."
)
GROUP_NAMES: Mapping[Group, str] = {"holder": "Role holders", "manager": "Managers", "colleague": "Colleagues"}
APART = "to be 20 or more points apart"
EARLY = "early signal: 3 or 4 answers"


class Average(Struct, frozen=True):
    """A group's average, as it is drawn."""

    group: Group
    split: Points
    early: bool


def picture_b(release: Release, labels: Labels = DEFAULT_LABELS) -> str:
    """What each group says of the most contested roles, as SVG."""
    roles, names = release.roles[:MOST_ROLES], drawn_names(release)
    tops = list(accumulate(map(_height, roles), initial=TOP))
    foot = tops.pop()
    shapes: list[Shape] = [
        Box(0, 0, WIDTH, foot + FOOT, fill=WHITE),
        Line(MARGIN, 84, TITLE, 44, INK, 900),
        Line(MARGIN, 130, SUBTITLE, 29, QUIET_INK),
        *_legend(early=any(map(_early, roles))),
        *_heads(labels),
    ]
    for role, top in zip(roles, tops, strict=True):
        shapes += _role(role, names[role.name], top)
    shapes += [*_axis(foot + 34), Line(MARGIN, foot + 92, FOOTER, 27, QUIET_INK)]
    return to_svg(Drawing(WIDTH, foot + FOOT, TITLE, groups_in_words(release), shapes))


def groups_in_words(release: Release) -> str:
    """The groups picture for those who cannot see it: each role's averages by group, as is and to be."""
    names = told_names(release)
    return "; ".join(f"{names[role.name]}: {_role_in_words(role)}" for role in release.roles[:MOST_ROLES])


def _role_in_words(role: ReleasedRole) -> str:
    as_is, to_be = _cell_in_words(role.as_is), _cell_in_words(role.to_be)
    return as_is if as_is == to_be else f"as is: {as_is}, to be: {to_be}"


def _cell_in_words(cell: CellPicture) -> str:
    if isinstance(cell, Shown) and cell.groups:
        return ", ".join(map(_group_in_words, cell.groups))
    return _unmarked(cell)


def _group_in_words(one: GroupPicture) -> str:
    told = "/".join(map(str, one.split)) if one.split is not None else absence(Alike())
    return f"{GROUP_NAMES[one.group].lower()} {told}{' (early signal)' if one.early else ''}"


def _unmarked(cell: CellPicture) -> str:
    """What a line without a mark says instead."""
    if not isinstance(cell, Shown):
        return absence(cell)
    alike = ", ".join(GROUP_NAMES[one.group].lower() for one in cell.groups)
    return f"{alike}: {absence(Alike())}" if alike else "groups too small to show"


def _alike_beside(role: ReleasedRole) -> str:
    """Which groups are all alike on a line where another one has its mark."""
    moments = (("as is", role.as_is), ("to be", role.to_be))
    alike = [
        f"{GROUP_NAMES[one.group].lower()} ({moment})"
        for moment, cell in moments
        if isinstance(cell, Shown) and _averages(cell)
        for one in cell.groups
        if one.split is None
    ]
    return f"{absence(Alike())}: {', '.join(alike)}" if alike else ""


def _averages(cell: CellPicture) -> list[Average]:
    """The averages that are shown, in group order."""
    groups = cell.groups if isinstance(cell, Shown) else ()
    return [Average(one.group, one.split, one.early) for one in groups if one.split is not None]


def _early(role: ReleasedRole) -> bool:
    """Whether any mark of a role's row comes from 3 or 4 answers."""
    return any(average.early for cell in (role.as_is, role.to_be) for average in _averages(cell))


def _legend(*, early: bool) -> Iterator[Shape]:
    x = MARGIN + 13.0
    for group in GROUPS:
        yield _mark(group, x, 182, QUIET_INK, QUIET_INK)
        yield Line(x + 25, 192, GROUP_NAMES[group], 28, INK)
        x += width(GROUP_NAMES[group], 28) + 83
    yield Box(x - 11, 165, 44, 34, fill=DISPUTE_TINT, radius=8, stroke=DISPUTE, thickness=3)
    yield Line(x + 45, 192, APART, 28, INK)
    if early:
        x += width(APART, 28) + 95
        yield _mark("holder", x, 182, WHITE, QUIET_INK)
        yield Disc(x, 182, DOT, QUIET_INK, "none", 0)
        yield Line(x + 25, 192, EARLY, 28, INK)


def _heads(labels: Labels) -> Iterator[Shape]:
    for place, (name, colours) in enumerate(zip(ACCOUNTABILITIES, ACCOUNTABILITY_COLOURS, strict=True)):
        x, label = CELLS + place * COLUMN, drawn(unbracketed(labels[name]), DEFAULT_LABELS[name])
        yield Box(x, 228, 28, 28, fill=colours.to_be, radius=5)
        yield Line(x + 40, 253, fitted(label, CELL - 40, 31, 700), 31, INK, 700)


def _height(role: ReleasedRole) -> int:
    """How high a role's row is."""
    return ROW + NOTE if _alike_beside(role) else ROW


def _role(role: ReleasedRole, name: str, top: float) -> Iterator[Shape]:
    as_is, to_be = _averages(role.as_is), _averages(role.to_be)
    yield Box(MARGIN, top, WIDTH - 2 * MARGIN, 2, fill=RULE)
    for number, line in enumerate(_two_lines(name, CELLS - MARGIN - 80)):
        yield Line(MARGIN, top + 58 + 36 * number, line, 31, INK, 700)
    if not as_is and not to_be and _unmarked(role.as_is) == _unmarked(role.to_be):
        yield Line(MIDDLE, top + ROW / 2 + 10, _unmarked(role.to_be), 28, QUIET_INK, anchor="middle")
        return
    yield Line(CELLS - 14, top + AS_IS + 10, "as is", 27, QUIET_INK, anchor="end")
    yield Line(CELLS - 14, top + TO_BE + 10, "to be", 27, INK, 700, "end")
    apart = role.to_be.apart if isinstance(role.to_be, Shown) else {}
    for place, (accountability, colours) in enumerate(zip(ACCOUNTABILITIES, ACCOUNTABILITY_COLOURS, strict=True)):
        x = CELLS + place * COLUMN
        yield from _cell(x, top, apart.get(accountability))
        hollow, filled = (
            {one: x + PADDING + POINT * one.split[place] for one in averages} for averages in (as_is, to_be)
        )
        yield from _marks(hollow, top + AS_IS, colours, fill=WHITE, dot=colours.edge)
        yield from _marks(filled, top + TO_BE, colours, fill=colours.to_be, dot=colours.ink)
    for averages, cell, y in ((as_is, role.as_is, top + AS_IS), (to_be, role.to_be, top + TO_BE)):
        if not averages:
            yield from _reason(_unmarked(cell), y)
    beside = _alike_beside(role)
    if beside:
        yield Line(MIDDLE, top + ROW + 19, beside, ASIDE, QUIET_INK, anchor="middle")


def _reason(words: str, y: float) -> Iterator[Shape]:
    """Why there is no mark, across the cells."""
    half = width(words, 27) / 2 + 16
    yield Box(MIDDLE - half, y - 21, 2 * half, 42, fill=WHITE, radius=8)
    yield Line(MIDDLE, y + 10, words, 27, QUIET_INK, anchor="middle")


def _cell(x: float, top: float, apart: int | None) -> Iterator[Shape]:
    fill, thickness = (QUIET_CELL, 0) if apart is None else (DISPUTE_TINT, 3)
    yield Box(x, top + 12, CELL, 190, fill=fill, radius=10, stroke=DISPUTE, thickness=thickness)
    for points in (0, 50, 100):
        yield Box(x + PADDING + POINT * points - 1, top + 26, 2, 128, fill=RULE)
    if apart is not None:
        yield Line(x + CELL - 16, top + 188, f"{apart} apart", 27, DISPUTE, 700, "end")


def _marks(places: Mapping[Average, float], y: float, colours: Colours, *, fill: str, dot: str) -> Iterator[Shape]:
    """A mark a group on one line, joined by a band; marks that would overlap go one below the other."""
    if places:
        left, right = min(places.values()), max(places.values())
        yield Box(left, y - 3, right - left, 6, fill=over_white(colours.to_be, 0.5))
    levels: list[float] = []
    for average in sorted(places, key=places.__getitem__):
        x = places[average]
        level = next((n for n, end in enumerate(levels) if x - end >= 2 * RADIUS), len(levels))
        levels[level : level + 1] = [x]
        yield _mark(average.group, x, y + 19 * level, fill, colours.edge)
        if average.early:
            yield Disc(x, y + 19 * level, DOT, dot, "none", 0)


def _mark(group: Group, x: float, y: float, fill: str, edge: str) -> Shape:
    """A circle for holders, a square for managers, a diamond for colleagues."""
    match group:
        case "holder":
            return Disc(x, y, RADIUS, fill, edge, EDGE)
        case "manager":
            half = RADIUS * 0.9
            return Box(x - half, y - half, 2 * half, 2 * half, fill=fill, stroke=edge, thickness=EDGE)
        case "colleague":
            tip = RADIUS * 1.25
            corners = [(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)]
            return Trace(corners, fill=fill, stroke=edge, thickness=EDGE)


def _axis(y: float) -> Iterator[Shape]:
    for place in range(len(ACCOUNTABILITIES)):
        for points in (0, 50, 100):
            x = CELLS + place * COLUMN + PADDING + POINT * points
            yield Line(x, y, str(points), 25, QUIET_INK, anchor="middle")


def _two_lines(name: str, most: float) -> Sequence[str]:
    """A name on at most two lines, broken between words where it can be."""
    if width(name, 31, 700) <= most:
        return [name]
    words = name.split()
    fits = [n for n in range(1, len(words)) if width(" ".join(words[:n]), 31, 700) <= most]
    if not fits:
        return [abridged(name, most, 31, 700)]
    return [" ".join(words[: fits[-1]]), abridged(" ".join(words[fits[-1] :]), most, 31, 700)]
