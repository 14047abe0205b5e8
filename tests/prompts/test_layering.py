"""A firm's own files over the shipped ones."""

from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.faults import Mark
from bot.prompts.layering import lay_over
from bot.prompts.nodes import Node
from bot.prompts.parsing import parse


def laid(under: str, over: str) -> Node:
    """One text laid over another."""
    below, above = parse(under, "under.yaml")[0], parse(over, "over.yaml")[0]
    assert below is not None
    assert above is not None
    return lay_over(below, above)


def ids(node: Node) -> list[object]:
    """The ids of a list's items."""
    assert isinstance(node.value, list)
    return [item.value["id"].value for item in node.value if isinstance(item.value, dict)]


def test_keys_are_laid_over_one_by_one() -> None:
    """A key that is given takes the place of the shipped one, the others stay; each knows the file it came from."""
    node = laid("a: {b: 1, c: 2}\nd: 3\n", "a: {c: 4}\n")
    assert node.at(("a", "b")) == Mark("under.yaml", 1, 5)
    assert node.at(("a", "c")) == Mark("over.yaml", 1, 5)
    assert node.at(("d",)) == Mark("under.yaml", 2, 1)


def test_a_plain_list_is_replaced() -> None:
    """Options and rows are taken as a whole."""
    node = laid("[a, b]", "[c]")
    assert isinstance(node.value, list)
    assert [item.value for item in node.value] == ["c"]


def test_items_with_an_id_are_matched_by_it() -> None:
    """What is laid over an item changes only what it gives."""
    node = laid("[{id: a, x: 1}, {id: b, x: 2}]", "[{id: b, y: 3}]")
    assert ids(node) == ["a", "b"]
    assert isinstance(node.value, list)
    assert node.value[1].value is not None
    assert node.at((1, "x")).file == "under.yaml"
    assert node.at((1, "y")).file == "over.yaml"


def test_a_new_item_goes_behind_the_one_before_it() -> None:
    """A new item stands behind its neighbour, or first where it has none before it."""
    under = "[{id: a}, {id: b}, {id: c}]"
    assert ids(laid(under, "[{id: b}, {id: new}, {id: newer}]")) == ["a", "b", "new", "newer", "c"]
    assert ids(laid(under, "[{id: new}]")) == ["new", "a", "b", "c"]


def test_an_id_given_twice_stays_twice() -> None:
    """A double is left for the checks to tell, and does not vanish."""
    assert ids(laid("[{id: a}]", "[{id: a}, {id: a}]")) == ["a", "a"]


def test_nothing_is_lost_by_a_list_that_is_none() -> None:
    """A list laid over by something else is replaced by it."""
    assert laid("[{id: a}]", "{id: a}").value != laid("[{id: a}]", "[]").value


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_laying_over_keeps_everything_once(under: list[str], over: list[str]) -> None:
    """Every id of both lists is there once, the shipped ones in their order."""

    def listed(names: list[str]) -> str:
        return "[" + ", ".join(f"{{id: {name}}}" for name in names) + "]"

    merged = ids(laid(listed(under), listed(over))) if over else under
    assert sorted(map(str, merged)) == sorted({*under, *over})
    assert [name for name in merged if name in under] == under
