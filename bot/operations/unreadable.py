"""What cannot be read, as its file is damaged: of whom the interview, of which facilitator the assessment."""

from collections.abc import Collection
from contextlib import suppress

import structlog

from bot.errors import StorageError, Unreadable
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview, InterviewKey
from bot.operations.office import Office

log = structlog.get_logger()


async def not_read(office: Office, assessment: Assessment, read: Collection[Interview]) -> frozenset[str]:
    """Who on the roster has an interview that is not among those read, as its file is damaged: their user ids."""
    passed_over = {person.user for person in assessment.roster} - {interview.key.respondent for interview in read}
    found = []
    for user in passed_over - set(assessment.erased):
        try:
            await office.store.interview(InterviewKey(assessment.team, assessment.id, user))
        except StorageError:  # the store has told of it
            found.append(user)
    return frozenset(found)


async def lost(office: Office, team: str) -> list[Draft]:
    """The assessments of a team that cannot be read, each as the draft it was launched from.

    What was opened without a draft, or whose draft cannot be read either, has nothing but its id. The log tells of each
    which file it is.
    """
    found = []
    for assessment_id in office.store.assessments(team):
        try:
            await office.assessment(team, assessment_id)
        except Unreadable as error:
            log.error("assessment-not-read", assessment=assessment_id, exc_info=error)
            found.append(await launched_from(office, team, assessment_id))
    return found


async def lost_to(office: Office, team: str, user: str) -> list[Draft]:
    """Those that this person launched."""
    return [draft for draft in await lost(office, team) if draft.facilitator == user]


async def launched_from(office: Office, team: str, assessment_id: str) -> Draft:
    """The draft an assessment was launched from; one that says nothing where there is none that can be read."""
    with suppress(Unreadable):
        return await office.store.draft(team, assessment_id) or Draft(team, assessment_id, "")
    return Draft(team, assessment_id, "")
