"""The card a newcomer finds."""

from bot.sample.guide import card, posted_card


def test_the_summary_comes_first_then_maya() -> None:
    """Two paths, each with the button that goes there; the people and answers are told to be made up."""
    shown = card(["Ben"], [])
    assert [step["action"]["label"] for step in shown["steps"]] == ["See a summary (1 minute)", "Answer as Maya"]
    assert "made up" in shown["text"]


def test_it_follows_the_others() -> None:
    """The button is there while someone waits and nobody answers; the note says who."""
    assert card(["Lars", "Ben"], [])["note"] == "Lars and Ben have not answered yet."
    assert card(["Lars", "Ben"], [])["buttons"]
    assert card(["Lars", "Ben"], ["Ben"])["note"] == "Ben is answering: look in on them."
    assert card(["Lars", "Ben"], ["Ben"])["buttons"] == []
    assert card([], [])["note"] == "All the others have answered."
    assert card([], [])["buttons"] == []


def test_it_makes_room_for_the_summary() -> None:
    """Once the summary is posted nothing is left to press."""
    assert posted_card()["steps"] == []
