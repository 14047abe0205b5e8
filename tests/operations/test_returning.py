"""Once the summary is out, a respondent gets their own splits back beside what was released, and nothing before."""

import pytest

from bot.errors import Refused
from bot.interview.model import InterviewKey
from bot.operations import summarising
from bot.operations.answering import belongings
from bot.operations.closing import close
from bot.operations.returning import returned
from bot.operations.summarising import post
from tests.operations.taskforce import CHANNEL, ID, NOW, SPLITS, TEAM, Channel, answered, office_on


@pytest.fixture
async def office(tmp_path, fielding, monkeypatch):
    """An assessment that six of eight have answered."""
    monkeypatch.setattr(summarising, "PATIENCE", ())
    office = office_on(tmp_path, Channel())
    await answered(office, fielding)
    return office


async def back(office, user):
    """What a person gets back."""
    return (await returned(office, (await belongings(office, TEAM, user)).found)).get(ID)


async def test_nothing_comes_back_before_all_of_it_is_posted(office):
    """Neither while it is open, nor closed, nor while a part of the summary is still missing in the channel."""
    assert await back(office, "U1") is None
    await close(office, TEAM, ID, NOW)
    assert await back(office, "U1") is None
    tell = office.messenger.tell

    async def refused(assessment, release, part, place, **how):
        if part != "first":
            raise Refused("is_archived")
        return await tell(assessment, release, part, place, **how)

    office.messenger.tell = refused
    with pytest.raises(Refused):
        await post(office, TEAM, ID)
    assert await back(office, "U1") is None
    office.messenger.tell = tell
    await post(office, TEAM, ID)
    assert await back(office, "U1") is not None


async def test_their_own_splits_stand_beside_what_was_released(office):
    """Just theirs, of the roles and moments they gave one for, and just the release's pictures, with the link."""
    release = await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    found = await back(office, "U1")
    pictures = {role.name: role for role in release.roles}
    assert (found.channel, found.link) == (CHANNEL, f"https://slack/{CHANNEL}/1.0")
    names = {role.id: role.name for role in (await office.fielding(TEAM, ID)).roles}
    assert {(each.role, each.moment): each.own for each in found.splits} == {
        (names["am"], "as_is"): SPLITS[1],
        (names["am"], "to_be"): SPLITS[1],
        (names["is"], "as_is"): SPLITS[1][::-1],
    }
    for each in found.splits:
        assert each.released == getattr(pictures[each.role], each.moment)


async def test_what_was_not_submitted_does_not_come_back(office):
    """It is in no average: its author sees where the summary is, as everybody invited does."""
    await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    found = await back(office, "U7")
    assert (found.splits, found.channel) == ((), CHANNEL)


async def test_what_was_erased_does_not_come_back(office):
    """There is nothing left of it to show."""
    await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    await office.store.erase_interview(InterviewKey(TEAM, ID, "U1"))
    assert await back(office, "U1") is None


async def test_a_release_that_cannot_be_read_takes_nobody_their_home(office, tmp_path):
    """Nothing is shown of it, and nothing else fails."""
    await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    (tmp_path / TEAM / ID / "releases" / "1.json").write_bytes(b"not ours")
    assert await back(office, "U1") is None
