"""Modals: the form of the question in hand, filled with what was answered before, and those that ask no question."""

from collections.abc import Sequence

from bot.interview.model import Card, Fielding, Interview
from bot.interview.path import option_label, row_label
from bot.interview.pausing import SOONEST, next_morning, reminds_still
from bot.interview.turns import Proposed
from bot.prompts.mrkdwn import escaped, unescaped
from bot.prompts.texts import Texts
from bot.questionnaire.accepting import LONGEST_TEXT
from bot.questionnaire.answers import Divided, Picked, Points, Rated, Rejection, Wrote
from bot.questionnaire.model import ACCOUNTABILITIES, Question
from bot.questionnaire.routing import most, options, rows
from bot.rendering.blocks import (
    Json,
    checkboxes,
    context,
    field,
    moment,
    multi_select,
    number,
    option,
    person,
    radio,
    section,
    select,
    view,
    writing,
)
from bot.rendering.ids import FIELD, Form
from bot.rendering.questions import bold
from bot.rendering.splits import before, in_order
from bot.rendering.voice import Voice, voice

MOST_TICKS = 10
"""Slack's most checkboxes; more options make a drop-down."""
MOST_RADIOS = 4
"""Options of a row shown one below the other; more make a drop-down, so that a row fits a phone."""


def modal(texts: Texts, fielding: Fielding, interview: Interview) -> Json | None:
    """The form of the question in hand, filled with what was answered before; None where it has no form."""
    card = interview.card
    if card is None:
        return None
    heard = voice(texts, fielding, interview)
    question = heard.question(card.step)
    match question.kind:
        case "split":
            return _form(heard, card, Form.BOXES, _boxes(heard, card))
        case "choices":
            return _form(heard, card, Form.OPTIONS, [_ticks(heard, card, question)])
        case "matrix":
            return _form(heard, card, Form.ROWS, _rows(heard, card, question))
        case "text":
            return _form(heard, card, Form.TEXT, _writing(heard, card))
        case "consent" | "choice" | "review":
            return None


def later_modal(texts: Texts, fielding: Fielding, interview: Interview, now: float) -> Json | None:
    """Asks when to remind, at `now` in unix seconds; None where the close is too near for a reminder."""
    if not reminds_still(fielding, now + SOONEST):
        return None
    heard = voice(texts, fielding, interview)
    morning = reminds_still(fielding, next_morning(now, interview.timezone))
    offered = ("hour", "morning", "pick") if morning else ("hour", "pick")
    when = [option(heard.label(f"when-{name}"), name) for name in offered]
    blocks = [
        section(heard.say("later", deadline=fielding.deadline)),
        field("when", heard.label("when"), radio(when, "morning" if morning else "hour")),
        field("at", heard.label("at"), moment(), optional=True),
    ]
    return _view(heard, Form.LATER, "later", blocks, submit="remind")


def decline_modal(texts: Texts, fielding: Fielding, interview: Interview) -> Json:
    """Asks who should be asked instead."""
    heard = voice(texts, fielding, interview)
    blocks = [
        section(heard.say("decline", facilitator=fielding.facilitator)),
        field("better", heard.label("better"), person(heard.label("pick-person")), optional=True),
    ]
    return _view(heard, Form.DECLINE, "decline", blocks, submit="not-me")


def terms_modal(texts: Texts, fielding: Fielding, interview: Interview) -> Json:
    """Shows what the four words mean, and where a customer begins and ends."""
    heard = voice(texts, fielding, interview)
    terms = [heard.term(name) for name in interview.order]
    cards = [section(f"*{escaped(term.label)}*\n{escaped(term.definition)}") for term in terms]
    edge = heard.say("customer", new_customer=fielding.new_customer, lapsed_customer=fielding.lapsed_customer)
    return _view(heard, Form.TERMS, "terms", [*cards, context(edge)])


