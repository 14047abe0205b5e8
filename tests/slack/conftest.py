"""A bot at work: real Bolt over real Socket Mode and HTTP against a local workspace, answers in real files."""

import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from bot import logs
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.engine import begin
from bot.interview.model import InterviewKey
from bot.operations.delivering import deliver
from bot.operations.office import Office
from bot.prompts.texts import Texts
from bot.slack.calls import new_session, web_client
from bot.slack.connection import connect
from bot.slack.edge import Edge
from bot.slack.home import Homes
from bot.slack.listeners import bolt_app, register
from bot.slack.manifest import COMMANDS
from bot.slack.messenger import SlackMessenger
from bot.slack.pacing import UNPACED, Pace
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore
from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import BOT_USER, Channel, Command, Person, Setup, Timing
from tests.slack.bench import KEY, PATIENCE, SHIPPED, Bot, FullDisk, Player, fielding

Start = Callable[..., Awaitable[Bot]]
PEOPLE = (
    Person(id="U0MAYA", name="Maya"),
    Person(id="U0ANA", name="Ana"),
    Person(id="U0GUS", name="Gus", tz="America/Chicago"),
    Person(id="U0BEN", name="Ben"),
    Person(id="U0EVA", name="Eva"),
    Person(id="U0GEST", name="Guest", is_guest=True),
    Person(id="U0GONE", name="Gone", deleted=True),
    Person(id="U0ROBO", name="Robo", is_bot=True),
)


@pytest.fixture(autouse=True)
def log() -> io.StringIO:
    """All that is logged, at its most talkative; the bot's own set-up, so that no fault is told at length."""
    stream = io.StringIO()
    logs.set_up("DEBUG", stream)
    return stream


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    """A workspace with Maya, who answers, Ana, who facilitates, Gus, who has no interview, and others to invite."""
    setup = Setup(
        people=PEOPLE,
        channels=(Channel(id="C0TASK", name="taskforce", members=(*(person.id for person in PEOPLE), BOT_USER)),),
        commands=tuple(Command(command=each.command) for each in COMMANDS),
        timing=Timing(ack=1.0, retries=(0.0, 0.05, 0.05)),
    )
    running = await start_workspace(setup)
    yield running
    await running.stop()


@pytest.fixture
async def start(workspace: Workspace, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts bots on one data folder, and stops them in the end."""
    async with new_session() as session:
        running: list[Bot] = []

        async def begin_work(clock: Callable[[], float] = time.time) -> Bot:
            bot = await bot_on(workspace, session, tmp_path, clock)
            running.append(bot)
            return bot

        yield begin_work
        for bot in running:
            await bot.connection.close()
            await bot.edge.errands.drain(PATIENCE)


async def bot_on(workspace: Workspace, session: aiohttp.ClientSession, data: Path, clock: Callable[[], float]) -> Bot:
    """A connected bot that keeps its answers in `data`."""
    client = web_client("xoxb-local-test", workspace.api_url, session)
    texts = Texts(SHIPPED)
    messenger = SlackMessenger(client, texts, Pace(UNPACED, time.monotonic), clock)
    disk = FullDisk()
    office = Office(TinyStore(DataFolder(data), disk.disk), messenger)
    edge = Edge(office, client, messenger, texts, Homes(office, client, texts, clock), clock)
    app = bolt_app(workspace.api_url)
    register(app, edge)
    crowds: list[int] = []
    connection = await connect(
        app, "xapp-local-test", workspace.api_url, session, greeted=crowds.append, ping_interval=0.5
    )
    return Bot(edge, app, connection, disk, crowds)


@pytest.fixture
async def bot(start: Start) -> Bot:
    """A bot whose one assessment has invited Maya."""
    bot = await start()
    await invite(bot.edge.office)
    return bot


async def invite(office: Office, user: str = KEY.respondent, assessment: str = KEY.assessment) -> None:
    """Opens the assessment for one more person and posts the consent card."""
    shared = fielding(time.time() + 1e6)
    roster = (Invitee(user, "hunter", "holder"),)
    await office.store.create_assessment(Assessment(KEY.team, assessment, shared, "C0TASK", roster, time.time()))
    key = InterviewKey(KEY.team, assessment, user)
    fresh = begin(shared, key, role="hunter", group="holder", timezone="Europe/Paris", now=time.time())
    assert await office.store.create_interview(fresh)
    assert await deliver(office, key)


@pytest.fixture
async def maya(workspace: Workspace, bot: Bot) -> AsyncIterator[Player]:
    """Maya, invited."""
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Player(session, "U0MAYA", bot, workspace)
