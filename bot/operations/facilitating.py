"""Which assessments a person runs or takes part in, and how each stands."""

import asyncio
from contextlib import suppress

from msgspec.structs import replace

from bot.breadth.gate import FLOOR
from bot.errors import SlackError, Unreadable
from bot.fieldwork.model import Assessment
from bot.fieldwork.run import Run, run_of
from bot.interview.model import Receipt
from bot.operations.closing import latest
from bot.operations.office import Office
from bot.operations.summarising import posted_at, previews
from bot.operations.unreadable import not_read

LINK_WITHIN = 0.5
"""Seconds a summary's link is waited for: a command has to be answered within three."""


async def runs_of(office: Office, team: str, user: str, now: float) -> list[Run]:
    """Every assessment this person runs whose release can be read, the latest first."""
    known = await office.assessments(team)
    runs = []
    for each in known:
        with suppress(Unreadable):
            runs += [await run(office, each, now)] if each.fielding.facilitator == user else []
    return runs


async def run(office: Office, assessment: Assessment, now: float) -> Run:
    """How an assessment stands, with the link to its summary or else its newest preview, if Slack gives it soon."""
    interviews = [interview async for interview in office.interviews(assessment)]
    found = run_of(assessment, interviews, now, await not_read(office, assessment, interviews))
    if assessment.life == "open":
        return replace(found, blank=found.ended and found.standing.done < FLOOR)
    release = await latest(office, assessment.team, assessment.id)
    head = posted_at(assessment, release) if release is not None else None
    if head is not None:
        return replace(found, link=await address(office, head))
    shown = previews(assessment)
    preview = await address(office, shown[-1]) if shown else ""
    return replace(found, preview=preview, blank=release is not None and release.answered < FLOOR)


async def address(office: Office, posted: Receipt) -> str:
    """The address of a post, if Slack gives it soon; "" else: it stands where it stands without that too."""
    with suppress(SlackError, TimeoutError):
        async with asyncio.timeout(LINK_WITHIN):
            return await office.messenger.link(posted)
    return ""


async def run_by(office: Office, team: str, user: str, assessment_id: str) -> Assessment | None:
    """The assessment of this id if this person runs it; None whatever else may be true."""
    assessment = await office.assessment(team, assessment_id)
    return assessment if assessment is not None and assessment.fielding.facilitator == user else None


async def known_to(office: Office, team: str, user: str, assessment_id: str, channel: str = "") -> Assessment | None:
    """The assessment of this id if this person runs it, is on its roster, or asks in its taskforce channel."""
    assessment = await office.assessment(team, assessment_id)
    known = assessment is not None and (_concerns(assessment, user) or assessment.channel == channel)
    return assessment if known else None


async def meant(office: Office, team: str, user: str, channel: str) -> list[Assessment]:
    """Which assessments a person may mean in a channel: several only where they have to say.

    Those that this is the taskforce channel of, their own alone where one is; else all they run, else all they were
    invited to. First those that are open, then those with a summary to post, of either kind the latest first.
    """
    known = await office.assessments(team)
    here = [assessment for assessment in known if assessment.channel == channel]
    mine = [assessment for assessment in known if assessment.fielding.facilitator == user]
    own_here = [assessment for assessment in mine if assessment.channel == channel]
    found = own_here or here or mine or [assessment for assessment in known if assessment.invitee(user) is not None]
    stage = {assessment.id: await _stage(office, assessment) for assessment in found}
    return sorted(found, key=lambda assessment: stage[assessment.id])


async def _stage(office: Office, assessment: Assessment) -> int:
    """Where an assessment stands among several: open, closed, with its summary posted."""
    if assessment.life == "open":
        return 0
    with suppress(Unreadable):
        release = await latest(office, assessment.team, assessment.id)
        return 2 if release is not None and posted_at(assessment, release) is not None else 1
    return 1


def _concerns(assessment: Assessment, user: str) -> bool:
    return assessment.fielding.facilitator == user or assessment.invitee(user) is not None
