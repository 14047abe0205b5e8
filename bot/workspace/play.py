"""The door for scripts and the page: `/play/...`. README.md beside this file is its reference."""

import asyncio
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from bot.workspace import acts
from bot.workspace.acts import Click, Misuse
from bot.workspace.faults import ALIASES, IMMEDIATE, Fault
from bot.workspace.hub import Hub
from bot.workspace.seen import may_see_file, messages_of, seen, unread
from bot.workspace.setup import APP_TOKEN, BOT_TOKEN, BOT_USER, Json, Person
from bot.workspace.state import Message, View, to_json

PAGE = Path(__file__).parent / "page"
T = TypeVar("T")


class Say(msgspec.Struct, frozen=True):
    """The body of /say."""

    channel: str
    text: str
    thread_ts: str | None = None


class Submit(msgspec.Struct, frozen=True):
    """The body of /submit."""

    view_id: str
    values: Any = {}


class Close(msgspec.Struct, frozen=True):
    """The body of /close; `all` closes the modals beneath too."""

    view_id: str
    all: bool = False


class Typed(msgspec.Struct, frozen=True):
    """The body of /command."""

    channel: str
    text: str


class Read(msgspec.Struct, frozen=True):
    """The body of /read; without `ts` all of the channel is meant."""

    channel: str
    ts: str = ""


class Finish(msgspec.Struct, frozen=True):
    """The body of /finish; without `ts` any open card is meant."""

    ts: str = ""


