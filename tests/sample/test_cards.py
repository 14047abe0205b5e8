"""Cards as a person reads them."""

from typing import Any

from bot.rendering.ids import Action, Address, encode
from bot.sample.cards import card_of, offers, open_cards, thanks

Json = dict[str, Any]


def message(ts: str, number: int, assessment: str = "sales", *options: str) -> Json:
    """A card with a button for each option, below a paragraph."""
    buttons = [
        {"type": "button", "action_id": f"{Action.OPTION}:{at}", "value": encode(Address(assessment, number), option)}
        for at, option in enumerate(options or ("right",))
    ]
    words = {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "About *Hunter*."}}
    return {"ts": ts, "text": "?", "blocks": [words, {"type": "actions", "block_id": "a", "elements": buttons}]}


def test_a_card_tells_its_question_its_options_and_its_words() -> None:
    """The address comes from its controls, the options from their values, the words from the rest."""
    card = card_of(message("1.0", 7, "sales", "right", "wrong"))
    assert card is not None
    assert card.address == Address("sales", 7)
    assert card.offers(Action.OPTION) == ["right", "wrong"]
    assert card.controls(Action.OPTION)[0]["block_id"] == "a"
    assert card.words == "About *Hunter*."


def test_a_drop_down_offers_its_options() -> None:
    """The options of a drop-down count as those of buttons do."""
    options = [{"value": encode(Address("sales", 3), name)} for name in ("am", "is")]
    select = {"type": "static_select", "action_id": Action.OPTION, "options": options}
    card = card_of({"ts": "1.0", "blocks": [{"type": "actions", "block_id": "a", "elements": [select]}]})
    assert card is not None
    assert card.offers(Action.OPTION) == ["am", "is"]


def test_what_asks_nothing_is_no_card() -> None:
    """A receipt's [Change] asks nothing, nor does a control whose value is not the bot's."""
    change = {"type": "button", "action_id": Action.EDIT, "value": encode(Address("sales", 4), "own-split")}
    foreign = {"type": "button", "action_id": Action.OPTION, "value": "anything"}
    for control in (change, foreign):
        assert card_of({"ts": "1.0", "blocks": [{"type": "actions", "block_id": "a", "elements": [control]}]}) is None
    assert card_of({"ts": "1.0", "text": "Hello"}) is None


def test_the_open_card_is_the_highest_of_its_assessment() -> None:
    """Of each assessment the card with the highest number is open, of two copies the later one."""
    messages = [message("3.0", 2), message("1.0", 2), message("2.0", 1), message("4.0", 1, "service")]
    found = open_cards(messages)
    assert {name: card.message["ts"] for name, card in found.items()} == {"sales": "3.0", "service": "4.0"}


def thanked(ts: str, assessment: str = "sales") -> Json:
    """What stands at the end of an interview, with its two buttons."""
    value = encode(Address(assessment, 0))
    buttons = [{"type": "button", "action_id": action, "value": value} for action in (Action.REVIEW, Action.ERASE)]
    return {"ts": ts, "text": "Thank you", "blocks": [{"type": "actions", "block_id": "a", "elements": buttons}]}


def test_a_card_older_than_the_thanks_is_closed() -> None:
    """A card that never became its receipt is not open once the answers were sent; one that came after them is."""
    assert open_cards([message("1.0", 7), thanked("2.0")]) == {}
    assert open_cards([message("1.0", 7, "service"), thanked("2.0")]).keys() == {"service"}
    assert open_cards([thanked("2.0"), message("3.0", 8)]).keys() == {"sales"}


def test_thanks_are_told_from_other_buttons() -> None:
    """Only the message with both buttons thanks; the latest of an assessment counts."""
    assert thanks([message("1.0", 7), thanked("2.0"), thanked("3.0")]) == {"sales": "3.0"}


def test_a_button_is_found_by_its_assessment() -> None:
    """The same button of another assessment is not meant."""
    assert offers([thanked("2.0")], Action.ERASE, "sales")
    assert not offers([thanked("2.0")], Action.ERASE, "service")
    assert not offers([thanked("2.0")], Action.POST_SUMMARY, "sales")
