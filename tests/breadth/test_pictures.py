"""The privacy gate on one role at one moment: each rule, with answers on which leaving it out would tell too much."""

import pytest

from bot.breadth.measures import measure
from bot.breadth.release import release
from bot.breadth.released import (
    Alike,
    GroupPicture,
    NoAnswers,
    Shown,
    TooFew,
)
from bot.breadth.split import half_up, whole_points
from tests.breadth.made import APART, SPREAD, TERMS, groups_shown, one_role, today


class TestFloor:
    """Below 3 answers nothing is told, below 5 no number."""

    def test_no_answers(self):
        """A role nobody answered about says so."""
        assert today(one_role()) == NoAnswers()

    @pytest.mark.parametrize("n", [1, 2])
    def test_too_few(self, n):
        """One or two answers give no figures at all."""
        assert today(one_role(*SPREAD[:n])) == TooFew(floor=3)

    def test_the_floor_can_be_raised(self):
        """A facilitator may ask for more answers a cell."""
        assert today(one_role(*SPREAD[:4]), floor=5) == TooFew(floor=5)
        assert isinstance(today(one_role(*SPREAD), floor=5), Shown)

    def test_the_floor_cannot_be_lowered(self):
        """A floor below 3 counts as 3."""
        assert today(one_role(*SPREAD[:2]), floor=1) == TooFew(floor=3)

    @pytest.mark.parametrize("n", [3, 4])
    def test_early_signal(self, n):
        """From 3 or 4 answers come an average and words, and no number, however large."""
        shown = today(one_role(*APART[:2], APART[4], APART[5]) if n == 4 else one_role(APART[0], APART[2], APART[4]))
        assert shown.early
        assert shown.disagreement == "contested"
        assert (shown.headline, shown.headline_points, shown.disagreement_points, shown.most_apart) == (None,) * 4
        assert shown.disagreement_evidence == "early signal"
        assert not shown.all_four

    def test_early_signals_are_listed_without_points(self):
        """An early signal may be worth discussing, but carries no number there either."""
        conflicts = release(one_role(*APART[:2], *APART[4:]), TERMS).conflicts
        assert {conflict.kind for conflict in conflicts} == {"tension", "disagreement"}
        assert all(conflict.points is None and conflict.evidence == "early signal" for conflict in conflicts)


class TestCoarseness:
    """What is told is told in steps of 5, worked out answer by answer."""

    def test_no_exact_means(self):
        """The average leaves in steps of 5, where the exact one in whole points would be 45, 31, 14, 10."""
        assert whole_points(measure(dict(enumerate(SPREAD))).mean) == (45, 31, 14, 10)
        assert today(one_role(*SPREAD)).split == (45, 30, 15, 10)

    def test_never_average_first(self):
        """Specialists of two kinds have no tension and are focused; their average split would be broad and strong."""
        shown = today(one_role(*[(0, 100, 0, 0)] * 3, *[(0, 0, 100, 0)] * 3))
        assert shown.split == (0, 50, 50, 0)
        assert set(shown.tension.values()) == {"low"}
        assert shown.breadth == "focused"
        assert (shown.disagreement, shown.disagreement_points) == ("contested", 60)

    def test_numbers_are_cut_down_within_their_band(self):
        """48.7 points of disagreement would be 49; 45 is told. A value just under a line stays under it."""
        shown = today(one_role(*APART))
        assert half_up(measure(dict(enumerate(APART))).disagreement) == 34
        assert (shown.disagreement, shown.disagreement_points) == ("contested", 30)

    def test_a_value_shown_on_the_line_is_told_on_it(self):
        """A tension of 39.6 is shown as 40 and strong, so it is told as 40 too, not cut down to 35."""
        shown = today(one_role(*[(65, 20, 10, 5)] * 3, (66, 19, 10, 5), (64, 20, 11, 5)))
        assert (shown.headline, shown.tension["existing"], shown.headline_points) == ("existing", "strong", 40)

    def test_small_numbers_are_words_only(self):
        """A disagreement below 20 is told as broad agreement alone."""
        shown = today(one_role(*SPREAD))
        assert (shown.disagreement, shown.disagreement_points) == ("broad agreement", None)

    def test_only_the_headline_tension_has_a_number(self):
        """Of three tensions the largest is told in points."""
        shown = today(one_role(*SPREAD))
        assert (shown.headline, shown.headline_points) == ("existing", 50)
        assert shown.tension == {"existing": "strong", "prospects": "some", "new_v_existing": "strong"}

    def test_a_low_tension_has_no_headline(self):
        """Which of three low tensions is the largest would tell that the others are nothing."""
        shown = today(one_role(*[(100, 0, 0, 0)] * 3, *[(0, 0, 100, 0)] * 2))
        assert (shown.headline, shown.headline_points, shown.headline_evidence) == (None, None, None)

    def test_no_time_is_judged_by_the_shown_split(self):
        """A pair that nobody gives time to is worded so, from the released split alone."""
        shown = today(one_role((0, 0, 70, 30), (0, 0, 60, 40), (0, 0, 50, 50)))
        assert shown.no_time_with("existing")
        assert not shown.no_time_with("prospects")

    def test_where_views_differ_most(self):
        """A contested role tells on which accountability; an agreed one does not."""
        assert today(one_role(*APART)).most_apart == "servicing"
        assert today(one_role(*SPREAD)).most_apart is None


