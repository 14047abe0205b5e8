"""No single answer can be derived: a solver over the 5-point grid looks for histories only one answer vector fits.

Someone knows their own answers, every release and how many answered each time. The others' answers are derived when no
other answers on the grid, up to exchanging people, would have led to the very same releases.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations_with_replacement, permutations, product

import pytest

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.gate import average, may_average, vote_words
from bot.breadth.release import Past, Terms, release
from bot.breadth.released import Alike, Release, TooFew

Split = tuple[int, int, int, int]
Views = tuple[str, Split, Split | None]
"""What one person gave at one close: their group, a split as is and perhaps one to be."""
History = tuple[tuple[Views, ...], ...]
"""Everyone's views at each close; a later close may change some and add people at the end."""

MOVES = tuple(permutations(range(4), 2))
FURTHER = 1000
"""How many histories further off are tried before an answer counts as derived."""
GROUPS = ("holder", "manager", "colleague")
CORNERS = tuple(tuple(100 if place == corner else 0 for place in range(4)) for corner in range(4))


def released(history: History) -> list[Release]:
    """What these people's answers made public, close by close."""
    past: tuple[Past, ...] = ()
    for close in history:
        people = tuple(
            Respondent(f"p{number}", {"AM": Judgement(group, as_is=as_is, to_be=to_be)})
            for number, (group, as_is, to_be) in enumerate(close)
        )
        collected = Data((Role("AM", 9),), people)
        told = release(collected, Terms(invited=12), past)
        if told.number > len(past):
            past = (*past, Past(told, collected))
    return [step.release for step in past]


def up_to_exchange(history: History) -> Counter[tuple[Views, ...]]:
    """Each person's views over all closes, whoever they are."""
    return Counter(
        tuple(close[person] for close in history if person < len(close)) for person in range(len(history[-1]))
    )


def nudged(split: Split, giver: int, taker: int) -> Split | None:
    """A split with 5 points moved; None when there are none to move."""
    if split[giver] < 5:
        return None
    moved = list(split)
    moved[giver] -= 5
    moved[taker] += 5
    return tuple(moved)


def with_nudges(history: History, nudges: dict[tuple[int, Split, int], Split]) -> History:
    """The history in which some gave other splits: `nudges` maps a person, their split and its moment to another."""
    return tuple(
        tuple(
            (group, nudges.get((person, as_is, 1), as_is), nudges.get((person, to_be, 2), to_be))
            for person, (group, as_is, to_be) in enumerate(close)
        )
        for close in history
    )


def exchanged(history: History, insider: int, chance: random.Random) -> History:
    """The history in which a few others gave each other's splits at a moment, their groups staying as they are."""
    others = [person for person in range(len(history[0])) if person != insider]
    places = {moment: list(range(len(history[-1]))) for moment in (1, 2)}
    for _ in range(chance.randint(0, 3)):
        one, other = chance.sample(others, 2)
        moved = places[chance.choice((1, 2))]
        moved[one], moved[other] = moved[other], moved[one]
    return tuple(
        tuple((views[0], close[places[1][i]][1], close[places[2][i]][2]) for i, views in enumerate(close))
        for close in history
    )


def neighbours(history: History, insider: int) -> Iterator[History]:
    """Other histories the insider's own answers fit as well: nearby ones first, then random ones further off."""
    given = sorted(
        {
            (person, views[moment], moment)
            for close in history
            for person, views in enumerate(close)
            for moment in (1, 2)
            if views[moment] and person != insider
        }
    )
    steps = {(key, move): moved for key in given for move in MOVES if (moved := nudged(key[1], *move))}
    for (key, _), moved in steps.items():
        yield with_nudges(history, {key: moved})
    for (split, moment), move in {(key[1:], move) for key, move in steps}:
        everyone = {key: moved for (key, made), moved in steps.items() if key[1:] == (split, moment) and made == move}
        yield with_nudges(history, everyone)
    for (key, (giver, taker)), moved in steps.items():
        for (other, back), returned in steps.items():
            if back == (taker, giver) and key < other and key[2] == other[2]:
                yield with_nudges(history, {key: moved, other: returned})
    chance = random.Random(0)
    for _ in range(FURTHER):
        several = chance.sample(sorted(steps), min(len(steps), chance.randint(0, 6)))
        yield with_nudges(exchanged(history, insider, chance), {key: steps[key, move] for key, move in several})


