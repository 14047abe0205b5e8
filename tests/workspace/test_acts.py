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
    ({"type": "conversations_select"}, "D0MAYA", "selected_conversation", "D0MAYA"),
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
    ({"type": "channels_select"}, "D0MAYA"),
    ({"type": "channels_select"}, "C0SECRET"),
    ({"type": "conversations_select", "filter": {"include": ["public", "private"]}}, "D0MAYA"),
    ({"type": "conversations_select", "filter": {"include": ["public"]}}, "C0SECRET"),
    ({"type": "conversations_select", "filter": {"exclude_bot_users": True}}, "D0MAYA"),
    ({"type": "datepicker"}, "4 March"),
    ({"type": "timepicker"}, "9:30"),
    ({"type": "datetimepicker"}, "soon"),
    (BUTTON, "another"),
]


async def post(api: Any, *elements: Any) -> str:
    """Posts a block of elements, or the card, to Maya; gives its ts."""
    blocks = [{"type": "actions", "block_id": "card", "elements": list(elements)}] if elements else CARD
    return (await api.chat_postMessage(channel="U0MAYA", text="card", blocks=blocks))["ts"]


async def next_click(bot: Any) -> Any:
    """The next click the bot hears."""
    while (body := await bot.next()).get("type") != "block_actions":
        continue
    return body


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


async def opened(workspace: Any, api: Any) -> str:
    """Opens a modal for Maya; gives its id."""
    return str((await api.views_open(trigger_id=workspace.hub.new_trigger("U0MAYA"), view=FORM))["view"]["id"])


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


WORDS = ["response_action", "errors", "view", "update", "push", "clear", "told", "text", "blocks", "type", "modal"]
PART = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(WORDS)
ANSWER = st.recursive(
    PART, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner), max_leaves=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWER)
async def test_no_answer_of_the_bot_makes_the_workspace_fall_over(
    *, workspace: Any, connect: Any, api: Any, maya: Any, answer: Any
) -> None:
    """Whatever a bot acknowledges a submit or a command with, the person gets an answer and the modal stays usable."""
    socket = await connect()
    view_id = await opened(workspace, api)
    typed = {block: {"x": given_value} for block, given_value in GOOD.items()}
    for act, body in (
        ("submit", {"view_id": view_id, "values": typed}),
        ("command", {"channel": "D0MAYA", "text": "/breadth"}),
    ):
        acting = asyncio.ensure_future(maya(act, **body))
        while (envelope := await socket.next())["type"] == "events_api":
            await socket.ack(envelope)
        await socket.ack(envelope, answer)
        assert set(await acting) & {"ok", "errors"}
    await socket.socket.close()
    assert "messages" in await maya.seen()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=ANSWER)
async def test_nothing_posted_to_a_response_address_makes_it_fall_over(*, workspace: Any, maya: Any, body: Any) -> None:
    """Whatever a bot posts to a response address is done or refused."""
    address = workspace.hub.new_response_url("U0MAYA", "D0MAYA")
    async with maya.session.post(address, json=body) as response:
        assert response.status in (200, 400)
