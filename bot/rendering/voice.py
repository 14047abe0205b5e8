"""A respondent's own words for everything: the texts, the assessment's names and this interview, in one value."""

from functools import lru_cache

from msgspec import Struct

from bot.interview.model import Fielding, Interview
from bot.interview.path import about_label, profile, row_label
from bot.interview.progress import Progress, progress
from bot.prompts.mrkdwn import unescaped
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Rated
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Question, Term, Words
from bot.questionnaire.routing import Answers, Profile, Step, most
from bot.rendering.blocks import clipped
from bot.rendering.ids import Address, encode

NAME = 75
"""Characters shown of a name, so that a dozen of the longest still make a message that Slack takes."""
MEANING = 700
"""Characters shown of a definition."""
Values = dict[str, str | int | float]


class Voice(Struct, frozen=True):
    """What a message or modal is worded with. `answers` are the latest, `person` the profile as corrected by them."""

    texts: Texts
    fielding: Fielding
    interview: Interview
    answers: Answers
    person: Profile
    progress: Progress

    def label(self, name: str) -> str:
        """A short label of the bot's own, as `labels.j2` has it; its name where a firm's own file leaves it out."""
        return label(self.texts, name)

    def say(self, text: str, /, **values: str | int | float) -> str:
        """A text by name, for a place with markup."""
        return self.texts.render(text, **values).strip()

    def show(self, text: str, /, **values: str | int | float) -> str:
        """A text by name, for a place that shows every character as it is."""
        return unescaped(self.say(text, **values))

    def question(self, step: Step) -> Question:
        """The structure of a step's question."""
        return self.fielding.questionnaire.question(step.question)

    def words(self, step: Step) -> Words:
        """The wording of a step's question."""
        return self.fielding.questionnaire.wording.questions[step.question]

    def asking(self, step: Step) -> tuple[str, str]:
        """The question and the line below it ("" where there is none) in the words of this assessment, with markup."""
        words, values = self.words(step), wording_values(self, step)
        ask, hint = (
            self.texts.render_wording(text, **values) if "{" in text else text for text in (words.ask, words.hint)
        )
        return ask.strip(), hint.strip()

    def name(self, step: Step) -> str:
        """What the review and the receipt call a step; plain text."""
        about = clipped(about_label(self.fielding, step), NAME)
        short = self.words(step).short
        return f"{short} · {about}" if about else short

    def term(self, name: Accountability) -> Term:
        """An accountability's label and definition in this firm's words."""
        term = self.fielding.terms[name]
        return Term(clipped(term.label, NAME), clipped(term.definition, MEANING))

    def value(self, number: int = 0, rest: str = "") -> str:
        """What a control of this interview carries."""
        return encode(Address(self.interview.key.assessment, number), rest)


def voice(texts: Texts, fielding: Fielding, interview: Interview) -> Voice:
    """The voice of one interview."""
    answers, person = interview.answers(), profile(fielding, interview)
    return Voice(texts, fielding, interview, answers, person, progress(fielding, interview))


@lru_cache(maxsize=8)
def labels(texts: Texts) -> dict[str, str]:
    """The bot's own short labels by name: `labels.j2` has one a line, `name: text`."""
    lines = (line.partition(":") for line in texts.render("labels").splitlines() if ":" in line)
    return {name.strip(): label.strip() for name, _, label in lines}


def label(texts: Texts, name: str) -> str:
    """A short label of the bot's own; its name where a firm's own file leaves it out."""
    return labels(texts).get(name, name)


def wording_values(voice: Voice, step: Step) -> Values:
    """Every placeholder the wording of a question may print."""
    fielding, person = voice.fielding, voice.person
    term = next((voice.term(name) for name in ACCOUNTABILITIES if name == step.about), Term("", ""))
    role = fielding.role(step.about) or fielding.role(person.role or "")
    return {
        "assessment": clipped(fielding.name, NAME),
        "facilitator": fielding.facilitator,
        "deadline": fielding.deadline,
        "minutes": voice.progress.minutes,
        "horizon": clipped(fielding.horizon, NAME),
        "new_customer": clipped(fielding.new_customer, NAME),
        "lapsed_customer": clipped(fielding.lapsed_customer, NAME),
        "group": fielding.questionnaire.wording.groups[person.group],
        "role": clipped(role.name, NAME) if role is not None else "",
        "term": term.label,
        "definition": term.definition,
        "most": most(voice.question(step), person),
        "most_frequent": _most_frequent(voice),
        **{name: clipped(fielding.terms[name].label, NAME) for name in ACCOUNTABILITIES},
    }


def _most_frequent(voice: Voice) -> str:
    """The label of the row rated furthest along its scale in the question measuring the pulls; "" before it is."""
    for step, answer in voice.answers.items():
        if not isinstance(answer, Rated) or not answer.rows or voice.question(step).measure != "pull":
            continue
        question = voice.question(step)
        row = max(question.rows, key=lambda name: _along(question, answer.rows.get(name)))
        return row_label(voice.fielding, question, row)
    return ""


def _along(question: Question, option: str | None) -> int:
    return question.options.index(option) if option in question.options else -1
