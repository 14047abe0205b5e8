from typing import Any

import msgspec
import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace.setup import Timing

CARD = [
    {
        "type": "actions",
        "block_id": "card",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


async def refused(call: Any) -> str:
    """The error code a call is refused with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_a_post_is_seen_by_the_members_alone(api: Any, maya: Any) -> None:
    """A message in a channel is seen by who is in it, with the bot as its author."""
    posted = await api.chat_postMessage(channel="C0TASK", text="Summary")
    assert (await maya.last())["ts"] == posted["ts"]
    assert (await maya.as_user("U0GUS").seen())["messages"] == []


async def test_ts_are_unique_and_rise(api: Any) -> None:
    """Messages posted in one instant still have different, rising ts."""
    given = [(await api.chat_postMessage(channel="U0MAYA", text="x"))["ts"] for _ in range(20)]
    assert given == sorted(set(given))


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NONE", "channel_not_found"),
        ("U0NONE", "channel_not_found"),
        ("C0ELSE", "not_in_channel"),
        ("C0SECRET", "channel_not_found"),
        ("C0OLD", "is_archived"),
        ("U0ROBOT", "cannot_dm_bot"),
        ("USLACKBOT", "cannot_dm_bot"),
        ("U0LOCALBOT", "cannot_dm_bot"),
        ("U0OLD", "user_disabled"),
    ],
)
async def test_a_place_the_bot_cannot_post_in_is_refused(api: Any, channel: str, error: str) -> None:
    """Each place the bot may not post in has Slack's own word."""
    assert await refused(api.chat_postMessage(channel=channel, text="x")) == error


async def test_a_post_into_a_full_block_is_refused_with_its_place(api: Any) -> None:
    """Blocks beyond the rules are refused with the JSON pointer where Slack puts it."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as error:
        await api.chat_postMessage(channel="U0MAYA", text="x", blocks=blocks)
    answer = error.value.response
    line = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [line])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {line}"]


async def test_a_dm_opens_by_itself_and_metadata_is_kept(api: Any) -> None:
    """Posting to a person opens their direct messages; metadata comes back from the history when asked for."""
    metadata = {"event_type": "question", "event_payload": {"interview": "i1", "turn": 4}}
    posted = await api.chat_postMessage(channel="U0MAYA", text="x", metadata=metadata)
    assert posted["channel"] == "D0MAYA"
    found = await api.conversations_history(channel="D0MAYA", include_all_metadata=True)
    assert found["messages"][0]["metadata"] == metadata
    plain = await api.conversations_history(channel="D0MAYA")
    assert "metadata" not in plain["messages"][0]
    assert await refused(api.chat_postMessage(channel="U0MAYA", text="x", metadata={"event_type": "x"})) == (
        "invalid_metadata_format"
    )


async def test_an_update_replaces_words_and_blocks(api: Any, maya: Any) -> None:
    """An updated message has the new content, is marked as edited and stays where it was."""
    posted = await api.chat_postMessage(channel="U0MAYA", text="x", blocks=CARD)
    await api.chat_update(channel="D0MAYA", ts=posted["ts"], text="Receipt")
    shown = await maya.last()
    assert (shown["ts"], shown["text"], shown["blocks"]) == (posted["ts"], "Receipt", [])
    assert shown["edited"] > posted["ts"]


async def test_only_its_own_lasting_messages_can_be_changed(api: Any, maya: Any) -> None:
    """Another's message, an ephemeral one and one that is not there can be neither changed nor deleted."""
    said = await maya("say", channel="D0MAYA", text="mine")
    hidden = await api.chat_postEphemeral(channel="C0TASK", user="U0MAYA", text="x")
    assert await refused(api.chat_update(channel="D0MAYA", ts=said["ts"], text="x")) == "cant_update_message"
    assert await refused(api.chat_delete(channel="D0MAYA", ts=said["ts"])) == "cant_delete_message"
    assert await refused(api.chat_update(channel="D0MAYA", ts="1.0", text="x")) == "message_not_found"
    assert await refused(api.chat_update(channel="C0TASK", ts=hidden["message_ts"], text="x")) == "message_not_found"
    assert await refused(api.chat_update(channel="C0NONE", ts="1.0", text="x")) == "channel_not_found"


async def test_an_ephemeral_message_is_for_one_member(api: Any, maya: Any) -> None:
    """An ephemeral message is seen by one person, in no history, and only by who is in the channel."""
    await api.chat_postEphemeral(channel="C0TASK", user="U0MAYA", text="Only you")
    assert (await maya.last())["ephemeral"] is True
    assert (await maya.as_user("U0ANA").seen())["messages"] == []
    assert await refused(api.chat_postEphemeral(channel="C0TASK", user="U0GUS", text="x")) == "user_not_in_channel"


async def test_a_thread_is_read_from_its_first_message(api: Any) -> None:
    """Replies stand in their thread, not in the channel's history."""
    root = (await api.chat_postMessage(channel="U0MAYA", text="root"))["ts"]
    await api.chat_postMessage(channel="U0MAYA", text="reply", thread_ts=root)
    replies = await api.conversations_replies(channel="D0MAYA", ts=root)
    history = await api.conversations_history(channel="D0MAYA")
    assert [message["text"] for message in replies["messages"]] == ["root", "reply"]
    assert [message["text"] for message in history["messages"]] == ["root"]
    assert await refused(api.conversations_replies(channel="D0MAYA", ts="1.0")) == "thread_not_found"


async def test_a_permalink_leads_to_the_page(api: Any, maya: Any) -> None:
    """A message's link opens the page where the message is."""
    posted = await api.chat_postMessage(channel="C0TASK", text="x")
    link = (await api.chat_getPermalink(channel="C0TASK", message_ts=posted["ts"]))["permalink"]
    async with maya.session.get(link, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, f"/?channel=C0TASK&ts={posted['ts']}")
    assert await refused(api.chat_getPermalink(channel="C0TASK", message_ts="1.0")) == "message_not_found"
    assert (await maya.send("GET", "/archives/C0TASK/p1"))[0] == 404


async def test_one_post_a_second_is_enforced_when_asked(start: Any, api: Any, setup: Any) -> None:
    """With a post interval the second post in a channel gets 429 and when to come back; another channel does not."""
    slow = await start(timing=msgspec.structs.replace(setup.timing, post_interval=60.0))
    api.base_url = slow.api_url
    await api.chat_postMessage(channel="U0MAYA", text="x")
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        await api.chat_postMessage(channel="U0MAYA", text="x")
    assert 50 < int(limited.value.response.headers["Retry-After"]) <= 60
    await api.chat_postMessage(channel="U0ANA", text="x")


async def clicked(bot: Any, api: Any, maya: Any) -> tuple[str, str]:
    """Posts a card to Maya and clicks it; gives its ts and the response address."""
    ts = (await api.chat_postMessage(channel="U0MAYA", text="card", blocks=CARD))["ts"]
    await maya("click", channel="D0MAYA", ts=ts, action_id="go")
    while (body := await bot.next())["type"] != "block_actions":
        continue
    return ts, body["response_url"]


async def answered(maya: Any, address: str, **body: Any) -> tuple[int, str]:
    """Posts to a response address; gives status and body."""
    async with maya.session.post(address, json=body) as response:
        return response.status, await response.text()


async def test_a_response_address_replaces_adds_and_deletes(bot: Any, api: Any, maya: Any) -> None:
    """What is posted to a response address replaces the message, adds one, private or not, or deletes it."""
    ts, address = await clicked(bot, api, maya)
    assert await answered(maya, address, replace_original=True, text="Receipt") == (200, "ok")
    assert [m["text"] for m in (await maya.seen())["messages"]] == ["Receipt"]
    await answered(maya, address, text="private")
    assert (await maya.last())["ephemeral"] is True
    await answered(maya, address, text="public", response_type="in_channel")
    assert "ephemeral" not in await maya.last()
    await answered(maya, address, delete_original=True)
    assert ts not in [m["ts"] for m in (await maya.seen())["messages"]]


async def test_a_response_address_works_five_times(bot: Any, api: Any, maya: Any) -> None:
    """The sixth use is refused, and so is an address nobody gave out; a refused body uses nothing up."""
    _, address = await clicked(bot, api, maya)
    assert (await answered(maya, address, blocks=[{"type": "x"}]))[0] == 400
    told = [await answered(maya, address, text="x") for _ in range(6)]
    assert [status for status, _ in told] == [200] * 5 + [404]
    assert "used_url" in told[-1][1]
    assert "expired_url" in (await answered(maya, f"{address}x", text="x"))[1]


async def test_a_response_address_works_half_an_hour(start: Any, maya: Any, api: Any) -> None:
    """After thirty minutes the address is refused."""
    clock = [1_800_000_000.0]
    later = await start(now=lambda: clock[0], timing=Timing())
    address = later.hub.new_response_url("U0MAYA", "D0MAYA")
    clock[0] += 1799
    assert (await answered(maya, address, text="x"))[0] == 200
    clock[0] += 2
    assert (await answered(maya, address, text="x"))[0] == 404
