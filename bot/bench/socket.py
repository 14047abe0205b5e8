"""The acknowledgement over Socket Mode, from the workspace's envelope to the bot's answer, the answer on disk."""

import time
from pathlib import Path

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.bench.answers import ROUNDS, WARM_UP, line_length
from bot.bench.figures import Figure, ratio
from bot.bench.world import NOWHERE, Bare, Bench, person
from bot.slack.calls import new_session
from bot.slack.connection import Connection, connect
from bot.slack.listeners import ANYTHING, bolt_app
from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import APP_TOKEN, Json, Setup
from bot.workspace.socket_mode import Ack


async def measured(root: Path) -> Figure:
    """Figure (g): one workspace asks the bot, another a listener that only appends, flushes and acknowledges."""
    bench, user = Bench(root), person(0)
    await bench.fill([user])
    bare = Bare(root / "bare", await line_length(bench, user))
    async with new_session() as session:
        places = [await start_workspace(Setup()), await start_workspace(Setup())]
        apps = [bench.app, _appending(bare)]
        lines: list[Connection] = [
            await connect(app, APP_TOKEN, place.api_url, session) for app, place in zip(apps, places, strict=True)
        ]
        answers, floors = [], []
        for _ in range(ROUNDS):
            answers.append(await _asked(places[0], bench.click(user)))
            await bench.put_back(user)
            floors.append(await _asked(places[1], bench.click(user)))
        for line, place in zip(lines, places, strict=True):
            await line.close()
            await place.stop()
    bare.close()
    what = "the acknowledgement over Socket Mode, answer durable, against an inline no-op and a bare flushed append"
    return Figure("g", what, ratio(answers[WARM_UP:], floors[WARM_UP:]), 1.5)


def _appending(bare: Bare) -> AsyncApp:
    app = bolt_app(NOWHERE)

    async def append(ack: AsyncAck) -> None:
        bare.append()
        await ack()

    app.action(ANYTHING)(append)
    return app


async def _asked(workspace: Workspace, payload: Json) -> float:
    start = time.perf_counter()
    answer = await workspace.hub.sockets.ask("interactive", payload)
    seconds = time.perf_counter() - start
    if not isinstance(answer, Ack):
        raise AssertionError(f"not acknowledged: {answer}")
    return seconds
