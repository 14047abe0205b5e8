"""The local workspace as it is started: where it listens, and what is said when it cannot."""

import asyncio
import os
import socket
import stat
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp
import pytest

from bot.app import bot_at_work
from bot.errors import BotError, FolderLocked, StorageError
from bot.fieldwork.deeds import Deed, asked
from bot.local import (
    FOLDER,
    LOCAL_TEAM,
    PORTS_TRIED,
    SAMPLE,
    begin_anew,
    empty_store,
    line_to,
    local_workspace,
    open_sample,
)
from bot.prompts.names import assessment_id
from bot.rendering.ids import Action, Address, encode
from bot.sample.guide import LET_OTHERS, TASKFORCE
from bot.sample.opening import told
from bot.settings import SHIPPED_PROMPTS
from bot.storage.tinydb_store import open_store
from bot.workspace.server import Workspace
from bot.workspace.setup import BOT_USER
from bot.workspace.state import Message


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


async def test_a_file_that_cannot_be_read_keeps_nobody_else_waiting(tmp_path):
    """Where one person's interview is damaged past reading, the bot starts all the same and the others are invited."""
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(local_workspace(tmp_path, 0, nothing))
        store = stack.enter_context(open_store(tmp_path))
        bot = await stack.enter_async_context(bot_at_work(line_to(workspace.api_url), store, tmp_path, SHIPPED_PROMPTS))
        await open_sample(bot)
    (damaged,) = tmp_path.glob("T0LOCAL/*/U0BEN.jsonl")
    damaged.write_bytes(b"\0" * 100)
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(local_workspace(tmp_path, 0, nothing))
        store = stack.enter_context(open_store(tmp_path))
        bot = await stack.enter_async_context(bot_at_work(line_to(workspace.api_url), store, tmp_path, SHIPPED_PROMPTS))
        await open_sample(bot)
        assert "19 have answered" in await told(bot.office, bot.team)
    assert damaged.read_bytes() == b"\0" * 100


async def test_starting_over_lets_a_summary_be_posted_whole(tmp_path):
    """What is being posted finds its assessment to the end; only then is it erased and the sample opened again."""
    sample = assessment_id(SAMPLE)
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(local_workspace(tmp_path, 0, nothing))
        store = stack.enter_context(open_store(tmp_path))
        bot = await stack.enter_async_context(bot_at_work(line_to(workspace.api_url), store, tmp_path, SHIPPED_PROMPTS))
        await open_sample(bot)
        async with bot.office.releasing(bot.team, sample):
            anew = asyncio.create_task(begin_anew(bot))
            await asyncio.sleep(0.5)
            assert await bot.office.assessment(bot.team, sample) is not None
            assert not anew.done()
            begun = await store.assessment(bot.team, sample)
            assert begun is not None
        await anew
        assert await store.assessment(bot.team, sample) != begun


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


async def test_a_second_workspace_on_the_same_folder_is_refused(tmp_path):
    """Two that keep one file would undo each other: the second learns which process to stop."""
    async with local_workspace(tmp_path, 0, nothing):
        with pytest.raises(FolderLocked) as told:
            async with local_workspace(tmp_path, 0, nothing):
                pass
    assert told.value.what == f"Another local workspace is using this data folder: process {os.getpid()}."
    assert "--data DIR" in told.value.mend


async def test_a_folder_that_cannot_be_written_to_is_told_at_the_start(tmp_path):
    """Nothing would be kept there, so nothing starts."""
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(StorageError, match="cannot be used"):
        async with local_workspace(tmp_path, 0, nothing):
            pass


async def test_what_is_said_is_kept_from_other_accounts(tmp_path):
    """The folder and the file open to their owner alone, also where an earlier version left them open to all."""
    (tmp_path / FOLDER).mkdir(mode=0o755)
    async with local_workspace(tmp_path, 0, nothing) as workspace:
        workspace.hub.changed()
    kept = (tmp_path / FOLDER, tmp_path / FOLDER / "workspace.json")
    assert [stat.S_IMODE(each.stat().st_mode) for each in kept] == [0o700, 0o600]


async def test_a_fresh_workspace_forgets_messages_and_files(tmp_path):
    """What an earlier run kept is gone, the lock that is held stays."""
    async with local_workspace(tmp_path, 0, nothing) as workspace:
        posted(workspace, "D0MAYA", "old")
    (tmp_path / FOLDER / "files").mkdir()
    (tmp_path / FOLDER / "files" / "F1").touch()
    async with local_workspace(tmp_path, 0, nothing, fresh=True) as workspace:
        assert list(workspace.hub.state.in_channel("D0MAYA")) == []
        assert not (tmp_path / FOLDER / "files").exists()
        with pytest.raises(FolderLocked):
            async with local_workspace(tmp_path, 0, nothing):
                pass


def posted(workspace: Workspace, channel: str, text: str, *actions: Action) -> None:
    """The app says something, with a button for each action about the sample."""
    value = encode(Address(assessment_id(SAMPLE), 0))
    buttons = [{"type": "button", "action_id": action, "value": value} for action in actions]
    blocks = [{"type": "actions", "block_id": "a", "elements": buttons}] if buttons else []
    ts = workspace.hub.next_ts()
    said = Message(ts=ts, channel=channel, user=BOT_USER, text=text, blocks=blocks, from_app=True)
    workspace.hub.state.put(said)
    workspace.hub.changed()


async def test_the_card_tells_how_things_stand(tmp_path):
    """It counts those who were thanked, drops Maya once she was, and leads on through the preview to the summary."""
    async with (
        local_workspace(tmp_path, 0, nothing) as workspace,
        aiohttp.ClientSession(workspace.url) as page,
    ):

        async def card() -> dict:
            async with page.get("/play") as answer:
                return (await answer.json())["card"]

        assert "0 have answered" in (await card())["text"]
        posted(workspace, "D0MAYA", "Thank you", Action.REVIEW, Action.ERASE)
        assert "1 has answered" in (await card())["text"]
        assert [step["action"]["as"] for step in (await card())["steps"]] == ["U0ANA"]
        posted(workspace, "D0ANA", "Preview", Action.POST_SUMMARY)
        assert [step["action"]["channel"] for step in (await card())["steps"]] == ["D0ANA"]
        posted(workspace, TASKFORCE, "The summary")
        assert (await card())["steps"] == []


async def test_the_others_answer_also_where_their_card_is_still_to_come(tmp_path):
    """Pressed right after a restart, before the bot has said what it still had to: whoever was thanked is left out."""
    async with (
        local_workspace(tmp_path, 0, nothing) as workspace,
        aiohttp.ClientSession(workspace.url) as page,
    ):
        posted(workspace, "D0BEN", "Thank you", Action.REVIEW, Action.ERASE)
        assert (await page.post(f"/play/card/{LET_OTHERS}", json={})).status == 200
        async with page.get("/play") as answer:
            note = (await answer.json())["card"]["note"]
        assert note == "Diego, Lars and Marek are answering: look in on them."
