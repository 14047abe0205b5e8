"""A disk whose nth call goes wrong: the process dies there, or the call fails, once or from then on."""

import errno
import os
from collections.abc import Callable
from random import Random
from typing import Any

from bot.storage.disk import Disk

UNFLUSHED = Disk(flush=lambda _descriptor: None)
"""What a process that dies leaves behind is in the system's cache, flushed or not: no need to wait for the disk."""


class Crash(BaseException):
    """The process died here."""


class FaultyDisk:
    """Counts the calls made through `disk`; from number `at` on, `strike` is asked what becomes of each."""

    def __init__(self, at: int, strike: Callable[[str, Callable[..., Any], tuple[Any, ...]], Any]) -> None:
        self.at = at
        self.calls = 0
        self._strike = strike
        self.disk = Disk(**{name: self._watched(name, call) for name, call in UNFLUSHED._asdict().items()})

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any) -> Any:
            self.calls += 1
            return call(*given) if self.calls < self.at else self._strike(name, call, given)

        return watched

    def mend(self) -> None:
        """From here on every call does what it should."""
        self.at = self.calls + 10**9


def counting() -> FaultyDisk:
    """A disk that only counts."""
    return FaultyDisk(10**9, lambda _name, call, given: call(*given))


def watching(disk: Disk, watch: Callable[[], None]) -> Disk:
    """The same disk; `watch` is called after each call."""

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def seen(*given: Any) -> Any:
            result = call(*given)
            watch()
            return result

        return seen

    return Disk(**{name: watched(call) for name, call in disk._asdict().items()})


def dying(at: int, random: Random) -> FaultyDisk:
    """The process dies at call `at`: before it, after it, or in the middle of what it writes."""
    manner = random.choice(("before", "after", "middle"))

    def die(name: str, call: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        struck = faulty.calls == faulty.at
        if name == "close" or (struck and manner == "after"):
            call(*given)
        elif struck and manner == "middle" and name == "pwrite":
            descriptor, content, offset = given
            call(descriptor, content[: random.randrange(len(content))], offset)
        raise Crash

    faulty = FaultyDisk(at, die)
    return faulty


def failing(at: int, random: Random) -> FaultyDisk:
    """Call `at` fails, alone or like all that follow: no space, a write cut short, or the device says no."""
    once = random.random() < 0.5
    manner = random.choice((errno.ENOSPC, errno.EIO, errno.EDQUOT, "short"))

    def fail(name: str, call: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        if name == "close":
            call(*given)
        if once and faulty.calls > faulty.at + (manner == "short"):
            return None if name == "close" else call(*given)
        if manner == "short" and name == "pwrite" and faulty.calls == faulty.at:
            descriptor, content, offset = given
            return call(descriptor, content[: len(content) // 2], offset)
        code = errno.ENOSPC if manner == "short" else int(manner)
        raise OSError(code, os.strerror(code))

    faulty = FaultyDisk(at, fail)
    return faulty
