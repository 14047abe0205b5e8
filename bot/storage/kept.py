"""One value in its file: the TinyDB table it is in, and the copy of it read or written last."""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from tinydb import TinyDB
from tinydb.table import Document

from bot.storage.disk import Disk, make_folders
from bot.storage.durable_file import DurableFile, Notice, saving
from bot.storage.records import ONE, Kind, from_file, to_document

V = TypeVar("V")
R = TypeVar("R")


class Kept(Generic[V]):
    """A value of some kind, with the identity and in the file it is kept under."""

    def __init__(self, kind: Kind[V], identity: object, path: Path, disk: Disk, notice: Notice) -> None:
        self._kind, self._identity, self._path, self._disk = kind, identity, path, disk
        self._file = DurableFile(path, disk, notice)
        self._table = TinyDB(storage=lambda: self._file).table(kind.table)
        self._raw: bytes | None = None
        self._value: V | None = None

    def value(self) -> V | None:
        """The value as it stands, None when there is none; decoded again only when its file has changed."""
        raw = self._file.raw()
        if raw is not self._raw:
            self._value = None if raw is None else from_file(self._kind, raw, self._identity, self._path)
            self._raw = raw
        return self._value

    def create(self, value: V) -> bool:
        """Keeps the first value; False when there is one already."""
        if self.value() is not None:
            return False
        with saving(self._path):
            make_folders(self._disk, self._path.parent)
        self._table.insert(Document(to_document(self._kind, value), ONE))
        return True

    def change(self, change: Callable[[V], tuple[V, R]]) -> R:
        """Keeps what `change` makes of the value and returns its result; KeyError when there is no value."""
        before = self.value()
        if before is None:
            raise KeyError(self._identity)
        after, result = change(before)
        if after != before:
            self._replace(to_document(self._kind, after))
            self._raw, self._value = self._file.raw(), after
        return result

    def _replace(self, document: dict[str, Any]) -> None:
        def put(stored: MutableMapping[str, Any]) -> None:
            stored.clear()
            stored.update(document)

        self._table.update(put, doc_ids=[ONE])
