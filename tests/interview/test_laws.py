"""Laws of the engine that hold whatever a person does, in whatever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interview.engine import advance
from bot.interview.path import path
from bot.interview.turns import (
    Answering,
    AskingStatus,
    Confirming,
    Declining,
    Defining,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Inbound,
    Keeping,
    Postponing,
    Restarting,
    Resuming,
    Reviewing,
    Saying,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    TapWay,
)
from bot.questionnaire.answers import Boxes, DontKnow, Option, Options, Rows, Text
from bot.questionnaire.routing import Step

ANYTHING = st.text(max_size=12)
OPTION = st.sampled_from(
    ["start", "right", "wrong", "am", "is", "manager", "other", "same", "weekly", "none", "", "ünknown"]
)
ROW = st.sampled_from(["servicing", "farming", "hunting", "sourcing", "order-incomplete", "poor-service", "x"])
REPLY = st.one_of(
    st.builds(Option, OPTION),
    st.builds(Options, st.lists(OPTION, max_size=3).map(tuple)),
    st.builds(Rows, st.dictionaries(ROW, OPTION | st.sampled_from(["roughly", "different", "nobody"]))),
    st.builds(Boxes, st.tuples(*[st.sampled_from(["", "0", "10", "25", "40", "100", "-3", "x", "9" * 30])] * 4)),
    st.builds(Text, ANYTHING, st.booleans()),
    st.builds(DontKnow),
)
"""Every kind of reply, fitting or not."""
NUMBER = st.integers(-1, 3)
"""How far a control's number lies behind that of the question in hand."""
WORDS = st.one_of(
    ANYTHING,
    st.sampled_from(
        ["back", "skip", "help", "later", "stop", "restart", "erase", "edit 3", "edit 999", "what is farming"]
    ),
    st.sampled_from(
        ["yes", "60/20/10/10", "1", "rest hunting", "servicing 95", "35 35 20 5", "submit", "same", "don't know", "no"]
    ),
)


FREE_TURNS = (
    *(Editing(Step("own-split", "am")), Editing(Step("x", "y")), Reviewing(), Resuming(), Stopping(), Submitting()),
    *(Helping(), Keeping(), AskingStatus(), Defining("sourc"), Defining(), Declining(), Declining("U0B"), Postponing()),
    *(Restarting(), Restarting(confirmed=True), Erasing(), Erasing(confirmed=True), Postponing(1.0), Postponing(4e9)),
)
"""Turns that name no card."""
ANY_TURN = st.one_of(
    st.builds(lambda by, reply: lambda number, _: Answering(number - by, reply), st.just(0) | NUMBER, REPLY),
    st.builds(
        lambda text, stale: lambda _, ts: Saying(text, stale or ts), WORDS, st.sampled_from(["", "", "1.0", "x.y"])
    ),
    st.builds(lambda percent: lambda number, _: Tapping(number, percent), st.sampled_from([0, 10, 55, 60, 100, -10])),
    st.sampled_from([TapWay, Confirming, GoingBack, Skipping, Submitting]).map(
        lambda kind: lambda number, _: kind(number)
    ),
    st.sampled_from(FREE_TURNS).map(lambda turn: lambda *_: turn),
)
"""Any turn at all, made of the number of the question in hand and a fresh `ts`."""
PEOPLE = st.sampled_from([("am", "holder"), (None, "manager"), (None, "colleague")])


def walk(dialogue, data, most: int = 25):
    """A dialogue of random turns, some of them answers that fit; yields it before each turn, with the turn to come."""
    role, group = data.draw(PEOPLE)
    maya = dialogue(role, group, form=data.draw(st.sampled_from(["full", "short"])))
    for _ in range(data.draw(st.integers(1, most))):
        number = maya.interview.number
        fits = maya.interview.card is not None and data.draw(st.booleans())
        turn = Answering(number, maya.anything()) if fits else data.draw(ANY_TURN)(number, f"{maya.posts + 1e9:.6f}")
        yield maya, turn
        maya.take(turn)


@settings(deadline=None)
@given(data=st.data())
def test_no_turn_whatever_raises_or_leaves_someone_without_a_question(dialogue, data):
    """After any turn there is a question in hand, or the interview is submitted or declined, and its route ends."""
    for maya, turn in walk(dialogue, data):
        moved = advance(maya.fielding, maya.interview, Inbound("next", turn), maya.now)
        route = path(maya.fielding, moved.interview)
        assert len(set(route)) == len(route)
        assert route[-1].question == "review"
        assert moved.interview.card is not None or moved.interview.status in ("submitted", "declined")


@settings(deadline=None)
@given(data=st.data())
def test_a_turn_delivered_again_changes_nothing(dialogue, data):
    """Whatever the turn, its second delivery leaves the interview as the first one made it."""
    for maya, turn in walk(dialogue, data):
        once = advance(maya.fielding, maya.interview, Inbound("same", turn), maya.now).interview
        assert advance(maya.fielding, once, Inbound("same", turn), maya.now + 1).interview == once


@settings(deadline=None)
@given(data=st.data())
def test_what_was_answered_is_only_ever_added_to(dialogue, data):
    """The log of answers grows or stays, unless its author begins again."""
    for maya, turn in walk(dialogue, data):
        moved = advance(maya.fielding, maya.interview, Inbound("next", turn), maya.now)
        restarted = "restarted" in str(moved.interview.undelivered)
        assert restarted or moved.interview.log[: len(maya.interview.log)] == maya.interview.log
