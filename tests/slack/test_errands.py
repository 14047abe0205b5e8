"""Work that goes on after the acknowledgement."""

import asyncio
import io

from bot.errors import OutcomeUnknown
from bot.slack.errands import Errands


async def test_draining_waits_for_all_of_it() -> None:
    """At a stop, errands and what they started themselves are finished."""
    errands, done = Errands(), []

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        errands.start(second())
        done.append("first")

    errands.start(first())
    assert await errands.drain(5.0) == 0
    assert done == ["first", "second"]
    assert errands.count == 0


async def test_draining_has_an_end() -> None:
    """What hangs is cut off, and counted."""
    errands = Errands()
    errands.start(asyncio.Event().wait())
    assert await errands.drain(0.01) == 1
    assert errands.count == 0


async def test_a_failing_errand_stops_no_other(log: io.StringIO) -> None:
    """A fault is logged by its kind alone; the others go on."""
    errands, done = Errands(), []

    async def fail(error: Exception) -> None:
        raise error

    async def work() -> None:
        done.append(1)

    for each in (fail(OutcomeUnknown("U0MAYA said canary")), fail(RuntimeError("canary")), work()):
        errands.start(each)
    assert await errands.drain(5.0) == 0
    assert done == [1]
    assert log.getvalue().count("errand failed") == 2
    assert "canary" not in log.getvalue()
