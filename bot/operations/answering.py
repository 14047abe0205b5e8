"""A respondent's turn: taken, kept, and only then acknowledged; what follows from it is said afterwards."""

from contextlib import suppress

import structlog
from msgspec import Struct

from bot.errors import SlackError, Unreadable
from bot.fieldwork.model import Assessment
from bot.interview.engine import advance, begin
from bot.interview.model import Fielding, Interview, InterviewKey
from bot.interview.moves import named
from bot.interview.outcome import Outcome, Settled
from bot.interview.turns import Ask, Inbound, Notice, Saying, Tell
from bot.interview.words import KEEP, SURE, YES, begins_afresh, erases, is_command, plain
from bot.operations.delivering import deliver
from bot.operations.office import Office
from bot.operations.withdrawing import erase, forgive

log = structlog.get_logger()


class Belongings(Struct, frozen=True):
    """A person's own interviews, each with what it shares with others, by assessment id.

    `unreadable` are those whose file cannot be read: the assessment's name by its id, empty where that cannot be read
    either.
    """

    found: list[tuple[Fielding, Interview]]
    unreadable: dict[str, str]


async def take(office: Office, key: InterviewKey, inbound: Inbound, now: float) -> Outcome:
    """Takes a turn and says what became of it. What it changed is on disk when this returns; nothing is posted yet.

    "absent" where this person has no such interview; one who had it erased begins afresh by resuming. "unreadable"
    where its file cannot be read, which is erased at its author's word all the same. Raises NotSaved when the change
    could not be kept: the turn then has not happened.
    """
    try:
        return await _taken(office, key, inbound, now)
    except Unreadable as error:
        _log_unreadable(key.assessment, error)
        if not erases(inbound.turn):
            return Outcome("unreadable")
    await erase(office, key)
    return Outcome("erase")


async def _taken(office: Office, key: InterviewKey, inbound: Inbound, now: float) -> Outcome:
    assessment = await office.assessment(key.team, key.assessment)
    if assessment is None:
        return Outcome("absent")
    fielding = assessment.fielding
    if assessment.life == "closed":  # a clock set back opens nothing again
        now = max(now, fielding.deadline)

    several = isinstance(inbound.turn, Saying) and len(office.store.assessments_of(key.team, key.respondent)) > 1

    def change(interview: Interview) -> tuple[Interview, Outcome]:
        moved = advance(fielding, interview, inbound, now)
        if not several or moved.interview.serial == interview.serial:
            return moved.interview, moved.outcome
        return named(moved.interview, fielding.name, saved=moved.outcome.kind == "accepted"), moved.outcome

    try:
        outcome = await office.store.change_interview(key, change)
    except KeyError:
        again = begins_afresh(inbound.turn) and now < fielding.deadline
        fresh = again and await forgive(office, key) and await _begun(office, key, now)
        return Outcome("noted" if fresh else "absent")
    if outcome.kind == "erase":
        await erase(office, key)
    return outcome


async def follow_up(office: Office, key: InterviewKey, outcome: Outcome) -> None:
    """Says what follows from a turn that was taken: the old card becomes its receipt, the next turns are posted."""
    fielding = await office.fielding(key.team, key.assessment)
    if fielding is None:
        return
    interview = await office.store.interview(key)
    if interview is None:
        await _tell_absent(office, fielding, key)
        return
    if outcome.settled is not None:
        await _settle(office, fielding, interview, outcome.settled)
    await deliver(office, key)


