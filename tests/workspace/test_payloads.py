"""Every kind of payload, over the real wire to real Bolt."""

from typing import Any

BUTTON = {"type": "button", "action_id": "go", "value": "41", "text": {"type": "plain_text", "text": "Go"}}
CARD = [{"type": "actions", "block_id": "card", "elements": [BUTTON]}]


def plain(text: str) -> dict[str, str]:
    """A `plain_text`."""
    return {"type": "plain_text", "text": text}


def modal(**more: Any) -> dict[str, Any]:
    """A modal that asks for points."""
    block = {
        "type": "input",
        "block_id": "share",
        "label": plain("Points"),
        "element": {"type": "number_input", "action_id": "points", "is_decimal_allowed": False, "max_value": "100"},
    }
    view = {
        "type": "modal",
        "callback_id": "split",
        "title": plain("Split"),
        "submit": plain("Save"),
        "blocks": [block],
    }
    return view | more


async def post_card(api: Any, **more: Any) -> str:
    """Posts a card with a button to Maya; gives its ts."""
    return (await api.chat_postMessage(channel="U0MAYA", text="A card", blocks=CARD, **more))["ts"]


async def test_a_typed_message_arrives_as_slack_sends_it(bot: Any, maya: Any) -> None:
    """What a person types is an escaped message event of the direct messages, with the wrapper Slack puts around it."""
    said = await maya("say", channel="D0MAYA", text="5 < 6 & @ana")
    body = await bot.next()
    event = body["event"]
    assert (event["text"], event["ts"], event["channel_type"]) == ("5 &lt; 6 &amp; <@U0ANA>", said["ts"], "im")
    assert (event["user"], event["channel"], event["client_msg_id"][:1]) == ("U0MAYA", "D0MAYA", "m")
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "U0LOCALBOT"
    assert isinstance(body["event_time"], int)


async def test_the_bots_own_posts_and_edits_come_back_as_events(bot: Any, api: Any) -> None:
    """A bot hears its own messages, edits and deletions in direct messages, as with Slack."""
    ts = await post_card(api)
    own = await bot.next()
    assert own["event"]["bot_id"] == "B0LOCALBOT"
    await api.chat_update(channel="D0MAYA", ts=ts, text="Changed")
    changed = (await bot.next())["event"]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "Changed")
    await api.chat_delete(channel="D0MAYA", ts=ts)
    assert (await bot.next())["event"]["subtype"] == "message_deleted"


async def test_a_channel_is_not_heard_without_its_history_scope(bot: Any, maya: Any) -> None:
    """Words in a channel reach the bot only with a subscription and a scope it has not asked for."""
    await maya("say", channel="C0TASK", text="not for bots")
    await maya("say", channel="D0MAYA", text="for the bot")
    assert (await bot.next())["event"]["text"] == "for the bot"


async def test_a_click_carries_its_message_and_a_way_back(bot: Any, api: Any, maya: Any) -> None:
    """A click names its block, value, message and person, and its response address replaces the card."""
    ts = await post_card(api, metadata={"event_type": "card", "event_payload": {"n": 1}})
    await bot.next()
    assert await maya("click", channel="D0MAYA", ts=ts, action_id="go") == {"ok": True}
    body = await bot.next()
    action = body["actions"][0]
    assert (action["block_id"], action["action_id"], action["value"], action["type"]) == ("card", "go", "41", "button")
    assert action["action_ts"] > ts
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "D0MAYA",
        "is_ephemeral": False,
    }
    assert (body["user"]["id"], body["message"]["ts"], body["channel"]["name"]) == ("U0MAYA", ts, "directmessage")
    assert body["state"] == {"values": {}}
    assert body["response_url"].startswith("http://127.0.0.1:")


