"""What the bot still has to say to a respondent, posted in order, each turn until Slack's receipt for it is kept.

A question may be posted twice (both copies carry one number, and either answers it); an invitation never is.
"""

import asyncio
import time
from collections.abc import Iterable

import structlog
from msgspec.structs import replace

from bot.errors import Refused, SlackError, StorageError
from bot.fieldwork.model import Assessment
from bot.interview.engine import delivered
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt, Undelivered
from bot.interview.turns import Ask, Tell, TellFacilitator
from bot.operations.office import Office

log = structlog.get_logger()

UNREACHABLE = frozenset(
    ("account_inactive", "user_not_found", "cannot_dm_bot", "channel_not_found", "is_archived", "user_disabled")
)
"""Slack's words for a respondent who cannot be written to."""
UNFIT = frozenset(("msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "no_text"))
"""Slack's words for a message that it will never take, whoever it is for."""
PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries of one delivery; what still waits then is left to the next sweep."""
AT_ONCE = 8
"""How many respondents are written to side by side."""
UNSURE = "unsure"
"""Noted where Slack would say: an invitation may or may not have arrived, and the bot may not look."""


async def deliver_all(office: Office, keys: Iterable[InterviewKey]) -> None:
    """Posts what waits in each of these interviews, several side by side; one that fails holds up no other."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def say(key: InterviewKey) -> None:
        async with slots:
            try:
                await deliver(office, key)
            except StorageError as error:
                log.error("not-delivered", assessment=key.assessment, kind=type(error).__name__)

    await asyncio.gather(*map(say, keys))


async def deliver(office: Office, key: InterviewKey) -> bool:
    """Posts all that waits to be said in this interview, in order. True when nothing waits any more."""
    async with office.speaking(key):
        for pause in (*PATIENCE, None):
            try:
                return await _all_said(office, key)
            except Refused as refused:
                await _note_unreachable(office, key, refused.code)
                return False
            except SlackError as error:
                log.warning("not-delivered", assessment=key.assessment, kind=type(error).__name__)
            if pause is not None:
                await asyncio.sleep(pause)
    return False


async def _all_said(office: Office, key: InterviewKey) -> bool:
    fielding = await office.fielding(key.team, key.assessment)
    put_off: set[int] = set()
    while fielding is not None:
        interview = await office.store.interview(key)
        first = (
            next((each for each in interview.undelivered if each.serial not in put_off), None) if interview else None
        )
        if interview is None or first is None:
            return not put_off
        try:
            receipt = None if _superseded(interview, first) else await _said(office, fielding, interview, first)
        except SlackError as error:
            if isinstance(first.turn, Tell) and isinstance(error, Refused) and error.code in UNFIT:
                log.error("not-said", assessment=key.assessment, code=error.code)
                await _keep(office, key, first, None)  # the next question does not wait for it
                continue
            if not isinstance(first.turn, TellFacilitator):
                raise
            log.error("facilitator-not-told", assessment=key.assessment, kind=type(error).__name__)
            put_off.add(first.serial)  # nobody's next question waits for the facilitator
        else:
            await _keep(office, key, first, receipt)
            await _note_reached(office, key, first, receipt)
    return True


async def _said(office: Office, fielding: Fielding, interview: Interview, waiting: Undelivered) -> Receipt:
    """Slack's receipt for a turn: of the copy an earlier try may have posted, else of a new one."""
    if waiting.sending:
        try:
            found = await office.messenger.find(fielding, interview, waiting.turn)
        except Refused:
            raise Refused(UNSURE) from None
        if found is not None:
            return found
    elif _once_only(interview, waiting):
        await office.store.change_interview(interview.key, lambda present: (_marked(present, waiting), None))
    return await office.messenger.post(fielding, interview, waiting.turn)


def _once_only(interview: Interview, waiting: Undelivered) -> bool:
    """Whether a second copy would be a second ping: an invitation, a reminder, a word to the facilitator."""
    match waiting.turn:
        case TellFacilitator():
            return True
        case Ask(lead=lead):
            return interview.invited_at is None or (lead is not None and lead.name == "reminder")
        case _:
            return False


def _marked(interview: Interview, sent: Undelivered) -> Interview:
    waiting = tuple(replace(each, sending=each.serial == sent.serial) for each in interview.undelivered)
    return replace(interview, undelivered=waiting)


def _superseded(interview: Interview, waiting: Undelivered) -> bool:
    """Whether a question waiting to be posted is no longer the one in hand."""
    turn = waiting.turn
    return isinstance(turn, Ask) and (interview.card is None or interview.card.number != turn.number)


async def _keep(office: Office, key: InterviewKey, said: Undelivered, receipt: Receipt | None) -> None:
    now = time.time()

    def keep(interview: Interview) -> tuple[Interview, None]:
        return delivered(interview, said.serial, receipt, now), None

    await office.store.change_interview(key, keep)


async def _note_reached(office: Office, key: InterviewKey, said: Undelivered, receipt: Receipt | None) -> None:
    """Takes the note off the roster that a respondent cannot be written to, once something has reached them."""
    assessment = await office.assessment(key.team, key.assessment)
    noted = assessment is not None and key.respondent in assessment.unreachable
    if not noted or receipt is None or isinstance(said.turn, TellFacilitator):
        return

    def forget(present: Assessment) -> tuple[Assessment, None]:
        left = {user: code for user, code in present.unreachable.items() if user != key.respondent}
        return replace(present, unreachable=left), None

    await office.change_assessment(key.team, key.assessment, forget)


async def _note_unreachable(office: Office, key: InterviewKey, code: str) -> None:
    """Notes on the roster why Slack does not deliver to this respondent; their turns go on waiting."""
    log.error("refused", assessment=key.assessment, code=code)
    if code not in UNREACHABLE and code != UNSURE:
        return

    def note(assessment: Assessment) -> tuple[Assessment, None]:
        return replace(assessment, unreachable={**assessment.unreachable, key.respondent: code}), None

    await office.change_assessment(key.team, key.assessment, note)
