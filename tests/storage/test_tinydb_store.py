import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.errors import Damaged, NewerFormat, NotSaved, StorageError
from bot.interview.model import InterviewKey
from bot.ports import Store
from bot.storage import tinydb_store
from bot.storage.lines import END, frame
from bot.storage.tinydb_store import TinyStore, open_store
from tests.storage.faults import UNFLUSHED
from tests.storage.samples import CANARY, answer, answered, assessment, interview
from tests.storage.workload import store_in

KEY = interview().key


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    """The store of an empty data folder."""
    with open_store(tmp_path) as opened:
        yield opened


def _later(root: Path) -> Store:
    """The same folder as a process sees it that starts later."""
    return store_in(root)


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- interviews --------------------------------------------------------------------------------------------------


async def test_an_interview_is_kept_once(store: TinyStore, tmp_path: Path) -> None:
    """The first one under a key is kept; a second is turned away and changes nothing."""
    assert await store.interview(KEY) is None
    assert await store.create_interview(interview())
    assert not await store.create_interview(answered(interview()))
    assert await store.interview(KEY) == interview() == await _later(tmp_path).interview(KEY)


async def test_a_change_is_kept_and_its_result_returned(store: TinyStore, tmp_path: Path) -> None:
    """What `change` makes of the interview is on disk when its result comes back."""
    await store.create_interview(interview())
    assert await store.change_interview(KEY, answer) == 1
    assert await store.change_interview(KEY, answer) == 2
    assert await store.interview(KEY) == answered(answered(interview())) == await _later(tmp_path).interview(KEY)


async def test_a_change_that_changes_nothing_writes_nothing(store: TinyStore, tmp_path: Path) -> None:
    """A repeated turn leaves the file untouched."""
    await store.create_interview(interview())
    before = (tmp_path / "T1/spring/U1.jsonl").read_bytes()
    assert await store.change_interview(KEY, lambda same: (replace(same), "stale")) == "stale"
    assert (tmp_path / "T1/spring/U1.jsonl").read_bytes() == before


async def test_a_change_that_raises_changes_nothing(store: TinyStore) -> None:
    """A fault inside `change` comes out as it is, and the interview stays."""
    await store.create_interview(interview())
    with pytest.raises(ZeroDivisionError):
        await store.change_interview(KEY, lambda before: (answered(before), 1 / 0))
    assert await store.interview(KEY) == interview()


async def test_changing_what_is_not_there_is_a_key_error(store: TinyStore, tmp_path: Path) -> None:
    """Neither an interview nor an assessment comes to be by being changed."""
    with pytest.raises(KeyError):
        await store.change_interview(KEY, answer)
    with pytest.raises(KeyError):
        await store.change_assessment("T1", "spring", lambda before: (before, None))
    assert _names_in(tmp_path) == [".lock"]


async def test_no_change_is_lost_among_many_at_once(store: TinyStore, tmp_path: Path) -> None:
    """A hundred changes of one interview, started together, are all there, each on top of the one before."""
    await store.create_interview(interview())
    results = await asyncio.gather(*(store.change_interview(KEY, answer) for _ in range(100)))
    assert sorted(results) == list(range(1, 101))
    found = await _later(tmp_path).interview(KEY)
    assert found is not None
    assert found.number == 100


