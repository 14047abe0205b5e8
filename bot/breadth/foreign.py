"""Data collected elsewhere, for the same analysis: a file's bytes in, the answers or every fault out."""

from msgspec import Struct

from bot.breadth.answers import Data
from bot.breadth.foreign_csv import read_csv
from bot.breadth.foreign_json import read_json
from bot.breadth.foreign_values import FaultLines


class Faults(Struct, frozen=True):
    """Everything wrong with a file, one fault a line: in the order of the file, twins of earlier entries after them."""

    lines: tuple[str, ...]


def read(file: str, content: bytes) -> Data | Faults:
    """The answers in a file's content. By its ending `.csv` or `.json`; else whatever starts with a brace is JSON.

    >>> read("answers.json", b"")
    Faults(lines=('answers.json: the file is empty',))
    """
    faults = FaultLines(file)
    data = _read(file, content, faults)
    return Faults(tuple(faults.lines)) if faults.lines or data is None else data


def _read(file: str, content: bytes, faults: FaultLines) -> Data | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add((), f"not UTF-8 text (byte {error.start + 1})")
        return None
    if not text.strip():
        faults.add((), "the file is empty")
        return None
    return read_csv(text, faults) if _is_csv(file, text) else read_json(text, faults)


def _is_csv(file: str, text: str) -> bool:
    name = file.lower()
    return name.endswith(".csv") or not (name.endswith(".json") or text.lstrip().startswith(("{", "[")))
