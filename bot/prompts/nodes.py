"""YAML as a tree whose every part knows its file, line and column; all that a prompt file has no need of is refused."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.prompts.faults import Fault, Mark, fault, shown
from bot.questionnaire.findings import Place

LARGEST = 256 * 1024
"""Bytes a file may have."""
DEEPEST = 20
"""Levels of lists and mappings inside one another."""


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
    file = shown(path)
    text = read_text(path, "YAML")
    if isinstance(text, Fault):
        return None, (text,)
    building = _Building(file)
    try:
        node = building.document(text)
    except _StopError as stop:
        return None, (*building.faults, stop.fault)
    except (YAMLError, RecursionError) as error:
        return None, (*building.faults, _not_yaml(error, file))
    return node, tuple(building.faults)


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
    odd = _UNPRINTABLE.search(text)
    if odd:
        what_odd = f"A character that cannot be seen stands here (U+{ord(odd.group()):04X})."
        return fault(_mark(mark.file, text[: odd.start()]), what_odd, "Take it out.")
    return text


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{0,18}\.[0-9]{1,18}")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


class _StopError(Exception):
    def __init__(self, at: Mark, what: str, mend: str) -> None:
        super().__init__(what)
        self.fault = fault(at, what, mend)


class _Building:
    """Turns parsing events into nodes, gathering what is refused on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.events: Iterator[Event] = iter(())

    def document(self, text: str) -> Node:
        self.events = iter(YAML(typ="safe", pure=True).parse(text))
        top: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and top is not None:
                raise _StopError(self.mark(event), "A second document begins here.", "Keep one; take the line --- out.")
            if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                top = self.node(event, 1)
        if top is None or top.value is None:
            raise _StopError(Mark(self.file), "This file is empty.", "Write it, or remove it.")
        return top

    def node(self, event: Event, depth: int) -> Node:
        mark = self.mark(event)
        if depth > DEEPEST:
            raise _StopError(mark, f"This is nested deeper than {DEEPEST} levels.", "Write it flatter.")
        if self.refuses(event, mark):
            return Node(Refused(), mark)
        match event:
            case MappingStartEvent():
                return self.mapping(mark, depth)
            case SequenceStartEvent():
                return Node(list(self.items(depth)), mark)
            case ScalarEvent():
                plain = event.style is None and event.implicit[0]
                return Node(_scalar(event.value) if plain else event.value, mark)
            case _:
                raise AssertionError(f"{event} begins nothing")

    def refuses(self, event: Event, mark: Mark) -> bool:
        if isinstance(event, AliasEvent):
            mend = "Write out what it stands for; text that begins with * goes in quotes."
            self.faults.append(fault(mark, "Aliases are not used here.", mend))
            return True
        if isinstance(event, NodeEvent) and event.anchor is not None:
            mend = "Take the anchor out; text that begins with & goes in quotes."
            self.faults.append(fault(mark, "Anchors are not used here.", mend))
        if getattr(event, "tag", None) is not None:
            mend = "Take the tag out; text that begins with ! goes in quotes."
            self.faults.append(fault(mark, "Tags are not used here.", mend))
        return False

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, mark: Mark, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            at = self.mark(event)
            if not isinstance(event, ScalarEvent):
                raise _StopError(at, "A key must be text.", "Put text that begins with { or [ or * in quotes.")
            value = self.node(next(self.events), depth + 1)
            if event.value in values:
                first = keys[event.value].line
                mend = f"Keep one of them; the other is in line {first}."
                self.faults.append(fault(at, f"The key {event.value} stands here twice.", mend))
            else:
                values[event.value], keys[event.value] = value, at
        return Node(values, mark, keys)

    def mark(self, event: Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)


def _scalar(text: str) -> str | int | float | bool | None:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _mark(file: str, before: str) -> Mark:
    return Mark(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


_MENDS = {
    "'\\t'": "Indent with spaces; YAML takes no tabs.",
    "mapping values are not allowed": "Put text that holds a colon in quotes.",
    "while scanning an alias": "Put text that begins with * in quotes.",
    "while scanning a simple key": "A key ends in a colon; text over several lines begins with |.",
    "quoted scalar": "Close the quotation marks.",
    "flow": "Close the bracket; put text that begins with { or [ in quotes.",
}


def _not_yaml(error: YAMLError | RecursionError, file: str) -> Fault:
    problem, mark = "it cannot be followed", Mark(file)
    if isinstance(error, MarkedYAMLError):
        problem = str(error.problem)
        place = error.problem_mark or error.context_mark
        mark = Mark(file, place.line + 1, place.column + 1) if place is not None else mark
    said = f"{problem} {getattr(error, 'context', '')}"
    mend = next((mend for sign, mend in _MENDS.items() if sign in said), "Compare the lines around it with the others.")
    return fault(mark, f"This is not YAML: {problem}.", mend)
