"""The two Protocols operations need of the world: a Store that remembers and a Messenger that speaks."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from msgspec import Struct

from bot.breadth.released import Release
from bot.fieldwork.deeds import Deeds
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.turns import BotTurn, Notice

R = TypeVar("R")


class Place(Struct, frozen=True):
    """Where something is posted: a channel or a person, and the message whose thread it belongs to, if any."""

    to: str
    thread: str = ""


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

    async def keep_release(self, team: str, assessment: str, release: Release) -> Release:
        """Keeps a release for good; gives the one kept before under its number, where there is one."""

    async def release(self, team: str, assessment: str) -> Release | None:
        """The latest release of an assessment, or None."""

    async def erase_assessment(self, team: str, assessment: str) -> None:
        """Removes an assessment with every interview of it; nothing happens when there is none."""

    async def create_draft(self, draft: Draft) -> bool:
        """Keeps a new draft; False, changing nothing, when there is one with its id already."""

    async def change_draft(self, team: str, draft: str, change: Callable[[Draft], tuple[Draft, R]]) -> R:
        """Runs `change` under this draft's lock, keeps the new one, returns the result. KeyError when absent."""

    async def draft(self, team: str, draft: str) -> Draft | None:
        """The draft as it stands, or None. It stays after the launch, beside the assessment of the same id."""

    async def erase_draft(self, team: str, draft: str) -> bool:
        """Removes a draft; False, changing nothing, where there is none or it was launched."""

    def drafts(self, team: str) -> tuple[str, ...]:
        """The ids of a team's drafts that were not launched yet, sorted."""

    async def change_deeds(self, team: str, change: Callable[[Deeds], Deeds]) -> None:
        """Runs `change` on what waits to be done in a team, and keeps what it makes of it."""

    async def deeds(self, team: str) -> Deeds:
        """What waits to be done in a team; nothing, where nothing was ever asked."""

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

    async def upload(self, assessment: Assessment, release: Release, part: str) -> str:
        """Draws and uploads the picture of a part of a release's summary; the file's id.

        The file is seen by nobody until a message shows it.
        """

    async def tell(
        self,
        assessment: Assessment,
        release: Release,
        part: str,
        place: Place,
        *,
        picture: str = "",
        plain: bool = False,
    ) -> Receipt:
        """Posts one part of a release's summary, as `breadth.telling` names them, with its uploaded picture.

        `plain` leaves out all that Slack may refuse: pictures and tables become words. To a person the first part is a
        preview, with the button that posts it.
        """

    async def inform(self, assessment: Assessment, notice: Notice) -> Receipt:
        """Tells the facilitator something about the assessment as a whole, with what can be done about it."""

    async def informed(self, assessment: Assessment, notice: Notice) -> Receipt | None:
        """The receipt of a notice that an earlier try may have posted, whatever it counted; None when it is not there.

        Raises Refused when Slack does not let the bot look, or the bot does not know where.
        """

    async def link(self, receipt: Receipt) -> str:
        """The address of what was posted."""
