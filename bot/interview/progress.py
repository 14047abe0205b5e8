"""How far along an interview is, in the questionnaire's own steps, and how long the rest takes."""

from collections.abc import Mapping
from math import ceil

from msgspec import Struct

from bot.interview.model import Fielding, Interview
from bot.questionnaire.answers import Answer, Picked
from bot.questionnaire.model import Question, Questionnaire
from bot.questionnaire.routing import Profile, Step, most, options, route

SUGGESTED_ROLES = 2
"""How many other roles a respondent is reckoned to judge until they say which they see."""


class Progress(Struct, frozen=True):
    """Where an interview stands: step 3 of 9, about 4 minutes left, role 2 of 3.

    `step` is 0 at the consent. `part` and `parts` count what the step in hand is repeated for; 0 where it is not.
    """

    step: int
    steps: int
    minutes: int
    part: int = 0
    parts: int = 0


def progress(fielding: Fielding, interview: Interview) -> Progress:
    """The progress along the real remaining route; questions of one step count as one, consent and review as none.

    Until respondents say which other roles they see, SUGGESTED_ROLES are reckoned in: without them the consent would
    promise too short an interview, and the minutes left would rise in the middle.
    """
    questionnaire, answers = fielding.questionnaire, interview.answers()
    invited = Profile(interview.role, interview.group, fielding.form, tuple(role.id for role in fielding.roles))
    ahead = route(questionnaire, invited, _expected(questionnaire, invited, answers))
    places, seconds = _counted(questionnaire)
    counted = [step for step in ahead if step.question in places]
    steps = list(dict.fromkeys(places[step.question] for step in counted))
    here = _here(interview, answers, counted)
    place = places.get(here.question) if here is not None else None
    siblings = list(dict.fromkeys(step.about for step in counted if places[step.question] == place and step.about))
    repeated = here is not None and here.about in siblings
    left = sum(seconds[step.question] for step in counted if step not in answers)
    return Progress(
        step=_number(questionnaire, here, place, steps),
        steps=len(steps),
        minutes=max(1, ceil(left / 60)),
        part=siblings.index(here.about) + 1 if here is not None and repeated else 0,
        parts=len(siblings) if repeated else 0,
    )


def _counted(questionnaire: Questionnaire) -> tuple[dict[str, str], dict[str, int]]:
    """The step each counted question belongs to and the seconds it takes, by question id."""
    asked = [
        (question, section.step or section.id)
        for section in questionnaire.sections
        for question in section.questions
        if question.kind not in ("consent", "review")
    ]
    return {question.id: place for question, place in asked}, {question.id: question.seconds for question, _ in asked}


def _here(interview: Interview, answers: Mapping[Step, Answer], counted: list[Step]) -> Step | None:
    """The step in hand, else the first without an answer, else None: everything is answered."""
    if interview.card is not None:
        return interview.card.step
    return next((step for step in counted if step not in answers), None)


def _number(questionnaire: Questionnaire, here: Step | None, place: str | None, steps: list[str]) -> int:
    if place in steps:
        return steps.index(place) + 1
    at_consent = here is not None and questionnaire.question(here.question).kind == "consent"
    return 0 if at_consent else len(steps)


def _expected(questionnaire: Questionnaire, invited: Profile, answers: Mapping[Step, Answer]) -> dict[Step, Answer]:
    """The answers with a likely one to the question of which roles are seen, where that is still open."""
    open_facts = (
        question
        for question in questionnaire.all_questions()
        if question.sets == "roles-seen" and Step(question.id) not in answers
    )
    return dict(answers) | {Step(question.id): _suggested(question, invited) for question in open_facts}


def _suggested(question: Question, invited: Profile) -> Picked:
    offered = [option for option in options(question, invited) if option in invited.roles]
    return Picked(tuple(offered[: min(SUGGESTED_ROLES, most(question, invited))]))
