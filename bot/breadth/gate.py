"""The privacy gate's rules, one by one: what a cell may tell about the people in it."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from bot.breadth.answers import Cell, Use
from bot.breadth.doubt import leaves_doubt
from bot.breadth.ownership import Flag, Ownership, Vote, ownership
from bot.breadth.released import Dispute, Points, ReleasedVotes, VoteWord
from bot.breadth.split import STEP, mean, steps_of_five
from bot.questionnaire.model import NOBODY, Group

FLOOR = 3
"""The fewest answers a cell is shown from; can be raised, never lowered."""
FEWEST_HOLDERS = 3
"""A role with fewer holders is a person in disguise: it is left out, unless they agree to be discussed."""
FLOOR_OF_VOTES = 5
"""The fewest votes, choices or verbatims anything is told from."""


def alike(answers: Collection[Hashable]) -> bool:
    """Whether all answers, or all but one, are the same; at least one answer.

    >>> alike(["a", "a", "b"]), alike(["a", "a", "b", "c"])
    (True, False)
    """
    [(_, most)] = Counter(answers).most_common(1)
    return most >= len(answers) - 1


def average(cell: Cell) -> Points | None:
    """An average as it may be told, in steps of 5; None where nearly all answers are alike."""
    return None if alike(cell.values()) else steps_of_five(mean(cell.values()))


def may_average(cell: Cell) -> bool:
    """Whether the average of these answers gives nobody among them the others'.

    Three of whom two gave nearly everything to one side are found out by the third, whatever that one gave.

    >>> may_average({"ana": (60, 20, 20, 0), "bo": (40, 60, 0, 0), "cy": (20, 30, 30, 20)})
    True
    >>> may_average({"ana": (80, 10, 5, 5), "bo": (95, 5, 0, 0), "cy": (100, 0, 0, 0)})
    False
    """
    return not alike(cell.values()) and leaves_doubt(cell, average)


def open_groups(groups: Mapping[Group, Cell], floor: int) -> dict[Group, Cell]:
    """The groups whose average may stand beside the whole, in group order; `groups` leaves out empty ones.

    None whose average would give someone in it the others' answers, and none that would give away one withheld.

    >>> one, six = {"a": (100, 0, 0, 0)}, {str(n): (n, 100 - n, 0, 0) for n in range(6)}
    >>> open_groups({"holder": six, "manager": one}, FLOOR)
    {}
    """
    sizes = {group: len(cell) for group, cell in groups.items()}
    shown = [group for group, cell in groups.items() if len(cell) >= floor and may_average(cell)]
    return {group: groups[group] for group in covered(sizes, shown, floor)}


def covered(sizes: Mapping[Group, int], shown: Sequence[Group], floor: int = FLOOR) -> Sequence[Group]:
    """Those of the groups to be shown that may be, with as many answers in each group as `sizes` says.

    Whoever knows the whole and all groups but one knows that one too: so while a single group is withheld, or all those
    withheld have fewer answers than the floor together, the next smallest is withheld as well, of equal ones the last.
    An empty group is none.

    >>> covered({"holder": 4, "manager": 2, "colleague": 9}, ["holder", "colleague"])
    ['colleague']
    """
    withheld = [size for group, size in sizes.items() if size and group not in shown]
    if not shown or not withheld or (len(withheld) > 1 and sum(withheld) >= floor):
        return shown
    smallest = min(reversed(shown), key=sizes.__getitem__)
    return covered(sizes, [group for group in shown if group != smallest], floor)


def vote_words(votes: Iterable[Vote], roles: Sequence[str]) -> ReleasedVotes | None:
    """How votes fall, in words; None for fewer than 5 answers other than don't know.

    >>> vote_words(["AM", "AM", "AM", "IS", "nobody", "CS"], ["AM", "IS", "CS"]).word
    'about half or more'
    """
    cast = [vote for vote in votes if vote is not None]
    if len(cast) < FLOOR_OF_VOTES:
        return None
    owners = ownership(cast, roles)
    if alike(cast):
        return ReleasedVotes("nearly everyone", max(owners.votes, key=owners.votes.__getitem__), (), owners.evidence)
    word, named = _word(owners)
    return ReleasedVotes(word, named, _flags(owners) if word == "disputed" else (), owners.evidence)


def _word(owners: Ownership) -> tuple[VoteWord, str | None]:
    match owners.label:
        case "nobody owns it":
            return "nobody, say most", NOBODY
        case "clear":
            return "most", owners.leader
        case "leaning":
            return "about half or more", owners.leader
        case "disputed" | None:
            return "disputed", None


def _flags(owners: Ownership) -> tuple[Flag, ...]:
    """The flags beside "disputed". With a leader, or two at 5 votes, they would tell how the last people voted."""
    return owners.flags if owners.n > FLOOR_OF_VOTES else owners.flags[:1]


def dispute(uses: Collection[Use]) -> Dispute | None:
    """How many use a word differently; None for fewer than 5 answers, and for a single dissenter.

    >>> dispute(["different"] * 7 + ["same"] * 3)
    Dispute(word='at least', count=5)
    """
    differently = sum(use == "different" for use in uses)
    if len(uses) < FLOOR_OF_VOTES or differently <= 1:
        return None
    if differently >= len(uses) - 1:
        return Dispute("nearly everyone")
    return Dispute("at least", differently // STEP * STEP) if differently >= STEP else Dispute("some")


def quotes(comments: Mapping[str, str]) -> tuple[str, ...]:
    """The verbatims of one question, by their text: an order that says nothing of who wrote what. None below 5."""
    return tuple(sorted(comments.values())) if len(comments) >= FLOOR_OF_VOTES else ()
