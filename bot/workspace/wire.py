"""The last payloads that went over the wire, for the page's panel, with every secret taken out."""

import time
from collections import deque
from typing import Any, Literal

import msgspec

from bot.workspace.setup import Json

Direction = Literal["to app", "from app"]
KEPT = 400
MOST_DEPTH = 40
SECRETS = frozenset({"token", "ticket", "response_url", "upload_url"})


class Line(msgspec.Struct, frozen=True):
    """One payload: its number, the time in seconds, which way it went, what it was."""

    n: int
    at: float
    direction: Direction
    what: str
    payload: Any


class Wire:
    """Remembers the last payloads; older ones are forgotten."""

    def __init__(self) -> None:
        self._lines: deque[tuple[int, float, Direction, str, bytes]] = deque(maxlen=KEPT)
        self._count = 0

    def note(self, direction: Direction, what: str, payload: Json) -> None:
        """Remembers one payload as it is now."""
        self._count += 1
        self._lines.append((self._count, time.time(), direction, what, msgspec.json.encode(payload)))

    def after(self, n: int) -> list[Line]:
        """The remembered payloads numbered above `n`, oldest first."""
        return [
            Line(number, at, direction, what, without_secrets(msgspec.json.decode(encoded)))
            for number, at, direction, what, encoded in self._lines
            if number > n
        ]


def without_secrets(value: Any, depth: int = 0) -> Any:
    """The value with tokens and one-time addresses blanked; what is nested absurdly deep is left out.

    >>> without_secrets({"token": "xoxb-1", "user": {"id": "U1"}})
    {'token': '...', 'user': {'id': 'U1'}}
    """
    if depth > MOST_DEPTH:
        return "..."
    if isinstance(value, dict):
        return {key: "..." if key in SECRETS else without_secrets(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_secrets(inner, depth + 1) for inner in value]
    return "..." if isinstance(value, str) and "?ticket=" in value else value
