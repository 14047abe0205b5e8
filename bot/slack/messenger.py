"""Speaking in Slack: turns posted, answered cards turned into their receipts, posts of unknown outcome looked up."""

from collections.abc import Callable, Sequence

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.breadth.released import Release
from bot.breadth.telling import FIRST
from bot.errors import OutcomeUnknown, SlackError
from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, Receipt
from bot.interview.turns import Ask, BotTurn, Notice, TellFacilitator
from bot.ports import Place
from bot.prompts.texts import Texts
from bot.rendering.blocks import Json, Message
from bot.rendering.messages import turn_message
from bot.rendering.receipts import settled_message
from bot.rendering.summary import apart_message, informing_message, part_message, preview_message
from bot.slack.calls import call
from bot.slack.pacing import Pace
from bot.slack.payloads import CHANNEL, TS, at, id_at, items_at, text_at
from bot.slack.people import People
from bot.slack.readers import readers_of
from bot.slack.reply_addresses import ReplyAddresses
from bot.slack.summary_posts import upload_picture

EVENT_TYPE = "breadth_turn"
"""The type of the metadata by which a post of the bot's is found again."""
_LOOKED_THROUGH = 200

log = structlog.get_logger()


class SlackMessenger:
    """Implements `ports.Messenger`. `clock` gives unix seconds.

    Where people's direct messages are, and at which addresses their cards may be replaced, it learns as they write and
    click; it keeps both in memory only.
    """

    def __init__(self, client: AsyncWebClient, texts: Texts, pace: Pace, clock: Callable[[], float]) -> None:
        self.people = People(client)
        self._client = client
        self._texts = texts
        self._pace = pace
        self._clock = clock
        self._addresses = ReplyAddresses()
        self._channels: dict[str, str] = {}
        self._links: dict[Receipt, str] = {}

    def meet(self, user: str, channel: str) -> None:
        """Remembers where a person's direct messages are."""
        self._channels[user] = channel

    def remember(self, card: Receipt, address: str) -> None:
        """Remembers at which address a message may be replaced, for as long as Slack lets it."""
        self._addresses.remember(card, address, self._clock())

    async def post(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt:
        """Posts a turn to the respondent, or to the facilitator when it is for them."""
        message = turn_message(self._texts, fielding, interview, turn)
        identity = _identity(interview, turn)
        return await self._post(_reader(fielding, interview, turn), message, identity, urgent=_urgent(interview, turn))

    async def say(self, user: str, text: str, blocks: Sequence[Json] = ()) -> Receipt:
        """Posts plain words to a person, outside any interview; `blocks` say them with what can be done about them."""
        return await self._post(user, Message(text, list(blocks)), None, urgent=True)

    async def upload(self, assessment: Assessment, release: Release, part: str) -> str:
        """Draws and uploads the picture of a part of a release's summary; the file's id."""
        return await upload_picture(self._client, self._texts, assessment, release, part)

    async def tell(
        self,
        assessment: Assessment,
        release: Release,
        part: str,
        place: Place,
        *,
        picture: str = "",
        plain: bool = False,
    ) -> Receipt:
        """Posts a part of a summary to the taskforce, or a preview of it to a person."""
        if place.to == assessment.channel:
            message = part_message(self._texts, assessment, release, part, picture, plain=plain)
            message = message if place.thread or part == FIRST else apart_message(self._texts, message)
        else:
            readers = await readers_of(self._client, self.people, assessment.channel)
            message = preview_message(self._texts, assessment, release, picture, readers)
        return await self._post(place.to, message, None, urgent=True, thread=place.thread)

    async def inform(self, assessment: Assessment, notice: Notice) -> Receipt:
        """Tells the facilitator something about the assessment as a whole."""
        message = informing_message(self._texts, assessment, notice)
        return await self._post(assessment.fielding.facilitator, message, _notice(assessment, notice), urgent=True)

    async def informed(self, assessment: Assessment, notice: Notice) -> Receipt | None:
        """The post of this notice, if it is among the last in the facilitator's direct messages."""
        return await self._found(await self._dm(assessment.fielding.facilitator), _notice(assessment, notice))

    async def link(self, receipt: Receipt) -> str:
        """The address of what was posted; asked once, as it never changes."""
        if receipt not in self._links:
            arguments = {"channel": receipt.channel, "message_ts": receipt.ts}
            found = await call(self._client, "chat.getPermalink", arguments, attempts=2)
            self._links[receipt] = text_at(found, "permalink") or ""
        return self._links[receipt]

    async def show(self, user: str, message: Message) -> Receipt:
        """Posts a message to a person, outside any interview."""
        return await self._post(user, message, None, urgent=True)

    async def answer(self, user: str, address: str | None, message: Message, *, in_place: bool = False) -> None:
        """Answers a command or a click where it was made, for this person's eyes alone; else in direct messages.

        `in_place`, the answer replaces what was clicked in.
        """
        private = {"response_type": "ephemeral", "replace_original": in_place}
        if address is None or not await self._sent(address, private | _content(message)):
            await self.show(user, message)

    async def redraw(self, posted: Receipt, message: Message) -> bool:
        """Replaces what a message shows; whether Slack did. Cosmetic: failing is harmless."""
        try:
            await call(self._client, "chat.update", {"channel": posted.channel, "ts": posted.ts, **_content(message)})
        except SlackError as error:
            log.info("message not redrawn", kind=type(error).__name__)
            return False
        return True

    async def settle(self, fielding: Fielding, interview: Interview, turn: BotTurn, posted: Receipt) -> None:
        """Turns the card of an answered question into its receipt; where Slack will not, the card stays as it is."""
        if not isinstance(turn, Ask):
            return
        message = settled_message(self._texts, fielding, interview, turn.step)
        address = self._addresses.use(posted, self._clock())
        if address is not None and await self._sent(address, {"replace_original": True, **_content(message)}):
            return
        try:
            arguments = {"channel": posted.channel, "ts": posted.ts, **_content(message)}
            await call(self._client, "chat.update", arguments, attempts=1)
        except SlackError as error:
            log.info("card not settled", assessment=interview.key.assessment, kind=type(error).__name__)

    async def find(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt | None:
        """The post of this turn, if it is among the last in its direct messages; None when it is not there.

        Raises Refused when the bot may not look: im:history was not granted, or im:write where it does not know where.
        """
        reader, card = _reader(fielding, interview, turn), interview.card
        own = card.posted if card is not None and reader == interview.key.respondent else None
        channel = own.channel if own is not None else await self._dm(reader)
        return await self._found(channel, _identity(interview, turn))

    async def _found(self, channel: str, identity: Json) -> Receipt | None:
        arguments = {"channel": channel, "limit": _LOOKED_THROUGH, "include_all_metadata": True}
        history = await call(self._client, "conversations.history", arguments)
        messages = items_at(history, "messages")
        found = (each for each in messages if at(each, "metadata", "event_payload") == identity["event_payload"])
        return next((Receipt(channel, ts) for message in found if (ts := id_at(TS, message, "ts"))), None)

    async def _dm(self, reader: str) -> str:
        if reader not in self._channels:
            opened = await call(self._client, "conversations.open", {"users": reader})
            channel = id_at(CHANNEL, opened, "channel", "id")
            if channel is None:
                raise SlackError("Slack's answer to conversations.open names no channel.", "conversations.open")
            self.meet(reader, channel)
        return self._channels[reader]

    async def _post(
        self, to: str, message: Message, metadata: Json | None, *, urgent: bool, thread: str = ""
    ) -> Receipt:
        async def wait(seconds: float) -> None:
            self._pace.hold(seconds)
            await self._pace.wait(to, urgent=urgent)

        await self._pace.wait(to, urgent=urgent)
        arguments = {"channel": to, "unfurl_links": False, "unfurl_media": False, **_content(message)}
        arguments |= {"metadata": metadata} if metadata else {}
        arguments |= {"thread_ts": thread} if thread else {}
        answer = await call(self._client, "chat.postMessage", arguments, wait=wait)
        channel, ts = id_at(CHANNEL, answer, "channel"), id_at(TS, answer, "ts")
        if channel is None or ts is None:
            raise OutcomeUnknown("Slack's answer to chat.postMessage names no message.", "chat.postMessage")
        self.meet(to, channel)
        return Receipt(channel, ts)

    async def _sent(self, address: str, body: Json) -> bool:
        session = self._client.session
        if session is None:
            return False
        try:
            async with session.post(address, json=body, proxy=self._client.proxy) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False


def _reader(fielding: Fielding, interview: Interview, turn: BotTurn) -> str:
    return fielding.facilitator if isinstance(turn, TellFacilitator) else interview.key.respondent


def _urgent(interview: Interview, turn: BotTurn) -> bool:
    """Whether somebody waits for it: not for an invitation, a reminder, or a word to the facilitator."""
    if isinstance(turn, TellFacilitator) or interview.invited_at is None:
        return False
    return not (isinstance(turn, Ask) and turn.lead is not None and turn.lead.name == "reminder")


def _notice(assessment: Assessment, notice: Notice) -> Json:
    """The metadata of a notice: what it is and, of a summary, about which part; the next try may count otherwise."""
    payload = {"assessment": assessment.id, "notice": notice.name, "part": notice.values.get("part", "")}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _content(message: Message) -> Json:
    return {"text": message.text, **({"blocks": message.blocks} if message.blocks else {})}


def _identity(interview: Interview, turn: BotTurn) -> Json:
    """The metadata of a turn's post: the same for every try, and for no other turn.

    The facilitator is told of many respondents, who may go on meanwhile: the number of a question is part of a question
    alone. `put_at` tells a question apart from one of an interview that was erased and begun again.
    """
    serial = next((waiting.serial for waiting in interview.undelivered if waiting.turn == turn), interview.serial)
    identity: Json = {
        "assessment": interview.key.assessment,
        "respondent": interview.key.respondent,
        "serial": serial,
    }
    if isinstance(turn, Ask) and interview.card is not None:
        identity |= {"number": turn.number, "put_at": str(interview.card.put_at)}
    return {"event_type": EVENT_TYPE, "event_payload": identity}
