"""The privacy gate on a whole release: what is left out, in what order the rest comes, and how it is kept."""

import msgspec
import pytest
from hypothesis import given

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.release import Terms, release
from bot.breadth.released import (
    Release,
    Shown,
)
from tests.breadth.made import APART, SPREAD, TERMS, one_role, voting
from tests.breadth.strategies import data


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

    def test_nearly_everyone_is_ranked_as_everyone(self):
        """Whether one person voted otherwise, where nearly everyone votes alike, shows in no place and no range."""

        def conflicts(hunting, sourcing):
            people = tuple(
                Respondent(f"p{at}", owners={"hunting": one, "sourcing": other})
                for at, (one, other) in enumerate(zip(hunting, sourcing, strict=True))
            )
            return release(Data((Role("AM", 10),), people), TERMS).conflicts

        nobody, all_but_one = ["nobody"] * 6, ["nobody"] * 5 + ["AM"]
        assert [conflict.of for conflict in conflicts(nobody, nobody)] == ["hunting", "sourcing"]
        assert conflicts(all_but_one, nobody) == conflicts(nobody, nobody) == conflicts(nobody, all_but_one)

    def test_an_early_signal_takes_the_place_of_its_band(self):
        """Four people's exact figures move neither the order of conflicts nor that of roles."""

        def told(*answers):
            views = {f"p{at}": {"AM": Judgement("holder", answer, answer)} for at, answer in enumerate(answers)}
            for at, answer in enumerate(APART):
                views.setdefault(f"p{at}", {})["IS"] = Judgement("holder", answer, answer)
            people = tuple(Respondent(person, given) for person, given in views.items())
            made = release(Data((Role("IS", 10), Role("AM", 10)), people), TERMS)
            places = [each.of for each in made.conflicts if each.kind == "disagreement"]
            return places, [role.name for role in made.roles]

        somewhat = ((60, 40, 0, 0), (60, 20, 20, 0), (30, 30, 30, 10), (20, 30, 30, 20))
        far = ((100, 0, 0, 0), (0, 50, 50, 0), (40, 40, 20, 0), (10, 20, 30, 40))
        assert told(*somewhat) == told(*far) == (["IS", "AM"], ["IS", "AM"])

    def test_what_is_told_of_few_has_no_range(self):
        """A place that is its band's says nothing of who moves it; "whoever is left out" would not be true."""
        early = release(one_role(*SPREAD[:3], (0, 0, 0, 100)), TERMS).conflicts
        votes = release(voting("AM", "AM", "IS", "nobody", "nobody"), TERMS).conflicts
        assert [conflict.range for conflict in (*early, *votes)] == [None] * (len(early) + len(votes))
        assert early
        assert votes

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
