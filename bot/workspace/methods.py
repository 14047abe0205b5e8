"""What every Web API method shares: its declaration, its arguments, its scopes, its pages."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from bot.workspace.hub import Hub, Refusal
from bot.workspace.setup import Json

T = TypeVar("T")
MOST_A_PAGE = 1000


class Method(msgspec.Struct, frozen=True):
    """One method: what it does, the scope it needs, the arguments it cannot do without, whose token it takes."""

    run: Callable[[Hub, Json], Json]
    scope: str = ""
    required: tuple[str, ...] = ()
    caller: str = "xoxb-local"


def require(hub: Hub, scope: str) -> None:
    """Refuses unless the app was granted `scope`."""
    if scope not in hub.setup.scopes:
        raise Refusal("missing_scope", needed=scope, provided=",".join(hub.setup.scopes))


def invalid(*messages: str, error: str = "invalid_arguments") -> Refusal:
    """The refusal of arguments, with Slack's lines about them."""
    lines = [f"[ERROR] {message}" for message in messages]
    return Refusal(error, errors=list(messages), response_metadata={"messages": lines})


def missing_arguments(arguments: Json, required: Sequence[str]) -> None:
    """Refuses when an argument is missing or empty."""
    missing = [name for name in required if arguments.get(name) in (None, "")]
    if missing:
        raise invalid(*(f"missing required field: {name}" for name in missing))


def string(arguments: Json, name: str) -> str:
    """The argument as text, "" when absent; numbers sent as JSON are taken as their digits."""
    value = arguments.get(name, "")
    if isinstance(value, dict | list):
        raise invalid(f"must be a string [json-pointer:/{name}]")
    return str(value)


def number(arguments: Json, name: str, default: int) -> int:
    """The argument as a whole number."""
    try:
        return int(string(arguments, name) or default)
    except ValueError as error:
        raise invalid(f"must be an integer [json-pointer:/{name}]") from error


def flag(arguments: Json, name: str) -> bool:
    """The argument as yes or no; no when absent."""
    return string(arguments, name).lower() in ("true", "1")


def page(things: Sequence[T], arguments: Json, *, usual: int) -> tuple[list[T], Json]:
    """One page of `things` and the `response_metadata` that leads to the next."""
    limit = number(arguments, "limit", usual)
    if not 0 <= limit <= MOST_A_PAGE:
        raise Refusal("invalid_limit")
    start = _offset(string(arguments, "cursor"))
    end = start + (limit or usual)
    cursor = base64.b64encode(f"offset:{end}".encode()).decode() if end < len(things) else ""
    return list(things[start:end]), {"response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return max(0, int(base64.b64decode(cursor, validate=True).decode().removeprefix("offset:")))
    except (binascii.Error, ValueError) as error:
        raise Refusal("invalid_cursor") from error


def decoded(value: Any, name: str) -> Json:
    """The value as an object, or a refusal naming the argument."""
    if isinstance(value, dict):
        return value
    raise invalid(f"must provide an object [json-pointer:/{name}]")
