"""Receipts and the review: every answer comes back in words, and can be changed."""

import pytest
from msgspec.structs import replace

from bot.interview.model import Fielding
from bot.interview.path import lines, unanswered
from bot.interview.turns import Taps
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.model import GROUPS, Group
from bot.questionnaire.routing import Step
from bot.rendering.blocks import Message
from bot.rendering.ids import decode
from bot.rendering.receipts import settled_message
from tests.rendering.desk import Desk, controls, fielded, refused, seated, words

CASES: list[tuple[str, str, Answer, str]] = [
    ("own-role", "", Chosen("right"), "Your role*\nYes, right"),
    ("roles-seen", "", Picked(("r1", "r2")), "Roles you see*\nInside sales, Hunter"),
    (
        "definitions",
        "",
        Rated({"servicing": "same", "hunting": "roughly"}),
        "Hunting: Roughly\nServicing: That is how we use it",
    ),
    (
        "own-split",
        "r0",
        Divided((60, 20, 13, 7), "taps"),
        "Time today · Account manager*\n`█▓▓▓▒▒▒▒░░░░░░░░░░░░`\n█\u00a0Sourcing",
    ),
    ("own-split", "r0", Unfamiliar(), "Not known well enough to judge"),
    ("not-miss", "", Wrote("Too late", quotable=True), "What not to miss*\nAnswered (may be quoted without your name)"),
    ("not-miss", "", Wrote("Too late", quotable=False), "What not to miss*\nAnswered (not to be quoted)"),
    ("not-miss", "", Skipped(), "What not to miss*\nSkipped"),
]


def settled(here: Desk, question: str, about: str = "") -> Message:
    """The card of a step once it is no longer in hand."""
    return settled_message(here.texts, here.fielding, here.interview, Step(question, about))


@pytest.mark.parametrize(("question", "about", "answer", "said"), CASES)
def test_an_answered_card_says_the_answer_and_can_be_changed(
    maya: Desk, question: str, about: str, answer: Answer, said: str
) -> None:
    """The receipt names the question, gives the answer in words, and [Change] leads back to this very step."""
    receipt = settled(maya.with_answer(question, answer, about), question, about)
    assert said in receipt.text
    assert refused(receipt) == []
    assert decode(controls(receipt.blocks)["edit"])[1] == (f"{question}/{about}" if about else question)


def test_a_card_left_without_an_answer_says_that_it_comes_again(maya: Desk) -> None:
    """A question left or repeated asks nothing any more, and claims no answer."""
    receipt = settled(maya, "own-split", "r0")
    assert receipt.text == "Time today · Account manager: again below."
    assert controls(receipt.blocks) == {}


def test_an_answer_being_given_anew_is_not_claimed_meanwhile(maya: Desk) -> None:
    """The old card of a question that is in hand again points below instead of showing the old answer."""
    again = maya.with_answer("own-role", Chosen("right")).at("own-role")
    assert "again below" in settled(again, "own-role").text


def test_a_split_on_its_way_goes_on_below(maya: Desk) -> None:
    """Each of the three taps leaves a short line behind, which speaks of no going back."""
    tapping = maya.at("own-split", "r0", Taps((60,)))
    assert settled(tapping, "own-split", "r0").text == "Time today · Account manager: goes on below."


def test_what_was_consented_to_stays_readable(maya: Desk) -> None:
    """After Start the card still says who sees what, and offers nothing to press."""
    receipt = settled(maya.with_answer("consent", Chosen("start")), "consent")
    assert "not anonymous" in words(receipt.blocks)
    assert receipt.text == "You agreed to take part."
    assert controls(receipt.blocks) == {}
    assert refused(receipt) == []


def test_a_consent_card_asked_again_is_not_shown_twice(maya: Desk) -> None:
    """While consent is still asked for, an older copy of its card points to the one below."""
    assert settled(maya.at("consent"), "consent").text == "Taking part: again below."


def test_a_review_that_was_submitted_says_so(maya: Desk) -> None:
    """After Submit nothing is asked again below, and the review's card does not claim it."""
    sent = settled(maya.now(status="submitted"), "review")
    assert sent.text == "*Your answers*\nSubmitted."
    assert controls(sent.blocks) == {}
    assert refused(sent) == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_receipt_on_the_route_is_one_slack_takes(texts: Texts, group: Group) -> None:
    """Whatever was answered, the answered card can be drawn."""
    *_, here = seated(texts, fielded(("Account manager", "Inside sales", "Hunter")), group).along()
    for step in here.interview.answers():
        assert refused(settled(here, step.question, step.about)) == [], step


