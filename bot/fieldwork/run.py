"""An assessment as whoever runs it sees it: who has finished, never what was said."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from bot.fieldwork.model import Assessment
from bot.fieldwork.standing import Standing, is_unreached, standing
from bot.interview.model import Interview


class Run(Struct, frozen=True):
    """An assessment, its counts, who is done, who may still be and who was not reached, by user id, as on the roster.

    `link` leads to the posted summary: empty where Slack does not say where that stands, None while it is not posted.
    `preview` leads to its newest preview, empty where there is none or Slack does not say. `ended`: nobody can answer
    any more. `blank`: nobody can, and too few have for a summary to show anything.
    """

    assessment: Assessment
    standing: Standing
    done: tuple[str, ...]
    waiting: tuple[str, ...]
    unreached: tuple[str, ...] = ()
    link: str | None = None
    preview: str = ""
    ended: bool = False
    blank: bool = False


def run_of(
    assessment: Assessment, interviews: Sequence[Interview], now: float, unreadable: Collection[str] = ()
) -> Run:
    """The assessment as it stands with these interviews; what its summary shows and where it stands is to be added.

    `unreadable` are people whose interview cannot be read: nobody knows whether they are done.
    """
    statuses = {interview.key.respondent: interview.status for interview in interviews}
    people = [person.user for person in assessment.roster if person.user not in assessment.erased]
    done = tuple(user for user in people if statuses.get(user) == "submitted")
    over = {*done, *(user for user in people if statuses.get(user) == "declined")}
    waiting = [user for user in people if user not in over and user not in unreadable]
    unreached = tuple(user for user in waiting if is_unreached(assessment, user, statuses.get(user)))
    still = tuple(user for user in waiting if user not in unreached)
    ended = not assessment.takes_answers(now)
    return Run(assessment, standing(assessment, interviews, unreadable), done, still, unreached, ended=ended)
