"""The privacy gate: each rule, with answers on which leaving the rule out would tell too much."""

import msgspec
import pytest
from hypothesis import given

from bot.breadth.answers import Comment, Data, Judgement, Respondent, Role
from bot.breadth.measures import measure
from bot.breadth.release import Past, Terms, release
from bot.breadth.released import (
    Alike,
    Dispute,
    GroupPicture,
    NoAnswers,
    Release,
    ReleasedVotes,
    Shown,
    TooFew,
)
from bot.breadth.split import half_up, whole_points
from tests.breadth.strategies import data

TERMS = Terms(invited=24)
SPREAD = ((60, 20, 10, 10), (50, 30, 10, 10), (40, 30, 20, 10), (55, 25, 10, 10), (20, 50, 20, 10))
"""Five answers: average 45, 31, 14, 10; tension 50 / 20 / 48; breadth 2.8; disagreement 19."""
APART = ((70, 20, 10, 0), (65, 25, 10, 0), (60, 30, 10, 0), (20, 20, 50, 10), (15, 25, 50, 10), (10, 30, 50, 10))
"""Six answers in two camps; disagreement 33.7."""


def one_role(*answers, groups=None, to_be=(), role="AM", headcount=10):
    """Data about one role: an answer a person, all holders unless told otherwise."""
    groups = groups or ["holder"] * len(answers)
    future = [*to_be, *[None] * len(answers)]
    people = tuple(
        Respondent(f"p{number}", {role: Judgement(group, as_is=answer, to_be=later)})
        for number, (group, answer, later) in enumerate(zip(groups, answers, future, strict=False))
    )
    return Data((Role(role, headcount),), people)


def voting(*votes):
    """Data of people who only say who should own farming."""
    people = tuple(Respondent(f"p{number}", owners={"farming": vote}) for number, vote in enumerate(votes))
    return Data((Role("AM", 10), Role("IS", 10), Role("CS", 10)), people)


def today(collected, **terms):
    """The released picture of the only role as it is."""
    [role] = release(collected, Terms(invited=24, **terms)).roles
    return role.as_is


