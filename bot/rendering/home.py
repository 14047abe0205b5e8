"""App Home: a person's assessments, how far along each is, and what can be done with it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, Status
from bot.prompts.texts import Texts
from bot.rendering.blocks import Json, actions, button, divider, header, section
from bot.rendering.ids import Action, Address, encode
from bot.rendering.notices import Buttons, unreadable_blocks
from bot.rendering.voice import Voice, label, voice

NONE: Mapping[str, str] = MappingProxyType({})
MOST_BLOCKS = 100
MOST_SHOWN = 30
"""Assessments listed: each takes three of the hundred blocks Slack shows."""

_CONTINUE: Buttons = ((Action.RESUME, "continue", "primary"),)
_START: Buttons = ((Action.RESUME, "start", "primary"),)
_ERASE: Buttons = ((Action.ERASE, "erase", ""),)
BUTTONS: dict[Status, Buttons] = {
    "invited": _START,
    "answering": (*_CONTINUE, *_ERASE),
    "paused": (*_CONTINUE, *_ERASE),
    "submitted": ((Action.REVIEW, "change-an-answer", ""), *_ERASE),
    "declined": ((Action.RESUME, "after-all", ""),),
    "stopped": (*_CONTINUE, *_ERASE),
}
"""What can be done in each status: the deed, its label's name, its style."""


def home_view(
    texts: Texts,
    items: Sequence[tuple[Fielding, Interview]],
    now: float,
    *,
    unreadable: Mapping[str, str] = NONE,
    erased: Sequence[Assessment] = (),
    runs: Sequence[Json] = (),
) -> Json:
    """A person's Home at a moment (unix seconds): an entry an assessment, in the order given; a kind line without any.

    `unreadable` names, by id, the assessments in which what they said cannot be read, `erased` are those in which they
    had it erased. `runs` is what they can run: below what they are asked themselves, above the kind line where they are
    asked nothing.
    """
    entries = [_entry(voice(texts, fielding, interview), now) for fielding, interview in items]
    entries += [[divider(), *unreadable_blocks(texts, *known)] for known in unreadable.items()]
    entries += [_erased_entry(texts, assessment, now) for assessment in erased]
    shown = [block for entry in entries[:MOST_SHOWN] for block in entry]
    own = [header(label(texts, "title-home")), *(shown or [section(texts.render("home-none"))])]
    blocks = [*own, *runs] if shown else [*runs, *own]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _entry(voice: Voice, now: float) -> list[Json]:
    interview, done = voice.interview, voice.progress
    closed = now >= voice.fielding.deadline
    status = voice.say(
        "home-entry",
        assessment=voice.fielding.name,
        status=interview.status,
        step=done.step,
        steps=done.steps,
        minutes=done.minutes,
        deadline=voice.fielding.deadline,
        remind_at=interview.remind_at or 0,
        closed=int(closed),
    )
    deeds = [deed for deed in BUTTONS[interview.status] if not closed or deed in _ERASE]
    buttons = [button(voice.label(name), act, voice.value(), style) for act, name, style in deeds]
    return [divider(), section(status), *([actions(buttons)] if buttons else [])]


def _erased_entry(texts: Texts, assessment: Assessment, now: float) -> list[Json]:
    closed = now >= assessment.fielding.deadline
    said = texts.render("home-erased", assessment=assessment.fielding.name, closed=int(closed)).strip()
    again = button(label(texts, "start-afresh"), Action.RESUME, encode(Address(assessment.id)))
    return [divider(), section(said), *([] if closed else [actions([again])])]
