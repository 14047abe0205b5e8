"""What a respondent gets back once the summary is out; nobody is told of it, it waits in their Home."""

from collections.abc import Iterable

from bot.breadth.beside import Returned, beside
from bot.errors import Unreadable
from bot.interview.model import Fielding, Interview
from bot.operations.collecting import respondent
from bot.operations.facilitating import address
from bot.operations.office import Office
from bot.operations.summarising import posted_whole


async def returned(office: Office, found: Iterable[tuple[Fielding, Interview]]) -> dict[str, Returned]:
    """What the authors of these interviews may see of the summaries that are posted, by assessment id.

    Beside their own splits stand released figures alone, and only once all of them are in the channel. Whoever did not
    submit has no split that was counted.
    """
    seen = {}
    for fielding, interview in found:
        try:
            told = await posted_whole(office, interview.key.team, interview.key.assessment)
        except Unreadable:  # its facilitator is told
            continue
        if told is not None:
            release, channel, head = told
            own = respondent(fielding, interview) if interview.status == "submitted" else None
            link = await address(office, head) if head is not None else ""
            splits = beside(release, own) if own is not None else ()
            seen[interview.key.assessment] = Returned(channel, link, splits)
    return seen
