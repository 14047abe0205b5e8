from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.workspace.setup import Understudy


def plain(text: str) -> dict[str, str]:
    """A `plain_text`."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    """An option named after its value."""
    return {"text": plain(value.upper()), "value": value}


BUTTON = {"type": "button", "action_id": "go", "value": "41", "text": plain("Go")}
CARD = [{"type": "actions", "block_id": "card", "elements": [BUTTON]}]
OPTIONS = {"options": [option("a"), option("b")]}


async def post(api: Any) -> str:
    """Posts a card to Maya; gives its ts."""
    return (await api.chat_postMessage(channel="U0MAYA", text="card", blocks=CARD))["ts"]


async def test_who_is_here_is_told_without_bots_and_leavers(maya: Any) -> None:
    """GET /play tells team, people to play, channels, tokens, commands and whether a bot is there."""
    _, told = await maya.send("GET", "/play")
    assert [user["id"] for user in told["users"]] == ["U0MAYA", "U0ANA", "U0GUS", "U0FAR"]
    assert {channel["id"] for channel in told["channels"]} == {"C0TASK", "C0ELSE", "C0OLD", "C0SECRET"}
    assert told["tokens"] == {"bot": "xoxb-local-workspace", "app": "xapp-local-workspace"}
    assert told["commands"][0]["command"] == "/breadth"
    assert told["connected"] is False


async def test_each_sees_only_their_own(api: Any, maya: Any) -> None:
    """A person's channels, direct messages and unread counts are theirs alone."""
    await post(api)
    seen = await maya.seen()
    assert [(channel["id"], channel["unread"]) for channel in seen["channels"]] == [("C0TASK", 0), ("D0MAYA", 1)]
    assert (seen["channels"][1]["kind"], seen["channels"][1]["with"]) == ("dm", "U0LOCALBOT")
    others = await maya.as_user("U0ANA").seen()
    assert "D0MAYA" not in [channel["id"] for channel in others["channels"]]
    assert others["messages"] == []


async def test_reading_takes_the_dot_off(api: Any, maya: Any) -> None:
    """After reading nothing is unread until the next message of somebody else."""
    await post(api)
    await maya("read", channel="D0MAYA")
    await maya("say", channel="D0MAYA", text="mine")
    assert (await maya.seen())["channels"][1]["unread"] == 0
    await post(api)
    assert (await maya.seen())["channels"][1]["unread"] == 1


async def test_reading_up_to_a_message_leaves_what_came_after_unread(api: Any, maya: Any) -> None:
    """What came between the last look and its being told stays unread, and an older look takes nothing back."""
    first, last = [await post(api) for _ in range(2)]
    await maya("read", channel="D0MAYA", ts=first)
    assert (await maya.seen())["channels"][1]["unread"] == 1
    await maya("read", channel="D0MAYA", ts=last)
    await maya("read", channel="D0MAYA", ts=first)
    assert (await maya.seen())["channels"][1]["unread"] == 0


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("say", {"channel": "C0ELSE", "text": "x"}),
        ("say", {"channel": "D0ANA", "text": "x"}),
        ("say", {"channel": "C0NONE", "text": "x"}),
        ("say", {"channel": "D0MAYA", "text": " "}),
        ("say", {"channel": "D0MAYA", "text": "x" * 12_001}),
        ("say", {"channel": "D0MAYA", "text": "x", "thread_ts": "1.0"}),
        ("say", {"channel": "D0MAYA"}),
        ("click", {"channel": "D0MAYA", "ts": "1.0", "action_id": "go"}),
        ("click", {"view_id": "V1", "action_id": "go"}),
        ("click", {"action_id": "go"}),
        ("submit", {"view_id": "V1", "values": {}}),
        ("close", {"view_id": "V1"}),
        ("command", {"channel": "D0MAYA", "text": "/nothing"}),
        ("command", {"channel": "D0MAYA", "text": "breadth"}),
        ("command", {"channel": "C0ELSE", "text": "/breadth"}),
        ("read", {"channel": "C0ELSE"}),
        ("dance", {}),
    ],
)
async def test_what_nobody_could_do_by_hand_is_refused(maya: Any, act: str, body: Any) -> None:
    """An impossible act is refused with what is wrong and how to mend it, and does nothing."""
    assert await maya.refused(act, **body)
    assert (await maya.seen())["messages"] == []


async def test_only_people_of_this_workspace_can_be_played(maya: Any) -> None:
    """Bots, leavers and unknown ids cannot act."""
    for user in ("U0ROBOT", "U0OLD", "U0LOCALBOT", "USLACKBOT", "nobody"):
        assert user in await maya.as_user(user).refused("home")


async def test_nothing_is_said_in_an_archived_channel(maya: Any) -> None:
    """An archived channel takes no words."""
    assert "archived" in await maya.as_user("U0ANA").refused("say", channel="C0OLD", text="x")


TOLD = {"type": "static_select", "action_id": "x", **OPTIONS}
FORM = {
    "type": "modal",
    "title": plain("Form"),
    "submit": plain("Save"),
    "blocks": [{"type": "input", "block_id": "told", "label": plain("x"), "element": TOLD, "dispatch_action": True}],
}


async def opened(workspace: Any, api: Any) -> str:
    """Opens a modal for Maya; gives its id."""
    return str((await api.views_open(trigger_id=workspace.hub.new_trigger("U0MAYA"), view=FORM))["view"]["id"])


async def test_changes_are_told_at_once_and_after_each(maya: Any) -> None:
    """The socket of changes gives a number at once and a higher one after something happened."""
    async with maya.session.ws_connect("/play/U0MAYA/changes") as socket:
        first = await socket.receive_json(timeout=10)
        await maya("say", channel="D0MAYA", text="x")
        second = await socket.receive_json(timeout=10)
    assert second["n"] > first["n"]


