"""An assessment closes: no more answers are taken, and its figures are frozen in one release."""

import asyncio

from msgspec.structs import replace

from bot.breadth.answers import Data
from bot.breadth.release import Terms, release
from bot.breadth.released import Release
from bot.fieldwork.model import Assessment
from bot.operations import collecting
from bot.operations.office import Office


async def close(office: Office, team: str, assessment_id: str, now: float) -> Release:
    """Closes an assessment and gives its release; closed before, or cut short at any step, the same figures.

    KeyError when there is no such assessment.
    """
    async with office.releasing(team, assessment_id):
        await office.change_assessment(team, assessment_id, lambda present: (_closed(present, now), None))
        made = await latest(office, team, assessment_id)
        if made is not None:
            return made
        assessment = await office.assessment(team, assessment_id)
        if assessment is None:
            raise KeyError(assessment_id)
        answers = await _answers(office, assessment)
        fresh = await asyncio.to_thread(release, answers, terms(assessment))
        return await office.store.keep_release(team, assessment_id, fresh)


async def latest(office: Office, team: str, assessment_id: str) -> Release | None:
    """The release that is shown, None before the close."""
    return await office.store.release(team, assessment_id)


def terms(assessment: Assessment) -> Terms:
    """What the gate has to know. A role that few hold is in scope only where its holders agreed."""
    agreed = frozenset(role.name for role in assessment.fielding.roles)
    return Terms(invited=len(assessment.roster), agreed=agreed)


def _closed(assessment: Assessment, now: float) -> Assessment:
    """The assessment closed. Its deadline is then at the latest now, which is what respondents are told by."""
    if assessment.life == "closed":
        return assessment
    ended = replace(assessment.fielding, deadline=min(assessment.fielding.deadline, now))
    return replace(assessment, life="closed", fielding=ended)


async def _answers(office: Office, assessment: Assessment) -> Data:
    """Everyone's submitted answers."""
    fielding = assessment.fielding
    found = [
        collecting.respondent(fielding, interview)
        async for interview in office.interviews(assessment)
        if interview.status == "submitted" and interview.key.respondent not in assessment.erased
    ]
    return Data(collecting.roles(fielding), tuple(found))
