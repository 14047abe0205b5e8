"""The connection over Socket Mode: kept up through Slack's bad days, and closed with care."""

import asyncio

import pytest

from bot.errors import SlackError
from bot.slack.calls import new_session
from bot.slack.connection import connect
from bot.slack.listeners import bolt_app
from bot.workspace.server import Workspace
from tests.slack.bench import Bot, Player, until
from tests.slack.conftest import Start


@pytest.mark.parametrize("kind", ["socket_cut", "deaf_socket", "refresh"])
async def test_a_lost_connection_comes_back(bot: Bot, maya: Player, workspace: Workspace, kind: str) -> None:
    """Cut, gone deaf or told to reconnect, the bot soon hears again, and what was typed meanwhile is answered once."""
    await maya.click("option:0")
    await maya.fault(kind, seconds=0.2)
    await maya.say("help")
    texts = [message["text"] for message in await maya.messages()]
    assert sum("These words work" in text for text in texts) == 1
    assert await bot.connection.connected()


async def test_an_event_cut_off_before_its_acknowledgement_counts_once(bot: Bot, maya: Player) -> None:
    """Slack brings words again whose acknowledgement was lost with the connection; they are taken once."""
    await maya.click("option:0")
    await maya.fault("socket_cut_unacked")
    await maya.say("help")
    texts = [message["text"] for message in await maya.messages()]
    assert sum("These words work" in text for text in texts) == 1


async def test_an_address_that_has_run_out_is_asked_anew(bot: Bot, workspace: Workspace) -> None:
    """A connection whose address Slack no longer knows comes up with a fresh one."""
    client = bot.connection._client
    original = client.issue_new_wss_url
    issued = []

    async def issue() -> str:
        url = await original()
        issued.append(url)
        return f"{workspace.url}/link/?ticket=run-out" if len(issued) == 1 else url

    client.issue_new_wss_url = issue  # type: ignore[method-assign]
    for connection in list(workspace.hub.sockets._connections):
        connection.cut()
    await until(lambda: len(issued) >= 2 and workspace.hub.sockets.count == 1)


async def test_a_refused_token_is_told_at_once(workspace: Workspace) -> None:
    """A token Slack does not take ends the start with what Slack said, not with endless tries."""
    async with new_session() as session:
        with pytest.raises(SlackError, match="invalid_auth"):
            await connect(bolt_app(workspace.api_url), "xapp-wrong", workspace.api_url, session)


async def test_other_connections_are_heard_of(start: Start) -> None:
    """Slack tells how many connections the app has; a second bot means that answers are shared out."""
    first, second = await start(), await start()
    await until(lambda: bool(second.crowds))
    assert (first.crowds, second.crowds) == ([1], [2])


async def test_what_comes_in_while_it_is_held_is_answered_after(bot: Bot, maya: Player) -> None:
    """A command given while the bot is being set up waits, and is answered as things stand then."""
    with bot.connection.held():
        asking = asyncio.create_task(maya.send("command", channel=maya.channel, text="/breadth status"))
        await until(lambda: not bot.connection._idle.is_set())
        assert not asking.done()
    assert await asking == {"ok": True}
    assert "Not started yet" in str((await maya.last())["blocks"])


async def test_closing_answers_what_has_come_in(bot: Bot, maya: Player, workspace: Workspace) -> None:
    """A click that is being taken when the bot stops is stored and acknowledged before it disconnects."""
    card = await maya.last()
    store, gate = bot.edge.office.store, asyncio.Event()
    change = store.change_interview

    async def slow(*args: object) -> object:
        await gate.wait()
        return await change(*args)  # type: ignore[arg-type]

    store.change_interview = slow  # type: ignore[method-assign,assignment]
    click = asyncio.create_task(maya.send("click", channel=maya.channel, ts=card["ts"], action_id="option:0"))
    await until(lambda: not bot.connection._idle.is_set())
    closing = asyncio.create_task(bot.connection.close())
    assert await asyncio.wait({closing}, timeout=0.2) == (set(), {closing})
    gate.set()
    await closing
    assert await click == {"ok": True}
    assert (await bot.interview()).status == "answering"
    assert workspace.hub.sockets.count == 0
