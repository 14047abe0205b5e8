"""Socket Mode: connections, envelopes, acknowledgements, and events sent again until they are acknowledged."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Any, Literal

import msgspec
from aiohttp import WSMsgType, web

from bot.workspace.faults import Fault, Plan
from bot.workspace.setup import APP_ID, Json, Timing
from bot.workspace.wire import Wire

EnvelopeKind = Literal["events_api", "interactive", "slash_commands"]
MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 18_060


class Ack(msgspec.Struct, frozen=True):
    """What the app answered; `payload` is what it sent along."""

    payload: Json


class Unanswered(msgspec.Struct, frozen=True):
    """Why no answer came: nobody connected, the connection was lost, or the time ran out."""

    why: Literal["not_connected", "lost", "timeout"]


class Connection:
    """One open socket; a deaf one swallows all and says nothing."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.deaf = False
        self.waiting: dict[str, asyncio.Future[Ack | Unanswered]] = {}
        self._transport = request.transport

    async def send(self, message: Json) -> None:
        """Sends, unless deaf; a socket that has just closed is no error: what it carried counts as lost."""
        if self.deaf:
            return
        try:
            await self.socket.send_str(msgspec.json.encode(message).decode())
        except ConnectionError:
            self.lose()

    def cut(self) -> None:
        """Breaks the connection without a farewell."""
        if self._transport is not None:
            self._transport.abort()

    def lose(self) -> None:
        """Tells everyone waiting for an answer here that none will come."""
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Unanswered("lost"))


