"""A release told to its taskforce: previewed, then posted part by part, each at most once."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from itertools import count, takewhile
from typing import Literal, TypeVar

import structlog
from msgspec import Struct

from bot.breadth.released import Release
from bot.breadth.telling import FIRST, GROUPS, PICTURE, parts
from bot.errors import Refused, SlackError
from bot.fieldwork.model import Assessment
from bot.interview.model import Receipt
from bot.interview.turns import Notice
from bot.operations.closing import latest
from bot.operations.office import Office
from bot.operations.saying import Said, informed, mark, once
from bot.ports import Place

log = structlog.get_logger()

R = TypeVar("R")

PICTURED = (FIRST, PICTURE, GROUPS)
"""The parts that show a picture."""
PREVIEW = "preview-"
"""What an assessment notes its previews under begins with this; then comes a number."""
NOT_THERE = Receipt("", "")
"""Stands for a try that, as the facilitator has seen, did not arrive."""
WITH_PICTURE = "+picture"
"""What a try of the first part is noted under, behind its name, that carries the picture."""
ASKED = "?"
"""What the question whether a try arrived is noted under, behind the name of the try."""
PATIENCE = (0.5, 1.0, 2.0)
"""Seconds between the tries of an upload, and of a post whose picture Slack still works on."""


class Way(Struct, frozen=True):
    """How a part is told: with an uploaded picture, or `plain`, without all that Slack may refuse."""

    picture: str = ""
    plain: bool = False


class Posted(Struct, frozen=True):
    """What became of posting a summary, and where it stands, if that is known.

    "unsure" when a part may or may not have arrived: only the facilitator's word moves it on. `asked` is where they
    were asked for it before, if they were.
    """

    link: str | None
    state: Literal["posted", "already", "unsure"]
    asked: Receipt | None = None


class Telling(Struct, frozen=True):
    """An assessment as it stands, and the release of it that is told."""

    assessment: Assessment
    release: Release

    def name(self, part: str) -> str:
        """What a part of this release is marked as said under: each try that did not arrive leaves it to the next."""
        first = f"{self.release.number}/{part}"
        tries = (first if number == 1 else f"{first}#{number}" for number in count(1))
        return next(name for name in tries if self.assessment.said.get(name) != NOT_THERE)

    def receipt(self, part: str) -> Receipt | None:
        """Where a part stands; None while it was not posted, or nobody knows."""
        return self.assessment.said.get(self.name(part))

    def head(self) -> Receipt | None:
        """Where the summary is known to stand: its first part, or the next one where only that one's place is known."""
        receipts = (self.receipt(part) for part in parts(self.release))
        return next((receipt for receipt in receipts if receipt is not None and receipt.ts), None)

    def unsure(self) -> str | None:
        """The part that may or may not have arrived, if there is one."""
        said = self.assessment.said
        names = map(self.name, parts(self.release))
        return next((name for name in names if name in said and said[name] is None), None)


async def preview(office: Office, team: str, assessment_id: str, to_user: str, *, anew: bool = True) -> None:
    """Shows the first message with its picture to one person alone. KeyError before the close.

    Not `anew`, one that was shown before will do: however often it is asked for, there is one.
    """
    async with office.releasing(team, assessment_id):
        telling = await _telling(office, team, assessment_id)
        shown = previews(telling.assessment)
        if anew or not shown:
            picture = await _uploaded(office, telling, FIRST)
            receipt = await _patiently(FIRST, picture, partial(_tell, office, telling, FIRST, Place(to_user)))
            await mark(office, telling.assessment, {f"{PREVIEW}{1 + len(shown)}": receipt})


def previews(assessment: Assessment) -> tuple[Receipt, ...]:
    """Where its previews stand, the newest last."""
    names = takewhile(assessment.said.__contains__, (f"{PREVIEW}{number}" for number in count(1)))
    return tuple(receipt for name in names if (receipt := assessment.said[name]) is not None)


def questions(assessment: Assessment) -> tuple[Receipt, ...]:
    """Where it was asked whether a part arrived."""
    asked = (receipt for name, receipt in assessment.said.items() if name.endswith(ASKED))
    return tuple(receipt for receipt in asked if receipt is not None)


async def post(office: Office, team: str, assessment_id: str) -> Posted:
    """Posts the summary to the taskforce channel, from where an earlier try was cut short. KeyError before the close.

    Raises the SlackError of a part that surely did not arrive; posting again goes on from there.
    """
    async with office.releasing(team, assessment_id):
        return await _post(office, await _telling(office, team, assessment_id))


async def send_again(office: Office, team: str, assessment_id: str, part: str) -> Posted:
    """Posts on, beginning with the part that may have arrived: the facilitator has seen that it did not.

    `part` is the try they were asked about; where it is settled by now, or was sent again before, nothing is: a second
    click, or one taken up after a crash, asks about the newest try.
    """
    async with office.releasing(team, assessment_id):
        telling = await _telling(office, team, assessment_id)
        if telling.unsure() == part:
            await mark(office, telling.assessment, {part: NOT_THERE})
        return await _post(office, telling)


async def it_is_there(office: Office, team: str, assessment_id: str, part: str) -> Posted:
    """Posts on after the part that may have arrived: the facilitator has seen it in the channel.

    Where that is the first, whose place nobody can look up, the next one stands in the channel too, says what it
    belongs to, and has the others in its thread.
    """
    async with office.releasing(team, assessment_id):
        telling = await _telling(office, team, assessment_id)
        if telling.unsure() == part:
            pictured = part + WITH_PICTURE in telling.assessment.said
            seen = (part, telling.name(PICTURE)) if pictured else (part,)
            await mark(office, telling.assessment, dict.fromkeys(seen, Receipt(telling.assessment.channel, "")))
        return await _post(office, telling)


