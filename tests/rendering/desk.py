"""People at every question of the shipped questionnaire, and what Slack would say of what they are shown."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from bot.interview.model import Card, Entry, Fielding, Interview, InterviewKey, Role
from bot.interview.path import path, profile
from bot.interview.turns import Ask, Notice, Plain, Stage
from bot.prompts.loading import load_questionnaire
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Rated, Wrote
from bot.questionnaire.model import Accountability, Form, Group, Questionnaire
from bot.questionnaire.routing import Step, most, options, rows
from bot.rendering.blocks import Message
from bot.rendering.messages import turn_message
from bot.rendering.modals import modal
from bot.workspace.rules import faults

SHIPPED = Path(__file__).parents[2] / "prompts"
ORDER: tuple[Accountability, ...] = ("sourcing", "hunting", "farming", "servicing")
NOW = 1_800_000_000.0
NUMBER = 7


class Desk:
    """Someone in an interview about some roles, and what they would be shown."""

    def __init__(self, texts: Texts, fielding: Fielding, interview: Interview) -> None:
        self.texts = texts
        self.fielding = fielding
        self.interview = interview

    def with_answer(self, question: str, answer: Answer, about: str = "") -> "Desk":
        """The same person having given one more answer."""
        entry = Entry(Step(question, about), answer, 0.0, 1.0)
        return self.now(log=(*self.interview.log, entry))

    def now(self, **changes: Any) -> "Desk":
        """The same person with their interview changed."""
        return Desk(self.texts, self.fielding, msgspec.structs.replace(self.interview, **changes))

    def at(self, question: str, about: str = "", stage: Stage | None = None) -> "Desk":
        """The same person with this question in hand."""
        return self.now(card=Card(NUMBER, Step(question, about), stage or Plain(), 0.0))

    def card(self, lead: Notice | None = None) -> Message:
        """The card of the question in hand."""
        card = self.interview.card
        assert card is not None
        return turn_message(self.texts, self.fielding, self.interview, Ask(card.number, card.step, card.stage, lead))

    def modal(self) -> dict[str, Any]:
        """The modal of the question in hand."""
        made = modal(self.texts, self.fielding, self.interview)
        assert made is not None
        return made

    def along(self, pick: int = 0) -> Iterator["Desk"]:
        """The same person at each question of their route in turn, the first (or last) option picked so far."""
        here = self
        while True:
            answered = here.interview.answers()
            step = next(step for step in path(here.fielding, here.interview) if step not in answered)
            yield here.at(step.question, step.about)
            if here.kind(step) == "review":
                return
            here = here.with_answer(step.question, here.anything(step, pick), step.about)

    def kind(self, step: Step) -> str:
        """The kind of a step's question."""
        return self.fielding.questionnaire.question(step.question).kind

    def anything(self, step: Step, pick: int = 0) -> Answer:
        """An answer that fits; the texts and the rows of a matrix that it brings about are many."""
        question, person = self.fielding.questionnaire.question(step.question), profile(self.fielding, self.interview)
        offered = options(question, person)
        match question.kind:
            case "consent" | "choice":
                return Chosen(offered[pick])
            case "choices":
                picked = tuple(option for option in offered if option not in question.exclusive)
                return Picked(picked[: most(question, person)])
            case "matrix":
                return Rated(dict.fromkeys(rows(question, self.interview.answers()), offered[-1]))
            case "split":
                moved = question.measure == "split-to-be"
                return Divided((20, 60, 10, 10) if moved else (60, 20, 13, 7), "numbers")
            case _:
                return Wrote("We hand it over too late.", quotable=True)


def controls(blocks: list[dict[str, Any]]) -> dict[str, str]:
    """The value each button carries, by action id; a menu or drop-down gives its options' values, joined."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    rows += [[block["accessory"]] for block in blocks if "accessory" in block]
    return {
        element["action_id"]: element.get("value") or " ".join(entry["value"] for entry in element["options"])
        for row in rows
        for element in row
    }


def words(content: Any) -> str:
    """Every text a person can read in blocks or a view, a line each."""
    if isinstance(content, list):
        return "\n".join(words(inner) for inner in content)
    if not isinstance(content, dict):
        return ""
    own = [content["text"]] if isinstance(content.get("text"), str) else []
    return "\n".join([*own, *(read for inner in content.values() if (read := words(inner)))])


def refused(content: Message | dict[str, Any]) -> list[str]:
    """What Slack would refuse in it."""
    plain = {"text": content.text, "blocks": content.blocks} if isinstance(content, Message) else content
    return [fault.line for fault in faults(plain)]


@cache
def shipped() -> Questionnaire:
    """The shipped questionnaire."""
    return load_questionnaire(SHIPPED)


def fielded(names: tuple[str, ...], form: Form = "full") -> Fielding:
    """The shipped questionnaire, fielded to roles of these names."""
    questionnaire = shipped()
    return Fielding(
        name="Field sales 2027",
        questionnaire=questionnaire,
        roles=tuple(Role(f"r{at}", name, 4) for at, name in enumerate(names)),
        form=form,
        deadline=1_804_953_600.0,
        timezone="Europe/Amsterdam",
        horizon="12 months",
        terms=questionnaire.wording.terms,
        new_customer="first order",
        lapsed_customer="12 months",
        facilitator="U0ANA",
    )


def seated(texts: Texts, fielding: Fielding, group: Group = "holder") -> Desk:
    """Someone of this group who has just been invited; a holder holds the first role."""
    key = InterviewKey("T0LOCAL", "field-sales", "U0MAYA")
    role = fielding.roles[0].id if group == "holder" else None
    return Desk(texts, fielding, Interview(key, role, group, "Europe/Amsterdam", ORDER))
