"""Question cards: for every question, group and form, what stands on them and what their controls do."""

import pytest

from bot.interview.notices import LEADS, REPROMPTS
from bot.interview.turns import Notice, Proposed, Stage, Taps
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Chosen, Picked
from bot.questionnaire.model import GROUPS, Form, Group
from bot.rendering.ids import decode, verb
from tests.rendering.desk import NUMBER, Desk, controls, fielded, refused, seated, words

ROLES = ("Account manager", "Inside sales", "Hunter")
MAIN = {
    "consent": {"option:0", "later", "decline"},
    "choices": {"open"},
    "matrix": {"open"},
    "text": {"open"},
    "review": {"edit", "submit"},
}
"""The controls of a kind that always has the same ones."""


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("pick", [0, -1])
def test_every_card_on_every_route_is_one_slack_takes_and_can_be_answered(
    texts: Texts, group: Group, form: Form, pick: int
) -> None:
    """Whoever answers whatever, each card is accepted, says its question, and holds the controls of its kind."""
    for here in seated(texts, fielded(ROLES, form), group).along(pick):
        card, step = here.card(), here.interview.card.step
        assert refused(card) == [], step
        assert len(card.text.strip()) > 10
        held = set(controls(card.blocks))
        match here.kind(step):
            case "split":
                assert held >= {"open", "tap-way", "dont-know"}
            case "choice":
                assert held & {"option", "option:0"}
            case kind:
                assert held >= MAIN[kind], step


@pytest.mark.parametrize(("form", "said", "limit"), [("full", "Two are plenty", 2), ("short", "One is enough", 1)])
def test_the_hint_agrees_with_how_many_may_be_picked(texts: Texts, form: Form, said: str, limit: int) -> None:
    """Nobody reads that two are plenty above a list that takes one."""
    here = seated(texts, fielded(ROLES, form)).at("roles-seen")
    modal = words(here.modal())
    assert said in words(here.card().blocks)
    assert said in modal
    assert f"Pick up to {limit}." in modal
    assert ("Two" in modal) == (limit == 2)


def test_the_hint_of_one_role_speaks_of_one(texts: Texts) -> None:
    """Beside their own there is but one to be seen."""
    here = seated(texts, fielded(ROLES[:2])).at("roles-seen")
    assert "One is enough" in words(here.card().blocks)
    assert "Two" not in words(here.modal())


@pytest.mark.parametrize("group", GROUPS)
def test_every_control_carries_this_interview_and_this_question(texts: Texts, group: Group) -> None:
    """A click says which question it answers, so that last week's button is known for what it is."""
    for here in seated(texts, fielded(ROLES), group).along():
        for act, value in controls(here.card().blocks).items():
            assert verb(act) is not None
            address, _ = decode(value.split()[0])
            assert (address.assessment, address.number) == ("field-sales", NUMBER)


@pytest.mark.parametrize("name", [*LEADS, *REPROMPTS])
@pytest.mark.parametrize("stage", [None, Taps((60,)), Proposed((57, 19, 16, 8), "typed", 95)])
def test_whatever_leads_up_to_a_question_stands_above_it(maya: Desk, name: str, stage: Stage | None) -> None:
    """A reprompt, a definition or help comes first, and the question stands again below with its controls."""
    values = dict.fromkeys({**LEADS, **REPROMPTS}[name], 3)
    card = maya.at("own-split", "r0", stage).card(Notice(name, values))
    assert refused(card) == []
    lead, asked = card.blocks[0]["text"]["text"], maya.at("own-split", "r0", stage).card()
    assert card.text == f"{lead}\n{asked.text}"
    assert card.blocks[-len(asked.blocks) :] == asked.blocks


def test_five_options_are_buttons_and_six_a_drop_down(texts: Texts) -> None:
    """A choice takes one tap while its options fit a phone."""
    five = seated(texts, fielded(("A", "B"))).at("own-role-which").card()
    assert {f"option:{at}" for at in range(5)} <= set(controls(five.blocks))
    six = seated(texts, fielded(("A", "B", "C"))).at("own-role-which").card()
    assert "option" in controls(six.blocks)
    assert "option:0" not in controls(six.blocks)


def test_a_tapped_option_carries_its_own_id(maya: Desk) -> None:
    """The first button of a choice answers with the first option."""
    assert controls(maya.at("own-role").card().blocks)["option:0"] == f"field-sales|{NUMBER}|right"


def test_a_card_says_how_far_one_is(maya: Desk) -> None:
    """Step, steps, minutes, and which role of how many; accountabilities asked about in turn are not called roles."""
    seen = maya.with_answer("roles-seen", Picked(("r1", "r2")))
    assert "3 of 13 · about 8 min left" in words(maya.at("own-split", "r0").card().blocks)
    assert "· role 2 of 2" in words(seen.at("split", "r2").card().blocks)
    assert "role 1" not in words(maya.at("own-split", "r0").card().blocks)


def test_the_consent_says_for_how_long_and_until_when(maya: Desk) -> None:
    """The consent card reckons in the roles one is likely to judge, names who asks, and dates the deadline."""
    read = words(maya.at("consent").card().blocks)
    assert "about 8 minutes" in read
    assert "<!date^1804953600^" in read
    assert "<@U0ANA>" in read
    assert "not anonymous" in read


def test_skip_is_offered_only_where_it_works(maya: Desk) -> None:
    """An optional question can be skipped; one answered before can be left as it is; a needed one can be neither."""
    assert "skip" in controls(maya.at("not-miss").card().blocks)
    assert "skip" not in controls(maya.at("own-split", "r0").card().blocks)
    again = maya.with_answer("own-role", Chosen("right")).at("own-role").card()
    assert "skip" in controls(again.blocks)
    assert "Leave as it is" in words(again.blocks)
    assert "Your answer so far: Yes, right" in words(again.blocks)


def test_the_menu_of_every_card_reaches_the_words_that_work_at_any_moment(maya: Desk) -> None:
    """Status, help, later, stop and erase are a tap away."""
    menu = controls(maya.at("pulls").card().blocks)["more"].split()
    assert [decode(value)[1] for value in menu] == ["status", "help", "later", "stop", "erase"]


def test_the_definitions_stand_on_the_card_that_asks_about_them(maya: Desk) -> None:
    """All four are explained, in this person's order."""
    read = words(maya.at("definitions").card().blocks)
    found = [read.index(f"*{maya.fielding.terms[name].label}*") for name in maya.interview.order]
    assert found == sorted(found)


def test_a_question_stands_out_even_with_emphasis_inside(maya: Desk) -> None:
    """The wording's own asterisks do not break the bold of the line."""
    asked = maya.at("reach", "r0").card()
    assert asked.blocks[1]["text"]["text"] == "*How many of the four can one Account manager do well?*"
    assert asked.text == "How many of the four can one Account manager do well?"
