"""People who answer through the workspace's door for scripts, as a hand would, and remember what they answered."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.questionnaire.answers import Points
from bot.questionnaire.splits import TAP_STEPS
from bot.rendering.ids import Action
from bot.sample.door import Door, at_door
from bot.sample.player import Player
from bot.sample.tastes import SplitWay

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a person waits for something before the story has failed."""
TWICE = 0.1
"""How often people click once too often."""
Json = dict[str, Any]


class Whim:
    """A taste left to chance. `given`: what they answered, in order, as the store will have it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.given: list[Json] = []

    def way(self) -> SplitWay:
        """Any of the three."""
        ways: list[SplitWay] = ["numbers", "taps", "typed"]
        self.given.append({"way": self.chance.choice(ways)})
        return self.given[-1]["way"]

    def points(self, asked: str, *, future: bool) -> Points:
        """Four multiples of five that make 100."""
        cuts = sorted(self.chance.choices(range(0, 101, 5), k=3))
        points = (cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2])
        self.given[-1]["points"] = list(points)
        return points

    def tap(self) -> int:
        """Any of the eleven."""
        return self.chance.choice(TAP_STEPS)

    def option(self, offered: Sequence[str]) -> str:
        """Any."""
        self.given.append({"option": self.chance.choice(offered)})
        return self.given[-1]["option"]

    def rows(self, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Any, for every row."""
        self.given.append({"rows": {row: self.chance.choice(options) for row, options in offered.items()}})
        return self.given[-1]["rows"]

    def ticks(self, offered: Sequence[str], most: int) -> tuple[str, ...]:
        """The first that is not "none"."""
        chosen = next(option for option in offered if option != "none")
        self.given.append({"options": [chosen]})
        return (chosen,)

    def text(self) -> str:
        """Something never said before."""
        self.given.append({"text": f"made up {self.chance.random():.6f}"})
        return self.given[-1]["text"]


class Clumsy:
    """The door of someone who clicks once too often now and then."""

    def __init__(self, door: Door, chance: random.Random) -> None:
        self.door, self.chance = door, chance

    async def seen(self) -> Json:
        """What this person sees."""
        return await self.door.seen()

    async def act(self, what: str, **body: Any) -> Json:
        """One act, a click perhaps twice."""
        answer = await self.door.act(what, **body)
        if what == "click" and body["action_id"] != Action.OPEN and self.chance.random() < TWICE:
            await self.door.act(what, **body)
        return answer

    async def changed(self) -> None:
        """Waits for a change."""
        await self.door.changed()


class Stakeholder:
    """Somebody invited to one assessment, with a taste left to chance."""

    def __init__(self, session: aiohttp.ClientSession, url: str, user: str, assessment: str, seed: int) -> None:
        self.session, self.url, self.user, self.assessment = session, url, user, assessment
        self.whim = Whim(seed)

    async def interview(self) -> None:
        """Answers whatever comes, up to Submit."""
        async with at_door(self.session, self.url, self.user) as door:
            await Player(Clumsy(door, self.whim.chance), self.whim, self.assessment).interview()


@pytest.fixture
def people() -> Callable[..., AbstractAsyncContextManager[list[Stakeholder]]]:
    """Brings people to the workspace at a URL: a context manager that gives a stakeholder for each user id."""
    return _people


@asynccontextmanager
async def _people(url: str, assessment: str, users: list[str]) -> AsyncIterator[list[Stakeholder]]:
    """The people of a workspace, each with a chance of their own."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield [Stakeholder(session, url, user, assessment, seed) for seed, user in enumerate(users)]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A roster of one's own: the sample's twenty-four, none of whom has answered."""
    sample = (ROOT / "prompts" / "rosters" / "field-sales-2027.yaml").read_text()
    path = tmp_path / "our-own.yaml"
    path.write_text(sample.replace("sample: true\n", "").replace("deadline: in 14 days", "deadline: 2099-01-01 17:00"))
    return path


class Processes:
    """The workspace and the bot as two processes over one data folder, so that the bot can be killed alone."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.url = ""
        self._workspace: asyncio.subprocess.Process | None = None
        self._bot: asyncio.subprocess.Process | None = None

    async def start_workspace(self) -> None:
        """Starts the workspace alone; `url` is where it is."""
        self._workspace = await self._started("--workspace-only", "--port", "0", "--no-browser")
        assert self._workspace.stdout is not None
        self.url = (await self._workspace.stdout.readline()).decode().strip()

    async def start_bot(self) -> None:
        """Starts the bot against that workspace; it may not be connected yet."""
        self._bot = await self._started(SLACK_API_URL=f"{self.url}/api/")

    async def bot_there(self) -> None:
        """Returns as soon as the bot is connected."""
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while True:
                async with session.get(f"{self.url}/play") as answer:
                    if (await answer.json())["connected"]:
                        return
                await asyncio.sleep(0.1)

    async def open(self, roster: Path) -> None:
        """Opens an assessment of one's own, as an administrator does: the running bot takes it up."""
        process = await self._started("open", str(roster))
        assert await process.wait() == 0

    async def kill_bot(self) -> None:
        """Kill -9."""
        assert self._bot is not None
        with suppress(ProcessLookupError):
            self._bot.kill()
        await self._bot.wait()

    async def stop(self) -> None:
        """Ends both."""
        for process in (self._bot, self._workspace):
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()

    async def _started(self, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
        command = (sys.executable, "-m", "bot", *arguments, "--data", str(self.data))
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
        return await asyncio.create_subprocess_exec(
            *command,
            env={**clean, **environment},
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )


@pytest.fixture
async def processes(tmp_path: Path) -> AsyncIterator[Processes]:
    """A workspace and a bot of their own, ended with the test."""
    pair = Processes(tmp_path)
    yield pair
    await pair.stop()
