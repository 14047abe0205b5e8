"""Prompts to read: the shipped ones, and a firm's own folder to be filled."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.prompts.places import Write


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A firm's own folder, empty."""
    return tmp_path / "own"


@pytest.fixture
def write(own: Path) -> Write:
    """Writes a file of the firm's own: its path in the folder, and what is in it, indented or not."""

    def put(name: str, text: str) -> Path:
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), "utf-8")
        return path

    return put
