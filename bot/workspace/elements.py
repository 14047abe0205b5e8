"""What a person can touch in blocks: finding it, what choosing a value makes of it, what Slack's own form refuses."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from bot.workspace.setup import Channel, Directory, Json
from bot.workspace.state import Values

FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
TYPED = ("plain_text_input", "number_input")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Spot(msgspec.Struct, frozen=True):
    """One element a person can touch, and the block it stands in."""

    block: Json
    element: Json


class Wrong(msgspec.Struct, frozen=True):
    """Why a value does not fit the element."""

    text: str


def spots(blocks: Sequence[Json]) -> Iterator[Spot]:
    """Every element of the blocks a person can touch, in their order."""
    for block in blocks:
        single = block.get("accessory") if block["type"] == "section" else block.get("element")
        for element in block.get("elements", []) if block["type"] == "actions" else [single]:
            if element and element["type"] != "image":
                yield Spot(block, element)


def find(blocks: Sequence[Json], block_id: str | None, action_id: str) -> Spot | None:
    """The element with that action id, in that block if one is named."""
    fitting = (spot for spot in spots(blocks) if spot.element.get("action_id") == action_id)
    return next((spot for spot in fitting if block_id in (None, spot.block["block_id"])), None)


def initial_values(blocks: Sequence[Json], kept: Values) -> Values:
    """The values the blocks start with; elements that stay under the same ids keep what `kept` has for them."""
    values: Values = {}
    for spot in spots(blocks):
        kind, block_id, action_id = spot.element["type"], spot.block["block_id"], spot.element["action_id"]
        if kind not in FIELDS or kind == "overflow":
            continue
        field, initial = FIELDS[kind]
        empty: Any = [] if field.endswith("s") else None
        fresh = {"type": kind, field: spot.element.get(initial, empty)}
        before = kept.get(block_id, {}).get(action_id)
        values.setdefault(block_id, {})[action_id] = before if before and before["type"] == kind else fresh
    return values


def chosen(element: Json, value: Any, directory: Directory) -> Json | Wrong:
    """What Slack would hold for the element after a person gave it `value`; nothing or "" empties it."""
    kind = element["type"]
    if kind == "button":
        return {} if value in (None, element.get("value")) else Wrong("This button has another value.")
    field, _ = FIELDS[kind]
    if value in (None, "", []):
        return {"type": kind, field: [] if field.endswith("s") else None}
    held = _held(element, value, directory)
    return held if isinstance(held, Wrong) else {"type": kind, field: held}


def action(spot: Spot, held: Json, action_ts: str) -> Json:
    """The action as it stands in a `block_actions` payload."""
    element = spot.element
    told = {"action_id": element["action_id"], "block_id": spot.block["block_id"], "type": element["type"]}
    if element["type"] == "button":
        told |= {key: element[key] for key in ("text", "value", "style") if key in element}
    placeholder = {"placeholder": element["placeholder"]} if "placeholder" in element else {}
    return told | placeholder | held | {"action_ts": action_ts}


def form_errors(blocks: Sequence[Json], values: Values) -> dict[str, str]:
    """What Slack's own form says before anything is sent, by block id."""
    errors = {}
    for spot in spots(blocks):
        if spot.block["type"] != "input":
            continue
        held = values.get(spot.block["block_id"], {}).get(spot.element["action_id"], {})
        fault = _form_error(spot, held.get(FIELDS[spot.element["type"]][0]))
        if fault:
            errors[spot.block["block_id"]] = fault
    return errors


def _form_error(spot: Spot, held: Any) -> str:
    element = spot.element
    if held in (None, "", []):
        return "" if spot.block.get("optional") else "Please complete this required field."
    match element["type"]:
        case "plain_text_input":
            return _length_error(element, held)
        case "number_input":
            return _number_error(element, held)
        case _:
            most = element.get("max_selected_items")
            return f"Please choose no more than {most}." if most and len(held) > most else ""


def _length_error(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if len(text) > most else ""


def _number_error(element: Json, text: str) -> str:
    number = _decimal(text)
    if number is None:
        return "Please enter a valid number."
    if not element.get("is_decimal_allowed") and "." in text:
        return "Please enter a whole number."
    least, most = _decimal(element.get("min_value")), _decimal(element.get("max_value"))
    if least is not None and number < least:
        return f"Please enter a number no less than {element['min_value']}."
    return f"Please enter a number no more than {element['max_value']}." if most is not None and number > most else ""


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text and NUMBER.fullmatch(text) else None


def _held(element: Json, value: Any, directory: Directory) -> Any:
    match element["type"]:
        case "plain_text_input" | "number_input":
            return value if isinstance(value, str) else Wrong("Give the text as a string.")
        case "static_select" | "radio_buttons" | "overflow":
            return _option(element, value)
        case "multi_static_select" | "checkboxes":
            return _each(value, lambda one: _option(element, one))
        case "users_select":
            return _known(value, directory.people, "person")
        case "multi_users_select":
            return _each(value, lambda one: _known(one, directory.people, "person"))
        case "conversations_select":
            return _known(value, _offered(element.get("filter", {}), directory), "channel")
        case "channels_select":
            return _known(value, _offered({"include": ["public"]}, directory), "channel")
        case _:
            return _moment(element["type"], value)


def _option(element: Json, value: Any) -> Any:
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(option for group in groups for option in group["options"])]
    return next((option for option in options if option["value"] == value), Wrong("No option has this value."))


def _each(value: Any, one: Any) -> Any:
    if not isinstance(value, list):
        return Wrong("Give a list.")
    held = [one(item) for item in value]
    return next((item for item in held if isinstance(item, Wrong)), held)


def _known(value: Any, known: Any, what: str) -> Any:
    return value if isinstance(value, str) and value in known else Wrong(f"No {what} has this id.")


def _offered(only: Json, directory: Directory) -> set[str]:
    """The ids a select of conversations offers under its filter; every direct message here is with the bot."""
    include = only.get("include", ("im", "mpim", "private", "public"))
    return {
        channel.id
        for channel in directory.channels.values()
        if _kind(channel) in include
        and not (only.get("exclude_bot_users") and channel.kind == "dm")
        and not (only.get("exclude_external_shared_channels") and channel.is_shared)
    }


def _kind(channel: Channel) -> str:
    if channel.kind == "dm":
        return "im"
    return "private" if channel.is_private else "public"


def _moment(kind: str, value: Any) -> Any:
    if kind == "datetimepicker":
        fits = isinstance(value, int) and not isinstance(value, bool) and 10**9 <= value < 10**10
        return value if fits else Wrong("Give the time in seconds since 1970.")
    if kind == "timepicker":
        fits = isinstance(value, str) and TIME.fullmatch(value) is not None
        return value if fits else Wrong("Give the time as HH:MM.")
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return Wrong("Give the date as YYYY-MM-DD.")
