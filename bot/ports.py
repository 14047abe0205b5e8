"""The two Protocols operations need of the world: a Store that remembers and a Messenger that speaks."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.turns import BotTurn

R = TypeVar("R")


class Store(Protocol):
    """Keeps interviews and assessments. When a method that changes something returns, the change is on disk.

    Every method raises a StorageError when it cannot keep its promise; nothing is then half done.
    """

    async def create_interview(self, interview: Interview) -> bool:
        """Keeps a new interview; False, changing nothing, when there is one under its key already."""

    async def change_interview(self, key: InterviewKey, change: Callable[[Interview], tuple[Interview, R]]) -> R:
        """Runs `change` under the interview's lock, keeps what is new, returns the result. KeyError when absent."""

    async def interview(self, key: InterviewKey) -> Interview | None:
        """The interview as it stands, or None."""

    def interviews(self, team: str, assessment: str) -> Iterator[Interview]:
        """Every interview of an assessment, by respondent id."""

    async def erase_interview(self, key: InterviewKey) -> None:
        """Removes every trace of an interview; nothing happens when there is none."""

    async def create_assessment(self, assessment: Assessment) -> bool:
        """Keeps a new assessment; False, changing nothing, when there is one with its id already."""

    async def change_assessment(
        self,
        team: str,
        assessment: str,
        change: Callable[[Assessment], tuple[Assessment, R]],
    ) -> R:
        """Runs `change` under this assessment's lock, keeps the new one, returns the result. KeyError when absent."""

    async def assessment(self, team: str, assessment: str) -> Assessment | None:
        """The assessment as it stands, or None."""

    async def erase_assessment(self, team: str, assessment: str) -> None:
        """Removes an assessment with every interview of it; nothing happens when there is none."""

    def assessments(self, team: str) -> tuple[str, ...]:
        """The ids of a team's assessments, sorted."""

    def assessments_of(self, team: str, respondent: str) -> tuple[str, ...]:
        """The ids of the assessments a respondent has an interview in, sorted: one stat an assessment."""


class Messenger(Protocol):
    """Says things in Slack. Values in, receipts out; how they look is the edge's business.

    Raises bot.errors.SlackError: Refused for good, NotNow to be tried again, or OutcomeUnknown.
    """

    async def post(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt:
        """Posts a turn to the respondent (or, a TellFacilitator, to the facilitator) in their direct messages.

        A turn that waits in `interview.undelivered` carries its serial, by which `find` knows it again.
        """

    async def find(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt | None:
        """The receipt of a turn that an earlier try may have posted; None when it is surely not there.

        Raises Refused when Slack does not let the bot look, or the bot does not know where.
        """

    async def settle(self, fielding: Fielding, interview: Interview, turn: BotTurn, posted: Receipt) -> None:
        """Turns the card of an answered question into its receipt. Cosmetic: failing is harmless."""