def groups_shown(**sizes):
    """Which groups' averages are released when groups of these sizes judge a role, no two people alike."""
    groups = [group for group, size in sizes.items() for _ in range(size)]
    answers = [(50 + 2 * number, 50 - 2 * number, 0, 0) for number in range(len(groups))]
    return [shown.group for shown in today(one_role(*answers, groups=groups)).groups]


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
            [(60, 40, 0, 0)] * 4 + [(0, 10 + n, 90 - n, 0) for n in range(3)] + [(n, 0, 100 - n, 0) for n in range(5)]
        )
        shown = today(one_role(*answers, groups=groups))
        assert shown.groups == (
            GroupPicture("holder", None, early=True),
            GroupPicture("colleague", (0, 0, 100, 0), early=False),
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
        assert [group.group for group in shown.groups] == ["manager"]
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


class TestVotes:
    """Votes leave as words."""

    @pytest.mark.parametrize(
        ("votes", "word", "named"),
        [
            ("IS IS IS IS IS", "nearly everyone", "IS"),
            ("IS IS IS IS AM", "nearly everyone", "IS"),
            ("nobody nobody nobody nobody IS ?", "nearly everyone", "nobody"),
            ("IS IS IS IS IS IS AM CS", "most", "IS"),
            ("IS IS IS AM CS", "about half or more", "IS"),
            ("IS IS IS AM AM AM", "disputed", None),
            ("nobody nobody nobody IS IS CS", "nobody, say most", "nobody"),
            ("IS IS AM CS several", "disputed", None),
        ],
    )
    def test_words(self, votes, word, named):
        """Each share of the votes has its word; all but one alike is nearly everyone, never a count."""
        told = release(voting(*[None if vote == "?" else vote for vote in votes.split()]), TERMS).owners["farming"]
        assert (told.word, told.named) == (word, named)

    def test_five_votes_at_least(self):
        """Four votes tell nothing, and make no conflict; don't know is no vote."""
        told = release(voting("nobody", "IS", "AM", "CS", None, None), TERMS)
        assert told.owners["farming"] is None
        assert told.conflicts == ()

    def test_flags_are_named(self):
        """Nobody and overlap are flagged from a quarter of the votes."""
        told = release(voting("IS", "IS", "AM", "nobody", "nobody", "AM"), TERMS).owners["farming"]
        assert told.flags == ("gap", "overlap")

    def test_no_flag_beside_a_leader(self):
        """Beside "most name IS" a flag would tell what everyone else said."""
        told = release(voting(*["IS"] * 6, "nobody", "nobody"), TERMS).owners["farming"]
        assert told == ReleasedVotes("most", "IS", (), "hangs on one answer")

    @pytest.mark.parametrize(
        ("different", "others", "told"),
        [
            (1, 9, None),
            (2, 8, Dispute("some")),
            (5, 14, Dispute("at least", 5)),
            (9, 10, Dispute("at least", 5)),
            (10, 9, Dispute("at least", 10)),
            (9, 1, Dispute("nearly everyone")),
            (3, 1, None),
        ],
    )
    def test_definitions_in_dispute(self, different, others, told):
        """Who uses a word differently is told in fives, else as some; a single dissenter is not told."""
        uses = ["different"] * different + ["same"] * others
        people = tuple(Respondent(f"p{number}", definitions={"sourcing": use}) for number, use in enumerate(uses))
        assert release(Data((), people), TERMS).disputes.get("sourcing") == told

    @pytest.mark.parametrize("n", [4, 5])
    def test_verbatims(self, n):
        """Comments are told from 5 authors up, in an order that does not follow theirs."""
        texts = ["delta", "alpha", "echo", "bravo", "charlie"][:n]
        people = tuple(Respondent(text, comments=(Comment("must-not-miss", text),)) for text in texts)
        told = release(Data((), people), TERMS).comments
        assert told == ({"must-not-miss": ("alpha", "bravo", "charlie", "delta", "echo")} if n == 5 else {})


class TestRolesInDisguise:
    """A role with one or two holders is a person in disguise."""

    @pytest.mark.parametrize(("headcount", "told"), [(1, False), (2, False), (None, False), (3, True)])
    def test_left_out_unless_agreed(self, headcount, told):
        """Without its holders' agreement a role that small is in no figure."""
        collected = one_role(*SPREAD, headcount=headcount)
        assert [role.name for role in release(collected, TERMS).roles] == (["AM"] if told else [])
        assert release(collected, TERMS).left_out == (() if told else ("AM",))
        assert bool(release(collected, TERMS).conflicts) == told
        assert len(release(collected, Terms(24, agreed=frozenset({"AM"}))).roles) == 1

    def test_no_vote_names_it(self):
        """A role left out is not named as an owner either."""
        small = Data((Role("AM", 1), Role("IS", 9)), voting("AM", "AM", "AM", "AM", "AM", "IS").respondents)
        assert release(small, TERMS).owners == {"farming": None}


class TestOrder:
    """The order is made anew over what is shown."""

    def test_a_hidden_item_has_no_place(self):
        """Two roles with too few answers or all alike would rank before the third; it is told as first of two items."""
        hidden = {"AM": ((100, 0, 0, 0), (0, 0, 0, 100)), "CS": ((50, 50, 0, 0),) * 5, "IS": SPREAD}
        people = tuple(
            Respondent(f"{role}{number}", {role: Judgement("holder", as_is=answer)})
            for role, answers in hidden.items()
            for number, answer in enumerate(answers)
        )
        [conflict] = release(Data(tuple(Role(role, 9) for role in hidden), people), TERMS).conflicts
        assert (conflict.rank, conflict.range, conflict.kind, conflict.of) == (1, (1, 1), "tension", "IS")

    def test_most_contested_future_first(self):
        """Roles stand by disagreement about the to-be; those it is not shown of come last, in configured order."""
        future = {"A": ((100, 0, 0, 0), (0, 0, 0, 100)), "B": SPREAD, "C": APART, "D": ((50, 50, 0, 0),) * 5}
        people = tuple(
            Respondent(f"{role}{number}", {role: Judgement("holder", to_be=answer)})
            for role, answers in future.items()
            for number, answer in enumerate(answers)
        )
        told = release(Data(tuple(Role(role, 9) for role in future), people), TERMS)
        assert [role.name for role in told.roles] == ["C", "B", "A", "D"]


class TestChange:
    """The change wanted, where both pictures are shown."""

    def test_cut_to_fives(self):
        """23.6 points of change are told as 20, with what three in four move alike."""
        moved = [(s - 20 - n, f + 20 + n, h, c) for n, (s, f, h, c) in enumerate(SPREAD[:4])]
        told = release(one_role(*SPREAD, to_be=[*moved, (10, 40, 30, 20)]), TERMS).roles[0].change
        assert (told.band, told.points, told.early) == ("some", 20, False)
        assert told.agreed == {"servicing": "down", "farming": "up", "hunting": "steady", "sourcing": "steady"}

    def test_a_move_everyone_makes_is_not_told(self):
        """When all but one move alike, the average move would be somebody's."""
        moved = [(s - 20, f + 20, h, c) for s, f, h, c in SPREAD]
        assert release(one_role(*SPREAD, to_be=moved), TERMS).roles[0].change is None

    def test_no_change_beside_a_hidden_picture(self):
        """Where one picture is withheld, so is the change."""
        assert release(one_role(*SPREAD, to_be=[(25, 25, 25, 25)] * 5), TERMS).roles[0].change is None

    def test_an_early_change(self):
        """Three or four people's change is a word."""
        told = release(one_role(*SPREAD[:4], to_be=reversed(SPREAD[1:])), TERMS).roles[0].change
        assert (told.points, told.agreed, told.early) == (None, {}, True)


class TestReopening:
    """After a reopening a cell is refreshed only where five of its answers are new or changed."""

    def reopened(self, before, *later):
        """The releases made of the answers before and at each later close."""
        past, told = (), []
        for collected in (before, *later):
            told.append(release(collected, TERMS, past))
            if told[-1].number > len(past):
                past = (*past, Past(told[-1], collected))
        return told

    def test_asked_again(self):
        """The same answers give the same release, under the same number."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD))
        assert second == first

    @pytest.mark.parametrize("more", [1, 4])
    def test_a_few_new_answers_change_nothing(self, more):
        """One to four new answers leave every figure as it was: what they add is nobody's to know."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(more)]))
        assert second == first

    def test_five_new_answers(self):
        """Five new answers refresh the cell, and make the next release."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(5)]))
        assert (first.number, second.number) == (1, 2)
        assert second.roles[0].as_is.split == (20, 15, 10, 55)

    def test_changed_answers_count(self):
        """Five changed answers refresh the cell, four do not."""
        after = [tuple(reversed(answer)) for answer in SPREAD]
        assert self.reopened(one_role(*SPREAD), one_role(*after))[1].number == 2
        assert self.reopened(one_role(*SPREAD), one_role(*after[:4], SPREAD[4]))[1].number == 1

    def test_news_add_up_over_closes(self):
        """News are counted since a cell's figures were made, not since the last close."""
        extra = [(0, 0, n, 100 - n) for n in range(6)]
        closes = [one_role(*SPREAD, *extra[:n]) for n in (3, 6)]
        assert [told.number for told in self.reopened(one_role(*SPREAD), *closes)] == [1, 1, 2]

    def test_cells_are_refreshed_one_by_one(self):
        """A cell with too few news keeps its figures beside one that is refreshed, down to its place in the order."""

        def close(am, votes):
            people = [
                Respondent(
                    f"p{number}",
                    {"AM": Judgement("holder", as_is=answer)} if answer else {},
                    {"farming": vote} if vote else {},
                )
                for number, (answer, vote) in enumerate(zip(am, votes, strict=True))
            ]
            return Data((Role("AM", 9), Role("IS", 9)), tuple(people))

        before = close([*SPREAD, *[None] * 5], ["AM", "AM", "AM", "IS", "IS", *[None] * 5])
        after = close([*SPREAD, (0, 0, 0, 100), *[None] * 4], ["AM", "AM", "AM", "IS", "IS", *["IS"] * 5])
        first, second = self.reopened(before, after)
        assert second.number == 2
        assert second.roles == first.roles
        assert (first.owners["farming"].named, second.owners["farming"].named) == ("AM", "IS")

    def test_a_group_waits_for_the_others(self):
        """Five new holders are not shown apart while two new managers could be worked out beside them."""
        old = [("holder", (50 + 2 * n, 50 - 2 * n, 0, 0)) for n in range(4)]
        old += [("manager", (20 + 2 * n, 80 - 2 * n, 0, 0)) for n in range(4)]
        new = [("holder", (0, 0, 100 - n, n)) for n in range(5)] + [("manager", (0, 0, n, 100 - n)) for n in range(2)]

        def close(people):
            return one_role(*[answer for _, answer in people], groups=[group for group, _ in people])

        first, second = self.reopened(close(old), close([*old, *new]))
        assert second.number == 2
        assert second.roles[0].as_is.split != first.roles[0].as_is.split
        assert second.roles[0].as_is.groups == first.roles[0].as_is.groups
        _, alone = self.reopened(close(old), close([*old, *new[:5]]))
        assert alone.roles[0].as_is.groups != first.roles[0].as_is.groups

    def test_after_an_erasure(self):
        """When someone's answers are gone no release is made, whatever else is new; the old one stands."""
        before = one_role(*SPREAD)
        extra = one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(9)])
        told = release(before, TERMS)
        smaller = Data(before.roles, before.respondents[1:])
        assert release(smaller, TERMS, (Past(told, before),)) == told
        assert release(Data(extra.roles, extra.respondents[1:]), TERMS, (Past(told, before),)) == told
        assert release(extra, TERMS, (Past(told, smaller),)) == told


@given(data())
def test_a_release_is_kept_as_it_is(collected):
    """A release read back from JSON is the release; so it can be frozen on disk."""
    told = release(collected, TERMS)
    assert msgspec.json.decode(msgspec.json.encode(told), type=Release) == told


@given(data())
def test_every_figure_is_a_multiple_of_five(collected):
    """Whatever the answers, every number of a release about them is a multiple of 5."""
    told = release(collected, TERMS)
    numbers = [conflict.points for conflict in told.conflicts]
    for role in told.roles:
        for cell in (role.as_is, role.to_be):
            if isinstance(cell, Shown):
                numbers += [*cell.split, cell.headline_points, cell.disagreement_points, *cell.apart.values()]
                numbers += [part for group in cell.groups for part in group.split or ()]
                numbers += [gap.points for gap in cell.gaps]
        numbers += [role.change.points] if role.change else []
    assert all(number is None or number % 5 == 0 for number in numbers)
