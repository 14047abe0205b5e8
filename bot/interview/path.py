"""Where an interview stands on its route, and what its options and rows are called."""

from bot.interview.model import Fielding, Interview
from bot.questionnaire.model import ACCOUNTABILITIES, Question
from bot.questionnaire.routing import Profile, Step, corrected, next_open, options, route


def profile(fielding: Fielding, interview: Interview) -> Profile:
    """What is known of the respondent by now: the roster's word, corrected by their own."""
    invited = Profile(interview.role, interview.group, fielding.form, tuple(role.id for role in fielding.roles))
    return corrected(fielding.questionnaire, invited, interview.answers())


def path(fielding: Fielding, interview: Interview) -> tuple[Step, ...]:
    """Every step of this respondent's route in order, the review last."""
    invited = Profile(interview.role, interview.group, fielding.form, tuple(role.id for role in fielding.roles))
    return route(fielding.questionnaire, invited, interview.answers())


def ahead(fielding: Fielding, interview: Interview) -> Step:
    """The first step of the route without an answer; at the latest the review, which never has one."""
    invited = Profile(interview.role, interview.group, fielding.form, tuple(role.id for role in fielding.roles))
    return next_open(fielding.questionnaire, invited, interview.answers())


def lines(fielding: Fielding, interview: Interview) -> tuple[Step, ...]:
    """The steps the review lists, in order: "edit 3" means the third. Consent and review are not among them."""
    unlisted = ("consent", "review")
    return tuple(
        step
        for step in path(fielding, interview)
        if fielding.questionnaire.question(step.question).kind not in unlisted
    )


def unanswered(fielding: Fielding, interview: Interview) -> tuple[Step, ...]:
    """Those of the lines that have no answer yet, in order; one that was skipped has."""
    answered = interview.answers()
    return tuple(step for step in lines(fielding, interview) if step not in answered)


def missing(fielding: Fielding, interview: Interview) -> tuple[Step, ...]:
    """The steps still to be answered before this respondent can submit; of repeated ones, that about their own role."""
    person = profile(fielding, interview)
    return tuple(
        step
        for step in unanswered(fielding, interview)
        if step.about in ("", person.role)
        and person.group in fielding.questionnaire.question(step.question).required_from
    )


def offered(fielding: Fielding, interview: Interview, question: Question) -> dict[str, str]:
    """The options this respondent is offered, in order, each with its label."""
    return {
        option: option_label(fielding, question, option) for option in options(question, profile(fielding, interview))
    }


def option_label(fielding: Fielding, question: Question, option: str) -> str:
    """What an option is called: the wording's label, a role's name, or an accountability's label."""
    words = fielding.questionnaire.wording.questions[question.id]
    return words.options.get(option) or _name(fielding, option)


def row_label(fielding: Fielding, question: Question, row: str) -> str:
    """What a row is called: the wording's label, or an accountability's, or that of the option it stands for."""
    own = fielding.questionnaire.wording.questions[question.id].rows.get(row)
    if own is not None:
        return own
    if question.rows_from is not None:
        return option_label(fielding, fielding.questionnaire.question(question.rows_from), row)
    return _name(fielding, row)


def about_label(fielding: Fielding, step: Step) -> str:
    """The name of the role or accountability a step is repeated for; "" where it is not repeated."""
    return _name(fielding, step.about) if step.about else ""


def _name(fielding: Fielding, of: str) -> str:
    role = fielding.role(of)
    if role is not None:
        return role.name
    return next((fielding.terms[name].label for name in ACCOUNTABILITIES if name == of), of)
