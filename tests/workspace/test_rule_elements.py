from typing import Any

import pytest

from bot.workspace.rule_elements import ASKING, NUMBER_INPUT, TOUCHED
from bot.workspace.rule_shapes import by_type

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


def choice(kind: str, **more: Any) -> Json:
    """An element with one option."""
    return {"type": kind, "action_id": "a", "options": [option()], **more}


def number(**more: Any) -> Json:
    """A number input."""
    return {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, **more}


def words(**more: Any) -> Json:
    """A text input."""
    return {"type": "plain_text_input", "action_id": "t", **more}


CONFIRM = {"title": plain("Sure?"), "text": markup("Really"), "confirm": plain("Yes"), "deny": plain("No")}

# An element, and the line Slack refuses it with; /e is where it stands.
REFUSED_TOUCHED: list[tuple[Json, str]] = [
    (button(text=plain("x" * 76)), "must be less than 76 characters [json-pointer:/e/text/text]"),
    (button(value="x" * 2001), "must be less than 2001 characters [json-pointer:/e/value]"),
    (button(action_id="x" * 256), "must be less than 256 characters [json-pointer:/e/action_id]"),
    (button(style="green"), "must be a valid enum value [json-pointer:/e/style]"),
    (button(value=None), "must be a string [json-pointer:/e/value]"),
    (
        button(confirm={**CONFIRM, "title": plain("x" * 101)}),
        "must be less than 101 characters [json-pointer:/e/confirm/title/text]",
    ),
    (
        button(confirm={k: v for k, v in CONFIRM.items() if k != "deny"}),
        "missing required field: deny [json-pointer:/e/confirm]",
    ),
    (
        button(confirm={**CONFIRM, "text": markup("x" * 301)}),
        "must be less than 301 characters [json-pointer:/e/confirm/text/text]",
    ),
    (
        button(confirm={**CONFIRM, "deny": plain("x" * 31)}),
        "must be less than 31 characters [json-pointer:/e/confirm/deny/text]",
    ),
    (
        choice("static_select", options=[option(value=str(n)) for n in range(101)]),
        "no more than 100 items allowed [json-pointer:/e/options]",
    ),
    (
        choice("static_select", options=[option("x" * 76)]),
        "must be less than 76 characters [json-pointer:/e/options/0/text/text]",
    ),
    (
        choice("static_select", options=[option(value="x" * 151)]),
        "must be less than 151 characters [json-pointer:/e/options/0/value]",
    ),
    (
        choice("static_select", options=[option(description=plain("x" * 76))]),
        "must be less than 76 characters [json-pointer:/e/options/0/description/text]",
    ),
    (
        choice("static_select", options=[{"text": markup("x"), "value": "y"}]),
        "must be a valid enum value [json-pointer:/e/options/0/text/type]",
    ),
    (
        choice("static_select", placeholder=plain("x" * 151)),
        "must be less than 151 characters [json-pointer:/e/placeholder/text]",
    ),
    (
        choice("static_select", initial_option=option("No", "n")),
        "must be one of the provided options [json-pointer:/e/initial_option]",
    ),
    ({"type": "static_select"}, "must define either `options` or `option_groups` [json-pointer:/e]"),
    (
        choice("radio_buttons", options=[option(value=str(n)) for n in range(11)]),
        "no more than 10 items allowed [json-pointer:/e/options]",
    ),
    (
        choice("checkboxes", options=[option(value=str(n)) for n in range(11)]),
        "no more than 10 items allowed [json-pointer:/e/options]",
    ),
    (
        choice("checkboxes", initial_options=[option("No", "n")]),
        "must be one of the provided options [json-pointer:/e/initial_options/0]",
    ),
    (
        choice("overflow", options=[option(value=str(n)) for n in range(6)]),
        "no more than 5 items allowed [json-pointer:/e/options]",
    ),
    ({"type": "datepicker", "initial_date": "4.3.2027"}, "failed to match schema [json-pointer:/e/initial_date]"),
    ({"type": "timepicker", "initial_time": "25:00"}, "failed to match schema [json-pointer:/e/initial_time]"),
]
REFUSED_ASKING: list[tuple[Json, str]] = [
    (number(min_value=0), "must be a string [json-pointer:/e/min_value]"),
    (number(max_value="many"), "failed to match schema [json-pointer:/e/max_value]"),
    (number(min_value="9", max_value="1"), "must be no more than `max_value` [json-pointer:/e/min_value]"),
    (
        number(max_value="1", initial_value="2"),
        "must be between `min_value` and `max_value` [json-pointer:/e/initial_value]",
    ),
    (number(min_value="0.5"), "must be integers when `is_decimal_allowed` is false [json-pointer:/e]"),
    ({"type": "number_input"}, "missing required field: is_decimal_allowed [json-pointer:/e]"),
    (words(max_length=3001), "must be between 1 and 3000 [json-pointer:/e/max_length]"),
    (words(min_length=5, max_length=4), "must be no more than `max_length` [json-pointer:/e/min_length]"),
    ({"type": "users_select", "initial_user": "@ana"}, "failed to match schema [json-pointer:/e/initial_user]"),
]


@pytest.mark.parametrize(("element", "line"), REFUSED_TOUCHED)
def test_an_element_beyond_its_rule_is_refused_in_slacks_words(element: Json, line: str) -> None:
    """One element beyond a rule is refused with Slack's sentence and the place, and only that."""
    assert [fault.line for fault in by_type(TOUCHED)(element, "/e")] == [line]


@pytest.mark.parametrize(("element", "line"), REFUSED_ASKING)
def test_an_input_beyond_its_rule_is_refused_in_slacks_words(element: Json, line: str) -> None:
    """One input beyond a rule is refused with Slack's sentence and the place, and only that."""
    inputs = {**ASKING, "number_input": NUMBER_INPUT}
    assert [fault.line for fault in by_type(inputs)(element, "/e")] == [line]
