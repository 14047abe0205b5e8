"""How far an assessment is: who has finished, as counts alone."""

from collections import Counter
from collections.abc import Collection, Iterable

from msgspec import Struct

from bot.fieldwork.model import Assessment
from bot.interview.model import Interview


class Standing(Struct, frozen=True):
    """How many were invited and where they are; the last six make up the first.

    `done` have submitted, `started` are under way or broke off, `declined` said no or had their answers erased; nobody
    knows where the `unreadable` are, as what is kept of them cannot be read.
    """

    invited: int
    done: int
    started: int
    not_opened: int
    declined: int
    unreachable: int
    unreadable: int = 0

    @property
    def waiting(self) -> int:
        """How many may still answer."""
        return self.started + self.not_opened


def standing(assessment: Assessment, interviews: Iterable[Interview], unreadable: Collection[str] = ()) -> Standing:
    """Where everyone on the roster is. What was answered plays no part in it."""
    statuses = dict.fromkeys(unreadable, "unreadable")
    statuses |= {interview.key.respondent: interview.status for interview in interviews}
    counts = Counter(_place(assessment, person.user, statuses.get(person.user)) for person in assessment.roster)
    return Standing(
        invited=len(assessment.roster),
        done=counts["done"],
        started=counts["started"],
        not_opened=counts["not opened"],
        declined=counts["declined"],
        unreachable=counts["unreachable"],
        unreadable=counts["unreadable"],
    )


def _place(assessment: Assessment, user: str, status: str | None) -> str:
    match status:
        case "submitted":
            return "done"
        case "answering" | "paused" | "stopped":
            return "started"
        case "declined":
            return "declined"
        case "unreadable":
            return "unreadable"
        case _ if user in assessment.erased:
            return "declined"
        case _:
            return "unreachable" if is_unreached(assessment, user, status) else "not opened"


def is_unreached(assessment: Assessment, user: str, status: str | None) -> bool:
    """Whether nothing is known to have reached this person: whoever has begun was reached, whatever came after."""
    return user in assessment.unreachable and status in ("invited", None)
