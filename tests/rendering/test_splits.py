"""A split on its card: the three ways to give one, and the bar that shows one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.interview.turns import Proposed, Taps
from bot.questionnaire.answers import Divided, Points, Unfamiliar
from bot.rendering.ids import decode
from bot.rendering.splits import BAR, FILLS, bar
from bot.rendering.voice import voice
from tests.rendering.desk import Desk, controls, refused, words

TODAY = Divided((60, 20, 13, 7), "numbers")
POINTS = (
    st.lists(st.integers(0, 100), min_size=3, max_size=3)
    .map(sorted)
    .map(lambda cuts: (cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2]))
)


@given(POINTS)
def test_a_bar_has_twenty_characters_and_names_every_number(maya: Desk, points: Points) -> None:
    """Each part is within a character of its share, and the numbers stand beside it in words."""
    drawn, named = bar(voice(maya.texts, maya.fielding, maya.interview), points).split("\n")
    cells = drawn.strip("`")
    assert len(cells) == BAR
    by_name = dict(zip(("servicing", "farming", "hunting", "sourcing"), points, strict=True))
    in_order = [by_name[name] for name in maya.interview.order]
    assert all(abs(cells.count(fill) - share / 5) < 1 for fill, share in zip(FILLS, in_order, strict=True))
    assert [int(number) for number in re.findall(r"\*(\d+)\*", named)] == in_order


def test_the_split_of_today_starts_empty_and_says_how_to_type_it(maya: Desk) -> None:
    """Four numbers, three taps, not knowing the role, or typing in this person's own order."""
    card = maya.at("own-split", "r0").card()
    assert {"open", "tap-way", "dont-know"} <= set(controls(card.blocks))
    assert "in this order: Sourcing (inbound enquiries), Hunting, Farming, Servicing." in words(card.blocks)
    assert "*60*" not in words(card.blocks)


def test_the_split_to_be_starts_from_their_own_today(maya: Desk) -> None:
    """Their own split of today is shown and can be taken over with one tap."""
    card = maya.with_answer("own-split", TODAY, "r0").at("future-split", "r0").card()
    assert "Servicing *60*" in words(card.blocks)
    assert decode(controls(card.blocks)["option"])[1] == "same"
    assert {"open", "tap-way", "dont-know"} <= set(controls(card.blocks))


def test_without_a_today_there_is_nothing_to_take_over(maya: Desk) -> None:
    """Who could not judge the role today is asked for four numbers, as at first."""
    card = maya.with_answer("own-split", Unfamiliar(), "r0").at("future-split", "r0").card()
    assert "option" not in controls(card.blocks)
    assert "open" in controls(card.blocks)


def test_each_tap_asks_of_what_is_left(maya: Desk) -> None:
    """The three taps name the share they divide; where nobody buys yet, or everybody does, one is passed over."""
    asked = {
        given: maya.at("own-split", "r0", Taps(given)).card().text for given in [(), (60,), (60, 30), (0,), (100,)]
    }
    assert "people who already buy" in asked[()]
    assert "Of those 60 %" in asked[60,]
    assert "Of the 40 %" in asked[60, 30]
    assert "Of the 100 %" in asked[0,]
    assert "Of those 100 %" in asked[100,]


def test_what_was_tapped_so_far_stays_in_sight(maya: Desk) -> None:
    """Each further tap says what the ones before it were, so that a slip is seen while "back" still undoes it."""
    shown = {given: words(maya.at("own-split", "r0", Taps(given)).card().blocks) for given in [(), (60,), (60, 30)]}
    assert "So far" not in shown[()]
    assert "So far: 60 % with people who already buy." in shown[60,]
    assert "So far: 60 % with people who already buy, 30 % of that started by us." in shown[60, 30]


def test_a_tap_has_eleven_choices(maya: Desk) -> None:
    """0, 10 ... 100 per cent, each carrying its own number; the question itself stays in sight."""
    card = maya.at("own-split", "r0", Taps(())).card()
    values = controls(card.blocks)
    assert [decode(values[f"tap:{at}"])[1] for at in range(11)] == [str(percent) for percent in range(0, 101, 10)]
    assert "how do 100 points divide" in words(card.blocks)
    assert refused(card) == []


def test_four_proposed_numbers_count_only_once_they_look_right(maya: Desk) -> None:
    """They are shown as a bar, to be confirmed or adjusted, and "back" leads out."""
    card = maya.at("own-split", "r0", Proposed((60, 20, 13, 7), "taps")).card()
    assert {"confirm", "open", "back"} <= set(controls(card.blocks))
    assert "Servicing *60*" in words(card.blocks)
    assert "scaled" not in card.text


def test_numbers_that_were_scaled_say_so(maya: Desk) -> None:
    """Who typed numbers making 95 reads that they were scaled to 100."""
    assert (
        "These make 95; scaled to 100" in maya.at("own-split", "r0", Proposed((60, 20, 13, 7), "typed", 95)).card().text
    )
