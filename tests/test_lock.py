"""The locks hold what `pyproject.toml` asks for, pinned and hashed, and nothing of the machine they were made on."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bot

PROJECT = Path(__file__).parents[1]
LOCKS = PROJECT / "bot" / "requirements"
ASKED = tomllib.loads((PROJECT / "pyproject.toml").read_text())
NAMES = ("installer", "run", "test")
ENTRY = re.compile(r"(?m)^(\S[^\\\n]*) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def pins(name: str) -> dict[str, str]:
    """What a lock pins: package to version."""
    found = [Requirement(entry) for entry, _ in ENTRY.findall((LOCKS / f"{name}.txt").read_text())]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in found}


def asked(name: str) -> list[str]:
    """The requirements a lock is made from."""
    groups: dict[str, list[str]] = ASKED["dependency-groups"]
    run: list[str] = ASKED["project"]["dependencies"]
    return {"installer": groups["installer"], "run": run, "test": run + groups["dev"]}[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_lock_is_a_hashed_pin(name: str) -> None:
    """A lock is comments and pins with their SHA-256; no index, address, path or option slips in."""
    text = (LOCKS / f"{name}.txt").read_text()
    rest = ENTRY.sub("", text)

    assert all(line.startswith("#") for line in rest.splitlines())
    assert "://" not in text
    assert all(re.fullmatch(r"[0-9][0-9a-z.+]*", version) for version in pins(name).values())


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_serves_what_the_project_asks_for(name: str) -> None:
    """Each requirement is pinned to a version it accepts, or the lock was not made anew."""
    locked = pins(name)
    wrong = [
        text
        for text in asked(name)
        if not (wanted := Requirement(text)).specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]

    assert wrong == []


def test_testing_adds_to_what_runs() -> None:
    """The tests run on exactly the versions the bot runs on."""
    assert pins("run").items() <= pins("test").items()


def test_the_version_is_told_once() -> None:
    """The package and the project name the same version, and the oldest Python the locks were made for."""
    assert bot.__version__ == ASKED["project"]["version"]
    assert ASKED["project"]["requires-python"] == ">=3.11"
    assert all("--python-version 3.11" in (LOCKS / f"{name}.txt").read_text() for name in NAMES)
