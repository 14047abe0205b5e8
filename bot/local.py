"""The local workspace with the sample in it: the product at work without Slack, on this computer alone."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Bot, Line
from bot.errors import BotError
from bot.fieldwork.deeds import Deeds
from bot.prompts.names import assessment_id
from bot.prompts.people import load_people
from bot.rendering.ids import Action
from bot.sample import opening
from bot.sample.cards import Json, card_of, offers, thanks
from bot.sample.cast import Cast
from bot.sample.guide import FACILITATOR, HERO, LET_OTHERS, TASKFORCE, Turnout, card, closed_card, posted_card
from bot.sample.scripts import read_scripts
from bot.settings import SHIPPED_PROMPTS
from bot.slack.manifest import COMMANDS
from bot.storage.folder import hold
from bot.storage.tinydb_store import TinyStore
from bot.workspace.acts import mark_read
from bot.workspace.seen import messages_of
from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import APP_TOKEN, BOT_TOKEN, BOT_USER, Channel, Command, Person, Setup, Team, Understudy, dm_id
from bot.workspace.state import forget, to_json

SAMPLE = opening.ROSTER
"""The made-up assessment that opens by itself where there is no Slack."""
PEOPLE = SHIPPED_PROMPTS / "workspace" / "people.yaml"
FOLDER = "local"
"""Where, in the data folder, the local workspace keeps its messages."""
WISH = "start-over"
"""The file in the data folder by which a workspace alone asks the bot of another process to begin anew."""
HEED_EVERY = 1.0
"""Seconds between two looks for that file."""
LOCAL_TEAM = Team().id
PORTS_TRIED = 20
"""How many ports above the chosen one are tried when it is taken."""

StartOver = Callable[[Callable[[], None]], Awaitable[None]]
"""Empties the bot's own data and begins anew; calls what it is given, which empties the workspace, in between."""


class Town:
    """The sample's people in their workspace: what the page asks of whoever started it."""

    def __init__(self, start_over: StartOver) -> None:
        self.cast = Cast(read_scripts(opening.MADE_UP))
        self._sample = assessment_id(SAMPLE)
        self._start_over = start_over
        self._workspace: Workspace | None = None

    def settle(self, workspace: Workspace) -> None:
        """Takes the workspace they live in, once it runs."""
        self._workspace = workspace
        self.cast.enter(workspace.url, workspace.hub.changed)

    def setup(self, data: Path) -> Setup:
        """The workspace to start: its people, its taskforce channel, the bot's commands."""
        town = load_people(PEOPLE, data / "cache")
        members = (*(person.id for person in town.people), BOT_USER)
        return Setup(
            people=tuple(Person(id=each.id, name=each.name, title=each.title, tz=each.tz) for each in town.people),
            channels=tuple(
                Channel(id=room.id, name=room.name, members=members, is_private=room.private) for room in town.channels
            ),
            card=self.card,
            press_card=self.press,
            understudy=Understudy(marks=self.marks, finish=self.cast.finish),
            commands=tuple(
                Command(command=each.command, usage=each.usage, description=each.description) for each in COMMANDS
            ),
            start_over=self.start_over,
        )

    def card(self) -> Json:
        """What the page suggests, as things stand."""
        if self._posted():
            return posted_card()
        return closed_card(self._turnout()) if self._closed() else card(self._turnout())

    def marks(self, user: str, messages: Sequence[Json]) -> Mapping[str, str]:
        """The cards that can be finished for a person; none once all is closed, as answers no longer count."""
        return {} if self._posted() or self._closed() else self.cast.marks(user, messages)

    async def press(self, button: str) -> None:
        """Lets everyone who has not answered do so, but the one a newcomer plays."""
        if button == LET_OTHERS:
            for user in self.cast.scripts.absent:
                if user != HERO and self._sample not in thanks(self._messages(user)):
                    self.cast.begin(user, self._sample)

    async def start_over(self) -> None:
        """Ends what is being played, then begins anew."""
        await self.cast.stop()
        if self._workspace is not None:
            await self._start_over(self._workspace.hub.empty)

    def _posted(self) -> bool:
        """Whether the app has said something in the taskforce's channel, which it does only there and then."""
        hub = self._workspace.hub if self._workspace is not None else None
        messages = hub.state.in_channel(TASKFORCE) if hub is not None else ()
        return any(message.from_app and not message.ephemeral_to for message in messages)

    def _closed(self) -> bool:
        """Whether the facilitator has been shown the summary, with the button that posts it."""
        return offers(self._messages(FACILITATOR), Action.POST_SUMMARY, self._sample)

    def _turnout(self) -> Turnout:
        asked, others = self.cast.scripts.people, [user for user in self.cast.scripts.absent if user != HERO]
        done = {user for user in asked if self._sample in thanks(self._messages(user))}
        waiting = [user for user in others if self.cast.marks(user, self._messages(user))]
        playing = [user for user in others if self.cast.is_playing(user)]
        names = [[self._first_name(user) for user in users] for users in (waiting, playing)]
        return Turnout(len(done), len(asked), HERO in done, *names)

    def _messages(self, user: str) -> list[Json]:
        hub = self._workspace.hub if self._workspace is not None else None
        return messages_of(hub, hub.directory.people[user]) if hub is not None else []

    def _first_name(self, user: str) -> str:
        person = self._workspace.hub.directory.people[user] if self._workspace is not None else None
        return person.name.partition(" ")[0] if person is not None else user


