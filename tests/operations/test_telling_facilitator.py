"""The facilitator hears once when nobody is left to answer, and once when the deadline has passed."""

import pytest

from bot.errors import OutcomeUnknown, SlackError
from bot.operations.closing import close
from bot.operations.sweeping import tell_facilitator
from tests.conftest import DEADLINE
from tests.operations.taskforce import ID, NOW, TEAM, Channel, answered, office_on


@pytest.fixture
def channel():
    """Where the facilitator is told."""
    return Channel()


async def told(tmp_path, channel, now):
    """What one sweep of a new process tells."""
    await tell_facilitator(office_on(tmp_path, channel), TEAM, ID, now)


async def test_all_have_answered_is_said_once(tmp_path, channel, fielding):
    """Not while somebody is left, then once, restarts or not."""
    await answered(office_on(tmp_path, channel), fielding, submitted=6, invited=6)
    for _ in range(3):
        await told(tmp_path, channel, NOW)
    assert channel.notices == ["all-answered"]


async def test_nobody_waits_for_whose_answers_cannot_be_read(tmp_path, channel, fielding):
    """The rest have answered: it is said, as the one whose file is damaged can add nothing."""
    await answered(office_on(tmp_path, channel), fielding, submitted=6, invited=7)
    (tmp_path / TEAM / ID / "U6.jsonl").write_bytes(b"not ours")
    await told(tmp_path, channel, NOW)
    assert channel.notices == ["all-answered"]


async def test_while_somebody_may_answer_nothing_is_said(tmp_path, channel, fielding):
    """Two of eight are under way."""
    await answered(office_on(tmp_path, channel), fielding)
    await told(tmp_path, channel, NOW)
    assert channel.notices == []


async def test_the_deadline_is_said_once(tmp_path, channel, fielding):
    """A moment before it nothing, at it once."""
    await answered(office_on(tmp_path, channel), fielding)
    for now in (DEADLINE - 1, DEADLINE, DEADLINE + 60):
        await told(tmp_path, channel, now)
    assert channel.notices == ["deadline-passed"]


async def test_a_closed_assessment_is_quiet(tmp_path, channel, fielding):
    """Who closed it knows."""
    office = office_on(tmp_path, channel)
    await answered(office, fielding, submitted=6, invited=6)
    await close(office, TEAM, ID, NOW)
    await told(tmp_path, channel, DEADLINE)
    assert channel.notices == []


@pytest.mark.parametrize("trouble", [SlackError("later"), OutcomeUnknown("cut")])
async def test_what_did_not_arrive_is_said_by_the_next_sweep(tmp_path, channel, fielding, trouble):
    """Surely not arrived, or in doubt and then not to be found: it is said once in the end."""
    await answered(office_on(tmp_path, channel), fielding, submitted=6, invited=6)
    channel.trouble = [trouble]
    for _ in range(3):
        await told(tmp_path, channel, NOW)
    assert channel.notices == ["all-answered"]


@pytest.mark.parametrize("unseen", [False, True])
async def test_what_arrived_without_an_answer_is_not_said_twice(tmp_path, channel, fielding, unseen):
    """It is found in the messages; where nobody may look it is not said again."""
    await answered(office_on(tmp_path, channel), fielding, submitted=6, invited=6)
    channel.lost_answers, channel.unseen = 1, unseen
    for _ in range(3):
        await told(tmp_path, channel, NOW)
    assert channel.notices == ["all-answered"]
