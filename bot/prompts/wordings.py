"""Whether the templates in a questionnaire's wording can be printed, whatever is filled in."""

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Template

from bot.prompts.fillings import fillings
from bot.prompts.templates import A_MOMENT, COMPARE, reading
from bot.prompts.texts import Plain, environment
from bot.questionnaire.findings import Finding, Place
from bot.questionnaire.measures import ROLE_REPEATS
from bot.questionnaire.model import GROUPS, Group, Questionnaire, Repeat
from bot.questionnaire.script import Placed, script

SECTION = 3_000
"""Characters of a section of a message."""
NAME = 75
"""Characters a name may have that is filled in: a role's, an accountability's, the assessment's."""
PLACEHOLDERS: dict[str, Plain] = {
    "assessment": "m" * NAME,
    "facilitator": "U" * 20,
    "deadline": A_MOMENT,
    "minutes": 99,
    "role": "m" * NAME,
    "group": "m" * NAME,
    "horizon": "m" * NAME,
    "new_customer": "m" * NAME,
    "lapsed_customer": "m" * NAME,
    "servicing": "m" * NAME,
    "farming": "m" * NAME,
    "hunting": "m" * NAME,
    "sourcing": "m" * NAME,
    "term": "m" * NAME,
    "definition": "m" * 700,
    "most": 3,
    "most_frequent": "m" * 150,
}
"""Every placeholder of an `ask` or a `hint`, each with the longest that is likely."""
_ASKED: Mapping[Repeat | None, tuple[Group, ...]] = {"own-role": ("holder",), "main-role": ("holder", "manager")}
"""Who is asked a section repeated so, where that is not everybody."""


def template_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Everything wrong with the templates of a questionnaire's wording."""
    templates, asked = environment(), script(questionnaire).by_id
    for question_id, words in questionnaire.wording.questions.items():
        for key, text in (("ask", words.ask), ("hint", words.hint)):
            path = ("wording", "questions", question_id, key)
            subject = f"Question {question_id}"
            read = reading(templates, text, PLACEHOLDERS)
            yield from (Finding(path, f"{subject} {what}.", mend) for _, what, mend in read.faults)
            if read.faults:
                continue
            longest, *others = fillings(read, PLACEHOLDERS)
            found = list(_tried(read.template, [longest], path, subject))
            if key == "ask" and not found and text.strip() and question_id in asked:
                found = list(_silent(read.template, asked[question_id], path, questionnaire))
            yield from found or _tried(read.template, others, path, subject)


def _silent(template: Template, placed: Placed, path: Place, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Whether a question prints nothing to one of those it is asked of."""
    try:
        silent = any(not template.render(values).strip() for values in _respondents(placed, questionnaire))
    except Exception:  # noqa: BLE001 - what fails without a role asks nothing either
        silent = True
    if silent:
        mend = "Let it print something outside {% if %}, or in an {% else %}."
        yield Finding(path, f"{placed.name} asks nothing of some respondents.", mend)


def _respondents(placed: Placed, questionnaire: Questionnaire) -> Iterator[Mapping[str, Plain]]:
    """What may be filled in for those who are asked a question: what they lack is empty."""
    repeat, conditions = placed.section.repeat, placed.question.when
    pulls = {question.id for question in questionnaire.measuring("pull")}
    pulled = any(one.question in pulls and one.given is not False for one in conditions)
    for group in _ASKED.get(repeat, GROUPS):
        lacking = set() if group == "holder" or repeat in ROLE_REPEATS else {"role"}
        lacking |= set() if repeat == "accountabilities" else {"term", "definition"}
        values = {**PLACEHOLDERS, **dict.fromkeys(lacking, ""), "group": questionnaire.wording.groups.get(group, "")}
        if all(not one.group or group in one.group for one in conditions):
            yield values
            yield values if pulled else {**values, "most_frequent": ""}


def _tried(
    template: Template, values: Iterable[tuple[str, Mapping[str, Plain]]], path: Place, subject: str
) -> Iterator[Finding]:
    """The first fault there is in what a template prints with these values."""
    for where, filled_in in values:
        try:
            shown = template.render(filled_in)
        except Exception as error:  # noqa: BLE001 - a template may fail in any way a program can
            yield Finding(path, f"{subject} cannot be printed{where}: {str(error).rstrip('.')}.", COMPARE)
            return
        if len(shown) > SECTION:
            fault = f"{subject} can become {len(shown):,} characters long{where}, and Slack shows {SECTION:,}."
            yield Finding(path, fault, "Shorten it, or move part of it to the hint.")
            return
