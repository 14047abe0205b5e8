"""An office with a real store on real files, and a messenger that writes down what it was asked to say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import Refused, SlackError
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.turns import Answering, Ask, BotTurn, Inbound, Notice
from bot.operations import delivering
from bot.operations.office import Office
from bot.questionnaire.answers import Option
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore

NOW = 1_800_000_000.0
MAYA = InterviewKey("T0LOCAL", "field-sales", "U0MAYA")


class Slack:
    """Implements `ports.Messenger`: `posted` and `settled` in order; `trouble` is raised by the next posts."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, BotTurn]] = []
        self.settled: list[str] = []
        self.notices: list[str] = []
        self.trouble: list[SlackError] = []
        self.unseen = False
        self.lost_receipts = 0

    async def post(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt:
        """Posts, or fails as told: a lost receipt means it was posted all the same."""
        if self.trouble:
            raise self.trouble.pop(0)
        self.posted.append((interview.key.respondent, turn))
        if self.lost_receipts:
            self.lost_receipts -= 1
            raise ConnectionAbortedError
        return Receipt("D0MAYA", f"{NOW + len(self.posted):.6f}")

    async def find(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt | None:
        """The place of a turn among those posted; whoever may not look is refused."""
        if self.unseen:
            raise Refused("missing_scope")
        said = (interview.key.respondent, turn)
        return Receipt("D0MAYA", f"{NOW + self.posted.index(said) + 1:.6f}") if said in self.posted else None

    async def inform(self, assessment: Assessment, notice: Notice) -> Receipt:
        """Tells the facilitator."""
        self.notices.append(notice.name)
        return Receipt("D0ANA", f"{len(self.notices)}.5")

    async def settle(self, fielding: Fielding, interview: Interview, turn: BotTurn, posted: Receipt) -> None:
        """Notes which question was settled."""
        assert isinstance(turn, Ask)
        self.settled.append(turn.step.question)


class World:
    """An assessment with three people on its roster, and the office it is in. `restarted` is the same after a crash."""

    def __init__(self, root: Path, assessment: Assessment, slack: Slack) -> None:
        self.root, self.assessment, self.slack = root, assessment, slack
        self.store = TinyStore(DataFolder(root))
        self.office = Office(self.store, slack)

    def restarted(self) -> "World":
        """A new process over the same files and the same Slack."""
        return World(self.root, self.assessment, self.slack)

    def questions_to(self, user: str) -> list[str]:
        """The questions a person was asked, in order, each copy once."""
        return [turn.step.question for to, turn in self.slack.posted if to == user and isinstance(turn, Ask)]


def press(number: int, option: str, key: str = "") -> Inbound:
    """A tap on an option."""
    return Inbound(key or f"{number}-{option}", Answering(number, Option(option)))


@pytest.fixture
def world(tmp_path: Path, fielding: Fielding, monkeypatch: pytest.MonkeyPatch) -> World:
    """The office before anything is opened; waiting between tries takes no time."""
    monkeypatch.setattr(delivering, "PATIENCE", (0.0, 0.0, 0.0))
    roster = (Invitee("U0MAYA", "am", "holder"), Invitee("U0BEN", None, "manager"), Invitee("U0CLEO", "is", "holder"))
    assessment = Assessment("T0LOCAL", "field-sales", fielding, "C0TASKFORCE", roster, NOW)
    return World(tmp_path, assessment, Slack())


@pytest.fixture
def tap() -> Callable[..., Inbound]:
    """Makes a tap on an option: `tap(2, "right")`."""
    return press
