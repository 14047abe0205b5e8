"""This person's route: which questions are theirs, in order, given what they have answered so far.

The route is worked out whole, from the answers, each time: there is no cursor to go wrong. It ends because routes only
lead forward (`checks` refuses any other) and each step is passed once.
"""

from collections import deque
from collections.abc import Iterator, Mapping

from msgspec import Struct

from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.model import (
    ACCOUNTABILITIES,
    OTHER_ROLES,
    ROLES,
    Condition,
    Form,
    Group,
    Limits,
    Question,
    Questionnaire,
    Section,
)


class Step(Struct, frozen=True, order=True):
    """A question on a route; `about` is the role or accountability it is repeated for, "" where it is not repeated."""

    question: str
    about: str = ""


class Profile(Struct, frozen=True):
    """What is known of a respondent before the first answer. `roles`: the ids in scope, in the assessment's order."""

    role: str | None
    group: Group
    form: Form
    roles: tuple[str, ...]


Answers = Mapping[Step, Answer]


def route(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> tuple[Step, ...]:
    """Every step of this person's route in order, answered or not, the review last."""
    return tuple(step for step, _ in _walk(questionnaire, profile, answers))


def next_open(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> Step:
    """The first step of this person's route that has no answer; the review, which never has one, at the latest."""
    return next(step for step, _ in _walk(questionnaire, profile, answers) if step not in answers)


def counted(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> dict[Step, Answer]:
    """The answers that count: those whose question is on this person's route."""
    passed: dict[Step, Answer] = {}
    deque(_walk(questionnaire, profile, answers, passed), maxlen=0)
    return passed


def corrected(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> Profile:
    """The profile after the respondent's own word on which role is theirs, while that question is on their route.

    A role makes them its holder; "manager" or "colleague" sets the group; anything else leaves them a colleague.
    """
    if not any(Step(question.id) in answers for question in questionnaire.setting("own-role")):
        return profile
    known = [after for _, after in _walk(questionnaire, profile, answers)]
    return known[-1] if known else profile


def roles_seen(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> tuple[str, ...]:
    """The roles besides their own that the respondent says they see closely enough to judge, in scope order."""
    picked: set[str] = set()
    for question in questionnaire.setting("roles-seen"):
        answer = answers.get(Step(question.id))
        if isinstance(answer, Picked):
            picked.update(answer.options)
    return tuple(role for role in profile.roles if role in picked and role != profile.role)


def options(question: Question, profile: Profile) -> tuple[str, ...]:
    """The option ids this person is offered, with `$roles` and `$other-roles` spelt out."""
    return tuple(_spelt_out(question.options, profile))


def rows(question: Question, answers: Answers) -> tuple[str, ...]:
    """The row ids of a matrix; with `rows_from`, those of its rows that were picked there."""
    if question.rows_from is None:
        return question.rows
    picked = answers.get(Step(question.rows_from))
    allowed = set(question.rows)
    return tuple(option for option in picked.options if option in allowed) if isinstance(picked, Picked) else ()


def most(question: Question, profile: Profile) -> int:
    """How many options of a choices question this person may pick: never more than there are beside the exclusive."""
    offered = options(question, profile)
    if question.most is None:
        return len(offered)
    together = sum(option not in question.exclusive for option in offered)
    return max(1, min(_allowed(question.most, profile), together))


def _allowed(most: Limits, profile: Profile) -> int:
    if profile.form == "short":
        return most.short
    return {"holder": most.holder, "manager": most.manager, "colleague": most.colleague}[profile.group]


def _spelt_out(given: tuple[str, ...], profile: Profile) -> Iterator[str]:
    for option in given:
        if option == ROLES:
            yield from profile.roles
        elif option == OTHER_ROLES:
            yield from (role for role in profile.roles if role != profile.role)
        else:
            yield option


def _walk(
    questionnaire: Questionnaire, profile: Profile, answers: Answers, passed: dict[Step, Answer] | None = None
) -> Iterator[tuple[Step, Profile]]:
    """Each step of the route with the profile as known after it. Only answers on the way so far steer the rest.

    They are gathered in `passed`.
    """
    passed = {} if passed is None else passed
    jump: str | None = None
    for section in questionnaire.sections:
        rounds = repeats(section, questionnaire, profile, passed)
        if jump is not None and not rounds and any(question.id == jump for question in section.questions):
            jump = None
        for about in rounds:
            for question in section.questions:
                if jump is not None and jump != question.id:
                    continue
                jump = None
                if not _asked(question, about, questionnaire, profile, passed):
                    continue
                step = Step(question.id, about)
                answer = answers.get(step)
                if answer is not None:
                    passed[step] = answer
                    profile = _claimed(question, answer, profile) if question.sets == "own-role" else profile
                    jump = _leads_to(question, answer) if question.routes else None
                yield step, profile


def _claimed(question: Question, answer: Answer, profile: Profile) -> Profile:
    if not isinstance(answer, Chosen):
        return profile
    if answer.option in profile.roles:
        return Profile(answer.option, "holder", profile.form, profile.roles)
    group: Group = "manager" if answer.option == "manager" else "colleague"
    return Profile(None, group, profile.form, profile.roles)


def repeats(section: Section, questionnaire: Questionnaire, profile: Profile, answers: Answers) -> tuple[str, ...]:
    """What a section is repeated for, in order; once for "" when it is not repeated."""
    own = (profile.role,) if profile.role is not None else ()
    match section.repeat:
        case None:
            return ("",)
        case "own-role":
            return own
        case "other-roles":
            return roles_seen(questionnaire, profile, answers)
        case "judged-roles":
            return _judged(own, questionnaire, profile, answers)
        case "main-role":
            return own or (_judged((), questionnaire, profile, answers)[:1] if profile.group == "manager" else ())
        case "accountabilities":
            return ACCOUNTABILITIES


def _judged(own: tuple[str, ...], questionnaire: Questionnaire, profile: Profile, answers: Answers) -> tuple[str, ...]:
    """Their own role and those they see, without the ones they do not know well enough after all."""
    seen = own + roles_seen(questionnaire, profile, answers)
    return tuple(role for role in seen if not _passed_over(questionnaire, role, answers))


def _passed_over(questionnaire: Questionnaire, role: str, answers: Answers) -> bool:
    given = (answers.get(Step(question.id, role)) for question in questionnaire.measuring("split-as-is"))
    return any(isinstance(answer, Unfamiliar | Skipped) for answer in given)


def _leads_to(question: Question, answer: Answer) -> str | None:
    given = _options_in(answer, None)
    return next((leg.to for leg in question.routes if given & set(leg.any_of)), None)


def _asked(
    question: Question,
    about: str,
    questionnaire: Questionnaire,
    profile: Profile,
    answers: Answers,
) -> bool:
    if question.rows_from is not None and not rows(question, answers):
        return False
    if question.kind in ("choice", "choices") and set(question.exclusive).issuperset(options(question, profile)):
        return False
    return not question.when or all(
        _holds(condition, about, questionnaire, profile, answers) for condition in question.when
    )


def _holds(
    condition: Condition,
    about: str,
    questionnaire: Questionnaire,
    profile: Profile,
    answers: Answers,
) -> bool:
    if condition.group and profile.group not in condition.group:
        return False
    if condition.form is not None and profile.form != condition.form:
        return False
    if condition.question is None:
        return True
    answer = _answer_to(condition.question, about, answers)
    row = about if condition.row == "this" else condition.row
    if condition.given is not None:
        return isinstance(answer, Chosen | Picked | Rated | Divided | Wrote) is condition.given
    if condition.at_least is not None:
        return _points(answer, row) >= condition.at_least
    if condition.moved_at_least is not None:
        return _moved(answer, about, questionnaire, answers) >= condition.moved_at_least
    return not _options_in(answer, row).isdisjoint(condition.any_of)


def _answer_to(question: str, about: str, answers: Answers) -> Answer | None:
    repeated = answers.get(Step(question, about))
    return repeated if repeated is not None else answers.get(Step(question))


def _options_in(answer: Answer | None, row: str | None) -> set[str]:
    match answer:
        case Chosen(option):
            return {option}
        case Picked(picked):
            return set(picked)
        case Rated(rated) if row is None:
            return set(rated.values())
        case Rated(rated) if row in rated:
            return {rated[row]}
        case _:
            return set()


def _points(answer: Answer | None, row: str | None) -> int:
    if not isinstance(answer, Divided):
        return 0
    parts = zip(ACCOUNTABILITIES, answer.points, strict=True)
    return max((points for name, points in parts if row in (None, name)), default=0)


def _moved(answer: Answer | None, role: str, questionnaire: Questionnaire, answers: Answers) -> float:
    before = as_is(questionnaire, role, answers)
    if not isinstance(answer, Divided) or before is None:
        return 0.0
    return sum(abs(now - then) for now, then in zip(answer.points, before.points, strict=True)) / 2


def as_is(questionnaire: Questionnaire, role: str, answers: Answers) -> Divided | None:
    """The split as is that this person gave for a role, found by its measure."""
    for question in questionnaire.measuring("split-as-is"):
        answer = answers.get(Step(question.id, role))
        if isinstance(answer, Divided):
            return answer
    return None
