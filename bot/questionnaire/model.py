"""The questionnaire as a value: sections of questions (structure) and their wording, merged and ready to be frozen."""

from functools import cached_property
from typing import Literal

from msgspec import Struct

Accountability = Literal["servicing", "farming", "hunting", "sourcing"]
Group = Literal["holder", "manager", "colleague"]
Form = Literal["full", "short"]
Kind = Literal["consent", "choice", "choices", "matrix", "split", "text", "review"]
Repeat = Literal["own-role", "other-roles", "judged-roles", "main-role", "accountabilities"]
Fact = Literal["own-role", "role-name", "roles-seen"]
Measure = Literal[
    "split-as-is",
    "split-to-be",
    "owner",
    "definition",
    "situation",
    "symptom",
    "pull",
    "fault-share",
    "reach",
    "hand-over",
    "verbatim",
]

ACCOUNTABILITIES: tuple[Accountability, ...] = (
    "servicing",
    "farming",
    "hunting",
    "sourcing",
)
GROUPS: tuple[Group, ...] = ("holder", "manager", "colleague")
MEASURES: tuple[Measure, ...] = (
    "split-as-is",
    "split-to-be",
    "owner",
    "definition",
    "situation",
    "symptom",
    "pull",
    "fault-share",
    "reach",
    "hand-over",
    "verbatim",
)
NOBODY, SEVERAL, DONT_KNOW = "nobody", "several", "don't know"
"""What may be answered instead of a role's name; no role can be called so."""
ROLES = "$roles"
"""Among a question's options: stands for every role in scope, in the assessment's order."""
OTHER_ROLES = "$other-roles"
"""Among a question's options: every role in scope but the respondent's own."""
FORMAT = 1
"""The questionnaire format this release reads and writes."""


class Condition(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One comparison with what is known: the respondent's group, the form, or an earlier answer.

    With `question`, exactly one of `any_of`, `at_least`, `moved_at_least`, `given` is compared. `row` narrows a matrix
    or a split to one part ("this": what the section is repeated for); without it any row will do. Points are 0..100.
    """

    group: tuple[Group, ...] = ()
    form: Form | None = None
    question: str | None = None
    row: str | None = None
    any_of: tuple[str, ...] = ()
    at_least: int | None = None
    moved_at_least: int | None = None
    given: bool | None = None


class Route(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Skip logic: an answer among `any_of` leads on to question `to`, which stands later in the script."""

    any_of: tuple[str, ...]
    to: str


class Limits(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The most options a `choices` question takes, by group; `short` beats them in the short form."""

    holder: int
    manager: int
    colleague: int
    short: int


class Question(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One question's structure. `options` double as a matrix's scale; `rows` may come from an earlier `choices` answer.

    `exclusive` names the options that stand alone ("none"). `tags` tie a row to an accountability or to "hand-over".
    `seconds` is what answering usually takes. `sets` marks the answer that says who the respondent is, or whom they
    judge.
    """

    id: str
    kind: Kind
    options: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    rows_from: str | None = None
    tags: dict[str, str] = {}
    most: Limits | None = None
    when: tuple[Condition, ...] = ()
    routes: tuple[Route, ...] = ()
    measure: Measure | None = None
    sets: Fact | None = None
    optional: bool = False
    required_from: tuple[Group, ...] = ()
    seconds: int = 20


class Section(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Questions asked together, once or for each of what `repeat` names. Sections of one `step` count as one."""

    id: str
    questions: tuple[Question, ...]
    step: str = ""
    repeat: Repeat | None = None


class Words(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One question's wording. `ask` and `hint` are templates; labels are plain text. `short` names it in the review."""

    ask: str
    short: str
    hint: str = ""
    options: dict[str, str] = {}
    rows: dict[str, str] = {}


class Term(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How this firm calls an accountability, in one word or two, and what it means by it, in a line or two."""

    label: str
    definition: str


class Wording(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All the words of a questionnaire in one language."""

    language: str
    title: str
    questions: dict[str, Words]
    terms: dict[Accountability, Term]
    groups: dict[Group, str]


class Questionnaire(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", dict=True):
    """Structure and wording, merged. What an assessment freezes when it opens."""

    format: int
    id: str
    sections: tuple[Section, ...]
    wording: Wording

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError when there is none."""
        return self._by_id[question_id]

    def all_questions(self) -> tuple[Question, ...]:
        """Every question in script order."""
        return self._in_order

    def setting(self, fact: Fact) -> tuple[Question, ...]:
        """The questions whose answer sets this fact, in script order."""
        return self._setting.get(fact, ())

    def measuring(self, measure: Measure) -> tuple[Question, ...]:
        """The questions that serve this measure, in script order."""
        return self._measuring.get(measure, ())

    @cached_property
    def _in_order(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in reversed(self._in_order)}

    @cached_property
    def _setting(self) -> dict[str, tuple[Question, ...]]:
        facts = {question.sets for question in self._in_order if question.sets is not None}
        return {fact: tuple(question for question in self._in_order if question.sets == fact) for fact in facts}

    @cached_property
    def _measuring(self) -> dict[str, tuple[Question, ...]]:
        measures = {question.measure for question in self._in_order if question.measure is not None}
        return {each: tuple(question for question in self._in_order if question.measure == each) for each in measures}
