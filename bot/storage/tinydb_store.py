"""The Store on TinyDB: one durable file an interview, one an assessment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from bot.breadth.released import Release
from bot.errors import StorageError
from bot.fieldwork.deeds import Deeds
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview, InterviewKey
from bot.storage import releases
from bot.storage.disk import Disk, flush_folder
from bot.storage.durable_file import Notice, log_damage, saving
from bot.storage.folder import DataFolder, hold
from bot.storage.kept import Kept
from bot.storage.reading import look_at_end
from bot.storage.records import ASSESSMENT, DEEDS, DRAFT, INTERVIEW, Kind, from_file

R = TypeVar("R")
V = TypeVar("V")
Id = TypeVar("Id")

_AT_HAND = 256


class TinyStore:
    """Implements `ports.Store` in a data folder. `open_store` makes one; without the folder's lock, only read from it.

    Nothing is awaited between reading a value and having its successor on disk, so nothing comes between on one event
    loop: that is the lock the port speaks of. All calls belong on that loop's thread.
    """

    def __init__(self, folder: DataFolder, disk: Disk | None = None, notice: Notice = log_damage) -> None:
        self._folder = folder
        self._disk = disk or Disk()
        self._notice = notice
        self._told: set[tuple[Path, str]] = set()
        self._at_hand: dict[object, Kept[Any]] = {}

    async def create_interview(self, interview: Interview) -> bool:
        """Keeps a new interview; False, changing nothing, when there is one under its key already."""
        return self._interview(interview.key).create(interview)

    async def change_interview(self, key: InterviewKey, change: Callable[[Interview], tuple[Interview, R]]) -> R:
        """Runs `change`, keeps the new interview, returns the result. KeyError when absent."""
        return self._interview(key).change(change)

    async def interview(self, key: InterviewKey) -> Interview | None:
        """The interview as it stands, or None."""
        return self._interview(key).value()

    def interviews(self, team: str, assessment: str) -> Iterator[Interview]:
        """Every interview of an assessment, by respondent id. One that cannot be read is told of and left out."""
        for respondent, path in self._folder.interview_files(team, assessment).items():
            key = InterviewKey(team, assessment, respondent)
            try:
                interview = self._glance(key, path)
            except StorageError as error:
                self._tell(path, error.what)
            else:
                if interview is not None:
                    yield interview

    async def erase_interview(self, key: InterviewKey) -> None:
        """Removes every trace of an interview; nothing happens when there is none."""
        path = self._folder.interview_file(key)
        self._at_hand.pop(key, None)
        with saving(path):
            self._remove(sorted(path.parent.glob(f"{path.name}*"), reverse=True), path.parent)

    async def create_assessment(self, assessment: Assessment) -> bool:
        """Keeps a new assessment; False, changing nothing, when there is one with its id already."""
        return self._assessment(assessment.team, assessment.id).create(assessment)

    async def change_assessment(
        self, team: str, assessment: str, change: Callable[[Assessment], tuple[Assessment, R]]
    ) -> R:
        """Runs `change`, keeps the new assessment, returns the result. KeyError when absent."""
        return self._assessment(team, assessment).change(change)

    async def assessment(self, team: str, assessment: str) -> Assessment | None:
        """The assessment as it stands, or None."""
        return self._assessment(team, assessment).value()

    async def create_draft(self, draft: Draft) -> bool:
        """Keeps a new draft; False, changing nothing, when there is one with its id already."""
        return self._draft(draft.team, draft.id).create(draft)

    async def change_draft(self, team: str, draft: str, change: Callable[[Draft], tuple[Draft, R]]) -> R:
        """Runs `change`, keeps the new draft, returns the result. KeyError when absent."""
        return self._draft(team, draft).change(change)

    async def draft(self, team: str, draft: str) -> Draft | None:
        """The draft as it stands, or None."""
        return self._draft(team, draft).value()

    async def erase_draft(self, team: str, draft: str) -> bool:
        """Removes a draft; False, changing nothing, where there is none or it was launched."""
        if draft not in self.drafts(team):
            return False
        await self.erase_assessment(team, draft)
        return True

    def drafts(self, team: str) -> tuple[str, ...]:
        """The ids of a team's drafts that were not launched yet, sorted."""
        launched = set(self.assessments(team))
        there = (name for name in self._folder.assessments(team) if self._folder.draft_file(team, name).exists())
        return tuple(name for name in there if name not in launched)

    async def change_deeds(self, team: str, change: Callable[[Deeds], Deeds]) -> None:
        """Runs `change` on what waits to be done in a team, and keeps what it makes of it."""
        kept = self._deeds(team)
        if not kept.create(change(Deeds(team))):
            kept.change(lambda deeds: (change(deeds), None))

    async def deeds(self, team: str) -> Deeds:
        """What waits to be done in a team."""
        return self._deeds(team).value() or Deeds(team)

    def assessments(self, team: str) -> tuple[str, ...]:
        """The ids of a team's assessments, sorted."""
        return tuple(name for name in self._folder.assessments(team) if self._folder.settings_file(team, name).exists())

    def assessments_of(self, team: str, respondent: str) -> tuple[str, ...]:
        """The ids of the assessments a respondent has an interview in, sorted."""
        keys = (InterviewKey(team, name, respondent) for name in self._folder.assessments(team))
        return tuple(key.assessment for key in keys if self._folder.interview_file(key).exists())

    async def keep_release(self, team: str, assessment: str, release: Release) -> Release:
        """Keeps a release for good; gives the one kept before under its number, where there is one."""
        return releases.keep(self._disk, self._folder.releases(team, assessment), release)

    async def release(self, team: str, assessment: str) -> Release | None:
        """The latest release of an assessment, or None."""
        return releases.latest(self._folder.releases(team, assessment))

    async def erase_assessment(self, team: str, assessment: str) -> None:
        """Removes an assessment with all its interviews and whatever else its folder holds; its settings go last."""
        folder, settings = self._folder.assessment(team, assessment), self._folder.settings_file(team, assessment)
        self._at_hand.clear()
        with saving(folder):
            self._remove([path for path in sorted(folder.rglob("*"), reverse=True) if path != settings], folder)
            self._remove([path for path in (settings, folder) if path.exists()], folder.parent)

    def _interview(self, key: InterviewKey) -> Kept[Interview]:
        return self._kept(INTERVIEW, key, self._folder.interview_file)

    def _assessment(self, team: str, assessment: str) -> Kept[Assessment]:
        return self._kept(ASSESSMENT, (team, assessment), lambda ids: self._folder.settings_file(*ids))

    def _draft(self, team: str, draft: str) -> Kept[Draft]:
        return self._kept(DRAFT, ("draft", team, draft), lambda ids: self._folder.draft_file(*ids[1:]))

    def _deeds(self, team: str) -> Kept[Deeds]:
        return self._kept(DEEDS, ("deeds", team), lambda ids: self._folder.deeds_file(ids[1]))

    def _kept(self, kind: Kind[V], identity: Id, file: Callable[[Id], Path]) -> Kept[V]:
        kept = self._at_hand.pop(identity, None) or Kept(kind, identity, file(identity), self._disk, self._notice)
        self._at_hand[identity] = kept  # a dict keeps its order: what was used last stands last
        if len(self._at_hand) > _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        return kept

    def _glance(self, key: InterviewKey, path: Path) -> Interview | None:
        """The interview without taking it to hand, so that a list of thousands drives nobody's out."""
        if key in self._at_hand:
            return self._interview(key).value()
        found = look_at_end(path)
        if found is None:
            return None
        if found.fault:
            self._tell(path, found.fault)
        return from_file(INTERVIEW, found.document, key, path)

    def _tell(self, path: Path, fault: str) -> None:
        """Once each: lists are read every minute."""
        if (path, fault) not in self._told:
            self._told.add((path, fault))
            self._notice(path, fault)

    def _remove(self, paths: list[Path], folder: Path) -> None:
        for path in paths:
            if path.is_dir():
                self._disk.rmdir(path)
            else:
                self._disk.unlink(path)
        if folder.is_dir():
            flush_folder(self._disk, folder)


@contextmanager
def open_store(root: Path) -> Iterator[TinyStore]:
    """The store of a data folder, which is this process's alone meanwhile. Raises FolderLocked."""
    with hold(root) as folder:
        yield TinyStore(folder)