class TestUnanimity:
    """An average of identical answers is somebody's answer."""

    @pytest.mark.parametrize("odd", [(60, 20, 10, 10), (0, 0, 0, 100)])
    def test_all_or_all_but_one_alike(self, odd):
        """When all, or all but one, gave the same split, only that is told."""
        assert today(one_role(*[(60, 20, 10, 10)] * 5, odd)) == Alike()

    def test_two_others_are_enough(self):
        """Two answers off the rest, and figures are shown."""
        assert isinstance(today(one_role(*[(60, 20, 10, 10)] * 4, (0, 0, 0, 100), (0, 0, 50, 50))), Shown)

    def test_alike_cells_are_no_conflicts(self):
        """A role everyone sees alike is not listed, however strong its tension."""
        assert release(one_role(*[(50, 50, 0, 0)] * 6), TERMS).conflicts == ()

    def test_a_group_alike_tells_nothing_else(self):
        """Where a group sees it alike its average is withheld, and with it the next smallest group's and their gap."""
        groups = ["holder"] * 4 + ["manager"] * 3 + ["colleague"] * 5
        answers = (
            [(60, 40, 0, 0)] * 4
            + [(0, 10 + n, 90 - n, 0) for n in range(3)]
            + [(20 + n, 0, 80 - n, 0) for n in range(5)]
        )
        shown = today(one_role(*answers, groups=groups))
        assert shown.groups == (
            GroupPicture("holder", None, early=True),
            GroupPicture("colleague", (20, 0, 80, 0), early=False),
        )
        assert shown.gaps == ()

    def test_a_camp_alike_is_not_told(self):
        """Two camps are not told when everyone in one gave the same split."""
        alike = [(100, 0, 0, 0)] * 3
        shown = today(one_role(*alike, (0, 10, 90, 0), (0, 5, 95, 0), (0, 0, 100, 0)))
        assert shown.camps is None

    def test_camps_are_told_when_nobody_is_alike(self):
        """Two camps of three different answers each have their averages told."""
        shown = today(one_role(*APART))
        assert shown.camps == ((15, 25, 50, 10), (65, 25, 10, 0))

    def test_camps_are_told_in_steps_of_five(self):
        """Exact means, of which the first part is 16.25 here and 64.25 there, are not told."""
        shown = today(one_role((68, 22, 10, 0), (64, 26, 10, 0), *APART[1:], (20, 20, 50, 10)))
        assert shown.camps == ((15, 25, 50, 10), (65, 25, 10, 0))

    def test_a_camp_of_two_is_not_told(self):
        """A camp below the floor has no average, and so the other has none."""
        shown = today(one_role(*APART[:4], (60, 25, 15, 0), (15, 25, 50, 10)))
        assert shown.camps is None


class TestGroups:
    """Who knows the whole and all groups but one knows that one too."""

    def test_groups_of_three(self):
        """Groups of 3 and more are told apart; one with no answers is not hidden."""
        assert groups_shown(holder=3, manager=3) == ["holder", "manager"]
        assert groups_shown(holder=3, manager=3, colleague=3) == ["holder", "manager", "colleague"]

    def test_no_second_group_is_left_standing(self):
        """When one group is too small the next smallest is hidden with it, lest the small one be worked out."""
        assert groups_shown(holder=2, manager=4, colleague=5) == ["colleague"]
        assert groups_shown(holder=2, manager=6) == []

    def test_what_is_hidden_together_is_no_cell_below_the_floor(self):
        """Two groups of one are hidden together, and still too few to hide in: the third goes too."""
        assert groups_shown(holder=1, manager=1, colleague=6) == []

    def test_a_hidden_group_has_no_gap(self):
        """Gaps are told between the groups shown only, cut to a multiple of 5."""
        groups = ["holder"] * 4 + ["manager"] * 4 + ["colleague"] * 2
        answers = (
            [(60 + n, 40 - n, 0, 0) for n in range(4)] + [(n, 100 - n, 0, 0) for n in range(4)] + [(0, 0, 0, 100)] * 2
        )
        shown = today(one_role(*answers, groups=groups))
        assert [group.group for group in shown.groups] == ["holder"]
        assert (shown.gaps, shown.apart) == ((), {})

    def test_gaps_and_parts_apart(self):
        """A gap of 24.6 is told as 20, and so is each accountability that far apart."""
        groups = ["holder"] * 4 + ["manager"] * 4
        answers = [(60, 20, 10, 10), (55, 25, 10, 10), (65, 15, 10, 10), (50, 30, 10, 10)]
        answers += [(33, 37, 20, 10), (35, 35, 20, 10), (25, 45, 20, 10), (40, 30, 20, 10)]
        shown = today(one_role(*answers, groups=groups))
        [gap] = shown.gaps
        assert (gap.points, gap.label, gap.evidence) == (20, "notable, clear", "firm")
        assert shown.apart == {"servicing": 20}
