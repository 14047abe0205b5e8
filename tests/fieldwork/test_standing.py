"""How far an assessment is, as counts of everyone invited."""

from msgspec.structs import replace

from bot.fieldwork.model import Assessment, Invitee
from bot.fieldwork.standing import Standing, standing
from tests.operations.taskforce import CHANNEL, ID, NOW, TEAM, interview

STATUSES = ("submitted", "submitted", "answering", "paused", "stopped", "declined", "invited")


def assessment(fielding, people, **facts):
    """An assessment with so many on its roster."""
    roster = tuple(Invitee(f"U{at}", "am", "holder") for at in range(people))
    return Assessment(TEAM, ID, fielding, CHANNEL, roster, NOW, **facts)


def interviews(*statuses):
    """An interview of each of the first people on the roster."""
    return [replace(interview(at), status=status) for at, status in enumerate(statuses)]


def test_everyone_invited_has_one_place(fielding):
    """Done is submitted; a break-off is under way; whoever has no interview yet has not opened it."""
    at = standing(assessment(fielding, 9), interviews(*STATUSES))
    assert at == Standing(invited=9, done=2, started=3, not_opened=3, declined=1, unreachable=0)
    assert at.waiting == 6


def test_the_unreachable_are_not_waited_for(fielding):
    """Nor are those who had their answers erased."""
    gone = assessment(fielding, 3, unreachable={"U1": "account_inactive"}, erased=("U2",))
    at = standing(gone, interviews("submitted", "invited"))
    assert at == Standing(invited=3, done=1, started=0, not_opened=0, declined=1, unreachable=1)
    assert at.waiting == 0


def test_who_was_unreachable_and_answered_all_the_same_is_done(fielding):
    """What they did counts for more than what Slack said once."""
    at = standing(assessment(fielding, 1, unreachable={"U0": "account_inactive"}), interviews("submitted"))
    assert at.done == 1


def test_whose_interview_cannot_be_read_is_counted_as_that_alone(fielding):
    """They have opened it, whatever became of it: nobody waits for them, and they are in no other count."""
    at = standing(assessment(fielding, 3), interviews("submitted", "answering"), unreadable={"U2"})
    assert at == Standing(invited=3, done=1, started=1, not_opened=0, declined=0, unreachable=0, unreadable=1)
    assert at.waiting == 1


def test_strangers_do_not_count(fielding):
    """An interview of somebody taken off the roster is nobody's."""
    assert standing(assessment(fielding, 1), interviews("submitted", "submitted")).done == 1
