"""Later, continue, stop, not the right person: the turns that answer nothing."""

from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from bot.interview.model import Fielding, Interview
from bot.interview.moves import again, put, say, tell
from bot.interview.outcome import Advance, Outcome
from bot.interview.path import path
from bot.interview.status import after
from bot.interview.turns import Declining, Notice, Postponing, Resuming, Stopping, TellFacilitator
from bot.questionnaire.answers import Rejection

MORNING = 9
"""The hour, in the respondent's own time zone, at which "later" without a time reminds."""
LAST_CALL = 3600.0
"""Seconds before the deadline after which a reminder would come too late to be of use."""
SOONEST = 3600.0
"""Seconds from now before which a reminder would be no pause."""


def moved(
    fielding: Fielding, interview: Interview, turn: Postponing | Resuming | Stopping | Declining, now: float
) -> Advance:
    """The interview after one of these turns. After Submit there is nothing to pause or stop: it says so instead."""
    if interview.status == "submitted":
        return Advance(tell(interview, "status-submitted", deadline=int(fielding.deadline)), Outcome("noted"))
    then = replace(interview, status=after(interview.status, turn), remind_at=None)
    match turn:
        case Postponing(until):
            return _postponed(fielding, interview, until, now)
        case Resuming():
            return Advance(_resumed(fielding, then, now), Outcome("noted"))
        case Stopping():
            return Advance(tell(then, "declined" if then.status == "declined" else "stopped"), Outcome("noted"))
        case Declining(better):
            return _declined(interview, then, better)
        case _:
            assert_never(turn)


def next_morning(now: float, timezone: str) -> float:
    """Nine o'clock on the next day where the respondent is, in unix seconds; an unknown zone counts as UTC.

    >>> next_morning(0.0, "UTC")
    118800.0
    """
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    tomorrow = datetime.fromtimestamp(now, zone) + timedelta(days=1)
    return tomorrow.replace(hour=MORNING, minute=0, second=0, microsecond=0).timestamp()


def reminds_still(fielding: Fielding, at: float) -> bool:
    """Whether a reminder at this moment (unix seconds) leaves time enough to answer before the close."""
    return at <= fielding.deadline - LAST_CALL


def _postponed(fielding: Fielding, interview: Interview, until: float | None, now: float) -> Advance:
    if interview.status == "declined":
        return Advance(tell(interview, "declined"), Outcome("noted"))
    paused = replace(interview, status=after(interview.status, Postponing(until)), remind_at=None)
    if not reminds_still(fielding, now + SOONEST):
        return Advance(tell(paused, "paused-unreminded", deadline=int(fielding.deadline)), Outcome("noted"))
    if until is not None and until <= now:
        return Advance(interview, Outcome("rejected", (Rejection("time-past", {}, "at"),)))
    if until is not None and not reminds_still(fielding, until):
        values: dict[str, str | int] = {"deadline": int(fielding.deadline)}
        return Advance(interview, Outcome("rejected", (Rejection("time-after-deadline", values, "at"),)))
    at = until if until is not None else min(next_morning(now, interview.timezone), fielding.deadline - LAST_CALL)
    return Advance(tell(replace(paused, remind_at=at), "paused", until=int(at)), Outcome("noted"))


def _resumed(fielding: Fielding, then: Interview, now: float) -> Interview:
    """The question in hand again; for who has not begun, or begins after all, the first: what this is about."""
    first = path(fielding, then)[0]
    if then.card is None or (then.status == "invited" and then.card.step != first):
        return put(then, first, now)
    return again(then, Notice("before-start" if then.status == "invited" else "welcome-back"))


def _declined(before: Interview, then: Interview, better: str | None) -> Advance:
    quiet = tell(then, "declined")
    if before.status == "declined" and better is None:
        return Advance(quiet, Outcome("noted"))
    values: dict[str, str | int] = {"respondent": before.key.respondent}
    named = Notice("better-person", {**values, "better": better}) if better else Notice("not-right-person", values)
    return Advance(say(quiet, TellFacilitator(named)), Outcome("noted"))
