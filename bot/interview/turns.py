"""The two closed unions of the dialogue: what a person does, and what the bot says next."""

from msgspec import Struct

from bot.questionnaire.answers import Points, Reply, Way
from bot.questionnaire.routing import Step

# ---- what a person does ------------------------------------------------------------------------------------------


class Answering(Struct, frozen=True, tag="answering"):
    """A reply to the question with this number, by a control of its card or its modal."""

    number: int
    reply: Reply


class Saying(Struct, frozen=True, tag="saying"):
    """Words typed in the direct message; `ts` is Slack's."""

    text: str
    ts: str


class TapWay(Struct, frozen=True, tag="tap-way"):
    """Asks to give this split in three taps instead of numbers."""

    number: int


class Tapping(Struct, frozen=True, tag="tapping"):
    """One of the three taps: 0, 10 ... 100 per cent."""

    number: int
    percent: int


class Confirming(Struct, frozen=True, tag="confirming"):
    """Says that a proposed split looks right."""

    number: int


class GoingBack(Struct, frozen=True, tag="back"):
    """Returns to the question before this one."""

    number: int


class Skipping(Struct, frozen=True, tag="skip"):
    """Passes an optional question over."""

    number: int


class Editing(Struct, frozen=True, tag="edit"):
    """Opens the answer to this step again, from a receipt or the review."""

    step: Step


class Reviewing(Struct, frozen=True, tag="review"):
    """Asks for the card with everything on it, to change an answer; `line` is one it was asked for and has not."""

    line: int | None = None


class Submitting(Struct, frozen=True, tag="submit"):
    """Sends the interview, from the review card or "send what I have"."""

    number: int | None = None


class Defining(Struct, frozen=True, tag="define"):
    """Asks what a word means; empty: all four."""

    term: str = ""


class Helping(Struct, frozen=True, tag="help"):
    """Asks what can be done here."""


class AskingStatus(Struct, frozen=True, tag="status"):
    """Asks how far along this is."""


class Postponing(Struct, frozen=True, tag="later"):
    """Pauses; `until` (unix seconds) is when to be reminded, None: the next morning."""

    until: float | None = None


class Resuming(Struct, frozen=True, tag="resume"):
    """Goes on where it was left."""


class Stopping(Struct, frozen=True, tag="stop"):
    """Ends the interview unfinished; what was answered stays until erased."""


class Declining(Struct, frozen=True, tag="decline"):
    """Says that another person should be asked; `better` is a user id, where one is named."""

    better: str | None = None


class Restarting(Struct, frozen=True, tag="restart"):
    """Begins again from the first question; counts only when confirmed."""

    confirmed: bool = False


class Erasing(Struct, frozen=True, tag="erase"):
    """Erases all of one's own answers; counts only when confirmed."""

    confirmed: bool = False


class Keeping(Struct, frozen=True, tag="keep"):
    """Says no when asked whether one is sure, of a restart or an erasure."""


Turn = (
    Answering
    | Saying
    | TapWay
    | Tapping
    | Confirming
    | GoingBack
    | Skipping
    | Editing
    | Reviewing
    | Submitting
    | Defining
    | Helping
    | AskingStatus
    | Postponing
    | Resuming
    | Stopping
    | Declining
    | Restarting
    | Erasing
    | Keeping
)


class Inbound(Struct, frozen=True):
    """A turn with the key of its delivery: the same key twice is one delivery repeated, and does nothing twice."""

    key: str
    turn: Turn


# ---- what the bot says -------------------------------------------------------------------------------------------


class Plain(Struct, frozen=True, tag="plain"):
    """The question as it stands."""


class Taps(Struct, frozen=True, tag="taps"):
    """A split on its way in three taps: the percentages given so far (0 to 2 of them)."""

    given: tuple[int, ...] = ()


class Proposed(Struct, frozen=True, tag="proposed"):
    """Four numbers echoed, which count once they "look right".

    `typed_sum` is what was typed where it was not 100; `taps` what was tapped, so that "back" can undo the last.
    """

    points: Points
    way: Way
    typed_sum: int = 100
    taps: tuple[int, ...] = ()


Stage = Plain | Taps | Proposed


class Notice(Struct, frozen=True):
    """A text by name (`prompts/texts/<language>/<name>.j2`) with the plain values it prints.

    `about` is the assessment's name, where the respondent is in several.
    """

    name: str
    values: dict[str, str | int] = {}
    about: str = ""


class Ask(Struct, frozen=True, tag="ask"):
    """A question card. `lead` stands above the question: a reprompt with its reason, a definition, help."""

    number: int
    step: Step
    stage: Stage = Plain()
    lead: Notice | None = None


class Tell(Struct, frozen=True, tag="tell"):
    """Something said that asks nothing."""

    notice: Notice


class TellFacilitator(Struct, frozen=True, tag="tell-facilitator"):
    """Something the facilitator must know: a better person named, a role that is missing."""

    notice: Notice


BotTurn = Ask | Tell | TellFacilitator
