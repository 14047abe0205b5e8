"""Assessments waiting to be opened: `data/inbox/<id>.json`, laid there whole by a command, taken up by the running bot.

Laying one there needs no lock on the data folder, so an administrator can do it while the bot runs.
"""

from pathlib import Path

import msgspec

from bot.errors import StorageError
from bot.fieldwork.model import Assessment
from bot.storage.disk import Disk, flush_folder, make_folders, write_file

FOLDER = "inbox"


def lay(root: Path, assessment: Assessment) -> Path:
    """Lays an assessment into the inbox of a data folder, on disk when this returns; where it lies.

    StorageError when the folder cannot be written to. An assessment of the same id is replaced.
    """
    path = root / FOLDER / f"{assessment.id}.json"
    making = path.with_suffix(".new")
    try:
        make_folders(Disk(), path.parent)
        write_file(Disk(), making, msgspec.json.encode(assessment))
        making.replace(path)
        flush_folder(Disk(), path.parent)
    except OSError as error:
        mend = "Give a data folder that can be written to: --data DIR."
        raise StorageError(f"The assessment could not be laid out: {error.strerror}.", str(path), mend) from error
    return path


def waiting(root: Path) -> tuple[Path, ...]:
    """The assessments that lie in the inbox, by name."""
    folder = root / FOLDER
    return tuple(sorted(folder.glob("*.json"))) if folder.is_dir() else ()


def read(path: Path) -> Assessment:
    """An assessment from the inbox; StorageError when the file is not one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Assessment)
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        mend = "Remove the file, then open the roster again: python3 -m bot open FILE."
        raise StorageError("This file in the inbox is no assessment.", str(path), mend) from error


def take_away(path: Path) -> None:
    """Removes an assessment from the inbox, once it is opened."""
    path.unlink(missing_ok=True)
