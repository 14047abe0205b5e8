import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from bot.errors import FolderLocked, StorageError
from bot.interview.model import InterviewKey
from bot.storage.folder import DataFolder, hold
from tests.storage.samples import interview

FORGED = (
    "",
    ".",
    "..",
    "../x",
    "U1/../U2",
    "/etc/passwd",
    "U1\x00",
    "U1\n",
    "-u1",
    "U",
    "\uff351",
    "U1.jsonl",
    "U" * 40,
    "C:",
)


@contextmanager
def _holder(root: Path) -> Iterator[int]:
    """Another process that holds the folder, by its id."""
    told, ready = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with hold(root):
                os.write(ready, b".")
                signal.pause()
        finally:
            os._exit(1)
    os.read(told, 1)
    os.close(told)
    os.close(ready)
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_second_process_is_refused(tmp_path: Path, scaled: Callable[[int], int]) -> None:
    """Within a second it learns which process holds the folder; once that one is killed, the folder is free."""
    for _ in range(scaled(50)):
        with _holder(tmp_path) as holder:
            started = monotonic()
            with pytest.raises(FolderLocked, match=f"process {holder}") as caught, hold(tmp_path):
                pass
            assert monotonic() - started < 1
            assert f"kill {holder}" in caught.value.mend
            assert (tmp_path / ".lock").read_text().strip() == str(holder)
        with hold(tmp_path):
            pass


def test_a_bot_started_twice_is_refused_for_real(tmp_path: Path) -> None:
    """The same from an interpreter of its own, while this one holds the folder."""
    code = f"import pathlib, bot.storage.folder as f\nwith f.hold(pathlib.Path({str(tmp_path)!r})): pass"
    with hold(tmp_path):
        second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert f"process {os.getpid()}" in second.stderr
    assert second.returncode == 1


def test_the_folder_is_made_and_named_as_it_is(tmp_path: Path) -> None:
    """A data folder that does not exist is made, with those above it, for its owner alone."""
    root = tmp_path / "new" / "data"
    with hold(root) as folder:
        assert folder == DataFolder(root)
    assert root.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """A file where the folder should be: the fault names it and the way out."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError, match="cannot be used") as caught, hold(tmp_path / "data"):
        pass
    assert "--data" in caught.value.mend


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_id_becomes_no_path(tmp_path: Path, forged: str) -> None:
    """What is no id of Slack's or ours is refused before any file is touched, and is not repeated in the message."""
    folder = DataFolder(tmp_path / "data")
    for attempt in (
        lambda: folder.interview_file(InterviewKey("T1", "spring", forged)),
        lambda: folder.interview_file(InterviewKey("T1", forged, "U1")),
        lambda: folder.interview_file(InterviewKey(forged, "spring", "U1")),
        lambda: folder.settings_file("T1", forged),
        lambda: folder.interview_files(forged, "spring"),
        lambda: folder.assessments(forged),
    ):
        with pytest.raises(StorageError, match="What was given is not the id of"):
            attempt()
    assert list(tmp_path.iterdir()) == []


def test_a_respondent_cannot_be_taken_for_the_settings(tmp_path: Path) -> None:
    """No user id gives the name of the settings file, not even where capitals do not count."""
    folder = DataFolder(tmp_path)
    assert folder.settings_file("T1", "spring").name == "assessment.jsonl"
    with pytest.raises(StorageError):
        folder.interview_file(InterviewKey("T1", "spring", "ASSESSMENT"))


def test_only_whole_files_and_real_folders_are_listed(tmp_path: Path) -> None:
    """Leftovers, damaged copies, releases and the local workspace's folder are neither respondents nor assessments."""
    folder = DataFolder(tmp_path)
    here = folder.assessment("T1", "spring")
    here.mkdir(parents=True)
    for name in ("U2.jsonl", "U1.jsonl", "U3.jsonl.new", "U4.jsonl.damaged-1", "assessment.jsonl", "audit.jsonl"):
        (here / name).write_text("")
    (here.parent / "-odd").mkdir()
    assert list(folder.interview_files("T1", "spring")) == ["U1", "U2"]
    assert folder.assessments("T1") == ("spring",)
    assert folder.assessments("T2") == ()
    assert folder.interview_file(interview("U1").key) == here / "U1.jsonl"
