"""A stage for the page: the real workspace, a small real Bolt app behind it, and Chromium in front."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import APP_TOKEN, BOT_TOKEN, BOT_USER, Channel, Command, Person, Setup, Team, Timing

Json = dict[str, Any]
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
ANYTHING = re.compile("")

PEOPLE = (
    Person(id="U0ANA", name="Ana Duarte"),
    Person(id="U0MAYA", name="Maya Lindqvist", tz="America/New_York"),
    Person(id="U0TOM", name="Tom Smit"),
)
EVERYONE = (*(person.id for person in PEOPLE), BOT_USER)
CARD = {
    "title": "See it work",
    "steps": [
        {"text": "Be Ana", "action": {"label": "Be Ana in #taskforce", "as": "U0ANA", "channel": "C0TASK"}},
        {"text": "Be Maya and answer", "action": {"label": "Be Maya", "as": "U0MAYA"}},
    ],
    "buttons": [],
}
SETUP = Setup(
    people=PEOPLE,
    channels=(
        Channel(id="C0TASK", name="taskforce", members=EVERYONE),
        Channel(id="C0PUMPS", name="pumps", members=("U0ANA", BOT_USER)),
        Channel(id="C0OLD", name="last-year", members=("U0MAYA", BOT_USER), is_archived=True),
    ),
    commands=(
        Command(command="/breadth", usage="[status | help]", description="Your assessments"),
        Command(command="/breadth-summary", description="Close and post the summary"),
    ),
    team=Team(name="Nordwind Pumps"),
    card=CARD,
)


class Stage:
    """The workspace and the app behind it; what the app answers is set by the test, what it heard is kept."""

    def __init__(self, workspace: Workspace, browser: Browser) -> None:
        self.workspace, self.browser = workspace, browser
        self.client = AsyncWebClient(token=BOT_TOKEN, base_url=workspace.api_url)
        self.actions: list[Json] = []
        self.submissions: list[Json] = []
        self.closed: list[str] = []
        self.modals: dict[str, Json] = {}
        self.answers: list[Json] = []
        self.reply: Json = {"text": "19 of 24 have answered."}
        self.gate = asyncio.Event()
        self.gate.set()
        self.foreign: list[str] = []
        self.trouble: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._handler: AsyncSocketModeHandler | None = None

    async def connect(self) -> None:
        """Connects the app over Socket Mode."""
        app = AsyncApp(client=self.client, signing_secret="unused")
        app.action(ANYTHING)(self._touched)
        app.view(ANYTHING)(self._submitted)
        app.view_closed(ANYTHING)(self._shut)
        app.command(ANYTHING)(self._commanded)
        app.event(ANYTHING)(self._happened)
        web = AsyncWebClient(token=APP_TOKEN, base_url=self.workspace.api_url)
        self._handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=web)
        await self._handler.connect_async()

    async def disconnect(self) -> None:
        """Takes the app away."""
        if self._handler is not None:
            await self._handler.close_async()
            self._handler = None

    async def post(self, channel: str, text: str = "A card", *blocks: Json, **more: Any) -> str:
        """The app posts; answers the message's `ts`."""
        answer = await self.client.chat_postMessage(channel=channel, text=text, blocks=blocks or None, **more)
        return str(answer["ts"])

    async def say(self, user: str, channel: str, text: str) -> None:
        """A person writes, by the door for scripts."""
        body = {"channel": channel, "text": text}
        async with aiohttp.ClientSession() as session:
            await session.post(f"{self.workspace.url}/play/{user}/say", json=body)

    async def open(self, place: str = "", width: int = 1280, height: int = 800, **options: Any) -> Page:
        """The page at `place` ("U0MAYA/C0TASK"), in a browser of its own; waits until it shows a conversation."""
        context = await self.browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **options)
        self._contexts.append(context)
        await context.route(lambda url: not url.startswith(self.workspace.url), self._refuse)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda line: self.trouble.append(line.text) if line.type == "error" else None)
        await page.goto(f"{self.workspace.url}/#{place}" if place else self.workspace.url)
        await page.get_by_role("main").get_by_role("heading", level=2).first.wait_for()
        return page

    async def close(self) -> None:
        """Closes every page and takes the app away."""
        self.gate.set()
        for context in self._contexts:
            await context.close()
        await self.disconnect()

    async def _refuse(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        await route.abort()

    async def _touched(self, ack: Callable[[], Awaitable[None]], body: Json) -> None:
        await self.gate.wait()
        await ack()
        action = body["actions"][0]
        self.actions.append(action)
        view = self.modals.get(action["action_id"])
        if view is not None:
            show = self.client.views_push if "view" in body else self.client.views_open
            await show(trigger_id=body["trigger_id"], view=view)

    async def _submitted(self, ack: Callable[..., Awaitable[None]], view: Json) -> None:
        await self.gate.wait()
        self.submissions.append(view["state"]["values"])
        await ack(**(self.answers.pop(0) if self.answers else {}))

    async def _shut(self, ack: Callable[[], Awaitable[None]], view: Json) -> None:
        await ack()
        self.closed.append(view["id"])

    async def _commanded(self, ack: Callable[..., Awaitable[None]]) -> None:
        await ack(**self.reply)

    async def _happened(self, event: Json) -> None:
        if event["type"] == "app_home_opened":
            block = {"type": "section", "text": {"type": "mrkdwn", "text": "*Your assessments*"}}
            await self.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})


@pytest.fixture
def timing() -> Timing:
    """Slack's own timing, but a file is ready at once; a test may replace it."""
    return Timing(file_processing=0.0)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chromium: Browser, timing: Timing) -> AsyncIterator[Stage]:
    """The stage, with the app connected; afterwards nothing may have gone wrong in any page, nor left this computer."""
    workspace = await start_workspace(msgspec.structs.replace(SETUP, timing=timing))
    stage = Stage(workspace, chromium)
    await stage.connect()
    yield stage
    await stage.close()
    await stage.workspace.stop()
    assert stage.foreign == []
    assert stage.trouble == []


@pytest.fixture
def picture() -> Callable[[str], Path]:
    """Where a screenshot of that name is kept."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return lambda name: SCREENSHOTS / f"page-{name}.png"
