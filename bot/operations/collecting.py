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

Measured = dict[Measure | None, list[tuple[Step, Answer]]]
"""The answers that count, by what their question measures."""
USES: dict[str, Use] = {use: use for use in get_args(Use)}


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
    answers = _by_measure(fielding, counted(fielding.questionnaire, invited, given))
    return Respondent(
        id=interview.key.respondent,
        judgements=_judgements(fielding, person, answers),
        owners=_by_accountability(_votes(fielding, answers, "owner", tagged=True)),
        today=_votes(fielding, answers, "situation", tagged=False),
        definitions=_definitions(fielding, answers),
        comments=tuple(_comments(answers)),
    )


def group_towards(person: Profile, role: str) -> Group:
    """A respondent's relation to one role: a holder judging another role is a colleague there.

    >>> group_towards(Profile("am", "holder", "full", ("am", "is")), "is")
    'colleague'
    """
    if person.role == role:
        return "holder"
    return "manager" if person.group == "manager" else "colleague"


def _by_measure(fielding: Fielding, answers: dict[Step, Answer]) -> Measured:
    found: Measured = {}
    for step, answer in answers.items():
        found.setdefault(fielding.questionnaire.question(step.question).measure, []).append((step, answer))
    return found


def _judgements(fielding: Fielding, person: Profile, answers: Measured) -> dict[str, Judgement]:
    today, future = _splits(answers, "split-as-is"), _splits(answers, "split-to-be")
    return {
        role.name: Judgement(group_towards(person, role.id), today.get(role.id), future.get(role.id))
        for role in fielding.roles
        if role.id in today or role.id in future
    }


def _splits(answers: Measured, measure: Measure) -> dict[str, Split]:
    given = answers.get(measure, ())
    return {step.about: answer.points for step, answer in given if isinstance(answer, Divided)}


def _votes(fielding: Fielding, answers: Measured, measure: Measure, *, tagged: bool) -> dict[str, Vote]:
    """The votes by row, or by what the row is tagged with."""
    names = {role.id: role.name for role in fielding.roles} | {word: word for word in NOT_ROLES}
    rows = _rows(fielding, answers, measure, tagged=tagged)
    return {row: names.get(option) for row, option in rows if option in names or option == "dont-know"}


def _definitions(fielding: Fielding, answers: Measured) -> dict[Accountability, Use]:
    rows = dict(_rows(fielding, answers, "definition", tagged=True))
    return {name: USES[rows[name]] for name in ACCOUNTABILITIES if rows.get(name) in USES}


def _by_accountability(votes: dict[str, Vote]) -> dict[Accountability, Vote]:
    return {name: votes[name] for name in ACCOUNTABILITIES if name in votes}


def _rows(fielding: Fielding, answers: Measured, measure: Measure, *, tagged: bool) -> Iterator[tuple[str, str]]:
    for step, answer in answers.get(measure, ()):
        tags = fielding.questionnaire.question(step.question).tags if tagged else {}
        if isinstance(answer, Rated):
            yield from ((tags.get(row, row), option) for row, option in answer.rows.items())


def _comments(answers: Measured) -> Iterator[Comment]:
    for step, answer in answers.get("verbatim", ()):
        if isinstance(answer, Wrote) and answer.quotable and answer.text.strip():
            yield Comment(f"{step.question}/{step.about}" if step.about else step.question, answer.text.strip())