async def addressed(office: Office, team: str, user: str, words: str, now: float) -> InterviewKey | None:
    """The interview that words typed by this person are meant for: of their open ones, that whose card came last.

    One whose deadline has passed at `now` takes words from no other. An invitation is meant only by a yes while another
    interview is under way. Words about the whole, such as "erase" and the "yes, erase" or "no" after it, are meant for
    the one last touched, open or not. Where none is open, it is one that cannot be read, if there is any; where there
    is none at all, the latest of those this person had erased.
    """
    own = await belongings(office, team, user)
    found = [interview for _, interview in own.found]
    over = {interview.key for fielding, interview in own.found if now >= fielding.deadline}
    whole = is_command(words) or (plain(words) in KEEP | SURE and _asked_last_if_sure(found))

    def claim(interview: Interview) -> tuple[float, bool, bool, str]:
        waiting, posted, ts = _recency(interview)
        meant = posted and (interview.status != "invited" or plain(words) in YES)
        return interview.touched_at if whole else 0.0, waiting and interview.key not in over, meant, ts

    in_hand = any(_recency(interview)[0] or interview.editing for interview in found)
    if own.unreadable and not (found and (whole or in_hand)):
        return InterviewKey(team, next(iter(own.unreadable)), user)
    if found:
        return max(found, key=claim).key
    gone = await erased_of(office, team, user)
    return InterviewKey(team, gone[0].id, user) if gone else None


async def erased_of(office: Office, team: str, user: str) -> list[Assessment]:
    """The assessments in which this person had their answers erased, the latest first."""
    return [assessment for assessment in await office.assessments(team) if user in assessment.erased]


async def belongings(office: Office, team: str, user: str) -> Belongings:
    """A person's own interviews. One that cannot be read is logged, and keeps nobody from the others."""
    own = Belongings([], {})
    for assessment in office.store.assessments_of(team, user):
        try:
            fielding = await office.fielding(team, assessment)
            interview = await office.store.interview(InterviewKey(team, assessment, user))
        except Unreadable as error:
            _log_unreadable(assessment, error)
            own.unreadable[assessment] = await name_of(office, team, assessment)
            continue
        if fielding is not None and interview is not None:
            own.found.append((fielding, interview))
    return own


async def name_of(office: Office, team: str, assessment: str) -> str:
    """What an assessment is called; empty where that cannot be read, or there is none."""
    with suppress(Unreadable):
        fielding = await office.fielding(team, assessment)
        return fielding.name if fielding is not None else ""
    return ""


def _log_unreadable(assessment: str, error: Unreadable) -> None:
    log.error("interview-not-read", assessment=assessment, exc_info=error)


async def _settle(office: Office, fielding: Fielding, interview: Interview, settled: Settled) -> None:
    """The receipt is drawn as well as may be: what counts is on disk."""
    with suppress(SlackError):
        await office.messenger.settle(fielding, interview, Ask(0, settled.step), settled.posted)


def _asked_last_if_sure(found: list[Interview]) -> bool:
    """Whether the interview last touched is one in which it was just asked whether one is sure."""
    last = max(found, key=lambda interview: interview.touched_at, default=None)
    return last is not None and last.asked_if_sure != ""


def _recency(interview: Interview) -> tuple[bool, bool, str]:
    waiting = interview.status in ("invited", "answering", "paused")
    posted = interview.card.posted if interview.card is not None else None
    return waiting, posted is not None, posted.ts if posted is not None else ""


async def _begun(office: Office, key: InterviewKey, now: float) -> bool:
    assessment = await office.assessment(key.team, key.assessment)
    person = assessment.invitee(key.respondent) if assessment is not None else None
    if assessment is None or person is None:
        return False
    fresh = begin(assessment.fielding, key, role=person.role, group=person.group, timezone=person.timezone, now=now)
    return await office.store.create_interview(fresh)


async def _tell_absent(office: Office, fielding: Fielding, key: InterviewKey) -> None:
    """Tells someone without an interview why there is none, where they once had one. Nothing of it is stored."""
    assessment = await office.assessment(key.team, key.assessment)
    if assessment is None or key.respondent not in assessment.erased:
        return
    stranger = begin(fielding, key, role=None, group="colleague", timezone="", now=0.0)
    others = office.store.assessments_of(key.team, key.respondent)
    notice = Notice("erased", about=fielding.name if others else "")
    await office.messenger.post(fielding, stranger, Tell(notice))
