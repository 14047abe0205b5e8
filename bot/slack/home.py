"""The app's Home: shown when it is opened, and again whenever one of a person's interviews has changed its status."""

from collections.abc import Callable

from slack_sdk.web.async_client import AsyncWebClient

from bot.interview.model import InterviewKey
from bot.operations.answering import Belongings, belongings, erased_of
from bot.operations.drafting import drafts_of
from bot.operations.facilitating import runs_of
from bot.operations.launching import may_start
from bot.operations.office import Office
from bot.operations.returning import returned
from bot.operations.unreadable import lost_to
from bot.prompts.texts import Texts
from bot.rendering.facilitating import runs_blocks
from bot.rendering.home import home_view
from bot.slack.calls import call

Statuses = tuple[tuple[str, str], ...]


class Homes:
    """The Homes opened since the bot started, by team and user, each with the statuses it shows."""

    def __init__(
        self,
        office: Office,
        client: AsyncWebClient,
        texts: Texts,
        clock: Callable[[], float],
        facilitators: tuple[str, ...] = (),
    ) -> None:
        self._office = office
        self._client = client
        self._texts = texts
        self._clock = clock
        self._facilitators = facilitators
        self._shown: dict[tuple[str, str], Statuses] = {}
        self._followed: dict[InterviewKey, str] = {}

    async def open(self, team: str, user: str) -> None:
        """Shows a person's Home as it stands."""
        await self._publish(team, user, await belongings(self._office, team, user))

    async def refresh(self, team: str, user: str) -> None:
        """Shows it again if it was opened before and a status in it has changed."""
        if (team, user) not in self._shown:
            return
        own = await belongings(self._office, team, user)
        if _statuses(own) != self._shown[team, user]:
            await self._publish(team, user, own)

    async def follow(self, key: InterviewKey) -> None:
        """Shows whoever runs an assessment how it stands once somebody's status in it has changed."""
        fielding = await self._office.fielding(key.team, key.assessment)
        interview = await self._office.store.interview(key)
        status = interview.status if interview is not None else "erased"
        if fielding is not None and self._followed.get(key) != status:
            self._followed[key] = status
            await self.redraw(key.team, fielding.facilitator)

    async def redraw(self, team: str, user: str) -> None:
        """Shows it again if it was opened before: something that they run has moved on."""
        if (team, user) in self._shown:
            await self.open(team, user)

    async def _publish(self, team: str, user: str, own: Belongings) -> None:
        self._shown[team, user] = _statuses(own)
        runs = await runs_of(self._office, team, user, self._clock())
        drafts = await drafts_of(self._office, team, user)
        may = may_start(self._facilitators, user)
        erased = await erased_of(self._office, team, user)
        lost = await lost_to(self._office, team, user)
        shown = runs_blocks(self._texts, runs, drafts, may_start=may, lost=lost)
        unread, back = own.unreadable, await returned(self._office, own.found)
        view = home_view(
            self._texts, own.found, self._clock(), unreadable=unread, erased=erased, runs=shown, returned=back
        )
        await call(self._client, "views.publish", {"user_id": user, "view": view}, attempts=2)


def _statuses(own: Belongings) -> Statuses:
    read = ((interview.key.assessment, interview.status) for _, interview in own.found)
    return (*read, *((assessment, "unreadable") for assessment in own.unreadable))
