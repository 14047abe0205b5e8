"""One person's door into a local workspace: what they see, what they do, over HTTP as the page does it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

    def __init__(
        self, session: aiohttp.ClientSession, url: str, user: str, changes: aiohttp.ClientWebSocketResponse
    ) -> None:
        self._session, self._address, self._changes = session, f"{url}/play/{user}", changes

    async def seen(self) -> Json:
        """What this person sees."""
        async with self._session.get(f"{self._address}/seen") as answer:
            return dict(await answer.json())

    async def act(self, what: str, **body: Any) -> Json:
        """One act at the door, and its answer."""
        async with self._session.post(f"{self._address}/{what}", json=body) as answer:
            return dict(await answer.json())

    async def changed(self) -> None:
        """Waits for the workspace to tell of a change; ConnectionError when it is gone."""
        told = await self._changes.receive()
        if told.type is not aiohttp.WSMsgType.TEXT:
            raise ConnectionError("The workspace is gone.")


@asynccontextmanager
async def at_door(session: aiohttp.ClientSession, url: str, user: str) -> AsyncIterator[Door]:
    """The door of one person of the workspace at this address, while the block runs."""
    async with session.ws_connect(f"{url}/play/{user}/changes") as changes:
        yield HttpDoor(session, url, user, changes)


async def sees(door: Door, found: Callable[[Json], T | None], within: float) -> T:
    """What `found` finds in what this person sees, once it finds something. TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while True:
            if (what := found(await door.seen())) is not None:
                return what
            await door.changed()
