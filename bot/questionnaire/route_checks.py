"""Whether what a question depends on, and where it leads, is there and can be compared."""

from collections.abc import Iterator

from bot.questionnaire.findings import Finding, Place, listed, meant
from bot.questionnaire.measures import ROLE_REPEATS
from bot.questionnaire.model import ACCOUNTABILITIES, Condition, Kind, Route
from bot.questionnaire.script import Placed, Script

_COMPARED: dict[str, tuple[Kind, ...]] = {
    "any-of": ("consent", "choice", "choices", "matrix"),
    "at-least": ("split",),
    "moved-at-least": ("split",),
    "given": ("choice", "choices", "matrix", "split", "text"),
}


def route_findings(placed: Placed, script: Script) -> Iterator[Finding]:
    """Everything wrong with one question's conditions, its routes and where its rows come from."""
    for place, condition in enumerate(placed.question.when):
        yield from _condition(placed, condition, placed.at("when", place), script)
    for place, leg in enumerate(placed.question.routes):
        yield from _route(placed, leg, placed.at("routes", place), script)
    if placed.question.rows_from is not None:
        yield from _rows_from(placed, placed.question.rows_from, script)


def _route(placed: Placed, leg: Route, path: Place, script: Script) -> Iterator[Finding]:
    target, to = script.by_id.get(leg.to), (*path, "to")
    if not leg.any_of:
        yield Finding((*path, "any-of"), f"{placed.name} has a route no answer takes.", "List options in `any-of`.")
    yield from _options(placed, leg.any_of, (*path, "any-of"), f"{placed.name} routes")
    if target is None:
        mend = meant(leg.to, script.after(placed), "Write the id of a question further down.")
        yield Finding(to, f"{placed.name} routes to {leg.to}, which no question has.", mend)
    elif target.order <= placed.order:
        where = "itself" if target.order == placed.order else f"{leg.to}, which stands before it"
        yield Finding(
            to, f"{placed.name} routes to {where}.", "Routes lead forward only: name a question further down."
        )
    elif placed.section.repeat is not None and target.section != placed.section:
        mend = "Lead to a question of the same section, or use `when` further down."
        yield Finding(to, f"{placed.name} routes to {leg.to}, out of a section that is repeated.", mend)


def _condition(placed: Placed, condition: Condition, path: Place, script: Script) -> Iterator[Finding]:
    compared = _comparisons(condition)
    if condition.question is None:
        if compared or condition.row is not None:
            yield Finding(
                path, f"{placed.name} compares an answer, but not to which question.", "Add question: and its id."
            )
        elif not condition.group and condition.form is None:
            mend = "Add `group`, `form` or `question`."
            yield Finding((*path, "question"), f"{placed.name} has a condition that says nothing.", mend)
        return
    target, asked = script.by_id.get(condition.question), (*path, "question")
    if target is None:
        mend = meant(condition.question, script.before(placed), "Write the id of a question further up.")
        yield Finding(asked, f"{placed.name} depends on {condition.question}, which no question has.", mend)
    elif target.order >= placed.order:
        where = "itself" if target.order == placed.order else f"{condition.question}, which is asked after it"
        yield Finding(
            asked, f"{placed.name} depends on {where}.", "Conditions look back only: name a question further up."
        )
    elif not _same_repeat(placed, target):
        mend = "Ask both in sections repeated alike, or compare another answer."
        fault = f"{placed.name} depends on {condition.question}, which is asked for each of several, and it is not."
        yield Finding(asked, fault, mend)
    elif len(compared) != 1:
        mend = f"Give one of {listed(_COMPARED)}."
        yield Finding(path, f"{placed.name} compares the answer to {condition.question} {_times(compared)}.", mend)
    else:
        yield from _comparison(placed, condition, compared[0], path, target)


