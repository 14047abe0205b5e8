"""Work that goes on after Slack has its acknowledgement: held on to while it runs, finished before the bot stops."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.errors import BotError

log = structlog.get_logger()


class Errands:
    """The tasks now under way. One that fails is logged by its kind, and stops no other."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Begins `work` and returns at once."""
        task = asyncio.get_running_loop().create_task(_guarded(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    @property
    def count(self) -> int:
        """How many are under way."""
        return len(self._under_way)

    async def drain(self, seconds: float) -> int:
        """Waits at most so long for all of it, also for what it starts itself; how much was then cut off."""
        try:
            async with asyncio.timeout(seconds):
                while self._under_way:
                    await asyncio.wait(self._under_way)
        except TimeoutError:
            pass
        late = list(self._under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)


async def _guarded(work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except BotError as error:
        log.warning("errand failed", kind=type(error).__name__, exc_info=True)
    except Exception:
        log.exception("errand failed")
