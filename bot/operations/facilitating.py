"""Which assessments a person runs or takes part in, and how each stands."""

from contextlib import suppress

from bot.errors import SlackError
from bot.fieldwork.model import Assessment
from bot.fieldwork.run import Run, run_of
from bot.operations.office import Office
from bot.operations.summarising import link


async def runs_of(office: Office, team: str, user: str) -> list[Run]:
    """Every assessment this person runs, the latest first."""
    return [await run(office, each) for each in await office.assessments(team) if each.fielding.facilitator == user]


async def run(office: Office, assessment: Assessment) -> Run:
    """How an assessment stands, with the link to its summary once that is posted."""
    interviews = [interview async for interview in office.interviews(assessment)]
    posted = None
    if assessment.life == "closed":
        with suppress(SlackError):  # without its link the summary still stands in the channel
            posted = await link(office, assessment.team, assessment.id)
    return run_of(assessment, interviews, posted)


async def run_by(office: Office, team: str, user: str, assessment_id: str) -> Assessment | None:
    """The assessment of this id if this person runs it; None whatever else may be true."""
    assessment = await office.assessment(team, assessment_id)
    return assessment if assessment is not None and assessment.fielding.facilitator == user else None


async def known_to(office: Office, team: str, user: str, assessment_id: str) -> Assessment | None:
    """The assessment of this id if this person runs it or is on its roster."""
    assessment = await office.assessment(team, assessment_id)
    return assessment if assessment is not None and _concerns(assessment, user) else None


async def meant(office: Office, team: str, user: str, channel: str) -> list[Assessment]:
    """Which assessments a person may mean in a channel, the latest first: several only where they have to say.

    The latest one that this is the taskforce channel of, else all they run, else all they were invited to.
    """
    known = await office.assessments(team)
    here = [assessment for assessment in known if assessment.channel == channel]
    run_here = [assessment for assessment in known if assessment.fielding.facilitator == user]
    return here[:1] or run_here or [assessment for assessment in known if assessment.invitee(user) is not None]


def _concerns(assessment: Assessment, user: str) -> bool:
    return assessment.fielding.facilitator == user or assessment.invitee(user) is not None
