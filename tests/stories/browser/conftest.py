"""A stakeholder in a browser: the product started as a user starts it, with Chromium in front."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.interview.model import Interview
from bot.questionnaire.answers import Answer
from bot.questionnaire.routing import Step
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore

ROOT = Path(__file__).parents[3]
SCREENSHOTS = ROOT / "tests" / "screenshots"
PATIENCE = 15_000.0
"""Milliseconds a person waits for the next thing to come before the story has failed."""
WINDOWS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


class Visitor:
    """Someone at the page: presses, types, waits for what the bot says, and looks up what is on disk."""

    def __init__(self, page: Page, url: str, data: Path, looks: str) -> None:
        self.page, self.url, self.data, self.looks = page, url, data, looks
        self.shots = 0

    @property
    def messages(self) -> Locator:
        """The messages of the room, oldest first."""
        return self.page.get_by_role("log", name="Messages").get_by_role("article")

    @property
    def card(self) -> Locator:
        """The newest message."""
        return self.messages.last

    @property
    def modal(self) -> Locator:
        """The open modal."""
        return self.page.get_by_role("dialog")

    @property
    def home(self) -> Locator:
        """The app's Home."""
        return self.page.get_by_test_id("home")

    def receipt(self, name: str) -> Locator:
        """The newest receipt of the question of that name."""
        named = self.page.get_by_text(name, exact=True)
        return (
            self.messages.filter(has=named).filter(has=self.page.get_by_role("button", name="Change", exact=True)).last
        )

    async def reads(self, words: str | re.Pattern[str]) -> None:
        """Waits until the newest message says this."""
        await expect(self.card).to_contain_text(words, timeout=PATIENCE)

    async def press(self, name: str) -> None:
        """Presses a button of the newest message."""
        await self.card.get_by_role("button", name=name, exact=True).click()

    async def say(self, text: str) -> None:
        """Types into the room and sends it."""
        box = self.page.get_by_role("main").get_by_role("combobox", name="Message Role breadth")
        await box.fill(text)
        await box.press("Enter")

    async def open(self, name: str = "Answer") -> None:
        """Presses a button that opens a modal."""
        await self.press(name)
        await expect(self.modal).to_be_visible(timeout=PATIENCE)

    async def menu(self, name: str) -> None:
        """Chooses from the menu of the newest card."""
        await self.card.get_by_role("button", name="More").click()
        await self.page.get_by_role("menuitem", name=name).click()

    async def save(self, name: str = "Save") -> None:
        """Submits the open modal, which then goes."""
        await self.modal.get_by_role("button", name=name, exact=True).click()
        await expect(self.modal).to_have_count(0, timeout=PATIENCE)

    async def fill(self, **points: str) -> None:
        """Types into the number boxes of the modal."""
        for name, typed in points.items():
            await self.box(name).fill(typed)

    def box(self, name: str) -> Locator:
        """The number box of an accountability."""
        return self.modal.get_by_label(re.compile(f"^{name}", re.IGNORECASE))

    async def rate(self, *options: str) -> None:
        """Picks an option for each row of the modal, in order."""
        rows = self.modal.locator(".block-input")
        for at, option in enumerate(options):
            radio = rows.nth(at).get_by_role("radio", name=option, exact=True)
            if await radio.count():
                await radio.check()
            else:
                await rows.nth(at).get_by_role("combobox").select_option(label=option)

    async def shoot(self, name: str) -> None:
        """Keeps a screenshot, and holds that nothing has to be scrolled sideways to be read."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.shots += 1
        path = SCREENSHOTS / f"interview-{self.looks}-{self.shots:02}-{name}.png"
        await self.page.screenshot(path=path, animations="disabled")
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    def stored(self) -> Interview:
        """Maya's interview as it is on disk."""
        store = TinyStore(DataFolder(self.data))
        (assessment,) = store.assessments("T0LOCAL")
        return next(each for each in store.interviews("T0LOCAL", assessment) if each.key.respondent == "U0MAYA")

    def answer(self, question: str, about: str = "") -> Answer | None:
        """The answer on disk that counts for a question."""
        return self.stored().answers().get(Step(question, about))


Visit = Callable[[str, str], Awaitable[Visitor]]


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser, tmp_path: Path) -> AsyncIterator[Visit]:
    """Starts the product and opens its page: `visit("phone", "dark")`.

    Afterwards nothing may have gone wrong in the page, nor left this computer, and the product ends in order.
    """
    command = (sys.executable, "-m", "bot", "--local", "--port", "0", "--no-browser", "--data", str(tmp_path))
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    quiet = {"stdin": asyncio.subprocess.DEVNULL, "stderr": asyncio.subprocess.DEVNULL}
    bot = await asyncio.create_subprocess_exec(*command, env=clean, cwd=ROOT, stdout=asyncio.subprocess.PIPE, **quiet)
    assert bot.stdout is not None
    url = (await bot.stdout.readline()).decode().strip()
    wrong: list[str] = []
    contexts = []

    async def refuse(route: Route) -> None:
        wrong.append(route.request.url)
        await route.abort()

    async def opened(size: str, scheme: str) -> Visitor:
        touch = {"has_touch": True, "is_mobile": True} if size == "phone" else {}
        context = await chromium.new_context(viewport=WINDOWS[size], color_scheme=scheme, locale="en-GB", **touch)
        contexts.append(context)
        await context.route(lambda address: not address.startswith(url), refuse)
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        await page.goto(url)
        return Visitor(page, url, tmp_path, f"{size}-{scheme}")

    yield opened
    for context in contexts:
        await context.close()
    bot.terminate()
    assert await bot.wait() == 0
    assert wrong == []