def posted_at(assessment: Assessment, release: Release) -> Receipt | None:
    """Where the summary stands; None while it is not posted, or nobody knows where."""
    return Telling(assessment, release).head()


async def posted_whole(office: Office, team: str, assessment_id: str) -> tuple[Release, str, Receipt | None] | None:
    """The release of which every part stands in the channel, which channel, and where there; None if none does."""
    assessment = await office.assessment(team, assessment_id)
    release = await latest(office, team, assessment_id)
    telling = Telling(assessment, release) if assessment is not None and release is not None else None
    if telling is None or not _whole(telling):
        return None
    return telling.release, telling.assessment.channel, telling.head()


def _whole(telling: Telling) -> bool:
    return all(telling.receipt(part) for part in parts(telling.release))


async def resume(office: Office, team: str, assessment_id: str) -> None:
    """Goes on with a posting that was cut short; where it is unsure, the facilitator is asked, once."""
    async with office.releasing(team, assessment_id):
        telling = await _telling(office, team, assessment_id)
        begun = telling.name(FIRST) in telling.assessment.said
        if begun and telling.unsure() is not None:
            await _ask(office, telling)
        elif begun and not _whole(telling):
            await _post(office, telling)


async def _telling(office: Office, team: str, assessment_id: str) -> Telling:
    assessment = await office.assessment(team, assessment_id)
    release = await latest(office, team, assessment_id)
    if assessment is None or release is None:
        raise KeyError(assessment_id)
    return Telling(assessment, release)


async def _post(office: Office, telling: Telling) -> Posted:
    state: Literal["posted", "already"] = "already"
    for part in parts(telling.release):
        telling = await _as_it_stands(office, telling)
        match await _posted(office, telling, part):
            case "said":
                state = "posted"
            case "unsure":
                telling = await _as_it_stands(office, telling)
                asked = telling.assessment.said.get(f"{telling.unsure()}{ASKED}")
                await _ask(office, telling)
                return Posted(await _link(office, telling), "unsure", asked)
            case "already":
                pass
    return Posted(await _link(office, telling), state)


async def _as_it_stands(office: Office, telling: Telling) -> Telling:
    present = await office.assessment(telling.assessment.team, telling.assessment.id)
    return Telling(present or telling.assessment, telling.release)


async def _posted(office: Office, telling: Telling, part: str) -> Said:
    """One part posted in its place. A first message without its picture leaves the picture to the thread.

    Each try is marked by itself: whoever is killed while Slack still works on a picture leaves nothing in doubt.
    """
    name, place = telling.name(part), _place(telling, part)
    picture = await _uploaded(office, telling, part) if name not in telling.assessment.said else ""

    async def said(way: Way) -> Said:
        both = part == FIRST and way.picture != ""

        async def say() -> dict[str, Receipt]:
            receipt = await _tell(office, telling, part, place, way)
            shown = (FIRST, PICTURE) if both else (part,)
            return {telling.name(each): receipt for each in shown}

        return await once(office, telling.assessment, name, say, (name + WITH_PICTURE,) if both else ())

    return await _patiently(part, picture, said)


def _place(telling: Telling, part: str) -> Place:
    """The channel, or there the thread of what was posted first."""
    head = telling.head()
    return Place(telling.assessment.channel, head.ts if head is not None and part != FIRST else "")


async def _tell(office: Office, telling: Telling, part: str, place: Place, way: Way) -> Receipt:
    said = office.messenger.tell
    return await said(telling.assessment, telling.release, part, place, picture=way.picture, plain=way.plain)


async def _patiently(part: str, picture: str, say: Callable[[Way], Awaitable[R]]) -> R:
    """Says a part, again while Slack refuses its picture, in the end without it and in plain words."""
    if picture or part not in PICTURED:
        for pause in (*PATIENCE, None) if picture else (None,):
            try:
                return await say(Way(picture))
            except Refused as refused:
                if refused.code != "invalid_blocks":
                    raise
            if pause is not None:
                await asyncio.sleep(pause)
    return await say(Way(plain=True))


async def _uploaded(office: Office, telling: Telling, part: str) -> str:
    """The picture's file; "" where there is none, or Slack does not take it: the words stand without it."""
    if part not in PICTURED:
        return ""
    for pause in (*PATIENCE, None):
        try:
            return await office.messenger.upload(telling.assessment, telling.release, part)
        except SlackError as error:
            log.warning("picture not uploaded", assessment=telling.assessment.id, kind=type(error).__name__)
            if isinstance(error, Refused):
                break
        if pause is not None:
            await asyncio.sleep(pause)
    return ""


async def _ask(office: Office, telling: Telling) -> None:
    """Asks the facilitator, once for each try, whether the part of unknown outcome is there."""
    notice = Notice("summary-unsure", {"channel": telling.assessment.channel, "part": telling.unsure() or ""})
    await informed(office, telling.assessment, notice, f"{telling.unsure()}{ASKED}")


async def _link(office: Office, telling: Telling) -> str | None:
    """The address of what is posted; None where Slack does not tell: it stands there without that too."""
    head = (await _as_it_stands(office, telling)).head()
    with suppress(SlackError):
        return await office.messenger.link(head) if head is not None else None
    return None