async def test_the_wire_shows_payloads_without_secrets(bot: Any, api: Any, maya: Any) -> None:
    """The last payloads are told with their direction, and no token, ticket or one-time address is among them."""
    ts = await post(api)
    await maya("click", channel="D0MAYA", ts=ts, action_id="go")
    _, told = await maya.send("GET", "/play/wire")
    lines = told["lines"]
    assert {"from app", "to app"} == {line["direction"] for line in lines}
    assert {"chat.postMessage", "interactive", "events_api", "ack"} <= {line["what"] for line in lines}
    for secret in ("xoxb-", "xapp-", "ticket=", "/response/"):
        assert secret not in str(told)
    later = (await maya.send("GET", f"/play/wire?after={lines[-2]['n']}"))[1]["lines"]
    assert [line["n"] for line in later] == [lines[-1]["n"]]
    assert (await maya.send("GET", "/play/wire?after=x"))[0] == 400


async def test_starting_over_empties_both_stores(start: Any, api: Any, maya: Any) -> None:
    """Start over forgets messages, views and Home, then lets the starter empty what it keeps."""
    emptied = []

    async def empty() -> None:
        emptied.append("bot")

    workspace = await start(start_over=empty)
    api.base_url = workspace.api_url
    await post(api)
    await api.views_publish(user_id="U0MAYA", view={"type": "home", "blocks": CARD})
    await opened(workspace, api)
    before = workspace.hub.next_ts()
    async with maya.session.post(f"{workspace.url}/play/start-over") as response:
        assert response.status == 200
    async with maya.session.get(f"{workspace.url}/play/U0MAYA/seen") as response:
        seen = await response.json()
    assert (seen["messages"], seen["view"], seen["home"], emptied) == ([], None, None, ["bot"])
    assert workspace.hub.next_ts() > before


async def test_the_cards_buttons_are_pressed_for_its_maker(start: Any, maya: Any) -> None:
    """A button of the card calls whoever started the workspace; without one there is none to press."""
    pressed = []

    async def press(button: str) -> None:
        pressed.append(button)

    workspace = await start(card={"title": "Try"}, press_card=press)
    async with maya.session.post(f"{workspace.url}/play/card/others") as response:
        assert (response.status, pressed) == (200, ["others"])
    assert (await maya.send("POST", "/play/card/others"))[0] == 404


FIELDS = st.sampled_from(["channel", "text", "ts", "thread_ts", "view_id", "action_id", "block_id", "value", "values"])


BODY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["D0MAYA", "go", "told", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | FIELDS, inner, max_size=4),
    max_leaves=10,
)


ACTS = st.sampled_from(["say", "click", "submit", "close", "command", "home", "read", "x"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(act=ACTS, body=st.dictionaries(FIELDS, BODY, max_size=6) | BODY, aimed=st.booleans())
async def test_nothing_sent_to_the_door_makes_it_fall_over(
    *, workspace: Any, api: Any, maya: Any, act: str, body: Any, aimed: bool
) -> None:
    """Whatever a script sends, the door answers with 200, 400 or 404, in words."""
    if aimed and isinstance(body, dict):
        body = {**body, "view_id": await opened(workspace, api), "block_id": "told", "action_id": "x"}
    status, answer = await maya.send("POST", f"/play/U0MAYA/{act}", json=body)
    assert status in (200, 400, 404)
    assert isinstance(answer, dict)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 99_999, b'"\\ud800"', b"\xff\xfe", b"null", b"7"])
async def test_a_body_that_is_no_json_is_refused(maya: Any, body: bytes) -> None:
    """What cannot be read is refused in words."""
    status, answer = await maya.send("POST", "/play/U0MAYA/say", data=body)
    assert status == 400
    assert answer["mend"]


def marks(user: str, messages: Any) -> dict[str, str]:
    """Maya's messages that ask to be finished."""
    return {one["ts"]: "offered" for one in messages if user == "U0MAYA" and one["text"] == "finish me"}


def finish(user: str, messages: Any, ts: str) -> bool:
    """Finishes what is marked at that place."""
    return ts in marks(user, messages)


@pytest.mark.parametrize("setup", [{"understudy": Understudy(marks=marks, finish=finish)}], indirect=True)
async def test_an_understudy_finishes_what_it_marks(maya: Any) -> None:
    """What can be finished for a person is marked in their sight alone, and finished only for them."""
    ana = maya.as_user("U0ANA")
    ts = (await maya("say", channel="C0TASK", text="finish me"))["ts"]
    other = (await maya("say", channel="C0TASK", text="not me"))["ts"]
    assert [one.get("finish") for one in (await maya.seen())["messages"]] == ["offered", None]
    assert [one.get("finish") for one in (await ana.seen())["messages"]] == [None, None]
    assert await maya("finish", ts=ts) == {"ok": True}
    assert "can be finished" in await maya.refused("finish", ts=other)
    assert "can be finished" in await ana.refused("finish", ts=ts)


async def test_without_an_understudy_nothing_is_finished(maya: Any) -> None:
    """Where nobody was given, there is nobody to ask."""
    await maya("say", channel="C0TASK", text="finish me")
    assert "can be finished" in await maya.refused("finish")


@pytest.mark.parametrize("setup", [{"card": lambda: {"title": "as things stand"}}], indirect=True)
async def test_a_card_may_be_a_function(maya: Any) -> None:
    """A card that is a function is asked for the card as it stands."""
    assert (await maya.send("GET", "/play"))[1]["card"] == {"title": "as things stand"}
