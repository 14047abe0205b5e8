"""A bot at work and the people who use it, as tests see them."""

import asyncio
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from slack_bolt.app.async_app import AsyncApp

from bot.interview.model import Fielding, Interview, InterviewKey, Role
from bot.questionnaire.model import ACCOUNTABILITIES, Question, Questionnaire, Section, Term, Wording, Words
from bot.slack.connection import Connection
from bot.slack.edge import Edge
from bot.storage.disk import Disk
from bot.workspace.server import Workspace

SHIPPED = Path(__file__).parents[2] / "prompts"
KEY = InterviewKey("T0LOCAL", "field-sales", "U0MAYA")
PATIENCE = 10.0
WORDS = {
    "consent": Words("Will you?", "Taking part", options={"start": "Start"}),
    "split": Words("How do 100 points divide?", "Today"),
    "seen": Words("Which did you see?", "Seen", options={"sale": "A lost sale", "none": "None"}),
    "owner": Words("Who picks it up?", "Owner", options={"one": "One", "nobody": "Nobody"}, rows={"order": "An order"}),
    "more": Words("What else?", "More"),
    "review": Words("All of it", "Review"),
}
QUESTIONS = (
    Question("consent", "consent", options=("start",)),
    Question("split", "split", measure="split-as-is"),
    Question("seen", "choices", options=("sale", "none"), exclusive=("none",)),
    Question("owner", "matrix", options=("one", "nobody"), rows=("order",)),
    Question("more", "text", optional=True),
    Question("review", "review"),
)


def fielding(deadline: float) -> Fielding:
    """An assessment with one question of each kind a modal or a card asks."""
    terms = {name: Term(name.title(), f"What {name} is.") for name in ACCOUNTABILITIES}
    wording = Wording("en", "Roles", WORDS, terms, {"holder": "doing it", "manager": "managing", "colleague": "beside"})
    sections = tuple(Section(question.id, (question,)) for question in QUESTIONS)
    return Fielding(
        name="Field sales",
        questionnaire=Questionnaire(1, "tiny", sections, wording),
        roles=(Role("hunter", "Hunter", 3),),
        form="full",
        deadline=deadline,
        timezone="Europe/Paris",
        horizon="a year",
        terms=terms,
        new_customer="first order",
        lapsed_customer="12 months",
        facilitator="U0ANA",
    )


class FullDisk:
    """A disk that takes nothing more while `full`."""

    def __init__(self) -> None:
        self.full = False
        self.disk = Disk(pwrite=self._write)

    def _write(self, descriptor: int, content: bytes, offset: int) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.pwrite(descriptor, content, offset)


class Bot:
    """The parts of a bot at work that tests look at or disturb; `crowds` is what each hello told."""

    def __init__(self, edge: Edge, app: AsyncApp, connection: Connection, disk: FullDisk, crowds: list[int]) -> None:
        self.edge, self.app, self.connection, self.disk, self.crowds = edge, app, connection, disk, crowds

    async def interview(self, user: str = KEY.respondent) -> Interview:
        """The interview as it is on disk."""
        found = await self.edge.office.store.interview(msgspec.structs.replace(KEY, respondent=user))
        assert found is not None
        return found

    async def settle(self) -> None:
        """Waits until nothing is under way any more."""
        await until(lambda: not self.edge.errands.count)


class Player:
    """Somebody at the workspace's door for scripts; each act waits until the bot has said all it had to."""

    def __init__(self, session: aiohttp.ClientSession, user: str, bot: Bot, workspace: Workspace) -> None:
        self._session, self.user, self.bot, self.workspace = session, user, bot, workspace
        self.channel = "D" + user[1:]

    def as_user(self, user: str) -> "Player":
        """The same door, as somebody else."""
        return Player(self._session, user, self.bot, self.workspace)

    async def act(self, what: str, **body: Any) -> dict[str, Any]:
        """Does one thing and gives the workspace's answer."""
        answer = await self.send(what, **body)
        await self.quiet()
        return answer

    async def send(self, what: str, **body: Any) -> dict[str, Any]:
        """The same, without waiting for more than the answer."""
        async with self._session.post(f"/play/{self.user}/{what}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def quiet(self) -> None:
        """Waits until no event is on its way to the bot and the bot is done."""
        while self.workspace.hub.sockets.pending or self.bot.edge.errands.count:
            await until(lambda: not self.workspace.hub.sockets.pending)
            await self.bot.settle()

    async def say(self, text: str, **more: Any) -> None:
        """Types in the direct message with the bot."""
        await self.act("say", channel=self.channel, text=text, **more)

    async def click(self, action: str, ts: str | None = None, **more: Any) -> dict[str, Any]:
        """Presses a control of the last message, or of another."""
        message = ts or (await self.last())["ts"]
        return await self.act("click", channel=self.channel, ts=message, action_id=action, **more)

    async def submit(self, **values: Any) -> dict[str, Any]:
        """Submits the open modal; `values` by block."""
        filled = {block: {"value": value} for block, value in values.items()}
        return await self.act("submit", view_id=(await self.view())["id"], values=filled)

    async def fault(self, kind: str, **more: Any) -> None:
        """Plans trouble."""
        async with self._session.post("/play/faults", json={"kind": kind, **more}) as response:
            assert response.status == 200, await response.text()

    async def seen(self) -> dict[str, Any]:
        """What this person sees."""
        async with self._session.get(f"/play/{self.user}/seen") as response:
            found: dict[str, Any] = await response.json()
            return found

    async def view(self) -> dict[str, Any]:
        """The modal in front."""
        found = (await self.seen())["view"]
        assert found is not None
        return dict(found)

    async def messages(self) -> list[dict[str, Any]]:
        """The messages of the direct message with the bot, oldest first."""
        return [message for message in (await self.seen())["messages"] if message["channel"] == self.channel]

    async def last(self) -> dict[str, Any]:
        """The newest of them."""
        return (await self.messages())[-1]


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails when it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  what is waited for belongs to others, who set no event
            await asyncio.sleep(0.005)
