"""A questionnaire's questions in the order they stand, each with its place: what the checks walk over."""

import re

from msgspec import Struct

from bot.questionnaire.findings import Place
from bot.questionnaire.model import Question, Questionnaire, Section

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What an id looks like; so short that a button's value can carry it."""
ID_MEND = "Use small letters, digits and hyphens, a letter or digit first, at most 60 in all."


class Placed(Struct, frozen=True):
    """A question and where it stands: `order` counts from 0 through the whole script."""

    question: Question
    section: Section
    path: Place
    order: int

    @property
    def name(self) -> str:
        """The subject of a sentence about it."""
        return f"Question {self.question.id}"

    def at(self, *inside: str | int) -> Place:
        """The path of a part of it."""
        return (*self.path, *inside)


class Script(Struct, frozen=True):
    """Every question in order, and by id; of two with one id, the first."""

    placed: tuple[Placed, ...]
    by_id: dict[str, Placed]

    def before(self, here: Placed) -> list[str]:
        """The ids of the questions that stand before one."""
        return [placed.question.id for placed in self.placed[: here.order]]

    def after(self, here: Placed) -> list[str]:
        """The ids of the questions that stand after one."""
        return [placed.question.id for placed in self.placed[here.order + 1 :]]

    def leads_past(self, question: Question, option: str, here: Placed) -> bool:
        """Whether an answer to a choice leads on to a question behind this one."""
        leg = next((leg for leg in question.routes if option in leg.any_of), None)
        onto = self.by_id.get(leg.to) if leg is not None else None
        return question.kind == "choice" and onto is not None and onto.order > here.order


def script(questionnaire: Questionnaire) -> Script:
    """The script of a questionnaire."""
    placed = tuple(
        Placed(question, section, ("sections", at, "questions", place), 0)
        for at, section in enumerate(questionnaire.sections)
        for place, question in enumerate(section.questions)
    )
    ordered = tuple(Placed(one.question, one.section, one.path, order) for order, one in enumerate(placed))
    return Script(ordered, {one.question.id: one for one in reversed(ordered)})