def rejections(texts: Texts, inputs: Sequence[str], found: Sequence[Rejection]) -> dict[str, str]:
    """What to say at which of a modal's `inputs` (block ids, in order); what is about none of them goes first."""
    said: dict[str, str] = {}
    for rejection in found:
        at = rejection.field if rejection.field in inputs else next(iter(inputs), "")
        words = unescaped(texts.render(rejection.reason, **rejection.values)).strip()
        said[at] = f"{said[at]} {words}" if at in said else words
    return said


def _form(voice: Voice, card: Card, form: Form, inputs: list[Json]) -> Json:
    ask, hint = voice.asking(card.step)
    asked = [section(bold(ask)), *([context(hint)] if hint else [])]
    return _view(voice, form, str(form), [*asked, *inputs], number=card.number, submit="save")


def _view(voice: Voice, form: Form, title: str, blocks: list[Json], *, number: int = 0, submit: str = "") -> Json:
    close = voice.label("cancel" if submit else "close")
    sent = voice.label(submit) if submit else ""
    return view(form, voice.value(number), voice.label(f"title-{title}"), blocks, close=close, submit=sent)


def _boxes(voice: Voice, card: Card) -> list[Json]:
    points = dict(zip(ACCOUNTABILITIES, _filled(voice, card) or (None,) * 4, strict=True))
    boxes = [field(name, voice.term(name).label, number(points[name]), optional=True) for name in voice.interview.order]
    return [context(voice.label("boxes")), *boxes]


def _filled(voice: Voice, card: Card) -> Points | None:
    """What the boxes start with: the split proposed, else given before, else, to be, their own of today; else None."""
    if isinstance(card.stage, Proposed):
        return card.stage.points
    given = voice.answers.get(card.step)
    start = given if isinstance(given, Divided) else before(voice, card.step)
    return start.points if start is not None else None


def _ticks(voice: Voice, card: Card, question: Question) -> Json:
    offered = options(question, voice.person)
    entries = [option(option_label(voice.fielding, question, chosen), chosen) for chosen in offered]
    given = voice.answers.get(card.step)
    picked = given.options if isinstance(given, Picked) else ()
    limit = min(most(question, voice.person), len(entries))
    hint = voice.show("up-to", most=limit) if limit < len(entries) else ""
    few = len(entries) <= MOST_TICKS
    element = checkboxes(entries, picked) if few else multi_select(voice.label("pick-some"), entries, limit, picked)
    return field("options", voice.words(card.step).short, element, hint=hint)


def _rows(voice: Voice, card: Card, question: Question) -> list[Json]:
    given = voice.answers.get(card.step)
    rated = given.rows if isinstance(given, Rated) else {}
    scale = [
        option(option_label(voice.fielding, question, chosen), chosen) for chosen in options(question, voice.person)
    ]
    meanings: dict[str, str] = {name: voice.term(name).definition for name in ACCOUNTABILITIES}

    def label(row: str) -> str:
        """With its definition, which as an input's hint would stand below the options, and be read too late."""
        meaning = f": {meanings[row]}" if row in meanings else ""
        return f"{row_label(voice.fielding, question, row)}{meaning}"

    return [
        field(row, label(row), _scale(voice, scale, rated.get(row)), optional=question.optional)
        for row in in_order(voice, rows(question, voice.answers))
    ]


def _scale(voice: Voice, scale: list[Json], initial: str | None) -> Json:
    return (
        radio(scale, initial) if len(scale) <= MOST_RADIOS else select(voice.label("pick-one"), FIELD, scale, initial)
    )


def _writing(voice: Voice, card: Card) -> list[Json]:
    given = voice.answers.get(card.step)
    text, quotable = (given.text, given.quotable) if isinstance(given, Wrote) else ("", False)
    if voice.question(card.step).measure != "verbatim":
        return [field("text", voice.label("in-your-words"), writing(LONGEST_TEXT, text))]
    tick = option(voice.label("may-be-quoted"), "yes")
    return [
        field("text", voice.label("in-your-words"), writing(LONGEST_TEXT, text), hint=voice.label("leave-out")),
        field("quotable", voice.label("quoting"), checkboxes([tick], ("yes",) if quotable else ()), optional=True),
    ]
