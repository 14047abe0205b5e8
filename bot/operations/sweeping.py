"""All that is due at a moment, worked out from what is stored: a restart forgets nothing, a missed tick is made up."""

import asyncio

from bot.fieldwork.model import Assessment
from bot.fieldwork.reminders import reminder_due
from bot.interview.engine import remind
from bot.interview.model import Interview, InterviewKey
from bot.operations.delivering import deliver
from bot.operations.office import Office
from bot.operations.opening import AT_ONCE, invite

SLICE = 50
"""Interviews looked at before other work gets its turn."""


async def sweep(office: Office, team: str, now: float) -> int:
    """Invites, reminds and delivers whatever is due in the team's open assessments; how many interviews needed it."""
    count = 0
    for assessment_id in office.store.assessments(team):
        assessment = await office.assessment(team, assessment_id)
        if assessment is not None and assessment.life == "open":
            count += await invite(office, assessment, now) + await _catch_up(office, assessment, now)
    return count


async def _catch_up(office: Office, assessment: Assessment, now: float) -> int:
    due: list[InterviewKey] = []
    for at, interview in enumerate(office.store.interviews(assessment.team, assessment.id)):
        if at % SLICE == 0:
            await asyncio.sleep(0)
        if interview.key.respondent in assessment.erased:
            await office.store.erase_interview(interview.key)
        elif await _made_due(office, assessment, interview, now):
            due.append(interview.key)
    slots = asyncio.Semaphore(AT_ONCE)

    async def say(key: InterviewKey) -> None:
        async with slots:
            await deliver(office, key)

    await asyncio.gather(*(say(key) for key in due))
    return len(due)


async def _made_due(office: Office, assessment: Assessment, interview: Interview, now: float) -> bool:
    """Whether something waits to be said in this interview; a reminder that is due now is laid to it first."""
    if interview.key.respondent in assessment.unreachable:
        return False
    if not reminder_due(interview, assessment.fielding.deadline, now):
        return bool(interview.undelivered)

    def change(present: Interview) -> tuple[Interview, None]:
        due = reminder_due(present, assessment.fielding.deadline, now)
        return (remind(present) if due else present), None

    await office.store.change_interview(interview.key, change)
    return True
