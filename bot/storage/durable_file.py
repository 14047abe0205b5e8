"""TinyDB's storage seam on a file that keeps what it acknowledged: one line and one flush a change."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from structlog import get_logger
from tinydb.storages import Storage

from bot.errors import Damaged, NotSaved
from bot.storage.disk import Disk, flush_folder, write_all, write_file
from bot.storage.lines import END, frame
from bot.storage.reading import look, signature

Tables = dict[str, dict[str, dict[str, Any]]]
"""TinyDB's shape: table name, document id as text, document."""
Notice = Callable[[Path, str], None]
"""Told which file is damaged and what is wrong with it; never what it holds."""

GROWN = 256 * 1024
"""A file past this many bytes, and past LINES times its last line, is written anew with that line alone."""
LINES = 16


class DurableFile(Storage):
    """A TinyDB storage: `TinyDB(path, storage=DurableFile)`. When `write` returns, the change is on disk.

    A change that could not be saved is as if it had never been: `read` gives what was acknowledged last, and the next
    `write` first makes the file good again. One writer a file (`folder.hold` sees to it); others may read meanwhile.
    """

    def __init__(self, path: Path, disk: Disk | None = None, notice: Notice | None = None) -> None:
        self._path = path
        self._disk = disk or Disk()
        self._notice = notice or log_damage
        self._document: bytes | None = None  # what was acknowledged last
        self._end = 0  # where the next line goes
        self._seen: tuple[int, ...] | None = None  # the file's signature when the two were so
        self._sound = True  # False: the file may hold more than was acknowledged; mended before the next line
        self._damaged = False

    def read(self) -> Tables | None:
        """The tables as they stand; None where there is no file. Raises Damaged when no line of it is good."""
        document = self.raw()
        if document is None:
            return None
        return tables_in(self._path, document)

    def raw(self) -> bytes | None:
        """The document as it stands, as JSON: the same object until it changes."""
        if self._sound and (seen := signature(self._path)) != self._seen:
            self._load()
            self._seen = seen
        return self._document

    def write(self, data: Tables) -> None:
        """Keeps the tables, or raises NotSaved. When nothing changed, nothing is written."""
        before = self.raw()
        with saving(self._path):
            document = msgspec.json.encode(data)
            if document == before:
                return
            if before is None:
                self._create(document)
            else:
                self._append(document, before)
        self._compact(document)

    def _load(self) -> None:
        found = look(self._path)
        self._document, self._end = (None, 0) if found is None else (found.document, found.size - len(END))
        if found is not None and found.fault:
            self._sound, self._damaged = False, True
            self._notice(self._path, found.fault)

    def _create(self, document: bytes) -> None:
        if (kept := _kept_aside(self._path, 1)).exists():
            raise Damaged(
                "This file is gone, but a damaged copy of it is still there.",
                str(kept),
                f"Put a good copy back as {self._path.name}, or move the damaged one away to begin anew.",
            )
        self._rewrite(document)

    def _append(self, document: bytes, before: bytes) -> None:
        if not self._sound:
            self._rewrite(before)
        line = frame(document)
        descriptor = self._disk.open(self._path, os.O_WRONLY, 0)
        try:
            self._sound = False
            write_all(self._disk, descriptor, line + END, self._end)
            self._disk.flush(descriptor)
        except OSError:
            self._take_back(descriptor)
            raise
        finally:
            self._disk.close(descriptor)
        self._settle(document, self._end + len(line))

    def _take_back(self, descriptor: int) -> None:
        # Only for whoever opens the file next: this object stays unsound, goes by its memory and rewrites the file.
        with suppress(OSError):
            write_all(self._disk, descriptor, END, self._end)
            self._disk.ftruncate(descriptor, self._end + len(END))

    def _rewrite(self, document: bytes) -> None:
        if self._damaged:
            self._keep_aside()
            self._damaged = False
        line = frame(document)
        new = self._path.with_name(self._path.name + ".new")
        write_file(self._disk, new, line + END)
        self._sound = False
        self._disk.replace(new, self._path)
        flush_folder(self._disk, self._path.parent)
        self._settle(document, len(line))

    def _settle(self, document: bytes, end: int) -> None:
        self._document, self._end = document, end
        self._seen = signature(self._path)
        self._sound = True

    def _compact(self, document: bytes) -> None:
        if self._end > max(GROWN, LINES * len(document)):
            with suppress(OSError):  # the change is kept already, and the next one tries again
                self._rewrite(document)

    def _keep_aside(self) -> None:
        for number in count(1):
            kept = _kept_aside(self._path, number)
            if not kept.exists():
                self._disk.link(self._path, kept)
                break
            if kept.samefile(self._path):
                break
        flush_folder(self._disk, self._path.parent)


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turns a fault of the disk into NotSaved."""
    try:
        yield
    except UnicodeEncodeError:  # it quotes the text
        raise NotSaved("Half a character cannot be saved.", str(path), "Send it without that character.") from None
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        mend = "Free some space on the disk and try again." if full else "Try again; if it lasts, check the disk."
        raise NotSaved(f"A change was not saved: {error.strerror or error}.", str(path), mend) from error


def tables_in(path: Path, document: bytes) -> Tables:
    """The tables a document holds; Damaged when it holds something else."""
    try:
        return msgspec.json.decode(document, type=Tables)
    except msgspec.MsgspecError:  # its text may quote an answer
        raise Damaged("This file holds no tables.", str(path), "Put a good copy of it back.") from None


def log_damage(path: Path, fault: str) -> None:
    """Logs that a file is damaged: where and how, never what it holds."""
    get_logger(__name__).error("file_damaged", file=path, kind=re.sub("[^a-z0-9]+", "-", fault.lower()).strip("-"))


def _kept_aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.damaged-{number}")
