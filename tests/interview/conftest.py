"""A dialogue without Slack: turns go through the engine, and the interview through JSON as to a store and back."""

from collections.abc import Callable

import msgspec
import pytest

from bot.interview.engine import advance, begin, delivered
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.outcome import Outcome
from bot.interview.path import profile
from bot.interview.turns import Answering, Ask, Inbound, Notice, Saying, Submitting, Tell, TellFacilitator, Turn
from bot.questionnaire.answers import Answer, Boxes, Option, Options, Reply, Rows, Text
from bot.questionnaire.routing import Step, most, options, rows

START = 1_800_000_000.0


class Dialogue:
    """One respondent's interview: `press` and `say` take turns, `asked`, `told` and `leads` are what the bot said."""

    def __init__(self, fielding: Fielding, role: str | None, group: str, user: str = "U0MAYA") -> None:
        self.fielding = fielding
        self.now = START
        self.deliveries = 0
        self.posts = 0
        self.asked: list[Ask] = []
        self.told: list[Notice] = []
        self.reported: list[Notice] = []
        key = InterviewKey("T0LOCAL", "field-sales", user)
        self.interview = begin(fielding, key, role=role, group=group, timezone="Europe/Amsterdam", now=self.now)  # type: ignore[arg-type]
        self._deliver()

    def take(self, turn: Turn, key: str | None = None) -> Outcome:
        """Takes one turn, five seconds after the one before, and delivers what the bot says to it."""
        self.now += 15
        self.deliveries += 1
        moved = advance(self.fielding, self.interview, Inbound(key or f"d{self.deliveries}", turn), self.now)
        self.interview = reloaded(moved.interview)
        self._deliver()
        return moved.outcome

    def say(self, text: str) -> Outcome:
        """Types words that come after everything posted so far."""
        self.posts += 1
        return self.take(Saying(text, f"{int(START)}.{self.posts:06d}"))

    def press(self, option: str) -> Outcome:
        """Taps an option of the card in hand."""
        return self.reply(Option(option))

    def reply(self, reply: Reply) -> Outcome:
        """Gives a reply to the card in hand."""
        return self.take(Answering(self.number, reply))

    @property
    def number(self) -> int:
        """The number of the card in hand."""
        assert self.interview.card is not None
        return self.interview.card.number

    @property
    def at(self) -> str:
        """The question in hand, as `question` or `question/about`; "" when there is none."""
        card = self.interview.card
        return "" if card is None else f"{card.step.question}/{card.step.about}".rstrip("/")

    def answer(self, question: str, about: str = "") -> Answer | None:
        """The answer that counts for a step."""
        return self.interview.answers().get(Step(question, about))

    def anything(self) -> Reply:
        """A reply that fits the question in hand, whatever it is."""
        assert self.interview.card is not None
        question = self.fielding.questionnaire.question(self.interview.card.step.question)
        offered = options(question, profile(self.fielding, self.interview))
        match question.kind:
            case "consent" | "choice":
                return Option(offered[0])
            case "choices":
                limit = most(question, profile(self.fielding, self.interview))
                return Options(tuple(option for option in offered if option not in question.exclusive)[:limit])
            case "matrix":
                return Rows(dict.fromkeys(rows(question, self.interview.answers()), offered[-1]))
            case "split":
                return Boxes(("40", "30", "20", "10"))
            case _:
                return Text("We hand it over too late.", quotable=True)

    def until(self, question: str) -> None:
        """Answers whatever comes until this question is in hand."""
        while not self.at.startswith(question):
            assert self.reply(self.anything()).kind == "accepted", self.at

    def submit(self) -> Outcome:
        """Answers everything and submits."""
        self.until("review")
        return self.take(Submitting(self.number))

    def _deliver(self) -> None:
        for waiting in self.interview.undelivered:
            self.posts += 1
            match waiting.turn:
                case Ask():
                    self.asked.append(waiting.turn)
                case Tell(notice):
                    self.told.append(notice)
                case TellFacilitator(notice):
                    self.reported.append(notice)
            receipt = Receipt("D0MAYA", f"{int(START)}.{self.posts:06d}")
            self.interview = reloaded(delivered(self.interview, waiting.serial, receipt, self.now))


def reloaded(interview: Interview) -> Interview:
    """The interview as it comes back from disk."""
    return msgspec.json.decode(msgspec.json.encode(interview), type=Interview)


@pytest.fixture(scope="session")
def dialogue(fielding: Fielding) -> Callable[..., Dialogue]:
    """Begins a dialogue: `dialogue()` with a holder of "am", `dialogue(None, "manager")` with a manager."""

    def begun(role: str | None = "am", group: str = "holder", user: str = "U0MAYA", form: str = "full") -> Dialogue:
        return Dialogue(msgspec.structs.replace(fielding, form=form), role, group, user)

    return begun
