"""A file as a tree whose every part knows its file, line and column."""

import re
from pathlib import Path

from msgspec import Struct

from bot.prompts.faults import Fault, Mark, fault, shown
from bot.questionnaire.findings import Place

LARGEST = 256 * 1024
"""Bytes a file may have."""


class Refused(Struct, frozen=True):
    """Stands where something was refused, so that nothing more is said of that place."""


class Node(Struct, frozen=True):
    """A part of a file. `keys` gives the place of each key of a mapping."""

    value: "str | int | float | bool | Refused | dict[str, Node] | list[Node] | None"
    mark: Mark
    keys: dict[str, Mark] = {}

    def at(self, path: Place) -> Mark:
        """The place of the part at `path`, its key if it has one; what is not there lies with what should hold it."""
        node, mark = self, self.mark
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node, mark = node.value[str(step)], node.keys[str(step)]
            elif isinstance(node.value, list) and step in range(len(node.value)):
                node = node.value[int(step)]
                mark = node.mark
            else:
                break
        return mark


def read(path: Path) -> tuple[Node | None, tuple[Fault, ...]]:
    """The file as a tree, and what is wrong with it as YAML; None where nothing could be made of it."""
    text = read_text(path, "YAML")
    if isinstance(text, Fault):
        return None, (text,)
    from bot.prompts.parsing import parse  # ruamel.yaml comes with it: not for a start that reads no YAML

    return parse(text, shown(path))


def read_text(path: Path, what: str) -> str | Fault:
    """The text of a file, or why it cannot be had. `what` names the format in the mend."""
    mark = Mark(shown(path))
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return fault(mark, "There is no such file.", "Check the name and the folder.")
    except (OSError, ValueError):
        return fault(mark, "This file cannot be read.", "Make it a file that the bot may read.")
    if len(raw) > LARGEST:
        return fault(
            mark, f"This file is larger than {LARGEST // 1024} KiB.", "Split it, or take out what is not used."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return fault(
            _mark(mark.file, raw[: error.start].decode("utf-8", "replace")),
            "This is not UTF-8 text.",
            f"Save the {what} file again with the encoding UTF-8.",
        )
    odd = UNPRINTABLE.search(text)
    return text if odd is None else unseen(_mark(mark.file, text[: odd.start()]), odd.group())


def unseen(mark: Mark, character: str) -> Fault:
    """The fault of a character that no text can be printed with."""
    return fault(mark, f"A character that cannot be seen stands here (U+{ord(character):04X}).", "Take it out.")


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of a character: not even UTF-8 can say all of them."""


def _mark(file: str, before: str) -> Mark:
    return Mark(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
