"""Small constructors of Block Kit's plain dicts, each text clipped to Slack's limit.

Source of the limits: https://docs.slack.dev/reference/block-kit/blocks
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from bot.rendering.ids import FIELD

Json = dict[str, Any]

MESSAGE_TEXT = 4_000
SECTION = 3_000
BUTTON = OPTION = 75
HEADER = PLACEHOLDER = OPTION_VALUE = 150
LABEL = 2_000
TITLE = 24
OPTIONS = CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

_TOKEN = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|.", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What shows nothing yet turns a line round, breaks a request, or cannot be sent at all."""


class Message(Struct, frozen=True):
    """A message's blocks, and its `text`: what phones show in a notification."""

    text: str
    blocks: list[Json]


def clipped(text: str, limit: int) -> str:
    """The text in at most `limit` characters, an ellipsis at its end where it was longer.

    Never cuts an escape or a `<...>` in two, and drops characters that show nothing but could turn a line round.

    >>> clipped("Research &amp; sales", 13)
    'Research …'
    """
    seen = text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)
    if len(seen) <= limit:
        return seen
    end = 0
    for token in _TOKEN.finditer(seen):
        if token.end() > limit - 1:
            break
        end = token.end()
    return seen[:end] + "…"


def plain(text: str, limit: int = SECTION) -> Json:
    """A text object that shows every character as it is; Slack refuses an empty one, so a dash stands for nothing."""
    return {"type": "plain_text", "text": clipped(text, limit).strip() or "–", "emoji": False}


def mrkdwn(text: str, limit: int = SECTION) -> Json:
    """A text object with Slack's markup, in which nothing turns into a link or a mention by itself."""
    return {"type": "mrkdwn", "text": clipped(text, limit).strip() or "–", "verbatim": True}


def section(text: str, beside: Json | None = None) -> Json:
    """A paragraph, with a control beside it or without."""
    made: Json = {"type": "section", "text": mrkdwn(text)}
    return made if beside is None else made | {"accessory": beside}


def context(text: str) -> Json:
    """A line in small grey print."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def header(text: str) -> Json:
    """A large line."""
    return {"type": "header", "text": plain(text, HEADER)}


def divider() -> Json:
    """A rule across."""
    return {"type": "divider"}


def actions(elements: Sequence[Json]) -> Json:
    """A row of controls, at most 25."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str, value: str, style: str = "") -> Json:
    """A button; `style` is "primary", "danger" or ""."""
    made: Json = {"type": "button", "text": plain(label, BUTTON), "action_id": action_id, "value": value}
    return made | {"style": style} if style else made


def asked(made: Json, question: str, yes: str, no: str) -> Json:
    """A button that asks once more before it does anything."""
    title, text = plain(made["text"]["text"], CONFIRM_TITLE), plain(question, CONFIRM_TEXT)
    confirm = {"title": title, "text": text, "confirm": plain(yes, CONFIRM_BUTTON), "deny": plain(no, CONFIRM_BUTTON)}
    return made | {"confirm": confirm}


def option(label: str, value: str) -> Json:
    """One entry of a select, an overflow menu, radio buttons or checkboxes."""
    return {"text": plain(label, OPTION), "value": value}


def overflow(action_id: str, options: Sequence[Json]) -> Json:
    """The menu behind three dots, at most 5 options."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def select(placeholder: str, action_id: str, options: Sequence[Json], initial: str | None = None) -> Json:
    """A drop-down, at most 100 options; `initial` is the value of the one that is picked already."""
    made: Json = {"type": "static_select", "action_id": action_id, "placeholder": plain(placeholder, PLACEHOLDER)}
    return made | {"options": list(options[:OPTIONS])} | _one("initial_option", options, initial)


def radio(options: Sequence[Json], initial: str | None = None) -> Json:
    """Radio buttons for a modal, at most 10."""
    made: Json = {"type": "radio_buttons", "action_id": FIELD, "options": list(options)}
    return made | _one("initial_option", options, initial)


def checkboxes(options: Sequence[Json], initial: Iterable[str] = ()) -> Json:
    """Ticks for a modal, at most 10; `initial` are the values of those ticked already."""
    made: Json = {"type": "checkboxes", "action_id": FIELD, "options": list(options)}
    return made | _several(options, initial)


def multi_select(placeholder: str, options: Sequence[Json], most: int, initial: Iterable[str] = ()) -> Json:
    """A drop-down for a modal that takes up to `most` of at most 100 options."""
    made: Json = {"type": "multi_static_select", "action_id": FIELD, "placeholder": plain(placeholder, PLACEHOLDER)}
    return made | {"options": list(options[:OPTIONS]), "max_selected_items": most} | _several(options, initial)


def number(initial: int | None = None) -> Json:
    """A box for a whole number from 0 to 100."""
    made: Json = {"type": "number_input", "action_id": FIELD, "is_decimal_allowed": False, "min_value": "0"}
    return made | {"max_value": "100"} | ({} if initial is None else {"initial_value": str(initial)})


def writing(most: int, initial: str = "") -> Json:
    """A field of several lines for at most `most` characters."""
    made: Json = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": most}
    return made | ({"initial_value": initial} if initial else {})


def line(most: int, initial: str = "") -> Json:
    """A field of one line for at most `most` characters."""
    return writing(most, initial) | {"multiline": False}


def moment(initial: int | None = None) -> Json:
    """A picker of a date and a time, in the reader's own zone; `initial` in unix seconds."""
    made: Json = {"type": "datetimepicker", "action_id": FIELD}
    return made if initial is None else made | {"initial_date_time": initial}


def person(placeholder: str) -> Json:
    """A picker of one person in the workspace."""
    return {"type": "users_select", "action_id": FIELD, "placeholder": plain(placeholder, PLACEHOLDER)}


def people(placeholder: str, initial: Sequence[str] = ()) -> Json:
    """A picker of any number of people in the workspace."""
    made: Json = {"type": "multi_users_select", "action_id": FIELD, "placeholder": plain(placeholder, PLACEHOLDER)}
    return made | ({"initial_users": list(initial)} if initial else {})


def channel(placeholder: str, initial: str = "") -> Json:
    """A picker of a public or private channel."""
    made: Json = {"type": "conversations_select", "action_id": FIELD, "placeholder": plain(placeholder, PLACEHOLDER)}
    made |= {"filter": {"include": ["public", "private"]}}
    return made | ({"initial_conversation": initial} if initial else {})


def field(block_id: str, label: str, element: Json, *, hint: str = "", optional: bool = False) -> Json:
    """One input of a modal under its label."""
    made: Json = {"type": "input", "block_id": block_id, "label": plain(label, LABEL), "element": element}
    return made | {"optional": optional} | ({"hint": plain(hint, LABEL)} if hint else {})


def view(callback_id: str, metadata: str, title: str, blocks: Sequence[Json], *, close: str, submit: str = "") -> Json:
    """A modal; without `submit` it only shows."""
    made: Json = {"type": "modal", "callback_id": callback_id, "private_metadata": metadata}
    made |= {"title": plain(title, TITLE), "close": plain(close, TITLE), "blocks": list(blocks)}
    return made | ({"submit": plain(submit, TITLE)} if submit else {})


def _one(key: str, options: Sequence[Json], value: str | None) -> Json:
    return next(({key: entry} for entry in options if entry["value"] == value), {})


def _several(options: Sequence[Json], values: Iterable[str]) -> Json:
    wanted = set(values)
    picked = [entry for entry in options if entry["value"] in wanted]
    return {"initial_options": picked} if picked else {}
