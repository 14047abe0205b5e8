"""Whether what is told of a cell leaves everyone in it in doubt about the others' answers."""

from collections.abc import Callable, Iterator
from itertools import chain, combinations, permutations

from bot.breadth.answers import Cell
from bot.breadth.split import STEP, Split

SMALL = 8
"""Up to how many answers two people's changes may make up for each other; in a larger cell each is lost by itself."""
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
    told = tell(cell)
    found: list[dict[str, Split]] = []
    for changed in chain(_alone(cell), _in_pairs(cell) if len(cell) <= SMALL else ()):
        other = {**cell, **changed}
        if tell(other) != told or (len(changed) > 1 and sorted(other.values()) == sorted(cell.values())):
            continue
        if any(not before.keys() & changed.keys() and tell({**other, **before}) == told for before in found):
            return True
        found.append(changed)
    return False


def _alone(cell: Cell) -> Iterator[dict[str, Split]]:
    """One person's answer 5 points off."""
    for giver, taker in MOVES:
        for person, answer in cell.items():
            if moved := _moved(answer, giver, taker):
                yield {person: moved}


def _in_pairs(cell: Cell) -> Iterator[dict[str, Split]]:
    """Two people's answers 5 points off, the other way round, so that the average stays."""
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
