"""The connection to Slack over Socket Mode: opened, kept up, and closed once what came in is answered."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.calls import call, is_local, web_client

log = structlog.get_logger()

PING_INTERVAL = 5.0
"""Seconds between signs of life; a connection that answers none is given up after about four of them."""
_LAST_ANSWERS = 2.5
_LOOK_EVERY = 0.2


def warn_of_others(count: int) -> None:
    """Says that Slack also sends to other connections of this app, and with them some of the answers."""
    if count > 1:
        log.warning("other connections", count=count)


class Connection:
    """A connection that keeps itself up. Made by `connect`."""

    def __init__(self, app: AsyncApp, client: SocketModeClient, greeted: Callable[[int], None]) -> None:
        self._app = app
        self._client = client
        self._greeted = greeted
        self._answering = 0
        self._free = asyncio.Event()
        self._free.set()
        self._idle = asyncio.Event()
        self._idle.set()
        client.socket_mode_request_listeners.append(self._answer)
        client.message_listeners.append(self._hear)
        loop = asyncio.get_running_loop()
        self._watches = (loop.create_task(self._reconnect()), loop.create_task(self._renew()))

    async def connected(self) -> bool:
        """Whether Slack can reach the bot now."""
        return bool(await self._client.is_connected())

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lets all that comes in wait while the block runs: it is answered as things stand after it."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    async def close(self) -> None:
        """Answers what has come in already, then disconnects for good."""
        for watch in self._watches:
            watch.cancel()
        try:
            async with asyncio.timeout(_LAST_ANSWERS):
                await self._idle.wait()
        except TimeoutError:
            log.warning("not answered", count=self._answering)
        await self._client.close()  # type: ignore[no-untyped-call]  # the SDK gives it no types

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self._answering += 1
        self._idle.clear()
        try:
            await self._free.wait()
            await send_async_response(client, request, await self._response(request), time.time())
        finally:
            self._answering -= 1
            if not self._answering:
                self._idle.set()

    async def _response(self, request: SocketModeRequest) -> BoltResponse:
        try:
            response: BoltResponse = await run_async_bolt_app(self._app, request)
            return response
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # Bolt could not take the payload apart before any listener saw it, and never will: it need not come again.
            log.warning("not readable", kind=type(error).__name__)
            return BoltResponse(status=200)

    async def _hear(self, _: AsyncBaseSocketModeClient, message: dict[str, Any], __: str | None = None) -> None:
        count = message.get("num_connections")
        if message.get("type") == "hello" and isinstance(count, int):
            self._greeted(count)

    async def _reconnect(self) -> None:
        """Connects again as soon as a connection breaks: left alone the SDK looks only every few seconds."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            session = self._client.current_session
            if session is not None and session.closed:
                with suppress(SlackApiError, aiohttp.ClientError, OSError):
                    await self._client.connect_to_new_endpoint()

    async def _renew(self) -> None:
        """Drops the address of a connection that does not come up: the SDK would try one that has run out for ever."""
        while True:
            await asyncio.sleep(2 * self._client.ping_interval)
            if not await self._client.is_connected():
                self._client.wss_uri = None


async def connect(
    app: AsyncApp,
    app_token: str,
    api_url: str,
    session: aiohttp.ClientSession,
    *,
    greeted: Callable[[int], None] = warn_of_others,
    ping_interval: float = PING_INTERVAL,
) -> Connection:
    """A connection on which `app` is being asked; `greeted` hears at each new one how many the app has.

    Raises SlackError when Slack cannot be reached or refuses the token.
    """
    asking = web_client(app_token, api_url, session)
    opened = await call(asking, "apps.connections.open", {})
    client = SocketModeClient(app_token, web_client=asking, ping_interval=ping_interval)
    if is_local(api_url):
        client.proxy = None
    client.wss_uri = str(opened.get("url", ""))
    connection = Connection(app, client, greeted)
    await client.connect()  # type: ignore[no-untyped-call]  # the SDK gives it no types
    return connection