async def test_a_person_of_another_workspace_carries_their_team(bot: Any, api: Any, maya: Any) -> None:
    """Someone from elsewhere is told apart by the team in the payload's user."""
    posted = await api.chat_postMessage(channel="U0FAR", text="x", blocks=CARD)
    await bot.next()
    await maya.as_user("U0FAR")("click", channel="D0FAR", ts=posted["ts"], action_id="go")
    body = await bot.next()
    assert (body["team"]["id"], body["user"]["team_id"]) == ("T0LOCAL", "T0OTHER")


async def test_a_modal_is_opened_typed_in_refused_and_submitted(bot: Any, api: Any, maya: Any) -> None:
    """A click opens a modal, the bot's errors are shown in it and keep what was typed, then it closes."""

    async def open_modal(body: Any) -> None:
        view = modal(private_metadata="7")
        await bot.client.views_open(trigger_id=body["trigger_id"], view=view)

    async def judge(body: Any) -> Any:
        points = body["view"]["state"]["values"]["share"]["points"]["value"]
        return {"response_action": "errors", "errors": {"share": "Odd."}} if points == "41" else None

    bot.answers |= {"block_actions": open_modal, "view_submission": judge}
    ts = await post_card(api)
    await maya("click", channel="D0MAYA", ts=ts, action_id="go")
    view = (await maya.seen())["view"]
    assert (view["title"]["text"], view["private_metadata"]) == ("Split", "7")
    typed = {"share": {"points": "41"}}
    assert await maya("submit", view_id=view["id"], values=typed) == {"errors": {"share": "Odd."}}
    view = (await maya.seen())["view"]
    assert view["errors"] == {"share": "Odd."}
    assert view["state"]["values"]["share"]["points"]["value"] == "41"
    assert await maya("submit", view_id=view["id"], values={"share": {"points": "42"}}) == {"ok": True}
    assert (await maya.seen())["view"] is None
    while (submitted := await bot.next())["type"] != "view_submission":
        continue
    assert submitted["view"]["hash"]
    assert submitted["view"]["private_metadata"] == "7"
    assert submitted["view"]["callback_id"] == "split"


async def test_the_ack_of_a_submit_pushes_updates_and_clears(bot: Any, api: Any, maya: Any) -> None:
    """The three other answers to a submitted modal do to the stack what Slack does."""
    steps = iter(
        [
            {"response_action": "update", "view": modal(title=plain("Updated"))},
            {"response_action": "push", "view": modal(title=plain("Pushed"))},
            {"response_action": "clear"},
        ]
    )

    async def step(_: Any) -> Any:
        return next(steps)

    async def open_modal(body: Any) -> None:
        await bot.client.views_open(trigger_id=body["trigger_id"], view=modal())

    bot.answers |= {"block_actions": open_modal, "view_submission": step}
    ts = await post_card(api)
    await maya("click", channel="D0MAYA", ts=ts, action_id="go")
    titles = []
    for _ in range(3):
        view = (await maya.seen())["view"]
        titles.append(view["title"]["text"])
        assert await maya("submit", view_id=view["id"], values={"share": {"points": "1"}}) == {"ok": True}
    assert titles == ["Split", "Updated", "Pushed"]
    assert (await maya.seen())["view"] is None


async def test_an_answer_slack_would_not_take_is_told_and_keeps_the_modal(bot: Any, api: Any, maya: Any) -> None:
    """A faulty view or an error for a block that is no input leaves the modal open, with the reason told."""
    faulty = iter(
        [
            {"response_action": "update", "view": modal(title=plain("x" * 25))},
            {"response_action": "errors", "errors": {"nowhere": "text"}},
            {"response_action": "dance"},
        ]
    )

    async def step(_: Any) -> Any:
        return next(faulty)

    async def open_modal(body: Any) -> None:
        await bot.client.views_open(trigger_id=body["trigger_id"], view=modal())

    bot.answers |= {"block_actions": open_modal, "view_submission": step}
    ts = await post_card(api)
    await maya("click", channel="D0MAYA", ts=ts, action_id="go")
    view = (await maya.seen())["view"]
    told = [await maya("submit", view_id=view["id"], values={"share": {"points": "1"}}) for _ in range(3)]
    assert [answer["refusal"]["error"] for answer in told] == [
        "invalid_arguments",
        "invalid_errors",
        "invalid_response_action",
    ]
    assert (await maya.seen())["view"]["id"] == view["id"]


