"""What whoever runs an assessment does in Slack: asks how it stands, closes it, looks at the summary, posts it.

Each deed checks at its own moment who is doing it; buttons and their values are anybody's to forge.
"""

from contextlib import suppress

import structlog

from bot.breadth.gate import FLOOR
from bot.errors import SlackError, StorageError, Unreadable
from bot.fieldwork.deeds import Deed, asked, done
from bot.fieldwork.model import Assessment
from bot.operations import closing, summarising
from bot.operations.facilitating import known_to, meant, run, run_by
from bot.operations.opening import write_again
from bot.operations.unreadable import lost, outline
from bot.rendering.facilitating import close_message, private_message, summary_message, too_few_message, which_message
from bot.rendering.ids import Action
from bot.slack.draft_cards import discard_draft, launch_draft, show_again, show_cards_due
from bot.slack.drafting import open_draft
from bot.slack.edge import Edge, settle, tell
from bot.slack.inbound import Command, Running, Touch
from bot.slack.posting import as_it_stands, post

log = structlog.get_logger()

LASTING = frozenset((Action.LAUNCH, Action.CLOSE_YES, Action.POST_SUMMARY, Action.SEND_AGAIN, Action.IT_IS_THERE))
"""The buttons whose press is kept until it is done: a bot that is killed in between takes it up when it starts."""
ASKING_TO_CLOSE = ("all-answered", "deadline-passed")
"""What the facilitator was told that has a button to close."""


