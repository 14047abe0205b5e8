"""Reading a durable file without changing it, while its writer may be at work."""

import os
from pathlib import Path
from time import sleep

from msgspec import Struct

from bot.errors import Damaged, Unreadable
from bot.storage.lines import END, scan, unframe

_TAIL = 16 * 1024
_SECOND_LOOK = 0.02


class Look(Struct, frozen=True):
    """A file judged: its last good document, how many bytes were read, and what is wrong with them, if anything."""

    document: bytes
    size: int
    fault: str


def look(path: Path) -> Look | None:
    """Checks every line of a file; None where there is none. Raises Damaged when no line is good."""
    written = content(path)
    if written is not None and scan(written).fault:
        sleep(_SECOND_LOOK)  # its writer may have been in the middle of a line
        written = content(path)
    if written is None:
        return None
    found = scan(written)
    if found.document is None:
        raise Damaged(
            f"No line of this file is good: it {found.fault}.",
            str(path),
            "It is left as it is. Put a good copy of it back, or move it away to begin anew without it.",
        )
    return Look(found.document, len(written), found.fault)


def look_at_end(path: Path) -> Look | None:
    """Checks the last line only, in one short read; the whole file where that is not as it should be."""
    tail = content(path, _TAIL)
    if tail is not None and tail.endswith(b"\n" + END):
        document = unframe(tail[tail.rfind(b"\n", 0, -2) + 1 : -1])
        if document is not None:
            return Look(document, len(tail), "")
    return look(path)


def signature(path: Path) -> tuple[int, ...] | None:
    """What changes whenever the file does; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    return status.st_ino, status.st_size, status.st_mtime_ns


def content(path: Path, last: int = 0) -> bytes | None:
    """The last so many bytes of a file, all of them for 0; None where there is none."""
    try:
        with path.open("rb", buffering=0) as file:
            if last:
                file.seek(max(0, file.seek(0, os.SEEK_END) - last))
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Unreadable:
    return Unreadable(
        f"This file cannot be read: {error.strerror}.", str(path), "Check the disk and who owns the file."
    )
