"""An assessment prepared and launched in Slack: one modal, its view replaced step by step, then the draft's card."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from bot.errors import QuestionnaireError, SlackError, StorageError
from bot.fieldwork import draft as drafts
from bot.fieldwork.draft import Draft, fits, step_of
from bot.interview.model import Receipt
from bot.operations.drafting import begin_draft, draft_of, drafts_of, take_step
from bot.operations.facilitating import run_by
from bot.operations.launching import launch, may_start, prepared
from bot.operations.opening import open_assessment
from bot.prompts.names import LONGEST_SLUG, slug
from bot.questionnaire.answers import Rejection
from bot.questionnaire.model import Questionnaire
from bot.rendering.facilitating import private_message
from bot.rendering.ids import NEW, STEPS, Form
from bot.rendering.launching import Terms, draft_card, draft_modal
from bot.rendering.modals import rejections
from bot.slack.calls import call
from bot.slack.edge import Edge
from bot.slack.inbound import Filling, Running, SteppingBack, Touch
from bot.slack.people import Account

_TRIGGER_LASTS = 3.0
_MOST_LEFT_OPEN = 256
_MEMBER_KNOWN_WITHIN = 1.5
"""Seconds of the three Slack gives a form for its answer."""

Acked = dict[str, Any]
"""What is said in the acknowledgement of a submitted form."""


async def open_draft(edge: Edge, touch: Touch, trigger: str, reply: str | None) -> None:
    """Opens the first form: of the draft named, of one left half-way, or of a new one."""
    if not may_start(edge.facilitators, touch.user):
        return await _tell(edge, touch, reply, "may-not-start")
    draft = await _meant(edge, touch)
    if draft is None and touch.assessment not in (None, NEW):
        return await _tell(edge, touch, reply, "draft-gone")
    form = draft_modal(edge.texts, draft, STEPS[0], {}, edge.clock())
    try:
        async with asyncio.timeout(_TRIGGER_LASTS):
            await call(edge.client, "views.open", {"trigger_id": trigger, "view": form}, attempts=1)
    except (SlackError, TimeoutError):
        await _tell(edge, touch, reply, "form-not-opened")
    return None


async def take_form(edge: Edge, touch: Touch, filling: Filling, inputs: Sequence[str]) -> Acked:
    """Keeps a submitted step and gives the next form, or says at which of the `inputs` what is wrong.

    Who submits it is checked again: a form's metadata is anybody's to change. Raises StorageError.
    """
    account = await _known_soon(edge, touch.user)
    if not _may_fill(edge, touch, account):
        return _errors({inputs[0]: edge.texts.render("not-member")}) if inputs else _CLEAR
    draft = await _draft_for(edge, touch, filling, account)
    if draft is None:
        edge.errands.start(_tell(edge, touch, None, "draft-gone"))
        return _CLEAR
    taken = await _taken(edge, touch, filling, draft)
    place = drafts.STEPS.index(step_of(filling.filled))
    match taken:
        case None:
            return await _shown(edge, draft, STEPS[min(place, draft.reached)], filling.view, inputs)
        case Draft() if place + 1 == len(STEPS):
            edge.errands.start(show_card(edge, taken))
            return _CLEAR
        case Draft():
            return await _shown(edge, taken, STEPS[place + 1], filling.view, inputs)
        case found:
            return _errors(rejections(edge.texts, inputs, found))


async def step_back(edge: Edge, touch: Touch, back: SteppingBack) -> None:
    """Shows the form before, in the same modal; pressed twice at once, it goes back once.

    The one that is left is kept; where it has a fault, what was typed is remembered until it is shown again.
    """
    draft = await _meant(edge, touch)
    if draft is None or not _may_fill(edge, touch, await _known_soon(edge, touch.user)):
        return await _tell(edge, touch, None, "draft-gone")
    taken = await take_step(edge.office, draft, back.number, back.filled, edge.clock())
    if isinstance(taken, tuple):
        _leave_open(edge, back)
    place = max(drafts.STEPS.index(step_of(back.filled)) - 1, 0)
    form = draft_modal(edge.texts, taken if isinstance(taken, Draft) else draft, STEPS[place], {}, edge.clock())
    try:
        await call(edge.client, "views.update", {"view_id": back.view, "view": form}, attempts=2)
    except SlackError:
        await _tell(edge, touch, None, "form-not-opened")
    return None


async def show_card(edge: Edge, draft: Draft) -> None:
    """Posts the draft's card below whatever was said since, then leaves out whom it cannot be launched to."""
    posted = await edge.messenger.show(draft.facilitator, draft_card(edge.texts, draft))
    before = await _noted(edge, draft, posted)
    if before is not None:
        await edge.messenger.redraw(before, draft_card(edge.texts, draft, replaced=True))
    checked = await _people_checked(edge, draft)
    if checked.left_out != draft.left_out and checked.card == posted:
        await edge.messenger.redraw(posted, draft_card(edge.texts, checked))
    await edge.homes.redraw(draft.team, draft.facilitator)