def test_the_review_numbers_the_lines_that_edit_means(maya: Desk) -> None:
    """Line 3 of the card is line 3 of "edit 3", and each line can be opened from the list."""
    *_, here = maya.along()
    listed = lines(here.fielding, here.interview)
    card = here.card()
    said = words(card.blocks)
    assert all(
        f"*{at}  {here.fielding.questionnaire.wording.questions[step.question].short}" in said
        for at, step in enumerate(listed, 1)
    )
    offered = [decode(value)[1] for value in controls(card.blocks)["edit"].split()]
    assert offered == [f"{step.question}/{step.about}".rstrip("/") for step in listed]


def test_the_review_says_what_is_open_and_what_is_needed(maya: Desk) -> None:
    """A needed split and a question that may stay open are told apart."""
    read = words(maya.at("review").card().blocks)
    assert "Time today · Account manager*: _needed before you submit_" in read
    assert "What not to miss*: _not answered_" in read


def test_a_review_before_the_end_does_not_say_that_was_all(maya: Desk) -> None:
    """Opened by "edit" half-way, it says how much is open and leads back to it; with all answered it asks to submit."""
    card = maya.at("review").card()
    still = len(unanswered(maya.fielding, maya.interview))
    assert card.text.startswith(f"Your answers so far. {still} questions are still open.")
    assert controls(card.blocks).keys() >= {"skip", "submit"}
    *_, whole = maya.along()
    assert whole.card().text.startswith("That was all.")
    assert "skip" not in controls(whole.card().blocks)


def test_after_submit_the_review_submits_no_more(maya: Desk) -> None:
    """A change counts at once, so there is nothing left to submit; the card can be left."""
    *_, here = maya.along()
    assert "submit" in controls(here.card().blocks)
    sent = here.now(status="submitted").card()
    assert "submit" not in controls(sent.blocks)
    assert sent.text.startswith("Your answers are in")
    assert "skip" in controls(sent.blocks)
    assert refused(sent) == []


def test_a_long_line_of_the_review_is_cut_only_where_it_has_to_be(maya: Desk) -> None:
    """Five situations with their owners, and a page of candid words, are read whole before they are submitted."""
    *_, here = maya.along()
    situations = here.fielding.questionnaire.question("situations").rows
    here = here.with_answer("situations", Rated(dict.fromkeys(situations, "several")))
    here = here.with_answer("not-miss", Wrote("so be it " * 200 + "to the end", quotable=True))
    card = here.card()
    read = words(card.blocks)
    assert "to the end" in read
    assert read.count("More than one of us") >= len(situations)
    assert "…" not in read
    assert refused(card) == []


def test_the_longest_review_still_fits_one_message(texts: Texts) -> None:
    """Someone who judged ten roles with the longest names, at length, gets a card Slack takes with every line in it."""
    fielding = fielded(tuple(f"{at} {'Regional account manager & more ' * 5}" for at in range(10)))
    *_, here = seated(texts, judging_all(fielding), "manager").along()
    for step in here.interview.answers():
        if here.kind(step) == "text":
            here = here.with_answer(step.question, Wrote("&" * 2_000, quotable=True), step.about)
    listed, card = lines(here.fielding, here.interview), here.card()
    assert len(listed) > 40
    assert refused(card) == []
    assert all(f"*{at}  " in words(card.blocks) for at in range(1, len(listed) + 1))


def judging_all(fielding: Fielding) -> Fielding:
    """The fielding with no limit on how many roles one may judge."""
    sections = tuple(
        replace(section, questions=tuple(replace(question, most=None) for question in section.questions))
        for section in fielding.questionnaire.sections
    )
    return replace(fielding, questionnaire=replace(fielding.questionnaire, sections=sections))


def test_a_line_whose_ids_are_too_long_for_slack_is_left_off_the_list_alone(maya: Desk) -> None:
    """Slack refuses a card for one value of 151 characters: that line stays readable and can be edited by typing."""
    roles = tuple(replace(role, id=f"{'r' * 80}{at}") for at, role in enumerate(maya.fielding.roles))
    here = maya.now(role=roles[0].id, key=replace(maya.interview.key, assessment="a" * 60)).at("review")
    card = Desk(maya.texts, replace(maya.fielding, roles=roles), here.interview).card()
    assert refused(card) == []
    assert "Time today · Account manager" in words(card.blocks)
    assert "own-role" in controls(card.blocks)["edit"]
    assert "own-split" not in controls(card.blocks)["edit"]
