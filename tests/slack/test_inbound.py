"""What Slack sends, as values."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fieldwork.draft import About, People, Scope, Words
from bot.interview.model import Receipt
from bot.interview.turns import (
    Answering,
    Confirming,
    Declining,
    Editing,
    Erasing,
    Keeping,
    Postponing,
    Saying,
    Submitting,
    Tapping,
)
from bot.questionnaire.answers import Boxes, DontKnow, Option, Options, Rows, Text
from bot.questionnaire.model import Term
from bot.questionnaire.routing import Step
from bot.rendering.ids import Action, Form
from bot.slack.inbound import (
    Command,
    Filling,
    HomeOpened,
    Opening,
    Running,
    SteppingBack,
    Touch,
    clicked_card,
    read,
    reply_address,
)
from tests.slack.recorded import (
    EVERY,
    NOW,
    NUMBERS,
    STEPS,
    TICKED,
    WEEKLY,
    clicked,
    commanded,
    home,
    picked,
    said,
    submitted,
)

PART_WAY = "field-sales|7|30"


def deed(payload: object) -> object:
    """What a payload was read as having been done."""
    touch = read(payload, NOW)
    return touch.deed if touch is not None else None


def test_names_the_person_slack_names() -> None:
    """Team, user and the direct message come from the payload; which interview is meant comes from the control."""
    touch = read(clicked("confirm"), NOW)
    assert touch is not None
    assert (touch.team, touch.user, touch.assessment, touch.channel) == ("T0LOCAL", "U0MAYA", "field-sales", "D0MAYA")


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (clicked("option:2", "field-sales|7|weekly"), Answering(7, Option("weekly"))),
        (picked("option", "field-sales|7|weekly"), Answering(7, Option("weekly"))),
        (clicked("dont-know"), Answering(7, DontKnow())),
        (clicked("tap:3", PART_WAY), Tapping(7, 30)),
        (clicked("tap:3", "field-sales|7|31"), None),
        (clicked("confirm"), Confirming(7)),
        (clicked("submit"), Submitting(7)),
        (clicked("submit", "field-sales|0|"), Submitting()),
        (clicked("edit", "field-sales|0|time-split/account-manager"), Editing(Step("time-split", "account-manager"))),
        (picked("edit", "field-sales|0|owners"), Editing(Step("owners"))),
        (clicked("erase"), Erasing()),
        (clicked("erase-yes"), Erasing(confirmed=True)),
        (clicked("keep"), Keeping()),
        (clicked("open"), Opening(Action.OPEN, 7, "t-1")),
        (picked("more", "field-sales|7|terms"), Opening(Action.TERMS, 7, "t-1")),
        (picked("more", "field-sales|7|erase"), Erasing()),
        (picked("more", "field-sales|7|more"), None),
        (clicked("somebody-elses"), None),
        (clicked("confirm", "no value of ours"), None),
        (clicked("confirm", "../../etc|7|"), None),
    ],
)
def test_reads_clicks(payload: dict[str, Any], expected: object) -> None:
    """A button, a select and an overflow menu each stand for one turn or one modal."""
    assert deed(payload) == expected


@pytest.mark.parametrize("action", Action)
def test_every_action_does_something(action: Action) -> None:
    """No control that may be drawn is dead."""
    rest = {Action.TAP: "30", Action.EDIT: "owners", Action.OPTION: "weekly", Action.MORE: "terms"}.get(action, "")
    where = {"view": submitted(*STEPS[1])["view"]} if action is Action.STEP_BACK else {}
    assert deed(clicked(action, f"field-sales|7|{rest}") | where) is not None


@pytest.mark.parametrize(
    ("form", "values", "expected"),
    [
        (Form.BOXES, NUMBERS, Answering(7, Boxes(("60", "20", "", "10")))),
        (Form.BOXES, {}, Answering(7, Boxes(("", "", "", "")))),
        (Form.OPTIONS, {"options": TICKED}, Answering(7, Options(("lost-sale", "poor-service")))),
        (Form.ROWS, {"order": WEEKLY, "slip": {"selected_option": None}}, Answering(7, Rows({"order": "weekly"}))),
        (Form.TEXT, {"text": {"value": " So. \x00"}}, Answering(7, Text("So.", quotable=False))),
        (Form.LATER, {"when": {"selected_option": {"value": "hour"}}}, Postponing(NOW + 3600)),
        (Form.LATER, {"when": {"selected_option": {"value": "morning"}}}, Postponing()),
        (Form.LATER, {"when": {"selected_option": {"value": "pick"}}}, Postponing(0.0)),
        (Form.DECLINE, {"better": {"selected_user": "U0ANA"}}, Declining("U0ANA")),
        (Form.DECLINE, {"better": {"selected_user": None}}, Declining()),
        (Form.TERMS, {}, None),
    ],
)
def test_reads_submitted_modals(form: Form, values: dict[str, Any], expected: object) -> None:
    """What was filled in arrives as it was; what was left out arrives empty."""
    assert deed(submitted(form, values)) == expected


@pytest.mark.parametrize(
    ("form", "values", "expected"),
    [
        (*STEPS[0], About("Field sales", "C0TASK", NOW + 3600, "short")),
        ("draft-about", {}, About("", None, None, "full")),
        (*STEPS[1], Scope("Hunter, 3")),
        (*STEPS[2], People((("U0MAYA", "U0ANA"),) * 2, ("U0MAYA", "U0ANA"), (), (False, True))),
        ("draft-people", {"holders-1": {"selected_users": ["<script>", 7]}}, People(((),), (), (), (False,))),
    ],
)
def test_reads_the_steps_of_a_draft(form: str, values: dict[str, Any], expected: object) -> None:
    """A submitted step arrives as filled in, with the revision it was filled in on and the modal it came from."""
    assert deed(submitted(form, values, "draft-1a2b|3|")) == Filling(expected, 3, "V0001")


def test_reads_a_step_left_for_the_one_before() -> None:
    """What was typed so far comes along; outside a step of a draft the button means nothing."""
    button = clicked("step-back", "draft-1a2b|3|")
    expected = SteppingBack(Scope("Hunter, 3"), 3, "V0001")
    assert deed(button | {"view": submitted(*STEPS[1])["view"]}) == expected
    assert deed(button) is None
    assert deed(button | {"view": submitted(Form.TEXT, {})["view"]}) is None


def test_reads_the_words_of_a_draft() -> None:
    """Each of the four arrives; what was left out is empty."""
    filling = deed(submitted(*STEPS[3], "draft-1a2b|3|"))
    assert isinstance(filling, Filling)
    assert isinstance(filling.filled, Words)
    assert filling.filled.terms["farming"] == Term("Farming", "We start it.")
    assert filling.filled.terms["hunting"] == Term("", "")


def test_reads_what_a_facilitator_presses() -> None:
    """The deed, the revision or part it is about, and what opens a modal; where to answer in private, if anywhere."""
    assert deed(clicked("launch", "draft-1a2b|4|")) == Running(Action.LAUNCH, 4, "", "t-1", "D0MAYA")
    assert deed(clicked("send-again", "field-sales|0|1/first")) == Running(
        Action.SEND_AGAIN, 0, "1/first", "t-1", "D0MAYA"
    )
    assert reply_address(clicked("summary")) is None
    private = clicked("summary") | {"container": {"is_ephemeral": True}}
    assert reply_address(private) == reply_address(commanded()) == "http://127.0.0.1:1/response/secret"


def test_reads_typed_words() -> None:
    """Words in the direct message, thread replies too, arrive as typed: Slack's markup is undone."""
    assert deed(said("a &lt;b&gt; &amp;amp; <https://x.example|x>\x07")) == Saying("a <b> &amp; x", "1800000000.000100")
    assert deed(said("more", thread_ts="1.0")) == Saying("more", "1800000000.000100")


