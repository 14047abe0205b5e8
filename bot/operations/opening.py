"""An assessment begins: what was laid in the inbox is taken on, and everyone on its roster gets an interview."""

from contextlib import suppress

import structlog
from msgspec.structs import replace

from bot.errors import StorageError
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.engine import begin
from bot.interview.model import Interview, InterviewKey
from bot.operations.delivering import deliver_all
from bot.operations.office import Office

log = structlog.get_logger()


async def open_assessment(office: Office, team: str, laid: Assessment, now: float) -> bool:
    """Opens an assessment in this team. False, changing nothing, where it was opened before: safe to repeat."""
    return await office.store.create_assessment(replace(laid, team=team, opened_at=now))


async def invite(office: Office, assessment: Assessment, now: float) -> int:
    """Gives everyone on the roster who has none an interview and sends its consent card; how many were new.

    Those who had their answers erased are left alone; whose file cannot be read or made holds up nobody else. Nobody is
    invited to what takes no answers any more.
    """
    if not assessment.takes_answers(now):
        return 0
    uninvited = [person for person in assessment.roster if person.user not in assessment.erased]
    created = [person for person in uninvited if await _create(office, assessment, person, now)]
    await deliver_all(office, [InterviewKey(assessment.team, assessment.id, person.user) for person in created])
    return len(created)


async def write_again(office: Office, assessment: Assessment, now: float) -> bool:
    """Writes again, on the facilitator's word, to all whom nothing has reached, also where it may have arrived.

    False, writing to nobody, where it takes no answers any more.
    """
    if not assessment.takes_answers(now):
        return False
    keys = [InterviewKey(assessment.team, assessment.id, user) for user in assessment.unreachable]
    for key in keys:
        with suppress(KeyError, StorageError):
            await office.store.change_interview(key, lambda present: (_unsent(present), None))
    await deliver_all(office, keys)
    return True


def _unsent(interview: Interview) -> Interview:
    return replace(interview, undelivered=tuple(replace(each, sending=False) for each in interview.undelivered))


async def _create(office: Office, assessment: Assessment, person: Invitee, now: float) -> bool:
    key = InterviewKey(assessment.team, assessment.id, person.user)
    fresh = begin(assessment.fielding, key, role=person.role, group=person.group, timezone=person.timezone, now=now)
    try:
        return await office.store.create_interview(fresh)
    except StorageError as error:
        log.error("not-invited", assessment=assessment.id, kind=type(error).__name__)
        return False
