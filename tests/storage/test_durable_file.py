import errno
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs
from tinydb import TinyDB, where

from bot.errors import Damaged, NotSaved, StorageError
from bot.storage import durable_file
from bot.storage.disk import Disk
from bot.storage.durable_file import DurableFile
from bot.storage.lines import END, frame, scan
from tests.storage.faults import UNFLUSHED, counting, watching

pytestmark = pytest.mark.usefixtures("alone")

Told = list[tuple[Path, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file under test will be."""
    return tmp_path / "U1.jsonl"


def _file(path: Path, told: Told | None = None, disk: Disk = UNFLUSHED) -> DurableFile:
    return DurableFile(path, disk, lambda where, fault: told.append((where, fault)) if told is not None else None)


def _tables(number: int) -> dict[str, dict[str, dict[str, Any]]]:
    return {"interview": {"1": {"number": number, "text": "“ä\n”" * 20}}}


def _line(number: int) -> bytes:
    return frame(msgspec.json.encode(_tables(number)))


def _written(path: Path, numbers: range) -> DurableFile:
    file = _file(path)
    for number in numbers:
        file.write(_tables(number))
    return file


# ---- as TinyDB sees it -------------------------------------------------------------------------------------------


def test_tinydb_stands_on_it(path: Path) -> None:
    """TinyDB's own tables, queries and updates work on it, over a restart too."""
    with TinyDB(path, storage=DurableFile) as database:
        birds = database.table("birds")
        birds.insert_multiple([{"name": "heron", "seen": 1}, {"name": "kite", "seen": 2}])
        birds.update({"seen": 3}, where("name") == "kite")
        birds.remove(where("name") == "heron")
    with TinyDB(path, storage=DurableFile) as database:
        assert database.table("birds").all() == [{"name": "kite", "seen": 3}]


def test_there_is_no_file_before_the_first_change(path: Path) -> None:
    """Reading makes nothing."""
    assert _file(path).read() is None
    assert not path.exists()


def test_each_change_is_a_line_a_person_can_read(path: Path) -> None:
    """The file holds every change as a line of JSON, and only its owner may read it."""
    _written(path, range(2))
    first, second, empty, rest = path.read_text().split("\n")
    assert '"number":0' in first
    assert '"number":1' in second
    assert "ä" in second
    assert (empty, rest) == ("", "")
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_unchanged_document_writes_nothing(path: Path) -> None:
    """Writing what is there already leaves the file as it is."""
    file = _written(path, range(2))
    before = path.read_bytes()
    file.write(_tables(1))
    assert path.read_bytes() == before


def test_a_change_is_one_write_and_one_flush(path: Path) -> None:
    """An appended change opens, writes, flushes and closes once."""
    _written(path, range(2))
    faulty = counting()
    file = _file(path, disk=faulty.disk)
    file.write(_tables(2))
    assert faulty.calls == 4


def test_a_grown_file_is_written_anew(path: Path, quickly_grown: None) -> None:
    """Past its bound a file is replaced by its last line alone; nothing is left beside it."""
    file, largest = _file(path), 0
    for number in range(200):
        file.write(_tables(number))
        largest = max(largest, path.stat().st_size)
        assert _file(path).read() == _tables(number)
    assert largest < durable_file.GROWN + 1000
    assert list(path.parent.iterdir()) == [path]


def test_a_failing_compaction_does_not_unsay_the_change(path: Path, quickly_grown: None) -> None:
    """A change that is on disk is acknowledged, even while there is no room to write the file anew."""

    def refuse_new(opened: Path, flags: int, mode: int) -> int:
        if opened.suffix == ".new":
            raise OSError(errno.ENOSPC, "no")
        return os.open(opened, flags, mode)

    _written(path, range(1))
    file = _file(path, disk=UNFLUSHED._replace(open=refuse_new))
    for number in range(1, 50):
        file.write(_tables(number))
    assert _file(path).read() == _tables(49)


def test_a_file_put_there_by_hand_is_read(path: Path) -> None:
    """A file changed from outside, as when a backup is put back, counts from the next read on."""
    file = _written(path, range(3))
    path.write_bytes(frame(b'{"interview":{"1":{"number":40}}}') + END)
    assert file.read() == {"interview": {"1": {"number": 40}}}
    file.write(_tables(41))
    assert _file(path).read() == _tables(41)


# ---- when the disk says no ---------------------------------------------------------------------------------------


def _failing_flush(once: bool) -> Disk:
    failures = [OSError(errno.EIO, os.strerror(errno.EIO))]

    def flush(_descriptor: int) -> None:
        if failures:
            raise failures.pop() if once else failures[0]

    return UNFLUSHED._replace(flush=flush)


def test_a_failed_change_leaves_no_trace(path: Path) -> None:
    """After NotSaved the file is as it was, for whoever opens it next, and nothing has to be told."""
    _written(path, range(3))
    before, told = path.read_bytes(), Told()
    with pytest.raises(NotSaved):
        _file(path, disk=_failing_flush(once=False)).write(_tables(3))
    assert path.read_bytes() == before
    assert _file(path, told).read() == _tables(2)
    assert told == []


def test_a_flush_that_failed_is_not_trusted_again(path: Path) -> None:
    """After a failed flush the next change goes to a new file, which is flushed whole."""
    _written(path, range(3))
    before = path.stat().st_ino
    file = _file(path, disk=_failing_flush(once=True))
    with pytest.raises(NotSaved):
        file.write(_tables(3))
    assert file.read() == _tables(2)
    file.write(_tables(4))
    assert path.stat().st_ino != before
    assert _file(path).read() == _tables(4)


def test_a_first_change_that_failed_leaves_no_file_in_memory(path: Path) -> None:
    """When the folder cannot be flushed the new file does not count, and trying again works."""
    flushes = iter((None, OSError(errno.EIO, "no")))

    def flush(_descriptor: int) -> None:
        if error := next(flushes, None):
            raise error

    file = _file(path, disk=UNFLUSHED._replace(flush=flush))
    with pytest.raises(NotSaved):
        file.write(_tables(0))
    assert file.read() is None
    file.write(_tables(1))
    assert _file(path).read() == _tables(1)


@pytest.mark.parametrize(("code", "mend"), [(errno.ENOSPC, "Free some space"), (errno.EIO, "check the disk")])
def test_a_fault_says_how_to_mend_it(path: Path, code: int, mend: str) -> None:
    """NotSaved names the file and what to do, and quotes nothing of the document."""

    def refuse(_path: Path, _flags: int, _mode: int) -> int:
        raise OSError(code, os.strerror(code))

    with pytest.raises(NotSaved) as caught:
        _file(path, disk=UNFLUSHED._replace(open=refuse)).write(_tables(0))
    assert caught.value.where == str(path)
    assert mend in caught.value.mend
    assert "ä" not in str(caught.value)


def test_half_a_character_is_refused(path: Path) -> None:
    """A lone surrogate, which no file can hold, is NotSaved, and what was there stays."""
    file = _written(path, range(1))
    with pytest.raises(NotSaved, match="Half a character") as caught:
        file.write({"interview": {"1": {"text": "secret \ud800"}}})
    assert "secret" not in str(caught.value)
    assert file.read() == _tables(0)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder where the file should be is a StorageError, not a crash."""
    (tmp_path / "U1.jsonl").mkdir()
    with pytest.raises(StorageError, match="cannot be read"):
        _file(tmp_path / "U1.jsonl").read()


# ---- when the file is damaged ------------------------------------------------------------------------------------


def _mutated(content: bytes, random: Random) -> bytes:
    """The content after one mishap: a flipped bit, a cut, zeros, or JSON that is somebody else's."""
    start = random.randrange(len(content))
    stop = random.randrange(start, len(content)) + 1
    line_starts = [0, *(at + 1 for at, byte in enumerate(content[:-2]) if byte == 10)]
    foreign = random.choice((b"{}\n", b'{"interview":{"1":{"number":99}}}\n', b"[1,2]\n\n", b"null"))
    line = random.choice(line_starts)
    return random.choice(
        (
            content[:start] + bytes([content[start] ^ 1 << random.randrange(8)]) + content[start + 1 :],
            content[:start],
            content[:line],
            content[:-1],
            content[:start] + bytes(stop - start) + content[stop:],
            content + bytes(stop - start),
            foreign,
            content + foreign,
            content[:line] + foreign + content[line:],
        )
    )


def test_damage_is_noticed_and_kept(quick_path: Path, scaled: Callable[[int], int]) -> None:
    """Whatever befalls a file: it is told, an earlier generation counts, and the damaged file stays beside the next."""
    generations = [_tables(number) for number in range(4)]
    for seed in range(scaled(2_000)):
        path, told = quick_path / f"U{seed}.jsonl", Told()
        _written(path, range(4))
        damaged = _mutated(path.read_bytes(), Random(seed))
        path.write_bytes(damaged)
        file = _file(path, told)
        if scan(damaged).document is None:
            for attempt in (file.read, lambda file=file: file.write(_tables(9))):
                with pytest.raises(Damaged):
                    attempt()
            assert path.read_bytes() == damaged
            continue
        assert file.read() in generations
        assert [where for where, _ in told] == [path]
        assert path.read_bytes() == damaged
        file.write(_tables(9))
        assert path.with_name(f"{path.name}.damaged-1").read_bytes() == damaged
        assert _file(path, told).read() == _tables(9)
        assert len(told) == 1


def test_each_damaged_file_is_kept(path: Path, quickly_grown: None) -> None:
    """Damaged twice, both files are there; what is written anew afterwards is no damage, and is not kept."""
    for _ in range(2):
        path.write_bytes(b"".join(_line(number) for number in range(2)))
        file = _file(path)
        for number in range(30):
            file.write(_tables(number))
    assert sorted(kept.name[len(path.name) :] for kept in path.parent.iterdir()) == ["", ".damaged-1", ".damaged-2"]


def test_a_damaged_file_is_kept_once_however_often_mending_fails(path: Path) -> None:
    """While the disk refuses, trying again keeps no further copies."""
    _written(path, range(2))
    path.write_bytes(path.read_bytes()[:-9])

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "no")

    for _ in range(3):
        with pytest.raises(NotSaved):
            _file(path, disk=UNFLUSHED._replace(replace=refuse)).write(_tables(9))
    assert len(list(path.parent.glob("*.damaged-*"))) == 1
    assert _file(path).read() == _tables(0)


def test_nothing_starts_empty_beside_a_damaged_file(path: Path) -> None:
    """Where only a damaged copy is left, a new file is refused, and the mend says what to do."""
    kept = path.with_name(f"{path.name}.damaged-1")
    kept.write_bytes(b"{}")
    with pytest.raises(Damaged) as caught:
        _file(path).write(_tables(0))
    assert caught.value.where == str(kept)
    assert "good copy" in caught.value.mend
    assert not path.exists()


def test_json_that_holds_no_tables_is_damage(path: Path) -> None:
    """A good line with something else in it is told of, without quoting it."""
    path.write_bytes(frame(b'{"secret":7}') + END)
    with pytest.raises(Damaged) as caught:
        _file(path).read()
    assert "secret" not in str(caught.value)


def test_damage_is_logged_without_what_the_file_holds(path: Path) -> None:
    """By default damage goes to the log as an error that names the file and the fault, and no more."""
    _written(path, range(2))
    path.write_bytes(path.read_bytes()[:-9])
    with capture_logs() as logged:
        DurableFile(path).read()
    assert logged == [
        {"event": "file_damaged", "log_level": "error", "file": path, "kind": "ends-in-the-middle-of-a-line"}
    ]


def test_a_reader_looks_twice_before_it_cries_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks cut because its writer is in the middle of a line is whole a moment later, and nothing is told."""
    _written(path, range(2))
    whole, told = path.read_bytes(), Told()
    path.write_bytes(whole[:-9])
    monkeypatch.setattr("bot.storage.reading.sleep", lambda _seconds: path.write_bytes(whole))
    assert _file(path, told).read() == _tables(1)
    assert told == []


def test_reading_changes_nothing(path: Path) -> None:
    """Not even a damaged file is touched by reading it."""
    _written(path, range(2))
    path.write_bytes(path.read_bytes()[:-9])
    calls: list[None] = []
    _file(path, disk=watching(UNFLUSHED, lambda: calls.append(None))).read()
    assert calls == []
