"""Which answers a cell's figures come from, after a reopening."""

from collections.abc import Hashable, Mapping
from functools import reduce
from typing import TypeVar

from bot.breadth.answers import Data, Moment
from bot.breadth.cells import Cells, gather
from bot.questionnaire.model import GROUPS, Group

ENOUGH = 5
"""How many of a cell's answers have to be new or changed before it is refreshed."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
Answers = dict[str, T]


def settled(history: tuple[Data, ...]) -> Cells:
    """The answers behind the figures, given everyone's answers at each release so far and now, the latest last.

    A cell keeps the answers it had until enough of them are new or changed; kept answers make kept figures.
    """
    return reduce(_refreshed, map(gather, history))


def moved(before: Mapping[str, T], now: Mapping[str, T]) -> int:
    """How many people's answers are new, changed or gone.

    >>> moved({"ana": 1, "bo": 2}, {"bo": 3, "cy": 4})
    3
    """
    return sum(person not in before or person not in now or before[person] != now[person] for person in {*before, *now})


def _refreshed(before: Cells, now: Cells) -> Cells:
    groups = dict(before.groups)
    for role, moment in now.splits:
        for group in _groups_to_refresh(before, now, role, moment):
            groups[role, moment, group] = now.groups[role, moment, group]
    return Cells(
        splits=_each_refreshed(before.splits, now.splits),
        groups=groups,
        changes=_each_refreshed(before.changes, now.changes),
        owners=_each_refreshed(before.owners, now.owners),
        today=_each_refreshed(before.today, now.today),
        definitions=_each_refreshed(before.definitions, now.definitions),
        comments=_each_refreshed(before.comments, now.comments),
    )


def _each_refreshed(before: Mapping[K, Answers[T]], now: Mapping[K, Answers[T]]) -> dict[K, Answers[T]]:
    keys = dict.fromkeys((*before, *now))
    return {key: _newer(before.get(key, {}), now.get(key, {})) for key in keys}


def _newer(before: Answers[T], now: Answers[T]) -> Answers[T]:
    return now if moved(before, now) >= ENOUGH else before


def _groups_to_refresh(before: Cells, now: Cells, role: str, moment: Moment) -> set[Group]:
    """The groups with enough news, less the smallest of them while the news in the others is too little to hide in.

    Whoever compares the whole and these groups, before and after, sees what has changed in the other groups together.
    """
    news = {group: moved(before.groups[role, moment, group], now.groups[role, moment, group]) for group in GROUPS}
    ready = {group for group in GROUPS if news[group] >= ENOUGH}
    while ready and 0 < sum(news[group] for group in GROUPS if group not in ready) < ENOUGH:
        ready.remove(min(sorted(ready), key=news.__getitem__))
    return ready
