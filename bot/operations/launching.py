"""An assessment is launched: the draft becomes one, with its questionnaire frozen, and its people are invited."""

from collections.abc import Collection
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.operations.office import Office
from bot.operations.opening import invite, open_assessment
from bot.prompts.roster_file import FORMAT, RosterFile, RosterPerson, RosterRole, RosterTerm
from bot.questionnaire.model import Questionnaire


def may_start(facilitators: Collection[str], user: str) -> bool:
    """Whether this person may start an assessment, as far as the settings tell: with none named, everyone may.

    >>> may_start((), "U0ANA"), may_start(("U0ANA",), "U0MAYA")
    (True, False)
    """
    return not facilitators or user in facilitators


async def launch(office: Office, assessment: Assessment, now: float) -> bool:
    """Opens an assessment and invites everyone on its roster; False where it was open before.

    May be repeated, by anyone at any moment: what was killed in between goes on, and nobody is invited twice.
    """
    fresh = await open_assessment(office, assessment.team, assessment, now)
    opened = await office.assessment(assessment.team, assessment.id)
    if opened is not None and opened.life == "open":
        await invite(office, opened, now)
    return fresh


def prepared(draft: Draft, questionnaire: Questionnaire) -> Assessment:
    """The assessment a complete draft stands for, not opened yet."""
    from bot.prompts.roster import opening  # YAML comes with it: not for every start

    roster = _roster(draft, questionnaire)
    made = opening(draft.id, roster, questionnaire, draft.deadline).assessment()
    return replace(made, team=draft.team)


def _roster(draft: Draft, questionnaire: Questionnaire) -> RosterFile:
    """The draft as the roster file that would open the same."""
    return RosterFile(
        format=FORMAT,
        name=draft.name,
        facilitator=draft.facilitator,
        channel=draft.channel,
        deadline=datetime.fromtimestamp(draft.deadline, UTC).isoformat(),
        timezone=draft.timezone,
        roles=tuple(RosterRole(role.name, role.headcount, role.agreed) for role in draft.roles),
        people=tuple(_people(draft)),
        questionnaire=questionnaire.id,
        form=draft.form,
        terms={name: RosterTerm(term.label, term.definition) for name, term in draft.terms.items()},
    )


def _people(draft: Draft) -> list[RosterPerson]:
    people = [RosterPerson(user, role=role.name) for role in draft.roles for user in role.holders]
    people += [RosterPerson(user, group="manager") for user in draft.managers]
    people += [RosterPerson(user, group="colleague") for user in draft.colleagues]
    invited = set(draft.invited())
    return [
        RosterPerson(person.user, person.role, person.group, draft.zones.get(person.user, ""))
        for person in people
        if person.user in invited
    ]
