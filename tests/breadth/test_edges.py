"""The lines themselves: ties, halves and the last value on either side."""

import pytest

from bot.breadth.analysis_text import analysis_text
from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.camps import two_camps
from bot.breadth.change import Direction, change
from bot.breadth.disagreement import disagreement_band
from bot.breadth.gap import Chance, group_gaps
from bot.breadth.ranking import gap_item
from bot.breadth.report import report
from bot.breadth.split import half_up
from bot.breadth.tension import Tension, breadth_band, tension_band
from bot.questionnaire.splits import largest_remainder


def judged(*answers, groups=None, moment="as_is"):
    """Data about one role, an answer a person."""
    groups = groups or ["holder"] * len(answers)
    people = tuple(
        Respondent(str(number), {"AM": Judgement(group, **{moment: answer})})
        for number, (group, answer) in enumerate(zip(groups, answers, strict=True))
    )
    return Data((Role("AM"),), people)


@pytest.mark.parametrize(
    ("value", "shown"), [(2.5, 3), (3.5, 4), (39.5, 40), (39.4999, 39), (39.4999999999, 40), (0, 0)]
)
def test_halves_go_up(value, shown):
    """Halves go up, even and odd alike, and so does what is a half but for its last bits."""
    assert half_up(value) == shown


def test_equal_fractions_favour_the_first():
    """Points that several accountabilities are owed alike go to the first in order, thirds included."""
    assert largest_remainder((25.5, 25.5, 24.5, 24.5)) == (26, 26, 24, 24)
    assert largest_remainder((100 / 3, 0, 100 / 3, 100 / 3)) == (34, 0, 33, 33)


@pytest.mark.parametrize(
    ("band", "value", "word"),
    [
        (tension_band, 19.49, "low"),
        (tension_band, 19.5, "some"),
        (tension_band, 39.49, "some"),
        (tension_band, 39.5, "strong"),
        (disagreement_band, 19.49, "broad agreement"),
        (disagreement_band, 19.5, "mixed views"),
        (disagreement_band, 29.5, "contested"),
        (breadth_band, 1.449, "focused"),
        (breadth_band, 1.45, "paired"),
        (breadth_band, 2.45, "broad"),
    ],
)
def test_bands_go_by_the_shown_value(band, value, word):
    """No reader sees a value on a line called by the word below it."""
    assert band(value) == word


def test_of_equal_tensions_the_first_is_the_headline():
    """Existing customers come before prospects, and both before new against existing."""
    assert Tension(40, 40, 40).headline == "existing"
    assert Tension(0.1 + 0.2, 0.3, 0).headline == "existing"
    assert Tension(0.3, 0.1 + 0.2, 0).headline == "existing"
    assert Tension(10, 20, 20).headline == "prospects"


@pytest.mark.parametrize(("hits", "slight"), [(1, True), (5, True), (6, False)])
def test_one_in_twenty_is_slight(hits, slight):
    """A chance of exactly 5 in 100 is still no coincidence."""
    assert Chance(hits, 100).slight == slight


def cells(**groups):
    """A cell a group."""
    return {group: {f"{group}{n}": answer for n, answer in enumerate(given)} for group, given in groups.items()}


def test_the_largest_gap_is_the_item():
    """Of three groups the two furthest apart are the item; of equal gaps the first pair."""
    far = cells(holder=[(100, 0, 0, 0)] * 3, manager=[(90, 10, 0, 0)] * 3, colleague=[(50, 50, 0, 0)] * 3)
    assert gap_item("AM", group_gaps(far, all_chances=True)).groups == ("holder", "colleague")
    even = cells(holder=[(100, 0, 0, 0)] * 3, manager=[(50, 50, 0, 0)] * 3, colleague=[(50, 0, 50, 0)] * 3)
    assert gap_item("AM", group_gaps(even, all_chances=True)).groups == ("holder", "manager")


def test_an_answer_between_two_camps_joins_the_first():
    """An answer as near to one centre as to the other belongs to the first in order."""
    camps = two_camps([(0, 100, 0, 0)] * 3 + [(50, 50, 0, 0)] + [(100, 0, 0, 0)] * 3)
    assert [len(side) for side in camps.sides] == [4, 3]
    assert (50, 50, 0, 0) in camps.sides[0]
    assert (0, 100, 0, 0) in camps.sides[0]


@pytest.mark.parametrize(
    ("few", "many", "found"), [(2, 6, True), (2, 7, False), (3, 9, True), (3, 10, False), (1, 5, False)]
)
def test_a_camp_is_a_quarter(few, many, found):
    """The smaller camp needs two people and a quarter of all."""
    assert two_camps([(100, 0, 0, 0)] * few + [(0, 100, 0, 0)] * many).found == found


@pytest.mark.parametrize("n", [5, 61])
def test_camps_are_looked_for_among_6_to_60(n):
    """Fewer than 6 answers or more than 60 are not divided."""
    assert two_camps([(100 - k, k, 0, 0) for k in range(n)]) is None


def test_moved_by_five():
    """An accountability counts as moved from 5 points; of equally many ways up comes first, then down."""
    up = change([((50, 50, 0, 0), (45.1, 50, 4.9, 0)), ((50, 50, 0, 0), (45, 55, 0, 0))])
    assert up.directions["servicing"] == Direction("down", agreed=False)
    assert up.directions["farming"] == Direction("up", agreed=False)
    assert up.directions["hunting"] == Direction("steady", agreed=True)


@pytest.mark.parametrize("moment", ["as_is", "to_be"])
def test_a_role_needs_two_answers_to_be_discussed(moment):
    """One answer makes no item; two do."""
    assert report(judged((50, 50, 0, 0), moment=moment)).ranking == ()
    kinds = {row.item.kind for row in report(judged((50, 50, 0, 0), (0, 0, 50, 50), moment=moment)).ranking}
    assert kinds == ({"tension", "disagreement"} if moment == "as_is" else {"future"})


def test_leaning_towards_the_largest_group():
    """An average far from the average of the groups' averages is told to lean; of groups of one size it never does."""
    groups = ["holder"] * 9 + ["manager"] * 3
    answers = [(100, 0, 0, 0)] * 9 + [(0, 100, 0, 0)] * 3
    assert report(judged(*answers, groups=groups)).roles["AM"].as_is.leans
    assert "leans towards the group with most answers" in analysis_text(report(judged(*answers, groups=groups)))
    assert not report(judged(*answers[6:], groups=groups[6:])).roles["AM"].as_is.leans
