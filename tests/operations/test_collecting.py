"""Interviews as the answers that are measured."""

import pytest
from msgspec.structs import replace

from bot.breadth.answers import Comment, Judgement
from bot.interview.model import Entry, Interview, InterviewKey
from bot.operations.collecting import data, group_towards, respondent
from bot.questionnaire.answers import Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.questionnaire.routing import Profile, Step

AS_IS, TO_BE = (60, 20, 10, 10), (20, 60, 10, 10)


def interview(*answers, user="U0MAYA", role="am", group="holder", status="submitted"):
    """An interview with these answers in its log, in order."""
    log = tuple(Entry(Step(*step), answer, at, 1.0) for at, (step, answer) in enumerate(answers))
    key = InterviewKey("T0LOCAL", "field-sales", user)
    return Interview(key, role, group, "UTC", ACCOUNTABILITIES, status=status, log=log)


FULL = (
    (("consent",), Chosen("start")),
    (("own-role",), Chosen("right")),
    (("definitions",), Rated({"servicing": "same", "farming": "different", "hunting": "roughly", "sourcing": "same"})),
    (("own-meaning", "farming"), Wrote("Growing what we have.", quotable=True)),
    (("own-split", "am"), Divided(AS_IS, "numbers")),
    (("roles-seen",), Picked(("is",))),
    (("split", "is"), Divided(TO_BE, "taps")),
    (("future-split", "am"), Divided(TO_BE, "numbers")),
    (("what-would-change", "am"), Wrote("More people.", quotable=False)),
    (("future-split", "is"), Divided(TO_BE, "same")),
    (("situations",), Rated({"new-enquiry": "is", "first-order": "dont-know"})),
    (("owners",), Rated({"servicing": "am", "farming": "nobody", "hunting": "several", "sourcing": "dont-know"})),
)


def test_numbers_are_found_by_what_a_question_measures(fielding):
    """Splits, owners, situations and definitions land where the measures look for them, roles by name."""
    said = respondent(fielding, interview(*FULL))
    assert said.judgements == {
        "Account manager": Judgement("holder", AS_IS, TO_BE),
        "Inside sales": Judgement("colleague", TO_BE, TO_BE),
    }
    assert said.owners == {"servicing": "Account manager", "farming": "nobody", "hunting": "several", "sourcing": None}
    assert said.today == {"new-enquiry": "Inside sales", "first-order": None}
    assert said.definitions == {"servicing": "same", "farming": "different", "hunting": "roughly", "sourcing": "same"}


def test_only_words_that_may_be_quoted_are_taken_along(fielding):
    """A verbatim without its author's tick is not even read."""
    assert respondent(fielding, interview(*FULL)).comments == (Comment("own-meaning/farming", "Growing what we have."),)


@pytest.mark.parametrize("status", ["invited", "answering", "paused", "declined", "stopped"])
def test_what_was_not_submitted_is_not_counted(fielding, status):
    """Only submitted interviews are in the data; the roles are all there."""
    collected = data(fielding, [interview(*FULL, status=status), interview(*FULL, user="U0BEN")])
    assert [person.id for person in collected.respondents] == ["U0BEN"]
    assert [role.name for role in collected.roles] == ["Account manager", "Inside sales", "Hunter"]


def test_the_latest_answer_counts(fielding):
    """Of an answer changed later the change is read."""
    changed = interview(*FULL, (("own-split", "am"), Divided((25, 25, 25, 25), "typed")))
    assert respondent(fielding, changed).judgements["Account manager"].as_is == (25, 25, 25, 25)


def test_answers_off_the_route_do_not_count(fielding):
    """Whoever takes a role back out of those they see takes back what they said about it."""
    off = interview(*FULL, (("roles-seen",), Picked(("none",))))
    assert set(respondent(fielding, off).judgements) == {"Account manager"}


def test_a_corrected_role_counts(fielding):
    """Someone who says they manage these roles is a manager for each they judge."""
    said = respondent(
        fielding,
        interview(
            (("consent",), Chosen("start")),
            (("own-role",), Chosen("wrong")),
            (("own-role-which",), Chosen("manager")),
            (("roles-seen",), Picked(("am", "is"))),
            (("split", "am"), Divided(AS_IS, "numbers")),
            (("split", "is"), Unfamiliar()),
            (("future-split", "am"), Skipped()),
        ),
    )
    assert said.judgements == {"Account manager": Judgement("manager", AS_IS, None)}


def test_a_tailored_questionnaire_yields_the_same(fielding):
    """Renaming questions and rows changes nothing: rows are read by their tags."""
    sections = tuple(
        replace(section, questions=tuple(_renamed(question) for question in section.questions))
        for section in fielding.questionnaire.sections
    )
    tailored = replace(fielding, questionnaire=replace(fielding.questionnaire, sections=sections))
    rows = {"s": "am", "f": "nobody"}
    said = respondent(tailored, interview(*FULL[:-1], (("who",), Rated(rows))))
    assert said.owners == {"servicing": "Account manager", "farming": "nobody"}


def _renamed(question):
    if question.id != "owners":
        return question
    tags = dict(zip("sfhc", ACCOUNTABILITIES, strict=True))
    return replace(question, id="who", rows=tuple(tags), tags=tags)


def test_a_relation_is_to_one_role():
    """A holder is a colleague of every other role; a manager is one to all."""
    holder, manager = Profile("am", "holder", "full", ("am", "is")), Profile(None, "manager", "full", ("am", "is"))
    assert [group_towards(holder, role) for role in ("am", "is")] == ["holder", "colleague"]
    assert [group_towards(manager, role) for role in ("am", "is")] == ["manager", "manager"]
