"""What is said once only: a durable mark before each sending, Slack's receipt after it."""

from collections.abc import Awaitable, Callable
from typing import Literal

from msgspec.structs import replace

from bot.errors import OutcomeUnknown, SlackError
from bot.fieldwork.model import Assessment
from bot.interview.model import Receipt
from bot.interview.turns import Notice
from bot.operations.office import Office

Said = Literal["said", "already", "unsure"]
Saying = Callable[[], Awaitable[dict[str, Receipt]]]
"""Says something, and gives the receipt for each name it was said under."""


async def informed(office: Office, assessment: Assessment, notice: Notice, name: str = "") -> None:
    """Tells the facilitator once, under the notice's own name or this one; what may have arrived is looked up first.

    Raises the SlackError of a try that did not arrive, or of a look that Slack does not allow: nothing is said twice.
    """
    name = name or notice.name
    said = (await _present(office, assessment)).said
    if name in said and said[name] is None:
        found = await office.messenger.informed(assessment, notice)
        if found is not None:
            return await mark(office, assessment, {name: found})
        await unmark(office, assessment, (name,))

    async def say() -> dict[str, Receipt]:
        return {name: await office.messenger.inform(assessment, notice)}

    await once(office, assessment, name, say)
    return None


async def once(office: Office, assessment: Assessment, name: str, say: Saying, notes: tuple[str, ...] = ()) -> Said:
    """Says what was never said under this name; "unsure" where an earlier try may have arrived.

    `notes`, which tell what a try was like, are marked with it. Raises the SlackError of a try that surely did not
    arrive: it may then be made again.
    """
    said = (await _present(office, assessment)).said
    if name in said:
        return "unsure" if said[name] is None else "already"
    await mark(office, assessment, {name: None, **dict.fromkeys(notes)})
    try:
        receipts = await say()
    except OutcomeUnknown:
        return "unsure"
    except SlackError:
        await unmark(office, assessment, (name, *notes))
        raise
    await mark(office, assessment, dict(receipts))
    return "said"


async def mark(office: Office, assessment: Assessment, said: dict[str, Receipt | None]) -> None:
    """Notes what was said, or (None) that its sending begins."""

    def note(present: Assessment) -> tuple[Assessment, None]:
        return replace(present, said={**present.said, **said}), None

    await office.change_assessment(assessment.team, assessment.id, note)


async def unmark(office: Office, assessment: Assessment, names: tuple[str, ...]) -> None:
    """Notes that these were not said after all."""

    def note(present: Assessment) -> tuple[Assessment, None]:
        return replace(present, said={name: at for name, at in present.said.items() if name not in names}), None

    await office.change_assessment(assessment.team, assessment.id, note)


async def _present(office: Office, assessment: Assessment) -> Assessment:
    return await office.assessment(assessment.team, assessment.id) or assessment