def derivable(history: History, insider: int) -> bool:
    """Whether the releases leave the insider only one possibility."""
    told, truth = released(history), up_to_exchange(history)
    return not any(up_to_exchange(other) != truth and released(other) == told for other in neighbours(history, insider))


def some_split(chance: random.Random, kind: str) -> Split:
    """A split of a kind that makes trouble for a gate: at a corner, on an edge, or anywhere."""
    if kind == "corner":
        return chance.choice(CORNERS)
    parts = 2 if kind == "edge" else 4
    cuts = sorted(5 * chance.randint(0, 20) for _ in range(parts - 1))
    shares = [after - before for before, after in zip((0, *cuts), (*cuts, 100), strict=True)]
    shares += [0] * (4 - parts)
    chance.shuffle(shares)
    return tuple(shares)


def some_person(chance: random.Random, kind: str, groups: tuple[str, ...], common: Split) -> Views:
    """One person's views; of the kind "alike" most give the same."""

    def split() -> Split:
        alike = kind == "alike" and chance.random() < 0.7
        return common if alike else some_split(chance, "any" if kind == "alike" else kind)

    return chance.choice(groups), split(), split() if chance.random() < 0.3 else None


def some_history(chance: random.Random) -> History:
    """A few closes of one assessment: people come, and some change their minds."""
    kind = chance.choice(["corner", "edge", "any", "alike"])
    groups = chance.sample(GROUPS, chance.randint(1, 3))
    common = some_split(chance, "any")
    closes = [tuple(some_person(chance, kind, groups, common) for _ in range(chance.randint(3, 9)))]
    for _ in range(chance.randint(0, 2)):
        kept = [
            views if chance.random() < 0.8 else (views[0], some_split(chance, "any"), views[2]) for views in closes[-1]
        ]
        more = [some_person(chance, kind, groups, common) for _ in range(chance.randint(0, 6))]
        closes.append((*kept, *more))
    return tuple(closes)


def test_no_history_gives_an_answer_away(scaled):
    """In a thousand histories of releases and reopenings, no insider is left with a single possibility."""
    chance = random.Random(2027)
    histories = [some_history(chance) for _ in range(scaled(1000))]
    insiders = [chance.randrange(len(history[0])) for history in histories]
    derived = [pair for pair in zip(histories, insiders, strict=True) if derivable(*pair)]
    assert derived == []


@pytest.mark.parametrize(
    "others",
    [
        ((0, 0, 100, 0), (0, 40, 60, 0)),
        ((0, 75, 25, 0), (0, 100, 0, 0)),
        ((0, 15, 45, 40), (0, 55, 25, 20)),
        ((0, 5, 95, 0), (5, 0, 95, 0)),
    ],
)
def test_the_order_of_conflicts_gives_no_three_away(others):
    """Someone at the desk could work out both others from the exact places of three people's conflicts."""
    history = (tuple(("holder", answer, None) for answer in ((0, 0, 0, 100), *others)),)
    assert not derivable(history, 0)


def test_no_three_or_four_are_shown_who_give_each_other_away(scaled):
    """Of few people on the edges of the grid, those whose figures are shown leave each other in doubt."""
    chance = random.Random(3)
    for _ in range(scaled(1000)):
        kind = chance.choice(["corner", "edge", "any"])
        people = tuple((chance.choice(GROUPS[:2]), some_split(chance, kind), None) for _ in range(chance.randint(3, 4)))
        [told] = released((people,))
        if not isinstance(told.roles[0].as_is, TooFew | Alike):
            assert not derivable((people,), 0), people


def test_three_who_would_give_each_other_away():
    """Someone at the desk could work out both hunters' answers, so nothing is told of the three."""
    answers = (10, 0, 90, 0), (0, 0, 100, 0), (0, 20, 0, 80)
    [told] = released((tuple(("holder", answer, None) for answer in answers),))
    assert told.roles[0].as_is == TooFew(floor=4)
    assert told.conflicts == ()


