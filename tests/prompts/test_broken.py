"""Every broken file in tests/broken, and exactly what is told of it: its neighbour of the same name ending in .txt.

`BOT_TEST_WRITE=1` writes the neighbours anew; read them before they are kept.
"""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.prompts.faults import Fault, faults_text
from bot.prompts.loading import assemble
from bot.prompts.nodes import read
from bot.prompts.roster import read_roster
from bot.prompts.sources import Sources, sources

PROJECT = Path(__file__).parents[2]
SHIPPED = Path("prompts")
NOW = 1_800_000_000.0
CASES = sorted(path.relative_to(PROJECT) for path in (PROJECT / "tests/broken").glob("*/*.yaml"))


def told(case: Path) -> str:
    """Every fault in a broken file, read as what its folder says it is; of the shipped files without the line."""
    shipped = sources(SHIPPED, None)
    match case.parent.name:
        case "questionnaires":
            faults = assemble(Sources((*shipped.structure, case), shipped.wording))[1]
        case "wordings":
            faults = assemble(Sources(shipped.structure, (*shipped.wording, case)))[1]
        case "rosters":
            faults = read_roster(case, NOW, SHIPPED)[1]
        case _:
            faults = read(case)[1]
    return faults_text(faults_here(faults, case)) + "\n"


def faults_here(faults: tuple[Fault, ...], case: Path) -> list[Fault]:
    """The faults, those in a shipped file at its first line: it grows without this test."""
    return [one if one.file == case.as_posix() else replace(one, line=1, column=1) for one in faults]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_broken_file_is_told_exactly(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fault is told, with its place and its mend, and nothing that is no fault."""
    monkeypatch.chdir(PROJECT)
    expected = case.with_suffix(".txt")
    if os.environ.get("BOT_TEST_WRITE"):
        expected.write_text(told(case), "utf-8")
    assert told(case) == expected.read_text("utf-8")


def test_nothing_broken_is_forgotten() -> None:
    """There are broken files of every sort, and no text tells of a file that is gone."""
    assert {case.parent.name for case in CASES} == {"files", "questionnaires", "rosters", "wordings"}
    texts = {path.relative_to(PROJECT).with_suffix("") for path in (PROJECT / "tests/broken").glob("*/*.txt")}
    assert texts == {case.with_suffix("") for case in CASES}


def test_a_wrapped_terminal_does_not_wrap_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place stands on a line of its own however narrow the terminal is."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("COLUMNS", "20")
    lines = told(Path("tests/broken/questionnaires/route-nowhere.yaml")).splitlines()
    assert lines[1] == "Where: tests/broken/questionnaires/route-nowhere.yaml, line 7, column 13"
