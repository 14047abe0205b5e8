"""What the storage tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.storage import durable_file, reading


@pytest.fixture
def quickly_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written anew every few changes, so that a short sweep meets it often."""
    monkeypatch.setattr(durable_file, "GROWN", 3000)
    monkeypatch.setattr(durable_file, "LINES", 3)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No writer is at work while a file is read, so a damaged one need not be looked at twice."""
    monkeypatch.setattr(reading, "_SECOND_LOOK", 0)


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: a sweep makes thousands of files it never wants again."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)
