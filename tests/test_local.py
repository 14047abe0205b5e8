"""The local workspace as it is started: where it listens, and what is said when it cannot."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp
import pytest

from bot.app import bot_at_work
from bot.errors import BotError
from bot.fieldwork.deeds import Deed, asked
from bot.local import LOCAL_TEAM, PORTS_TRIED, empty_store, line_to, local_workspace, open_sample
from bot.sample.guide import TASKFORCE
from bot.settings import SHIPPED_PROMPTS
from bot.storage.tinydb_store import open_store


async def nothing(_: Callable[[], None]) -> None:
    """Starts nothing over."""


def taken(first: int, count: int) -> list[socket.socket]:
    """Sockets that listen on `count` ports from `first` up, as far as they are free."""
    held = []
    for port in range(first, first + count):
        listening = socket.socket()
        try:
            listening.bind(("127.0.0.1", port))
        except OSError:
            listening.close()
        else:
            listening.listen()
            held.append(listening)
    return held


@pytest.mark.parametrize(("first", "count"), [(42_000, PORTS_TRIED), (65_530, 6)])
async def test_taken_ports_are_told_with_the_way_out(tmp_path, first, count):
    """When every port tried is taken, also at the end of all ports, one sentence says so and names a way."""
    held = taken(first, count)
    try:
        with pytest.raises(BotError) as told:
            async with local_workspace(tmp_path, first, nothing):
                pass
    finally:
        for each in held:
            each.close()
    assert told.value.what.startswith(f"The local workspace cannot use port {first} to {first + count - 1}: ")
    assert told.value.mend == "Take any free one: --port 0."


async def test_nobody_is_answered_before_the_sample_is_there(tmp_path):
    """A command typed the moment the page is there means the sample, however little of it is stored by then."""
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(local_workspace(tmp_path, 0, nothing))
        store = stack.enter_context(open_store(tmp_path))
        bot = await stack.enter_async_context(bot_at_work(line_to(workspace.api_url), store, tmp_path, SHIPPED_PROMPTS))
        page = await stack.enter_async_context(aiohttp.ClientSession(workspace.url))
        opening = asyncio.create_task(open_sample(bot))
        typed = {"channel": TASKFORCE, "text": "/breadth status"}
        async with page.post("/play/U0ANA/command", json=typed) as answer:
            assert await answer.json() == {"ok": True}
        await opening
        async with page.get("/play/U0ANA/seen") as seen:
            assert "19 of 24 done" in await seen.text()


async def test_a_fresh_start_takes_up_no_click_of_before(tmp_path):
    """What somebody clicked in the workspace that was emptied is forgotten with it."""
    with open_store(tmp_path) as store:
        await store.change_deeds(LOCAL_TEAM, lambda deeds: asked(deeds, Deed("k", "U0ANA", "a", "close-yes", 0, "")))
        await empty_store(store)
        assert (await store.deeds(LOCAL_TEAM)).waiting == ()


async def test_the_next_free_port_will_do(tmp_path):
    """A port that is taken only moves the workspace to the next free one."""
    held = taken(43_000, 1)
    try:
        async with local_workspace(tmp_path, 43_000, nothing) as workspace:
            assert workspace.url != "http://127.0.0.1:43000"
    finally:
        for each in held:
            each.close()
