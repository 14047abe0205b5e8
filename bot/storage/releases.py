"""Releases in their files: `data/<team>/<assessment>/releases/<n>.json`, written once and never again."""

from pathlib import Path

import msgspec

from bot.breadth.released import Release
from bot.errors import Damaged
from bot.storage.disk import Disk, flush_folder, make_folders, write_file
from bot.storage.durable_file import saving
from bot.storage.lines import frame, unframe
from bot.storage.reading import content
from bot.storage.records import RELEASE, from_document, to_document
from bot.storage.upgrades import Document


def keep(disk: Disk, folder: Path, release: Release) -> Release:
    """Keeps a release for good; gives the one kept before under its number, where there is one."""
    path = folder / f"{release.number}.json"
    kept = _read(path, release.number)
    if kept is not None:
        return kept
    with saving(path):
        make_folders(disk, folder)
        new = path.with_name(f"{path.name}.new")
        write_file(disk, new, frame(msgspec.json.encode(to_document(RELEASE, release))))
        disk.replace(new, path)
        flush_folder(disk, folder)
    return release


def latest(folder: Path) -> Release | None:
    """The release with the highest number, or None. Raises Damaged where its file is not as it was written."""
    numbers = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()]
    return _read(folder / f"{max(numbers)}.json", max(numbers)) if numbers else None


def _read(path: Path, number: int) -> Release | None:
    line = content(path)
    if line is None:
        return None
    document = unframe(line)
    if document is None:
        raise Damaged("This release does not match its checksum.", str(path), "Put a good copy of it back.")
    return from_document(RELEASE, msgspec.json.decode(document, type=Document), number, path)