@asynccontextmanager
async def local_workspace(
    data: Path, port: int, start_over: StartOver, *, fresh: bool = False
) -> AsyncIterator[Workspace]:
    """Runs the sample's workspace while the block runs, on the first free port from `port` up; 0 is any free one.

    `fresh` empties it first. FolderLocked where another one keeps its messages in this data folder.
    """
    folder = data / FOLDER
    with hold(folder, "local workspace"):
        folder.chmod(0o700)
        if fresh:
            forget(folder)
        town = Town(start_over)
        workspace = await _started(town.setup(data), folder, port)
        town.settle(workspace)
        try:
            yield workspace
        finally:
            await town.cast.stop()
            await workspace.stop()


def mark_receipts_read(workspace: Workspace) -> None:
    """Leaves no dot at those who had submitted before anyone looked: all they have is their receipt."""
    hub = workspace.hub
    for person in hub.directory.humans:
        [*messages] = hub.state.in_channel(dm_id(person.id))
        if len(messages) == 1 and card_of(to_json(messages[0])) is None:
            mark_read(hub, person, dm_id(person.id))


async def open_sample(bot: Bot) -> None:
    """Opens the sample, unless it is there already; whoever asks for something meanwhile is answered after."""
    with bot.connection.held():
        await opening.open_sample(bot.office, bot.team)


def nothing_left(deeds: Deeds) -> Deeds:
    """What waits to be done once all is erased: a click from before is not meant for the sample that comes after."""
    return Deeds(deeds.team)


async def begin_anew(bot: Bot, empty: Callable[[], None] = lambda: None) -> None:
    """Erases every assessment and draft of the local workspace, has it emptied, and opens the sample again."""
    with bot.connection.held():
        for assessment in (*bot.office.store.assessments(bot.team), *bot.office.store.drafts(bot.team)):
            async with bot.office.releasing(bot.team, assessment):  # what is being posted is posted whole first
                await bot.office.erase_assessment(bot.team, assessment)
        await bot.office.store.change_deeds(bot.team, nothing_left)
        empty()
        await opening.open_sample(bot.office, bot.team)


async def empty_store(store: TinyStore) -> None:
    """Erases every assessment and draft that a local workspace left in the store, and what was still to be done."""
    for assessment in (*store.assessments(LOCAL_TEAM), *store.drafts(LOCAL_TEAM)):
        await store.erase_assessment(LOCAL_TEAM, assessment)
    await store.change_deeds(LOCAL_TEAM, nothing_left)


def wish_to_start_over(data: Path) -> None:
    """Asks whatever bot works on this data folder against a workspace alone to begin anew."""
    data.mkdir(parents=True, exist_ok=True)
    (data / WISH).touch()


def drop_wish(data: Path) -> None:
    """Forgets a wish that no bot has heeded."""
    (data / WISH).unlink(missing_ok=True)


async def heed_wishes(bot: Bot, data: Path) -> None:
    """Begins anew whenever the workspace alone asks for it, until cancelled."""
    while True:
        if (data / WISH).exists():
            drop_wish(data)
            await begin_anew(bot)
        await asyncio.sleep(HEED_EVERY)


def line_to(api_url: str) -> Line:
    """How to speak to a local workspace: it takes any token of its own kind."""
    return Line(api_url, BOT_TOKEN, APP_TOKEN)


async def _started(setup: Setup, folder: Path, port: int) -> Workspace:
    ports = range(port, min(port + PORTS_TRIED, 65536) if port else 1)
    refused = ""
    for tried in ports:
        try:
            return await start_workspace(setup, port=tried, folder=folder)
        except OSError as error:
            refused = os.strerror(error.errno) if error.errno else str(error)
    tried_all = f"{ports[0]} to {ports[-1]}" if len(ports) > 1 else f"{port}"
    raise BotError(f"The local workspace cannot use port {tried_all}: {refused}.", mend="Take any free one: --port 0.")