class Door:
    """The handlers of the door."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def routes(self) -> list[web.RouteDef]:
        """Every address of the door and of the page."""
        person = "/play/{user}"
        return [
            web.get("/", self.page),
            web.get("/page/{name}", self.page),
            web.get("/archives/{channel}/p{micros}", self.permalink),
            web.get("/play", self.who),
            web.get("/play/wire", self.wire),
            web.post("/play/faults", self.faults),
            web.post("/play/start-over", self.start_over),
            web.post("/play/card/{button}", self.card),
            web.get(f"{person}/seen", self.seen),
            web.get(f"{person}/changes", self.changes),
            web.get(f"{person}/files/{{file}}", self.file),
            web.post(f"{person}/say", self.say),
            web.post(f"{person}/click", self.click),
            web.post(f"{person}/submit", self.submit),
            web.post(f"{person}/close", self.close),
            web.post(f"{person}/command", self.command),
            web.post(f"{person}/home", self.home),
            web.post(f"{person}/read", self.read),
            web.post(f"{person}/finish", self.finish),
        ]

    async def who(self, _: web.Request) -> web.Response:
        """Tells who is here, where one can write, and with which tokens a bot connects."""
        directory, setup = self.hub.directory, self.hub.setup
        channels = [channel for channel in directory.channels.values() if channel.kind == "channel"]
        users = [{**to_json(p), "handle": p.handle, "unread": unread(self.hub, p)} for p in directory.humans]
        return web.json_response(
            {
                "team": to_json(directory.team),
                "users": users,
                "bot": {"id": BOT_USER, "name": setup.bot_name},
                "channels": [to_json(channel) for channel in channels],
                "tokens": {"bot": BOT_TOKEN, "app": APP_TOKEN},
                "commands": [to_json(command) for command in setup.commands],
                "connected": self.hub.sockets.count > 0,
                "card": setup.card() if callable(setup.card) else setup.card,
            }
        )

    async def seen(self, request: web.Request) -> web.Response:
        """Tells what one person sees."""
        return _json(seen(self.hub, self._person(request)))

    async def say(self, request: web.Request) -> web.Response:
        """Posts what a person typed."""
        body = await _body(request, Say)
        return _json(acts.say(self.hub, self._person(request), body.channel, body.text, body.thread_ts))

    async def click(self, request: web.Request) -> web.Response:
        """Touches an element of a message or a view."""
        person, touch = self._person(request), await _body(request, Click)
        source: Message | View
        if touch.view_id:
            source = acts.own_view(self.hub, person, touch.view_id)
        else:
            source = acts.own_message(self.hub, person, touch.channel, touch.ts)
        return _json(await acts.click(self.hub, person, source, touch))

    async def submit(self, request: web.Request) -> web.Response:
        """Submits the modal in front."""
        person, body = self._person(request), await _body(request, Submit)
        return _json(await acts.submit(self.hub, person, acts.own_modal(self.hub, person, body.view_id), body.values))

    async def close(self, request: web.Request) -> web.Response:
        """Closes the modal in front."""
        person, body = self._person(request), await _body(request, Close)
        view = acts.own_modal(self.hub, person, body.view_id)
        return _json(await acts.close(self.hub, person, view, everything=body.all))

    async def command(self, request: web.Request) -> web.Response:
        """Runs a slash command."""
        person, body = self._person(request), await _body(request, Typed)
        return _json(await acts.command(self.hub, person, body.channel, body.text))

    async def home(self, request: web.Request) -> web.Response:
        """Opens the app's Home."""
        return _json(acts.open_home(self.hub, self._person(request)))

    async def read(self, request: web.Request) -> web.Response:
        """Counts a channel's messages as read."""
        body = await _body(request, Read)
        return _json(acts.mark_read(self.hub, self._person(request), body.channel, body.ts))

    async def finish(self, request: web.Request) -> web.Response:
        """Has somebody else finish what the app asks of a person; answers as soon as they begin."""
        person, body, understudy = self._person(request), await _body(request, Finish), self.hub.setup.understudy
        if understudy is None or not understudy.finish(person.id, messages_of(self.hub, person), body.ts):
            raise Misuse("No open card of this person can be finished.", "See /seen for messages with `finish`.", 404)
        return _json({"ok": True})

    async def faults(self, request: web.Request) -> web.Response:
        """Plans a fault, or with the kind `none` takes all planned ones back."""
        asked = await _body(request, dict[str, Any])
        if asked.get("kind") == "none":
            self.hub.plan.clear()
            return _json({"ok": True})
        kind = asked.get("kind")
        try:
            fault = msgspec.convert(asked | {"kind": ALIASES.get(kind, kind) if isinstance(kind, str) else kind}, Fault)
        except msgspec.ValidationError as error:
            raise Misuse(str(error), "The kinds stand in bot/workspace/README.md.") from error
        if fault.kind in IMMEDIATE:
            self.hub.sockets.disturb(fault)
        else:
            self.hub.plan.add(fault)
        return _json({"ok": True})

    async def wire(self, request: web.Request) -> web.Response:
        """Tells the last payloads on the wire."""
        after = request.query.get("after", "0")
        if not after.isascii() or not after.isdecimal():
            raise Misuse("`after` is no number.", "Give the number of the last line you have.")
        return _json({"lines": to_json(self.hub.wire.after(int(after[:18])))})

    async def start_over(self, _: web.Request) -> web.Response:
        """Empties the workspace and whatever the one who started it keeps beside it."""
        self.hub.empty()
        if self.hub.setup.start_over is not None:
            await self.hub.setup.start_over()
        return _json({"ok": True})

    async def card(self, request: web.Request) -> web.Response:
        """Presses one of the card's own buttons, for whoever started the workspace."""
        if self.hub.setup.press_card is None:
            raise Misuse("The card has no buttons of its own.", "GET /play shows the card.", 404)
        await self.hub.setup.press_card(request.match_info["button"])
        return _json({"ok": True})

    async def file(self, request: web.Request) -> web.Response:
        """Gives a file's bytes to someone who sees it."""
        file = self.hub.state.files.get(request.match_info["file"])
        content = self.hub.content(file) if file else None
        if file is None or content is None or not may_see_file(self.hub, self._person(request), file):
            raise Misuse("No such file is in sight.", "Name the id of a file in /seen.", 404)
        return web.Response(body=content, content_type=file.mimetype)

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Holds a WebSocket that gets `{"n": number}` at once and after each change."""
        self._person(request)
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        await _follow(self.hub, socket)
        return socket

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Gives the page or one of its files."""
        path = PAGE / request.match_info.get("name", "index.html")
        if path.parent != PAGE or not path.is_file():
            raise Misuse("No such file belongs to the page.", "Open the address of the workspace itself.", 404)
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def permalink(self, request: web.Request) -> web.StreamResponse:
        """Leads from a message's address to the page, which shows it to whoever is being played."""
        channel, micros = request.match_info["channel"], request.match_info["micros"]
        ts = f"{micros[:-6]}.{micros[-6:]}"
        if self.hub.state.find(channel, ts) is None:
            raise Misuse("No such message is there.", "Open the address of the workspace itself.", 404)
        raise web.HTTPFound(f"/?channel={channel}&ts={ts}")

    def _person(self, request: web.Request) -> Person:
        user = request.match_info["user"]
        for person in self.hub.directory.humans:
            if person.id == user:
                return person
        raise Misuse(f"Nobody has the id {user[:40]}.", "GET /play lists the users.", 404)


async def _follow(hub: Hub, socket: web.WebSocketResponse) -> None:
    """Tells the socket of changes until it closes; a slow one gets the latest number, not every one."""
    fresh = asyncio.Event()

    def hear(_: int) -> None:
        fresh.set()

    async def tell() -> None:
        while True:
            fresh.clear()
            await socket.send_json({"n": hub.changes})
            await fresh.wait()

    hub.listeners.add(hear)
    telling = asyncio.get_running_loop().create_task(tell())
    try:
        async for _ in socket:
            continue
    finally:
        hub.listeners.discard(hear)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def _body(request: web.Request, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await request.read() or b"{}", type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Misuse(f"The body does not fit: {error}", "See bot/workspace/README.md.") from error


def _json(answer: Json) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), content_type="application/json")
