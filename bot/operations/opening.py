"""An assessment begins: what was laid in the inbox is taken on, and everyone on its roster gets an interview."""

import asyncio

from msgspec.structs import replace

from bot.fieldwork.model import Assessment, Invitee
from bot.interview.engine import begin
from bot.interview.model import InterviewKey
from bot.operations.delivering import deliver
from bot.operations.office import Office

AT_ONCE = 8
"""How many respondents are written to side by side."""


async def open_assessment(office: Office, team: str, laid: Assessment, now: float) -> bool:
    """Opens an assessment in this team. False, changing nothing, where it was opened before: safe to repeat."""
    return await office.store.create_assessment(replace(laid, team=team, opened_at=now))


async def invite(office: Office, assessment: Assessment, now: float) -> int:
    """Gives everyone on the roster who has none an interview and sends its consent card; how many were new.

    Those who had their answers erased are left alone.
    """
    uninvited = [person for person in assessment.roster if person.user not in assessment.erased]
    created = [person for person in uninvited if await _create(office, assessment, person, now)]
    slots = asyncio.Semaphore(AT_ONCE)

    async def greet(person: Invitee) -> None:
        async with slots:
            await deliver(office, InterviewKey(assessment.team, assessment.id, person.user))

    await asyncio.gather(*(greet(person) for person in created))
    return len(created)


async def _create(office: Office, assessment: Assessment, person: Invitee, now: float) -> bool:
    key = InterviewKey(assessment.team, assessment.id, person.user)
    fresh = begin(assessment.fielding, key, role=person.role, group=person.group, timezone=person.timezone, now=now)
    return await office.store.create_interview(fresh)
