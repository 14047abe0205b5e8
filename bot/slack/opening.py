"""Opening modals: within three seconds of the click, and before anything else is asked of Slack or changed."""

import asyncio
from typing import Any

from bot.errors import SlackError, Unreadable
from bot.interview.model import Fielding, Interview, InterviewKey
from bot.interview.turns import AskingStatus, Confirming, Defining, Postponing, Resuming, Turn
from bot.rendering.ids import Action
from bot.rendering.modals import decline_modal, later_modal, modal, terms_modal
from bot.slack.calls import call
from bot.slack.edge import Edge, receive
from bot.slack.inbound import Opening, Touch

_TRIGGER_LASTS = 3.0


async def open_modal(edge: Edge, touch: Touch, opening: Opening) -> None:
    """Opens the modal that was asked for; where there is none to open, the direct message says what now."""
    try:
        view = await _view(edge, touch, opening)
        if view is not None:
            async with asyncio.timeout(_TRIGGER_LASTS):
                await call(edge.client, "views.open", {"trigger_id": opening.trigger, "view": view}, attempts=1)
            return
    except (SlackError, TimeoutError, Unreadable):
        await receive(edge, touch, _instead(opening))
    else:
        await receive(edge, touch, _outdated(opening))


async def _view(edge: Edge, touch: Touch, opening: Opening) -> dict[str, Any] | None:
    key = InterviewKey(touch.team, touch.assessment or "", touch.user)
    fielding = await edge.office.fielding(key.team, key.assessment)
    interview = await edge.office.store.interview(key) if fielding is not None else None
    if fielding is None or interview is None:
        return None
    return _drawn(edge, fielding, interview, opening)


def _drawn(edge: Edge, fielding: Fielding, interview: Interview, opening: Opening) -> dict[str, Any] | None:
    """The modal as a view; None for a question no longer in hand or no longer taken, and for a reminder too late."""
    match opening.what:
        case Action.TERMS:
            return terms_modal(edge.texts, fielding, interview)
        case Action.LATER:
            return later_modal(edge.texts, fielding, interview, edge.clock())
        case Action.DECLINE:
            return decline_modal(edge.texts, fielding, interview)
        case _:
            in_hand = interview.card is not None and interview.card.number == opening.number
            open_still = in_hand and edge.clock() < fielding.deadline
            return modal(edge.texts, fielding, interview) if open_still else None


def _outdated(opening: Opening) -> Turn:
    """What a click comes to where there is no modal to open: the card is outdated, the close near, or all erased.

    Numbers only rise, so the first confirms nothing and is told as stale; none of them begins afresh what was erased.
    """
    match opening.what:
        case Action.OPEN:
            return Confirming(opening.number)
        case Action.LATER:
            return Postponing()
        case _:
            return AskingStatus()


def _instead(opening: Opening) -> Turn:
    """What a person gets when Slack opens no modal: the words themselves, or the card once more."""
    return Defining() if opening.what is Action.TERMS else Resuming()
