import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.setup import Timing
from bot.workspace.state import Message, State, load, save

CARD = [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "Hello"}}]
HOME = {"type": "home", "blocks": CARD}


async def test_a_restart_goes_on_where_it_stopped(start: Any, tmp_path: Path) -> None:
    """Messages, Home, files and what was read are found again, and new messages come after the old ones."""
    first = await start(folder=tmp_path)
    api = AsyncWebClient(token="xoxb-local-1", base_url=first.api_url)
    posted = await api.chat_postMessage(channel="U0MAYA", text="before", blocks=CARD)
    await api.views_publish(user_id="U0MAYA", view=HOME)
    file = (await api.files_upload_v2(filename="a.txt", content="hello", channel="C0TASK"))["file"]
    await first.stop()
    second = await start(folder=tmp_path)
    api.base_url = second.api_url
    later = await api.chat_postMessage(channel="U0MAYA", text="after")
    assert later["ts"] > posted["ts"]
    hub = second.hub
    assert [message.text for message in hub.state.in_channel("D0MAYA")] == ["before", "after"]
    assert hub.state.home("U0MAYA").body["blocks"] == CARD
    assert hub.content(hub.state.files[file["id"]]) == b"hello"


async def test_an_undelivered_event_survives_a_restart(start: Any, tmp_path: Path, api: Any, connect: Any) -> None:
    """What was said to a bot that was away is delivered by the next run of the workspace."""
    first = await start(folder=tmp_path)
    async with aiohttp.ClientSession() as session:
        await session.post(f"{first.url}/play/U0MAYA/say", json={"channel": "D0MAYA", "text": "anyone?"})
        await first.stop()
        second = await start(folder=tmp_path)
        client = AsyncWebClient(base_url=second.api_url)
        opened = await client.apps_connections_open(app_token="xapp-local-1")
        socket = await session.ws_connect(opened["url"])
        assert (await socket.receive_json(timeout=10))["type"] == "hello"
        assert (await socket.receive_json(timeout=10))["payload"]["event"]["text"] == "anyone?"


RUN = """
import asyncio, sys
from pathlib import Path
from bot.workspace.server import start_workspace
from bot.workspace.setup import Person, Setup

async def main():
    workspace = await start_workspace(Setup(people=(Person(id="U0MAYA", name="Maya"),)), folder=Path(sys.argv[1]))
    print(workspace.url, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_a_killed_workspace_loses_at_most_a_moment(tmp_path: Path) -> None:
    """After kill -9 the saved state is whole, and holds what was said once it had been written."""
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        body = json.dumps({"channel": "D0MAYA", "text": "hello"}).encode()
        urllib.request.urlopen(f"{url}/play/U0MAYA/say", data=body).close()  # noqa: S310  its own server
        deadline = time.monotonic() + 20
        while not list(load(tmp_path).in_channel("D0MAYA")) and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert [message.text for message in load(tmp_path).in_channel("D0MAYA")] == ["hello"]


async def test_a_state_that_cannot_be_written_is_written_later(start: Any, tmp_path: Path) -> None:
    """When the disk refuses, the workspace says so, goes on, and saves once it can."""
    heard = asyncio.Event()

    def hear(_logger: Any, _method: str, event: Any) -> Any:
        heard.set()
        raise structlog.DropEvent

    structlog.configure(processors=[hear])
    folder = tmp_path / "local"
    workspace = await start(folder=folder, timing=Timing(save=0.01))
    folder.write_text("in the way")
    api = AsyncWebClient(token="xoxb-local-1", base_url=workspace.api_url)
    await api.chat_postMessage(channel="U0MAYA", text="kept")
    await asyncio.wait_for(heard.wait(), 10)
    folder.unlink()
    await workspace.stop()
    structlog.reset_defaults()
    assert [message.text for message in load(folder).in_channel("D0MAYA")] == ["kept"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"messages": 4}', b"[" * 99_999])
def test_a_damaged_state_starts_empty(tmp_path: Path, content: bytes) -> None:
    """A state that cannot be read counts as none: the workspace is a stage, not a store."""
    (tmp_path / "workspace.json").write_bytes(content)
    assert load(tmp_path) == State()


@given(st.lists(st.floats(min_value=0, max_value=4e9), max_size=30))
def test_ts_rise_whatever_the_clock_does(times: list[float]) -> None:
    """Each ts is later than the one before, as text and as a number, even when the clock goes back."""
    state = State(last_micros=10**15)
    given_out = [state.next_ts(time) for time in times]
    assert given_out == sorted(set(given_out))
    assert [float(ts) for ts in given_out] == sorted(float(ts) for ts in given_out)


WORDS = st.text(max_size=10)


@given(st.lists(st.builds(Message, ts=WORDS, channel=WORDS, user=WORDS, text=WORDS, ephemeral_to=WORDS), max_size=5))
def test_what_is_saved_is_what_is_loaded(tmp_path_factory: pytest.TempPathFactory, messages: list[Message]) -> None:
    """Saving and loading a state changes nothing."""
    folder = tmp_path_factory.mktemp("state")
    state = State()
    for message in messages:
        state.put(message)
    save(state, folder)
    assert load(folder) == state
    assert msgspec.json.encode(load(folder)) == msgspec.json.encode(state)
