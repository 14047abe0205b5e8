"""The assessment as a value: its settings, its roster, its life."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.interview.model import Fielding, Receipt, Role
from bot.questionnaire.model import Group

Life = Literal["open", "closed"]


class Invitee(Struct, frozen=True):
    """A respondent on the roster: Slack's user id, the role they hold (None: none in scope) and their group."""

    user: str
    role: str | None
    group: Group
    timezone: str = ""


class Assessment(Struct, frozen=True):
    """One fielding of a questionnaire to a roster. `erased` lists respondents who had their answers erased.

    `unreachable` gives Slack's word for why a respondent cannot be written to. `said` has what is said once only, by
    name: Slack's receipt, or None while the sending may or may not have happened. `left_out` are roles that nobody is
    asked about, as the few who hold them have not agreed.
    """

    team: str
    id: str
    fielding: Fielding
    channel: str
    roster: tuple[Invitee, ...]
    opened_at: float
    life: Life = "open"
    erased: tuple[str, ...] = ()
    unreachable: dict[str, str] = {}
    sample: bool = False
    said: dict[str, Receipt | None] = {}
    left_out: tuple[Role, ...] = ()

    def opens_as(self, other: "Assessment") -> bool:
        """Whether both were opened with rosters that say the same; what is asked may have been reworded since.

        The deadline of a sample says nothing: "in 14 days" is another day on each day it is opened.
        """
        mine, theirs = self.fielding, other.fielding
        mine = replace(mine, deadline=theirs.deadline) if self.sample else mine
        asked, asks = mine.questionnaire, theirs.questionnaire
        return (
            (asked.id, asked.wording.language) == (asks.id, asks.wording.language)
            and replace(mine, questionnaire=asks) == theirs
            and (self.channel, self.roster, self.left_out) == (other.channel, other.roster, other.left_out)
            and self.sample is other.sample
        )

    def invitee(self, user: str) -> Invitee | None:
        """The respondent's line on the roster, if they are on it."""
        return next((person for person in self.roster if person.user == user), None)

    def takes_answers(self, now: float) -> bool:
        """Whether anybody can still answer at `now`: neither closed nor past its deadline."""
        return self.life == "open" and now < self.fielding.deadline
