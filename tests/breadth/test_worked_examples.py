"""The worked examples of the method, value for value."""

import pytest

from bot.breadth.camps import two_camps
from bot.breadth.change import change
from bot.breadth.disagreement import apartness, disagreement_band
from bot.breadth.gap import group_gaps
from bot.breadth.measures import measure
from bot.breadth.ownership import ownership
from bot.breadth.report import report
from bot.breadth.split import half_up, whole_points
from bot.breadth.tension import Tension, breadth_band, breadth_tenths, role_breadth, role_tension, tension_band
from bot.questionnaire.splits import largest_remainder


def cell(answers):
    """A cell with one answer a person."""
    return {f"p{number}": answer for number, answer in enumerate(answers)}


def group_cells(**groups):
    """A cell for each group named."""
    return {group: {f"{group}{i}": answer for i, answer in enumerate(answers)} for group, answers in groups.items()}


@pytest.mark.parametrize(
    ("answer", "tension", "shown", "exact"),
    [
        ((60, 20, 10, 10), (40, 20, 40), 24, 2.3810),
        ((50, 50, 0, 0), (100, 0, 0), 20, 2.0),
        ((25, 25, 25, 25), (50, 50, 100), 40, 4.0),
        ((0, 0, 70, 30), (0, 60, 0), 17, 1.7241),
        ((100, 0, 0, 0), (0, 0, 0), 10, 1.0),
        ((40, 40, 20, 0), (80, 0, 40), 28, 2.7778),
        ((5, 95, 0, 0), (10, 0, 0), 11, 1.1050),
    ],
)
def test_single_answers(answer, tension, shown, exact):
    """Example 1: one answer's tension on each axis and its breadth, exact and in shown tenths."""
    assert role_tension([answer]) == Tension(*tension)
    assert role_breadth([answer]) == pytest.approx(exact, abs=5e-5)
    assert breadth_tenths(role_breadth([answer])) == shown


@pytest.mark.parametrize(
    ("typed", "scaled"),
    [
        ((35, 35, 20, 5), (37, 37, 21, 5)),
        ((33, 33, 33, 0), (34, 33, 33, 0)),
        ((40, 40, 20, 5), (38, 38, 19, 5)),
        ((30, 30, 30, 12), (30, 29, 29, 12)),
    ],
)
def test_scaling(typed, scaled):
    """Example 2: a sum near 100 is scaled by the largest remainder."""
    assert largest_remainder(typed) == scaled


def test_one_role_five_answers(example_3):
    """Example 3: the average split, tension, breadth, disagreement, the all-four flag and how sure each is."""
    measures = measure(cell(example_3))
    assert whole_points(measures.mean) == (45, 31, 14, 10)
    assert measures.tension == Tension(50, 20, 48)
    assert measures.breadth == pytest.approx(2.8061, abs=5e-5)
    assert breadth_band(measures.breadth) == "broad"
    assert measures.disagreement == 19
    assert disagreement_band(19) == "broad agreement"
    assert min(measures.disagreement_without) == pytest.approx(10.8333, abs=5e-5)
    assert max(measures.disagreement_without) == 22.5
    assert measures.disagreement_evidence == "firm"
    assert measures.all_four == 5
    assert tension_band(measures.tension.existing) == "strong"
    assert measures.tension_evidence["existing"] == "firm"
    assert (min(measures.tension_without), max(measures.tension_without)) == (47.5, 52.5)


def test_the_average_trap():
    """Example 4: two kinds of specialist are contested, not one broad role, as averaging first would have it."""
    answers = [(0, 100, 0, 0)] * 3 + [(0, 0, 100, 0)] * 3
    measures = measure(cell(answers))
    camps = two_camps(answers)
    assert measures.breadth == 1
    assert measures.tension == Tension(0, 0, 0)
    assert measures.disagreement == 60
    assert disagreement_band(60) == "contested"
    assert measures.disagreement_evidence == "firm"
    assert camps is not None
    assert (camps.found, camps.between, camps.within) == (True, 100, 0)
    assert [len(side) for side in camps.sides] == [3, 3]
    assert role_breadth([measures.mean]) == 2
    assert role_tension([measures.mean]).new_v_existing == 100


def test_two_camps():
    """Example 5: two camps are found, and a tension exactly on the line hangs on one answer."""
    answers = [(70, 20, 10, 0), (65, 25, 10, 0), (60, 30, 10, 0), (20, 20, 50, 10), (15, 25, 50, 10), (10, 30, 50, 10)]
    measures = measure(cell(answers))
    camps = two_camps(answers)
    assert half_up(measures.disagreement) == 34
    assert camps is not None
    assert camps.found
    assert camps.between == pytest.approx(52.22, abs=0.005)
    assert camps.within == pytest.approx(6.67, abs=0.005)
    assert [len(side) for side in camps.sides] == [3, 3]
    assert measures.tension.existing == 40
    without = [role_tension(answers[:i] + answers[i + 1 :]).existing for i in range(6)]
    assert (min(without), max(without)) == (36, 44)
    assert measures.tension_evidence["existing"] == "hangs on one answer"


