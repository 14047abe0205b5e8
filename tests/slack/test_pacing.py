"""Posting no faster than Slack takes it."""

import asyncio
import heapq
from collections import Counter

import pytest

from bot.slack.pacing import UNPACED, Pace, Rates

RATES = Rates()


class Time:
    """Time that passes when everyone sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self._order = 0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        """Sleeps in this time."""
        self._order += 1
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, self._order, woken))
        await woken.wait()

    async def pass_until(self, work: "asyncio.Future[object]") -> None:
        """Lets time pass until `work` is done."""
        while not work.done():
            for _ in range(5):
                await asyncio.sleep(0)
            if self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                woken.set()


async def posts(pace: Pace, time: Time, wanted: list[tuple[str, bool]]) -> list[tuple[float, str]]:
    """When each of the wanted posts went, to whom."""
    went: list[tuple[float, str]] = []

    async def post(channel: str, urgent: bool) -> None:
        await pace.wait(channel, urgent=urgent)
        went.append((time.now, channel))

    await time.pass_until(asyncio.gather(*(post(channel, urgent) for channel, urgent in wanted)))
    return went


async def test_five_hundred_at_once_keep_within_the_limits() -> None:
    """A launch to 500 people never exceeds its rate beyond the first burst, and is through when the rate allows."""
    time = Time()
    went = await posts(Pace(RATES, lambda: time.now, time.sleep), time, [(f"U{n}", False) for n in range(500)])
    minutes = Counter(int(at // 60) for at, _ in went)
    assert max(minutes.values()) <= RATES.others_a_minute + RATES.burst
    assert went[-1][0] <= 60 * (500 - RATES.burst) / RATES.others_a_minute + 1


async def test_nobody_waits_behind_a_launch() -> None:
    """Somebody's next question goes at once while 500 invitations are on their way."""
    time = Time()
    went = await posts(
        Pace(RATES, lambda: time.now, time.sleep), time, [*((f"U{n}", False) for n in range(500)), ("UMAYA", True)]
    )
    assert next(at for at, channel in went if channel == "UMAYA") == 0.0


async def test_one_channel_gets_about_one_a_second() -> None:
    """Ten posts to one person are spread out after the first few."""
    time = Time()
    went = [at for at, _ in await posts(Pace(RATES, lambda: time.now, time.sleep), time, [("U1", True)] * 10)]
    assert went[RATES.channel_burst - 1] == 0.0
    assert went[-1] == (10 - RATES.channel_burst) * RATES.channel_interval


async def test_what_slack_asks_to_wait_holds_everything() -> None:
    """After a Retry-After nothing goes for so long, and no burst follows."""
    time = Time()
    pace = Pace(RATES, lambda: time.now, time.sleep)
    pace.hold(30.0)
    went = [at for at, _ in await posts(pace, time, [(f"U{n}", n % 2 == 0) for n in range(40)])]
    assert min(went) == pytest.approx(30.0)
    assert len(set(went)) > 30


async def test_first_come_first_served() -> None:
    """Posts to one person keep their order, whatever waits."""
    time = Time()
    pace = Pace(Rates(burst=1, channel_burst=1), lambda: time.now, time.sleep)
    order: list[int] = []

    async def post(number: int) -> None:
        await pace.wait("U1", urgent=True)
        order.append(number)

    await time.pass_until(asyncio.gather(*(post(number) for number in range(20))))
    assert order == list(range(20))


async def test_rested_channels_are_forgotten() -> None:
    """Thousands of people written to once take up no room."""
    time = Time()
    pace = Pace(UNPACED, lambda: time.now, time.sleep)
    for number in range(3000):
        time.now += 1.0
        await pace.wait(f"U{number}", urgent=True)
    assert len(pace._channels) <= 1001
