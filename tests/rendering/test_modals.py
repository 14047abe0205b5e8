"""Modals: one input for each thing asked, filled with what was answered, and errors at their inputs."""

from typing import Any

import pytest

from bot.interview.notices import REPROMPTS
from bot.interview.turns import Proposed
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Divided, Picked, Rated, Rejection, Wrote
from bot.questionnaire.model import GROUPS, Group
from bot.rendering.modals import decline_modal, later_modal, modal, rejections, terms_modal
from bot.slack.forms import inputs
from tests.rendering.desk import NUMBER, Desk, fielded, refused, seated, words

FORMS = {"split": "answer-boxes", "choices": "answer-options", "matrix": "answer-rows", "text": "answer-text"}
TODAY = Divided((60, 20, 13, 7), "numbers")


def elements(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each input of a view by its block id."""
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("pick", [0, -1])
def test_every_modal_on_every_route_is_one_slack_takes(texts: Texts, group: Group, pick: int) -> None:
    """Each kind that needs a form has one, under the number of its question; the others have none."""
    for here in seated(texts, fielded(("Account manager", "Inside sales", "Hunter")), group).along(pick):
        kind = here.kind(here.interview.card.step)
        if kind not in FORMS:
            assert modal(here.texts, here.fielding, here.interview) is None
            continue
        view = here.modal()
        assert refused(view) == []
        assert (view["callback_id"], view["private_metadata"]) == (FORMS[kind], f"field-sales|{NUMBER}|")
        assert {element["action_id"] for element in elements(view).values()} == {"value"}


def test_no_question_in_hand_has_no_modal(maya: Desk) -> None:
    """After Submit an old [Answer] button opens nothing."""
    assert modal(maya.texts, maya.fielding, maya.interview) is None


def test_the_boxes_of_today_are_four_empty_ones_in_this_persons_order(maya: Desk) -> None:
    """No number is suggested, and any one box may stay empty."""
    view = maya.at("own-split", "r0").modal()
    assert inputs(view) == maya.interview.order
    assert not any("initial_value" in element for element in elements(view).values())
    assert all(block["optional"] for block in view["blocks"] if block["type"] == "input")


@pytest.mark.parametrize(
    ("here", "filled"),
    [
        (lambda maya: maya.with_answer("own-split", TODAY, "r0").at("future-split", "r0"), (60, 20, 13, 7)),
        (lambda maya: maya.with_answer("own-split", TODAY, "r0").at("own-split", "r0"), (60, 20, 13, 7)),
        (lambda maya: maya.at("own-split", "r0", Proposed((57, 19, 16, 8), "typed", 95)), (57, 19, 16, 8)),
    ],
    ids=["to be starts from today", "an answer edited", "a proposal adjusted"],
)
def test_boxes_are_filled_with_what_there_is_to_start_from(maya: Desk, here: Any, filled: tuple[int, ...]) -> None:
    """To-be starts from their own today, an edited answer from itself, a proposal from its four numbers."""
    boxes = elements(here(maya).modal())
    assert (
        tuple(int(boxes[name]["initial_value"]) for name in ("servicing", "farming", "hunting", "sourcing")) == filled
    )


def test_a_to_be_given_before_beats_today(maya: Desk) -> None:
    """Editing the future shows the future as it was given."""
    both = maya.with_answer("own-split", TODAY, "r0").with_answer("future-split", Divided((0, 0, 100, 0), "taps"), "r0")
    assert elements(both.at("future-split", "r0").modal())["hunting"]["initial_value"] == "100"


def test_ticks_show_what_was_picked_and_how_many_may_be(maya: Desk) -> None:
    """Choices are ticks; the limit of this person's group stands below; an edited answer is ticked."""
    view = maya.with_answer("roles-seen", Picked(("r2",))).at("roles-seen").modal()
    ticks = elements(view)["options"]
    assert [entry["value"] for entry in ticks["options"]] == ["r1", "r2", "none"]
    assert [entry["value"] for entry in ticks["initial_options"]] == ["r2"]
    assert "Pick up to 2." in words(view)


def test_picking_too_many_says_how_many_were_picked(maya: Desk) -> None:
    """The error adds to the limit that stands below the ticks already: what was picked, and how many to clear."""
    found = (Rejection("too-many", {"picked": 3, "most": 2}, "options"),)
    said = rejections(maya.texts, ("options",), found)["options"]
    assert said == "You picked 3; 2 at most can be kept. Clear 1."


def test_more_than_ten_options_are_a_drop_down(texts: Texts) -> None:
    """Slack takes ten ticks; a dozen roles are picked from a list that knows its limit."""
    many = seated(texts, fielded(tuple(f"Role {at}" for at in range(13)))).at("roles-seen").modal()
    assert elements(many)["options"]["type"] == "multi_static_select"
    assert elements(many)["options"]["max_selected_items"] == 2
    assert refused(many) == []


def test_a_matrix_has_a_row_for_each_thing_asked(maya: Desk) -> None:
    """Few options are seen at once, many drop down; accountabilities, in this person's order, say what they mean."""
    rated = maya.with_answer("definitions", Rated({"farming": "roughly"})).at("definitions").modal()
    assert tuple(elements(rated)) == maya.interview.order
    assert elements(rated)["farming"]["initial_option"]["value"] == "roughly"
    assert "initial_option" not in elements(rated)["hunting"]
    assert maya.fielding.terms["hunting"].definition in words(rated)
    assert elements(maya.at("owners").modal())["farming"]["type"] == "static_select"


def test_a_definition_is_read_before_it_is_judged(maya: Desk) -> None:
    """What a word means stands right above the options that say whether it is used so, not below them."""
    blocks = maya.at("definitions").modal()["blocks"]
    for name in maya.interview.order:
        term = maya.fielding.terms[name]
        row = next(block for block in blocks if block.get("block_id") == name)
        assert row["label"]["text"] == f"{term.label}: {term.definition}"
        assert "hint" not in row


def test_the_rows_of_a_follow_up_are_those_picked(maya: Desk) -> None:
    """Only the symptoms someone saw are asked about, by the names they were picked under, and any may stay open."""
    view = maya.with_answer("symptoms", Picked(("poor-service", "two-on-one"))).at("symptom-situations").modal()
    assert list(elements(view)) == ["poor-service", "two-on-one"]
    assert "Two of us on one customer" in words(view)
    assert all(block["optional"] for block in view["blocks"] if block["type"] == "input")


def test_a_text_that_is_no_verbatim_asks_for_no_leave_to_quote(maya: Desk) -> None:
    """The name of a missing role goes to the facilitator alone, so nothing is asked about quoting it."""
    assert set(elements(maya.at("own-role-name").modal())) == {"text"}


def test_a_candid_text_is_not_quotable_unless_ticked(maya: Desk) -> None:
    """The tick starts empty; an edited text comes back with its own tick."""
    fresh = elements(maya.at("not-miss").modal())
    assert "initial_options" not in fresh["quotable"]
    again = elements(maya.with_answer("not-miss", Wrote("R&D <b>", quotable=True)).at("not-miss").modal())
    assert again["text"]["initial_value"] == "R&D <b>"
    assert again["quotable"]["initial_options"][0]["value"] == "yes"


def test_later_asks_when_and_starts_at_tomorrow_morning(maya: Desk) -> None:
    """An hour, tomorrow morning or a time of one's own."""
    view = later(maya, 100)
    assert refused(view) == []
    assert [entry["value"] for entry in elements(view)["when"]["options"]] == ["hour", "morning", "pick"]
    assert elements(view)["when"]["initial_option"]["value"] == "morning"
    assert elements(view)["at"]["type"] == "datetimepicker"


def test_later_offers_no_time_that_cannot_be_had(maya: Desk) -> None:
    """A morning after the close is not offered; where not even an hour is left before it, there is nothing to ask."""
    view = later(maya, 3)
    assert [entry["value"] for entry in elements(view)["when"]["options"]] == ["hour", "pick"]
    assert elements(view)["when"]["initial_option"]["value"] == "hour"
    assert later_modal(maya.texts, maya.fielding, maya.interview, maya.fielding.deadline - 7_199) is None


def later(desk: Desk, hours: float) -> dict[str, Any]:
    """What asks for a time, so many hours before the close."""
    view = later_modal(desk.texts, desk.fielding, desk.interview, desk.fielding.deadline - hours * 3_600)
    assert view is not None
    return view


def test_declining_may_name_a_better_person(maya: Desk) -> None:
    """Naming somebody is optional."""
    view = decline_modal(maya.texts, maya.fielding, maya.interview)
    assert refused(view) == []
    assert [block["optional"] for block in view["blocks"] if block["type"] == "input"] == [True]


def test_the_words_are_shown_and_nothing_is_submitted(maya: Desk) -> None:
    """All four with their meaning, and where a customer begins and ends."""
    view = terms_modal(maya.texts, maya.fielding, maya.interview)
    assert refused(view) == []
    assert "submit" not in view
    assert all(term.definition in words(view) for term in maya.fielding.terms.values())
    assert "first order" in words(view)


def test_an_error_stands_at_its_input(maya: Desk) -> None:
    """What is about one box or row is told there; what is about the whole, at the first; nothing is overwritten."""
    found = (
        Rejection("split-number", {"typed": "<x>"}, "farming"),
        Rejection("split-zeros"),
        Rejection("split-far", {"sum": 9}),
    )
    said = rejections(maya.texts, maya.interview.order, found)
    assert said["farming"] == "“<x>” is not a whole number. Each of the four takes a number from 0 to 100."
    assert said["sourcing"].startswith("All four are 0.")
    assert "These make 9" in said["sourcing"]


@pytest.mark.parametrize("reason", REPROMPTS)
def test_every_reprompt_reads_as_plain_words_in_a_modal(maya: Desk, reason: str) -> None:
    """A modal's error shows every character as it is, so that no reprompt may lean on markup."""
    said = rejections(maya.texts, ("text",), (Rejection(reason, dict.fromkeys(REPROMPTS[reason], 5)),))["text"]
    assert said
    assert not set("*_`<>") & set(said)
