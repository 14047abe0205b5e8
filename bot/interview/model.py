"""The interview as a value: who, where in the questionnaire, what was answered, what is still to be said."""

from typing import Literal

from msgspec import Struct

from bot.interview.turns import BotTurn, Stage
from bot.questionnaire.answers import Answer
from bot.questionnaire.model import Accountability, Form, Group, Questionnaire, Term
from bot.questionnaire.routing import Step

Status = Literal["invited", "answering", "paused", "submitted", "declined", "stopped"]
"""invited: the consent card is out. paused: "later". declined: a refusal. stopped: a break-off, may be resumed."""

STATUSES: tuple[Status, ...] = (
    "invited",
    "answering",
    "paused",
    "submitted",
    "declined",
    "stopped",
)


class InterviewKey(Struct, frozen=True):
    """Where an interview is kept: Slack's team id, the assessment's id, the respondent's user id."""

    team: str
    assessment: str
    respondent: str


class Receipt(Struct, frozen=True):
    """Slack's channel and `ts` of what was really posted."""

    channel: str
    ts: str


class Role(Struct, frozen=True):
    """A job in scope and how many hold it."""

    id: str
    name: str
    headcount: int


class Fielding(Struct, frozen=True):
    """What every interview of an assessment shares, frozen when it opens. `deadline` in unix seconds."""

    name: str
    questionnaire: Questionnaire
    roles: tuple[Role, ...]
    form: Form
    deadline: float
    timezone: str
    horizon: str
    terms: dict[Accountability, Term]
    new_customer: str
    lapsed_customer: str
    facilitator: str

    def role(self, role_id: str) -> Role | None:
        """The role with this id, if it is in scope."""
        return next((role for role in self.roles if role.id == role_id), None)


class Entry(Struct, frozen=True):
    """One line of the answer log. `seconds` from question put to answer taken; the latest entry of a step counts."""

    step: Step
    answer: Answer
    at: float
    seconds: float


class Card(Struct, frozen=True):
    """The question in hand.

    `posted` is its newest copy in Slack, `since` the `ts` of its first: what is typed later than that is meant for it.
    """

    number: int
    step: Step
    stage: Stage
    put_at: float
    posted: Receipt | None = None
    since: str = ""


class Undelivered(Struct, frozen=True):
    """A turn of the bot's still to be posted. `sending` marks one whose outcome is unknown once it fails midway."""

    serial: int
    turn: BotTurn
    sending: bool = False


class Interview(Struct, frozen=True):
    """One respondent's pass through one assessment. `number` counts questions put, `serial` the bot's turns.

    `order` is the order the four accountabilities stand in on this person's cards. `applied` holds the delivery keys of
    late. `editing` is set while an earlier answer is open again. `made_up`: no person gave these answers, the sample
    brought them along. `touched_at` is when a turn last had an effect. `asked_if_sure`: of what the bot has just asked
    that. Times in unix seconds.
    """

    key: InterviewKey
    role: str | None
    group: Group
    timezone: str
    order: tuple[Accountability, ...]
    status: Status = "invited"
    log: tuple[Entry, ...] = ()
    number: int = 0
    card: Card | None = None
    editing: bool = False
    serial: int = 0
    undelivered: tuple[Undelivered, ...] = ()
    applied: tuple[str, ...] = ()
    remind_at: float | None = None
    invited_at: float | None = None
    submitted_at: float | None = None
    made_up: bool = False
    touched_at: float = 0.0
    asked_if_sure: Literal["", "restart", "erase"] = ""

    def answers(self) -> dict[Step, Answer]:
        """The latest answer to each step ever answered, on the route or not."""
        return {entry.step: entry.answer for entry in self.log}
