"""Trees to values: everything that does not fit is told, each at its place."""

from typing import Literal

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bot.prompts.converting import Converted, convert
from bot.prompts.nodes import Node
from bot.prompts.parsing import parse
from bot.questionnaire.findings import Finding


class Inner(Struct, frozen=True, rename="kebab"):
    """A part with a part it needs."""

    to: str
    any_of: tuple[str, ...] = ()


class Outer(Struct, frozen=True, rename="kebab"):
    """Something of every type."""

    id: str
    kind: Literal["one", "two"]
    count: int = 3
    sure: bool = False
    inner: Inner | None = None
    legs: tuple[Inner, ...] = ()
    named: dict[Literal["left", "right"], int] = {}


def converted(text: str) -> tuple[Outer, Converted]:
    """What a text becomes."""
    node, faults = parse(text, "x.yaml")
    assert node is not None
    assert not faults
    return convert(node, Outer)


def test_what_fits_is_taken() -> None:
    """Every type is read, and what is left out has its default."""
    value, told = converted(
        "{id: a, kind: two, sure: true, inner: {to: b, any-of: [c]}, legs: [{to: d}], named: {left: 1}}"
    )
    assert value == Outer("a", "two", 3, True, Inner("b", ("c",)), (Inner("d"),), {"left": 1})
    assert told == Converted((), frozenset())


def test_everything_that_does_not_fit_is_told() -> None:
    """One wrong part hides no other, and each has its default or is empty."""
    value, told = converted("{id: 1, kind: two, count: many, sure: 1, legs: [x, {to: d}, {}], named: {up: 1, left: x}}")
    assert [finding.path for finding in told.findings] == [
        ("id",),
        ("count",),
        ("sure",),
        ("legs", 0),
        ("legs", 2),
        ("named", "up"),
        ("named", "left"),
    ]
    assert value.legs[1] == Inner("d")
    assert (value.id, value.count, value.sure) == ("", 3, False)


def test_a_misspelt_key_is_told_once() -> None:
    """The key that was meant is not called missing as well."""
    told = converted("{idd: a, kind: one}")[1]
    assert told.findings == (Finding(("idd",), "This file knows no key `idd`.", "did you mean id?"),)


def test_a_list_where_one_thing_is_wanted() -> None:
    """Lists and mappings in the wrong place are named as such."""
    told = converted("{id: [a], kind: {one: two}, legs: {to: x}, named: [1]}")[1]
    assert [finding.fault for finding in told.findings] == [
        "`id` is a list, and must be text.",
        "`kind` is a mapping, which is none of the words it may be.",
        "`legs` must be a list.",
        "`named` must hold keys and their values.",
    ]


def test_nothing_more_need_be_said_of_a_blank() -> None:
    """A blank covers what lies in it, and a wrong word covers what depends on it."""
    told = converted("{id: a, kind: three, legs: [{to: 1}]}")[1]
    assert told.concerns(("anything",))
    told = converted("{id: a, kind: one, legs: [{to: 1}, {to: b}]}")[1]
    assert told.concerns(("legs", 0, "to"))
    assert not told.concerns(("legs", 1))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "kind", "count", "inner", "legs", "named", "to", "left", "x"]), inner),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_converting_never_fails(value: object) -> None:
    """Whatever a file holds, a value comes out; and with nothing told it is one msgspec would take."""
    from bot.prompts.faults import Mark

    def node(of: object) -> Node:
        match of:
            case dict() as mapping:
                marks = dict.fromkeys(mapping, Mark("x.yaml"))
                return Node({key: node(part) for key, part in mapping.items()}, Mark("x.yaml"), marks)
            case list() as items:
                return Node([node(item) for item in items], Mark("x.yaml"))
            case None | bool() | int() | float() | str() as leaf:
                return Node(leaf, Mark("x.yaml"))
            case _:
                raise AssertionError

    made, told = convert(node(value), Outer)
    assert isinstance(made, Outer)
    if not told.findings:
        assert made == msgspec.convert(value, Outer)
