"""Faults as people and machines read them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bot.questionnaire.findings import Place


class Mark(Struct, frozen=True):
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


class Fault(Struct, frozen=True, order=True):
    """One thing wrong in a file. `path` leads to it from the file's top: `sections[3].questions[0].kind`."""

    file: str
    line: int
    column: int
    path: str
    fault: str
    mend: str

    def __str__(self) -> str:
        where = f"Where: {self.file}, line {self.line}, column {self.column}"
        return f"{self.fault}\n{where}\nMend: {self.mend}"


def fault(at: Mark, what: str, mend: str, path: Place = ()) -> Fault:
    """A fault at a mark, each of its lines a single one whatever it quotes."""
    return Fault(at.file, at.line, at.column, dotted(path), _in_one_line(what), _in_one_line(mend))


def _in_one_line(words: str) -> str:
    return "\\n".join(words.splitlines())


def shown(path: Path) -> str:
    """A path as faults print it: from the folder the command was given in, where it lies in there.

    A name that is no UTF-8 or of several lines is spelled out: faults are printed and become JSON.
    """
    whole = path.absolute()
    here = Path.cwd()
    told = (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
    return _in_one_line(told.encode("utf-8", "backslashreplace").decode())


def dotted(path: Place) -> str:
    """A path inside a file as text.

    >>> dotted(("sections", 3, "questions", 0, "kind"))
    'sections[3].questions[0].kind'
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def faults_text(faults: Iterable[Fault]) -> str:
    """Every fault in three lines, a blank line between two; no line is wrapped."""
    return "\n\n".join(str(one) for one in faults)


def faults_json(faults: Sequence[Fault]) -> bytes:
    """Every fault as a JSON list of {"file", "line", "column", "path", "fault", "mend"}."""
    return msgspec.json.format(msgspec.json.encode(list(faults)), indent=2)
