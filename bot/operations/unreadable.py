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
    """The assessments of a team that cannot be read, or whose release cannot: what is known of each all the same.

    The log tells which file it is.
    """
    found = []
    for assessment_id in office.store.assessments(team):
        try:
            await office.assessment(team, assessment_id)
            await office.store.release(team, assessment_id)
        except Unreadable as error:
            log.error("assessment-not-read", assessment=assessment_id, exc_info=error)
            found.append(await outline(office, team, assessment_id))
    return found


async def lost_to(office: Office, team: str, user: str) -> list[Draft]:
    """Those that this person runs, as far as that is known."""
    return [draft for draft in await lost(office, team) if draft.facilitator == user]


async def outline(office: Office, team: str, assessment_id: str) -> Draft:
    """What an assessment is called, who runs it, and its channel: of itself, else of the draft it was launched from.

    A draft that says nothing where neither is there, or can be read.
    """
    with suppress(Unreadable):
        known = await office.assessment(team, assessment_id)
        if known is not None:
            shared = known.fielding
            return Draft(team, assessment_id, shared.facilitator, name=shared.name, channel=known.channel)
    with suppress(Unreadable):
        return await office.store.draft(team, assessment_id) or Draft(team, assessment_id, "")
    return Draft(team, assessment_id, "")
