"""Whether the conditions of one question can hold together: each may be right alone, and the question never asked."""

from collections.abc import Iterator

from bot.questionnaire.findings import Finding
from bot.questionnaire.model import Condition
from bot.questionnaire.script import Placed, Script

_MEND = "All conditions have to hold: take one out, or put what either may be in one `any-of`."


def contradictions(placed: Placed, script: Script) -> Iterator[Finding]:
    """A finding for the first condition that cannot hold where those before it do."""
    conditions = placed.question.when
    for place, condition in enumerate(conditions):
        alike = [one for one in conditions[:place] if one.question == condition.question]
        if condition.question in script.by_id and any(_excluded(condition, alike, script)):
            fault = f"{placed.name} depends on {condition.question} in ways that cannot all be so."
            yield Finding(placed.at("when", place), fault, _MEND)
            return


def _excluded(condition: Condition, before: list[Condition], script: Script) -> Iterator[bool]:
    """Each way in which a condition may rule out those before it on the same question."""
    every = [*before, condition]
    yield any((one.given is False) is not (condition.given is False) for one in before)
    yield _no_option_left(condition, before, script)
    points: dict[str, int] = {}
    for one in every:
        if one.at_least is not None and one.row not in (None, "this"):
            points[str(one.row)] = max(points.get(str(one.row), 0), one.at_least)
    yield condition.at_least is not None and condition.row in points and len(points) > 1 and sum(points.values()) > 100


def _no_option_left(condition: Condition, before: list[Condition], script: Script) -> bool:
    """Whether one answer, of which there is but one here, would have to be two options."""
    target = script.by_id[str(condition.question)].question
    if target.kind not in ("choice", "consent") and (target.kind != "matrix" or condition.row is None):
        return False
    same = [one for one in before if one.any_of and (target.kind != "matrix" or one.row == condition.row)]
    left = set(condition.any_of).intersection(*(one.any_of for one in same))
    return bool(same) and bool(condition.any_of) and not left