@pytest.mark.parametrize(
    "payload",
    [
        said(subtype="message_changed"),
        said(subtype="file_share"),
        said(bot_id="B0BOT"),
        said("\x00 "),
        said() | {"team_id": "nonsense"},
        home("messages"),
    ],
)
def test_ignores_what_nobody_said(payload: dict[str, Any]) -> None:
    """Edits, files, bots' messages, nothing at all, and the messages tab are no touches."""
    assert read(payload, NOW) is None


def test_ignores_words_in_channels() -> None:
    """Only the direct message is an interview."""
    payload = said()
    payload["event"]["channel_type"] = "channel"
    assert read(payload, NOW) is None


def test_reads_home_and_commands() -> None:
    """Opening Home and typing a command are touches of no interview in particular."""
    assert deed(home()) == HomeOpened()
    assert deed(commanded(" Status ")) == Command("/breadth", "Status", "C0TASK", "t-2")


def test_one_delivery_has_one_key() -> None:
    """Slack's repetition of a payload has its key; every other payload has another."""
    payloads = [payload | {"event_id": f"Ev{n}"} for n, payload in enumerate(EVERY)]
    keys = keys_of(payloads)
    assert keys_of(copy.deepcopy(payloads)) == keys
    assert len(set(keys)) == len(keys) == len(EVERY) - 1


