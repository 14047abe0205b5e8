"""Submitted modals as turns. An input left empty, missing or of the wrong kind reads as empty."""

from bot.interview.turns import Answering, Declining, Postponing, Turn
from bot.questionnaire.answers import Boxes, Options, Rows, Text
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.ids import FIELD, Form
from bot.slack.payloads import USER, at, clean, id_at, items_at, text_at

HOUR = 3600.0
_MOST_ROWS = 100
_FAR = 1e11


def submitted(form: Form, number: int, view: object, now: float) -> Turn | None:
    """The turn a submitted modal stands for; None for one that has nothing to submit. `now` in unix seconds."""
    values = at(view, "state", "values")
    match form:
        case Form.BOXES:
            servicing, farming, hunting, sourcing = (_written(values, name) for name in ACCOUNTABILITIES)
            return Answering(number, Boxes((servicing, farming, hunting, sourcing)))
        case Form.OPTIONS:
            return Answering(number, Options(_ticked(values, "options")))
        case Form.ROWS:
            return Answering(number, Rows(_rows(values)))
        case Form.TEXT:
            return Answering(number, Text(_written(values, "text"), "yes" in _ticked(values, "quotable")))
        case Form.LATER:
            return Postponing(_until(values, now))
        case Form.DECLINE:
            return Declining(id_at(USER, values, "better", FIELD, "selected_user"))
        case _:
            return None


def inputs(view: object) -> tuple[str, ...]:
    """The block ids of a view's inputs in order: the only places an inline error may stand."""
    blocks = (block for block in items_at(view, "blocks") if at(block, "type") == "input")
    return tuple(name for block in blocks if (name := text_at(block, "block_id")))


def _written(values: object, block: str) -> str:
    return text_at(values, block, FIELD, "value").strip()


def _ticked(values: object, block: str) -> tuple[str, ...]:
    chosen = (text_at(option, "value") for option in items_at(values, block, FIELD, "selected_options"))
    return tuple(option for option in chosen if option)


def _rows(values: object) -> dict[str, str]:
    if not isinstance(values, dict):
        return {}
    names = [name for name in values if isinstance(name, str)][:_MOST_ROWS]
    picked = {clean(name): text_at(values, name, FIELD, "selected_option", "value") for name in names}
    return {name: option for name, option in picked.items() if option}


def _until(values: object, now: float) -> float | None:
    """When to be reminded, None for the next morning; a time to be picked that was not is 0, which has passed."""
    picked = at(values, "at", FIELD, "selected_date_time")
    match text_at(values, "when", FIELD, "selected_option", "value"):
        case "hour":
            return now + HOUR
        case "pick":
            return float(picked) if isinstance(picked, int) and abs(picked) < _FAR else 0.0
        case _:
            return None
