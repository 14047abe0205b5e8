"""A raw reply to what it counts as: an answer, or every reason it is none."""

from collections.abc import Mapping, Sequence

from bot.questionnaire.answers import (
    Answer,
    Boxes,
    Chosen,
    Divided,
    DontKnow,
    Option,
    Options,
    Picked,
    Rated,
    Rejection,
    Reply,
    Rows,
    Skipped,
    Text,
    Unfamiliar,
    Wrote,
)
from bot.questionnaire.model import Question
from bot.questionnaire.routing import Answers, Profile, most, options, rows
from bot.questionnaire.splits import Typed, from_boxes

LONGEST_TEXT = 2_000
"""Characters a verbatim may have."""
SHORTEST_PART = 3
"""Letters that part of a label must have to be taken for it."""
NUMBERS = dict(zip("123456789", ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], strict=True))
SAME = "same"
"""The option of a to-be split that takes the as-is over."""


def accept(
    question: Question, reply: Reply, profile: Profile, answers: Answers, as_is: Divided | None
) -> Answer | tuple[Rejection, ...]:
    """The answer a reply counts as, or all that is wrong with it. `as_is` is what "same as now" repeats."""
    match question.kind, reply:
        case "consent" | "choice", Option(chosen):
            return _chosen(chosen, options(question, profile))
        case "choices", Options(ids):
            return _picked(ids, question, profile)
        case "matrix", Rows(picked):
            return _rated(picked, question, rows(question, answers), options(question, profile))
        case "split", Boxes(typed):
            return _divided(typed)
        case "split", DontKnow():
            return Unfamiliar()
        case "split", Option("same") if as_is is not None and question.measure == "split-to-be":
            return Divided(as_is.points, "same")
        case "text", Text():
            return _wrote(reply)
        case _:
            return (Rejection("use-the-card"),)


def match_option(typed: str, offered: Mapping[str, str]) -> str | Rejection:
    """The option whose id or label was typed; a label's beginning or a part of it will do where it is the only one.

    A bare number is the place in the list, unless the labels count something themselves: then it is what they count.

    >>> match_option("2", {"right": "Yes, right", "wrong": "No, wrong"})
    'wrong'
    >>> match_option("2", {"none": "Hardly any", "day": "About one day", "two-days": "About two days"})
    'two-days'
    """
    word = _spelt(typed)
    labels = {option: _spelt(label) for option, label in offered.items()}
    counted = any(number in label.split() for label in labels.values() for number in NUMBERS.values())
    place = () if counted else (str(at) for at in range(1, len(labels) + 1))
    readings = (
        [option for option, label in labels.items() if word in (_spelt(option), label)],
        [option for option, number in zip(labels, place, strict=False) if word == _spelt(number)],
        [option for option, label in labels.items() if word and label.startswith(word)],
        [option for option, label in labels.items() if len(word) >= SHORTEST_PART and f" {word} " in f" {label} "],
    )
    found = next((options for options in readings if options), [])
    return found[0] if len(found) == 1 else Rejection("not-an-option", {"typed": typed[:80]})


def _spelt(text: str) -> str:
    """A line in lower case, spaces folded, without the marks around it, its small numbers as words."""
    return " ".join(NUMBERS.get(word, word) for word in text.casefold().strip(" .!").split())


def _chosen(chosen: str, offered: tuple[str, ...]) -> Answer | tuple[Rejection, ...]:
    return Chosen(chosen) if chosen in offered else (Rejection("not-an-option", {"typed": chosen[:80]}),)


def _divided(typed: Sequence[str]) -> Answer | tuple[Rejection, ...]:
    read = from_boxes(typed)
    return Divided(read.points, "numbers") if isinstance(read, Typed) else read


def _picked(ids: tuple[str, ...], question: Question, profile: Profile) -> Answer | tuple[Rejection, ...]:
    offered = options(question, profile)
    picked = tuple(option for option in offered if option in ids)
    limit = most(question, profile)
    if not picked:
        return (Rejection("pick-some", {}, "options"),)
    alone = next((option for option in picked if option in question.exclusive), None)
    if alone is not None and len(picked) > 1:
        return (Rejection("stands-alone", {"option": alone}, "options"),)
    if len(picked) > limit:
        return (Rejection("too-many", {"picked": len(picked), "most": limit}, "options"),)
    return Picked(picked)


def _rated(
    picked: Mapping[str, str], question: Question, asked: tuple[str, ...], scale: tuple[str, ...]
) -> Answer | tuple[Rejection, ...]:
    rated = {row: picked[row] for row in asked if picked.get(row) in scale}
    if question.optional and not rated:
        return Skipped()
    missing = () if question.optional else tuple(row for row in asked if row not in rated)
    return tuple(Rejection("row-open", {}, row) for row in missing) or Rated(rated)


def _wrote(reply: Text) -> Answer | tuple[Rejection, ...]:
    written = reply.text.strip()
    if not written:
        return (Rejection("text-empty", {}, "text"),)
    if len(written) > LONGEST_TEXT:
        return (Rejection("text-long", {"length": len(written), "most": LONGEST_TEXT}, "text"),)
    return Wrote(written, reply.quotable)
