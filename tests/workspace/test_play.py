import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def plain(text: str) -> dict[str, str]:
    """A `plain_text`."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    """An option named after its value."""
    return {"text": plain(value.upper()), "value": value}


BUTTON = {"type": "button", "action_id": "go", "value": "41", "text": plain("Go")}
CARD = [{"type": "actions", "block_id": "card", "elements": [BUTTON]}]
OPTIONS = {"options": [option("a"), option("b")]}

# An element, a value given for it, the field that then holds it, and what it holds.
CHOICES = [
    ({"type": "static_select", **OPTIONS}, "b", "selected_option", option("b")),
    ({"type": "radio_buttons", **OPTIONS}, "a", "selected_option", option("a")),
    ({"type": "overflow", **OPTIONS}, "a", "selected_option", option("a")),
    ({"type": "multi_static_select", **OPTIONS}, ["b", "a"], "selected_options", [option("b"), option("a")]),
    ({"type": "checkboxes", **OPTIONS}, [], "selected_options", []),
    ({"type": "users_select"}, "U0ANA", "selected_user", "U0ANA"),
    ({"type": "multi_users_select"}, ["U0ANA", "U0MAYA"], "selected_users", ["U0ANA", "U0MAYA"]),
    ({"type": "conversations_select"}, "C0TASK", "selected_conversation", "C0TASK"),
    ({"type": "channels_select"}, "C0TASK", "selected_channel", "C0TASK"),
    ({"type": "datepicker"}, "2027-03-04", "selected_date", "2027-03-04"),
    ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
    ({"type": "datetimepicker"}, 1_800_000_000, "selected_date_time", 1_800_000_000),
]
MISFITS = [
    ({"type": "static_select", **OPTIONS}, "c"),
    ({"type": "checkboxes", **OPTIONS}, "a"),
    ({"type": "checkboxes", **OPTIONS}, ["a", "c"]),
    ({"type": "users_select"}, "U0NONE"),
    ({"type": "users_select"}, {"id": "U0ANA"}),
    ({"type": "channels_select"}, "C0NONE"),
    ({"type": "datepicker"}, "4 March"),
    ({"type": "timepicker"}, "9:30"),
    ({"type": "datetimepicker"}, "soon"),
    (BUTTON, "another"),
]


async def post(api: Any, *elements: Any, user: str = "U0MAYA") -> str:
    """Posts a block of elements to a person; gives its ts."""
    blocks = [{"type": "actions", "block_id": "card", "elements": list(elements)}] if elements else CARD
    return (await api.chat_postMessage(channel=user, text="card", blocks=blocks))["ts"]


async def next_click(bot: Any) -> Any:
    """The next click the bot hears."""
    while (body := await bot.next()).get("type") != "block_actions":
        continue
    return body


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


async def test_only_a_visible_element_can_be_clicked(bot: Any, api: Any, maya: Any) -> None:
    """An unknown action, another block, another's direct messages and another's ephemeral card refuse the click."""
    ts = await post(api)
    hidden = await api.chat_postEphemeral(channel="C0TASK", user="U0ANA", text="x", blocks=CARD)
    assert await maya.refused("click", channel="D0MAYA", ts=ts, action_id="stop")
    assert await maya.refused("click", channel="D0MAYA", ts=ts, action_id="go", block_id="other")
    assert await maya.as_user("U0ANA").refused("click", channel="D0MAYA", ts=ts, action_id="go")
    assert await maya.refused("click", channel="C0TASK", ts=hidden["message_ts"], action_id="go")
    await api.chat_update(channel="D0MAYA", ts=ts, text="Receipt")
    assert await maya.refused("click", channel="D0MAYA", ts=ts, action_id="go")


@pytest.mark.parametrize(("element", "value", "field", "held"), CHOICES)
async def test_a_choice_arrives_as_slack_holds_it(
    *, bot: Any, api: Any, maya: Any, element: Any, value: Any, field: str, held: Any
) -> None:
    """A value given at the door arrives in the element's own field, in the action and, if it stays, in the state."""
    ts = await post(api, {**element, "action_id": "a"})
    assert await maya("click", channel="D0MAYA", ts=ts, action_id="a", value=value) == {"ok": True}
    body = await next_click(bot)
    assert body["actions"][0][field] == held
    if element["type"] != "overflow":
        assert body["state"]["values"]["card"]["a"][field] == held
        assert (await maya.last())["state"]["values"]["card"]["a"][field] == held


@pytest.mark.parametrize(("element", "value"), MISFITS)
async def test_a_value_that_does_not_fit_is_refused(api: Any, maya: Any, element: Any, value: Any) -> None:
    """A value the element could not take by hand is refused."""
    ts = await post(api, {**element, "action_id": "a"})
    assert await maya.refused("click", channel="D0MAYA", ts=ts, action_id="a", value=value)


async def test_a_click_the_bot_does_not_answer_says_so(connect: Any, api: Any, maya: Any) -> None:
    """When the bot goes away before it acknowledges, the person is told."""
    socket = await connect()
    ts = await post(api)
    clicking = asyncio.ensure_future(maya("click", channel="D0MAYA", ts=ts, action_id="go"))
    while (await socket.next())["type"] != "interactive":
        continue
    await socket.socket.close()
    answer = await clicking
    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")
    assert "try again" in answer["mend"]


