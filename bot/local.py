"""The local workspace with the sample in it: the product at work without Slack, on this computer alone."""

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Bot, Line
from bot.operations.opening import invite, open_assessment
from bot.prompts.people import load_people
from bot.prompts.roster import load_roster
from bot.settings import SHIPPED_PROMPTS
from bot.slack.manifest import COMMANDS
from bot.storage.tinydb_store import TinyStore
from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import APP_TOKEN, BOT_TOKEN, BOT_USER, Channel, Command, Person, Setup, Team

SAMPLE = SHIPPED_PROMPTS / "rosters" / "field-sales-2027.yaml"
"""The made-up assessment that opens by itself where there is no Slack."""
PEOPLE = SHIPPED_PROMPTS / "workspace" / "people.yaml"
FOLDER = "local"
"""Where, in the data folder, the local workspace keeps its messages."""
LOCAL_TEAM = Team().id
PORTS_TRIED = 20
"""How many ports above the chosen one are tried when it is taken."""


def sample_setup(start_over: Callable[[], Awaitable[None]] | None = None) -> Setup:
    """The workspace the sample plays in: its people, its taskforce channel, the bot's commands."""
    town = load_people(PEOPLE)
    members = (*(person.id for person in town.people), BOT_USER)
    return Setup(
        people=tuple(Person(id=each.id, name=each.name, tz=each.tz) for each in town.people),
        channels=tuple(Channel(id=room.id, name=room.name, members=members) for room in town.channels),
        card=CARD,
        commands=tuple(
            Command(command=each.command, usage=each.usage, description=each.description) for each in COMMANDS
        ),
        start_over=start_over,
    )


CARD = {
    "title": "Try it: be a stakeholder",
    "steps": [
        {
            "text": "Be Maya, an account manager. Role breadth has invited her: press Start in her direct messages.",
            "action": {"label": "Answer as Maya", "as": "U0MAYA", "channel": "D0MAYA"},
        },
        {"text": "Give a split in numbers, in three taps, or typed: 60/20/10/10. Change your mind whenever you like."},
        {"text": "Submit. Then stop the bot, start it again: everything is where it was."},
    ],
}
"""What the page suggests on the first visit."""
SAMPLE_TOLD = """\
  Sample            "Field sales 2027": 6 roles, 24 stakeholders, all made up
  Try               be Maya: open her direct messages with Role breadth and answer
  Stop              Ctrl+C      Help: python3 -m bot --help      Real Slack: the README says how"""
"""What is said of the sample at the terminal."""


@asynccontextmanager
async def local_workspace(setup: Setup, data: Path, port: int) -> AsyncIterator[Workspace]:
    """Runs a local workspace while the block runs, on the first free port from `port` upwards; 0 is any free one."""
    workspace = await _started(setup, data / FOLDER, port)
    try:
        yield workspace
    finally:
        await workspace.stop()


async def open_sample(bot: Bot) -> None:
    """Opens the sample assessment and invites its roster, unless it is there already."""
    now = time.time()
    laid = load_roster(SAMPLE, now, SHIPPED_PROMPTS).assessment()
    await open_assessment(bot.office, bot.team, laid, now)
    opened = await bot.office.assessment(bot.team, laid.id)
    if opened is not None:
        await invite(bot.office, opened, now)


async def close_sample(bot: Bot) -> None:
    """Erases every assessment of the local workspace, for [Start over]."""
    for assessment in bot.office.store.assessments(bot.team):
        await bot.office.erase_assessment(bot.team, assessment)


async def empty_store(store: TinyStore) -> None:
    """Erases every assessment that a local workspace left in the store."""
    for assessment in store.assessments(LOCAL_TEAM):
        await store.erase_assessment(LOCAL_TEAM, assessment)


def empty_workspace(data: Path) -> None:
    """Removes the local workspace's own messages, views and files."""
    shutil.rmtree(data / FOLDER, ignore_errors=True)


def line_to(api_url: str) -> Line:
    """How to speak to a local workspace: it takes any token of its own kind."""
    return Line(api_url, BOT_TOKEN, APP_TOKEN)


async def _started(setup: Setup, folder: Path, port: int) -> Workspace:
    for tried in range(port, port + PORTS_TRIED if port else 1):
        try:
            return await start_workspace(setup, port=tried, folder=folder)
        except OSError:
            if tried == port + PORTS_TRIED - 1:
                raise
    raise AssertionError