async def test_more_interviews_than_are_held_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no longer at hand is read again from its file."""
    monkeypatch.setattr(tinydb_store, "_AT_HAND", 3)
    store = store_in(tmp_path)
    names = [f"U{number}" for number in range(1, 9)]
    for name in names:
        await store.create_interview(interview(name))
    for number in (1, 2):
        assert [await store.change_interview(interview(name).key, answer) for name in names] == [number] * len(names)
    assert [found.number for found in store.interviews("T1", "spring")] == [2] * len(names)


async def test_interviews_are_listed_by_respondent(store: TinyStore, tmp_path: Path) -> None:
    """All of an assessment and no other, by user id; those just changed and those never read alike."""
    for name in ("U30", "U4", "W2", "U1"):
        await store.create_interview(interview(name))
    await store.create_interview(interview("U5", assessment="autumn"))
    await store.create_interview(interview("U6", team="T2"))
    await store.change_interview(KEY, answer)
    expected = [answered(interview("U1")), *map(interview, ("U30", "U4", "W2"))]
    assert list(store.interviews("T1", "spring")) == expected == list(_later(tmp_path).interviews("T1", "spring"))
    assert list(store.interviews("T1", "winter")) == []


async def test_an_interview_erased_while_listing_is_left_out(store: TinyStore) -> None:
    """A list goes on when an interview it has yet to reach disappears."""
    for name in ("U1", "U2", "U3"):
        await store.create_interview(interview(name))
    listed = store_in(store._folder.root).interviews("T1", "spring")
    first = next(listed)
    await store.erase_interview(interview("U2").key)
    assert [first.key.respondent, *(found.key.respondent for found in listed)] == ["U1", "U3"]


# ---- assessments -------------------------------------------------------------------------------------------------


async def test_an_assessment_is_kept_and_changed(store: TinyStore, tmp_path: Path) -> None:
    """Like an interview: kept once, changed by a function, there after a restart."""
    assert await store.assessment("T1", "spring") is None
    assert await store.create_assessment(assessment())
    assert not await store.create_assessment(replace(assessment(), channel="C2"))
    closed = replace(assessment(), life="closed")
    assert (
        await store.change_assessment("T1", "spring", lambda before: (replace(before, life="closed"), "done")) == "done"
    )
    assert await store.assessment("T1", "spring") == closed == await _later(tmp_path).assessment("T1", "spring")


async def test_assessments_are_found_by_team_and_by_person(store: TinyStore) -> None:
    """A team sees its own, sorted; a person those they have an interview in."""
    for name in ("spring", "autumn", "q3-2025"):
        await store.create_assessment(assessment(name))
    await store.create_assessment(assessment("spring", team="T2"))
    await store.create_interview(interview("U1", "spring"))
    await store.create_interview(interview("U1", "autumn"))
    await store.create_interview(interview("U1", "spring", "T2"))
    assert store.assessments("T1") == ("autumn", "q3-2025", "spring")
    assert store.assessments_of("T1", "U1") == ("autumn", "spring")
    assert store.assessments_of("T1", "U2") == ()
    assert store.assessments("T3") == ()


# ---- erasing -----------------------------------------------------------------------------------------------------


def _holding(root: Path, word: str) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


async def _leave_traces(store: TinyStore, root: Path, name: str) -> None:
    """Answers, a damaged copy and a leftover of an unfinished rewrite, all with the canary in them."""
    await store.create_interview(interview(name))
    for _ in range(3):
        await store.change_interview(interview(name).key, answer)
    path = root / f"T1/spring/{name}.jsonl"
    path.write_bytes(path.read_bytes()[:-5])
    await store.change_interview(interview(name).key, answer)
    path.with_name(f"{path.name}.new").write_text(CANARY)
    assert len(_holding(root, CANARY)) == 3


async def test_erased_means_erased(tmp_path: Path) -> None:
    """After erasing, no file holds a word of it, nobody else has lost anything, and one may begin anew."""
    store = store_in(tmp_path)
    await _leave_traces(store, tmp_path, "U1")
    await store.create_interview(interview("U12"))
    await store.erase_interview(KEY)
    assert _holding(tmp_path, CANARY) == []
    assert await store.interview(KEY) is None
    assert list(store.interviews("T1", "spring")) == [interview("U12")]
    await store.erase_interview(KEY)
    await store.erase_interview(interview("U7", "never").key)
    assert await store.create_interview(interview())


async def test_an_erased_assessment_is_gone_whole(tmp_path: Path) -> None:
    """Its interviews, copies, releases and settings go; the team's other assessments stay."""
    store = store_in(tmp_path)
    await _leave_traces(store, tmp_path, "U1")
    for name in ("spring", "autumn"):
        await store.create_assessment(assessment(name))
    releases = tmp_path / "T1/spring/releases"
    releases.mkdir()
    (releases / "1.json").write_text(CANARY)
    await store.erase_assessment("T1", "spring")
    await store.erase_assessment("T1", "spring")
    await store.erase_assessment("T9", "spring")
    assert _holding(tmp_path, CANARY) == []
    assert store.assessments("T1") == ("autumn",)
    assert await store.assessment("T1", "spring") is None
    assert not (tmp_path / "T1/spring").exists()


async def test_an_erasure_that_fails_is_told(tmp_path: Path) -> None:
    """When the disk refuses, it says NotSaved, and erasing again finishes it."""
    await store_in(tmp_path).create_interview(interview())

    def refuse(_path: Path) -> None:
        raise PermissionError(1, "no")

    with pytest.raises(NotSaved):
        await store_in(tmp_path, UNFLUSHED._replace(unlink=refuse)).erase_interview(KEY)
    await store_in(tmp_path).erase_interview(KEY)
    assert await store_in(tmp_path).interview(KEY) is None