def keys_of(payloads: list[dict[str, Any]]) -> list[str]:
    """The keys of all that were read as touches."""
    touches = (read(payload, NOW) for payload in payloads)
    return [touch.key for touch in touches if touch is not None]


def test_corrected_modal_is_another_delivery() -> None:
    """A modal submitted again with other values is read as new."""
    first = read(submitted("answer-boxes", NUMBERS), NOW)
    second = read(submitted("answer-boxes", NUMBERS | {"hunting": {"value": "10"}}), NOW)
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_knows_the_clicked_card() -> None:
    """A click tells which message may be replaced where; a click in an ephemeral message or Home does not."""
    assert clicked_card(clicked("confirm")) == (
        Receipt("D0MAYA", "1800000000.000300"),
        "http://127.0.0.1:1/response/secret",
    )
    ephemeral = clicked("confirm")
    ephemeral["container"]["is_ephemeral"] = True
    assert clicked_card(ephemeral) is None
    assert clicked_card({"container": {"type": "view", "view_id": "V1"}}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_anything_at_all_is_read(payload: object) -> None:
    """No JSON, whatever it is, makes reading raise."""
    assert isinstance(read(payload, NOW), Touch | None)


def test_mutated_payloads_are_read(scaled: Callable[[int], int]) -> None:
    """Recorded payloads with anything in them replaced, removed or grown never raise and never yield hostile ids."""
    chance = random.Random(7)
    for _ in range(scaled(10_000)):
        payload = copy.deepcopy(chance.choice(EVERY))
        for parent, name in chance.choices(list(places(payload)), k=chance.randint(1, 3)):
            mutate(parent, name, chance)
        touch = read(payload, NOW)
        assert touch is None or (touch.user + touch.team + (touch.assessment or "")).replace("-", "").isalnum()
        clicked_card(payload)


def mutate(parent: Any, name: Any, chance: random.Random) -> None:
    """Removes what is in one place, or puts something strange there."""
    if chance.random() < 0.2 and isinstance(parent, dict):
        parent.pop(name, None)
    else:
        parent[name] = chance.choice(STRANGE)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value, as its container and its name there."""
    names = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in list(names):
        yield value, name
        yield from places(value[name])


def deep(levels: int) -> list[Any]:
    """A list in a list in a list."""
    nest: list[Any] = []
    for _ in range(levels):
        nest = [nest]
    return nest


STRANGE: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        10**30,
        1e308,
        float("nan"),
        "",
        "x",
        "|",
        "a|1|b",
        "../..|1|",
        "\ud800",
        "\x00\u202e",
        [],
        {},
    ),
    *({"value": []}, {"selected_option": {}}, [None], {"": None}, "U0MAYA", "9" * 5000, "x" * 1_000_000, "<" * 50_000),
    deep(3000),
)
