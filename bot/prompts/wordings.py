"""Whether the templates in a questionnaire's wording can be printed, whatever is filled in."""

from collections.abc import Iterable, Iterator

from jinja2 import Environment, TemplateError, meta

from bot.prompts.texts import Plain, environment
from bot.questionnaire.findings import Finding, Place, listed, meant
from bot.questionnaire.measures import ROLE_REPEATS
from bot.questionnaire.model import Questionnaire, Repeat

SECTION = 3_000
"""Characters of a section of a message."""
NAME = 75
"""Characters a name may have that is filled in: a role's, an accountability's, the assessment's."""
PLACEHOLDERS: dict[str, Plain] = {
    "assessment": "m" * NAME,
    "facilitator": "U" * 20,
    "deadline": 1_804_953_600.0,
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


def template_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Everything wrong with the templates of a questionnaire's wording."""
    templates = environment()
    repeats = {question.id: section.repeat for section in questionnaire.sections for question in section.questions}
    for question_id, words in questionnaire.wording.questions.items():
        for key, text in (("ask", words.ask), ("hint", words.hint)):
            path = ("wording", "questions", question_id, key)
            found = list(_template(templates, text, path, f"Question {question_id}"))
            yield from found
            if (
                key == "ask"
                and text.strip()
                and not found
                and _may_be_silent(templates, text, repeats.get(question_id))
            ):
                mend = "Let it print something outside {% if %}, or in an {% else %}."
                yield Finding(path, f"Question {question_id} asks nothing of some respondents.", mend)


def _may_be_silent(templates: Environment, text: str, repeat: Repeat | None) -> bool:
    """Whether a text prints nothing with all there is, or without what a question repeated so may lack."""
    lacking = {"most_frequent"}
    lacking |= set() if repeat in ROLE_REPEATS else {"role"}
    lacking |= set() if repeat == "accountabilities" else {"term", "definition"}
    template = templates.from_string(text)
    every: tuple[dict[str, Plain], ...] = (PLACEHOLDERS, {**PLACEHOLDERS, **dict.fromkeys(lacking, "")})
    try:
        return any(not template.render(values).strip() for values in every)
    except Exception:  # noqa: BLE001 - what fails without a role asks nothing either
        return True


def template_faults(templates: Environment, text: str, known: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """What keeps a template from being printed with the placeholders `known`: line, the rest of a sentence, mend."""
    try:
        parsed = templates.parse(text)
        templates.from_string(text)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        said = str(error.message or "it cannot be read").rstrip(".")
        yield line, f"is no template: {said}", "Compare it with the examples in prompts/README.md."
        return
    for name in sorted(meta.find_undeclared_variables(parsed) - set(known)):
        mend = meant(name, known, f"The placeholders here are {listed(sorted(known))}." if known else "Take it out.")
        yield _line_of(text, name), f"prints {{{{ {name} }}}}, which is no placeholder here", mend


def _template(templates: Environment, text: str, path: Place, subject: str) -> Iterator[Finding]:
    faults = list(template_faults(templates, text, PLACEHOLDERS))
    yield from (Finding(path, f"{subject} {what}.", mend) for _, what, mend in faults)
    if faults:
        return
    try:
        shown = templates.from_string(text).render(PLACEHOLDERS)
    except Exception as error:  # noqa: BLE001 - a template may fail in any way a program can
        mend = "Compare it with the examples in prompts/README.md."
        yield Finding(path, f"{subject} cannot be printed: {str(error).rstrip('.')}.", mend)
        return
    if len(shown) > SECTION:
        fault = f"{subject} can become {len(shown):,} characters long, and Slack shows {SECTION:,}."
        yield Finding(path, fault, "Shorten it, or move part of it to the hint.")


def _line_of(text: str, name: str) -> int:
    before, found, _ = text.partition(name)
    return before.count("\n") + 1 if found else 1
