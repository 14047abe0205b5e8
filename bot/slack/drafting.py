"""An assessment prepared in Slack: one modal whose view is replaced step by step, forward and back."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.errors import SlackError
from bot.fieldwork import draft as drafts
from bot.fieldwork.draft import Draft, fits, step_of
from bot.operations.drafting import begin_draft, draft_of, take_step
from bot.operations.launching import may_start
from bot.prompts.names import LONGEST_SLUG, slug
from bot.questionnaire.answers import Rejection
from bot.rendering.ids import NEW, STEPS, Form
from bot.rendering.launching import Terms, draft_modal
from bot.rendering.modals import rejections
from bot.slack.calls import call
from bot.slack.draft_cards import meant_draft, questionnaire_now, show_card
from bot.slack.edge import Edge, tell
from bot.slack.inbound import Filling, SteppingBack, Touch
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
        return await tell(edge, touch, reply, "may-not-start")
    draft = await meant_draft(edge, touch)
    if draft is None and touch.assessment not in (None, NEW):
        return await tell(edge, touch, reply, "draft-gone")
    form = draft_modal(edge.texts, draft, STEPS[0], {}, edge.clock())
    try:
        async with asyncio.timeout(_TRIGGER_LASTS):
            await call(edge.client, "views.open", {"trigger_id": trigger, "view": form}, attempts=1)
    except (SlackError, TimeoutError):
        await tell(edge, touch, reply, "form-not-opened")
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
        edge.errands.start(tell(edge, touch, None, "draft-gone"))
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
    draft = await meant_draft(edge, touch)
    if draft is None or not _may_fill(edge, touch, await _known_soon(edge, touch.user)):
        return await tell(edge, touch, None, "draft-gone")
    taken = await take_step(edge.office, draft, back.number, back.filled, edge.clock())
    if isinstance(taken, tuple):
        _leave_open(edge, back)
    place = max(drafts.STEPS.index(step_of(back.filled)) - 1, 0)
    form = draft_modal(edge.texts, taken if isinstance(taken, Draft) else draft, STEPS[place], {}, edge.clock())
    try:
        await call(edge.client, "views.update", {"view_id": back.view, "view": form}, attempts=2)
    except SlackError:
        await tell(edge, touch, None, "form-not-opened")
    return None


_CLEAR: Acked = {"response_action": "clear"}


def _errors(said: Mapping[str, str]) -> Acked:
    return {"response_action": "errors", "errors": dict(said)}


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
        questionnaire = await questionnaire_now(edge)
        if questionnaire is None:
            return _errors({inputs[-1]: edge.texts.render("questionnaire-faulty")})
        terms = questionnaire.wording.terms
    left = edge.left_open.pop((view, drafts.STEPS[STEPS.index(form)]), None)
    typed = left if left is not None and fits(draft, left) else None
    return {"response_action": "update", "view": draft_modal(edge.texts, draft, form, terms, edge.clock(), typed=typed)}


async def _known_soon(edge: Edge, user: str) -> Account | None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_MEMBER_KNOWN_WITHIN):
            return await edge.people.account(user)
    return None
