"""The tick: what lies in the inbox is opened within a second, what is due is swept up every minute."""

import asyncio
import time
from pathlib import Path

import structlog

from bot.errors import BotError
from bot.operations.office import Office
from bot.operations.opening import invite, open_assessment
from bot.operations.sweeping import sweep
from bot.storage import inbox

LOOK_EVERY = 1.0
"""Seconds between two looks into the inbox."""
SWEEP_EVERY = 60.0
"""Seconds between two sweeps."""

log = structlog.get_logger()


async def keep_time(office: Office, team: str, data: Path) -> None:
    """Sweeps at once, then opens and sweeps for ever, until cancelled. A fault is logged; the next tick tries again."""
    swept = -SWEEP_EVERY
    while True:
        try:
            await take_up(office, team, data)
            if time.monotonic() - swept >= SWEEP_EVERY:
                swept = time.monotonic()
                await sweep(office, team, time.time())
        except BotError as error:
            log.error("tick-failed", kind=type(error).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def take_up(office: Office, team: str, data: Path) -> None:
    """Opens whatever lies in the inbox, and invites its roster; a file that is no assessment is told of and left."""
    for path in inbox.waiting(data):
        try:
            laid = inbox.read(path)
        except BotError as error:
            log.error("inbox", kind=type(error).__name__, path=path.name)
            continue
        now = time.time()
        await open_assessment(office, team, laid, now)
        inbox.take_away(path)
        opened = await office.assessment(team, laid.id)
        if opened is not None:
            await invite(office, opened, now)
