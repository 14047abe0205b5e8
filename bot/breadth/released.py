"""A release as a value: the only figures anyone is ever shown. Splits and points are multiples of 5."""

from typing import Literal

from msgspec import Struct

from bot.breadth.change import ChangeBand, Way
from bot.breadth.disagreement import DisagreementBand
from bot.breadth.evidence import Tag
from bot.breadth.gap import GapLabel, Pair
from bot.breadth.ownership import Flag
from bot.breadth.ranking import Kind
from bot.breadth.tension import Axis, BreadthBand, TensionBand
from bot.questionnaire.model import Accountability, Group

Points = tuple[int, int, int, int]
VoteWord = Literal["nearly everyone", "most", "about half or more", "nobody, say most", "disputed"]
DisputeWord = Literal["nearly everyone", "some", "at least"]


class NoAnswers(Struct, frozen=True, tag="no-answers"):
    """Nobody answered: "no answers"."""


class TooFew(Struct, frozen=True, tag="too-few"):
    """Fewer answers than `floor`: "shown from 3 answers". Higher where these few would give one another away."""

    floor: int


class Alike(Struct, frozen=True, tag="alike"):
    """All answers, or all but one, are the same split: "nearly everyone sees it alike"."""


class GroupPicture(Struct, frozen=True):
    """One group's average; None: nearly everyone in it sees it alike."""

    group: Group
    split: Points | None
    early: bool


class ReleasedGap(Struct, frozen=True):
    """How far two groups are apart; no points for a small gap."""

    groups: Pair
    points: int | None
    label: GapLabel
    evidence: Tag | None


class Shown(Struct, frozen=True, tag="shown"):
    """What may be told about one role at one moment.

    An `early` signal (fewer than 5 answers) has words but no points. `headline` is the axis of the largest tension, the
    only one told in points; None where it has none. Points stand from 20 up. `most_apart` is where views on a contested
    role differ most. `camps` are the averages of two camps, the larger first; None where there are none, or one
    is too small or all alike. `apart`: how far the groups' averages of one accountability lie apart, from 20 up.
    """

    split: Points
    early: bool
    tension: dict[Axis, TensionBand]
    headline: Axis | None
    headline_points: int | None
    headline_evidence: Tag | None
    breadth: BreadthBand
    all_four: bool
    disagreement: DisagreementBand
    disagreement_points: int | None
    disagreement_evidence: Tag | None
    most_apart: Accountability | None
    camps: tuple[Points, Points] | None
    groups: tuple[GroupPicture, ...]
    gaps: tuple[ReleasedGap, ...]
    apart: dict[Accountability, int]
    leans: bool

    def no_time_with(self, axis: Axis) -> bool:
        """Whether, as shown, the role spends no time with existing customers or with prospects."""
        servicing, farming, hunting, sourcing = self.split
        return (axis == "existing" and servicing + farming == 0) or (axis == "prospects" and hunting + sourcing == 0)


CellPicture = NoAnswers | TooFew | Alike | Shown


class ReleasedChange(Struct, frozen=True):
    """The change wanted of a role; points from 10 up; `agreed` has the accountabilities three in four move alike."""

    band: ChangeBand
    points: int | None
    agreed: dict[Accountability, Way]
    early: bool


class ReleasedRole(Struct, frozen=True):
    """One role's pictures; no change where one of them is not shown."""

    name: str
    as_is: CellPicture
    to_be: CellPicture
    change: ReleasedChange | None


class ReleasedVotes(Struct, frozen=True):
    """How the votes on one question fall, in words: "most name IS". `named`: a role, `nobody`, `several`, or None.

    Flags stand beside "disputed" alone.
    """

    word: VoteWord
    named: str | None
    flags: tuple[Flag, ...]
    evidence: Tag | None


class Dispute(Struct, frozen=True):
    """How many use a word differently: nearly everyone, some, or at least so many (a multiple of 5)."""

    word: DisputeWord
    count: int = 0


class Conflict(Struct, frozen=True):
    """One item worth discussing: its place among all shown ones, the places it takes without any one person.

    No such places where it is told of few: its own place is that of the words it is told in.
    """

    rank: int
    range: tuple[int, int] | None
    kind: Kind
    of: str
    axis: Axis | None
    groups: Pair | None
    points: int | None
    evidence: Tag | None


class Release(Struct, frozen=True):
    """One frozen, numbered release.

    Roles come the most contested to-be first. `left_out` are roles whose few holders have not agreed to be discussed.
    `owners` and `today` have None where fewer than 5 answered. `comparisons` counts the gaps shown.
    """

    number: int
    answered: int
    invited: int
    roles: tuple[ReleasedRole, ...]
    left_out: tuple[str, ...]
    owners: dict[Accountability, ReleasedVotes | None]
    today: dict[str, ReleasedVotes | None]
    disputes: dict[Accountability, Dispute]
    comments: dict[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    comparisons: int