async def show_cards_due(edge: Edge, team: str) -> None:
    """Posts the cards of finished drafts that have none: the bot was stopped, or Slack away, when they were due."""
    for draft_id in edge.office.store.drafts(team):
        with suppress(StorageError):
            draft = await edge.office.store.draft(team, draft_id)
            if draft is not None and _lacks_card(draft):
                edge.errands.start(show_card(edge, draft))


async def launch_draft(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    """Launches the draft as its card shows it; pressed again, or after a crash, nobody is invited twice."""
    draft = await _meant(edge, touch)
    if draft is None:
        return await _already(edge, touch, reply)
    if running.number != draft.revision or not draft.complete:
        await _tell(edge, touch, reply, "draft-outdated")
        return await show_card(edge, draft)
    draft = await _people_checked(edge, draft)
    refused = await _refused(edge, touch, draft)
    questionnaire = await _questionnaire(edge)
    if refused or questionnaire is None:
        return await _tell(edge, touch, reply, refused or "questionnaire-faulty")
    assessment, now = prepared(draft, questionnaire), edge.clock()
    await open_assessment(edge.office, touch.team, assessment, now)
    card = draft_card(edge.texts, draft, launched=len(assessment.roster))
    if draft.card is not None:
        await edge.messenger.redraw(draft.card, card)
    else:  # it arrived, as it was pressed, but Slack did not say where
        await edge.messenger.show(touch.user, card)
    await launch(edge.office, assessment, now)
    return await edge.homes.redraw(touch.team, touch.user)


_CLEAR: Acked = {"response_action": "clear"}


def _errors(said: Mapping[str, str]) -> Acked:
    return {"response_action": "errors", "errors": dict(said)}


async def _tell(edge: Edge, touch: Touch, reply: str | None, name: str) -> None:
    await edge.messenger.answer(touch.user, reply, private_message(edge.texts, name))


async def _meant(edge: Edge, touch: Touch) -> Draft | None:
    """The draft a control names, if it is this person's; without a name, the one they left half-way or never saw."""
    if touch.assessment not in (None, NEW):
        return await draft_of(edge.office, touch.team, touch.user, touch.assessment or "")
    mine = await drafts_of(edge.office, touch.team, touch.user)
    return next((draft for draft in mine if not draft.complete or _lacks_card(draft)), None)


def _lacks_card(draft: Draft) -> bool:
    return draft.complete and draft.card is None


async def _draft_for(edge: Edge, touch: Touch, filling: Filling, account: Account | None) -> Draft | None:
    """The draft a form belongs to: an existing one of this person's, or one to be made of its first step."""
    if touch.assessment != NEW:
        return await draft_of(edge.office, touch.team, touch.user, touch.assessment or "")
    if not isinstance(filling.filled, drafts.About):
        return None
    zone = account.timezone if account is not None else ""
    return Draft(touch.team, _new_id(touch, filling.filled.name, filling.view), touch.user, timezone=zone or "UTC")


async def _taken(edge: Edge, touch: Touch, filling: Filling, draft: Draft) -> Draft | tuple[Rejection, ...] | None:
    if touch.assessment == NEW:
        return await begin_draft(edge.office, draft, filling.filled, edge.clock())
    return await take_step(edge.office, draft, filling.number, filling.filled, edge.clock())


def _new_id(touch: Touch, name: str, view: str) -> str:
    """The same for the same modal, so that a form sent twice makes one draft."""
    digest = hashlib.sha256("/".join((touch.team, touch.user, view)).encode()).hexdigest()[:8]
    return f"{slug(name, LONGEST_SLUG) or 'assessment'}-{digest}"


def _may_fill(edge: Edge, touch: Touch, account: Account | None) -> bool:
    """Whether this person may prepare assessments; whom Slack says nothing of counts as a member until the launch."""
    return may_start(edge.facilitators, touch.user) and (account is None or account.member(touch.team))


def _leave_open(edge: Edge, left: Filling) -> None:
    edge.left_open[left.view, step_of(left.filled)] = left.filled
    while len(edge.left_open) > _MOST_LEFT_OPEN:
        del edge.left_open[next(iter(edge.left_open))]


async def _shown(edge: Edge, draft: Draft, form: Form, view: str, inputs: Sequence[str]) -> Acked:
    terms: Terms = {}
    if form is Form.DRAFT_TERMS:
        questionnaire = await _questionnaire(edge)
        if questionnaire is None:
            return _errors({inputs[-1]: edge.texts.render("questionnaire-faulty")})
        terms = questionnaire.wording.terms
    left = edge.left_open.pop((view, drafts.STEPS[STEPS.index(form)]), None)
    typed = left if left is not None and fits(draft, left) else None
    return {"response_action": "update", "view": draft_modal(edge.texts, draft, form, terms, edge.clock(), typed=typed)}


async def _questionnaire(edge: Edge) -> Questionnaire | None:
    """The questionnaire as its files are now; None when they have a fault."""
    with suppress(QuestionnaireError):
        return await asyncio.to_thread(edge.questionnaire)
    return None


async def _known_soon(edge: Edge, user: str) -> Account | None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_MEMBER_KNOWN_WITHIN):
            return await edge.people.account(user)
    return None


