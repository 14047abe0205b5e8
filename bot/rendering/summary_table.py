"""The numbers of a release as rows: for a native table, and for preformatted text where Slack refuses one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from bot.breadth.released import Alike, CellPicture, NoAnswers, Release, Shown, TooFew
from bot.breadth.tension import AXES
from bot.prompts.mrkdwn import escaped
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.blocks import Json, clipped, section
from bot.rendering.summary_voice import SummaryVoice

Row = tuple[str, ...]
UNSHOWN: Mapping[type[CellPicture], str] = {NoAnswers: "no-answers", TooFew: "few-answers", Alike: "alike"}
"""The label of what stands where a picture has no figures."""
CELL = 28
"""Characters of a cell where a table has to be plain text."""
ROWS = 6
"""Rows of plain text in one block."""


def rows(voice: SummaryVoice, release: Release) -> list[Row]:
    """The heads, then a row for each role as it is and as it should be."""
    terms = [voice.term(name) for name in ACCOUNTABILITIES]
    heads = [voice.label(f"table-{name}") for name in ("role", "moment", "tension", "breadth", "views")]
    told: list[Row] = [(*heads[:2], *terms, *heads[2:])]
    for role in release.roles:
        for moment, cell in (("as-is", role.as_is), ("to-be", role.to_be)):
            told.append((role.name, voice.label(moment), *_cells(voice, cell)))
    return told


def table(told: Sequence[Row]) -> list[Json]:
    """The rows as a native table."""
    cells = [[{"type": "raw_text", "text": cell or "–"} for cell in row] for row in told]
    align = [{"align": "right" if 2 <= at <= 5 else "left", "is_wrapped": at not in range(2, 6)} for at in range(9)]
    return [{"type": "table", "rows": cells, "column_settings": align}]


def preformatted(told: Sequence[Row]) -> list[Json]:
    """The rows as lines of equal columns, some in each block."""
    short = [[clipped(cell, CELL).replace("`", "'") for cell in row] for row in told]
    widths = [max(map(len, column)) for column in zip_longest(*short, fillvalue="")]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in short]
    return [
        section(f"```{escaped(chr(10).join(lines[start : start + ROWS]))}```") for start in range(0, len(lines), ROWS)
    ]


def _cells(voice: SummaryVoice, cell: CellPicture) -> Iterator[str]:
    match cell:
        case Shown():
            yield from map(str, cell.split)
            yield _tension(voice, cell)
            yield cell.breadth
            yield _views(voice, cell)
        case NoAnswers() | TooFew() | Alike():
            yield from ("–", "–", "–", "–", "–", "–", voice.label(UNSHOWN[type(cell)]))


def _tension(voice: SummaryVoice, shown: Shown) -> str:
    """The strongest tension, and the pairs that have no time in them."""
    without = [voice.label(f"no-time-{axis}") for axis in AXES if shown.no_time_with(axis)]
    return "; ".join([_strongest(voice, shown), *without])


def _strongest(voice: SummaryVoice, shown: Shown) -> str:
    if shown.headline is not None:
        points = f", {shown.headline_points}" if shown.headline_points else ""
        return f"{shown.tension[shown.headline]}{points}: {' / '.join(voice.sides(shown.headline))}"
    strongest = max(AXES, key=lambda axis: ("low", "some", "strong").index(shown.tension[axis]))
    band = shown.tension[strongest]
    return band if band == "low" else f"{band}: {' / '.join(voice.sides(strongest))}"


def _views(voice: SummaryVoice, shown: Shown) -> str:
    points = f", {shown.disagreement_points}" if shown.disagreement_points else ""
    early = f", {voice.label('early-signal')}" if shown.early else ""
    return f"{shown.disagreement}{points}{early}"
