"""What a data folder holds already, read without its lock: for a command beside a running bot."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.errors import StorageError
from bot.fieldwork.model import Assessment
from bot.storage import inbox
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore


def opened(root: Path, concerns: Callable[[str], bool]) -> Iterator[Assessment]:
    """The assessments that wait to be opened, then those that were, in the teams that concern the caller.

    What cannot be read is passed over: the bot tells of it.
    """
    for path in inbox.waiting(root):
        with suppress(StorageError):
            yield inbox.read(path)
    folder = DataFolder(root)
    store = TinyStore(folder)
    for team in filter(concerns, folder.teams()):
        for name in store.assessments(team):
            with suppress(StorageError):
                assessment = asyncio.run(store.assessment(team, name))
                if assessment is not None:
                    yield assessment
