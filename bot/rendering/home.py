"""App Home: a person's assessments, how far along each is, and what can be done with it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.breadth.beside import Beside, Returned
from bot.breadth.released import Shown
from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, Status
from bot.prompts.texts import Markup, Texts
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.blocks import Json, actions, button, clipped, divider, header, section
from bot.rendering.ids import Action, Address, encode
from bot.rendering.notices import Buttons, unreadable_blocks
from bot.rendering.summary_conflict import points
from bot.rendering.summary_table import UNSHOWN
from bot.rendering.voice import NAME, Voice, label, voice

MOST_BLOCKS = 100
MOST_SHOWN = 24
"""Assessments listed: each takes four of the hundred blocks Slack shows."""

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
    unreadable: Mapping[str, str] = {},
    erased: Sequence[Assessment] = (),
    runs: Sequence[Json] = (),
    returned: Mapping[str, Returned] = {},
) -> Json:
    """A person's Home at a moment (unix seconds): an entry an assessment, in the order given; a kind line without any.

    `unreadable` names, by id, the assessments in which what they said cannot be read, `erased` are those in which they
    had it erased. `runs` is what they can run: below what they are asked themselves, above the kind line where they are
    asked nothing. `returned` is what they may see of posted summaries, by assessment id.
    """
    entries = [
        _entry(voice(texts, fielding, interview), now, returned.get(interview.key.assessment))
        for fielding, interview in items
    ]
    entries += [[divider(), *unreadable_blocks(texts, *known)] for known in unreadable.items()]
    entries += [_erased_entry(texts, assessment, now) for assessment in erased]
    shown = [block for entry in entries[:MOST_SHOWN] for block in entry]
    own = [header(label(texts, "title-home")), *(shown or [section(texts.render("home-none"))])]
    blocks = [*own, *runs] if shown else [*runs, *own]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _entry(voice: Voice, now: float, summary: Returned | None) -> list[Json]:
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
    told = [section("\n".join(_returned(voice, summary)))] if summary is not None else []
    return [divider(), section(status), *told, *([actions(buttons)] if buttons else [])]


def _returned(voice: Voice, summary: Returned) -> Iterator[str]:
    """Where the summary is; their own splits beside the averages in it, a line a moment."""
    name = clipped(voice.fielding.name, NAME)
    yield voice.say("summary-link", link=Markup(summary.link), assessment=name, channel=Markup(f"<#{summary.channel}>"))
    if summary.splits:
        yield voice.say("home-beside", order=", ".join(voice.term(name).label for name in ACCOUNTABILITIES))
    for role, splits in groupby(summary.splits, lambda each: each.role):
        seen = Markup("\n".join(_beside(voice, each) for each in splits))
        yield voice.say("home-role", role=clipped(role, NAME), seen=seen)


def _beside(voice: Voice, split: Beside) -> str:
    """A respondent's own split at one moment, and the average or why there is none."""
    shown = split.released
    average = points(shown.split) if isinstance(shown, Shown) else ""
    early = average and isinstance(shown, Shown) and shown.early
    why = voice.label("early-signal") if early else voice.label(UNSHOWN[type(shown)]) if not average else ""
    moment = voice.label(split.moment.replace("_", "-"))
    return voice.say("home-split", moment=moment, own=points(split.own), average=average, why=why)


def _erased_entry(texts: Texts, assessment: Assessment, now: float) -> list[Json]:
    closed = now >= assessment.fielding.deadline
    said = texts.render("home-erased", assessment=assessment.fielding.name, closed=int(closed)).strip()
    again = button(label(texts, "start-afresh"), Action.RESUME, encode(Address(assessment.id)))
    return [divider(), section(said), *([] if closed else [actions([again])])]
