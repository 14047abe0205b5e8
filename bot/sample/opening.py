"""The sample opens: most of its people have answered already, the others are invited."""

import asyncio
import time
from pathlib import Path

from bot.fieldwork.model import Assessment
from bot.interview.model import InterviewKey
from bot.operations.delivering import deliver_all
from bot.operations.office import Office
from bot.operations.opening import invite, open_assessment
from bot.prompts.names import assessment_id
from bot.sample.answering import made_up
from bot.sample.scripts import Scripts, read_scripts
from bot.settings import SHIPPED_PROMPTS

ROSTER = SHIPPED_PROMPTS / "rosters" / "field-sales-2027.yaml"
MADE_UP = SHIPPED_PROMPTS / "workspace" / "made-up-answers.json"
BEGUN_AGO, BEGUN_APART = 3 * 86_400.0, 3_600.0
"""Seconds before the sample opens that the first made-up interview was begun, and seconds between two of them."""


async def open_sample(office: Office, team: str) -> None:
    """Opens the sample, unless it is there already: nineteen have submitted and get their receipt, five are invited."""
    sample = assessment_id(ROSTER)
    if await office.assessment(team, sample) is None:
        await _lay_out(office, team)
    opened = await office.assessment(team, sample)
    if opened is not None and opened.life == "open":
        keys = [InterviewKey(team, sample, person.user) for person in opened.roster]
        await invite(office, opened, time.time())
        await deliver_all(office, keys)


async def told(office: Office, team: str) -> str:
    """The sample in one line, as it stands."""
    opened = await office.assessment(team, assessment_id(ROSTER))
    if opened is None:
        return ""
    done = sum(interview.status == "submitted" for interview in office.store.interviews(team, opened.id))
    fielding = opened.fielding
    return f'"{fielding.name}": {len(fielding.roles)} roles, {len(opened.roster)} stakeholders, {done} have answered'


async def _lay_out(office: Office, team: str) -> None:
    """Stores the made-up interviews, and only then the assessment: whoever finds it finds nobody to invite twice."""
    now = time.time()
    laid = await asyncio.to_thread(_roster, ROSTER, now)
    await _answer(office, team, laid, read_scripts(MADE_UP), now)
    await open_assessment(office, team, laid, now - BEGUN_AGO)


async def _answer(office: Office, team: str, laid: Assessment, scripts: Scripts, now: float) -> None:
    present = [person for person in laid.roster if person.user not in scripts.absent]
    for at, person in enumerate(present):
        key, begun = InterviewKey(team, laid.id, person.user), now - BEGUN_AGO + at * BEGUN_APART
        interview = made_up(laid.fielding, key, person, scripts.people[person.user], begun)
        await office.store.create_interview(interview)
        await asyncio.sleep(0)  # each is some milliseconds' work; the page is already being looked at


def _roster(path: Path, now: float) -> Assessment:
    from bot.prompts.roster import load_roster  # ruamel.yaml comes with it: only where the sample is new

    return load_roster(path, now, SHIPPED_PROMPTS).assessment()
