"""Values to keep: small ones, so that a sweep of thousands stays quick."""

from collections.abc import Coroutine
from typing import Any, TypeVar

from msgspec.structs import replace

from bot.fieldwork.model import Assessment, Invitee
from bot.interview.model import Card, Entry, Fielding, Interview, InterviewKey, Receipt, Role, Undelivered
from bot.interview.turns import Ask, Plain, Proposed, Tell
from bot.interview.turns import Notice as Text
from bot.questionnaire.answers import Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.model import ACCOUNTABILITIES, Question, Questionnaire, Section, Term, Wording, Words
from bot.questionnaire.routing import Step

R = TypeVar("R")

CANARY = "sparrowhawk"
"""A word of an answer that must be nowhere once the answer is erased."""


def at_once(coroutine: Coroutine[Any, Any, R]) -> R:
    """What a coroutine returns that never waits; the store's never do."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("the store waited for something")


def interview(respondent: str = "U1", assessment: str = "spring", team: str = "T1") -> Interview:
    """An interview just begun."""
    return Interview(InterviewKey(team, assessment, respondent), "hunter", "holder", "Europe/Paris", ACCOUNTABILITIES)


def answered(before: Interview) -> Interview:
    """The interview after one more answer, its number one higher; every kind of answer and turn comes by."""
    number = before.number + 1
    answers = (
        Chosen("yes"),
        Divided((40, 30, 20, 10), "taps"),
        Wrote(f"Nobody hunts \u2028 here, {CANARY} \N{HEAVY BLACK HEART}\n\x00 {number}", quotable=True),
        Rated({"a": "often", "b": "never"}),
        Picked(("one", "two")),
        Unfamiliar(),
        Skipped(),
    )
    entry = Entry(Step(f"q{number}", "hunter"), answers[number % len(answers)], 1.75e9 + number, 7.5)
    stage = Proposed((25, 25, 25, 25), "typed", 99) if number % 2 else Plain()
    turns = (Ask(number, entry.step, stage), Tell(Text("saved", {"number": number})))
    return replace(
        before,
        number=number,
        status="answering",
        log=(*before.log[-5:], entry),
        card=Card(number, entry.step, stage, entry.at, Receipt("D1", f"{entry.at}")),
        undelivered=(Undelivered(number, turns[number % 2]),),
    )


def answer(before: Interview) -> tuple[Interview, int]:
    """A change that adds an answer and returns its number."""
    after = answered(before)
    return after, after.number


def assessment(name: str = "spring", team: str = "T1") -> Assessment:
    """An assessment just opened, with one question."""
    wording = Wording("en", "Roles", {"q1": Words("Who hunts?", "hunting")}, {}, {})
    questionnaire = Questionnaire(1, "tiny", (Section("s", (Question("q1", "text"),)),), wording)
    terms = {name: Term(name.title(), f"What {name} is") for name in ACCOUNTABILITIES}
    fielding = Fielding(
        name="Spring",
        questionnaire=questionnaire,
        roles=(Role("hunter", "Hunter", 3),),
        form="full",
        deadline=1.8e9,
        timezone="Europe/Paris",
        horizon="a year",
        terms=terms,
        new_customer="none in two years",
        lapsed_customer="two years quiet",
        facilitator="U9",
    )
    return Assessment(team, name, fielding, "C1", (Invitee("U1", "hunter", "holder"),), 1.7e9)