class Sockets:
    """The app's connections, and everything sent through them; `pending` outlives a restart."""

    def __init__(self, timing: Timing, wire: Wire, plan: Plan, pending: dict[str, Json]) -> None:
        self.timing, self.wire, self.plan, self.pending = timing, wire, plan, pending
        self.changed: Callable[[], None] = lambda: None
        self._connections: list[Connection] = []
        self._turn = 0
        self._tickets: set[str] = set()
        self._connected = asyncio.Event()
        self._overtaken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """A key that opens one connection, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    def resume(self) -> None:
        """Sends on the events an earlier run left unacknowledged."""
        for event in list(self.pending.values()):
            self._start(self._deliver(event, 0))

    def tell(self, event: Json) -> None:
        """Delivers an event at least once, as soon as the app is there."""
        self.pending[event["event_id"]] = event
        self._start(self._deliver(event, 0))
        if self.plan.take(("redelivery",)):
            self._start(self._deliver(event, 1))

    async def drained(self) -> None:
        """Waits until every event sent so far is acknowledged or given up."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def ask(self, kind: EnvelopeKind, payload: Json) -> Ack | Unanswered:
        """Sends a payload once and waits for its answer."""
        connection = self._next()
        if connection is None:
            return Unanswered("not_connected")
        return await self._exchange(connection, _envelope(kind, payload))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Holds one connection from hello to its end."""
        if request.query.get("ticket", "") not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(autoping=False, max_msg_size=4 * 1024 * 1024)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if self.count >= MOST_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets", "debug_info": _debug_info()})
            await socket.close()
            return socket
        await self._hold(connection)
        return socket

    async def close(self) -> None:
        """Ends every connection and every delivery still under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in list(self._connections):
            await connection.socket.close()

    def disturb(self, fault: Fault) -> None:
        """Does at once what an immediate socket fault says, to every connection open now."""
        for connection in list(self._connections):
            match fault.kind:
                case "socket_cut":
                    connection.cut()
                case "deaf_socket":
                    self._start(self._deafen(connection, fault.seconds))
                case _:
                    self._start(self._refresh(connection, fault.lasts))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hold(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.send(_hello(self.count))
            self._connected.set()
            async for message in connection.socket:
                if connection.deaf:
                    continue
                if message.type is WSMsgType.PING:
                    await connection.socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._heard(connection, message.data)
        finally:
            self._gone(connection)

    def _gone(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self._connected.clear()
        connection.lose()

    def _heard(self, connection: Connection, text: str) -> None:
        try:
            reply = msgspec.json.decode(text, type=_Reply)
        except (msgspec.MsgspecError, RecursionError):
            return
        payload = reply.payload if isinstance(reply.payload, dict) else {}
        self.wire.note("from app", "ack", {"envelope_id": reply.envelope_id, "payload": payload})
        future = connection.waiting.get(reply.envelope_id)
        if future is not None and not future.done():
            future.set_result(Ack(payload))

    def _next(self) -> Connection | None:
        if not self._connections:
            return None
        self._turn += 1
        return self._connections[self._turn % len(self._connections)]

    async def _exchange(self, connection: Connection, envelope: Json) -> Ack | Unanswered:
        """Sends an envelope and gives the answer to it, within the time Slack allows."""
        key = envelope["envelope_id"]
        future: asyncio.Future[Ack | Unanswered] = asyncio.get_running_loop().create_future()
        connection.waiting[key] = future
        self.wire.note("to app", envelope["type"], envelope)
        self.changed()
        cut = self.plan.take(("socket_cut_unacked",))
        try:
            async with asyncio.timeout(self.timing.ack):
                await connection.send(envelope)
                if cut:
                    connection.cut()
                outcome = await future
        except TimeoutError:
            return Unanswered("timeout")
        finally:
            connection.waiting.pop(key, None)
        if isinstance(outcome, Unanswered):
            self._gone(connection)  # its end may not have been read yet: nothing more goes that way
        return outcome

    async def _deliver(self, event: Json, first_attempt: int) -> None:
        """Sends an event until it is acknowledged; only silence uses up a try, a lost connection does not."""
        attempt, reason = first_attempt, "timeout" if first_attempt else ""
        await self._hold_back()
        while event["event_id"] in self.pending or first_attempt:
            await self._connected.wait()
            connection = self._next()
            if connection is None:
                continue
            self._overtake()
            outcome = await self._exchange(connection, _envelope("events_api", event, attempt, reason))
            if isinstance(outcome, Ack) or attempt >= len(self.timing.retries):
                self.pending.pop(event["event_id"], None)
                return
            if outcome.why == "timeout":
                await asyncio.sleep(self.timing.retries[attempt])
            attempt, reason = _next_attempt(attempt, outcome)

    async def _hold_back(self) -> None:
        fault = self.plan.take(("reordering",))
        if fault is None:
            return
        try:
            async with asyncio.timeout(fault.lasts):
                await self._overtaken.wait()
        except TimeoutError:
            return

    def _overtake(self) -> None:
        self._overtaken.set()
        self._overtaken = asyncio.Event()

    async def _deafen(self, connection: Connection, seconds: float | None) -> None:
        connection.deaf = True
        if seconds is not None:
            await asyncio.sleep(seconds)
            connection.deaf = False

    async def _refresh(self, connection: Connection, seconds: float) -> None:
        for reason in ("warning", "refresh_requested"):
            await connection.send({"type": "disconnect", "reason": reason, "debug_info": _debug_info()})
            await asyncio.sleep(seconds)
        await connection.socket.close()


class _Reply(msgspec.Struct):
    envelope_id: str
    payload: Any = None


def _envelope(kind: EnvelopeKind, payload: Json, attempt: int = 0, reason: str = "") -> Json:
    envelope: Json = {
        "envelope_id": secrets.token_hex(16),
        "type": kind,
        "accepts_response_payload": kind == "slash_commands" or payload.get("type") == "view_submission",
        "payload": payload,
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": attempt, "retry_reason": reason}
    return envelope


def _next_attempt(attempt: int, outcome: Unanswered) -> tuple[int, str]:
    if outcome.why == "timeout":
        return attempt + 1, "timeout"
    return max(attempt, 1), "connection_failed"


def _hello(count: int) -> Json:
    return {
        "type": "hello",
        "connection_info": {"app_id": APP_ID},
        "num_connections": count,
        "debug_info": _debug_info() | {"approximate_connection_time": CONNECTION_SECONDS},
    }


def _debug_info() -> Json:
    return {"host": "applink-local", "build_number": 1}
