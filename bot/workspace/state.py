"""The workspace as data: messages, views, files, what was read; all of it is saved and read back."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bot.workspace.setup import Json

Values = dict[str, dict[str, Json]]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message; `selections` holds per person what they picked in its blocks without a message changing."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = []
    thread_ts: str | None = None
    edited: str | None = None
    files: list[str] = []
    metadata: Json | None = None
    ephemeral_to: str = ""
    from_app: bool = False
    client_msg_id: str = ""
    selections: dict[str, Values] = {}

    def visible_to(self, user: str) -> bool:
        """Whether `user`, being in the channel, sees it."""
        return self.ephemeral_to in ("", user)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One modal or Home, its typed values, and the errors shown in it."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = {}
    errors: dict[str, str] = {}


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One uploaded file; its bytes are kept apart. `ready_at` is when Slack has processed it, 0 until completed."""

    id: str
    name: str
    title: str
    size: int
    alt: str = ""
    mimetype: str = "application/octet-stream"
    width: int = 0
    height: int = 0
    uploaded: bool = False
    ready_at: float = 0.0


class State(msgspec.Struct, kw_only=True):
    """All that a restart must find again. Messages of a channel are kept in the order of their `ts`."""

    last_micros: int = 0
    messages: dict[str, dict[str, Message]] = {}
    views: dict[str, View] = {}
    stacks: dict[str, list[str]] = {}
    homes: dict[str, str] = {}
    files: dict[str, File] = {}
    read: dict[str, dict[str, str]] = {}
    pending: dict[str, Json] = {}

    def next_ts(self, now: float) -> str:
        """A `ts` never given before and later than all others."""
        self.last_micros = max(int(now * 1_000_000), self.last_micros + 1)
        return f"{self.last_micros // 1_000_000}.{self.last_micros % 1_000_000:06d}"

    def put(self, message: Message) -> None:
        """Adds a message, or puts its new form in its place."""
        self.messages.setdefault(message.channel, {})[message.ts] = message

    def find(self, channel: str, ts: str) -> Message | None:
        """The message at `ts`, if it is there."""
        return self.messages.get(channel, {}).get(ts)

    def drop(self, message: Message) -> None:
        """Takes a message away."""
        self.messages.get(message.channel, {}).pop(message.ts, None)

    def in_channel(self, channel: str) -> Iterator[Message]:
        """The channel's messages, oldest first."""
        return iter(self.messages.get(channel, {}).values())

    def top_view(self, user: str) -> View | None:
        """The modal in front of `user`."""
        stack = self.stacks.get(user)
        return self.views[stack[-1]] if stack else None

    def home(self, user: str) -> View | None:
        """The Home published for `user`."""
        view_id = self.homes.get(user)
        return self.views[view_id] if view_id else None

    def open_view(self, view: View, *, on_top: bool) -> None:
        """Shows a modal to its person: on top of the open ones, or instead of them."""
        if not on_top:
            self.close_all(view.user)
        self.views[view.id] = view
        self.stacks.setdefault(view.user, []).append(view.id)

    def close_top(self, user: str) -> None:
        """Closes the modal in front of `user`, uncovering the one beneath."""
        stack = self.stacks.get(user, [])
        if stack:
            self.views.pop(stack.pop(), None)

    def close_all(self, user: str) -> None:
        """Closes every modal of `user`."""
        while self.stacks.get(user):
            self.close_top(user)


def fresh_id(prefix: str) -> str:
    """A new id in Slack's manner, as `V0A1B2C3D4E`."""
    return prefix + "0" + secrets.token_hex(5).upper()


def load(folder: Path | None) -> State:
    """The state saved in `folder`; an empty one when nothing, or nothing readable, is there."""
    if folder is None:
        return State()
    try:
        return msgspec.json.decode((folder / "workspace.json").read_bytes(), type=State)
    except (FileNotFoundError, msgspec.MsgspecError, RecursionError):
        return State()


def save(state: State, folder: Path) -> None:
    """Writes the state to `folder`, replacing the last one whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / "workspace.json.new"
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(msgspec.json.encode(state))
    unfinished.replace(folder / "workspace.json")


def forget(folder: Path) -> None:
    """Removes what was saved in `folder`, and the files beside it."""
    shutil.rmtree(folder / "files", ignore_errors=True)
    (folder / "workspace.json").unlink(missing_ok=True)


def to_json(value: Any) -> Any:
    """The value as plain JSON types."""
    return msgspec.to_builtins(value)