@pytest.mark.parametrize("corner", range(4))
def test_no_average_of_three_gives_two_at_a_corner_away(corner):
    """Whatever the third gave: an average that fits only one pair of others is not told, and there are several such."""
    near = [split for split in grid() if split[corner] >= 60]
    close = [split for split in near if split[corner] >= 90]
    for own in random.Random(corner).sample(grid(), 12):
        fitting = defaultdict(list)
        for pair in combinations_with_replacement(near, 2):
            fitting[average(cell_of(own, *pair))].append(pair)
        untold = set()
        for pair in combinations_with_replacement(close, 2):
            cell = cell_of(own, *pair)
            if not may_average(cell):
                untold.add(pair)
            else:
                assert len(fitting[average(cell)]) > 1, (own, pair)
        assert len(untold) > 1


def grid() -> list[Split]:
    """Every split in steps of 5."""
    steps = range(0, 105, 5)
    return [
        (one, two, three, 100 - one - two - three)
        for one, two, three in product(steps, steps, steps)
        if one + two + three <= 100
    ]


def cell_of(*answers: Split) -> dict[str, Split]:
    """A cell of these answers."""
    return {f"p{number}": answer for number, answer in enumerate(answers)}


def among_colleagues(holders: list[Split], colleagues: list[Split]) -> tuple[Views, ...]:
    """One close of a role's holders, and of colleagues who judge it."""
    return (
        *(("holder", split, None) for split in holders),
        *(("colleague", split, None) for split in colleagues),
    )


@pytest.mark.parametrize(
    ("own", "nearly"),
    [((80, 10, 5, 5), (95, 5, 0, 0)), ((0, 0, 0, 100), (90, 0, 10, 0)), ((0, 0, 0, 100), (90, 10, 0, 0))],
)
def test_a_group_of_three_two_of_whom_are_at_a_corner(own, nearly):
    """The third, wherever they stand, could work out the two from the group's average, so it is not told."""
    colleagues = [(10 * n, 40, 60 - 10 * n, 0) for n in range(7)]
    [told] = released((among_colleagues([own, (100, 0, 0, 0), nearly], colleagues),))
    assert told.roles[0].as_is.groups == ()


def test_nine_of_whom_eight_are_at_a_corner():
    """The ninth could work out that one of the others is not quite there, so nothing is told of the nine."""
    answers = [(0, 70, 30, 0), (95, 5, 0, 0), *[(100, 0, 0, 0)] * 7]
    [told] = released((tuple(("holder", answer, None) for answer in answers),))
    assert told.roles[0].as_is == TooFew(floor=10)


@pytest.mark.parametrize("roles", [("AM", "IS"), ("AM", "IS", "CS", "SE")])
@pytest.mark.parametrize("n", range(5, 10))
def test_votes_leave_a_choice(roles, n):
    """Whoever voted, the words fit at least two ways the others may have voted, unless nearly everyone agrees."""
    fitting = defaultdict(list)
    for cast in combinations_with_replacement([*roles, "nobody", "several"], n):
        fitting[vote_words(cast, roles)].append(cast)
    for told, ways in fitting.items():
        if told.word != "nearly everyone":
            seen = Counter(vote for cast in ways for vote in set(cast))
            assert min(seen.values()) >= 2


@pytest.mark.parametrize("beside", ["nobody", "AM"])
@pytest.mark.parametrize("n", [5, 6])
def test_the_order_of_conflicts_leaves_votes_a_choice(n, beside):
    """Nor does the place of an owner among the conflicts tell how the last ones voted."""
    far = [(100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0), (10, 80, 0, 10), (0, 0, 10, 90), (0, 0, 0, 100)]
    roles = (Role("AM", 9), Role("IS", 9), Role("FS", 9))
    fitting = defaultdict(list)
    for cast in combinations_with_replacement(["AM", "IS", "FS", "nobody", "several"], n):
        people = tuple(
            Respondent(f"p{at}", {"AM": Judgement("holder", as_is=far[at])}, {"hunting": vote, "sourcing": beside})
            for at, vote in enumerate(cast)
        )
        told = release(Data(roles, people), Terms(invited=9))
        if told.owners["hunting"].word != "nearly everyone":
            fitting[repr((told.owners, told.conflicts))].append(cast)
    for ways in fitting.values():
        seen = Counter(vote for cast in ways for vote in set(cast))
        assert min(seen.values()) >= 2, ways