def _comparison(placed: Placed, condition: Condition, key: str, path: Place, compared: Placed) -> Iterator[Finding]:
    target = compared.question
    if target.kind not in _COMPARED[key] or (key == "moved-at-least" and target.measure != "split-to-be"):
        fits = [name for name, kinds in _COMPARED.items() if target.kind in kinds and name != "moved-at-least"]
        mend = f"Compare it by {listed(fits)}." if fits else "Compare another answer."
        only = "only a split to be" if key == "moved-at-least" else f"no question of kind {target.kind}"
        fault = f"{placed.name} compares {target.id} by `{key}`, which {only} can be."
        yield Finding((*path, key), fault, mend)
        return
    yield from _options(compared, condition.any_of, (*path, "any-of"), f"{placed.name} depends on {target.id}")
    points = condition.at_least if key == "at-least" else condition.moved_at_least
    if points is not None and not 1 <= points <= 100:
        yield Finding((*path, key), f"{placed.name} compares {target.id} with {points} points.", "Write 1 to 100.")
    if condition.row is not None and key == "given":
        fault = f"{placed.name} asks whether {target.id} was answered, which is not told by row."
        yield Finding((*path, "row"), fault, "Take `row` out.")
    elif condition.row is not None:
        yield from _row(placed, condition.row, (*path, "row"), compared)


def _row(placed: Placed, row: str, path: Place, compared: Placed) -> Iterator[Finding]:
    target = compared.question
    rows = {"matrix": target.rows, "split": ACCOUNTABILITIES}.get(target.kind, ())
    if row == "this":
        if placed.section.repeat != "accountabilities":
            mend = "Give its section repeat: accountabilities, or name the row."
            yield Finding(path, f"{placed.name} depends on the row `this`, and is about no accountability.", mend)
    elif row not in rows:
        mend = meant(row, rows, f"Its rows are {listed(rows)}." if rows else "Take `row` out.")
        fault = f"{placed.name} depends on row {row} of {target.id}, which it does not have."
        yield Finding(path, fault, mend, cause=compared.at("rows"))


def _options(compared: Placed, named: tuple[str, ...], path: Place, subject: str) -> Iterator[Finding]:
    target = compared.question
    if not target.options:
        return  # told of the question itself
    others = not set(named).isdisjoint(target.options)
    for place, option in enumerate(named):
        if option not in target.options or option.startswith("$"):
            known = [known for known in target.options if not known.startswith("$")]
            mend = meant(option, known, f"The options of {target.id} are {listed(known)}.")
            fault = f"{subject} by the option {option}, which question {target.id} does not have."
            yield Finding((*path, place), fault, mend, cause=compared.at("options"), left_over=others)


def _rows_from(placed: Placed, source: str, script: Script) -> Iterator[Finding]:
    target, path = script.by_id.get(source), placed.at("rows-from")
    if target is None:
        mend = meant(source, script.before(placed), "Write the id of a choices question further up.")
        yield Finding(path, f"{placed.name} takes its rows from {source}, which no question has.", mend)
        return
    if target.order >= placed.order or target.question.kind != "choices" or target.section.repeat is not None:
        mend = "Name a choices question further up that is asked once."
        yield Finding(path, f"{placed.name} takes its rows from {source}, which cannot give them.", mend)
        return
    for place, row in enumerate(placed.question.rows):
        if target.question.options and row not in target.question.options:
            mend = meant(
                row, target.question.options, f"The options of {source} are {listed(target.question.options)}."
            )
            fault = f"{placed.name} has the row {row}, which is no option of {source}."
            yield Finding(placed.at("rows", place), fault, mend, cause=target.at("options"), left_over=True)


def _comparisons(condition: Condition) -> list[str]:
    given = {
        "any-of": bool(condition.any_of),
        "at-least": condition.at_least is not None,
        "moved-at-least": condition.moved_at_least is not None,
        "given": condition.given is not None,
    }
    return [key for key, there in given.items() if there]


def _times(compared: list[str]) -> str:
    return f"in {len(compared)} ways ({listed(compared)})" if compared else "with nothing"


def _same_repeat(placed: Placed, target: Placed) -> bool:
    here, there = placed.section.repeat, target.section.repeat
    return there is None or here == there or (here in ROLE_REPEATS and there in ROLE_REPEATS)
