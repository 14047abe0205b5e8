"""The card a newcomer finds."""

from msgspec.structs import replace

from bot.sample.guide import Turnout, card, closed_card, posted_card

BEGUN = Turnout(19, 24, hero_done=False)


def test_the_summary_comes_first_then_maya() -> None:
    """Two paths, each with the button that goes there; the people and answers are told to be made up."""
    shown = card(replace(BEGUN, waiting=["Ben"]))
    assert [step["action"]["label"] for step in shown["steps"]] == ["See a summary (1 minute)", "Answer as Maya"]
    assert "made up" in shown["text"]


def test_it_counts_who_has_answered() -> None:
    """The figures are those of now, as the facilitator reads them."""
    assert "24 stakeholders, 19 have answered" in card(BEGUN)["text"]
    assert "24 stakeholders, all 24 have answered" in card(replace(BEGUN, done=24))["text"]


def test_maya_is_offered_until_she_has_answered() -> None:
    """Once she has submitted, only the summary is left to see."""
    shown = card(replace(BEGUN, done=20, hero_done=True))
    assert [step["action"]["label"] for step in shown["steps"]] == ["See a summary (1 minute)"]


def test_it_follows_the_others() -> None:
    """The button is there while someone waits and nobody answers; the note says who."""
    both = replace(BEGUN, waiting=["Lars", "Ben"])
    assert card(both)["note"] == "Lars and Ben have not answered yet."
    assert card(both)["buttons"]
    one = replace(both, answering=["Ben"])
    assert card(one)["note"] == "Ben is answering: look in on them."
    assert card(one)["buttons"] == []
    assert card(BEGUN)["note"] == "All the others have answered."
    assert card(BEGUN)["buttons"] == []


def test_between_close_and_summary_it_leads_to_the_preview() -> None:
    """Closed, nobody is to answer any more: the one step left is Ana's."""
    shown = closed_card(BEGUN)
    assert [step["action"]["channel"] for step in shown["steps"]] == ["D0ANA"]
    assert "19 of 24" in shown["text"]
    assert "buttons" not in shown


def test_it_makes_room_for_the_summary() -> None:
    """Once the summary is posted nothing is left to press."""
    assert posted_card()["steps"] == []
