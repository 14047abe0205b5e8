"""An assessment is prepared: each step the facilitator fills in is kept, until it is launched."""

from contextlib import suppress

from bot.errors import StorageError
from bot.fieldwork.draft import Draft, Filled, fill, fits
from bot.operations.office import Office
from bot.questionnaire.answers import Rejection


async def draft_of(office: Office, team: str, user: str, draft_id: str) -> Draft | None:
    """The draft of this id if it is this person's and not launched yet; nobody else's business otherwise."""
    draft = await office.store.draft(team, draft_id)
    if draft is None or draft.facilitator != user or await office.assessment(team, draft_id) is not None:
        return None
    return draft


async def drafts_of(office: Office, team: str, user: str) -> list[Draft]:
    """Everything this person has in the making, by id. What cannot be read is left out; the store has told of it."""
    found = []
    for draft_id in office.store.drafts(team):
        with suppress(StorageError):
            draft = await office.store.draft(team, draft_id)
            found += [draft] if draft is not None and draft.facilitator == user else []
    return found


async def begin_draft(office: Office, draft: Draft, filled: Filled, now: float) -> Draft | tuple[Rejection, ...]:
    """The draft with its first step, on disk; sent again by the same form, it is the same draft."""
    first = fill(draft, filled, now)
    if not isinstance(first, Draft) or await office.store.create_draft(first):
        return first

    def change(present: Draft) -> tuple[Draft, Draft]:
        after = first if present.revision == first.revision else present
        return after, after

    return await office.store.change_draft(draft.team, draft.id, change)


async def take_step(
    office: Office, draft: Draft, revision: int, filled: Filled, now: float
) -> Draft | tuple[Rejection, ...] | None:
    """The draft with one more step filled in, on disk; or what is wrong with the step.

    None for a step filled in on what is no longer the draft's newest state: another `revision`, other roles.
    Raises NotSaved when it could not be kept.
    """

    def change(present: Draft) -> tuple[Draft, Draft | tuple[Rejection, ...] | None]:
        if present.revision != revision or not fits(present, filled):
            return present, None
        after = fill(present, filled, now)
        return (after, after) if isinstance(after, Draft) else (present, after)

    return await office.store.change_draft(draft.team, draft.id, change)
