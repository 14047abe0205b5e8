"""A newcomer's first minutes, walked in a browser: a summary as Ana, an interview as Maya, the others by themselves."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = ROOT / "tests" / "screenshots"
PATIENCE = 12_000
"""Milliseconds a person waits for something before the story has failed."""
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Run:
    """The bot as a newcomer runs it, in one process; `url` is what it prints, `told` all that it said."""

    def __init__(self, data: Path) -> None:
        self.data, self.url, self.port = data, "", 0
        self.told: list[str] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self, *arguments: str) -> None:
        """Starts it, the second time at the address it had, and waits until it has said how to stop it."""
        command = (sys.executable, "-m", "bot", "--local", "--port", str(self.port), "--no-browser", *arguments)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
        pipe, merged = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
        self._process = await asyncio.create_subprocess_exec(
            *command, "--data", str(self.data), cwd=ROOT, env=clean, stdout=pipe, stderr=merged
        )
        said = asyncio.Event()
        self.told = []
        self._reading = asyncio.create_task(self._read(said))
        await asyncio.wait_for(said.wait(), PATIENCE / 1000)
        self.url = next(line for line in self.told if line.startswith("http"))
        self.port = int(self.url.rpartition(":")[2])

    async def stop(self) -> None:
        """Ctrl+C."""
        assert self._process is not None
        assert self._reading is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
        await self._process.wait()
        await self._reading

    async def _read(self, said: asyncio.Event) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.told.append(line.decode().strip())
            if "Ctrl+C" in self.told[-1]:
                said.set()
        said.set()


class Newcomer:
    """Somebody at the page, who sees what they see and presses what they find."""

    def __init__(self, page: Page, run: Run, looks: str) -> None:
        self.page, self.run, self.looks, self.shots = page, run, looks, 0

    @property
    def card(self) -> Locator:
        """The newest message of the room."""
        return self.page.get_by_role("log", name="Messages").get_by_role("article").last

    async def go(self, place: str) -> None:
        """Goes to a person and room, as the switcher does."""
        await self.page.goto(f"{self.run.url}/#{place}")
        await self.page.get_by_role("main").get_by_role("heading", level=2).first.wait_for()

    async def press(self, name: str, exact: bool = True) -> None:
        """Presses a button of the newest message."""
        await self.card.get_by_role("button", name=name, exact=exact).click()

    async def confirm(self, name: str) -> None:
        """Says so where the page asks to be sure."""
        await self.page.get_by_role("alertdialog").get_by_role("button", name=name, exact=True).click()

    async def tool(self, name: str) -> None:
        """Presses one of the sidebar's own buttons, on a phone out of its drawer."""
        if self.looks.startswith("phone"):
            await self.page.get_by_role("button", name="Open menu").click()
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def type(self, text: str) -> None:
        """Types into the room and sends it."""
        box = self.page.get_by_role("main").get_by_role("combobox").last
        await box.fill(text)
        await box.press("Escape")
        await box.press("Enter")

    async def sees(self, text: str | re.Pattern[str]) -> None:
        """Waits until the room's newest message says this."""
        await expect(self.card).to_contain_text(text, timeout=PATIENCE)

    async def shoot(self, name: str) -> None:
        """Keeps a screenshot, and holds that nothing is wider than the screen."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.shots += 1
        path = SCREENSHOTS / f"flow-a-{self.looks}-{self.shots}-{name}.png"
        await self.page.screenshot(path=path, animations="disabled")
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all stories; skips, saying so, where there is none."""
    if not CHROMIUM.exists():  # noqa: ASYNC240  before anything runs
        pytest.skip(f"Chromium is missing at {CHROMIUM}; on Debian: apt-get install chromium")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def run(tmp_path: Path) -> AsyncIterator[Run]:
    """The bot, just started for the first time."""
    run = Run(tmp_path)
    await run.start()
    yield run
    await run.stop()


@asynccontextmanager
async def at_the_page(browser: Browser, run: Run, looks: str) -> AsyncIterator[Newcomer]:
    """A newcomer who opens the printed address, with a screen and colours to their taste."""
    screen = PHONE if looks.startswith("phone") else DESK
    scheme = "dark" if looks.endswith("dark") else "light"
    context: BrowserContext = await browser.new_context(**screen, color_scheme=scheme, locale="en-GB")
    trouble: list[str] = []
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    await page.goto(run.url)
    await page.get_by_role("main").get_by_role("heading", level=2).first.wait_for()
    yield Newcomer(page, run, looks)
    await context.close()
    assert trouble == []


