"""A local workspace with a few people, a bot of real Bolt, a bare socket, and a script at the door."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import Workspace, start_workspace
from bot.workspace.setup import BOT_USER, Channel, Command, Person, Setup, Timing, UserGroup

Start = Callable[..., Awaitable[Workspace]]
PATIENCE = 10.0

SETUP = Setup(
    people=(
        Person(id="U0MAYA", name="Maya Lind", tz="Europe/Stockholm"),
        Person(id="U0ANA", name="Ana", is_admin=True),
        Person(id="U0GUS", name="Gus Guest", is_guest=True),
        Person(id="U0OLD", name="Olga Old", deleted=True),
        Person(id="U0ROBOT", name="Robot", is_bot=True),
        Person(id="U0FAR", name="Farah", team_id="T0OTHER"),
    ),
    channels=(
        Channel(id="C0TASK", name="taskforce", members=("U0ANA", "U0MAYA", BOT_USER)),
        Channel(id="C0ELSE", name="elsewhere", members=("U0ANA",)),
        Channel(id="C0OLD", name="old", members=("U0ANA", BOT_USER), is_archived=True),
        Channel(id="C0SECRET", name="secret", members=("U0ANA",), is_private=True),
    ),
    groups=(UserGroup(id="S0FIELD", handle="field", users=("U0MAYA", "U0OLD", "U0GONE")),),
    commands=(Command(command="/breadth", usage="[status|help]"), Command(command="/raw", should_escape=False)),
    timing=Timing(retries=(0.0, 0.0, 0.0), file_processing=0.0),
)


@pytest.fixture
def setup(request: pytest.FixtureRequest) -> Setup:
    """The workspace most tests start; a test changes its fields by indirect parametrization."""
    return msgspec.structs.replace(SETUP, **getattr(request, "param", {}))


@pytest.fixture
async def start(setup: Setup) -> AsyncIterator[Start]:
    """Starts workspaces and stops them all in the end."""
    running: list[Workspace] = []

    async def begin(folder: Path | None = None, **changes: Any) -> Workspace:
        workspace = await start_workspace(msgspec.structs.replace(setup, **changes), folder=folder)
        running.append(workspace)
        return workspace

    yield begin
    for workspace in running:
        await workspace.stop()


@pytest.fixture
async def workspace(start: Start) -> Workspace:
    """A running workspace that forgets everything in the end."""
    return await start()


class Script:
    """Someone at the door: `await script("say", channel=..., text=...)` acts as one person."""

    def __init__(self, session: aiohttp.ClientSession, user: str) -> None:
        self.session, self.user = session, user

    def as_user(self, user: str) -> "Script":
        """The same door, as someone else."""
        return Script(self.session, user)

    async def __call__(self, act: str, **body: Any) -> Any:
        """Acts, and gives the answer to what could be done."""
        status, answer = await self.send("POST", f"/play/{self.user}/{act}", json=body)
        assert status == 200, answer
        return answer

    async def refused(self, act: str, **body: Any) -> Any:
        """Acts in vain, and gives what was wrong."""
        status, answer = await self.send("POST", f"/play/{self.user}/{act}", json=body)
        assert status in (400, 404), (status, answer)
        assert answer["ok"] is False
        assert answer["mend"]
        return answer["error"]

    async def send(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        """Sends any request; gives status and answer."""
        async with self.session.request(method, path, **more) as response:
            return response.status, await response.json(content_type=None)

    async def fault(self, kind: str, **more: Any) -> None:
        """Plans a fault."""
        status, answer = await self.send("POST", "/play/faults", json={"kind": kind, **more})
        assert status == 200, answer

    async def seen(self) -> Any:
        """What this person sees."""
        return (await self.send("GET", f"/play/{self.user}/seen"))[1]

    async def last(self) -> Any:
        """The last message this person sees."""
        return (await self.seen())["messages"][-1]


@pytest.fixture
async def maya(workspace: Workspace) -> AsyncIterator[Script]:
    """Maya at the door."""
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Script(session, "U0MAYA")


@pytest.fixture
async def api(workspace: Workspace) -> AsyncWebClient:
    """A Web API client with the bot's token that tries each call once."""
    return AsyncWebClient(token="xoxb-local-test", base_url=workspace.api_url, retry_handlers=[])


class Bot:
    """Real Bolt on real Socket Mode; it notes all it hears and answers what `answers` says for that kind."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.answers: dict[str, Callable[[Any], Awaitable[dict[str, Any] | str | None]]] = {}
        self.app = AsyncApp(client=client, process_before_response=True, ignoring_self_events_enabled=False)
        every = re.compile(".*", re.DOTALL)
        for listen in (self.app.event, self.app.action, self.app.view, self.app.view_closed, self.app.command):
            listen(every)(self._hear)
        self.handler = AsyncSocketModeHandler(self.app, "xapp-local-test", ping_interval=1)

    async def _hear(self, ack: Any, body: Any) -> None:
        kind = body.get("event", {}).get("type") or body.get("type") or "command"
        self.heard.put_nowait(body)
        answer = await self.answers[kind](body) if kind in self.answers else None
        if isinstance(answer, str):
            await ack(answer)
        else:
            await ack(**(answer or {}))

    async def next(self) -> Any:
        """The next payload it hears."""
        return await asyncio.wait_for(self.heard.get(), PATIENCE)


@pytest.fixture
async def bot(api: AsyncWebClient) -> AsyncIterator[Bot]:
    """A connected bot."""
    bot = Bot(api)
    await bot.handler.connect_async()
    yield bot
    await bot.handler.close_async()


class Socket:
    """A bare Socket Mode connection: it acknowledges only when told to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def next(self) -> Any:
        """The next thing sent to it."""
        message = await self.socket.receive(PATIENCE)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        return message.json()

    async def ack(self, envelope: Any, payload: Any = None) -> None:
        """Acknowledges an envelope."""
        await self.socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload or {}})


@pytest.fixture
async def connect(workspace: Workspace) -> AsyncIterator[Callable[[], Awaitable[Socket]]]:
    """Opens bare connections, past their hello."""
    async with aiohttp.ClientSession() as session:

        async def begin() -> Socket:
            client = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
            opened = await client.apps_connections_open(app_token="xapp-local-test")
            socket = Socket(await session.ws_connect(opened["url"]))
            assert (await socket.next())["type"] == "hello"
            return socket

        yield begin
