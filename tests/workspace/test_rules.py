import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.rules import blocks_faults, faults, message_faults, named_files, view_faults

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A `plain_text`."""
    return {"type": "plain_text", "text": text}


def markup(text: str) -> Json:
    """A `mrkdwn`."""
    return {"type": "mrkdwn", "text": text}


def option(text: str = "Yes", value: str = "y", **more: Any) -> Json:
    """An option."""
    return {"text": plain(text), "value": value, **more}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """A block of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def asked(element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def choice(kind: str, **more: Any) -> Json:
    """An element with one option."""
    return {"type": kind, "action_id": "a", "options": [option()], **more}


def number(**more: Any) -> Json:
    """A number input."""
    return {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, **more}


def words(**more: Any) -> Json:
    """A text input."""
    return {"type": "plain_text_input", "action_id": "t", **more}


def table(rows: list[Any], **more: Any) -> Json:
    """A table."""
    return {"type": "table", "rows": rows, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal that can be submitted."""
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(blocks), **more}


CELL = {"type": "raw_text", "text": "x"}
DIVIDER = {"type": "divider"}
IMAGE = {"type": "image", "alt_text": "A chart", "image_url": "https://127.0.0.1/x.png"}
CONFIRM = {"title": plain("Sure?"), "text": markup("Really"), "confirm": plain("Yes"), "deny": plain("No")}
SECTION = {"type": "section", "text": markup("Hello")}
BOLD = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]}

TAKEN_MESSAGES: list[list[Json]] = [
    [SECTION, DIVIDER, {"type": "header", "text": plain("Head")}, IMAGE],
    [{**SECTION, "accessory": button(style="danger", confirm=CONFIRM, url="https://127.0.0.1", value="v")}],
    [{"type": "section", "fields": [markup("a"), plain("b")]}, {**SECTION, "accessory": IMAGE}],
    [{"type": "context", "elements": [markup("a"), plain("b"), IMAGE]}],
    [actions(choice("static_select", initial_option=option(), placeholder=plain("Pick")))],
    [actions(choice("radio_buttons"), {**choice("checkboxes", initial_options=[option()]), "action_id": "b"})],
    [actions(choice("overflow", options=[option(url="https://127.0.0.1")]))],
    [actions({"type": "datepicker", "initial_date": "2027-03-04"}, {"type": "timepicker", "initial_time": "09:30"})],
    [table([[CELL, {"type": "rich_text", "elements": [BOLD]}]], column_settings=[{"align": "right"}])],
    [{"type": "image", "alt_text": "A chart", "slack_file": {"id": "F1"}, "title": plain("Chart")}],
]
TAKEN_VIEWS = [
    modal(asked(number(min_value="0", max_value="100", initial_value="50"), hint=plain("0 to 100"), optional=True)),
    modal(asked(words(multiline=True, min_length=1, max_length=300, initial_value="", focus_on_load=True))),
    modal(asked({"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 5, "action_id": "u"})),
    modal(asked({"type": "conversations_select", "default_to_current_conversation": True}, dispatch_action=True)),
    modal(asked({"type": "datetimepicker", "initial_date_time": 1_800_000_000}), private_metadata="x" * 3000),
    modal(asked(choice("multi_static_select", initial_options=[option()]))),
    modal(
        asked({"type": "static_select", "option_groups": [{"label": plain("Group"), "options": [option()]}]}),
        notify_on_close=True,
        close=plain("Back"),
        callback_id="c",
    ),
    {"type": "home", "blocks": [SECTION, actions(button())], "private_metadata": "p"},
]

# Content, and the line Slack refuses it with.
REFUSED_BLOCKS: list[tuple[list[Any], str]] = [
    ([DIVIDER] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ([{**SECTION, "text": markup("x" * 3001)}], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([{**SECTION, "text": markup("")}], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{**SECTION, "text": "bare"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ([{**SECTION, "text": {"type": "html", "text": "x"}}], "unsupported type: html [json-pointer:/blocks/0/text/type]"),
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (
        [{"type": "section", "fields": [markup("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        [{"type": "section", "fields": [markup("x" * 2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    ([{"type": "header", "text": markup("x")}], "must be a valid enum value [json-pointer:/blocks/0/text/type]"),
    ([{"type": "marquee"}], "unsupported type: marquee [json-pointer:/blocks/0/type]"),
    ([{"text": plain("x")}], "missing required field: type [json-pointer:/blocks/0]"),
    (["text"], "must provide an object [json-pointer:/blocks/0]"),
    ([{**DIVIDER, "colour": "red"}], "invalid additional property: colour [json-pointer:/blocks/0]"),
    ([{**DIVIDER, "block_id": "x" * 256}], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ([{**DIVIDER, "block_id": "a"}] * 2, '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]'),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        [actions(*(button(action_id=str(n)) for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ([actions(button(), button())], '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]'),
    ([actions(words())], "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
    ([asked(words())], "unsupported type: input [json-pointer:/blocks/0/type]"),
    (
        [{"type": "context", "elements": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    ([{**IMAGE, "alt_text": "x" * 2001}], "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]"),
    ([{"type": "image", "image_url": "https://x"}], "missing required field: alt_text [json-pointer:/blocks/0]"),
    (
        [{"type": "image", "alt_text": "x"}],
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        [{**IMAGE, "slack_file": {"id": "F1"}}],
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    ([table([[CELL]] * 101)], "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
    ([table([[CELL] * 21])], "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    ([table([["bare"]])], "must provide an object [json-pointer:/blocks/0/rows/0/0]"),
    (
        [table([[{"type": "raw_text", "text": ""}]])],
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    (
        [table([[CELL]], column_settings=[{"align": "middle"}])],
        "must be a valid enum value [json-pointer:/blocks/0/column_settings/0/align]",
    ),
    ([table([[CELL]]), table([[CELL]])], "only_one_table_allowed [json-pointer:/blocks/1]"),
]
REFUSED_VIEWS: list[tuple[Json, str]] = [
    (modal(*[DIVIDER] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(submit_disabled=True), "invalid additional property: submit_disabled [json-pointer:/view]"),
    (modal(notify_on_close="yes"), "must be a boolean [json-pointer:/view/notify_on_close]"),
    ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    ({"type": "home", "blocks": [], "title": plain("x")}, "invalid additional property: title [json-pointer:/view]"),
    (
        {"type": "home", "blocks": [asked(number())]},
        "unsupported type: number_input [json-pointer:/view/blocks/0/element/type]",
    ),
    (
        {"type": "modal", "title": plain("x"), "blocks": [asked(words())]},
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
    ),
    (modal(table([[CELL]])), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    (modal(asked(button())), "unsupported type: button [json-pointer:/view/blocks/0/element/type]"),
    (modal({"type": "input", "label": plain("x")}), "missing required field: element [json-pointer:/view/blocks/0]"),
    (modal(asked(words(), hint=markup("x"))), "must be a valid enum value [json-pointer:/view/blocks/0/hint/type]"),
    (
        modal(asked(words(focus_on_load=True)), asked(words(focus_on_load=True))),
        "only one element may have `focus_on_load` [json-pointer:/view/blocks]",
    ),
]


@pytest.mark.parametrize("blocks", TAKEN_MESSAGES)
def test_what_slack_takes_in_a_message_has_no_fault(blocks: list[Json]) -> None:
    """Blocks within Slack's rules pass in a message."""
    assert faults(blocks) == ()


@pytest.mark.parametrize("view", TAKEN_VIEWS)
def test_what_slack_takes_in_a_view_has_no_fault(view: Json) -> None:
    """Views within Slack's rules pass."""
    assert faults(view) == ()


@pytest.mark.parametrize(("blocks", "line"), REFUSED_BLOCKS)
def test_what_slack_refuses_in_a_message_is_told_in_its_words(blocks: list[Any], line: str) -> None:
    """One block beyond a rule is refused with Slack's sentence and the place, and only that."""
    assert [fault.line for fault in faults(blocks)] == [line]
    assert faults(blocks)[0].error == "invalid_blocks"


@pytest.mark.parametrize(("view", "line"), REFUSED_VIEWS)
def test_what_slack_refuses_in_a_view_is_told_in_its_words(view: Json, line: str) -> None:
    """One view beyond a rule is refused with Slack's sentence and the place, after the line Slack begins with."""
    lines = [fault.line for fault in view_faults(view)]
    assert lines == ["failed to match all allowed schemas [json-pointer:/view]", line]
    assert view_faults(view)[0].error == "invalid_arguments"


def test_a_message_needs_words_and_not_too_many() -> None:
    """An empty message, a long text and too much text in all are three refusals of their own."""
    long = [{**SECTION, "text": markup("x" * 3000)} for _ in range(5)]
    told = [message_faults({"text": text, "blocks": blocks})[0].error for text, blocks in [("", []), ("x" * 4001, [])]]
    assert told == ["no_text", "msg_too_long"]
    assert message_faults({"text": "x", "blocks": long})[0].error == "msg_blocks_too_long"
    assert message_faults({"text": "x" * 4000}) == ()


def test_every_fault_is_told_at_once() -> None:
    """Two faults in two blocks are both told, in their order."""
    found = faults([{"type": "header"}, {**DIVIDER, "x": 1}])
    assert [fault.path for fault in found] == ["/blocks/0", "/blocks/1"]


def test_pictures_of_uploads_are_found_wherever_they_stand() -> None:
    """The files a message shows are listed with their place, in a block, beside one and inside one."""
    picture = {"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}
    blocks = [picture, {**SECTION, "accessory": picture}, {"type": "context", "elements": [markup("x"), picture]}]
    assert faults(blocks) == ()
    places = ["/blocks/0", "/blocks/1/accessory", "/blocks/2/elements/1"]
    assert list(named_files(blocks)) == [(place, "F1") for place in places]


KEYS = ["type", "text", "blocks", "elements", "element", "accessory", "options", "rows", "title", "alt_text", "label"]
KINDS = ["section", "modal", "home", "table", "plain_text", "static_select", "raw_text", "number_input", "input"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(KINDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@given(ANYTHING)
def test_rules_never_fall_over(content: Any) -> None:
    """Whatever JSON is judged, the answer is a tuple of faults."""
    assert isinstance(faults(content), tuple)
    assert isinstance(view_faults(content), tuple)
    assert isinstance(blocks_faults([content], "modal"), tuple)


@given(st.sampled_from(TAKEN_VIEWS), ANYTHING, st.randoms())
def test_a_good_view_with_one_part_spoiled_never_falls_over(view: Json, spoiled: Any, chance: Any) -> None:
    """A view in which any one value was replaced is judged, not tripped over."""
    copy = json.loads(json.dumps(view))
    places = list(_places(copy))
    holder, key = chance.choice(places)
    holder[key] = spoiled
    assert isinstance(faults(copy), tuple)


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)
