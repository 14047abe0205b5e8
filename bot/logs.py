"""What the bot says of itself: one line an event, without any answer, name or token.

Our own events keep a closed list of keys, and as values only numbers and single words. Of a library's record only
level, logger, place and the type of an exception pass: its text may quote a request body or a token.
"""

import contextlib
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.errors import Unreadable

KEYS = (
    *("timestamp", "level", "event", "logger", "at", "team", "assessment", "interview", "turn", "number", "kind"),
    *("status", "code", "method", "path", "release", "count", "waiting", "attempt", "seconds", "port", "pid"),
    *("version", "file", "error", "trace"),
)
"""The keys that pass, in the order printed; `error` and `trace` are filled in from `exc_info`.

`file` is a data file that cannot be read, with the user id in its name: whoever mends it has to find it.
"""

WITHHELD = "withheld"

_EVENT = re.compile(r"[a-z][a-z_ -]{0,59}")
_WORD = re.compile(r"[A-Za-z0-9_./:#<+-]{1,200}")
_TOKEN = re.compile(r"xox[a-z]|xapp|xwfp", re.IGNORECASE)
_USER = re.compile(r"(?<![A-Za-z0-9])[UW][A-Z0-9]{5,}(?![A-Za-z0-9])")
_KEY = secrets.token_bytes(16)


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Sends this process's events and its libraries' records to `stream` (standard error); the last call counts.

    Libraries are heard from warnings upwards, or at every level when `level` is DEBUG.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            let_through,
            structlog.processors.LogfmtRenderer(key_order=KEYS, drop_missing=True, bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Lines(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Libraries()]
    root.setLevel(logging.DEBUG if level == "DEBUG" else logging.WARNING)
    logging.captureWarnings(capture=True)


def mark(private_id: str) -> str:
    """A short stand-in for an id that names a person: the same all through this process, another in the next.

    >>> mark("U0123ABCD") == mark("U0123ABCD") != mark("U0123ABCE")
    True
    """
    return blake2b(private_id.encode(), digest_size=4, key=_KEY).hexdigest()


def let_through(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event with every key dropped that is not in `KEYS` and every value withheld that could be a person's.

    >>> let_through(None, "info", {"event": "answer stored", "kind": "I do not trust Bo", "reply": "no", "count": 2})
    {'event': 'answer stored', 'kind': 'withheld', 'count': 2}
    """
    told = event.pop("event", "")
    safe: EventDict = {"event": told if isinstance(told, str) and _EVENT.fullmatch(told) else WITHHELD}
    safe.update({key: _file(event[key]) if key == "file" else _safe(event[key]) for key in KEYS if key in event})
    if error := _error(event.get("exc_info")):
        safe.update(_outline(error))
    return safe


class _Lines:
    """Writes each line to a stream that may be gone, with its terminal: nobody's answer fails for that."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def info(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(f"{line}\n")
            self._stream.flush()

    debug = warning = error = critical = exception = info


class _Libraries(logging.Handler):
    """Turns a library's record into an event of ours without ever formatting its text."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            min(max(record.levelno // 10, 1), 5) * 10,  # a level of the library's own making counts as the one below
            "library",
            logger=record.name,
            at=_place(record.pathname, record.lineno),
            exc_info=record.exc_info,
        )


def _safe(value: object) -> object:
    match value:
        case bool() | int() | float() | None:
            return value
        case Path():
            return _safe("/".join(value.parts[-3:]))
        case str() if _WORD.fullmatch(value) and not _TOKEN.search(value):
            return _USER.sub(lambda found: mark(found[0]), value)
        case _:
            return WITHHELD


def _file(value: object) -> str:
    """A data file from its team's folder on, as far as it is made of ids and slugs."""
    name = "/".join(Path(str(value)).parts[-3:])
    return name if _WORD.fullmatch(name) and not _TOKEN.search(name) else WITHHELD


def _error(exc_info: object) -> BaseException | None:
    match exc_info:
        case BaseException():
            return exc_info
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
        case _:
            return None


def _outline(error: BaseException) -> EventDict:
    places = [_place(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    links = list(_chain(error))
    unread = [_file(link.where) for link in links if isinstance(link, Unreadable)]
    told: EventDict = {"error": "<".join(type(link).__name__ for link in links), "trace": "<".join(reversed(places))}
    return {"file": unread[0], **told} if unread else told


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then what caused it, and so on; a ring of causes ends."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _place(filename: str, line: int) -> str:
    return f"{'/'.join(Path(filename).parts[-2:])}:{line}"
