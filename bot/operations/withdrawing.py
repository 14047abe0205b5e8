"""Answers erased at their author's word, and begun afresh at it."""

from contextlib import suppress

from msgspec.structs import replace

from bot.errors import Unreadable
from bot.fieldwork.model import Assessment
from bot.interview.model import InterviewKey
from bot.operations.office import Office


async def erase(office: Office, key: InterviewKey) -> None:
    """Erases all of one respondent's answers, readable or not, with every copy kept of them when they were damaged.

    The roster notes it first, so that nobody is invited anew; one that cannot be read invites nobody and holds up no
    erasure.
    """

    def note(assessment: Assessment) -> tuple[Assessment, None]:
        noted = tuple(sorted({*assessment.erased, key.respondent}))
        return replace(assessment, erased=noted), None

    with suppress(Unreadable):
        await office.change_assessment(key.team, key.assessment, note)
    await office.store.erase_interview(key)


async def forgive(office: Office, key: InterviewKey) -> bool:
    """Lets someone whose answers were erased begin afresh; False where nothing of theirs was."""

    def note(assessment: Assessment) -> tuple[Assessment, bool]:
        left = tuple(user for user in assessment.erased if user != key.respondent)
        return replace(assessment, erased=left), left != assessment.erased

    return await office.change_assessment(key.team, key.assessment, note)
