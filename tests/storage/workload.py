"""A day's work on a store, and the plain model that says what must be there afterwards."""

from pathlib import Path
from random import Random

from bot.interview.model import Interview, InterviewKey
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.lines import END, frame
from bot.storage.tinydb_store import TinyStore
from tests.storage.faults import UNFLUSHED
from tests.storage.samples import answer, answered, at_once, interview

RESPONDENTS = ("U1", "U2", "W3")


def store_in(root: Path, disk: Disk = UNFLUSHED, told: list[tuple[Path, str]] | None = None) -> TinyStore:
    """A store as a process has it that has just started; what it tells of goes to `told`."""
    notices = [] if told is None else told
    return TinyStore(DataFolder(root), disk, lambda path, fault: notices.append((path, fault)))


class Model:
    """What was acknowledged, and what was under way when it ended: (key, what it would have become)."""

    def __init__(self) -> None:
        self.kept: dict[InterviewKey, Interview | None] = {interview(name).key: None for name in RESPONDENTS}
        self.under_way: tuple[InterviewKey, Interview | None] | None = None

    def allows(self, key: InterviewKey, found: Interview | None) -> bool:
        """Whether finding this loses nothing and invents nothing."""
        return found == self.kept[key] or (key, found) == self.under_way

    def work(self, store: TinyStore, random: Random, steps: int = 25) -> None:
        """So many steps, one after another."""
        for _ in range(steps):
            self.step(store, random)

    def step(self, store: TinyStore, random: Random) -> None:
        """Creates, answers or erases one interview; when the store raises, the step stays under way."""
        key = random.choice(list(self.kept))
        before = self.kept[key]
        if before is None:
            self.under_way = (key, interview(key.respondent))
            at_once(store.create_interview(interview(key.respondent)))
        elif random.random() < 0.05:
            self.under_way = (key, None)
            at_once(store.erase_interview(key))
        else:
            self.under_way = (key, answered(before))
            at_once(store.change_interview(key, answer))
        self.kept[key] = self.under_way[1]
        self.under_way = None

    def retry(self, store: TinyStore) -> None:
        """Does again what is under way, as a person does who read "not saved, try again"."""
        assert self.under_way is not None
        key, after = self.under_way
        if after is None:
            at_once(store.erase_interview(key))
        elif self.kept[key] is None:
            at_once(store.create_interview(after))
        else:
            at_once(store.change_interview(key, lambda _before: (after, None)))
        self.kept[key] = after
        self.under_way = None

    def damage_one(self, root: Path) -> None:
        """Leaves a damaged file behind for the store to find: of its two lines, the older is good."""
        key = next(iter(self.kept))
        store = store_in(root)
        at_once(store.create_interview(interview(key.respondent)))
        path = DataFolder(root).interview_file(key)
        path.write_bytes(path.read_bytes()[:-1] + frame(b"{}").replace(b"{}", b"[]") + END)
        self.kept[key] = interview(key.respondent)


def assert_nothing_lost(root: Path, model: Model) -> None:
    """A process that starts now reads what the model allows, one by one and in a list, and can go on from there."""
    store = store_in(root)
    found = {key: at_once(store.interview(key)) for key in model.kept}
    for key, value in found.items():
        assert model.allows(key, value), key
    listed = {value.key: value for value in store_in(root).interviews("T1", "spring")}
    assert listed == {key: value for key, value in found.items() if value is not None}
    for key, value in found.items():
        if value is not None:
            assert at_once(store.change_interview(key, answer)) == value.number + 1
            assert at_once(store_in(root).interview(key)) == answered(value)
