"""The composition root: settings in, a bot at work out."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from bot.operations.office import Office
from bot.prompts.texts import Texts
from bot.scheduler import keep_time
from bot.settings import SHIPPED_PROMPTS
from bot.slack.calls import call, is_local, new_session, web_client
from bot.slack.connection import Connection, connect
from bot.slack.edge import Edge, asked
from bot.slack.facilitating import take_up
from bot.slack.home import Homes
from bot.slack.listeners import bolt_app, register
from bot.slack.messenger import SlackMessenger
from bot.slack.pacing import UNPACED, Pace, Rates
from bot.storage.tinydb_store import TinyStore

LAST_WORDS = 5.0
"""Seconds a stopping bot gives to what it still has to say; the rest is said after the next start."""


class Line(Struct, frozen=True):
    """Where Slack is, and the tokens to speak to it with."""

    api_url: str
    bot_token: str
    app_token: str

    def __repr__(self) -> str:
        return f"Line({self.api_url!r}, tokens withheld)"


class Bot(Struct, frozen=True):
    """A bot at work in one workspace."""

    team: str
    office: Office
    connection: Connection


@asynccontextmanager
async def bot_at_work(
    line: Line, store: TinyStore, data: Path, prompts: Path, facilitators: tuple[str, ...] = ()
) -> AsyncIterator[Bot]:
    """Runs the bot while the block runs: connected when it begins, its last words said when it ends.

    `facilitators` may start assessments, and every full member if there are none. Raises SlackError when Slack cannot
    be reached or refuses a token.
    """
    async with new_session() as session:
        client = web_client(line.bot_token, line.api_url, session)
        team = str((await call(client, "auth.test", {}))["team_id"])
        texts = Texts(SHIPPED_PROMPTS, prompts)
        pace = Pace(UNPACED if is_local(line.api_url) else Rates(), time.monotonic)
        messenger = SlackMessenger(client, texts, pace, time.time)
        office = Office(store, messenger)
        homes = Homes(office, client, texts, time.time, facilitators)
        asks = partial(asked, prompts)
        edge = Edge(office, client, messenger, texts, homes, time.time, facilitators, asks)
        app = bolt_app(line.api_url)
        register(app, edge)
        connection = await connect(app, line.app_token, line.api_url, session)
        await take_up(edge, team)
        ticking = asyncio.create_task(keep_time(office, team, data))
        try:
            yield Bot(team, office, connection)
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)
            await connection.close()
            await edge.errands.drain(LAST_WORDS)
