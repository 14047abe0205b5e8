"""Small checks that combine into Slack's rules: each takes a value and where it stands and gives what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

Json = dict[str, Any]


class Fault(msgspec.Struct, frozen=True):
    """One thing Slack refuses: where, in what words, under which error code."""

    path: str
    message: str
    error: str = "invalid_blocks"

    @property
    def line(self) -> str:
        """The line Slack puts into `response_metadata.messages`, without its "[ERROR]"."""
        return f"{self.message} [json-pointer:{self.path}]" if self.path else self.message


Check = Callable[[Any, str], Iterable[Fault]]


def text(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters.

    >>> [fault.line for fault in text(3)("abcd", "/title")]
    ['must be less than 4 characters [json-pointer:/title]']
    """

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, "must be a string")
        elif len(value) > most:
            yield Fault(path, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Fault(path, f"must be more than {least - 1} characters")

    return check


def matching(fits: Callable[[str], object]) -> Check:
    """A string that `fits`."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, "must be a string")
        elif not fits(value):
            yield Fault(path, "failed to match schema")

    return check


def whole(least: int, most: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault(path, "must be an integer")
        elif not least <= value <= most:
            yield Fault(path, f"must be between {least} and {most}")

    return check


def flag(value: Any, path: str) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(value, bool):
        yield Fault(path, "must be a boolean")


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if value not in allowed:
            yield Fault(path, "must be a valid enum value")

    return check


def many(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each of which passes `item`."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(path, "must be an array")
            return
        if len(value) > most:
            yield Fault(path, f"no more than {most} items allowed")
        if len(value) < least:
            yield Fault(path, f"no fewer than {least} items allowed")
        for index, one in enumerate(value[:most]):
            yield from item(one, f"{path}/{index}")

    return check


def fields(required: Mapping[str, Check], optional: Mapping[str, Check], *laws: Check) -> Check:
    """An object with exactly these keys; `laws` look at it whole once each key is right by itself."""
    known = {**required, **optional}

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "must provide an object")
            return
        faults = [Fault(path, f"missing required field: {key}") for key in required if key not in value]
        for key, inner in value.items():
            if key in known:
                faults.extend(known[key](inner, f"{path}/{key}"))
            else:
                faults.append(Fault(path, f"invalid additional property: {key}"))
        yield from faults
        if not faults:
            for law in laws:
                yield from law(value, path)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check holds for it."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "must provide an object")
        elif "type" not in value:
            yield Fault(path, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in table:
            yield Fault(f"{path}/type", f"unsupported type: {str(value['type'])[:80]}")
        else:
            yield from table[value["type"]](value, path)

    return check


def either_key(first: str, second: str) -> Check:
    """A law: exactly one of two keys stands in the object."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if (first in value) == (second in value):
            yield Fault(path, f"must define either `{first}` or `{second}`")

    return check