async def _noted(edge: Edge, draft: Draft, posted: Receipt) -> Receipt | None:
    """Notes where the newest card stands; where the one before does."""

    def note(present: Draft) -> tuple[Draft, Receipt | None]:
        return replace(present, card=posted), present.card

    return await edge.office.store.change_draft(draft.team, draft.id, note)


async def _people_checked(edge: Edge, draft: Draft) -> Draft:
    """The draft as it stands, checked against what Slack says of its people's accounts; on disk."""
    accounts = await edge.people.accounts(draft.listed())
    return await edge.office.store.change_draft(draft.team, draft.id, lambda present: _checked(present, accounts))


def _checked(draft: Draft, accounts: Mapping[str, Account]) -> tuple[Draft, Draft]:
    """The draft with the time zones known, and without bots and deactivated accounts."""
    out = tuple(user for user in draft.listed() if user in accounts and not accounts[user].reachable)
    zones = {user: account.timezone for user, account in accounts.items() if account.timezone and user not in out}
    after = replace(draft, left_out=out, zones=zones)
    return after, after


async def _refused(edge: Edge, touch: Touch, draft: Draft) -> str:
    """Why this draft cannot be launched by this person now, as the text that says it; "" where it can."""
    account = await edge.people.account(touch.user)
    if not may_start(edge.facilitators, touch.user):
        return "may-not-start"
    if account is None:
        return "not-known"
    if not account.member(touch.team):
        return "not-member"
    if draft.deadline <= edge.clock():
        return "draft-late"
    return "" if draft.invited() else "draft-nobody"


async def _already(edge: Edge, touch: Touch, reply: str | None) -> None:
    assessment = await run_by(edge.office, touch.team, touch.user, touch.assessment or "")
    if assessment is None:
        return await _tell(edge, touch, reply, "draft-gone")
    message = private_message(edge.texts, "launched-already", assessment=assessment.fielding.name)
    await edge.messenger.answer(touch.user, reply, message)
    await launch(edge.office, assessment, edge.clock())
    return None
