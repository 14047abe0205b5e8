"""What Slack refuses in messages and views: `faults(content)` gives every fault, none when Slack would take it.

Covered are the blocks and elements the bot uses; other kinds count as unsupported.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from bot.workspace.rule_elements import (
    ASKING,
    IMAGE,
    IMAGE_SOURCE,
    NUMBER_INPUT,
    TOUCHED,
    either,
    markup,
    plain,
)
from bot.workspace.rule_shapes import Check, Fault, Json, by_type, either_key, fields, flag, many, one_of, text

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 4_000
MOST_IN_ALL = 12_000

BLOCK: Mapping[str, Check] = {"type": text(255), "block_id": text(255)}
STYLE = fields({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag})
RICH_PARTS: Mapping[str, Check] = {
    "text": fields({"text": text(3000)}, {"type": text(255), "style": STYLE}),
    "link": fields({"url": text(3000)}, {"type": text(255), "text": text(3000), "style": STYLE}),
    "user": fields({"user_id": text(255)}, {"type": text(255), "style": STYLE}),
}
RICH_SECTION = fields({"elements": many(by_type(RICH_PARTS), 100)}, {"type": text(255)})
RICH_TEXT = fields({"elements": many(by_type({"rich_text_section": RICH_SECTION}), 100)}, {"type": text(255)})
CELL = by_type({"raw_text": fields({"type": text(255), "text": text(3000)}, {}), "rich_text": RICH_TEXT})
COLUMN = fields({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _text_or_fields(value: Any, path: str) -> Iterator[Fault]:
    if "text" not in value and "fields" not in value:
        yield Fault(path, "must define either `text` or `fields`")


def _block_kinds(surface: Surface) -> dict[str, Check]:
    asking = {**ASKING, "number_input": NUMBER_INPUT} if surface == "modal" else ASKING
    inside = by_type({"image": IMAGE, "plain_text": plain(3000), "mrkdwn": markup(3000)})
    kinds: dict[str, Check] = {
        "section": fields(
            {},
            {
                **BLOCK,
                "text": either(3000),
                "fields": many(either(2000), 10),
                "accessory": by_type({**TOUCHED, "image": IMAGE}),
                "expand": flag,
            },
            _text_or_fields,
        ),
        "header": fields({"text": plain(150)}, BLOCK),
        "divider": fields({}, BLOCK),
        "context": fields({"elements": many(inside, 10)}, BLOCK),
        "actions": fields({"elements": many(by_type(TOUCHED), 25)}, BLOCK, _unlike_action_ids),
        "image": fields(
            {"alt_text": text(2000)},
            {**BLOCK, **IMAGE_SOURCE, "title": plain(2000)},
            either_key("image_url", "slack_file"),
        ),
    }
    if surface == "message":
        rows = many(many(CELL, 20), 100)
        return kinds | {"table": fields({"rows": rows}, {**BLOCK, "column_settings": many(COLUMN, 20)})}
    asked = fields(
        {"label": plain(2000), "element": by_type(asking)},
        {**BLOCK, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    )
    return kinds | {"input": asked}


def _unlike_action_ids(value: Any, path: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            yield Fault(f"{path}/elements/{index}/action_id", f'`action_id` "{action_id}" already exists')
        seen |= {action_id} if action_id else set()


VIEW: Mapping[str, Check] = {
    "type": text(255),
    "private_metadata": text(3000, 0),
    "callback_id": text(255, 0),
    "external_id": text(255, 0),
}
BLOCKS: Mapping[Surface, Check] = {
    surface: many(by_type(_block_kinds(surface)), most, 0) for surface, most in MOST_BLOCKS.items()
}
VIEWS = by_type(
    {
        "home": fields({"blocks": BLOCKS["home"]}, VIEW),
        "modal": fields(
            {"title": plain(24), "blocks": BLOCKS["modal"]},
            {**VIEW, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag},
        ),
    }
)


def faults(content: Any) -> tuple[Fault, ...]:
    """Every fault of a list of blocks, a view or a message.

    >>> [fault.line for fault in faults([{"type": "divider", "text": "no"}])]
    ['invalid additional property: text [json-pointer:/blocks/0]']
    """
    if isinstance(content, list):
        return blocks_faults(content, "message")
    if isinstance(content, dict) and content.get("type") in ("modal", "home"):
        return view_faults(content)
    return message_faults(content if isinstance(content, dict) else {})


def message_faults(message: Json) -> tuple[Fault, ...]:
    """Every fault of a message's `text` and `blocks`."""
    words, blocks = message.get("text") or "", message.get("blocks") or []
    if not words and not blocks:
        return (Fault("", "no text", "no_text"),)
    if not isinstance(words, str) or len(words) > MOST_TEXT:
        return (Fault("/text", f"must be less than {MOST_TEXT + 1} characters", "msg_too_long"),)
    found = blocks_faults(blocks, "message")
    if not found and len(words) + _written(blocks) > MOST_IN_ALL:
        return (Fault("/blocks", f"must be less than {MOST_IN_ALL + 1} characters in all", "msg_blocks_too_long"),)
    return found


def view_faults(view: Any) -> tuple[Fault, ...]:
    """Every fault of a modal or a Home; the codes are those of the views methods."""
    found = list(VIEWS(view, "/view"))
    if not found:
        found = [*_whole_faults(view["blocks"], "/view/blocks"), *_form_faults(view)]
    if found:
        found.insert(0, Fault("/view", "failed to match all allowed schemas"))
    return tuple(Fault(fault.path, fault.message, "invalid_arguments") for fault in found)


def blocks_faults(blocks: Any, surface: Surface, root: str = "/blocks") -> tuple[Fault, ...]:
    """Every fault of a list of blocks shown on `surface`."""
    found = tuple(BLOCKS[surface](blocks, root))
    return found or tuple(_whole_faults(blocks, root))


def named_files(blocks: Sequence[Json], root: str = "/blocks") -> Iterator[tuple[str, str]]:
    """Where uploaded files are shown, and each one's id or address."""
    for index, block in enumerate(blocks):
        inner = [(f"/elements/{place}", element) for place, element in enumerate(block.get("elements", []))]
        for where, image in (("", block), ("/accessory", block.get("accessory", {})), *inner):
            if image.get("type") == "image" and "slack_file" in image:
                yield f"{root}/{index}{where}", next(iter(image["slack_file"].values()))


def _whole_faults(blocks: Sequence[Json], root: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Fault(f"{root}/{index}/block_id", f'`block_id` "{block_id}" already exists')
        seen |= {block_id} if block_id else set()
    tables = [index for index, block in enumerate(blocks) if block["type"] == "table"]
    yield from (Fault(f"{root}/{index}", "only_one_table_allowed") for index in tables[1:])


def _form_faults(view: Json) -> Iterator[Fault]:
    focused = 0
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input" and view["type"] == "modal" and "submit" not in view:
            where = f"/view/blocks/{index}/input"
            yield Fault(where, "must define `submit` to use an `input` block in modals")
        elements = [*block.get("elements", []), block.get("element", {}), block.get("accessory", {})]
        focused += sum(1 for element in elements if element.get("focus_on_load"))
    if focused > 1:
        yield Fault("/view/blocks", "only one element may have `focus_on_load`")


def _written(value: Any) -> int:
    """The characters of all texts inside blocks."""
    if isinstance(value, list):
        return sum(_written(inner) for inner in value)
    if isinstance(value, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else _written(v) for k, v in value.items())
    return 0
