"""Whether the conditions of one question can hold together: each may be right alone, and the question never asked."""

from collections.abc import Iterator

from bot.questionnaire.findings import Finding
from bot.questionnaire.model import Condition
from bot.questionnaire.script import Placed, Script

_MEND = "All conditions have to hold: take one out, or put what either may be in one `any-of`."

_ROUTE_MEND = "All conditions have to hold: take one out, or change the route."


def contradictions(placed: Placed, script: Script) -> Iterator[Finding]:
    """A finding for the first condition that cannot hold where those before it do."""
    conditions = placed.question.when
    for place, condition in enumerate(conditions):
        alike = [one for one in conditions[:place] if one.question == condition.question]
        if condition.question in script.by_id and any(_excluded(condition, alike, script)):
            fault = f"{placed.name} depends on {condition.question} in ways that cannot all be so."
            yield Finding(placed.at("when", place), fault, _MEND)
            return
        for one in conditions[:place]:
            for led, left in ((one, condition), (condition, one)):
                if _passes(led, left, script):
                    fault = f"{placed.name} depends on {left.question}, which that answer to {led.question} leads past."
                    yield Finding(placed.at("when", place), fault, _ROUTE_MEND)
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
    """Whether one answer would have to be two options of which only one can be picked."""
    target = script.by_id[str(condition.question)].question
    if not target.options or (target.kind == "matrix" and condition.row is None):
        return False
    same = [one for one in before if one.any_of and (target.kind != "matrix" or one.row == condition.row)]
    left = set(condition.any_of).intersection(*(one.any_of for one in same))
    # Several picks may serve one condition each, unless one of them stands alone.
    beside = target.kind == "choices" and all(set(one.any_of) - set(target.exclusive) for one in (*same, condition))
    return bool(same) and bool(condition.any_of) and not left and not beside


def _passes(led: Condition, left: Condition, script: Script) -> bool:
    """Whether whoever meets the condition `led` is led past the question that `left` wants an answer to."""
    first, second = (script.by_id.get(str(one.question)) for one in (led, left))
    if first is None or second is None or first.order >= second.order or left.given is False:
        return False
    return bool(led.any_of) and all(script.leads_past(first.question, option, second) for option in led.any_of)
