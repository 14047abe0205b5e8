"""What is still needed from whom."""

from bot.interview.model import Entry, Fielding, Interview, InterviewKey
from bot.interview.path import missing
from bot.questionnaire.answers import Chosen, Picked
from bot.questionnaire.model import ACCOUNTABILITIES, Group
from bot.questionnaire.routing import Step


def interview(role: str | None, group: Group) -> Interview:
    """Somebody the roster has right, who sees one more role and has said nothing else."""
    said = {Step("own-role"): Chosen("right"), Step("roles-seen"): Picked(("is",))}
    log = tuple(Entry(step, answer, 0.0, 0.0) for step, answer in said.items())
    return Interview(InterviewKey("T0", "a", "U0MAYA"), role, group, "UTC", ACCOUNTABILITIES, log=log)


def test_three_answers_are_needed_from_a_holder(fielding: Fielding) -> None:
    """A holder owes both splits of their own role and the owners, nothing about other roles."""
    assert missing(fielding, interview("am", "holder")) == (
        Step("own-split", "am"),
        Step("future-split", "am"),
        Step("owners"),
    )


def test_nothing_is_needed_from_anybody_else(fielding: Fielding) -> None:
    """Managers and colleagues may submit whatever they have."""
    assert missing(fielding, interview(None, "manager")) == ()
    assert missing(fielding, interview(None, "colleague")) == ()
