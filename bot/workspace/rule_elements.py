"""Slack's rules for text, options and interactive elements, as tables of checks."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.workspace.rule_shapes import (
    Check,
    Fault,
    by_type,
    either_key,
    fields,
    flag,
    many,
    matching,
    one_of,
    text,
    whole,
)

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
USER = re.compile(r"[UW][A-Z0-9]+")
CHANNEL = re.compile(r"[CDG][A-Z0-9]+")


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return fields({"type": one_of("plain_text"), "text": text(most)}, {"emoji": flag})


def markup(most: int) -> Check:
    """A `mrkdwn` object."""
    return fields({"type": one_of("mrkdwn"), "text": text(most)}, {"verbatim": flag})


def either(most: int) -> Check:
    """A text object of either kind."""
    return by_type({"plain_text": plain(most), "mrkdwn": markup(most)})


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _initial_among_options(value: Any, path: str) -> Iterator[Fault]:
    groups = value.get("option_groups", [])
    options = [*value.get("options", []), *(option for group in groups for option in group["options"])]
    if "initial_option" in value and value["initial_option"] not in options:
        yield Fault(f"{path}/initial_option", "must be one of the provided options")
    for index, one in enumerate(value.get("initial_options", [])):
        if one not in options:
            yield Fault(f"{path}/initial_options/{index}", "must be one of the provided options")


def _lengths_in_order(value: Any, path: str) -> Iterator[Fault]:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        yield Fault(f"{path}/min_length", "must be no more than `max_length`")


def _numbers_in_order(value: Any, path: str) -> Iterator[Fault]:
    least, most, initial = (Decimal(value.get(key, "NaN")) for key in ("min_value", "max_value", "initial_value"))
    if least > most if _numbers(least, most) else False:
        yield Fault(f"{path}/min_value", "must be no more than `max_value`")
    if (_numbers(least, initial) and initial < least) or (_numbers(most, initial) and initial > most):
        yield Fault(f"{path}/initial_value", "must be between `min_value` and `max_value`")
    if not value["is_decimal_allowed"] and any("." in value.get(key, "") for key in NUMBER_KEYS):
        yield Fault(path, "must be integers when `is_decimal_allowed` is false")


def _numbers(*values: Decimal) -> bool:
    return not any(value.is_nan() for value in values)


NUMBER_KEYS = ("min_value", "max_value", "initial_value")
ACTION_ID: dict[str, Check] = {"type": text(255), "action_id": text(255)}
CONFIRM = fields(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
ASKED: dict[str, Check] = {**ACTION_ID, "confirm": CONFIRM, "focus_on_load": flag}
PLACEHOLDER: dict[str, Check] = {"placeholder": plain(150)}

OPTION = fields({"text": plain(75), "value": text(150)}, {"description": plain(75)})
TICK_OPTION = fields({"text": either(75), "value": text(150)}, {"description": either(75)})
MENU_OPTION = fields({"text": plain(75), "value": text(150)}, {"description": plain(75), "url": text(3000)})
GROUP = fields({"label": plain(75), "options": many(OPTION, 100)}, {})
OPTIONS: dict[str, Check] = {"options": many(OPTION, 100), "option_groups": many(GROUP, 100)}
MOST_CHOSEN: dict[str, Check] = {"max_selected_items": whole(1, 100)}
ANY_CHANNEL: dict[str, Check] = {"response_url_enabled": flag}
FILTER = fields({}, {"include": many(text(20), 4), "exclude_bot_users": flag, "exclude_external_shared_channels": flag})
DISPATCH = fields({"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)}, {})
SLACK_FILE = fields({}, {"id": text(255), "url": text(3000)}, either_key("id", "url"))
IMAGE_SOURCE: dict[str, Check] = {"image_url": text(3000), "slack_file": SLACK_FILE}

IMAGE = fields({"type": text(255), "alt_text": text(2000)}, IMAGE_SOURCE, either_key("image_url", "slack_file"))
BUTTON = fields(
    {"text": plain(75)},
    {
        **ACTION_ID,
        "url": text(3000),
        "value": text(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
SELECT_LAWS = (either_key("options", "option_groups"), _initial_among_options)
SELECTS: Mapping[str, Check] = {
    "static_select": fields({}, {**ASKED, **PLACEHOLDER, **OPTIONS, "initial_option": OPTION}, *SELECT_LAWS),
    "multi_static_select": fields(
        {},
        {**ASKED, **PLACEHOLDER, **OPTIONS, **MOST_CHOSEN, "initial_options": many(OPTION, 100)},
        *SELECT_LAWS,
    ),
    "users_select": fields({}, {**ASKED, **PLACEHOLDER, "initial_user": matching(USER.fullmatch)}),
    "multi_users_select": fields(
        {}, {**ASKED, **PLACEHOLDER, **MOST_CHOSEN, "initial_users": many(matching(USER.fullmatch), 100, 0)}
    ),
    "conversations_select": fields(
        {},
        {
            **ASKED,
            **PLACEHOLDER,
            **ANY_CHANNEL,
            "initial_conversation": matching(CHANNEL.fullmatch),
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
    "channels_select": fields(
        {}, {**ASKED, **PLACEHOLDER, **ANY_CHANNEL, "initial_channel": matching(CHANNEL.fullmatch)}
    ),
}
TICKS: Mapping[str, Check] = {
    "radio_buttons": fields(
        {"options": many(TICK_OPTION, 10)}, {**ASKED, "initial_option": TICK_OPTION}, _initial_among_options
    ),
    "checkboxes": fields(
        {"options": many(TICK_OPTION, 10)},
        {**ASKED, "initial_options": many(TICK_OPTION, 10)},
        _initial_among_options,
    ),
}
PICKERS: Mapping[str, Check] = {
    "datepicker": fields({}, {**ASKED, **PLACEHOLDER, "initial_date": matching(_is_date)}),
    "timepicker": fields(
        {}, {**ASKED, **PLACEHOLDER, "initial_time": matching(CLOCK.fullmatch), "timezone": text(100)}
    ),
    "datetimepicker": fields({}, {**ASKED, "initial_date_time": whole(10**9, 10**10 - 1)}),
}
OVERFLOW = fields({"options": many(MENU_OPTION, 5)}, {**ACTION_ID, "confirm": CONFIRM})
TEXT_INPUT = fields(
    {},
    {
        **ACTION_ID,
        **PLACEHOLDER,
        "initial_value": text(3000, 0),
        "multiline": flag,
        "min_length": whole(0, 3000),
        "max_length": whole(1, 3000),
        "dispatch_action_config": DISPATCH,
        "focus_on_load": flag,
    },
    _lengths_in_order,
)
NUMBER_INPUT = fields(
    {"is_decimal_allowed": flag},
    {
        **ACTION_ID,
        **PLACEHOLDER,
        **{key: matching(NUMBER.fullmatch) for key in NUMBER_KEYS},
        "dispatch_action_config": DISPATCH,
        "focus_on_load": flag,
    },
    _numbers_in_order,
)

TOUCHED: Mapping[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **TICKS, **PICKERS}
ASKING: Mapping[str, Check] = {"plain_text_input": TEXT_INPUT, **SELECTS, **TICKS, **PICKERS}
