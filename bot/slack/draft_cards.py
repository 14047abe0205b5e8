"""The card of a finished draft: shown, launched, discarded."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from msgspec.structs import replace

from bot.errors import QuestionnaireError, StorageError
from bot.fieldwork.draft import Draft
from bot.interview.model import Receipt
from bot.operations.drafting import draft_of, drafts_of
from bot.operations.facilitating import run_by
from bot.operations.launching import launch, may_start, prepared
from bot.operations.opening import open_assessment
from bot.questionnaire.model import Questionnaire
from bot.rendering.facilitating import private_message
from bot.rendering.ids import NEW
from bot.rendering.launching import draft_card
from bot.slack.edge import Edge, settle, tell
from bot.slack.inbound import Running, Touch
from bot.slack.people import Account


async def show_card(edge: Edge, draft: Draft) -> None:
    """Posts the draft's card below whatever was said since, then leaves out whom it cannot be launched to."""
    posted = await edge.messenger.show(draft.facilitator, draft_card(edge.texts, draft))
    with suppress(KeyError):  # discarded meanwhile: its buttons say so
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


async def show_again(edge: Edge, touch: Touch, reply: str | None) -> None:
    """Posts the card of a finished draft once more, where it is the last message."""
    draft = await meant_draft(edge, touch)
    if draft is None or not draft.complete:
        return await tell(edge, touch, reply, "draft-gone")
    return await show_card(edge, draft)


async def launch_draft(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    """Launches the draft as its card shows it; pressed again, or after a crash, nobody is invited twice."""
    draft = await meant_draft(edge, touch)
    if draft is None:
        return await _already(edge, touch, reply)
    if running.number != draft.revision or not draft.complete:
        await tell(edge, touch, reply, "draft-outdated")
        return await show_card(edge, draft)
    try:
        draft = await _people_checked(edge, draft)
    except KeyError:  # discarded meanwhile
        return await tell(edge, touch, reply, "draft-gone")
    refused = await _refused(edge, touch, draft)
    questionnaire = await questionnaire_now(edge)
    if refused or questionnaire is None:
        return await tell(edge, touch, reply, refused or "questionnaire-faulty")
    assessment, now = prepared(draft, questionnaire), edge.clock()
    await open_assessment(edge.office, touch.team, assessment, now)
    card = draft_card(edge.texts, draft, launched=len(assessment.roster))
    if not await settle(edge, (draft.card, touch.card), card):
        await edge.messenger.show(touch.user, card)
    await launch(edge.office, assessment, now)
    return await edge.homes.redraw(touch.team, touch.user)


async def discard_draft(edge: Edge, touch: Touch, reply: str | None) -> None:
    """Deletes a draft that was not launched, and leaves word of it where its card stood."""
    draft = await meant_draft(edge, touch)
    if draft is None or not await edge.office.store.erase_draft(draft.team, draft.id):
        return await tell(edge, touch, reply, "draft-gone")
    gone = private_message(edge.texts, "draft-discarded", assessment=draft.name)
    if draft.card is None or not await edge.messenger.redraw(draft.card, gone):
        await edge.messenger.answer(touch.user, reply, gone)
    return await edge.homes.redraw(touch.team, touch.user)


async def meant_draft(edge: Edge, touch: Touch) -> Draft | None:
    """The draft a control names, if it is this person's; without a name, the one they left half-way or never saw."""
    if touch.assessment not in (None, NEW):
        return await draft_of(edge.office, touch.team, touch.user, touch.assessment or "")
    mine = await drafts_of(edge.office, touch.team, touch.user)
    return next((draft for draft in mine if not draft.complete or _lacks_card(draft)), None)


async def questionnaire_now(edge: Edge) -> Questionnaire | None:
    """The questionnaire as its files are now; None when they have a fault."""
    with suppress(QuestionnaireError):
        return await asyncio.to_thread(edge.questionnaire)
    return None


def _lacks_card(draft: Draft) -> bool:
    return draft.complete and draft.card is None


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
    """Goes on with a launch that was begun before; its card says that it is launched, or else a line does."""
    assessment = await run_by(edge.office, touch.team, touch.user, touch.assessment or "")
    if assessment is None:
        return await tell(edge, touch, reply, "draft-gone")
    draft = await edge.office.store.draft(touch.team, assessment.id)
    invited = len(assessment.roster)
    card = draft_card(edge.texts, draft, launched=invited) if draft is not None else None
    if card is None or draft is None or not await settle(edge, (draft.card, touch.card), card):
        await tell(edge, touch, reply, "launched-already", assessment=assessment.fielding.name)
    await launch(edge.office, assessment, edge.clock())
    return None
