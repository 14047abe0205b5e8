"""The engine: an interview and a turn give a new interview and, inside it, the bot's next turns.

Pure: time comes as an argument, nothing is posted, nothing is stored. What does not fit is an outcome, never an error.
"""

import hashlib
from typing import Literal, assert_never

from msgspec.structs import replace

from bot.interview import answering, pausing
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.moves import again, onward, put, tell
from bot.interview.outcome import Advance, Outcome, Settled
from bot.interview.path import lines, path
from bot.interview.progress import progress
from bot.interview.turns import (
    Answering,
    Ask,
    AskingStatus,
    Confirming,
    Declining,
    Defining,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Inbound,
    Keeping,
    Notice,
    Postponing,
    Restarting,
    Resuming,
    Reviewing,
    Saying,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    TapWay,
    Turn,
)
from bot.interview.words import KEEP, SURE, accountability, command, plain
from bot.questionnaire.answers import Rejection
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Group
from bot.questionnaire.routing import Step

REMEMBERED = 64
"""How many delivery keys an interview remembers: Slack repeats within minutes, a person sends few in that time."""


def begin(
    fielding: Fielding, key: InterviewKey, *, role: str | None, group: Group, timezone: str, now: float
) -> Interview:
    """A new interview with its first question, the consent card, still to be posted."""
    interview = Interview(key, role, group, timezone or fielding.timezone, drawn_order(key))
    return put(interview, path(fielding, interview)[0], now)


def drawn_order(key: InterviewKey) -> tuple[Accountability, ...]:
    """The order of the four for one person: either pair first, either item first in each pair; the same every time.

    >>> sorted(drawn_order(InterviewKey("T1", "a", "U1"))) == sorted(ACCOUNTABILITIES)
    True
    """
    draw = hashlib.sha256("/".join((key.team, key.assessment, key.respondent)).encode()).digest()[0]
    existing, prospects = list(ACCOUNTABILITIES[:2]), list(ACCOUNTABILITIES[2:])
    existing = existing[::-1] if draw & 1 else existing
    prospects = prospects[::-1] if draw & 2 else prospects
    return tuple(prospects + existing if draw & 4 else existing + prospects)


def advance(fielding: Fielding, interview: Interview, inbound: Inbound, now: float) -> Advance:
    """The interview after one turn, and what became of the turn. A delivery seen before changes nothing."""
    if inbound.key in interview.applied:
        return Advance(interview, Outcome("repeated"))
    turn = _understood(fielding, interview, inbound.turn)
    if now >= fielding.deadline and isinstance(turn, Keeping):
        moved = Advance(tell(interview, "kept"), Outcome("noted"))
    elif now >= fielding.deadline and not isinstance(turn, Erasing):
        moved = _closed(interview, turn)
    elif _double_clicked(fielding, interview, inbound.turn, now):
        moved = Advance(interview, Outcome("repeated"))
    else:
        moved = _moved(fielding, interview, turn, now)
    if moved.interview == interview:
        return moved
    applied = (*interview.applied, inbound.key)[-REMEMBERED:]
    outcome = replace(moved.outcome, settled=_superseded(interview, moved.interview))
    asked = _asking_if_sure(turn) if outcome.kind == "noted" else ""
    return Advance(replace(moved.interview, applied=applied, touched_at=now, asked_if_sure=asked), outcome)


def delivered(interview: Interview, serial: int, receipt: Receipt | None, now: float) -> Interview:
    """The interview once a turn of the bot's waits no longer: Slack has taken it, or (None) it was overtaken."""
    turn = next((waiting.turn for waiting in interview.undelivered if waiting.serial == serial), None)
    left = tuple(waiting for waiting in interview.undelivered if waiting.serial != serial)
    interview = replace(interview, undelivered=left)
    card = interview.card
    if receipt is None or not isinstance(turn, Ask):
        return interview
    interview = replace(interview, invited_at=interview.invited_at or now)
    if card is None or card.number != turn.number:
        return interview
    return replace(interview, card=replace(card, posted=receipt, since=card.since or receipt.ts))


def remind(interview: Interview) -> Interview:
    """The interview with the reminder its respondent asked for still to be posted, the question in hand below it."""
    return again(replace(interview, remind_at=None, asked_if_sure=""), Notice("reminder"))


def _understood(fielding: Fielding, interview: Interview, turn: Turn) -> Turn:
    """A typed word as the turn it stands for; anything else as it is.

    To "are you sure?" a bare yes is asked again, which names the words that do it: it answers no question behind that.
    """
    if not isinstance(turn, Saying):
        return turn
    if interview.asked_if_sure and plain(turn.text) in KEEP:
        return Keeping()
    if interview.asked_if_sure and plain(turn.text) in SURE:
        return Erasing() if interview.asked_if_sure == "erase" else Restarting()
    return command(fielding, interview, turn.text) or turn


def _asking_if_sure(turn: Turn) -> Literal["", "restart", "erase"]:
    match turn:
        case Restarting(confirmed=False):
            return "restart"
        case Erasing(confirmed=False):
            return "erase"
        case _:
            return ""


