"""All that is due at a moment, worked out from what is stored: a restart forgets nothing, a missed tick is made up."""

from contextlib import suppress

import structlog

from bot.breadth.gate import FLOOR
from bot.errors import BotError, SlackError, StorageError
from bot.fieldwork.model import Assessment
from bot.fieldwork.reminders import reminder_due
from bot.fieldwork.standing import standing
from bot.interview.engine import remind
from bot.interview.model import Interview, InterviewKey
from bot.interview.turns import Notice
from bot.operations.closing import close
from bot.operations.delivering import deliver_all
from bot.operations.office import Office
from bot.operations.opening import invite
from bot.operations.saying import informed
from bot.operations.summarising import resume
from bot.operations.unreadable import not_read

log = structlog.get_logger()

TOLD_ONCE = frozenset({"all-answered", "deadline-passed", "unreached"})
"""What the facilitator is told of an open assessment."""
RETRY_EVERY = 3600.0
SWEPT_WITHIN = 60.0
"""Seconds at the beginning of each hour in which one sweep falls."""


async def sweep(office: Office, team: str, now: float) -> int:
    """Invites, reminds and delivers whatever is due in the team's open assessments; how many interviews needed it.

    An assessment that cannot be read or changed holds up no other.
    """
    count = 0
    for assessment_id in office.store.assessments(team):
        try:
            count += await _sweep_one(office, team, assessment_id, now)
        except BotError as error:
            log.error("not-swept", assessment=assessment_id, kind=type(error).__name__, exc_info=error)
    return count


async def _sweep_one(office: Office, team: str, assessment_id: str, now: float) -> int:
    assessment = await office.assessment(team, assessment_id)
    if assessment is None:
        return 0
    if assessment.life != "open":
        await _finish(office, assessment, now)
        return 0
    count = await invite(office, assessment, now) + await _catch_up(office, assessment, now)
    await tell_facilitator(office, team, assessment_id, now)
    return count


async def tell_facilitator(office: Office, team: str, assessment_id: str, now: float) -> None:
    """Tells the facilitator, once each: some were not reached, nobody is left to answer, the deadline has passed."""
    assessment = await office.assessment(team, assessment_id)
    if assessment is None or assessment.life == "closed" or all(map(assessment.said.get, TOLD_ONCE)):
        return
    interviews = [interview async for interview in office.interviews(assessment)]
    at = standing(assessment, interviews, await not_read(office, assessment, interviews))
    counts: dict[str, str | int] = {
        "done": at.done,
        "invited": at.invited,
        "declined": at.declined,
        "unreachable": at.unreachable,
        "unreadable": at.unreadable,
        "needed": FLOOR,
    }
    due = {
        "all-answered": at.done > 0 and not at.waiting,
        "deadline-passed": now >= assessment.fielding.deadline,
        "unreached": at.unreachable > 0 and assessment.takes_answers(now),
    }
    for name in (name for name, holds in due.items() if holds):
        with suppress(SlackError):  # the next sweep tries again
            await informed(office, assessment, Notice(name, counts))


async def _finish(office: Office, assessment: Assessment, now: float) -> None:
    """Brings to its end what was cut short after the close: the release, its posting, an erasing."""
    for user in assessment.erased:
        await office.store.erase_interview(InterviewKey(assessment.team, assessment.id, user))
    await close(office, assessment.team, assessment.id, now)
    with suppress(SlackError):  # the next sweep tries again
        await resume(office, assessment.team, assessment.id)


async def _catch_up(office: Office, assessment: Assessment, now: float) -> int:
    due: list[InterviewKey] = []
    async for interview in office.interviews(assessment):
        try:
            if interview.key.respondent in assessment.erased:
                await office.store.erase_interview(interview.key)
            elif await _made_due(office, assessment, interview, now):
                due.append(interview.key)
        except StorageError as error:  # one person's file holds up nobody else
            log.error("not-swept", assessment=assessment.id, kind=type(error).__name__)
    await deliver_all(office, due)
    return len(due)


async def _made_due(office: Office, assessment: Assessment, interview: Interview, now: float) -> bool:
    """Whether something waits to be said in this interview; a reminder that is due now is laid to it first.

    Whom Slack would not deliver to is tried again once an hour: what was wrong may be mended. Nobody is invited to what
    takes no answers any more.
    """
    if interview.key.respondent in assessment.unreachable and now % RETRY_EVERY >= SWEPT_WITHIN:
        return False
    if interview.invited_at is None and not assessment.takes_answers(now):
        return False
    if not reminder_due(interview, assessment.fielding.deadline, now):
        return bool(interview.undelivered)

    def change(present: Interview) -> tuple[Interview, None]:
        due = reminder_due(present, assessment.fielding.deadline, now)
        return (remind(present) if due else present), None

    await office.store.change_interview(interview.key, change)
    return True
