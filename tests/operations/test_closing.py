"""An assessment closes once, and its figures stay what they were."""

import asyncio
from random import Random

import pytest
from msgspec.structs import replace

from bot.errors import Damaged, NotSaved
from bot.interview.model import InterviewKey
from bot.interview.turns import Answering, Inbound, Resuming
from bot.operations.answering import take
from bot.operations.closing import close, latest
from bot.operations.sweeping import sweep
from bot.operations.withdrawing import erase
from bot.questionnaire.answers import Option
from tests.operations.taskforce import ID, NOW, TEAM, Channel, answered, office_on
from tests.storage.faults import Crash, counting, dying, failing


@pytest.fixture
def office(tmp_path):
    """An office with an empty data folder."""
    return office_on(tmp_path, Channel())


async def test_closing_freezes_one_release_of_what_was_submitted(office, fielding):
    """Six of eight have submitted: the release is the first, says so, and is kept."""
    await answered(office, fielding)
    assert await latest(office, TEAM, ID) is None
    made = await close(office, TEAM, ID, NOW)
    assert (made.number, made.answered, made.invited) == (1, 6, 8)
    assert await latest(office, TEAM, ID) == made


async def test_closing_again_gives_the_same_figures(office, fielding, tmp_path):
    """Neither another click nor a new process makes other figures, whatever became of the answers."""
    await answered(office, fielding)
    made = await close(office, TEAM, ID, NOW)
    await erase(office, InterviewKey(TEAM, ID, "U0"))
    assert await close(office, TEAM, ID, NOW + 9) == made
    assert await close(office_on(tmp_path, Channel()), TEAM, ID, NOW + 99) == made


async def test_two_who_close_at_once_make_one_release(office, fielding, tmp_path):
    """Both get the same figures, and one file holds them."""
    await answered(office, fielding)
    one, other = await asyncio.gather(close(office, TEAM, ID, NOW), close(office, TEAM, ID, NOW))
    assert one == other
    assert [path.name for path in tmp_path.rglob("releases/*")] == ["1.json"]


async def test_no_answer_is_taken_after_the_close(office, fielding):
    """Who was in the middle is told that it closed, even with a clock set back; what was there stays."""
    await answered(office, fielding)
    await close(office, TEAM, ID, NOW)
    key = InterviewKey(TEAM, ID, "U7")
    before = (await office.store.interview(key)).log
    for at, turn in enumerate((Answering(1, Option("start")), Resuming())):
        assert (await take(office, key, Inbound(str(at), turn), NOW - 1e6)).kind == "closed"
    after = await office.store.interview(key)
    assert after.log == before
    assert after.undelivered[-1].turn.notice.name == "closed"


async def test_there_is_nothing_to_close(office):
    """An assessment that is not there cannot be closed."""
    with pytest.raises(KeyError):
        await close(office, TEAM, ID, NOW)


async def test_nobody_has_submitted(office, fielding):
    """A close without answers makes a release that shows nothing."""
    await answered(office, fielding, submitted=0)
    made = await close(office, TEAM, ID, NOW)
    assert (made.answered, made.conflicts) == (0, ())


async def test_killed_at_any_write_of_the_close_the_figures_are_the_same(tmp_path, fielding):
    """Whichever call to the disk was the last, the next process, by itself or asked, makes the very same release."""
    disk = counting()
    whole = office_on(tmp_path / "whole", Channel(), disk.disk)
    await answered(whole, fielding)
    begun = disk.calls
    made = await close(whole, TEAM, ID, NOW)
    for at in range(begun + 1, disk.calls + 1):
        root = tmp_path / str(at)
        office = office_on(root, Channel(), dying(at, Random(at)).disk)
        await answered(office, fielding)
        with pytest.raises(Crash):
            await close(office, TEAM, ID, NOW)
        later = office_on(root, Channel())
        await sweep(later, TEAM, NOW + 60)
        assert await latest(later, TEAM, ID) in (None, made)
        assert await close(later, TEAM, ID, NOW + 120) == made


async def test_a_failing_disk_only_delays_the_close(tmp_path, fielding):
    """A close that could not be saved says so, and works once the disk does."""
    disk = counting()
    whole = office_on(tmp_path / "whole", Channel(), disk.disk)
    await answered(whole, fielding)
    begun = disk.calls
    made = await close(whole, TEAM, ID, NOW)
    for at in range(begun + 1, disk.calls + 1):
        faulty = failing(at, Random(at))
        office = office_on(tmp_path / str(at), Channel(), faulty.disk)
        await answered(office, fielding)
        try:
            await close(office, TEAM, ID, NOW)
        except NotSaved:
            faulty.mend()
        assert await close(office, TEAM, ID, NOW) == made


async def test_a_close_cut_short_is_finished_by_the_sweep(office, fielding, tmp_path):
    """Closed but without figures: the next sweep makes them."""
    await answered(office, fielding)
    await office.change_assessment(TEAM, ID, lambda present: (replace(present, life="closed"), None))
    later = office_on(tmp_path, Channel())
    await sweep(later, TEAM, NOW)
    assert (await latest(later, TEAM, ID)).answered == 6


async def test_a_damaged_release_is_told_never_made_anew(office, fielding, tmp_path):
    """A flipped bit in the figures is noticed, and no other figures take their place."""
    await answered(office, fielding)
    await close(office, TEAM, ID, NOW)
    [path] = tmp_path.rglob("releases/1.json")
    path.write_bytes(path.read_bytes().replace(b'"answered":6', b'"answered":7'))
    with pytest.raises(Damaged):
        await close(office_on(tmp_path, Channel()), TEAM, ID, NOW)


async def test_who_erased_cannot_begin_afresh_after_the_close(office, fielding):
    """Nobody is asked anything any more."""
    await answered(office, fielding)
    key = InterviewKey(TEAM, ID, "U0")
    await erase(office, key)
    await close(office, TEAM, ID, NOW)
    assert (await take(office, key, Inbound("again", Resuming()), NOW + 1)).kind == "absent"
    assert await office.store.interview(key) is None
