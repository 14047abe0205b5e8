"""Payloads as Slack sends them, one of each kind the bot reads."""

from typing import Any

Json = dict[str, Any]

NOW = 1_800_000_000.0
TEAM = {"id": "T0LOCAL", "domain": "local"}
MAYA = {"id": "U0MAYA", "username": "maya", "name": "maya", "team_id": "T0LOCAL"}


def event(**inner: Any) -> Json:
    """An event in its wrapper."""
    return {
        "token": "verification",
        "team_id": "T0LOCAL",
        "api_app_id": "A0BOT",
        "event": inner,
        "type": "event_callback",
        "event_id": "Ev0001",
        "event_time": 1_800_000_000,
        "authorizations": [{"team_id": "T0LOCAL", "user_id": "U0BOT", "is_bot": True}],
    }


def said(text: str = "60/20/10/10", **more: Any) -> Json:
    """Words typed in the direct message."""
    place = {"channel": "D0MAYA", "channel_type": "im", "event_ts": "1800000000.000100", "client_msg_id": "c1"}
    return event(type="message", user="U0MAYA", text=text, ts="1800000000.000100", team="T0LOCAL", **place, **more)


def home(tab: str = "home") -> Json:
    """Somebody opening the app."""
    return event(type="app_home_opened", user="U0MAYA", channel="D0MAYA", tab=tab, event_ts="1800000000.0002")


def clicked(action_id: str, value: str = "field-sales|7|", **action: Any) -> Json:
    """A click on a button of a card."""
    button = {"type": "button", "action_id": action_id, "block_id": "b1", "value": value, "action_ts": "1800000001.0"}
    return {
        "type": "block_actions",
        "team": TEAM,
        "user": MAYA,
        "api_app_id": "A0BOT",
        "trigger_id": "t-1",
        "container": {
            "type": "message",
            "message_ts": "1800000000.000300",
            "channel_id": "D0MAYA",
            "is_ephemeral": False,
        },
        "channel": {"id": "D0MAYA", "name": "directmessage"},
        "message": {"type": "message", "ts": "1800000000.000300", "bot_id": "B0BOT"},
        "state": {"values": {}},
        "response_url": "http://127.0.0.1:1/response/secret",
        "actions": [{**button, **action}],
    }


def picked(action_id: str, value: str) -> Json:
    """A choice in a select or an overflow menu of a card."""
    option = {"text": {"type": "plain_text", "text": "Weekly"}, "value": value}
    payload = clicked(action_id, selected_option=option, type="static_select")
    del payload["actions"][0]["value"]
    return payload


def submitted(callback_id: str, values: Json, metadata: str = "field-sales|7|") -> Json:
    """A submitted modal; `values` is, by block, what its element holds."""
    blocks = [{"type": "section"}, *({"type": "input", "block_id": name} for name in values)]
    view = {"id": "V0001", "type": "modal", "callback_id": callback_id, "private_metadata": metadata, "blocks": blocks}
    view["state"] = {"values": {name: {"value": element} for name, element in values.items()}}
    return {"type": "view_submission", "team": TEAM, "user": MAYA, "view": view, "response_urls": []}


def commanded(text: str = "status") -> Json:
    """A slash command."""
    return {
        "token": "verification",
        "team_id": "T0LOCAL",
        "user_id": "U0MAYA",
        "user_name": "maya",
        "channel_id": "C0TASK",
        "command": "/breadth",
        "text": text,
        "trigger_id": "t-2",
        "response_url": "http://127.0.0.1:1/response/secret",
    }


NUMBERS: Json = {
    "servicing": {"type": "number_input", "value": "60"},
    "farming": {"type": "number_input", "value": "20"},
    "hunting": {"type": "number_input", "value": None},
    "sourcing": {"type": "number_input", "value": "10"},
}
WEEKLY: Json = {"type": "radio_buttons", "selected_option": {"value": "weekly"}}
TICKED: Json = {"type": "checkboxes", "selected_options": [{"value": "lost-sale"}, {"value": "poor-service"}]}
LISTED: Json = {"type": "multi_users_select", "selected_users": ["U0MAYA", "U0ANA"]}
STEPS: tuple[tuple[str, Json], ...] = (
    (
        "draft-about",
        {
            "name": {"value": " Field  sales "},
            "channel": {"selected_conversation": "C0TASK"},
            "deadline": {"selected_date_time": 1_800_003_600},
            "form": {"selected_option": {"value": "short"}},
        },
    ),
    ("draft-roles", {"roles": {"value": "Hunter, 3"}}),
    (
        "draft-people",
        {
            "holders-0": LISTED,
            "holders-1": LISTED,
            "managers": LISTED,
            "colleagues": {"selected_users": None},
            "agreed-1": {"selected_options": [{"value": "yes"}]},
        },
    ),
    ("draft-terms", {"label-farming": {"value": "Farming"}, "meaning-farming": {"value": "We start it."}}),
)
EVERY: tuple[Json, ...] = (
    said(),
    said("more", thread_ts="1799999999.000100"),
    home(),
    clicked("option:2", "field-sales|7|weekly"),
    clicked("open"),
    clicked("launch", "draft-1a2b|4|"),
    clicked("tap:3", "field-sales|7|30"),
    picked("edit", "field-sales|0|time-split/account-manager"),
    picked("more", "field-sales|7|terms"),
    submitted("answer-boxes", NUMBERS),
    submitted("answer-options", {"options": TICKED}),
    submitted("answer-rows", {"order": WEEKLY, "slip": WEEKLY}),
    submitted("answer-text", {"text": {"value": "It depends."}, "quotable": {"selected_options": [{"value": "yes"}]}}),
    submitted("later", {"when": {"selected_option": {"value": "pick"}}, "at": {"selected_date_time": 1_800_003_600}}),
    *(submitted(form, values, "new|0|" if form == "draft-about" else "draft-1a2b|1|") for form, values in STEPS),
    submitted("decline", {"better": {"selected_user": "U0ANA"}}),
    commanded(),
    event(type="app_uninstalled"),
)
