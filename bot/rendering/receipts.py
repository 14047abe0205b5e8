"""Answers in words: the receipt an answered card turns into, and the review with everything on one card."""

from typing import assert_never

from bot.interview.model import Fielding, Interview
from bot.interview.path import lines, missing, option_label, row_label, unanswered
from bot.interview.turns import Ask, Plain
from bot.prompts.mrkdwn import escaped
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.routing import Step
from bot.rendering.blocks import (
    MESSAGE_TEXT,
    OPTION_VALUE,
    OPTIONS,
    SECTION,
    Json,
    Message,
    actions,
    button,
    clipped,
    context,
    option,
    section,
    select,
)
from bot.rendering.ids import Action
from bot.rendering.splits import bar, in_order, numbers
from bot.rendering.voice import Voice, voice

RECEIPT = 1_500
"""Characters of an answer that its receipt shows."""
REVIEW = 7_000
"""Characters all lines of a review may have: Slack takes some 12,000 in a message, controls and `text` included."""


def settled_message(texts: Texts, fielding: Fielding, interview: Interview, step: Step) -> Message:
    """An answered card as its receipt with [Change]; one left without an answer says that it comes again or goes on."""
    heard = voice(texts, fielding, interview)
    answer = heard.answers.get(step)
    card = interview.card if interview.card is not None and interview.card.step == step else None
    kind = heard.question(step).kind
    if kind == "consent" and card is None:
        return _consented(heard, step)
    if kind == "review" and interview.status == "submitted":
        text = f"*{escaped(heard.name(step))}*\n{heard.label('submitted')}"
        return Message(text, [section(text)])
    if answer is None or card is not None:
        going_on = card is not None and not isinstance(card.stage, Plain)
        text = heard.say("goes-on" if going_on else "asked-again", name=heard.name(step))
        return Message(clipped(text, MESSAGE_TEXT), [context(text)])
    text = f"*{escaped(heard.name(step))}*\n{clipped(in_words(heard, step, answer), RECEIPT)}"
    change = button(heard.label("change"), Action.EDIT, heard.value(rest=place(step)))
    return Message(clipped(text, MESSAGE_TEXT), [section(text, change)])


def _consented(voice: Voice, step: Step) -> Message:
    """What was agreed to stays readable, and says that it was."""
    agreed = voice.label("agreed" if step in voice.answers else "not-answered")
    told = [section(text) for text in voice.asking(step) if text]
    return Message(agreed, [*told, context(agreed)])


def place(step: Step) -> str:
    """A step as an EDIT control carries it."""
    return f"{step.question}/{step.about}" if step.about else step.question


def in_words(voice: Voice, step: Step, answer: Answer) -> str:
    """An answer as its receipt shows it, a row a line; of candid words only that they were written."""
    if isinstance(answer, Divided):
        return bar(voice, answer.points)
    if isinstance(answer, Wrote) and voice.question(step).sets != "role-name":
        return f"{voice.label('written')} ({_quoting(voice, answer)})"
    return _in_words(voice, step, answer, between="\n")


def in_a_line(voice: Voice, step: Step, answer: Answer) -> str:
    """An answer in one line of the review."""
    return " ".join(_in_words(voice, step, answer, between="; ").split())


def _in_words(voice: Voice, step: Step, answer: Answer, between: str) -> str:
    fielding, question = voice.fielding, voice.question(step)
    match answer:
        case Chosen(chosen):
            return escaped(option_label(fielding, question, chosen))
        case Picked(picked):
            return escaped(", ".join(option_label(fielding, question, chosen) for chosen in picked))
        case Rated(rated):
            named = (
                (row_label(fielding, question, row), option_label(fielding, question, rated[row]))
                for row in in_order(voice, rated)
            )
            return escaped(between.join(f"{row}: {chosen}" for row, chosen in named))
        case Divided(points):
            return numbers(voice, points)
        case Wrote(text) if question.sets == "role-name":
            return escaped(text)
        case Wrote(text):
            return f"({_quoting(voice, answer)}) “{escaped(text)}”"
        case Unfamiliar():
            return voice.label("unfamiliar")
        case Skipped():
            return voice.label("skipped")
        case _:
            assert_never(answer)


def _quoting(voice: Voice, answer: Wrote) -> str:
    return voice.label("quotable" if answer.quotable else "not-quotable")


def review_blocks(voice: Voice, turn: Ask) -> list[Json]:
    """Everything on one card: each step of the route on its numbered line, and a menu to change one.

    Beside it [Submit] until sent, before it [Continue] while questions are open.
    """
    listed = lines(voice.fielding, voice.interview)
    places = [(f"{at}  {voice.name(step)}", voice.value(turn.number, place(step))) for at, step in enumerate(listed, 1)]
    # Ids may be so long that Slack would refuse the whole card; such a line can still be changed by typing "edit 3".
    entries = [option(name, value) for name, value in places if len(value) <= OPTION_VALUE][:OPTIONS]
    sent = voice.interview.status == "submitted"
    still = not sent and unanswered(voice.fielding, voice.interview)
    done = button(voice.label("nothing-to-change"), Action.SKIP, voice.value(turn.number))
    onward = button(voice.label("continue"), Action.SKIP, voice.value(turn.number), "primary")
    submit = button(voice.label("submit"), Action.SUBMIT, voice.value(turn.number), "" if still else "primary")
    change = [select(voice.label("change-an-answer"), Action.EDIT, entries)] if entries else []
    ending = [done] if sent else [onward, submit] if still else [submit]
    return [*_listing(voice, listed), actions([*change, *ending])]


def _listing(voice: Voice, listed: tuple[Step, ...]) -> list[Json]:
    """The lines, gathered into as few sections as hold them."""
    needed = missing(voice.fielding, voice.interview)
    whole = [_line(voice, at, step, needed=step in needed) for at, step in enumerate(listed, 1)]
    room = _room(sorted(map(len, whole)))
    sections = [""]
    for line in (clipped(line, room) for line in whole):
        if len(sections[-1]) + len(line) + 1 > SECTION:
            sections.append("")
        sections[-1] += f"{line}\n"
    return [section(text) for text in sections if text]


def _room(lengths: list[int]) -> int:
    """The most characters a line may have so that all of them fit, shortest first: only what is longer is cut.

    >>> _room([40, 60, 2_000]), _room([10, 4_000, 4_000, 4_000])
    (2999, 2328)
    """
    left = REVIEW
    for at, length in enumerate(lengths):
        share = left // (len(lengths) - at) - 1
        if length > share:
            return min(share, SECTION - 1)
        left -= length + 1
    return SECTION - 1


def _line(voice: Voice, at: int, step: Step, *, needed: bool) -> str:
    answer = voice.answers.get(step)
    if answer is not None:
        said = in_a_line(voice, step, answer)
    else:
        said = f"_{voice.label('needed' if needed else 'not-answered')}_"
    return f"*{at}  {escaped(voice.name(step))}*: {said}"
