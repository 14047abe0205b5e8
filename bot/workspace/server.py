"""Starts and stops the local workspace: one aiohttp server on 127.0.0.1 for the app, the scripts and the page."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog
from aiohttp import web

from bot.workspace import api_chat, api_files, web_api
from bot.workspace.acts import Misuse
from bot.workspace.faults import AFTER, BEFORE
from bot.workspace.hub import Hub, Refusal
from bot.workspace.play import Door
from bot.workspace.setup import Json, Setup

HOST = "127.0.0.1"
SAVING_SHARE = 20
MOST_BYTES = 8 * 1024 * 1024
log = structlog.get_logger()
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Workspace:
    """A running workspace: where it is, and how to stop it."""

    def __init__(self, hub: Hub, runner: web.AppRunner, saving: asyncio.Task[None]) -> None:
        self.hub = hub
        self._runner = runner
        self._saving = saving

    @property
    def url(self) -> str:
        """The page's address, without a slash at its end."""
        return self.hub.url

    @property
    def api_url(self) -> str:
        """The base address for Web API clients, with a slash at its end."""
        return f"{self.hub.url}/api/"

    async def stop(self) -> None:
        """Closes all connections and saves the state."""
        self._saving.cancel()
        await asyncio.gather(self._saving, return_exceptions=True)
        await self.hub.sockets.close()
        await self._runner.cleanup()
        self.hub.save()


async def start_workspace(setup: Setup, *, port: int = 0, folder: Path | None = None) -> Workspace:
    """Starts a workspace on 127.0.0.1 (port 0: any free one); with a folder it goes on where it was stopped.

    Raises OSError when the port is taken.
    """
    hub = Hub(setup, folder)
    runner = web.AppRunner(_application(hub), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise
    hub.url = f"http://{HOST}:{runner.addresses[0][1]}"
    hub.sockets.resume()
    return Workspace(hub, runner, asyncio.get_running_loop().create_task(_save_now_and_then(hub)))


async def _save_now_and_then(hub: Hub) -> None:
    """Saves what changed; the larger the state has grown, the longer it waits, so that saving stays cheap."""
    took = 0.0
    while True:
        await asyncio.sleep(max(hub.setup.timing.save, SAVING_SHARE * took))
        start = time.perf_counter()
        try:
            hub.save()
        except OSError as error:
            log.warning("workspace not saved", kind=type(error).__name__, code=error.errno)
        took = time.perf_counter() - start


def _application(hub: Hub) -> web.Application:
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[_guard(hub)])

    async def call(request: web.Request) -> web.StreamResponse:
        return await web_api.call(hub, request)

    async def upload(request: web.Request) -> web.StreamResponse:
        return await _disturbed(hub, request, "upload", api_files.receive)

    async def respond(request: web.Request) -> web.StreamResponse:
        return await _disturbed(hub, request, "response_url", _respond)

    app.add_routes([web.get("/api/{method}", call), web.post("/api/{method}", call)])
    app.add_routes([web.post("/upload/{file_id}", upload), web.post("/response/{key}", respond)])
    app.add_routes([web.get("/link/", hub.sockets.serve), *Door(hub).routes()])
    return app


async def _disturbed(
    hub: Hub, request: web.Request, name: str, work: Callable[[Hub, web.Request], Awaitable[web.Response]]
) -> web.Response:
    """Does the work between the faults asked for under `name`."""
    trouble = await web_api.disturbed(hub, request, hub.plan.take(BEFORE, name))
    if trouble is not None:
        return trouble
    answer = await work(hub, request)
    return await web_api.disturbed(hub, request, hub.plan.take(AFTER, name)) or answer


async def _respond(hub: Hub, request: web.Request) -> web.Response:
    """Takes what the app posts to a response address."""
    try:
        body = msgspec.json.decode(await request.read(), type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError):
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    answer: Json = {"ok": True}
    status = 200
    try:
        api_chat.respond(hub, request.match_info["key"], body)
    except Refusal as refusal:
        answer, status = refusal.answer, refusal.status if refusal.status != 200 else 400
    hub.wire.note("from app", "response_url", body)
    hub.wire.note("to app", "response_url", answer)
    return web.Response(text="ok") if status == 200 else web.json_response(answer, status=status)


def _guard(hub: Hub) -> Any:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lets in only this computer's own pages and programs, and answers misuse in words."""
        if not _is_ours(hub, request):
            return _told("This address is for this computer alone.", f"Open {hub.url} instead.", 403)
        try:
            response = await handler(request)
        except Misuse as misuse:
            response = _told(misuse.error, misuse.mend, misuse.status)
        except web.HTTPClientError as refused:
            response = _told(refused.reason, "bot/workspace/README.md lists the addresses.", refused.status)
        if not response.prepared:
            response.headers.update(_headers(hub))
        return response

    return guard


def _is_ours(hub: Hub, request: web.Request) -> bool:
    """Whether Host, and Origin where there is one, name this server: a foreign page or name gets nothing."""
    port = hub.url.rpartition(":")[2]
    hosts = (f"{HOST}:{port}", f"localhost:{port}")
    origin = request.headers.get("Origin")
    return request.headers.get("Host") in hosts and origin in (None, *(f"http://{host}" for host in hosts))


def _headers(hub: Hub) -> dict[str, str]:
    sockets = " ".join(url.replace("http", "ws", 1) for url in (hub.url, hub.url.replace(HOST, "localhost")))
    policy = f"default-src 'self'; connect-src 'self' {sockets}; img-src 'self' data:; object-src 'none'"
    return {
        "Content-Security-Policy": f"{policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _told(error: str, mend: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": error, "mend": mend}, status=status)
