"""YAML to a tree: everything a prompt file has no need of is refused, all of it told in one go."""

import re
from collections.abc import Iterator

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

from bot.prompts.faults import Fault, Mark, fault
from bot.prompts.nodes import UNPRINTABLE, Node, Refused, unseen

DEEPEST = 20
"""Levels of lists and mappings inside one another."""


def parse(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The text of a file as a tree, and what is wrong with it; None where nothing could be made of it."""
    building = _Building(file)
    try:
        node = building.document(text)
    except _StopError as stop:
        return None, (*building.faults, stop.fault)
    except (YAMLError, RecursionError) as error:
        return None, (*building.faults, _not_yaml(error, file))
    return node, tuple(building.faults)


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
        return isinstance(event, ScalarEvent) and self.spells_out(event, mark)

    def spells_out(self, event: ScalarEvent, mark: Mark) -> bool:
        """Whether quoted text holds, as an escape, what may not stand in a file itself."""
        odd = UNPRINTABLE.search(event.value)
        if odd is not None:
            self.faults.append(unseen(mark, odd.group()))
        return odd is not None

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
            if self.spells_out(event, at):
                continue
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
