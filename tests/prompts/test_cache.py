"""Remembering what was read."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import QuestionnaireError
from bot.prompts.cache import load_cached, remembered
from bot.prompts.loading import load_questionnaire
from tests.prompts.places import PROJECT, SHIPPED, Write


def test_what_is_remembered_is_what_was_read(tmp_path: Path) -> None:
    """The first time it is read, the second time remembered: it is the same."""
    first = load_cached(tmp_path, SHIPPED)
    assert len(list(tmp_path.iterdir())) == 1
    assert load_cached(tmp_path, SHIPPED) == first == load_questionnaire(SHIPPED)


def test_a_change_is_seen_at_once(tmp_path: Path, own: Path, write: Write) -> None:
    """Editing any file makes it read anew; editing it back, remembered again."""
    kept = tmp_path / "cache"
    load_cached(kept, SHIPPED, own)
    write("questionnaires/role-breadth/en.yaml", "title: Ours")
    assert load_cached(kept, SHIPPED, own).wording.title == "Ours"
    write("questionnaires/role-breadth/en.yaml", "title: Ours again")
    assert load_cached(kept, SHIPPED, own).wording.title == "Ours again"


def test_nothing_wrong_is_remembered(tmp_path: Path, own: Path, write: Write) -> None:
    """A questionnaire with faults raises them each time and leaves nothing behind."""
    write("questionnaires/role-breadth/en.yaml", "titel: Ours")
    for _ in range(2):
        with pytest.raises(QuestionnaireError):
            load_cached(tmp_path / "cache", SHIPPED, own)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_memory_is_done_without(tmp_path: Path, damage: bytes) -> None:
    """A cache that cannot be read is written anew."""
    whole = load_cached(tmp_path, SHIPPED)
    (kept,) = tmp_path.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(damage)
    assert load_cached(tmp_path, SHIPPED) == whole
    assert kept.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """Where the folder would be there is a file: nothing is remembered, everything is read."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert load_cached(blocked / "cache", SHIPPED).id == "role-breadth"


def test_values_of_two_kinds_do_not_mix(tmp_path: Path) -> None:
    """The same file remembered as two things is two memories."""
    file = tmp_path / "a"
    file.write_text("x")
    assert remembered(tmp_path / "cache", (file,), int, lambda: 3) == 3
    assert remembered(tmp_path / "cache", (file,), str, lambda: "three") == "three"
    assert remembered(tmp_path / "cache", (file,), int, lambda: 4) == 3


def test_a_start_reads_no_yaml(tmp_path: Path) -> None:
    """With everything remembered, neither the YAML package nor the checks are imported."""
    load_cached(tmp_path, SHIPPED)
    program = (
        "import sys; from pathlib import Path; from bot.prompts.cache import load_cached;"
        "from bot.prompts.people import load_people; from bot.prompts.roster import load_roster;"
        f"load_cached(Path({str(tmp_path)!r}), Path({str(SHIPPED)!r}));"
        "print('ruamel.yaml' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
