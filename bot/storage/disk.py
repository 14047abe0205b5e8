"""Every call that changes the disk, as one value, so that a test can fail or stop at any of them."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


def flush(descriptor: int) -> None:
    """Returns once a file or folder is on the disk itself, past its caches.

    On macOS fsync leaves the data in the drive's cache; F_FULLFSYNC does not (fsync(2) there).
    """
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def open_file(path: Path, flags: int, mode: int) -> int:
    """Opens a file as bytes: Windows would change the ends of lines."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0), mode)


def write_at(descriptor: int, content: bytes, offset: int) -> int:
    """Writes at an offset, for systems without `pwrite`; how many bytes were taken."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.write(descriptor, content)


class Disk(NamedTuple):
    """The calls, named as in `os`; each raises OSError when it fails."""

    open: Callable[[Path, int, int], int] = open_file
    pwrite: Callable[[int, bytes, int], int] = getattr(os, "pwrite", write_at)
    flush: Callable[[int], None] = flush
    ftruncate: Callable[[int, int], None] = os.ftruncate
    close: Callable[[int], None] = os.close
    replace: Callable[[Path, Path], None] = os.replace
    link: Callable[[Path, Path], None] = os.link
    mkdir: Callable[[Path, int], None] = os.mkdir
    unlink: Callable[[Path], None] = os.unlink
    rmdir: Callable[[Path], None] = os.rmdir


def write_all(disk: Disk, descriptor: int, content: bytes, offset: int) -> None:
    """Writes the whole content at an offset, however many calls it takes."""
    rest = memoryview(content)
    while rest:
        written = disk.pwrite(descriptor, bytes(rest) if len(rest) < len(content) else content, offset)
        rest, offset = rest[written:], offset + written


def write_file(disk: Disk, path: Path, content: bytes) -> None:
    """Makes or overwrites a file, readable by its owner alone, and flushes it; its name may not be durable yet."""
    descriptor = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write_all(disk, descriptor, content, 0)
        disk.flush(descriptor)
    finally:
        disk.close(descriptor)


def flush_folder(disk: Disk, folder: Path) -> None:
    """Makes the names in a folder durable: those added, renamed and removed."""
    if os.name == "nt":  # opens no folders, and keeps their names in its own journal
        return
    descriptor = disk.open(folder, os.O_RDONLY, 0)
    try:
        disk.flush(descriptor)
    finally:
        disk.close(descriptor)


def make_folders(disk: Disk, folder: Path) -> None:
    """Makes a folder and those above it that are missing; each one's name is durable before anything is put into it."""
    if not folder.is_dir():
        make_folders(disk, folder.parent)
        with suppress(FileExistsError):
            disk.mkdir(folder, 0o700)
    flush_folder(disk, folder.parent)
