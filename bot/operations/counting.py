"""Whose interview cannot be counted, as its file cannot be read."""

from collections.abc import Collection

from bot.errors import StorageError
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview, InterviewKey
from bot.operations.office import Office


async def unreadable(office: Office, assessment: Assessment, read: Collection[Interview]) -> frozenset[str]:
    """Who on the roster has an interview that is not among those read, as its file is damaged: their user ids."""
    passed_over = {person.user for person in assessment.roster} - {interview.key.respondent for interview in read}
    found = []
    for user in passed_over - set(assessment.erased):
        try:
            await office.store.interview(InterviewKey(assessment.team, assessment.id, user))
        except StorageError:  # the store has told of it
            found.append(user)
    return frozenset(found)
