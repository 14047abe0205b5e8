"""The running workspace: its state and sockets, one-time keys, and who wants to hear of changes."""

import asyncio
import math
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec

from bot.workspace import state as states
from bot.workspace.faults import Plan
from bot.workspace.setup import Directory, Json, Setup
from bot.workspace.socket_mode import Sockets
from bot.workspace.state import File, State
from bot.workspace.wire import Wire

RESPONSE_URL_USES = 5
REMEMBERED = 60.0


class Refusal(Exception):
    """Slack says no: its error code and whatever else stands in the answer; `retry_after` is in seconds."""

    def __init__(self, error: str, *, status: int = 200, retry_after: float = 0.0, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = {"Retry-After": str(math.ceil(retry_after))} if retry_after else {}
        self.extra = extra

    @property
    def answer(self) -> Json:
        """The answer's body."""
        return {"ok": False, "error": self.error, **self.extra}


class Trigger(msgspec.Struct, frozen=True):
    """Whose click or command may open a modal, and until when."""

    user: str
    expires: float
    used: bool = False


class Reply(msgspec.Struct, frozen=True):
    """What one `response_url` answers to: a message, or a command's channel when `ts` is empty."""

    user: str
    channel: str
    ts: str
    expires: float
    uses: int = 0


class Hub:
    """What the doors of the workspace share."""

    def __init__(self, setup: Setup, folder: Path | None) -> None:
        self.setup = setup
        self.directory = Directory(setup)
        self.folder = folder
        self.url = ""
        self.state: State = states.load(folder)
        self.wire = Wire()
        self.plan = Plan()
        self.sockets = Sockets(setup.timing, self.wire, self.plan, self.state.pending)
        self.sockets.changed = self.changed
        self.changes = 0
        self.listeners: set[Callable[[int], None]] = set()
        self.triggers: dict[str, Trigger] = {}
        self.replies: dict[str, Reply] = {}
        self.last_post: dict[str, float] = {}
        self._contents: dict[str, bytes] = {}
        self._telling = False
        self._unsaved = False

    def now(self) -> float:
        """The workspace's clock, in seconds since 1970."""
        return self.setup.now()

    def next_ts(self) -> str:
        """A new message's `ts`."""
        return self.state.next_ts(self.now())

    def changed(self) -> None:
        """Marks the state as unsaved and tells the listeners once, however many changes one moment brings."""
        self._unsaved = True
        if self._telling:
            return
        self._telling = True
        asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        self.changes += 1
        for listener in list(self.listeners):
            listener(self.changes)

    def save(self) -> None:
        """Writes the state to the folder if anything changed since the last time."""
        if self.folder is not None and self._unsaved:
            states.save(self.state, self.folder)
            self._unsaved = False

    def empty(self) -> None:
        """Forgets every message, view, file and undelivered event."""
        last = self.state.last_micros
        for name, value in msgspec.structs.asdict(State(last_micros=last)).items():
            setattr(self.state, name, value)
        self.sockets.pending = self.state.pending
        for kept in (self.triggers, self.replies, self._contents):
            kept.clear()
        self.changed()

    def new_trigger(self, user: str) -> str:
        """A key with which the app may open one modal for `user` in the next seconds."""
        now = self.now()
        _forget(self.triggers, now - REMEMBERED)
        key = f"{int(now * 1000)}.{len(self.triggers)}.{secrets.token_hex(16)}"
        self.triggers[key] = Trigger(user, now + self.setup.timing.trigger)
        return key

    def redeem(self, key: str) -> Trigger:
        """The trigger of that key, used up by this; Slack's refusal when it is unknown, late or used before."""
        trigger = self.triggers.get(key)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if trigger.expires < self.now():
            raise Refusal("expired_trigger_id")
        self.triggers[key] = msgspec.structs.replace(trigger, used=True)
        return trigger

    def new_response_url(self, user: str, channel: str, ts: str = "") -> str:
        """An address at which the app may answer a click or a command for half an hour, five times."""
        _forget(self.replies, self.now() - REMEMBERED)
        key = secrets.token_urlsafe(24)
        self.replies[key] = Reply(user, channel, ts, self.now() + self.setup.timing.response_url)
        return f"{self.url}/response/{key}"

    def keep_content(self, file: File, content: bytes) -> None:
        """Keeps an uploaded file's bytes."""
        if self.folder is None:
            self._contents[file.id] = content
            return
        (self.folder / "files").mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "files" / file.id).write_bytes(content)

    def content(self, file: File) -> bytes | None:
        """An uploaded file's bytes, if they are still there."""
        if self.folder is None:
            return self._contents.get(file.id)
        path = self.folder / "files" / file.id
        return path.read_bytes() if path.is_file() else None

    def ready_file(self, file_id: str) -> File | None:
        """The file of that id once it is uploaded and processed."""
        file = self.state.files.get(file_id)
        return file if file and 0 < file.ready_at <= self.now() else None


def _forget(keys: dict[str, Trigger] | dict[str, Reply], before: float) -> None:
    """Drops the keys that expired before a time; they stand in the order of their expiry."""
    while keys and (oldest := next(iter(keys))) and keys[oldest].expires < before:
        del keys[oldest]
