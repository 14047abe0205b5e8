"""What the listeners share, and what becomes of a touch: a turn is kept first, everything else follows as an errand."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StorageError, Unreadable
from bot.fieldwork.draft import Filled, Step
from bot.interview.model import InterviewKey, Receipt
from bot.interview.outcome import Outcome
from bot.interview.turns import Inbound, Saying, Turn
from bot.operations.answering import addressed, follow_up, name_of, take
from bot.operations.office import Office
from bot.prompts.texts import Plain, Texts
from bot.questionnaire.model import Questionnaire
from bot.rendering.blocks import Json, Message
from bot.rendering.facilitating import private_message
from bot.rendering.notices import unreadable_blocks
from bot.settings import SHIPPED_PROMPTS
from bot.slack.errands import Errands
from bot.slack.home import Homes
from bot.slack.inbound import Touch
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People


def asked(own: Path | None = None) -> Questionnaire:
    """The questionnaire as its files are now, a firm's own laid over the shipped. Raises QuestionnaireError."""
    from bot.prompts.loading import load_questionnaire  # YAML comes with it: not for every start

    return load_questionnaire(SHIPPED_PROMPTS, own)


@dataclass(frozen=True)
class Edge:
    """The bot's side of the line. `clock` gives unix seconds.

    `facilitators` may start assessments, and everyone if there are none; `questionnaire` reads what one launched now
    would ask, and raises QuestionnaireError when that has a fault.
    """

    office: Office
    client: AsyncWebClient
    messenger: SlackMessenger
    texts: Texts
    homes: Homes
    clock: Callable[[], float]
    facilitators: tuple[str, ...] = ()
    questionnaire: Callable[[], Questionnaire] = asked
    errands: Errands = field(default_factory=Errands)
    left_open: dict[tuple[str, Step], Filled] = field(default_factory=dict)
    """By modal and step, what was typed in a form that was left with a fault in it; in memory only."""
    told: deque[str] = field(default_factory=lambda: deque(maxlen=256))
    """Deliveries whose senders were told why nothing came of them; Slack may bring them again."""

    @property
    def people(self) -> People:
        """Who everyone is to Slack."""
        return self.messenger.people


async def receive(edge: Edge, touch: Touch, turn: Turn) -> Outcome:
    """Takes a person's turn; on disk when this returns. What follows from it is said in an errand.

    Raises StorageError when it could not be kept; whoever sent it is then told so, once.
    """
    try:
        key = await _meant(edge, touch, turn)
        if key is None:
            edge.errands.start(edge.messenger.say(touch.user, edge.texts.render("home-none")))
            return Outcome("absent")
        outcome = await take(edge.office, key, Inbound(touch.key, turn), edge.clock())
    except StorageError:
        _tell_once(edge, touch, edge.texts.render("not-saved"))
        raise
    if outcome.kind == "unreadable":
        blocks = unreadable_blocks(edge.texts, key.assessment, await name_of(edge.office, key.team, key.assessment))
        _tell_once(edge, touch, await unreadable(edge, key), blocks)
        edge.errands.start(edge.homes.refresh(key.team, key.respondent))
    else:
        edge.errands.start(_follow(edge, key, outcome))
    return outcome


async def unreadable(edge: Edge, key: InterviewKey) -> str:
    """What someone is told whose answers cannot be read."""
    return edge.texts.render("unreadable", assessment=await name_of(edge.office, key.team, key.assessment))


async def absent(edge: Edge, key: InterviewKey) -> str:
    """What someone is told who has no interview: that they had it erased, or that nothing was asked."""
    return edge.texts.render("erased" if await _erased(edge, key) else "home-none")


async def tell(edge: Edge, touch: Touch, reply: str | None, name: str, **values: Plain) -> None:
    """Says a line to whoever did something, for their eyes alone."""
    await edge.messenger.answer(touch.user, reply, private_message(edge.texts, name, **values))


async def settle(edge: Edge, cards: Iterable[Receipt | None], message: Message) -> bool:
    """Turns finished cards into what became of them: whether Slack did it for at least one, so that it is told."""
    return any([await edge.messenger.redraw(card, message) for card in dict.fromkeys(cards) if card is not None])


async def _meant(edge: Edge, touch: Touch, turn: Turn) -> InterviewKey | None:
    if touch.assessment is not None:
        return InterviewKey(touch.team, touch.assessment, touch.user)
    words = turn.text if isinstance(turn, Saying) else ""
    return await addressed(edge.office, touch.team, touch.user, words, edge.clock())


async def _follow(edge: Edge, key: InterviewKey, outcome: Outcome) -> None:
    try:
        await follow_up(edge.office, key, outcome)
    except Unreadable:
        if outcome.kind != "erase":
            raise
        await edge.messenger.say(key.respondent, edge.texts.render("erased"))
        await edge.homes.refresh(key.team, key.respondent)
        return
    if outcome.kind == "absent" and not await _erased(edge, key):
        await edge.messenger.say(key.respondent, edge.texts.render("home-none"))
    await edge.homes.refresh(key.team, key.respondent)
    await edge.homes.follow(key)


async def _erased(edge: Edge, key: InterviewKey) -> bool:
    assessment = await edge.office.assessment(key.team, key.assessment)
    return assessment is not None and key.respondent in assessment.erased


def _tell_once(edge: Edge, touch: Touch, words: str, blocks: Sequence[Json] = ()) -> None:
    if touch.key not in edge.told:
        edge.told.append(touch.key)
        edge.errands.start(edge.messenger.say(touch.user, words, blocks))
