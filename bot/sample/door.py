"""One person's door into a local workspace: what they see, what they do, over HTTP as the page does it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol, TypeVar

import aiohttp

Json = dict[str, Any]
T = TypeVar("T")


class Door(Protocol):
    """What a player needs of the workspace."""

    async def seen(self) -> Json:
        """What this person sees."""

    async def act(self, what: str, **body: Any) -> Json:
        """One act (`click`, `submit` ...), and its answer."""

    async def changed(self) -> None:
        """Returns when something may have changed since it last did; the first time at once."""


class HttpDoor:
    """Implements `Door` at the workspace's address. `at_door` opens one."""

    def __init__(self, session: aiohttp.ClientSession, url: str, user: str) -> None:
        self._session, self._address = session, f"{url}/play/{user}"
        self._line: aiohttp.ClientWebSocketResponse | None = None

    async def seen(self) -> Json:
        """What this person sees."""
        async with self._session.get(f"{self._address}/seen") as answer:
            return dict(await answer.json())

    async def act(self, what: str, **body: Any) -> Json:
        """One act at the door, and its answer."""
        async with self._session.post(f"{self._address}/{what}", json=body) as answer:
            return dict(await answer.json())

    async def changed(self) -> None:
        """Waits for the workspace to tell of a change. Raises OSError when it is gone."""
        if self._line is None:
            self._line = await self._session.ws_connect(f"{self._address}/changes")
        with suppress(ConnectionError):
            if (await self._line.receive()).type is aiohttp.WSMsgType.TEXT:
                return
        await self.hang_up()  # the workspace drops whoever has not listened for a while

    async def hang_up(self) -> None:
        """Listens no longer."""
        line, self._line = self._line, None
        if line is not None:
            await line.close()


@asynccontextmanager
async def at_door(session: aiohttp.ClientSession, url: str, user: str) -> AsyncIterator[Door]:
    """The door of one person of the workspace at this address, while the block runs."""
    door = HttpDoor(session, url, user)
    try:
        yield door
    finally:
        await door.hang_up()


async def sees(door: Door, found: Callable[[Json], T | None], within: float) -> T:
    """What `found` finds in what this person sees, once it finds something. TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while True:
            if (what := found(await door.seen())) is not None:
                return what
            await door.changed()
