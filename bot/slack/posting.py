"""A summary posted at its facilitator's press, and what they are told of it; their finished cards say so too."""

from bot.errors import Refused, SlackError
from bot.fieldwork.model import Assessment
from bot.fieldwork.readers import told_of
from bot.fieldwork.run import Run
from bot.operations import summarising
from bot.operations.closing import latest
from bot.operations.facilitating import address, run
from bot.operations.summarising import Posted
from bot.prompts.texts import Markup, Plain
from bot.rendering.facilitating import private_message
from bot.rendering.ids import Action
from bot.rendering.summary import asking_message
from bot.slack.edge import Edge, settle, tell
from bot.slack.inbound import Running, Touch
from bot.slack.readers import readers_of


async def post(edge: Edge, touch: Touch, running: Running, assessment: Assessment, reply: str | None) -> None:
    """Posts the summary of a closed assessment, or what is left of it, and says what became of that.

    Where more people read the channel by now than the pressed button told of, it asks instead.
    """
    if running.what is Action.POST_SUMMARY and await _asked_anew(edge, touch, running, assessment, reply):
        return None
    channel = Markup(f"<#{assessment.channel}>")
    try:
        posted = await _posted(edge, running, assessment)
    except SlackError as error:
        code = error.code if isinstance(error, Refused) else "no answer"
        begun = int((await as_it_stands(edge, assessment)).link is not None)
        return await tell(edge, touch, reply, "post-refused", code=code, mend=error.mend, channel=channel, begun=begun)
    await edge.homes.redraw(touch.team, touch.user)
    if posted.state == "unsure":
        return await _reminded(edge, touch, reply, posted)
    facts: dict[str, Plain] = {"link": Markup(posted.link or ""), "channel": channel}
    present = await _present(edge, assessment)
    finished = (touch.card, *summarising.previews(present), *summarising.questions(present))
    if not await settle(edge, finished, private_message(edge.texts, "post-done", state="posted", **facts)):
        await tell(edge, touch, reply, "post-done", state=posted.state, **facts)
    return None


async def _reminded(edge: Edge, touch: Touch, reply: str | None, posted: Posted) -> None:
    """Leads whoever pressed a card to the question they were asked before; one just asked speaks for itself."""
    if touch.card is not None and posted.asked is not None:
        link = Markup(await address(edge.office, posted.asked))
        await tell(edge, touch, reply, "post-unsure", link=link)


async def _posted(edge: Edge, running: Running, assessment: Assessment) -> Posted:
    match running.what:
        case Action.SEND_AGAIN:
            return await summarising.send_again(edge.office, assessment.team, assessment.id, running.rest)
        case Action.IT_IS_THERE:
            return await summarising.it_is_there(edge.office, assessment.team, assessment.id, running.rest)
        case _:
            return await summarising.post(edge.office, assessment.team, assessment.id)


async def _asked_anew(edge: Edge, touch: Touch, running: Running, assessment: Assessment, reply: str | None) -> bool:
    """Whether it had to be asked, before anything more is posted, as the channel has readers nobody was told of."""
    release = await latest(edge.office, assessment.team, assessment.id)
    if release is None or await summarising.posted_whole(edge.office, assessment.team, assessment.id):
        return False
    readers = await readers_of(edge.client, edge.people, assessment.channel)
    if not readers.wider_than(told_of(running.rest.partition("/")[2])):
        return False
    await edge.messenger.answer(touch.user, reply, asking_message(edge.texts, assessment, release, readers))
    return True


async def _present(edge: Edge, assessment: Assessment) -> Assessment:
    return await edge.office.assessment(assessment.team, assessment.id) or assessment


async def as_it_stands(edge: Edge, assessment: Assessment) -> Run:
    """How it stands at this moment, whatever has happened since it was read."""
    return await run(edge.office, await _present(edge, assessment), edge.clock())
