"""What Slack sends, as values. Pure and total: whatever arrives, `read` gives a touch or None, and raises nothing.

The person is the one Slack names in the payload; what a button or a modal says of itself only tells which question it
belongs to, and is checked again where it is applied.
"""

from collections.abc import Callable

from msgspec import Struct

from bot.fieldwork.draft import Filled
from bot.interview.model import Receipt
from bot.interview.turns import (
    Answering,
    AskingStatus,
    Confirming,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Keeping,
    Restarting,
    Resuming,
    Reviewing,
    Saying,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    TapWay,
    Turn,
)
from bot.questionnaire.answers import DontKnow, Option
from bot.questionnaire.routing import Step
from bot.rendering.ids import Action, Address, Form, decode, verb
from bot.slack.draft_forms import filled_in
from bot.slack.forms import submitted
from bot.slack.payloads import (
    ASSESSMENT,
    CHANNEL,
    DIRECT,
    TEAM,
    TS,
    USER,
    at,
    clean,
    delivery,
    id_at,
    items_at,
    text_at,
    typed,
)


class Opening(Struct, frozen=True):
    """Asks for a modal: that of question `number`, or one of its own. `trigger` opens it once, for three seconds."""

    what: Action
    number: int
    trigger: str


class HomeOpened(Struct, frozen=True):
    """Opens the app's Home."""


class Command(Struct, frozen=True):
    """Types a slash command in a channel; `text` is what stood behind it. `trigger` opens one modal."""

    name: str
    text: str
    where: str = ""
    trigger: str = ""


class Running(Struct, frozen=True):
    """Presses a button of whoever runs an assessment; `number`, `rest`: what it carries; `where`: in which channel."""

    what: Action
    number: int
    rest: str
    trigger: str
    where: str = ""


class Filling(Struct, frozen=True):
    """Submits a step of a draft, filled in on its revision `number`; `view` tells one modal from another."""

    filled: Filled
    number: int
    view: str


class SteppingBack(Filling, frozen=True):
    """Leaves it for the step before instead, with what was filled in so far, right or wrong."""


Deed = Turn | Opening | HomeOpened | Command | Running | Filling | SteppingBack


class Touch(Struct, frozen=True):
    """What one person did, and the key of its delivery.

    `assessment` is None where the payload names none; `channel` is that of their direct messages, where it tells.
    `card` is the message they clicked in, unless that was for their eyes alone.
    """

    team: str
    user: str
    key: str
    deed: Deed
    assessment: str | None = None
    channel: str | None = None
    card: Receipt | None = None


def read(payload: object, now: float) -> Touch | None:
    """The touch a payload stands for; None when it is none of ours or not what it should be. `now` in unix seconds."""
    match at(payload, "type"):
        case "event_callback":
            return _event(payload)
        case "block_actions":
            return _click(payload)
        case "view_submission":
            return _submission(payload, now)
        case None:
            return _command(payload)
        case _:
            return None


def clicked_card(payload: object) -> tuple[Receipt, str] | None:
    """The message that was clicked in and the address at which it may be replaced, for half an hour."""
    card, address = _card(payload), at(payload, "response_url")
    return (card, address) if card is not None and isinstance(address, str) else None


def _card(payload: object) -> Receipt | None:
    channel = id_at(CHANNEL, payload, "container", "channel_id")
    ts = id_at(TS, payload, "container", "message_ts")
    if channel is None or ts is None or at(payload, "container", "is_ephemeral"):
        return None
    return Receipt(channel, ts)


def reply_address(payload: object) -> str | None:
    """The address at which an answer for this person's eyes alone may be given, in the channel they are in."""
    private = at(payload, "container", "is_ephemeral") is True or at(payload, "type") is None
    address = at(payload, "response_url")
    return address if private and isinstance(address, str) else None


def _event(payload: object) -> Touch | None:
    team, user = id_at(TEAM, payload, "team_id"), id_at(USER, payload, "event", "user")
    if team is None or user is None:
        return None
    event = at(payload, "event")
    match at(event, "type"):
        case "message":
            deed: Saying | HomeOpened | None = _words(event)
        case "app_home_opened" if at(event, "tab") == "home":
            deed = HomeOpened()
        case _:
            deed = None
    key = delivery("event", team, text_at(payload, "event_id") or text_at(event, "event_ts"))
    return Touch(team, user, key, deed, channel=id_at(DIRECT, event, "channel")) if deed is not None else None


def _words(event: object) -> Saying | None:
    """A person's words in the direct message; edits, files and bots' messages have a subtype or a bot's id."""
    words, ts = typed(text_at(event, "text")).strip(), id_at(TS, event, "ts")
    person = at(event, "bot_id") is None and at(event, "subtype") in (None, "thread_broadcast")
    if at(event, "channel_type") != "im" or not person or not words or ts is None:
        return None
    return Saying(words, ts)


def _click(payload: object) -> Touch | None:
    who = _person(payload)
    clicks = ((_deed(payload, action), action) for action in items_at(payload, "actions"))
    deed, action = next(((deed, action) for deed, action in clicks if deed is not None), (None, None))
    if who is None or deed is None:
        return None
    address, act = deed
    where = text_at(payload, "container", "message_ts") or text_at(payload, "container", "view_id")
    control = (text_at(action, name) for name in ("block_id", "action_id", "action_ts"))
    key = delivery("action", *who, where, *control)
    channel = id_at(DIRECT, payload, "container", "channel_id")
    return Touch(*who, key, act, address.assessment, channel, _card(payload))


