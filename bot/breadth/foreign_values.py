"""What a name, a group and a split have to be in a foreign file, and how a fault there is told."""

import unicodedata
from collections.abc import Sequence
from math import fsum, isfinite
from typing import TypeGuard

from bot.breadth.split import Split
from bot.questionnaire.model import DONT_KNOW, GROUPS, NOBODY, SEVERAL, Group

EXACT = 1e-6
"""How far from 100 the sum of a split may be."""
MEANT = {
    NOBODY: NOBODY,
    "none": f"{NOBODY}, or null for {DONT_KNOW}",
    SEVERAL: SEVERAL,
    "several / unclear": SEVERAL,
    DONT_KNOW: "null",
}
"""What to write for a word that stands for an answer, and so can be no role's name however it is spelt."""
JOINERS = "\u200c\u200d"
LONGEST_QUOTE = 80


class FaultLines:
    """Collects faults, one line each: `FILE: place, place: what is wrong`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []

    def add(self, place: Sequence[str], what: str) -> None:
        """Adds a fault at a place, told from the outside in.

        >>> faults = FaultLines("a.json")
        >>> faults.add(("respondent 2", "AM"), "expected an object")
        >>> faults.lines
        ['a.json: respondent 2, AM: expected an object']
        """
        where = ", ".join(one_line(part) for part in place)
        self.lines.append(": ".join(part for part in (one_line(self.file, 0), where, what) if part))


def one_line(text: str, longest: int = LONGEST_QUOTE) -> str:
    r"""A text from a file as it can stand in a line of output: on one line, and not too long.

    >>> one_line("two" + chr(10) + "lines")
    'two\\nlines'
    """
    shown = "".join(repr(mark)[1:-1] if _breaks(mark) else mark for mark in text)
    return f"{shown[:longest]}..." if longest and len(shown) > longest else shown


def meant(word: str) -> str | None:
    """What to write for a word that stands for an answer; None for any other.

    >>> meant("Nobody "), meant("AM")
    ('nobody', None)
    """
    return MEANT.get(word.strip().casefold().replace("\u2019", "'"))


def check_name(name: object, place: Sequence[str], faults: FaultLines) -> TypeGuard[str]:
    """Whether this can be a role's name; adds a fault if not."""
    if not isinstance(name, str):
        faults.add(place, "expected a text")
    elif not name.strip():
        faults.add(place, "a name cannot be empty")
    elif any(map(_breaks, name)):
        faults.add(place, "a name cannot hold line breaks or control characters")
    elif name != name.strip():
        faults.add(place, f'"{one_line(name)}" cannot begin or end with a blank')
    elif meant(name):
        faults.add(place, f'"{name}" cannot be a role\'s name: it stands for an answer')
    else:
        return True
    return False


def check_group(group: object, place: Sequence[str], faults: FaultLines) -> TypeGuard[Group]:
    """Whether this is one of the three groups; adds a fault if not."""
    if group in GROUPS:
        return True
    given = f', not "{one_line(group)}"' if isinstance(group, str) else ""
    faults.add((*place, "group"), f"expected holder, manager or colleague{given}")
    return False


def checked_split(numbers: Sequence[object], place: Sequence[str], faults: FaultLines) -> Split | None:
    """The four numbers as a split; otherwise None, each fault added."""
    found = len(faults.lines)
    if len(numbers) != 4:
        faults.add(place, f"expected four numbers, not {len(numbers)}")
    finite = [number for number in numbers if _is_finite(number, place, faults)]
    for number in finite:
        if not 0 <= number <= 100:
            faults.add(place, f"{told(number)} is not from 0 to 100")
    if (
        len(finite) == len(numbers) == 4
        and all(abs(number) < 1e300 for number in finite)
        and abs(fsum(finite) - 100) > EXACT
    ):
        faults.add(place, f"these make {told(round(fsum(finite), 9))}, expected 100")
    if len(faults.lines) > found:
        return None
    servicing, farming, hunting, sourcing = finite
    return servicing, farming, hunting, sourcing


def told(number: float) -> str:
    """A number as a person would write it.

    >>> told(95.0), told(99.5), told(float("nan"))
    ('95', '99.5', 'NaN')
    """
    if number != number:  # noqa: PLR0124 - only NaN differs from itself
        return "NaN"
    text = one_line(repr(number).removesuffix(".0"), 40)
    return text.replace("inf", "Infinity")


def _is_finite(number: object, place: Sequence[str], faults: FaultLines) -> TypeGuard[float]:
    if isinstance(number, str):
        faults.add(place, f'"{one_line(number)}" is not a number')
    elif isinstance(number, bool) or not isinstance(number, int | float):
        faults.add(place, "expected four numbers")
    elif isinstance(number, float) and not isfinite(number):
        faults.add(place, f"{told(number)} is not a finite number")
    else:
        return True
    return False


def _breaks(mark: str) -> bool:
    """Whether a character ends a line, controls the terminal, is not seen or cannot be written at all."""
    return unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and mark not in JOINERS
