"""Whether what is told of a small cell leaves everyone in it in doubt about the others' answers."""

from collections.abc import Callable, Iterator
from itertools import combinations, permutations

from bot.breadth.answers import Cell
from bot.breadth.split import STEP, Split

MOST = 8
"""Up to how many answers a cell is looked at; in larger ones steps of 5 leave room enough."""
MOVES = tuple(permutations(range(4), 2))


def leaves_doubt(cell: Cell, tell: Callable[[Cell], object]) -> bool:
    """Whether nobody who knows their own answer could work out all the others from what `tell` makes of the cell.

    It takes two changes, to different people's answers, that tell the very same alone and together. Whoever was not
    changed by one of them cannot say whether it was made. From each of the four, neither, one, the other or both, the
    other three are found the same way: so being told at all gives nothing away either.

    >>> leaves_doubt({"ana": (50, 50, 0, 0), "bo": (40, 60, 0, 0)}, tell=len)
    True
    >>> leaves_doubt({"ana": (50, 50, 0, 0), "bo": (40, 60, 0, 0)}, tell=dict)
    False
    """
    if len(cell) > MOST:
        return True
    told, answers = tell(cell), sorted(cell.values())
    found: list[dict[str, Split]] = []
    for changed in _nearby(cell):
        other = {**cell, **changed}
        if sorted(other.values()) == answers or tell(other) != told:
            continue
        if any(not before.keys() & changed.keys() and tell({**other, **before}) == told for before in found):
            return True
        found.append(changed)
    return False


def _nearby(cell: Cell) -> Iterator[dict[str, Split]]:
    """One person's answer 5 points off, then two people's, the other way round, so that the average stays."""
    for person, answer in cell.items():
        for giver, taker in MOVES:
            if moved := _moved(answer, giver, taker):
                yield {person: moved}
    for one, other in combinations(cell, 2):
        for giver, taker in MOVES:
            there, back = _moved(cell[one], giver, taker), _moved(cell[other], taker, giver)
            if there and back:
                yield {one: there, other: back}


def _moved(answer: Split, giver: int, taker: int) -> Split | None:
    """The answer with 5 points given from one accountability to another, if it has them."""
    if answer[giver] < STEP:
        return None
    moved = list(answer)
    moved[giver] -= STEP
    moved[taker] += STEP
    servicing, farming, hunting, sourcing = moved
    return servicing, farming, hunting, sourcing
