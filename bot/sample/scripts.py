"""What made-up people would say, whatever they are asked: read from one JSON file."""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from bot.questionnaire.answers import Points

TYPICAL: tuple[Points, ...] = ((50, 30, 10, 10), (30, 40, 20, 10), (10, 20, 50, 20), (60, 10, 10, 20))
"""What those give a role whose script does not name it."""


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """One person's opinions.

    `splits`: by role name the split today and the one it should be; None where they don't know. `likes`: by a matrix's
    row, and under "" for single choices, the options they would take, the best liked first. `ticks`: the options they
    would tick. `words`: by question what they would write.
    """

    splits: dict[str, tuple[Points | None, Points | None]] = {}
    likes: dict[str, tuple[str, ...]] = {}
    ticks: tuple[str, ...] = ()
    words: dict[str, str] = {}


class Scripts(Struct, frozen=True, forbid_unknown_fields=True):
    """Everyone's, by user id. `absent` are those who have not answered when the sample opens."""

    made_up: str
    absent: tuple[str, ...]
    people: dict[str, Script]


def read_scripts(path: Path) -> Scripts:
    """The scripts in a file; msgspec.ValidationError where it holds something else."""
    return msgspec.json.decode(path.read_bytes(), type=Scripts)


def split_of(script: Script, role: str, *, future: bool) -> Points | None:
    """What this person gives a role, today or as it should be; None: they don't know it well enough.

    >>> split_of(Script({"AM": ((60, 20, 10, 10), None)}), "AM", future=False)
    (60, 20, 10, 10)
    """
    if role in script.splits:
        return script.splits[role][future]
    return TYPICAL[crc32(role.encode()) % len(TYPICAL)]


def liked(script: Script, row: str, offered: Sequence[str]) -> str:
    """The option this person takes: the one they like best of those offered, else the first; at least one is offered.

    >>> liked(Script(likes={"hunting": ("nobody",)}), "hunting", ("am", "nobody"))
    'nobody'
    """
    return next((option for option in script.likes.get(row, ()) if option in offered), offered[0])


def ticked(script: Script, offered: Sequence[str], most: int) -> tuple[str, ...]:
    """The options this person ticks, at most `most`; where they would tick none, the one that says so or the first.

    >>> ticked(Script(ticks=("b",)), ("a", "b", "none"), 2)
    ('b',)
    """
    wanted = tuple(option for option in offered if option in script.ticks)[:most]
    return wanted or (("none",) if "none" in offered else tuple(offered[:1]))
