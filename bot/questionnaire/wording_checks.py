"""Whether everything asked has words, nothing else has, and none is too long to be shown."""

from collections.abc import Collection, Iterable, Iterator

from bot.questionnaire.findings import Finding, Place, meant
from bot.questionnaire.model import ACCOUNTABILITIES, GROUPS, Questionnaire, Words
from bot.questionnaire.script import Placed, Script

LABEL = 75
"""Characters of a button, and of an option in a list."""
ROW = 2_000
"""Characters of a field's label in a modal."""
HEADER = 150
DEFINITION = 700
"""Characters of a definition: all four stand in one section of 3,000."""


def wording_findings(questionnaire: Questionnaire, asked: Script) -> Iterator[Finding]:
    """Everything wrong with a questionnaire's words."""
    wording, top = questionnaire.wording, ("wording",)
    yield from _long(wording.title, HEADER, (*top, "title"), "The title")
    yield from _complete(wording.groups, GROUPS, (*top, "groups"), "group")
    yield from _complete(wording.terms, ACCOUNTABILITIES, (*top, "terms"), "accountability")
    for term, said in wording.terms.items():
        yield from _long(said.label, LABEL, (*top, "terms", term, "label"), f"The label of {term}")
        yield from _long(said.definition, DEFINITION, (*top, "terms", term, "definition"), f"The definition of {term}")
    for group, name in wording.groups.items():
        yield from _long(name, LABEL, (*top, "groups", group), f"The name of the group {group}")
    for question_id, placed in asked.by_id.items():
        if question_id not in wording.questions:
            mend = f"Add {question_id}: with its `ask` and `short` to `questions`."
            path = (*top, "questions", question_id)
            yield Finding(path, f"{placed.name} has no words.", mend, cause=placed.at("id"))
    for question_id, words in wording.questions.items():
        path = (*top, "questions", question_id)
        if question_id in asked.by_id:
            yield from _words(asked.by_id[question_id], words, path)
        else:
            mend = meant(question_id, asked.by_id, "Take it out.")
            yield Finding(path, f"There are words for {question_id}, which no question has.", mend)


def _words(placed: Placed, words: Words, path: Place) -> Iterator[Finding]:
    if not words.ask.strip():
        yield Finding((*path, "ask"), f"{placed.name} asks nothing.", "Write what it asks.")
    yield from _long(words.short, LABEL, (*path, "short"), f"The short name of question {placed.question.id}")
    yield from _options(placed, words, path)
    yield from _rows(placed, words, path)


def _options(placed: Placed, words: Words, path: Place) -> Iterator[Finding]:
    question = placed.question
    known = [option for option in question.options if not option.startswith("$")]
    yield from _without_words(placed, "option", [one for one in known if one not in words.options], path)
    if known or question.kind in ("split", "text", "review"):
        yield from _without_use(placed, "option", [one for one in words.options if one not in known], path)
    for option, label in words.options.items():
        yield from _long(label, LABEL, (*path, "options", option), f"The option {option} of question {question.id}")


def _rows(placed: Placed, words: Words, path: Place) -> Iterator[Finding]:
    question = placed.question
    if question.rows_from is None:
        yield from _without_words(placed, "row", [one for one in question.rows if one not in words.rows], path)
    yield from _without_use(placed, "row", [one for one in words.rows if one not in question.rows], path)
    for row, label in words.rows.items():
        yield from _long(label, ROW, (*path, "rows", row), f"The row {row} of question {question.id}")


def _without_words(placed: Placed, what: str, missing: Iterable[str], path: Place) -> Iterator[Finding]:
    for part in missing:
        # An accountability goes by this firm's own label.
        if part not in ACCOUNTABILITIES:
            fault = f"{placed.name} has no words for its {what} {part}."
            mend = f"Add {part}: and what it says to `{what}s`."
            yield Finding((*path, f"{what}s"), fault, mend, cause=placed.at(f"{what}s"))


def _without_use(placed: Placed, what: str, surplus: Iterable[str], path: Place) -> Iterator[Finding]:
    known = placed.question.options if what == "option" else placed.question.rows
    for part in surplus:
        fault = f"{placed.name} has words for the {what} {part}, which it does not have."
        mend = meant(part, known, "Take it out.")
        yield Finding((*path, f"{what}s", part), fault, mend, cause=placed.at(f"{what}s"), left_over=True)


def _complete(given: Collection[str], needed: Iterable[str], path: Place, what: str) -> Iterator[Finding]:
    for part in needed:
        if part not in given:
            yield Finding(path, f"The {what} {part} has no words.", f"Add {part}: to it.")


def _long(text: str, limit: int, path: Place, what: str) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(path, f"{what} is empty.", "Write it.")
    elif len(text) > limit:
        mend = f"Shorten it to {limit:,} or fewer."
        yield Finding(path, f"{what} has {len(text):,} characters, and Slack shows {limit:,}.", mend)