# ---- trouble -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
async def test_one_damaged_interview_stops_no_other(tmp_path: Path) -> None:
    """A list leaves out what cannot be read, tells of it once, and gives the rest; asked for itself, it is a fault."""
    told: list[tuple[Path, str]] = []
    store = store_in(tmp_path, told=told)
    for name in ("U1", "U2", "U3", "U4"):
        await store_in(tmp_path).create_interview(interview(name))
    hurt, mild = tmp_path / "T1/spring/U2.jsonl", tmp_path / "T1/spring/U4.jsonl"
    hurt.write_text("rubbish")
    mild.write_bytes(mild.read_bytes() + b"rubbish")
    for _ in range(2):
        assert [found.key.respondent for found in store.interviews("T1", "spring")] == ["U1", "U3", "U4"]
    assert [path for path, _ in told] == [hurt, mild]
    with pytest.raises(Damaged):
        await store.interview(interview("U2").key)
    with pytest.raises(Damaged):
        await store.create_interview(interview("U2"))
    assert hurt.read_text() == "rubbish"


async def test_another_persons_file_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    """A file copied to another name is damage, not an interview."""
    store = store_in(tmp_path)
    await store.create_interview(interview("U1"))
    folder = tmp_path / "T1/spring"
    (folder / "U2.jsonl").write_bytes((folder / "U1.jsonl").read_bytes())
    with pytest.raises(Damaged, match="another interview"):
        await store.interview(interview("U2").key)
    assert list(store.interviews("T1", "spring")) == [interview("U1")]


@pytest.mark.parametrize(
    "content", [b'{"interview":{}}', b'{"birds":{"1":{"format":1}}}', b'{"interview":{"1":{}}}', b"[]"]
)
async def test_a_good_line_without_the_interview_is_damage(tmp_path: Path, content: bytes) -> None:
    """Neither asked for nor listed is it taken for an interview that has yet to begin."""
    store = store_in(tmp_path)
    path = tmp_path / "T1/spring/U1.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(frame(content) + END)
    with pytest.raises(Damaged):
        await store.create_interview(interview())
    assert list(store.interviews("T1", "spring")) == []
    assert path.read_bytes() == frame(content) + END


async def test_a_newer_versions_file_is_left_untouched(tmp_path: Path) -> None:
    """What a newer version wrote is neither read nor changed."""
    store = store_in(tmp_path)
    await store.create_interview(interview())
    path = tmp_path / "T1/spring/U1.jsonl"
    newer = frame(path.read_bytes().partition(b'"document":')[2][:-3].replace(b'"format":1', b'"format":99')) + END
    path.write_bytes(newer)
    for attempt in (store.interview(KEY), store.change_interview(KEY, answer), store_in(tmp_path).interview(KEY)):
        with pytest.raises(NewerFormat):
            await attempt
    assert path.read_bytes() == newer


@pytest.mark.parametrize("forged", ["../U2", "u1", "U1\x00", ""])
async def test_a_forged_key_touches_nothing(store: TinyStore, tmp_path: Path, forged: str) -> None:
    """Every method refuses an id that is none, before any file is touched."""
    key = InterviewKey("T1", "spring", forged)
    for attempt in (
        store.interview(key),
        store.create_interview(replace(interview(), key=key)),
        store.change_interview(key, answer),
        store.erase_interview(key),
        store.assessment("T1", f"../{forged}"),
        store.erase_assessment("T1", f"../{forged}"),
    ):
        with pytest.raises(StorageError):
            await attempt
    assert _names_in(tmp_path) == [".lock"]


async def test_the_cost_of_an_answer_does_not_grow_with_what_is_stored(tmp_path: Path) -> None:
    """A change opens one file, whoever else is stored: the disk is asked nothing about the others."""
    opened: list[Path] = []

    def watched(path: Path, flags: int, mode: int) -> int:
        opened.append(path)
        return UNFLUSHED.open(path, flags, mode)

    store = store_in(tmp_path, UNFLUSHED._replace(open=watched))
    for number in range(100):
        await store.create_interview(interview(f"U{number}"))
    opened.clear()
    await store.change_interview(KEY, answer)
    assert opened == [tmp_path / "T1/spring/U1.jsonl"]