def test_not_two_camps():
    """Example 5: views spread evenly are no camps."""
    answers = [(70, 20, 10, 0), (60, 30, 10, 0), (50, 30, 10, 10), (40, 30, 20, 10), (35, 25, 30, 10), (25, 35, 30, 10)]
    camps = two_camps(answers)
    assert apartness(answers).disagreement == pytest.approx(21.67, abs=0.005)
    assert camps is not None
    assert not camps.found
    assert camps.between == pytest.approx(27.78, abs=0.005)
    assert camps.within == pytest.approx(12.5)


HOLDERS = ((60, 20, 10, 10), (55, 25, 10, 10), (65, 15, 10, 10), (50, 30, 10, 10))
MANAGERS = ((30, 40, 20, 10), (35, 35, 20, 10), (25, 45, 20, 10), (40, 30, 20, 10))


def test_group_gap():
    """Example 6: four holders and four managers apart by 25 points, in 2 of 70 deals, whoever is left out."""
    [gap] = group_gaps(group_cells(holder=HOLDERS, manager=MANAGERS), all_chances=True)
    assert gap.gap == 25
    assert (gap.chance.hits, gap.chance.arrangements) == (2, 70)
    assert (gap.label, gap.evidence) == ("notable, clear", "firm")
    assert (min(gap.without_each().values()), max(gap.without_each().values())) == (22.5, 27.5)


def test_group_gap_of_three():
    """Example 6: three against three can never be told from chance."""
    [gap] = group_gaps(group_cells(holder=HOLDERS[:3], manager=MANAGERS[:3]), all_chances=True)
    assert gap.gap == 30
    assert (gap.chance.hits, gap.chance.arrangements) == (2, 20)
    assert (gap.label, gap.evidence) == ("notable, could be chance", "hangs on one answer")


@pytest.mark.parametrize(
    ("votes", "label", "share", "leader", "flags"),
    [
        ("AM AM AM AM CS several AM ?", "leaning", (5, 7), "AM", ()),
        ("BDM nobody IS nobody BDM IS", "disputed", (2, 6), None, ("gap", "overlap")),
        ("nobody nobody CS nobody", "nobody owns it", (1, 4), "CS", ("gap",)),
        ("CS CS AM AM", "disputed", (2, 4), None, ("overlap",)),
    ],
)
def test_ownership(votes, label, share, leader, flags):
    """Example 7: the label, clarity, leader and flags of four sets of votes."""
    owners = ownership([None if vote == "?" else vote for vote in votes.split()], ["AM", "BDM", "CS", "IS"])
    named, n = share
    assert owners.clarity == pytest.approx(100 * named / n)
    assert (owners.label, owners.n, owners.leader, owners.flags) == (label, n, leader, flags)


def test_change():
    """Example 8: what four people would move, how much of it together, and which way each accountability goes."""
    before = [(60, 20, 10, 10), (50, 30, 10, 10), (40, 30, 20, 10), (55, 25, 10, 10)]
    after = [(20, 60, 10, 10), (20, 60, 10, 10), (30, 50, 10, 10), (65, 15, 10, 10)]
    wanted = change(list(zip(before, after, strict=True)))
    assert (wanted.wanted, wanted.mean, wanted.pulling_together) == (25, (-17.5, 20, -2.5, 0), 80)
    assert {name: (direction.way, direction.agreed) for name, direction in wanted.directions.items()} == {
        "servicing": ("down", True),
        "farming": ("up", True),
        "hunting": ("steady", True),
        "sourcing": ("steady", True),
    }
    assert wanted.tension_change == Tension(-10, 0, -5)


def test_no_change(example_3):
    """Example 8: when nobody wants a change, there is nothing that could pull together."""
    wanted = change([(answer, answer) for answer in example_3])
    assert (wanted.wanted, wanted.pulling_together) == (0, None)


def test_ranking(example_11):
    """Example 11: the order of what to discuss, and the places each item takes when any one person is left out."""
    rows = [
        (row.rank, row.range, row.item.kind, row.item.of, half_up(row.item.value), round(row.item.ratio, 2), row.listed)
        for row in report(example_11).ranking
    ]
    assert rows == [
        (1, (1, 2), "ownership", "hunting", 40, 2.4, True),
        (2, (1, 5), "ownership", "servicing", 60, 1.6, True),
        (3, (2, 4), "disagreement", "IS", 38, 1.27, True),
        (4, (3, 5), "tension", "AM", 50, 1.25, True),
        (5, (3, 6), "tension", "IS", 40, 1.0, True),
        (6, (5, 8), "ownership", "sourcing", 80, 0.8, False),
        (7, (6, 7), "disagreement", "AM", 19, 0.63, False),
        (8, (7, 8), "ownership", "farming", 100, 0, False),
    ]


def test_ranking_rows_say_how_sure(example_11):
    """Example 11: each row's axis and tag."""
    rows = {(row.item.kind, row.item.of): (row.item.axis, row.item.evidence) for row in report(example_11).ranking}
    assert rows["disagreement", "IS"] == (None, "firm")
    assert rows["tension", "AM"] == ("existing", "firm")
    assert rows["tension", "IS"] == ("new_v_existing", "hangs on one answer")
    owners = report(example_11).owners
    assert (owners["hunting"].label, owners["hunting"].named, owners["hunting"].n) == ("nobody owns it", 2, 5)
    assert (owners["servicing"].label, owners["servicing"].leader) == ("leaning", "IS")
