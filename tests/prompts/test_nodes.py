"""Reading YAML: what is read knows its place, and nothing a file may hold makes reading fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.faults import Fault, Mark
from bot.prompts.nodes import LARGEST, Node, read, read_text
from bot.prompts.parsing import parse

FILE = "x.yaml"


def tree(text: str) -> Node:
    """The tree of a text in which nothing is wrong."""
    node, faults = parse(text, FILE)
    assert node is not None
    assert not faults
    return node


def plain(node: Node) -> object:
    """A tree without its places."""
    match node.value:
        case dict() as mapping:
            return {key: plain(part) for key, part in mapping.items()}
        case list() as items:
            return [plain(item) for item in items]
        case value:
            return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("a: 1.5", {"a": 1.5}),
        ("a: true", {"a": True}),
        ("a: yes", {"a": "yes"}),
        ("a: no", {"a": "no"}),
        ("a:", {"a": None}),
        ("a: '1'", {"a": "1"}),
        ("a: 2027-03-12 17:00", {"a": "2027-03-12 17:00"}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: .inf", {"a": ".inf"}),
        ("1: one", {"1": "one"}),
        ("[a, [b], {c: d}]", ["a", ["b"], {"c": "d"}]),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("%YAML 1.1\n---\na: yes", {"a": "yes"}),
        (f"a: {'9' * 5000}", {"a": "9" * 5000}),
    ],
)
def test_what_a_file_means(text: str, value: object) -> None:
    """Words stay words: only whole numbers, decimals, true, false and nothing are more than text."""
    assert plain(tree(text)) == value


def test_each_part_knows_its_place() -> None:
    """A key's place is that of the key; an item's its own; of what is not there, that of what should hold it."""
    node = tree("first: 1\nlist:\n  - one\n  - two: 2\n")
    assert node.at(("first",)) == Mark(FILE, 1, 1)
    assert node.at(("list",)) == Mark(FILE, 2, 1)
    assert node.at(("list", 0)) == Mark(FILE, 3, 5)
    assert node.at(("list", 1, "two")) == Mark(FILE, 4, 5)
    assert node.at(("list", 1, "three", "four")) == Mark(FILE, 4, 5)
    assert node.at(("list", 7)) == Mark(FILE, 2, 1)
    assert node.at(()) == Mark(FILE, 1, 1)


def test_several_things_refused_are_told_together() -> None:
    """Aliases, tags and doubled keys do not hide one another."""
    faults = parse("a: &x 1\nb: *x\nb: !t 2\n", FILE)[1]
    assert [(fault.line, fault.column) for fault in faults] == [(1, 4), (2, 4), (3, 4), (3, 1)]


@pytest.mark.parametrize("text", ['a: "\\ud800"', 'a: "\\e[2J"', '"\\0": 1', '- "\\x7f"', '"\\a": {b: 1}'])
def test_a_character_that_cannot_be_seen_is_no_less_refused_when_it_is_spelled_out(text: str) -> None:
    """An escape in quotes makes no text that can neither be printed nor saved."""
    (fault,) = parse(text, FILE)[1]
    assert fault.fault.startswith("A character that cannot be seen stands here (U+")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """An absent file and a folder in its place are told, not raised."""
    assert read(tmp_path / "none.yaml")[1][0].fault == "There is no such file."
    assert read(tmp_path)[1][0].fault == "This file cannot be read."
    assert read(tmp_path / "nul\0.yaml")[1][0].fault == "This file cannot be read."


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """256 KiB are read, one byte more is not."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * LARGEST)
    assert isinstance(read_text(path, "YAML"), str)
    path.write_bytes(b"#" * (LARGEST + 1))
    told = read_text(path, "YAML")
    assert isinstance(told, Fault)
    assert told.fault == "This file is larger than 256 KiB."


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Editors on Windows put one first."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    node, faults = read(path)
    assert node is not None
    assert plain(node) == {"a": 1}
    assert not faults


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{" * 100_000, "- " * 50_000, "a: " * 50_000, "? " * 50_000, "*a " * 9]
)
def test_a_bomb_does_not_go_off(text: str) -> None:
    """Nesting without end is told as a fault."""
    assert parse(text, FILE)[1]


YAMLISH = st.text(st.sampled_from(list("abc019:-?!&*|>%@`{}[],#'\"\\ \n\t.~=<é\u2028\x85")), max_size=60)


@given(st.one_of(YAMLISH, st.text(max_size=40)))
def test_reading_never_fails(text: str) -> None:
    """Whatever a file holds, it becomes a tree or a fault with a line and a mend."""
    node, faults = parse(text, FILE)
    assert node is not None or faults
    assert all(fault.line >= 1 and fault.column >= 1 and fault.fault and fault.mend for fault in faults)
