"""Laws every measure keeps, whatever the answers, and that the fast ways give what the plain ones do."""

from collections import Counter
from itertools import combinations
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.breadth.analysis_json import analysis_json
from bot.breadth.answers import Data
from bot.breadth.camps import two_camps
from bot.breadth.cells import gather
from bot.breadth.change import change
from bot.breadth.disagreement import apartness
from bot.breadth.gap import gap_between, gap_chance, gaps_without_each
from bot.breadth.measures import measure
from bot.breadth.ownership import clarity_of, clarity_without, ownership
from bot.breadth.ranking import KINDS
from bot.breadth.report import report
from bot.breadth.split import distance, half_up, rounded_down, steps_of_five
from bot.breadth.tension import AXES, Tension, role_breadth, role_tension
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.questionnaire.splits import largest_remainder
from tests.breadth.strategies import ROLES, data, fractions, grid, splits, votes

answers = st.lists(splits, min_size=1, max_size=9)


def without(items, place):
    """The items with the one at a place left out."""
    return [item for number, item in enumerate(items) if number != place]


def plain_disagreement(given):
    """The mean distance over all pairs, pair by pair."""
    pairs = list(combinations(given, 2))
    return fsum(distance(one, other) for one, other in pairs) / len(pairs) if pairs else None


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=6).filter(lambda values: sum(values) > 1e-3))
def test_largest_remainder_makes_the_total(values):
    """The parts make the total exactly, and none is a whole unit off its exact share."""
    for total in (100, 20):
        parts = largest_remainder(values, total)
        assert sum(parts) == total
        assert all(
            abs(part - value * total / sum(values)) < 1 + 1e-6 for part, value in zip(parts, values, strict=True)
        )


@given(splits)
def test_steps_of_five(split):
    """A released split is four multiples of 5 that make 100; one already in steps of 5 stays as it is."""
    released = steps_of_five(split)
    assert sum(released) == 100
    assert all(part % 5 == 0 for part in released)
    assert steps_of_five(released) == released


@given(st.floats(0, 100))
def test_rounding_down_crosses_no_line(value):
    """A released number lies on the same side of every band line as the shown value."""
    for line in (10, 20, 30, 40):
        assert (rounded_down(value) >= line) == (half_up(value) >= line)


@given(splits, splits, splits)
def test_distance_is_a_metric(one, two, three):
    """Distance is 0 from oneself, the same both ways, within 0..100, and no detour is shorter."""
    assert distance(one, one) == 0
    assert distance(one, two) == distance(two, one)
    assert 0 <= distance(one, two) <= 100 + 1e-9
    assert distance(one, three) <= distance(one, two) + distance(two, three) + 1e-9


@given(answers)
def test_ranges(given_):
    """Tension and disagreement lie within 0..100, breadth within 1..4."""
    measures = measure(dict(enumerate(given_)))
    assert all(-1e-9 <= measures.tension.on(axis) <= 100 + 1e-9 for axis in AXES)
    assert 1 - 1e-9 <= measures.breadth <= 4 + 1e-9
    assert measures.disagreement is None or -1e-9 <= measures.disagreement <= 100 + 1e-9


@given(answers)
def test_tension_is_symmetric(given_):
    """Swapping the two accountabilities of each pair changes no tension; swapping the pairs swaps their tensions."""
    tension = role_tension(given_)
    inside = role_tension([(f, s, c, h) for s, f, h, c in given_])
    across = role_tension([(h, c, s, f) for s, f, h, c in given_])
    assert inside == Tension(tension.existing, tension.prospects, pytest.approx(tension.new_v_existing))
    assert across == Tension(tension.prospects, tension.existing, pytest.approx(tension.new_v_existing))


@given(grid, st.sampled_from([(a, b) for a in range(4) for b in range(4) if a != b]))
def test_moving_five_points_moves_a_tension_by_ten_at_most(answer, move):
    """When someone moves 5 points from one accountability to another, no tension changes by more than 10."""
    giver, taker = move
    if answer[giver] >= 5:
        moved = list(answer)
        moved[giver] -= 5
        moved[taker] += 5
        before, after = role_tension([answer]), role_tension([tuple(moved)])
        assert all(abs(after.on(axis) - before.on(axis)) <= 10 for axis in AXES)


@given(st.permutations(range(4)), answers)
def test_breadth_and_disagreement_do_not_know_the_names(order, given_):
    """Renaming the accountabilities changes neither breadth nor disagreement."""
    renamed = [tuple(answer[place] for place in order) for answer in given_]
    assert role_breadth(renamed) == pytest.approx(role_breadth(given_))
    assert apartness(renamed).disagreement == pytest.approx(apartness(given_).disagreement)


@given(answers)
def test_disagreement_by_sorting_is_disagreement_by_pairs(given_):
    """Sorting gives the mean distance of all pairs, in full and with each answer left out."""
    apart = apartness(given_)
    assert apart.disagreement == pytest.approx(plain_disagreement(given_), abs=1e-9)
    assert apart.without_each() == [
        pytest.approx(plain_disagreement(without(given_, place)), abs=1e-9) for place in range(len(given_))
    ]


@given(st.lists(splits, min_size=2, max_size=9))
def test_the_largest_tension_without_each(given_):
    """What is kept of the largest tension without each person is what one gets by leaving them out."""
    kept = measure(dict(enumerate(given_))).tension_without
    for place, value in enumerate(kept):
        left = role_tension(without(given_, place))
        assert value == pytest.approx(left.on(left.headline), abs=1e-9)


