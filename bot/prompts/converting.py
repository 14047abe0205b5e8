"""A tree read from YAML to a value of the core; all that does not fit is told, and a blank put in its place."""

import re
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from bot.prompts.nodes import Node, Refused
from bot.questionnaire.findings import Finding, Place, listed, meant, nearest

T = TypeVar("T", bound=Struct)
_WANTED = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}

_QUOTED = {int: re.compile("[0-9]{1,18}"), bool: re.compile("true|false")}
"""What would be right without the quotes around it."""
_NONE = re.compile("(?!)")


class Converted(Struct, frozen=True):
    """What is wrong with a tree, and the paths where a blank stands: nothing more need be said of what lies there."""

    findings: tuple[Finding, ...]
    blanks: frozenset[Place]

    def concerns(self, path: Place) -> bool:
        """Whether a blank stands at a path or above it."""
        return any(path[:length] in self.blanks for length in range(len(path) + 1))

    def within(self, path: Place) -> bool:
        """Whether a blank stands in what lies at a path: not all of it is known."""
        return any(blank[: len(path)] == path for blank in self.blanks)

    def under(self, *top: str) -> "Converted":
        """The same of a tree that is a part of another."""
        moved = (Finding((*top, *found.path), found.fault, found.mend) for found in self.findings)
        return Converted(tuple(moved), frozenset((*top, *path) for path in self.blanks))


def convert(node: Node, kind: type[T]) -> tuple[T, Converted]:
    """The value a tree holds, and all that does not fit. A part that is wrong has its default, or is empty."""
    converting = _Converting()
    value = cast(T, converting.value(node, kind, ()))
    return value, Converted(tuple(converting.findings), frozenset(converting.blanks))


class _Converting:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.blanks: set[Place] = set()

    def wrong(self, path: Place, fault: str, mend: str) -> None:
        self.findings.append(Finding(path, fault, mend))
        self.blanks.add(path)

    def value(self, node: Node, kind: Any, path: Place) -> Any:
        kind, may_be_empty = _without_none(kind)
        if isinstance(node.value, Refused):
            self.blanks.add(path)
            return None if may_be_empty else _blank(kind)
        if node.value is None and may_be_empty:
            return None
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.struct(node, kind, path)
        if get_origin(kind) is tuple:
            return self.items(node, get_args(kind)[0], path)
        if get_origin(kind) is dict:
            key_kind, part_kind = get_args(kind)
            return self.mapping(node, key_kind, part_kind, path)
        return self.scalar(node, kind, path)

    def struct(self, node: Node, kind: type[Struct], path: Place) -> Struct:
        keys = [field.encode_name for field in fields(kind)]
        if not isinstance(node.value, dict):
            self.wrong(path, f"{_name(path)} must hold keys and their values.", f"The keys are {listed(keys)}.")
            return cast(Struct, _blank(kind))
        name = _title(node.value, kind, path)
        self.unknown_keys(node.value, keys, path, name)
        return kind(**{field.name: self.field(node.value, field, path, name) for field in fields(kind)})

    def field(self, given: dict[str, Node], field: FieldInfo, path: Place, name: str) -> Any:
        key, within = field.encode_name, (*path, field.encode_name)
        if key not in given and not field.required:
            return _default(field)
        if key not in given and within not in self.blanks:
            self.findings.append(Finding(path, f"{name} has no `{key}`.", f"Add a line that begins with {key}:"))
            self.blanks.add(within)
        value = self.value(given[key], field.type, within) if key in given else _blank(field.type)
        if within not in self.blanks:
            return value
        if get_origin(field.type) is Literal and field.required:
            self.blanks.add(path)  # what the rest should be depends on this word
        return value if field.required else _default(field)

    def unknown_keys(self, given: dict[str, Node], known: list[str], path: Place, name: str) -> None:
        for key in given:
            if key not in known:
                mend = meant(key, known, f"The keys here are {listed(known)}.")
                self.findings.append(Finding((*path, key), f"{name} knows no key `{key}`.", mend))
                self.blanks.add((*path, nearest(key, [one for one in known if one not in given])))

    def items(self, node: Node, kind: Any, path: Place) -> tuple[Any, ...]:
        if not isinstance(node.value, list):
            self.wrong(path, f"{_name(path)} must be a list.", "Write [one, two], or one item a line after a dash.")
            return ()
        return tuple(self.value(item, kind, (*path, place)) for place, item in enumerate(node.value))

    def mapping(self, node: Node, key_kind: Any, kind: Any, path: Place) -> dict[str, Any]:
        if not isinstance(node.value, dict):
            self.wrong(path, f"{_name(path)} must hold keys and their values.", "Write one a line, as key: value.")
            return {}
        known = list(get_args(key_kind))
        if known:
            self.unknown_keys(node.value, known, path, _name(path))
        return {
            key: self.value(part, kind, (*path, key)) for key, part in node.value.items() if key in (known or [key])
        }

    def scalar(self, node: Node, kind: Any, path: Place) -> Any:
        try:
            return msgspec.convert(node.value, kind)
        except msgspec.ValidationError:
            self.wrong(path, *_misfit(node.value, kind, path))
            return _blank(kind)


def _misfit(given: object, kind: Any, path: Place) -> tuple[str, str]:
    if get_origin(kind) is Literal:
        known = [str(word) for word in get_args(kind)]
        mend = meant(str(given), known, f"Write one of {listed(known)}.")
        return f"{_name(path)} is {_said(given)}, which is none of the words it may be.", mend
    wanted = _WANTED.get(kind, "something else")
    if isinstance(given, str) and _QUOTED.get(kind, _NONE).fullmatch(given):
        return f"{_name(path)} is {given} in quotes, and must be {wanted}.", f"Write {given}, without quotes."
    mend = (
        f'Write "{_said(given)}", in quotes.' if kind is str and isinstance(given, int | float) else f"Write {wanted}."
    )
    return f"{_name(path)} is {_said(given)}, and must be {wanted}.", mend


def _said(given: object) -> str:
    match given:
        case None:
            return "empty"
        case bool():
            return str(given).lower()
        case dict() | list():
            return "a list" if isinstance(given, list) else "a mapping"
        case _:
            return str(given)[:60]


def _name(path: Place) -> str:
    """What a part is called in a sentence.

    >>> _name(("sections", 2, "questions", 0, "kind")), _name(("sections", 2)), _name(())
    ('`kind`', 'Item 3 of `sections`', 'This file')
    """
    if not path:
        return "This file"
    last = path[-1]
    return f"Item {last + 1} of {_name(path[:-1])}" if isinstance(last, int) else f"`{last}`"


def _title(given: dict[str, Node], kind: type[Struct], path: Place) -> str:
    named = given.get("id")
    return f"{kind.__name__} {named.value}" if path and named and isinstance(named.value, str) else _name(path)


def _without_none(kind: Any) -> tuple[Any, bool]:
    if get_origin(kind) not in (Union, UnionType):
        return kind, False
    rest = [one for one in get_args(kind) if one is not NoneType]
    return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), len(rest) < len(get_args(kind))  # noqa: UP007 - made at run time


def _default(field: FieldInfo) -> Any:
    return field.default_factory() if field.default is NODEFAULT else field.default


def _blank(kind: Any) -> Any:
    """The emptiest value of a type."""
    kind, may_be_empty = _without_none(kind)
    if may_be_empty:
        return None
    if isinstance(kind, type) and issubclass(kind, Struct):
        return kind(**{field.name: _blank(field.type) if field.required else _default(field) for field in fields(kind)})
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    return (get_origin(kind) or kind)()
