"""Picture A: each role's split as it is above what it should be, and how far people agree about it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from bot.breadth.released import CellPicture, Release, ReleasedRole, Shown
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.chart.lettering import Weight, abridged, drawn, fitted, width
from bot.rendering.chart.palette import (
    ACCOUNTABILITY_COLOURS,
    BRACKET,
    DISPUTE,
    INK,
    QUIET_INK,
    RULE,
    WHITE,
)
from bot.rendering.chart.shapes import Box, Drawing, Line, Shape, Trace, to_svg
from bot.rendering.chart.words import (
    DEFAULT_LABELS,
    Labels,
    Status,
    absence,
    alt_text,
    as_is_early,
    drawn_names,
    finding,
    status,
    subtitle,
)

WIDTH, MARGIN, TOP, FOOT = 1200, 40, 274, 84
RIGHT = WIDTH - MARGIN
BARS, POINT = 150, 10.1
"""Where the bars start, and the pixels of one point."""
MOST_ROOMY = 6
"""Up to this many roles the rows are roomy."""
LEAST_NUMBERED = 5
OUTLINE = "Outlined = where the views on the to-be differ most. "
FOOTER = "Order: most contested first."
EARLY = "as is: early signal"


class Row(Struct, frozen=True):
    """The measures of a role's row: its height, its head's baseline and the bars within it."""

    height: int
    head: int
    bars: int
    as_is: int
    gap: int
    to_be: int


ROOMY = Row(height=172, head=50, bars=72, as_is=30, gap=12, to_be=46)
TIGHT = Row(height=148, head=44, bars=62, as_is=26, gap=8, to_be=38)


def picture_a(release: Release, labels: Labels = DEFAULT_LABELS) -> str:
    """The summary of a release as SVG; `labels` are the firm's own words for the four."""
    row = ROOMY if len(release.roles) <= MOST_ROOMY else TIGHT
    foot = TOP + row.height * len(release.roles)
    names = drawn_names(release)
    shapes: list[Shape] = [
        Box(0, 0, WIDTH, foot + FOOT, fill=WHITE),
        Line(MARGIN, 82, finding(release), 42, INK, 900),
        Line(MARGIN, 126, subtitle(release), 28, QUIET_INK),
        *_legend(labels),
    ]
    for number, role in enumerate(release.roles):
        shapes += _role(role, names[role.name], row, TOP + number * row.height)
    footer = f"{OUTLINE if any(map(_outlined, release.roles)) else ''}{FOOTER}"
    shapes += [_rule(foot), Line(MARGIN, foot + 50, footer, 25, QUIET_INK)]
    return to_svg(Drawing(WIDTH, foot + FOOT, finding(release), alt_text(release, labels), shapes))


def _rule(y: float) -> Box:
    return Box(MARGIN, y, WIDTH - 2 * MARGIN, 2, fill=RULE)


def _legend(labels: Labels) -> Iterator[Shape]:
    """A swatch and a name for each accountability, the two pairs bracketed."""
    names = [drawn(labels[name], DEFAULT_LABELS[name]) for name in ACCOUNTABILITIES]
    gap, swatch = 46, 40
    room = RIGHT - MARGIN - 4 * swatch - 3 * gap
    if sum(width(name, 28) for name in names) > room:
        names = [fitted(name, room / 4, 28) for name in names]
    widths = [swatch + width(name, 28) + gap for name in names]
    starts = [MARGIN + before for before in accumulate(widths, initial=0)]
    for x, name, colours in zip(starts, names, ACCOUNTABILITY_COLOURS, strict=False):
        yield Box(x, 164, 28, 28, fill=colours.to_be, radius=5)
        yield Line(x + swatch, 188, name, 28, INK)
    for first, after, pair in ((0, 2, "existing customers"), (2, 4, "prospects")):
        left, right = starts[first], starts[after] - gap
        yield Trace([(left, 212), (left, 220), (right, 220), (right, 212)], stroke=BRACKET, thickness=2)
        yield Line((left + right) / 2, 248, pair, 24, QUIET_INK, anchor="middle")


def _role(role: ReleasedRole, name: str, row: Row, top: float) -> Iterator[Shape]:
    told = status(role)
    left, head = _status(told, top + row.head - 1)
    yield _rule(top)
    if as_is_early(role):
        yield Line(left - 24, top + row.head - 1, EARLY, 24, QUIET_INK, anchor="end")
        left -= 24 + width(EARLY, 24)
    yield Line(MARGIN, top + row.head, abridged(name, left - MARGIN - 24, 34, 700), 34, INK, 700)
    yield from head
    if told.state != "unknown" or isinstance(role.as_is, Shown):
        yield from _bars(role, row, top + row.bars)