async def test_a_closed_modal_is_told_only_when_asked(bot: Any, api: Any, maya: Any) -> None:
    """A modal closed by its person reaches the bot with notify_on_close and not without."""

    async def open_modal(body: Any) -> None:
        view = modal(notify_on_close=body["actions"][0]["action_ts"] > later)
        await bot.client.views_open(trigger_id=body["trigger_id"], view=view)

    bot.answers["block_actions"] = open_modal
    ts, later = await post_card(api), "9"
    await bot.next()
    for later in ("9", "1"):  # noqa: B007  read by open_modal
        await maya("click", channel="D0MAYA", ts=ts, action_id="go")
        await bot.next()
        await maya("close", view_id=(await maya.seen())["view"]["id"])
    closed = await bot.next()
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
    assert "trigger_id" not in closed
    assert bot.heard.empty()


async def test_a_command_arrives_with_its_text_and_its_answer_is_private(bot: Any, maya: Any) -> None:
    """A slash command carries escaped text, and the words of its ack are seen by its caller alone."""

    async def answer(body: Any) -> str:
        return f"You said {body['text']}"

    bot.answers["command"] = answer
    assert await maya("command", channel="C0TASK", text="/breadth status @ana <x>") == {"ok": True}
    body = await bot.next()
    assert (body["command"], body["text"]) == ("/breadth", "status <@U0ANA|ana> &lt;x&gt;")
    assert (body["channel_id"], body["channel_name"], body["user_id"]) == ("C0TASK", "taskforce", "U0MAYA")
    assert body["is_enterprise_install"] == "false"
    shown = await maya.last()
    assert (shown["text"][:8], shown["ephemeral"]) == ("You said", True)
    assert (await maya.as_user("U0ANA").seen())["messages"] == []


async def test_a_command_that_does_not_escape_is_passed_as_typed(bot: Any, maya: Any) -> None:
    """Without should_escape the text arrives as typed."""
    await maya("command", channel="C0TASK", text="/raw @ana <x>")
    assert (await bot.next())["text"] == "@ana <x>"


async def test_home_is_opened_published_and_clicked(bot: Any, api: Any, maya: Any) -> None:
    """Opening Home tells the bot, its view is seen, and a click in it comes from a view."""

    async def publish(body: Any) -> None:
        view = {"type": "home", "blocks": CARD}
        await bot.client.views_publish(user_id=body["event"]["user"], view=view)

    bot.answers["app_home_opened"] = publish
    await maya("home")
    opened = (await bot.next())["event"]
    assert (opened["tab"], opened["user"], opened["channel"]) == ("home", "U0MAYA", "D0MAYA")
    while (home := (await maya.seen())["home"]) is None:
        pass
    await maya("click", view_id=home["id"], action_id="go")
    body = await bot.next()
    assert body["container"] == {"type": "view", "view_id": home["id"]}
    assert body["view"]["type"] == "home"
    assert "response_url" not in body
    assert "message" not in body


async def test_an_ephemeral_card_can_be_clicked_and_replaced(bot: Any, api: Any, maya: Any) -> None:
    """A click in an ephemeral message carries no message, and its response address still replaces it."""
    posted = await api.chat_postEphemeral(channel="C0TASK", user="U0MAYA", text="private", blocks=CARD)
    await maya("click", channel="C0TASK", ts=posted["message_ts"], action_id="go")
    body = await bot.next()
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    async with maya.session.post(body["response_url"], json={"replace_original": True, "text": "done"}) as response:
        assert (response.status, await response.text()) == (200, "ok")
    assert (await maya.last())["text"] == "done"
