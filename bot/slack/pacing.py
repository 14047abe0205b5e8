"""Posting no faster than Slack takes it: about one message a second a channel, some hundreds a minute a workspace.

Source: https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec import Struct

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

_MANY_CHANNELS = 1000


class Rates(Struct, frozen=True):
    """How fast posts may go out; a burst is how many may go at once after a rest.

    Answers to somebody waiting and posts nobody waits for (invitations, reminders) each have their own allowance, so
    that a launch to five hundred people holds up nobody's interview.
    """

    answers_a_minute: float = 300.0
    others_a_minute: float = 100.0
    burst: int = 20
    channel_interval: float = 1.0
    channel_burst: int = 3


UNPACED = Rates(6e6, 6e6, 1000, 0.0, 1)
"""No limits worth the name: for a workspace that has none."""


class Gate:
    """Lets one through every `interval` seconds, `burst` at once after a rest; whoever comes first goes first."""

    def __init__(self, interval: float, burst: int, clock: Clock, sleep: Sleep) -> None:
        self._interval = interval
        self._ahead = (burst - 1) * interval
        self._clock = clock
        self._sleep = sleep
        self._rested_at = float("-inf")
        self._queue = asyncio.Lock()

    @property
    def resting(self) -> bool:
        """Whether nobody is waiting and the whole burst is there again."""
        return not self._queue.locked() and self._rested_at <= self._clock()

    async def pass_through(self) -> None:
        """Returns when it is this caller's moment."""
        async with self._queue:
            while (delay := self._rested_at - self._ahead - self._clock()) > 0:
                await self._sleep(delay)
            self._rested_at = max(self._rested_at, self._clock()) + self._interval

    def hold(self, seconds: float) -> None:
        """Lets nobody through for so long, and no burst after it."""
        self._rested_at = max(self._rested_at, self._clock() + seconds + self._ahead)


class Pace:
    """The gates every post passes. `clock` counts seconds; `sleep` waits that many."""

    def __init__(self, rates: Rates, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._rates = rates
        self._clock = clock
        self._sleep = sleep
        self._answers = Gate(60 / rates.answers_a_minute, rates.burst, clock, sleep)
        self._others = Gate(60 / rates.others_a_minute, rates.burst, clock, sleep)
        self._channels: dict[str, Gate] = {}

    async def wait(self, channel: str, *, urgent: bool) -> None:
        """Returns when one post to `channel` may go; `urgent` when a person waits for it."""
        await self._channel(channel).pass_through()
        await (self._answers if urgent else self._others).pass_through()

    def hold(self, seconds: float) -> None:
        """Lets no post go for so long: what Slack's Retry-After asks for."""
        self._answers.hold(seconds)
        self._others.hold(seconds)

    def _channel(self, channel: str) -> Gate:
        if len(self._channels) > _MANY_CHANNELS:
            self._channels = {name: gate for name, gate in self._channels.items() if not gate.resting}
        return self._channels.setdefault(
            channel, Gate(self._rates.channel_interval, self._rates.channel_burst, self._clock, self._sleep)
        )
