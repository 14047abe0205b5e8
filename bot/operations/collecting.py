"""Submitted interviews as the answers the measures read; numbers are found by what a question measures."""

from collections.abc import Iterable, Iterator
from typing import get_args

from bot.breadth.answers import Comment, Data, Judgement, Respondent, Role, Use
from bot.breadth.ownership import NOT_ROLES, Vote
from bot.breadth.split import Split
from bot.interview.model import Fielding, Interview
from bot.questionnaire.answers import Answer, Divided, Rated, Wrote
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Group, Measure
from bot.questionnaire.routing import Profile, Step, corrected, counted

Counted = dict[Step, Answer]
USES: tuple[Use, ...] = get_args(Use)


def data(fielding: Fielding, interviews: Iterable[Interview]) -> Data:
    """The roles in scope and everyone's answers: of submitted interviews, and only those on their route."""
    submitted = (interview for interview in interviews if interview.status == "submitted")
    return Data(roles(fielding), tuple(respondent(fielding, interview) for interview in submitted))


def roles(fielding: Fielding) -> tuple[Role, ...]:
    """The roles in scope, as the measures know them."""
    return tuple(Role(role.name, role.headcount) for role in fielding.roles)


def respondent(fielding: Fielding, interview: Interview) -> Respondent:
    """What one interview says, in the words the measures use."""
    invited = Profile(interview.role, interview.group, fielding.form, tuple(role.id for role in fielding.roles))
    given = interview.answers()
    person = corrected(fielding.questionnaire, invited, given)
    answers = counted(fielding.questionnaire, invited, given)
    return Respondent(
        id=interview.key.respondent,
        judgements=_judgements(fielding, person, answers),
        owners=_by_accountability(_votes(fielding, answers, "owner", tagged=True)),
        today=_votes(fielding, answers, "situation", tagged=False),
        definitions=_definitions(fielding, answers),
        comments=tuple(_comments(fielding, answers)),
    )


def group_towards(person: Profile, role: str) -> Group:
    """A respondent's relation to one role: a holder judging another role is a colleague there.

    >>> group_towards(Profile("am", "holder", "full", ("am", "is")), "is")
    'colleague'
    """
    if person.role == role:
        return "holder"
    return "manager" if person.group == "manager" else "colleague"


def _judgements(fielding: Fielding, person: Profile, answers: Counted) -> dict[str, Judgement]:
    today, future = (_splits(fielding, answers, moment) for moment in ("as-is", "to-be"))
    return {
        role.name: Judgement(group_towards(person, role.id), today.get(role.id), future.get(role.id))
        for role in fielding.roles
        if role.id in today or role.id in future
    }


def _splits(fielding: Fielding, answers: Counted, moment: str) -> dict[str, Split]:
    measure: Measure = "split-as-is" if moment == "as-is" else "split-to-be"
    given = _given(fielding, answers, measure)
    return {step.about: answer.points for step, answer in given if isinstance(answer, Divided)}


def _votes(fielding: Fielding, answers: Counted, measure: Measure, *, tagged: bool) -> dict[str, Vote]:
    """The votes by row, or by what the row is tagged with."""
    names = {role.id: role.name for role in fielding.roles} | {word: word for word in NOT_ROLES}
    rows = _rows(fielding, answers, measure, tagged=tagged)
    return {row: names.get(option) for row, option in rows if option in names or option == "dont-know"}


def _definitions(fielding: Fielding, answers: Counted) -> dict[Accountability, Use]:
    rows = dict(_rows(fielding, answers, "definition", tagged=True))
    return {name: use for name in ACCOUNTABILITIES for use in USES if rows.get(name) == use}


def _by_accountability(votes: dict[str, Vote]) -> dict[Accountability, Vote]:
    return {name: votes[name] for name in ACCOUNTABILITIES if name in votes}


def _rows(fielding: Fielding, answers: Counted, measure: Measure, *, tagged: bool) -> Iterator[tuple[str, str]]:
    for step, answer in _given(fielding, answers, measure):
        tags = fielding.questionnaire.question(step.question).tags if tagged else {}
        if isinstance(answer, Rated):
            yield from ((tags.get(row, row), option) for row, option in answer.rows.items())


def _comments(fielding: Fielding, answers: Counted) -> Iterator[Comment]:
    for step, answer in _given(fielding, answers, "verbatim"):
        if isinstance(answer, Wrote) and answer.quotable and answer.text.strip():
            yield Comment(f"{step.question}/{step.about}" if step.about else step.question, answer.text.strip())


def _given(fielding: Fielding, answers: Counted, measure: Measure) -> Iterator[tuple[Step, Answer]]:
    measuring = {question.id for question in fielding.questionnaire.measuring(measure)}
    return ((step, answer) for step, answer in answers.items() if step.question in measuring)
