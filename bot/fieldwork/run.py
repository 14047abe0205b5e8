"""An assessment as whoever runs it sees it: who has finished, never what was said."""

from collections.abc import Sequence

from msgspec import Struct

from bot.fieldwork.model import Assessment
from bot.fieldwork.standing import Standing, standing
from bot.interview.model import Interview


class Run(Struct, frozen=True):
    """An assessment, its counts, who is done and who may still be, by user id in the roster's order.

    `link` leads to the posted summary, where there is one.
    """

    assessment: Assessment
    standing: Standing
    done: tuple[str, ...]
    waiting: tuple[str, ...]
    link: str | None = None


def run_of(assessment: Assessment, interviews: Sequence[Interview], link: str | None = None) -> Run:
    """The assessment as it stands with these interviews."""
    statuses = {interview.key.respondent: interview.status for interview in interviews}
    people = [person.user for person in assessment.roster if person.user not in assessment.erased]
    done = tuple(user for user in people if statuses.get(user) == "submitted")
    over = {*done, *(user for user in people if statuses.get(user) == "declined"), *assessment.unreachable}
    waiting = tuple(user for user in people if user not in over)
    return Run(assessment, standing(assessment, interviews), done, waiting, link)