def _deed(payload: object, action: object) -> tuple[Address, Turn | Opening | Running | SteppingBack] | None:
    name = verb(at(action, "action_id"))
    found = _decoded(at(action, "value") or at(action, "selected_option", "value"))
    if name is None or found is None:
        return None
    address, rest = found
    if name is Action.MORE:
        chosen, rest = verb(rest), ""
        name = chosen if chosen is not None else name
    if name in _OPENS:
        return address, Opening(name, address.number, text_at(payload, "trigger_id"))
    if name in _RUNS:
        where = id_at(CHANNEL, payload, "container", "channel_id") or ""
        return address, Running(name, address.number, clean(rest), text_at(payload, "trigger_id"), where)
    if name is Action.STEP_BACK:
        view, form = at(payload, "view"), _form(at(payload, "view"))
        filled = filled_in(form, view) if form is not None else None
        return (address, SteppingBack(filled, address.number, text_at(view, "id"))) if filled is not None else None
    turn = _turn(name, address.number, clean(rest))
    return (address, turn) if turn is not None else None


def _form(view: object) -> Form | None:
    callback = at(view, "callback_id")
    return Form(callback) if isinstance(callback, str) and callback in Form._value2member_map_ else None


def _turn(name: Action, number: int, rest: str) -> Turn | None:
    match name:
        case Action.OPTION:
            return Answering(number, Option(rest)) if rest else None
        case Action.TAP:
            return Tapping(number, int(rest)) if rest in _PERCENTAGES else None
        case Action.EDIT:
            question, _, about = rest.partition("/")
            return Editing(Step(question, about)) if question else None
        case _ if name in _NUMBERED:
            return _NUMBERED[name](number)
        case _:
            return _PLAIN.get(name)


def _submission(payload: object, now: float) -> Touch | None:
    who, found = _person(payload), _decoded(at(payload, "view", "private_metadata"))
    form = _form(at(payload, "view"))
    if who is None or found is None or form is None:
        return None
    address, _ = found
    deed = _submitted(form, address, at(payload, "view"), now)
    if deed is None:
        return None
    return Touch(*who, delivery("view", *who, text_at(payload, "view", "id"), deed), deed, address.assessment)


def _submitted(form: Form, address: Address, view: object, now: float) -> Turn | Filling | None:
    filled = filled_in(form, view)
    if filled is not None:
        return Filling(filled, address.number, text_at(view, "id"))
    return submitted(form, address.number, view, now)


def _command(payload: object) -> Touch | None:
    team, user = id_at(TEAM, payload, "team_id"), id_at(USER, payload, "user_id")
    name = text_at(payload, "command")
    if team is None or user is None or not name.startswith("/"):
        return None
    where = id_at(CHANNEL, payload, "channel_id") or ""
    deed = Command(name, typed(text_at(payload, "text")).strip(), where, text_at(payload, "trigger_id"))
    return Touch(team, user, delivery("command", team, user, text_at(payload, "trigger_id")), deed)


def _person(payload: object) -> tuple[str, str] | None:
    # An app installed for a whole organisation is given no team in some payloads; the person's own then counts.
    team = id_at(TEAM, payload, "team", "id") or id_at(TEAM, payload, "user", "team_id")
    user = id_at(USER, payload, "user", "id")
    return (team, user) if team is not None and user is not None else None


def _decoded(value: object) -> tuple[Address, str] | None:
    found = decode(value)
    return found if found is not None and ASSESSMENT.fullmatch(found[0].assessment) else None


_PERCENTAGES = frozenset(map(str, range(0, 101, 10)))
_OPENS = frozenset({Action.OPEN, Action.TERMS, Action.LATER, Action.DECLINE})
_RUNS = frozenset(
    {
        *(Action.NEW_ASSESSMENT, Action.EDIT_DRAFT, Action.LAUNCH, Action.CLOSE_NOW, Action.CLOSE_YES, Action.SUMMARY),
        *(Action.SHOW_DRAFT, Action.DISCARD),
        *(Action.PREVIEW, Action.POST_SUMMARY, Action.SEND_AGAIN, Action.IT_IS_THERE, Action.WRITE_AGAIN),
    }
)
_NUMBERED: dict[Action, Callable[[int], Turn]] = {
    Action.DONT_KNOW: lambda number: Answering(number, DontKnow()),
    Action.TAP_WAY: TapWay,
    Action.CONFIRM: Confirming,
    Action.BACK: GoingBack,
    Action.SKIP: Skipping,
    Action.SUBMIT: lambda number: Submitting(number or None),
}
_PLAIN: dict[Action, Turn] = {
    Action.REVIEW: Reviewing(),
    Action.RESUME: Resuming(),
    Action.KEEP: Keeping(),
    Action.HELP: Helping(),
    Action.STATUS: AskingStatus(),
    Action.STOP: Stopping(),
    Action.RESTART: Restarting(),
    Action.RESTART_YES: Restarting(confirmed=True),
    Action.ERASE: Erasing(),
    Action.ERASE_YES: Erasing(confirmed=True),
}