def _status(told: Status, baseline: float) -> tuple[float, list[Shape]]:
    """The status, right-aligned, and where it starts: a pill, a tick and words, or grey words."""
    if told.state in {"contested", "mixed"}:
        return _pill(told, baseline)
    left = RIGHT - width(told.text, 28)
    words = Line(RIGHT, baseline, told.text, 28, QUIET_INK, anchor="end")
    if told.state == "unknown":
        return left, [words]
    tick = [(left - 36, baseline - 10), (left - 28, baseline - 1), (left - 13, baseline - 20)]
    return left - 36, [Trace(tick, stroke=QUIET_INK, thickness=4), words]


def _pill(told: Status, baseline: float) -> tuple[float, list[Shape]]:
    filled = told.state == "contested"
    ink, left, top = (WHITE if filled else DISPUTE), RIGHT - width(told.text, 28, 700) - 74, baseline - 32
    fill, thickness = (DISPUTE, 0) if filled else (WHITE, 3)
    return left, [
        Box(left, top, RIGHT - left, 44, fill=fill, radius=22, stroke=DISPUTE, thickness=thickness),
        Trace([(left + 30, top + 11), (left + 42.6, top + 32.6), (left + 17.4, top + 32.6)], fill=ink),
        Line(RIGHT - 22, baseline, told.text, 28, ink, 700, "end"),
    ]


def _bars(role: ReleasedRole, row: Row, top: float) -> Iterator[Shape]:
    """The thin bar as it is, the thick one below it as it should be, and ribbons between where both are shown."""
    below = top + row.as_is + row.gap
    yield Line(MARGIN, top + row.as_is / 2 + 10, "As is", 28, QUIET_INK)
    yield Line(MARGIN, below + row.to_be / 2 + 10, "To be", 28, INK, 700)
    if isinstance(role.as_is, Shown) and isinstance(role.to_be, Shown):
        yield from _ribbons(role.as_is, role.to_be, top + row.as_is, below)
    thin = [(colours.as_is, INK) for colours in ACCOUNTABILITY_COLOURS]
    thick = [(colours.to_be, colours.ink) for colours in ACCOUNTABILITY_COLOURS]
    yield from _bar(role.as_is, top, row.as_is, thin, size=25, weight=400)
    yield from _bar(role.to_be, below, row.to_be, thick, size=30, weight=700)
    outlined = _outlined(role)
    if outlined is not None:
        left, right = outlined
        yield Box(left - 1, below - 4, right - left + 4, row.to_be + 8, radius=4, stroke=DISPUTE, thickness=5)


def _outlined(role: ReleasedRole) -> tuple[float, float] | None:
    """Where the segment starts and ends that has the outline; None where none has."""
    if not isinstance(role.to_be, Shown) or role.to_be.most_apart is None:
        return None
    return _spans(role.to_be)[ACCOUNTABILITIES.index(role.to_be.most_apart)]


def _bar(
    cell: CellPicture, top: float, height: int, colours: Sequence[tuple[str, str]], *, size: int, weight: Weight
) -> Iterator[Shape]:
    """One bar, a segment an accountability; an empty frame with the reason where the split is not shown."""
    middle = top + height / 2 + round(size * 0.36)
    if not isinstance(cell, Shown):
        yield Box(BARS + 1, top + 1, RIGHT - BARS - 2, height - 2, stroke=RULE, thickness=2)
        yield Line((BARS + RIGHT) / 2, top + height / 2 + 8, absence(cell), 24, QUIET_INK, anchor="middle")
        return
    for share, (left, right), (fill, ink) in zip(cell.split, _spans(cell), colours, strict=True):
        if share:
            start = left if left == BARS else left + 2
            yield Box(start, top, right - start, height, fill=fill)
        if share >= LEAST_NUMBERED:
            yield Line((left + right) / 2 + 1, middle, str(share), size, ink, weight, "middle")


def _ribbons(as_is: Shown, to_be: Shown, top: float, bottom: float) -> Iterator[Shape]:
    for (left, right), (low, high), colours in zip(_spans(as_is), _spans(to_be), ACCOUNTABILITY_COLOURS, strict=True):
        if right > left or high > low:
            corners = [(left, top), (right, top), (high, bottom), (low, bottom)]
            yield Trace(corners, fill=colours.ribbon)


def _spans(shown: Shown) -> list[tuple[float, float]]:
    """Where each accountability's segment starts and ends."""
    edges = [BARS + POINT * points for points in accumulate(shown.split, initial=0)]
    return list(pairwise(edges))
