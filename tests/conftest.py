"""What every test may lean on: the scale of the sweeps, the shipped questionnaire, a Chromium."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from bot.interview.model import Fielding, Role

SHIPPED = Path(__file__).parents[1] / "prompts"
DEADLINE = 1_800_000_000.0 + 14 * 86_400
CHROMIUM = Path("/usr/bin/chromium")
SCALE = float(os.environ.get("BOT_TEST_SCALE", "0.1"))

# Machines differ in speed: a slow example is no fault, and neither is a slow first one.
settings.register_profile(
    "bot", deadline=None, max_examples=max(50, round(500 * SCALE)), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("bot")


@pytest.fixture(scope="session")
def scaled() -> Callable[[int], int]:
    """How many of a promise's cases to run: all with `--full`, a tenth otherwise, never none."""
    return lambda full: max(1, round(full * SCALE))


@pytest.fixture(scope="session")
def fielding() -> Fielding:
    """The shipped questionnaire, in full, fielded to three roles."""
    from bot.prompts.loading import load_questionnaire  # ruamel.yaml comes with it: not for tests that need no prompts

    questionnaire = load_questionnaire(SHIPPED, None)
    return Fielding(
        name="Field sales 2027",
        questionnaire=questionnaire,
        roles=(Role("am", "Account manager", 12), Role("is", "Inside sales", 6), Role("bdm", "Hunter", 4)),
        form="full",
        deadline=DEADLINE,
        timezone="Europe/Amsterdam",
        horizon="12 months",
        terms=questionnaire.wording.terms,
        new_customer="first order",
        lapsed_customer="12 months",
        facilitator="U0ANA",
    )


@pytest.fixture(scope="session")
def installed() -> None:
    """Skips, saying so, where there is no Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium is missing at {CHROMIUM}; on Debian: apt-get install chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(installed: None) -> AsyncIterator[Any]:
    """One Chromium for all tests that look at a page."""
    from playwright.async_api import async_playwright  # not for tests that look at none

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        await browser.close()
