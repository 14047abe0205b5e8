"""A firm's own files laid over the shipped ones, key by key."""

from bot.prompts.nodes import Node


def lay_over(under: Node, over: Node) -> Node:
    """The tree `under` with what `over` gives in its place; each part keeps the place it was read from.

    Mappings are merged key by key. Lists whose items have an `id` are merged by it: an item with a new id is put behind
    the one that stands before it in `over`, or first. Any other value replaces the one below.
    """
    if isinstance(under.value, dict) and isinstance(over.value, dict):
        below = under.value
        values = {key: lay_over(below[key], part) if key in below else part for key, part in over.value.items()}
        return Node(below | values, over.mark, under.keys | over.keys)
    if isinstance(under.value, list) and isinstance(over.value, list) and _have_ids(under.value + over.value):
        return Node(_by_id(under.value, over.value), over.mark)
    return over


def _by_id(under: list[Node], over: list[Node]) -> list[Node]:
    merged, laid = list(under), set[str | None]()
    place = 0
    for item in over:
        ids = [_id(one) for one in merged]
        if _id(item) in ids and _id(item) not in laid:
            place = ids.index(_id(item))
            merged[place] = lay_over(merged[place], item)
        else:
            merged.insert(place, item)
        laid.add(_id(item))
        place += 1
    return merged


def _have_ids(items: list[Node]) -> bool:
    return bool(items) and all(_id(item) is not None for item in items)


def _id(item: Node) -> str | None:
    given = item.value.get("id") if isinstance(item.value, dict) else None
    return given.value if given is not None and isinstance(given.value, str) else None