@given(st.lists(splits, min_size=2, max_size=6), st.lists(splits, min_size=2, max_size=6))
def test_gap_without_each(one, other):
    """The gap kept for each person left out is the gap of the groups without them; both ways it is the same."""
    kept = gaps_without_each({f"a{i}": p for i, p in enumerate(one)}, {f"b{i}": p for i, p in enumerate(other)})
    for place in range(len(one)):
        assert kept[f"a{place}"] == pytest.approx(gap_between(without(one, place), other), abs=1e-9)
    for place in range(len(other)):
        assert kept[f"b{place}"] == pytest.approx(gap_between(one, without(other, place)), abs=1e-9)
    assert gap_between(one, other) == gap_between(other, one)


@given(st.lists(grid, min_size=1, max_size=4), st.lists(grid, min_size=1, max_size=4), st.randoms())
def test_chance_knows_no_order(one, other, chance):
    """A gap's chance is above 0, at most 1, and the same in whatever order the answers come."""
    told = gap_chance(one, other)
    assert 0 < told.hits <= told.arrangements
    chance.shuffle(one)
    chance.shuffle(other)
    assert gap_chance(one, other) == told


@given(st.lists(votes, max_size=12), st.randoms())
def test_votes_know_no_order(cast, chance):
    """Ownership is the same in whatever order votes come; its counts are all votes."""
    told = ownership(cast, ROLES)
    assert sum(told.votes.values()) == len(cast)
    assert told.clarity is None or 0 <= told.clarity <= 100
    chance.shuffle(cast)
    assert ownership(cast, ROLES) == told


@given(st.lists(votes.filter(bool), min_size=1, max_size=9))
def test_clarity_without_each_vote(cast):
    """The clarity kept for each kind of vote left out is the clarity of the votes that remain."""
    kept = clarity_without(Counter(cast))
    for place, vote in enumerate(cast):
        assert kept[vote] == clarity_of(Counter(without(cast, place)))


@given(st.lists(st.tuples(splits, splits), min_size=1, max_size=9))
def test_change_pulls_together_by_a_share(pairs):
    """The wanted change pulls together by 0 to 100 per cent, and the mean moves cancel out."""
    told = change(pairs)
    assert told.pulling_together is None or -1e-6 <= told.pulling_together <= 100 + 1e-6
    assert sum(told.mean) == pytest.approx(0, abs=1e-9)


@given(st.lists(grid, min_size=6, max_size=9), st.randoms())
def test_camps_hold_everyone(given_, chance):
    """The two camps are a division of all answers, in whatever order they come."""
    camps = two_camps(given_)
    if len(set(given_)) == 1:
        assert camps is None
    else:
        assert sorted(camps.sides[0] + camps.sides[1]) == sorted(given_)
        assert len(camps.sides[0]) >= len(camps.sides[1]) >= 1
        chance.shuffle(given_)
        assert two_camps(given_) == camps


@given(data(), st.randoms())
def test_the_order_of_respondents_changes_nothing(collected, chance):
    """The whole analysis is the same, byte for byte, in whatever order respondents stand."""
    people = list(collected.respondents)
    chance.shuffle(people)
    assert analysis_json(report(Data(collected.roles, tuple(people)))) == analysis_json(report(collected))


@given(st.lists(fractions, min_size=3, max_size=6), st.randoms())
def test_fractions_know_no_order(given_, chance):
    """Even where adding up in floating point depends on order, the measures do not."""
    before = measure({str(place): answer for place, answer in enumerate(given_)})
    chance.shuffle(given_)
    after = measure({str(place): answer for place, answer in enumerate(given_)})
    assert (before.mean, before.tension, before.breadth) == (after.mean, after.tension, after.breadth)
    assert before.disagreement == after.disagreement


def plain_ratio(row, cells, shown_groups):
    """An item's ratio, worked out from the cells anew; 0 when it cannot be."""
    kind, of = row
    as_is, to_be = (tuple(cells.splits.get((of, moment), {}).values()) for moment in ("as_is", "to_be"))
    match kind:
        case "tension":
            tension = role_tension(as_is) if as_is else None
            return tension.on(tension.headline) / 40 if tension else 0
        case "disagreement":
            return (plain_disagreement(as_is) or 0) / 30
        case "future":
            return (plain_disagreement(to_be) or 0) / 30
        case "gap":
            groups = [tuple(cells.groups[of, "as_is", group].values()) for group in shown_groups[of]]
            return max(gap_between(one, other) for one, other in combinations(groups, 2)) / 20
        case "ownership":
            clarity = ownership(cells.owners.get(of, {}).values(), ROLES).clarity
            return 0 if clarity is None else (100 - clarity) / 25


@given(data(most=9))
def test_rank_ranges_by_leaving_people_out(collected):
    """Ranks and ranges are those of ranking all items again, from scratch, without each person in turn."""
    cells = gather(collected)
    shown_groups = {role: tuple(cells.groups_of(role, "as_is", at_least=3)) for role in ROLES}
    kept = {(row.item.kind, row.item.of): (row.rank, row.range) for row in report(collected).ranking}
    names = [*ROLES, *ACCOUNTABILITIES]
    ranks = {row: [] for row in kept}
    for place in range(-1, len(collected.respondents)):
        people = collected.respondents if place < 0 else tuple(without(collected.respondents, place))
        left = gather(Data(collected.roles, people))
        ratios = {row: round(plain_ratio(row, left, shown_groups), 9) for row in kept}
        order = sorted(kept, key=lambda row: (-ratios[row], KINDS.index(row[0]), names.index(row[1])))
        for rank, row in enumerate(order, start=1):
            ranks[row].append(rank)
    assert kept == {row: (taken[0], (min(taken), max(taken))) for row, taken in ranks.items()}
