"""No acknowledged answer is ever lost: killed, out of space, failing, without power."""

import os
import select
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from bot.errors import NotSaved
from bot.interview.model import InterviewKey
from bot.storage.tinydb_store import TinyStore, open_store
from tests.storage.faults import Crash, FaultyDisk, counting, dying, failing, watching
from tests.storage.power import Platter
from tests.storage.samples import answer, at_once, interview
from tests.storage.workload import Model, assert_nothing_lost, store_in

pytestmark = pytest.mark.usefixtures("quickly_grown", "alone")


def _worked(root: Path, faulty: FaultyDisk, seed: int) -> Model:
    """What the model knows after a day's work, or after as much of it as the disk allowed."""
    model = Model()
    model.damage_one(root)
    with suppress(Crash):
        model.work(store_in(root, faulty.disk), Random(seed))
    return model


def test_a_crash_at_any_call_loses_nothing_acknowledged(quick_path: Path, scaled: Callable[[int], int]) -> None:
    """Wherever the process dies, the next one finds every acknowledged answer, and at most the one under way."""
    points, seed = scaled(10_000), 0
    while points > 0:
        whole_day = counting()
        _worked(quick_path / f"{seed}", whole_day, seed)
        for at in Random(seed).sample(range(1, whole_day.calls + 1), min(points, whole_day.calls)):
            root = quick_path / f"{seed}-{at}"
            model = _worked(root, dying(at, Random(at)), seed)
            assert model.under_way is not None
            assert_nothing_lost(root, model)
            rmtree(root)
        points, seed = points - whole_day.calls, seed + 1


def test_a_fault_of_the_disk_is_told_and_outlived(quick_path: Path, scaled: Callable[[int], int]) -> None:
    """A change that fails says NotSaved and leaves what was there; once the fault is gone, trying again works."""
    for seed in range(scaled(1_000)):
        root, random, model = quick_path / f"{seed}", Random(seed), Model()
        model.damage_one(root)
        faulty = failing(random.randrange(1, 100), random)
        store = store_in(root, faulty.disk)
        with suppress(NotSaved):  # not raised where it is a compaction that fails: the change is on disk by then
            model.work(store, random)
        for key, kept in model.kept.items():
            erasing = model.under_way == (key, None)
            assert at_once(store.interview(key)) in ((kept, None) if erasing else (kept,))
            assert model.allows(key, at_once(store_in(root).interview(key)))
        faulty.mend()
        if model.under_way is not None:
            model.retry(store)
        model.work(store, random, steps=10)
        assert_nothing_lost(root, model)
        rmtree(root)


def _moments(root: Path, seed: int) -> list[tuple[Platter, Model]]:
    """What was on the disk, and what the model knew, after each call of a day's work."""
    root.mkdir()
    platter, model = Platter(root), Model()
    moments: list[tuple[Platter, Model]] = []
    disk = watching(platter.disk(), lambda: moments.append((deepcopy(platter), deepcopy(model))))
    model.work(store_in(root, disk), Random(seed))
    return moments


def test_a_power_cut_leaves_what_was_acknowledged(quick_path: Path, scaled: Callable[[int], int]) -> None:
    """Whichever unflushed pages, lengths and names reached the disk, the store opens at the last acknowledged state."""
    cuts, seed = scaled(2_000), 0
    while cuts > 0:
        random = Random(seed)
        for number, (platter, model) in enumerate(random.sample(_moments(quick_path / f"{seed}", seed), min(20, cuts))):
            target = quick_path / f"{seed}-{number}"
            platter.cut(target, random)
            assert_nothing_lost(target, model)
            rmtree(target)
        cuts, seed = cuts - 20, seed + 1


def _load(root: Path, acknowledge: int) -> None:
    """Answers until killed; each acknowledged answer is told through the pipe by one byte."""
    with open_store(root) as store:
        at_once(store.create_interview(interview()))
        os.write(acknowledge, b".")
        while True:
            at_once(store.change_interview(interview().key, answer))
            os.write(acknowledge, b".")


def test_a_process_killed_under_load_loses_nothing(tmp_path: Path, scaled: Callable[[int], int]) -> None:
    """A real process, SIGKILL at any moment: every answer it acknowledged is there, and the folder is free again."""
    random = Random(9)
    for run in range(scaled(300)):
        root = tmp_path / f"{run}"
        told, acknowledge = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                _load(root, acknowledge)
            finally:
                os._exit(1)
        os.close(acknowledge)
        acknowledged = sum(len(os.read(told, 1)) for _ in range(random.randrange(1, 40)))
        select.select([], [], [], random.random() / 500)  # anywhere within a change
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while rest := os.read(told, 4096):
            acknowledged += len(rest)
        os.close(told)
        with open_store(root) as store:
            found = at_once(store.interview(interview().key))
            assert found is not None
            assert acknowledged - 1 <= found.number <= acknowledged


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], capture_output=True)
    if mounted.returncode:
        pytest.skip("a file system can be mounted by root only")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def _answers_until_full(store: TinyStore, key: InterviewKey) -> int:
    saved = 0
    with suppress(NotSaved):
        while True:
            saved = at_once(store.change_interview(key, answer))
    return saved


def test_a_full_disk_loses_nothing_and_is_outlived(tiny_disk: Path) -> None:
    """On a disk that is really full a change says how to mend it; with space again it works, without a restart."""
    store, key = store_in(tiny_disk), interview().key
    at_once(store.create_interview(interview()))
    filler = tiny_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(100_000))
    saved = _answers_until_full(store, key)
    with pytest.raises(NotSaved, match="Free some space"):
        at_once(store.change_interview(key, answer))
    for now in (store, store_in(tiny_disk)):
        found = at_once(now.interview(key))
        assert found is not None
        assert found.number == saved
    filler.unlink()
    assert at_once(store.change_interview(key, answer)) == saved + 1
