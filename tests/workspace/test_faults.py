import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace.faults import Fault, Plan
from bot.workspace.setup import Timing


async def failure(call: Any) -> BaseException:
    """What a call failed with."""
    with pytest.raises((SlackApiError, aiohttp.ClientError, asyncio.TimeoutError)) as error:
        await call
    return error.value


async def posted(maya: Any) -> list[str]:
    """The texts Maya sees."""
    return [message["text"] for message in (await maya.seen())["messages"]]


async def test_a_rate_limit_says_when_to_come_back(api: Any, maya: Any) -> None:
    """A planned 429 carries Retry-After, happens as often as asked and to that method alone."""
    await maya.fault("429", method="chat.postMessage", times=2, seconds=7)
    await api.auth_test()
    for _ in range(2):
        error = await failure(api.chat_postMessage(channel="U0MAYA", text="x"))
        assert error.response.status_code == 429
        assert error.response.headers["Retry-After"] == "7"
        assert error.response["error"] == "ratelimited"
    await api.chat_postMessage(channel="U0MAYA", text="x")
    assert await posted(maya) == ["x"]


async def test_any_error_code_can_be_had_from_any_method(api: Any, maya: Any) -> None:
    """A planned error answers its code, and the method does nothing."""
    await maya.fault("error", error="restricted_action", method="chat.postMessage")
    error = await failure(api.chat_postMessage(channel="U0MAYA", text="x"))
    assert error.response["error"] == "restricted_action"
    assert await posted(maya) == []


async def test_a_server_error_comes_without_json(api: Any, maya: Any) -> None:
    """A planned 500 is as bare as a proxy's."""
    await maya.fault("500")
    assert (await failure(api.chat_postMessage(channel="U0MAYA", text="x"))).response.status_code == 500
    assert await posted(maya) == []


@pytest.mark.parametrize(
    ("kind", "done"), [("reset_before", []), ("reset_after", ["x"]), ("timeout", []), ("timeout_after", ["x"])]
)
async def test_what_was_done_before_the_line_broke_differs(api: Any, maya: Any, kind: str, done: list[str]) -> None:
    """To the bot a break before and one after look the same; what people see does not."""
    await maya.fault(kind, method="chat.postMessage", seconds=0)
    await failure(api.chat_postMessage(channel="U0MAYA", text="x"))
    assert await posted(maya) == done


async def test_planned_faults_can_be_taken_back(api: Any, maya: Any) -> None:
    """After `none` nothing planned happens any more."""
    await maya.fault("500", times=1000)
    await maya.fault("none")
    await api.auth_test()


async def test_uploads_and_response_addresses_fail_too(api: Any, maya: Any, workspace: Any) -> None:
    """Faults can be planned for the two addresses that are no methods."""
    await maya.fault("500", method="upload")
    await maya.fault("500", method="response_url")
    opened = await api.files_getUploadURLExternal(filename="a.png", length=13)
    for address in (opened["upload_url"], workspace.hub.new_response_url("U0MAYA", "D0MAYA")):
        for status in (500, 200):
            async with maya.session.post(address, data=b'{"text": "x"}') as answer:
                assert answer.status == status


async def test_an_event_can_come_twice(connect: Any, maya: Any) -> None:
    """A redelivered event has the same id, another envelope, and is marked as a retry."""
    socket = await connect()
    await maya.fault("redelivery")
    await maya("say", channel="D0MAYA", text="once")
    await socket.ack(first := await socket.next())
    await socket.ack(second := await socket.next())
    assert first["payload"] == second["payload"]
    assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
    await maya("say", channel="D0MAYA", text="again")
    assert (await socket.next())["payload"]["event"]["text"] == "again"


async def test_events_can_overtake_each_other(connect: Any, maya: Any) -> None:
    """A held event comes after the next one; one that nothing overtakes comes all the same."""
    socket = await connect()
    await maya.fault("reordering", seconds=60)
    for text in "12":
        await maya("say", channel="D0MAYA", text=text)
    assert [(await socket.next())["payload"]["event"]["text"] for _ in range(2)] == ["2", "1"]
    await maya.fault("reordering", seconds=0)
    await maya("say", channel="D0MAYA", text="alone")
    assert (await socket.next())["payload"]["event"]["text"] == "alone"


async def test_a_cut_socket_is_noticed_and_nothing_is_lost(bot: Any, maya: Any) -> None:
    """Real Bolt reconnects after a cut and hears what was said meanwhile."""
    await maya.fault("socket_cut")
    await maya("say", channel="D0MAYA", text="in the dark")
    assert (await bot.next())["event"]["text"] == "in the dark"


async def test_an_event_whose_socket_broke_comes_again(connect: Any, maya: Any) -> None:
    """A payload sent just before the break is delivered anew over the next connection."""
    socket = await connect()
    await maya.fault("socket_cut_unacked")
    await maya("say", channel="D0MAYA", text="hello")
    while (await socket.socket.receive(10)).type is aiohttp.WSMsgType.TEXT:
        continue
    again = await (await connect()).next()
    assert (again["payload"]["event"]["text"], again["retry_attempt"]) == ("hello", 1)


@pytest.mark.parametrize("setup", [{"timing": Timing(ack=0.5, retries=(0.0,) * 99)}], indirect=True)
async def test_a_deaf_socket_neither_hears_nor_speaks(connect: Any, maya: Any) -> None:
    """A deaf connection loses the acknowledgement sent to it and is sent nothing; a new one gets the retry."""
    deaf = await connect()
    await maya("say", channel="D0MAYA", text="hello")
    heard = await deaf.next()
    await maya.fault("deaf_socket")
    await deaf.ack(heard)
    fresh = await connect()
    again = await fresh.next()
    assert (again["payload"], again["retry_attempt"] > 0) == (heard["payload"], True)
    with pytest.raises(asyncio.TimeoutError):
        await deaf.socket.receive(0.01)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "meteor"},
        {"kind": ["500"]},
        {"kind": "500", "times": "many"},
        {"kind": "500", "times": -1},
        {"kind": 7},
        [],
    ],
)
async def test_an_unknown_fault_is_refused(maya: Any, body: Any) -> None:
    """A fault that is none of the kinds is refused with a mend, and plans nothing."""
    status, answer = await maya.send("POST", "/play/faults", json=body)
    assert status == 400
    assert answer["mend"]


def test_faults_are_used_up_in_order() -> None:
    """The first fitting fault is taken first, each as often as it was asked for."""
    plan = Plan()
    plan.add(Fault(kind="500", times=2, method="auth.test"))
    plan.add(Fault(kind="error"))
    taken = [plan.take(("500", "error"), method) for method in ("auth.test", "users.info", "auth.test", "auth.test")]
    assert [fault.kind if fault else None for fault in taken] == ["500", "error", "500", None]


def test_a_fault_lasts_as_usual_or_as_asked() -> None:
    """Kinds have their own usual length, and zero seconds asked for are zero."""
    assert (Fault(kind="timeout").lasts, Fault(kind="timeout", seconds=0).lasts) == (35, 0)
