"""The data folder: which file is whose, and one process at a time that may change them.

- `data/.lock`: held while a bot runs; holds its process id
- `data/<team>/deeds.jsonl`: what facilitators asked for and is not done yet
- `data/<team>/<assessment>/assessment.jsonl`: settings and roster
- `data/<team>/<assessment>/draft.jsonl`: what it was launched from, or will be
- `data/<team>/<assessment>/<respondent>.jsonl`: one interview
- `data/<team>/<assessment>/releases/<n>.json`: one release, frozen
- beside a file, `.new`: its next form in the making; `.damaged-1`, `.damaged-2`...: what it was when found damaged
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from bot.errors import FolderLocked, StorageError
from bot.interview.model import InterviewKey
from bot.storage.disk import Disk, make_folders

_TEAM = re.compile(r"[TE][A-Z0-9]{1,31}")
_RESPONDENT = re.compile(r"[UW][A-Z0-9]{1,31}")
_ASSESSMENT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_PATIENCE = 0.3  # seconds: a bot that is just stopping is waited for


class DataFolder(Struct, frozen=True):
    """Where everything is kept. What is no id becomes no part of a path: each method raises StorageError instead."""

    root: Path

    def team(self, team: str) -> Path:
        """The folder of a Slack workspace."""
        return self.root / _checked(_TEAM, team, "a workspace")

    def teams(self) -> tuple[str, ...]:
        """The Slack workspaces there are folders for, sorted."""
        return tuple(sorted(path.name for path in _listed(self.root) if _TEAM.fullmatch(path.name)))

    def deeds_file(self, team: str) -> Path:
        """The file of what waits to be done in a workspace; its name cannot be an assessment's."""
        return self.team(team) / "deeds.jsonl"

    def assessment(self, team: str, assessment: str) -> Path:
        """The folder of an assessment."""
        return self.team(team) / _checked(_ASSESSMENT, assessment, "an assessment")

    def settings_file(self, team: str, assessment: str) -> Path:
        """The file of an assessment's settings and roster; its name cannot be a respondent's."""
        return self.assessment(team, assessment) / "assessment.jsonl"

    def releases(self, team: str, assessment: str) -> Path:
        """The folder of an assessment's releases."""
        return self.assessment(team, assessment) / "releases"

    def draft_file(self, team: str, assessment: str) -> Path:
        """The file of an assessment in the making, in the folder that will be the assessment's."""
        return self.assessment(team, assessment) / "draft.jsonl"

    def interview_file(self, key: InterviewKey) -> Path:
        """The file of an interview."""
        return self.assessment(key.team, key.assessment) / f"{_checked(_RESPONDENT, key.respondent, 'a user')}.jsonl"

    def assessments(self, team: str) -> tuple[str, ...]:
        """The ids a workspace has folders for, sorted."""
        return tuple(sorted(path.name for path in _listed(self.team(team)) if _ASSESSMENT.fullmatch(path.name)))

    def interview_files(self, team: str, assessment: str) -> dict[str, Path]:
        """The file of each interview in an assessment by user id, sorted."""
        named = ((path.stem, path) for path in _listed(self.assessment(team, assessment)) if path.suffix == ".jsonl")
        return dict(sorted((name, path) for name, path in named if _RESPONDENT.fullmatch(name)))


@contextmanager
def hold(root: Path, who: str = "bot") -> Iterator[DataFolder]:
    """Holds the data folder for this process, making it if need be; FolderLocked when another one does.

    `who`: what holds it, as a person is told.
    """
    lock = FileLock(root / ".lock", timeout=_PATIENCE, poll_interval=0.05, mode=0o600)
    try:
        make_folders(Disk(), root)
        lock.acquire()
    except Timeout as timeout:
        raise _locked(root, who) from timeout
    except OSError as error:
        mend = "Give the bot a folder it may write to: --data DIR."
        raise StorageError(f"This data folder cannot be used: {error.strerror}.", str(root), mend) from error
    try:
        with suppress(OSError):  # on a full disk the bot still starts, and says so at the first change
            (root / ".lock").write_text(f"{os.getpid()}\n")
        yield DataFolder(root)
    finally:
        lock.release()


def _locked(root: Path, who: str) -> FolderLocked:
    holder = ""
    with suppress(OSError):
        holder = (root / ".lock").read_text().strip()
    return FolderLocked(
        f"Another {who} is using this data folder: process {holder or 'unknown'}.",
        str(root),
        f"Stop it first{f' (kill {holder})' if holder else ''}, or give this one a folder of its own: --data DIR.",
    )


def _checked(pattern: re.Pattern[str], given: str, kind: str) -> str:
    if pattern.fullmatch(given) is None:
        raise StorageError(f"What was given is not the id of {kind}.", mend="Use the bot's own buttons and commands.")
    return given


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