async def press(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    """Takes a facilitator's click; kept when this returns, where it has to last, and done in an errand."""
    if running.what not in LASTING:
        return edge.errands.start(run_for(edge, touch, running, reply))
    deed = _deed(touch, running)
    with suppress(StorageError):  # doing it will meet the same fault, and tell of it
        await edge.office.store.change_deeds(touch.team, lambda deeds: asked(deeds, deed))
    return edge.errands.start(_see_to(edge, touch, running, reply))


async def take_up(edge: Edge, team: str) -> None:
    """Begins again whatever was asked for, or was due, when the bot was last stopped. None of it is done twice."""
    await show_cards_due(edge, team)
    try:
        waiting = (await edge.office.store.deeds(team)).waiting
    except StorageError as error:  # their buttons still stand where they were pressed
        log.error("deeds-not-read", kind=type(error).__name__)
        return
    for deed in waiting:
        running = Running(Action(deed.what), deed.number, deed.rest, "")
        edge.errands.start(_see_to(edge, Touch(team, deed.user, deed.key, running, deed.assessment), running, None))


async def _see_to(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    """Does it, and forgets it once it was done or its facilitator told why not; a bot that stops meanwhile keeps it."""
    try:
        await run_for(edge, touch, running, reply)
    except Exception:
        await _forget(edge, touch, running)
        raise
    await _forget(edge, touch, running)


async def _forget(edge: Edge, touch: Touch, running: Running) -> None:
    deed = _deed(touch, running)
    await edge.office.store.change_deeds(touch.team, lambda deeds: done(deeds, deed))


def _deed(touch: Touch, running: Running) -> Deed:
    return Deed(touch.key, touch.user, touch.assessment or "", running.what, running.number, running.rest)


async def run_for(edge: Edge, touch: Touch, deed: Running | Command, reply: str | None) -> None:
    """Does what a facilitator asked for, and tells them where it could not be done; nothing is done twice by a retry.

    `reply` is where to answer this person alone, if not in their direct messages.
    """
    try:
        await (do(edge, touch, deed, reply) if isinstance(deed, Running) else summarise(edge, touch, deed, reply))
    except Unreadable:
        with suppress(SlackError):
            draft = await outline(edge.office, touch.team, touch.assessment or "")
            await tell(edge, touch, reply, "not-read", assessment=draft.name)
        raise
    except (SlackError, StorageError) as error:
        with suppress(SlackError):
            await tell(edge, touch, reply, "not-saved" if isinstance(error, StorageError) else "not-done")
        raise


async def do(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    """What a facilitator's button stands for."""
    match running.what:
        case Action.NEW_ASSESSMENT | Action.EDIT_DRAFT:
            await open_draft(edge, touch, running.trigger, reply)
        case Action.SHOW_DRAFT:
            await show_again(edge, touch, reply)
        case Action.DISCARD:
            await discard_draft(edge, touch, reply)
        case Action.LAUNCH:
            await launch_draft(edge, touch, running, reply)
        case Action.SUMMARY:
            await _stand(edge, touch, running.where, reply)
        case _:
            await _on_own(edge, touch, running, reply)


async def summarise(edge: Edge, touch: Touch, command: Command, reply: str | None) -> None:
    """Answers `/breadth-summary`: about the assessment that is meant where it was typed, or by asking which.

    One that cannot be read is told of where it may be the one that is meant.
    """
    meanings = await meant(edge.office, touch.team, touch.user, command.where)
    gone = {draft.id: draft for draft in await lost(edge.office, touch.team)}
    found = [each for each in meanings if each.id not in gone]
    here = [draft for draft in gone.values() if draft.channel == command.where]
    if (here and not any(each.channel == command.where for each in found)) or (gone and not found):
        mine = [gone[each.id] for each in meanings if each.id in gone]
        return await tell(edge, touch, reply, "not-read", assessment=(here or mine or [*gone.values()])[0].name)
    if len(found) == 1:
        return await _answer(edge, touch, found[0], reply)
    message = which_message(edge.texts, found, edge.clock()) if found else private_message(edge.texts, "summary-none")
    return await edge.messenger.answer(touch.user, reply, message)


async def _stand(edge: Edge, touch: Touch, where: str, reply: str | None) -> None:
    assessment = await known_to(edge.office, touch.team, touch.user, touch.assessment or "", where)
    if assessment is None:
        return await tell(edge, touch, reply, "not-yours")
    return await _answer(edge, touch, assessment, reply)


async def _answer(edge: Edge, touch: Touch, assessment: Assessment, reply: str | None) -> None:
    standing = await run(edge.office, assessment, edge.clock())
    mine = assessment.fielding.facilitator == touch.user
    if mine and assessment.life == "closed" and standing.link is None:
        await _preview(edge, assessment, anew=False)
        standing = await as_it_stands(edge, assessment)
    await edge.messenger.answer(touch.user, reply, summary_message(edge.texts, standing, touch.user))


async def _on_own(edge: Edge, touch: Touch, running: Running, reply: str | None) -> None:
    assessment = await run_by(edge.office, touch.team, touch.user, touch.assessment or "")
    if assessment is None:
        return await tell(edge, touch, reply, "not-yours")
    match running.what:
        case Action.CLOSE_NOW if assessment.life == "open":
            message = close_message(edge.texts, await as_it_stands(edge, assessment))
            await edge.messenger.answer(touch.user, reply, message)
        case Action.CLOSE_NOW | Action.CLOSE_YES:
            await _close(edge, touch, assessment, reply)
        case Action.PREVIEW if assessment.life == "open":
            await tell(edge, touch, reply, "still-open", assessment=assessment.fielding.name)
        case Action.PREVIEW if await _is_over(edge, assessment):
            await _answer(edge, touch, assessment, reply)
        case Action.PREVIEW:
            await _preview(edge, assessment)
        case Action.WRITE_AGAIN:
            await _write_again(edge, touch, assessment, reply)
        case _ if assessment.life == "open":
            await tell(edge, touch, reply, "still-open", assessment=assessment.fielding.name)
        case _ if (await as_it_stands(edge, assessment)).blank:
            await _answer(edge, touch, assessment, reply)
        case _:
            await post(edge, touch, running, assessment, reply)
    return None


async def _is_over(edge: Edge, assessment: Assessment) -> bool:
    """Whether nothing is left to preview: the summary is posted, or has nothing to show."""
    found = await as_it_stands(edge, assessment)
    return found.blank or found.link is not None


async def _write_again(edge: Edge, touch: Touch, assessment: Assessment, reply: str | None) -> None:
    if not await write_again(edge.office, assessment, edge.clock()):
        return await tell(edge, touch, reply, "written-too-late", assessment=assessment.fielding.name)
    unreachable = (await as_it_stands(edge, assessment)).standing.unreachable
    await edge.homes.redraw(touch.team, touch.user)
    message = private_message(edge.texts, "written-again", assessment=assessment.fielding.name, unreachable=unreachable)
    if unreachable or not await settle(edge, (touch.card,), message):  # a card that is done keeps no button
        await edge.messenger.answer(touch.user, reply, message)
    return None


async def _close(edge: Edge, touch: Touch, assessment: Assessment, reply: str | None) -> None:
    standing = await as_it_stands(edge, assessment)
    if assessment.life == "open" and standing.standing.done < FLOOR and not standing.blank:
        return await edge.messenger.answer(touch.user, reply, too_few_message(edge.texts, standing))
    if standing.link is None:
        await _preview(edge, assessment, anew=False)
    closed = await as_it_stands(edge, assessment)
    message = summary_message(edge.texts, closed, touch.user)
    asking = (closed.assessment.said.get(name) for name in ASKING_TO_CLOSE)
    await settle(edge, (touch.card, *asking), message)
    if reply is not None:
        await edge.messenger.answer(touch.user, reply, message, in_place=True)
    return None


async def _preview(edge: Edge, assessment: Assessment, *, anew: bool = True) -> None:
    """Shows the preview to the facilitator, if the release has anything to show.

    Closing comes first: it is durable, and done once however often asked.
    """
    release = await closing.close(edge.office, assessment.team, assessment.id, edge.clock())
    if assessment.life == "open":
        await edge.homes.redraw(assessment.team, assessment.fielding.facilitator)
    if release.answered >= FLOOR:
        to = assessment.fielding.facilitator
        await summarising.preview(edge.office, assessment.team, assessment.id, to, anew=anew)