@pytest.mark.parametrize("looks", ["desk-light", "phone-dark"])
async def test_a_summary_as_ana(browser, run, looks):
    """From the card to the posted summary with its picture: ask, close, look at the preview, post, read the thread."""
    async with at_the_page(browser, run, looks) as ana:
        await expect(ana.page.get_by_role("heading", name="Try it")).to_be_visible()
        await ana.shoot("welcome")
        await ana.page.get_by_role("button", name="See a summary (1 minute)").click()
        await expect(ana.page.get_by_role("main").get_by_role("heading", name="taskforce")).to_be_visible()
        await ana.type("/breadth-summary")
        await ana.sees("19 of 24")
        await ana.shoot("counts")
        await ana.press("Close and preview")
        await ana.confirm("Close")
        await ana.go("U0ANA/D0ANA")
        await ana.sees("(sample, made-up answers)")
        await expect(ana.card.get_by_role("img")).to_be_visible(timeout=PATIENCE)
        await ana.shoot("preview")
        await ana.press("Post to", exact=False)
        await ana.go("U0ANA/C0TASKFORCE")
        await expect(ana.card.get_by_role("button", name=re.compile("replies"))).to_be_visible(timeout=PATIENCE)
        await ana.shoot("summary")
        await expect(ana.page.get_by_text("The summary is posted")).to_have_count(1)
        await ana.press("replies", exact=False)
        await ana.page.get_by_role("complementary").first.wait_for()
        await ana.shoot("thread")


@pytest.mark.parametrize("looks", ["phone-light", "desk-dark"])
async def test_an_interview_as_maya_and_the_others_by_themselves(browser, run, looks):
    """Maya starts, has the rest answered for her, and is thanked; the others answer while one looks on."""
    async with at_the_page(browser, run, looks) as maya:
        await maya.page.get_by_role("button", name="Answer as Maya").click()
        await maya.sees("Field sales 2027")
        await maya.shoot("invitation")
        await maya.press("Start")
        await maya.sees("Account manager")
        await maya.shoot("question")
        await maya.press("Finish for me")
        await maya.sees("your answers are in")
        await expect(maya.page.get_by_role("button", name="Finish for me")).to_have_count(0)
        await maya.shoot("thanked")
        await maya.tool("First steps")
        await maya.page.get_by_role("button", name="Let the others answer").click()
        done = maya.page.get_by_text("All the others have answered.")
        await expect(done).to_be_visible(timeout=4 * PATIENCE)  # four whole interviews
        await maya.go("U0BEN/D0BEN")
        await maya.sees("your answers are in")
        await maya.go("U0ANA/C0TASKFORCE")
        await maya.type("/breadth-summary")
        await maya.sees("24 of 24")


async def test_a_restart_goes_on_and_starting_over_begins_anew(browser, run):
    """What Maya said is there after a restart; after [Start over] it is not, and her invitation is the only message."""
    assert any("6 roles, 24 stakeholders, 19 have answered" in line for line in run.told)
    async with at_the_page(browser, run, "desk-light") as maya:
        await maya.go("U0MAYA/D0MAYA")
        await maya.press("Start")
        await maya.sees("Account manager")
        messages = maya.page.get_by_role("log", name="Messages").get_by_role("article")
        before = await messages.all_inner_texts()
        await run.stop()
        await run.start()
        await maya.go("U0MAYA/D0MAYA")
        await maya.page.reload()
        await expect(messages).to_have_count(len(before), timeout=PATIENCE)
        await maya.press("Finish for me")
        await maya.sees("your answers are in")
        await maya.tool("Start over")
        await maya.confirm("Start over")
        await maya.sees("Field sales 2027")
        await expect(messages).to_have_count(1, timeout=PATIENCE)
        await maya.press("Start")
        await maya.sees("Account manager")


async def test_fresh_begins_anew(browser, run):
    """`--fresh` forgets what was said and answered, and opens the sample again."""
    async with at_the_page(browser, run, "desk-light") as maya:
        await maya.go("U0MAYA/D0MAYA")
        await maya.press("Finish for me")
        await maya.sees("your answers are in")
        await run.stop()
        await run.start("--fresh")
        assert any("19 have answered" in line for line in run.told)
        await maya.go("U0MAYA/D0MAYA")
        await maya.page.reload()
        await maya.sees("Field sales 2027")
        await expect(maya.page.get_by_role("log", name="Messages").get_by_role("article")).to_have_count(1)
