"""One run of the bot, from its first line on the terminal to its last: in Slack, or in the local workspace."""

import asyncio
import contextlib
import signal
import sys
import webbrowser
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path

from msgspec import Struct

from bot import logs
from bot.app import Bot, Line, bot_at_work
from bot.errors import UsageError
from bot.local import (
    begin_anew,
    drop_wish,
    empty_store,
    heed_wishes,
    line_to,
    local_workspace,
    mark_receipts_read,
    open_sample,
    wish_to_start_over,
)
from bot.sample.opening import told
from bot.settings import SHIPPED_PROMPTS, Settings
from bot.slack.calls import is_local
from bot.storage.tinydb_store import open_store
from bot.workspace.server import Workspace

HOW_TO_TRY = """\
  Try               1  be Ana, the facilitator: type /breadth-summary in #taskforce, close, read (1 minute)
                    2  be Maya and answer in her direct messages (before Ana closes)
  Stop              Ctrl+C      Help: python3 -m bot --help      Real Slack: the README says how"""


class Choice(Struct, frozen=True):
    """What the command line chose. `port` None: the settings' own."""

    local: bool = False
    workspace_only: bool = False
    port: int | None = None
    browser: bool = True
    fresh: bool = False


def run(settings: Settings, choice: Choice) -> int:
    """Runs until Ctrl+C or a TERM signal; returns the exit code."""
    logs.set_up(settings.log_level)
    if choice.workspace_only:
        asyncio.run(_stoppable(_workspace_alone(settings, choice)))
        return 0
    if settings.prompts.is_dir():
        tell_faults(settings.prompts)
    if choice.local or _has_no_slack(settings):
        asyncio.run(_stoppable(_in_local_workspace(settings, choice)))
    else:
        asyncio.run(_stoppable(_in_slack(settings, choice)))
    return 0


def tell_faults(own: Path) -> None:
    """Says what `check` finds in a firm's own folder; none of it keeps the bot from running."""
    from bot.prompts.checking import check  # YAML comes with it: not for a start without a folder of one's own

    found = check(SHIPPED_PROMPTS, own, (own,), now=0.0)  # a roster whose deadline has passed is no news here
    if found.faults:
        _say("\n\n".join([*map(str, found.faults), "The bot starts all the same, and says as shipped what it can.\n"]))


def _has_no_slack(settings: Settings) -> bool:
    return settings.bot_token is None and not is_local(settings.api_url)


async def _workspace_alone(settings: Settings, choice: Choice) -> None:
    """The bot is another process: what it is to forget, it is asked to."""

    async def start_over(_: Callable[[], None]) -> None:
        wish_to_start_over(settings.data)

    opening = local_workspace(settings.data, _port(settings, choice), start_over, fresh=choice.fresh)
    async with opening as workspace:
        if choice.fresh:
            wish_to_start_over(settings.data)
        _show(workspace.url, settings, choice)
        _say(f"  Bot               SLACK_API_URL={workspace.api_url} python3 -m bot")
        _say("  Stop              Ctrl+C")
        await _until_stopped()


async def _in_local_workspace(settings: Settings, choice: Choice) -> None:
    at_work: list[Bot] = []
    at_home: list[Workspace] = []

    async def start_over(empty: Callable[[], None]) -> None:
        for bot in at_work:
            await begin_anew(bot, empty)
            mark_receipts_read(at_home[0])

    async with AsyncExitStack() as stack:
        store = stack.enter_context(open_store(settings.data))
        if choice.fresh:
            await empty_store(store)
        drop_wish(settings.data)
        opening = local_workspace(settings.data, _port(settings, choice), start_over, fresh=choice.fresh)
        workspace = await stack.enter_async_context(opening)
        line = line_to(workspace.api_url)
        bot = await stack.enter_async_context(
            bot_at_work(line, store, settings.data, settings.prompts, settings.facilitators)
        )
        at_work.append(bot)
        at_home.append(workspace)
        if settings.bot_token is None:
            _say("  No Slack tokens in .env: starting with a local workspace.")
        _show(workspace.url, settings, choice)
        await _sample(bot)
        mark_receipts_read(workspace)
        _say(HOW_TO_TRY)
        await _until_stopped()


async def _in_slack(settings: Settings, choice: Choice) -> None:
    line = _line(settings)
    if choice.fresh and not is_local(line.api_url):
        raise UsageError("--fresh empties the local workspace, and this run has none.", mend="Add --local.")
    async with AsyncExitStack() as stack:
        store = stack.enter_context(open_store(settings.data))
        if choice.fresh:
            await empty_store(store)
        bot = await stack.enter_async_context(
            bot_at_work(line, store, settings.data, settings.prompts, settings.facilitators)
        )
        _say(f"  Connected         workspace {bot.team}")
        if is_local(line.api_url):
            await _sample(bot)
            heeding = asyncio.create_task(heed_wishes(bot, settings.data))
            stack.callback(heeding.cancel)
        _say("  Assessment        python3 -m bot open FILE")
        _say("  Stop              Ctrl+C")
        await _until_stopped()


async def _sample(bot: Bot) -> None:
    await open_sample(bot)
    _say(f"  Sample            {await told(bot.office, bot.team)}")


def _line(settings: Settings) -> Line:
    if settings.bot_token is None or settings.app_token is None:
        return line_to(settings.api_url)
    return Line(settings.api_url, settings.bot_token.value, settings.app_token.value)


def _port(settings: Settings, choice: Choice) -> int:
    return settings.port if choice.port is None else choice.port


def _show(url: str, settings: Settings, choice: Choice) -> None:
    """Says where the page is, opening it where that was asked for and can be done."""
    wanted = _port(settings, choice)
    if wanted and not url.endswith(f":{wanted}"):
        _say(f"  Port {wanted} is taken: using the next free one.")
    opened = choice.browser and webbrowser.open(url)
    hint = "(opened in your browser)" if opened else "(open it in your browser)"
    if not choice.browser:
        print(url, flush=True)
    _say(f"  Local workspace   {url}      {hint}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


async def _stoppable(work: Coroutine[None, None, None]) -> None:
    """Does the work; a TERM signal ends it in good order, however far the start has come."""
    doing = asyncio.ensure_future(work)
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, doing.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await doing


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl+C raises KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    await stopped.wait()
