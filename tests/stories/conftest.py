"""People who answer through the workspace's door for scripts, as a hand would, and remember what they answered."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a person waits for the next card before the story has failed."""
NAMES = ("servicing", "farming", "hunting", "sourcing")
Json = dict[str, Any]


class Stuck(AssertionError):
    """Nothing came where something had to come."""


class Player:
    """One stakeholder at the door of a workspace. `given`: what they answered, in order, as the store will have it."""

    def __init__(self, session: aiohttp.ClientSession, url: str, user: str, seed: int) -> None:
        self.session, self.url, self.user = session, url, user
        self.chance = random.Random(seed)
        self.given: list[Json] = []
        self.answered = 0
        self.at = 0
        self.channel = "D" + user[1:]

    async def seen(self) -> Json:
        """What this person sees."""
        async with self.session.get(f"{self.url}/play/{self.user}/seen") as answer:
            assert answer.status == 200
            return dict(await answer.json())

    async def act(self, what: str, **body: Any) -> Json:
        """One act at the door, and its answer."""
        async with self.session.post(f"{self.url}/play/{self.user}/{what}", json=body) as answer:
            return dict(await answer.json())

    async def card(self, after: int, within: float = PATIENCE) -> tuple[Json, int]:
        """The newest question card with a number above `after`, as soon as it is there, and its number."""
        async with (
            asyncio.timeout(within),
            self.session.ws_connect(f"{self.url}/play/{self.user}/changes") as changes,
        ):
            while True:
                found = [(number(message), message) for message in (await self.seen())["messages"] if number(message)]
                newest = max(found, key=lambda pair: (pair[0], pair[1]["ts"]), default=None)
                if newest is not None and newest[0] > after:
                    return newest[1], newest[0]
                await changes.receive()

    async def interview(self, *, until: int = 10_000) -> None:
        """Answers whatever comes, `until` so many questions or Submit."""
        while self.answered < until:
            card, self.at = await self.card(self.answered)
            if await self.answer(card):
                return
            self.answered = self.at

    async def answer(self, card: Json) -> bool:
        """Answers one card in one of the ways it offers; True when that was Submit."""
        controls = {control["action_id"].split(":")[0]: control for control in elements(card)}
        if "submit" in controls:
            await self.click(card, controls["submit"])
            return True
        if "confirm" in controls:
            await self.click(card, controls["confirm"])
        elif "tap" in controls:
            await self.tap(card)
        elif "tap-way" in controls:
            await self.split(card, controls)
        elif "option" in controls:
            await self.choose(card)
        else:
            await self.fill(card, controls["open"])
        return False

    async def click(self, card: Json, control: Json, value: Any = None) -> None:
        """Clicks until the bot has heard, perhaps once too often: people do."""
        body = {"channel": self.channel, "ts": card["ts"], "block_id": control["block_id"]}
        body |= {"action_id": control["action_id"], "value": control.get("value") if value is None else value}
        await self.insist("click", **body)
        if control["action_id"] != "open" and self.chance.random() < 0.1:
            await self.act("click", **body)

    async def insist(self, what: str, **body: Any) -> Json:
        """Does it again until the bot has heard: while it is away, Slack says that it timed out."""
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await self.act(what, **body)
                if answer.get("error") != "operation_timeout":
                    return answer
                await asyncio.sleep(0.3)

    async def tap(self, card: Json) -> None:
        """Taps one of the eleven."""
        taps = [control for control in elements(card) if control["action_id"].startswith("tap:")]
        if taps:
            await self.click(card, self.chance.choice(taps))
        else:
            select = next(control for control in elements(card) if control["action_id"].startswith("tap"))
            await self.click(card, select, self.chance.choice(select["options"])["value"])

    async def choose(self, card: Json) -> None:
        """Picks an option, from buttons or from a select."""
        offered = [control for control in elements(card) if control["action_id"].split(":")[0] == "option"]
        control = self.chance.choice(offered)
        value = self.chance.choice(control["options"])["value"] if "options" in control else control["value"]
        chosen = value.split("|", 2)[2]
        self.given.append({"option": chosen} if chosen != "same" else {"way": "same"})
        await self.click(card, control, value)

    async def split(self, card: Json, controls: Json) -> None:
        """Gives a split in one of the three ways, and where it was proposed looks at it first."""
        way = self.chance.choice(["numbers", "taps", "typed"])
        if way == "numbers":
            await self.fill(card, controls["open"])
        elif way == "taps":
            await self.click(card, controls["tap-way"])
            await self.confirmed("taps")
        else:
            points = self.points()
            text = ", ".join(f"{name} {part}" for name, part in zip(NAMES, points, strict=True))
            await self.confirmed("typed", points, await self.said(text))

    async def said(self, text: str) -> tuple[Json, int]:
        """Types until the next card comes: a bot that was away may have taken the words for older than the question."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.act("say", channel=self.channel, text=text)
                with suppress(TimeoutError):
                    return await self.card(self.at, within=8.0)

    async def confirmed(self, way: str, points: list[int] | None = None, after: tuple[Json, int] | None = None) -> None:
        """Taps on until a proposal stands there, and says it looks right."""
        card, at = after or await self.card(self.at)
        while not any(control["action_id"].startswith("confirm") for control in elements(card)):
            await self.tap(card)
            card, at = await self.card(at)
        self.given.append({"way": way} | ({"points": points} if points else {}))
        self.at = at
        await self.click(card, next(c for c in elements(card) if c["action_id"].startswith("confirm")))

    async def fill(self, card: Json, control: Json) -> None:
        """Opens the card's modal, fills it in and submits it."""
        view = await self.opened(card, control)
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        values = self.filled(view["callback_id"], inputs)
        answer = await self.insist("submit", view_id=view["id"], values=values)
        assert answer.get("ok"), answer

    async def opened(self, card: Json, control: Json) -> Json:
        """The modal, as soon as it is open; clicked for again where it does not come."""
        async with asyncio.timeout(PATIENCE):
            while True:
                left = (await self.seen())["view"]
                if left is not None:
                    await self.act("close", view_id=left["id"], all=True)
                await self.click(card, control)
                for _ in range(30):
                    view = (await self.seen())["view"]
                    if view is not None and view["private_metadata"] == control["value"]:
                        return dict(view)
                    await asyncio.sleep(0.1)

    def filled(self, form: str, inputs: Json) -> Json:
        """Values for a modal's inputs, noted as given."""
        match form:
            case "answer-boxes":
                points = dict(zip(NAMES, self.points(), strict=True))
                self.given.append({"way": "numbers", "points": list(points.values())})
                return {name: {"value": str(points[name])} for name in inputs}
            case "answer-options":
                offered = [option["value"] for option in inputs["options"]["options"]]
                chosen = [option for option in offered if option.rpartition("|")[2] != "none"][:1]
                self.given.append({"options": [chosen[0].rpartition("|")[2]]})
                return {"options": {"value": chosen}}
            case "answer-rows":
                picked = {row: self.chance.choice(element["options"])["value"] for row, element in inputs.items()}
                self.given.append({"rows": {row: value.rpartition("|")[2] for row, value in picked.items()}})
                return {row: {"value": value} for row, value in picked.items()}
            case "answer-text":
                text = f"made up {self.chance.random():.6f}"
                self.given.append({"text": text})
                return {"text": {"value": text}}
            case other:
                raise Stuck(other)

    def points(self) -> list[int]:
        """Four multiples of five that make 100."""
        cuts = sorted(self.chance.choices(range(0, 101, 5), k=3))
        return [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2]]


def elements(message: Json) -> list[Json]:
    """The controls of a message, each with the id of its block."""
    return [
        {**element, "block_id": block["block_id"]}
        for block in message.get("blocks") or ()
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def number(message: Json) -> int:
    """The number of the question a card puts; 0 for a message that puts none."""
    asking = ("option", "open", "tap", "tap-way", "confirm", "submit")
    values = [
        value
        for control in elements(message)
        if control["action_id"].split(":")[0] in asking
        for value in [control.get("value") or (control.get("options") or [{}])[0].get("value")]
        if isinstance(value, str)
    ]
    return max((int(value.split("|")[1]) for value in values), default=0)


@pytest.fixture
def people() -> Callable[..., AbstractAsyncContextManager[list[Player]]]:
    """Brings people to the workspace at a URL: a context manager that gives a player for each user id."""
    return _people


@asynccontextmanager
async def _people(url: str, users: list[str]) -> AsyncIterator[list[Player]]:
    """The people of a workspace, each with a chance of their own."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield [Player(session, url, user, seed) for seed, user in enumerate(users)]


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
