"""Whether each question has the parts its kind and its measure need, and no others."""

from collections.abc import Iterator, Sequence

from bot.questionnaire.findings import Finding, Place, listed, meant
from bot.questionnaire.measures import READINGS, ROLE_REPEATS, Reading
from bot.questionnaire.model import OTHER_ROLES, ROLES, Fact, Kind
from bot.questionnaire.script import ID_MEND, IDENTIFIER, Placed

_GIVEN = ("measure", "optional", "required-from", "when")
_PARTS: dict[Kind, tuple[str, ...]] = {
    "consent": ("options",),
    "choice": ("options", "routes", "sets", *_GIVEN),
    "choices": ("options", "exclusive", "most", "routes", "sets", *_GIVEN),
    "matrix": ("options", "rows", "rows-from", "tags", "routes", *_GIVEN),
    "split": _GIVEN,
    "text": ("sets", *_GIVEN),
    "review": (),
}
_PARTED = tuple(dict.fromkeys(key for keys in _PARTS.values() for key in keys))
_SETTING: dict[Fact, Kind] = {"own-role": "choice", "role-name": "text", "roles-seen": "choices"}
MOST_OPTIONS, MOST_ROWS = 100, 40
"""What a list, and a modal, can hold."""
LONGEST = 3_600
"""The seconds a question may be reckoned to take."""


def part_findings(placed: Placed) -> Iterator[Finding]:
    """Everything wrong with one question's parts."""
    question = placed.question
    yield from _parts(placed)
    yield from _measure(placed)
    yield from _options(placed)
    yield from _rows(placed)
    if not 1 <= question.seconds <= LONGEST:
        yield Finding(placed.at("seconds"), f"{placed.name} takes {question.seconds} seconds.", "Write 1 to 3600.")
    if question.sets is not None and question.kind != _SETTING[question.sets]:
        mend = f"Write kind: {_SETTING[question.sets]}, or take `sets` out."
        fault = f"{placed.name} sets {question.sets}, which no question of kind {question.kind} can."
        yield Finding(placed.at("sets"), fault, mend)


def _parts(placed: Placed) -> Iterator[Finding]:
    question, allowed = placed.question, _PARTS[placed.question.kind]
    given = {key: getattr(question, key.replace("-", "_")) for key in _PARTED}
    for key, value in given.items():
        if value and key not in allowed:
            mend = f"Take `{key}` out, or choose another kind."
            yield Finding(placed.at(key), f"{placed.name} is of kind {question.kind}, which has no `{key}`.", mend)
        elif not value and key in allowed and key in ("options", "rows"):
            fault = f"{placed.name} is of kind {question.kind}, and has no `{key}`."
            yield Finding(placed.at(key), fault, f"Add `{key}`, a list.")
    if question.kind == "split" and question.measure is None:
        mend = "Add measure: split-as-is or measure: split-to-be."
        yield Finding(placed.path, f"{placed.name} is a split that measures nothing.", mend)


def _options(placed: Placed) -> Iterator[Finding]:
    question = placed.question
    if question.kind in ("split", "text", "review"):
        return
    yield from _ids(placed, "options", question.options, MOST_OPTIONS, (ROLES, OTHER_ROLES))
    roles = {ROLES, OTHER_ROLES} & set(question.options)
    if question.kind != "consent" and len(question.options) == 1 and not roles:
        yield Finding(placed.at("options"), f"{placed.name} leaves no choice.", "Give it a second option.")
    if question.options and set(question.options) <= set(question.exclusive):
        mend = "Take one that can be picked with others out of `exclusive`."
        yield Finding(placed.at("exclusive"), f"{placed.name} is never asked: each of its options stands alone.", mend)
    if len(roles) > 1:
        yield Finding(placed.at("options"), f"{placed.name} offers roles twice.", f"Keep {ROLES} or {OTHER_ROLES}.")
    for place, option in enumerate(question.exclusive):
        if option not in question.options:
            mend = meant(option, question.options, f"Its options are {listed(question.options)}.")
            path = placed.at("exclusive", place)
            fault = f"{placed.name} lets {option} stand alone, which is no option of it."
            yield Finding(path, fault, mend, cause=placed.at("options"), left_over=True)
    if question.most is not None:
        limits = question.most
        for key in ("holder", "manager", "colleague", "short"):
            if getattr(limits, key) < 1:
                yield Finding(placed.at("most", key), f"{placed.name} lets nothing be picked.", "Write 1 or more.")


def _rows(placed: Placed) -> Iterator[Finding]:
    question = placed.question
    if question.kind != "matrix":
        return
    yield from _ids(placed, "rows", question.rows, MOST_ROWS, ())
    for row in question.tags:
        if row not in question.rows:
            mend = meant(row, question.rows, f"Its rows are {listed(question.rows)}.")
            fault = f"{placed.name} tags {row}, which is no row of it."
            yield Finding(placed.at("tags", row), fault, mend, cause=placed.at("rows"), left_over=True)
    if question.measure is not None and READINGS[question.measure].kind == "matrix":
        yield from _tags(placed, READINGS[question.measure].tags)


def _tags(placed: Placed, known: Sequence[str]) -> Iterator[Finding]:
    question = placed.question
    for row in question.rows:
        if question.tags.get(row, row) not in known:
            mend = f"Tag the row with one of {listed(known)}."
            fault = f"{placed.name} measures {question.measure}, and row {row} has no tag for that."
            yield Finding(placed.at("tags", row), fault, mend, cause=placed.at("rows"))


def _ids(placed: Placed, key: str, given: Sequence[str], most: int, besides: Sequence[str]) -> Iterator[Finding]:
    if len(given) > most:
        yield Finding(placed.at(key), f"{placed.name} has {len(given)} {key}.", f"Keep {most} at most.")
    for place, name in enumerate(given):
        path: Place = placed.at(key, place)
        if name in given[:place]:
            yield Finding(path, f"{placed.name} lists {name} twice among its {key}.", "Keep one of them.")
        elif name.startswith("$") and name not in besides:
            mend = meant(name, besides, "Take it out.")
            yield Finding(path, f"{placed.name} lists {name}, which stands for nothing there.", mend)
        elif name not in besides and not IDENTIFIER.fullmatch(name):
            yield Finding(path, f"{placed.name} lists {name} among its {key}, which cannot be an id.", ID_MEND)


def _measure(placed: Placed) -> Iterator[Finding]:
    question = placed.question
    if question.measure is None or "measure" not in _PARTS[question.kind]:
        return
    reading = READINGS[question.measure]
    if question.kind != reading.kind:
        mend = f"Write kind: {reading.kind}, or take `measure` out."
        fault = f"{placed.name} is of kind {question.kind}, which cannot measure {question.measure}."
        yield Finding(placed.at("measure"), fault, mend)
        return
    if reading.of_a_role and placed.section.repeat not in ROLE_REPEATS:
        mend = f"Give its section a `repeat`, one of {listed(ROLE_REPEATS)}."
        yield Finding(placed.at("measure"), f"{placed.name} measures {question.measure}, and is about no role.", mend)
    yield from _scale(placed, reading)


def _scale(placed: Placed, reading: Reading) -> Iterator[Finding]:
    for place, option in enumerate(placed.question.options):
        if reading.options and option not in reading.options:
            mend = meant(option, reading.options, f"The options it may have are {listed(reading.options)}.")
            fault = f"{placed.name} measures {placed.question.measure}, which cannot be read from the option {option}."
            yield Finding(placed.at("options", place), fault, mend)
