"""What became of a turn."""

from typing import Literal

from msgspec import Struct

from bot.interview.model import Interview, Receipt
from bot.questionnaire.answers import Rejection
from bot.questionnaire.routing import Step


class Settled(Struct, frozen=True):
    """A card that is no longer the question in hand: its step, and where it stands in Slack."""

    step: Step
    posted: Receipt


class Outcome(Struct, frozen=True):
    """accepted: an answer counts. rejected: it does not fit, for `rejections`. stale: meant for an earlier question.

    repeated: a delivery seen before. noted: something other than an answer was done. closed: the deadline has passed.
    erase: all of this person's answers are to be erased. absent: there is no such interview.
    unreadable: its file cannot be read. `settled` is the card to be turned into its receipt.
    """

    kind: Literal["accepted", "rejected", "stale", "repeated", "noted", "closed", "erase", "absent", "unreadable"]
    rejections: tuple[Rejection, ...] = ()
    settled: Settled | None = None


class Advance(Struct, frozen=True):
    """The interview after a turn, and what became of the turn."""

    interview: Interview
    outcome: Outcome