def _closed(interview: Interview, turn: Turn) -> Advance:
    """The interview after the deadline: told once by a modal that keeps what was typed in it, else in a message."""
    if isinstance(turn, Answering) and answering.in_modal(turn.reply):
        return Advance(interview, Outcome("closed", (Rejection("closed"),)))
    return Advance(tell(interview, "closed"), Outcome("closed"))


def _double_clicked(fielding: Fielding, interview: Interview, turn: Turn, now: float) -> bool:
    """Whether a click opens what was opened seconds ago. Words are never a double click: they are always answered."""
    card = interview.card
    if card is None or not isinstance(turn, Editing | Reviewing) or not answering.just_put(interview, now):
        return False
    return card.step == (turn.step if isinstance(turn, Editing) else path(fielding, interview)[-1])


def _superseded(before: Interview, now: Interview) -> Settled | None:
    """The card that is no longer the question in hand, or is repeated below: to be turned into its receipt."""
    card = before.card
    if card is None or card.posted is None:
        return None
    repeated = any(isinstance(each.turn, Ask) for each in now.undelivered if each.serial > before.serial)
    kept = now.card is not None and now.card.number == card.number
    return None if kept and not repeated else Settled(card.step, card.posted)


def _moved(fielding: Fielding, interview: Interview, turn: Turn, now: float) -> Advance:
    match turn:
        case Answering() | Tapping() | TapWay() | Confirming() | GoingBack() | Skipping() | Submitting():
            return answering.on_card(fielding, interview, turn, now)
        case Saying():
            return answering.typed(fielding, interview, turn, now)
        case Editing(step):
            return _edited(fielding, interview, step, now)
        case Reviewing(line):
            return _reviewed(fielding, interview, line, now)
        case Defining(term):
            return Advance(again(interview, _definition(fielding, term)), Outcome("noted"))
        case Helping():
            return Advance(again(interview, Notice("help")), Outcome("noted"))
        case AskingStatus():
            return Advance(_status(fielding, interview), Outcome("noted"))
        case Postponing() | Resuming() | Stopping() | Declining():
            return pausing.moved(fielding, interview, turn, now)
        case Restarting(confirmed):
            return _restarted(fielding, interview, now) if confirmed else _asked_to_be_sure(interview, "sure-restart")
        case Erasing(confirmed):
            return Advance(interview, Outcome("erase")) if confirmed else _asked_to_be_sure(interview, "sure-erase")
        case Keeping():
            return Advance(_kept(interview), Outcome("noted"))
        case _:
            assert_never(turn)


def _edited(fielding: Fielding, interview: Interview, step: Step, now: float, lead: Notice | None = None) -> Advance:
    if interview.status in ("invited", "declined"):
        return Advance(_unstarted(interview), Outcome("noted"))
    if step not in path(fielding, interview)[1:]:
        return answering.stale(fielding, interview)
    status = interview.status if interview.status == "submitted" else "answering"
    return Advance(put(replace(interview, status=status, editing=True), step, now, lead=lead), Outcome("noted"))


def _reviewed(fielding: Fielding, interview: Interview, line: int | None, now: float) -> Advance:
    lead = None
    if line is not None:
        lead = Notice("no-such-line", {"line": line, "lines": len(lines(fielding, interview))})
    return _edited(fielding, interview, path(fielding, interview)[-1], now, lead)


def _restarted(fielding: Fielding, interview: Interview, now: float) -> Advance:
    first, lead = path(fielding, interview)[0], Notice("restarted")
    if interview.status == "invited":
        return Advance(again(interview, lead), Outcome("noted"))
    if interview.status == "declined":
        invited = replace(interview, status="invited", log=(), editing=False)
        return Advance(put(invited, first, now, lead=lead), Outcome("noted"))
    consent = tuple(entry for entry in interview.log if entry.step == first)
    fresh = replace(interview, status="answering", log=consent, submitted_at=None, remind_at=None, editing=False)
    return Advance(onward(fielding, fresh, now, lead), Outcome("accepted"))


def _asked_to_be_sure(interview: Interview, name: str) -> Advance:
    return Advance(tell(interview, name), Outcome("noted"))


def _kept(interview: Interview) -> Interview:
    """The interview as it was, said so; the question in hand is repeated where it was being answered."""
    going_on = interview.status in ("invited", "answering", "submitted") and interview.card is not None
    return again(interview, Notice("kept")) if going_on else tell(interview, "kept")


def _definition(fielding: Fielding, term: str) -> Notice:
    if not term:
        return Notice("definitions")
    meant = accountability(fielding, term)
    if meant is None:
        return Notice("unknown-term", {"term": term})
    known = fielding.terms[meant]
    return Notice("definition", {"label": known.label, "definition": known.definition})


def _unstarted(interview: Interview) -> Interview:
    """The interview with how to begin it still to be posted: nothing is answered yet, or it was declined."""
    return tell(interview, "declined") if interview.status == "declined" else again(interview, Notice("not-started"))


def _status(fielding: Fielding, interview: Interview) -> Interview:
    deadline = int(fielding.deadline)
    if interview.status in ("invited", "declined"):
        return _unstarted(interview)
    if interview.status == "submitted":
        return tell(interview, "status-submitted", deadline=deadline)
    at = progress(fielding, interview)
    values: dict[str, str | int] = {"step": at.step, "steps": at.steps, "minutes": at.minutes, "deadline": deadline}
    return again(interview, Notice("status", values))
