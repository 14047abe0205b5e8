"""A release in its file: written once, read as it was, damage told."""

from random import Random

import pytest
from msgspec.structs import replace

from bot.breadth.answers import Data
from bot.breadth.release import Terms, release
from bot.errors import Damaged, NewerFormat, NotSaved
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.lines import frame, unframe
from bot.storage.releases import keep, latest
from bot.storage.tinydb_store import TinyStore
from tests.breadth.made import APART, SPREAD, one_role
from tests.storage.faults import UNFLUSHED, Crash, counting, dying, failing
from tests.storage.samples import assessment, at_once


@pytest.fixture
def made():
    """A release with every kind of cell: shown, alike, too few and none."""
    shown = one_role(*APART, to_be=SPREAD, groups=["holder"] * 3 + ["manager"] * 3)
    return release(shown, Terms(invited=24))


def test_a_release_is_read_as_it_was_kept(tmp_path, made):
    """Nothing of it is lost or changed on the way to the disk and back."""
    assert latest(tmp_path / "none") is None
    assert keep(UNFLUSHED, tmp_path / "releases", made) == made
    assert latest(tmp_path / "releases") == made


def test_what_was_kept_first_stays(tmp_path, made):
    """Other figures under the same number are not taken."""
    keep(UNFLUSHED, tmp_path, made)
    assert keep(UNFLUSHED, tmp_path, replace(made, answered=0)) == made
    assert latest(tmp_path) == made


def test_the_latest_has_the_highest_number(tmp_path, made):
    """Ten comes after nine; what is no release is passed over."""
    for number in (2, 10, 9):
        keep(UNFLUSHED, tmp_path, replace(made, number=number))
    (tmp_path / "11.json.new").write_bytes(b"half")
    (tmp_path / "notes.json").write_bytes(b"{}")
    assert latest(tmp_path).number == 10


@pytest.mark.parametrize(
    "harm",
    [
        lambda line: line[:-20],
        lambda line: line.replace(b'"answered":6', b'"answered":7'),
        lambda line: b"",
        lambda line: b"\0" * len(line),
    ],
    ids=["cut", "changed", "empty", "zeros"],
)
def test_damage_is_told(tmp_path, made, harm):
    """A release that is not as it was written is never shown, nor written over."""
    keep(UNFLUSHED, tmp_path, made)
    path = tmp_path / "1.json"
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(Damaged):
        latest(tmp_path)
    with pytest.raises(Damaged):
        keep(UNFLUSHED, tmp_path, made)


def test_a_newer_version_of_the_format_is_refused(tmp_path, made):
    """An older bot does not guess at it."""
    keep(UNFLUSHED, tmp_path, made)
    path = tmp_path / "1.json"
    document = unframe(path.read_bytes())
    path.write_bytes(frame(document.replace(b'"format":1', b'"format":2')))
    with pytest.raises(NewerFormat):
        latest(tmp_path)


def test_killed_at_any_call_it_is_there_whole_or_not_at_all(tmp_path, made):
    """Whichever call was the last, the release is read as it was made, or is still to be kept."""
    whole = counting()
    keep(whole.disk, tmp_path / "whole", made)
    for at in range(1, whole.calls + 1):
        folder = tmp_path / str(at)
        with pytest.raises(Crash):
            keep(dying(at, Random(at)).disk, folder, made)
        assert latest(folder) in (None, made)
        assert keep(UNFLUSHED, folder, made) == made


def test_a_full_disk_says_so(tmp_path, made):
    """What could not be kept is told, and kept later."""
    whole = counting()
    keep(whole.disk, tmp_path / "whole", made)
    for at in range(1, whole.calls + 1):
        faulty = failing(at, Random(at))
        try:
            keep(faulty.disk, tmp_path / str(at), made)
        except NotSaved:
            faulty.mend()
        assert keep(Disk(), tmp_path / str(at), made) == made


def test_erasing_an_assessment_erases_its_releases(tmp_path, made):
    """Nothing is left of it."""
    store = TinyStore(DataFolder(tmp_path), UNFLUSHED)
    kept = assessment()
    at_once(store.create_assessment(kept))
    at_once(store.keep_release(kept.team, kept.id, made))
    assert at_once(store.release(kept.team, kept.id)) == made
    at_once(store.erase_assessment(kept.team, kept.id))
    assert at_once(store.release(kept.team, kept.id)) is None
    assert list(tmp_path.rglob("*.json")) == []


def test_an_empty_release_is_kept_too(tmp_path):
    """Nobody answered: that is a release as well."""
    empty = release(Data((), ()), Terms(invited=3))
    assert keep(UNFLUSHED, tmp_path, empty) == latest(tmp_path) == empty
