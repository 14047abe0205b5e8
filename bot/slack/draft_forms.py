"""The submitted steps of a draft as values. What is missing or of the wrong kind reads as empty."""

from bot.fieldwork.draft import About, Filled, People, Scope, Words
from bot.fieldwork.scope import MOST_ROLES
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Term
from bot.rendering.ids import FIELD, Form
from bot.slack.payloads import CHANNEL, USER, at, id_at, items_at, text_at

_FAR = 1e11


def filled_in(form: Form, view: object) -> Filled | None:
    """What a submitted step says; None for a form that is no step of a draft."""
    values = at(view, "state", "values")
    match form:
        case Form.DRAFT_ABOUT:
            return _about(values)
        case Form.DRAFT_ROLES:
            return Scope(_written(values, "roles"))
        case Form.DRAFT_PEOPLE:
            return _people(values)
        case Form.DRAFT_TERMS:
            return Words({name: _term(values, name) for name in ACCOUNTABILITIES})
        case _:
            return None


def _about(values: object) -> About:
    picked = at(values, "deadline", FIELD, "selected_date_time")
    return About(
        name=" ".join(_written(values, "name").split()),
        channel=id_at(CHANNEL, values, "channel", FIELD, "selected_conversation"),
        deadline=float(picked) if isinstance(picked, int) and abs(picked) < _FAR else None,
        form="short" if text_at(values, "form", FIELD, "selected_option", "value") == "short" else "full",
    )


def _term(values: object, name: Accountability) -> Term:
    return Term(_written(values, f"label-{name}"), _written(values, f"meaning-{name}"))


def _people(values: object) -> People:
    places = [place for place in range(MOST_ROLES) if at(values, f"holders-{place}") is not None]
    agreed = (items_at(values, f"agreed-{place}", FIELD, "selected_options") for place in places)
    return People(
        holders=tuple(_listed(values, f"holders-{place}") for place in places),
        managers=_listed(values, "managers"),
        colleagues=_listed(values, "colleagues"),
        agreed=tuple(any(text_at(option, "value") == "yes" for option in options) for options in agreed),
    )


def _listed(values: object, block: str) -> tuple[str, ...]:
    users = items_at(values, block, FIELD, "selected_users")
    return tuple(user for user in users if isinstance(user, str) and USER.fullmatch(user))


def _written(values: object, block: str) -> str:
    return text_at(values, block, FIELD, "value").strip()
