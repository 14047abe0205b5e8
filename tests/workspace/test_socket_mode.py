from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.setup import Timing

QUICK = Timing(ack=0.05, retries=(0.0, 0.0, 0.0))


async def link(workspace: Any) -> str:
    """The address of one connection."""
    client = AsyncWebClient(base_url=workspace.api_url)
    return str((await client.apps_connections_open(app_token="xapp-local-1"))["url"])


async def open_socket(session: aiohttp.ClientSession, workspace: Any) -> Any:
    """A connection and its hello."""
    socket = await session.ws_connect(await link(workspace))
    return socket, (await socket.receive(10)).json()


async def test_hello_counts_the_connections(workspace: Any) -> None:
    """Each connection is greeted with the app and the number of connections now open."""
    async with aiohttp.ClientSession() as session:
        _, first = await open_socket(session, workspace)
        _, second = await open_socket(session, workspace)
    assert (first["type"], first["num_connections"], second["num_connections"]) == ("hello", 1, 2)
    assert first["connection_info"]["app_id"] == "A0LOCALBOT"
    assert first["debug_info"]["approximate_connection_time"] > 0


async def test_a_ticket_opens_one_connection(workspace: Any) -> None:
    """The address apps.connections.open gives works once, and no other works at all."""
    address = await link(workspace)
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(address)
        for used in (address, address.replace("ticket=", "ticket=x")):
            async with session.get(used.replace("ws://", "http://")) as response:
                assert response.status == 403


async def test_an_eleventh_connection_is_turned_away(workspace: Any) -> None:
    """Ten connections may be open; the next is told so and closed."""
    async with aiohttp.ClientSession() as session:
        kept = [await open_socket(session, workspace) for _ in range(10)]
        socket, told = await open_socket(session, workspace)
        assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
        assert (await socket.receive(10)).type is aiohttp.WSMsgType.CLOSE
        assert [hello["num_connections"] for _, hello in kept] == list(range(1, 11))


async def test_payloads_go_round_the_connections(connect: Any, maya: Any) -> None:
    """Each payload goes to one connection, in turn."""
    sockets = [await connect(), await connect()]
    for text in "1234":
        await maya("say", channel="D0MAYA", text=text)
    got = [[(await socket.next())["payload"]["event"]["text"] for _ in range(2)] for socket in sockets]
    assert sorted(got) == [["1", "3"], ["2", "4"]]


async def test_an_event_waits_for_a_connection(connect: Any, maya: Any) -> None:
    """What is said while no bot is there reaches it once it connects, in order."""
    for text in "123":
        await maya("say", channel="D0MAYA", text=text)
    socket = await connect()
    assert [(await socket.next())["payload"]["event"]["text"] for _ in range(3)] == ["1", "2", "3"]


async def test_an_unacknowledged_event_comes_four_times(start: Any, maya: Any) -> None:
    """An event nobody acknowledges is sent again three times, numbered and with its reason, then given up."""
    workspace = await start(timing=QUICK)
    async with aiohttp.ClientSession(workspace.url) as session:
        socket, _ = await open_socket(session, workspace)
        await session.post("/play/U0MAYA/say", json={"channel": "D0MAYA", "text": "hello"})
        got = [(await socket.receive(10)).json() for _ in range(4)]
        await workspace.hub.sockets.drained()
    assert workspace.hub.state.pending == {}
    assert [envelope["retry_attempt"] for envelope in got] == [0, 1, 2, 3]
    assert {envelope["retry_reason"] for envelope in got[1:]} == {"timeout"}
    assert len({envelope["envelope_id"] for envelope in got}) == 4
    assert len({envelope["payload"]["event_id"] for envelope in got}) == 1


async def test_an_acknowledged_event_is_not_sent_again(start: Any) -> None:
    """After its acknowledgement an event is forgotten; the next payload on the socket is another."""
    workspace = await start(timing=QUICK)
    async with aiohttp.ClientSession(workspace.url) as session:
        socket, _ = await open_socket(session, workspace)
        for text in "12":
            await session.post("/play/U0MAYA/say", json={"channel": "D0MAYA", "text": text})
            envelope = (await socket.receive(10)).json()
            assert envelope["payload"]["event"]["text"] == text
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
            await workspace.hub.sockets.drained()


async def test_an_event_lost_with_its_connection_comes_over_the_next(connect: Any, maya: Any) -> None:
    """A bot killed before it acknowledged gets the event again when it is back."""
    socket = await connect()
    await maya("say", channel="D0MAYA", text="hello")
    first = await socket.next()
    await socket.socket.close()
    second = await (await connect()).next()
    assert second["payload"] == first["payload"]
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "connection_failed")


async def test_clicks_and_commands_are_not_sent_again(start: Any) -> None:
    """A command nobody acknowledges comes once, and its caller reads that there was no answer."""
    workspace = await start(timing=QUICK)
    async with aiohttp.ClientSession(workspace.url) as session:
        socket, _ = await open_socket(session, workspace)
        for _ in range(2):
            async with session.post("/play/U0MAYA/command", json={"channel": "D0MAYA", "text": "/breadth"}) as response:
                assert (await response.json())["error"] == "operation_timeout"
            envelope = (await socket.receive(10)).json()
            assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
            assert "retry_attempt" not in envelope


async def test_without_a_bot_a_command_fails_at_once(maya: Any) -> None:
    """With no bot connected the person is told so and what to do."""
    answer = await maya("command", channel="D0MAYA", text="/breadth")
    assert answer["ok"] is False
    assert "not connected" in answer["mend"]


async def test_nonsense_on_the_socket_is_ignored(connect: Any, maya: Any) -> None:
    """Text that is no acknowledgement, of nothing or of something unknown, does no harm."""
    socket = await connect()
    for nonsense in ("", "{", "[" * 5000, "7", '{"envelope_id": 4}', '{"envelope_id": "x", "payload": 4}'):
        await socket.socket.send_str(nonsense)
    await socket.socket.send_bytes(b"\xff")
    await maya("say", channel="D0MAYA", text="still here")
    assert (await socket.next())["payload"]["event"]["text"] == "still here"


async def test_a_refreshed_connection_moves_without_loss(bot: Any, maya: Any, workspace: Any) -> None:
    """After Slack's disconnect notices real Bolt is on a new connection and still hears everything."""
    await maya.fault("refresh", seconds=0)
    for text in "123":
        await maya("say", channel="D0MAYA", text=text)
    heard = {(await bot.next())["event"]["text"] for _ in range(3)}
    assert heard == {"1", "2", "3"}


async def test_the_token_must_be_the_apps(workspace: Any) -> None:
    """A bot token opens no connection."""
    client = AsyncWebClient(base_url=workspace.api_url)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token="xoxb-local-1")


def test_slacks_own_pace_is_the_default() -> None:
    """Without other wishes events are retried at once, after a minute and after five, each within 3 seconds."""
    usual = Timing()
    assert (usual.ack, usual.retries, usual.trigger, usual.response_url) == (3.0, (0.0, 60.0, 300.0), 3.0, 1800.0)
