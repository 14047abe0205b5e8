"""A model of a disk that loses power: what was flushed is there; of the rest, any part.

Stricter than any real file system: a file's unflushed pages, its length and a folder's unflushed names reach the disk
each on its own, in any order, or not at all.
"""

import os
from pathlib import Path
from random import Random
from typing import Any

from bot.storage.disk import Disk

PAGE = 512
FOLDER = -1


class Node:
    """A file's content: as flushed last, and as the running system sees it."""

    def __init__(self) -> None:
        self.flushed = b""
        self.seen = b""


class Names:
    """A folder's names: those flushed, and the changes since, each of them all or nothing."""

    def __init__(self) -> None:
        self.flushed: dict[str, int | None] = {}
        self.since: list[dict[str, int | None]] = []

    def seen(self) -> dict[str, int | None]:
        """The names as the running system sees them."""
        names = dict(self.flushed)
        for change in self.since:
            names.update(change)
        return names


class Platter:
    """What is on the disk and what only seems to be; `disk` keeps it in step with real files under `root`."""

    def __init__(self, root: Path) -> None:
        self._files: dict[int, Node] = {}
        self._folders: dict[Path, Names] = {root: Names(), root.parent: Names()}
        self._folders[root.parent].flushed[root.name] = FOLDER
        self._opened: dict[int, Path | int] = {}
        self._root = root

    def disk(self) -> Disk:
        """The calls that change both the real files and this model."""
        plain = Disk()._asdict()
        del plain["close"]

        def both(name: str) -> Any:
            def call(*given: Any) -> Any:
                result = plain[name](*given) if name != "flush" else None
                getattr(self, f"_{name}")(*given, result)
                return result

            return call

        return Disk(**{name: both(name) for name in plain})

    def cut(self, target: Path, random: Random) -> None:
        """Writes below `target` one of the states the disk may be in when the power goes now."""
        self._settle(self._root, target, random)

    def _settle(self, folder: Path, target: Path, random: Random) -> None:
        target.mkdir()
        names = dict(self._folders[folder].flushed)
        for change in self._folders[folder].since:
            if random.random() < 0.5:
                names.update(change)
        for name, number in names.items():
            if number == FOLDER:
                self._settle(folder / name, target / name, random)
            elif number is not None:
                (target / name).write_bytes(_torn(self._files[number], random))

    def _open(self, path: Path, flags: int, _mode: int, descriptor: int) -> None:
        if path in self._folders:
            self._opened[descriptor] = path
            return
        number = self._folders[path.parent].seen().get(path.name)
        if number is None:
            number = len(self._files)
            self._files[number] = Node()
            self._change(path, number)
        if flags & os.O_TRUNC:
            self._files[number].seen = b""
        self._opened[descriptor] = number

    def _pwrite(self, descriptor: int, content: bytes, offset: int, _written: int) -> None:
        node = self._node(descriptor)
        node.seen = node.seen[:offset].ljust(offset, b"\0") + content + node.seen[offset + len(content) :]

    def _ftruncate(self, descriptor: int, size: int, _none: None) -> None:
        node = self._node(descriptor)
        node.seen = node.seen[:size].ljust(size, b"\0")

    def _flush(self, descriptor: int, _none: None) -> None:
        opened = self._opened[descriptor]
        if isinstance(opened, Path):
            names = self._folders[opened]
            names.flushed, names.since = names.seen(), []
        else:
            self._files[opened].flushed = self._files[opened].seen

    def _replace(self, source: Path, target: Path, _none: None) -> None:
        number = self._folders[source.parent].seen()[source.name]
        self._folders[source.parent].since.append({source.name: None, target.name: number})

    def _link(self, source: Path, target: Path, _none: None) -> None:
        self._change(target, self._folders[source.parent].seen()[source.name])

    def _mkdir(self, path: Path, _mode: int, _none: None) -> None:
        self._folders[path] = Names()
        self._change(path, FOLDER)

    def _unlink(self, path: Path, _none: None) -> None:
        self._change(path, None)

    _rmdir = _unlink

    def _change(self, path: Path, number: int | None) -> None:
        self._folders[path.parent].since.append({path.name: number})

    def _node(self, descriptor: int) -> Node:
        number = self._opened[descriptor]
        assert isinstance(number, int)
        return self._files[number]


def _torn(node: Node, random: Random) -> bytes:
    size = len(random.choice((node.flushed, node.seen)))
    pages = bytearray()
    for start in range(0, size, PAGE):
        source = random.choice((node.flushed, node.seen))
        pages += source[start : start + PAGE].ljust(PAGE, b"\0")
    return bytes(pages[:size])