def asked(block_id: str, element: Any, **more: Any) -> dict[str, Any]:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


FORM = {
    "type": "modal",
    "title": plain("Form"),
    "submit": plain("Save"),
    "blocks": [
        asked("must", {"type": "plain_text_input", "action_id": "x", "min_length": 2, "max_length": 4}),
        asked("may", {"type": "plain_text_input", "action_id": "x"}, optional=True),
        asked("whole", {"type": "number_input", "action_id": "x", "is_decimal_allowed": False, "max_value": "100"}),
        asked("part", {"type": "number_input", "action_id": "x", "is_decimal_allowed": True, "min_value": "0.5"}),
        asked("few", {"type": "multi_users_select", "action_id": "x", "max_selected_items": 1}),
        asked("told", {"type": "static_select", "action_id": "x", **OPTIONS}, dispatch_action=True, optional=True),
    ],
}
GOOD = {"must": "abc", "whole": "40", "part": "0.75", "few": ["U0ANA"]}


async def opened(workspace: Any, api: Any, view: Any = FORM) -> str:
    """Opens a modal for Maya; gives its id."""
    return str((await api.views_open(trigger_id=workspace.hub.new_trigger("U0MAYA"), view=view))["view"]["id"])


@pytest.mark.parametrize(
    ("block_id", "value", "says"),
    [
        ("must", None, "required"),
        ("must", "", "required"),
        ("must", "a", "at least 2"),
        ("must", "abcde", "no more than 4"),
        ("whole", "many", "valid number"),
        ("whole", "1e2", "valid number"),
        ("whole", "4.5", "whole number"),
        ("whole", "101", "no more than 100"),
        ("part", "0.25", "no less than 0.5"),
        ("few", ["U0ANA", "U0MAYA"], "no more than 1"),
    ],
)
async def test_slacks_own_form_checks_come_first(
    *, workspace: Any, bot: Any, api: Any, maya: Any, block_id: str, value: Any, says: str
) -> None:
    """A value Slack's form refuses is told at its block, the bot hears nothing, and everything typed stays."""
    view_id = await opened(workspace, api)
    typed = {block: {"x": given} for block, given in {**GOOD, block_id: value}.items()}
    answer = await maya("submit", view_id=view_id, values=typed)
    assert set(answer["errors"]) == {block_id}
    assert says in answer["errors"][block_id]
    seen = (await maya.seen())["view"]
    assert seen["errors"] == answer["errors"]
    assert seen["state"]["values"]["part"]["x"]["value"] == typed["part"]["x"]
    assert bot.heard.empty()


async def test_a_good_form_is_submitted_with_all_values(workspace: Any, bot: Any, api: Any, maya: Any) -> None:
    """Values arrive by block and action, those left empty as null, those touched earlier as they were."""
    view_id = await opened(workspace, api)
    await maya("click", view_id=view_id, block_id="may", action_id="x", value="touched")
    typed = {block: {"x": given} for block, given in GOOD.items()}
    assert await maya("submit", view_id=view_id, values=typed) == {"ok": True}
    values = (await bot.next())["view"]["state"]["values"]
    assert {block: values[block]["x"].get("value") for block in ("must", "may", "whole")} == {
        "must": "abc",
        "may": "touched",
        "whole": "40",
    }
    assert values["few"]["x"]["selected_users"] == ["U0ANA"]
    assert values["told"]["x"]["selected_option"] is None


async def test_an_input_tells_the_bot_only_when_it_asked(workspace: Any, bot: Any, api: Any, maya: Any) -> None:
    """Touching a plain input is silent; one with dispatch_action is a click that carries what was typed so far."""
    view_id = await opened(workspace, api)
    await maya("click", view_id=view_id, block_id="must", action_id="x", value="abc")
    await maya("click", view_id=view_id, block_id="told", action_id="x", value="b", values={"whole": {"x": "7"}})
    body = await bot.next()
    assert body["actions"][0]["block_id"] == "told"
    values = body["state"]["values"]
    assert (values["must"]["x"]["value"], values["whole"]["x"]["value"]) == ("abc", "7")


@pytest.mark.parametrize(
    "values", [[], "x", {"must": "x"}, {"none": {"x": "y"}}, {"must": {"none": "y"}}, {"must": {"x": {"deep": 1}}}]
)
async def test_values_of_no_form_are_refused(workspace: Any, api: Any, maya: Any, values: Any) -> None:
    """Values that name no input of the view, or have another shape, are refused."""
    view_id = await opened(workspace, api)
    assert await maya.refused("submit", view_id=view_id, values=values)


async def test_only_the_modal_in_front_can_be_used(workspace: Any, api: Any, maya: Any) -> None:
    """A modal beneath another, or somebody else's, can be neither clicked, submitted nor closed."""
    below = await opened(workspace, api)
    await api.views_push(trigger_id=workspace.hub.new_trigger("U0MAYA"), view=FORM)
    top = (await maya.seen())["view"]["id"]
    ana = maya.as_user("U0ANA")
    for script, view_id in ((maya, below), (ana, top)):
        assert await script.refused("submit", view_id=view_id, values={})
        assert await script.refused("close", view_id=view_id)
        assert await script.refused("click", view_id=view_id, block_id="told", action_id="x", value="a")


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
