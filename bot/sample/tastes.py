"""How someone decides what to answer, whatever the workspace shows them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Protocol, TypeVar

from bot.questionnaire.answers import Points
from bot.questionnaire.splits import TAP_STEPS
from bot.sample.scripts import Script, liked, split_of, ticked

SplitWay = Literal["numbers", "taps", "typed"]
A = TypeVar("A")


class Taste(Protocol):
    """A person's taste: each method is asked when a card or a modal wants it answered."""

    def way(self) -> SplitWay:
        """In which of the three ways they give a split."""

    def points(self, asked: str, *, future: bool) -> Points | None:
        """The split they give to the role named in what is asked; None: they don't know it well enough."""

    def tap(self) -> int:
        """One of the eleven taps, in per cent."""

    def option(self, offered: Sequence[str]) -> str:
        """Which of the options they take."""

    def rows(self, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Which of its options they take for each row of a matrix."""

    def ticks(self, offered: Sequence[str], most: int) -> tuple[str, ...]:
        """Which options they tick, at least one and at most `most`."""

    def text(self) -> str | None:
        """What they write; None: they pass it over where they may."""


class Steady:
    """Implements `Taste` by another: what was decided on a card is said again as often as the card is answered."""

    def __init__(self, taste: Taste) -> None:
        self._taste = taste
        self._said: list[Any] = []
        self._next = 0

    def answer(self, *, again: bool) -> None:
        """A card is about to be answered, the same one `again` or another."""
        self._said = self._said if again else []
        self._next = 0

    def way(self) -> SplitWay:
        """As decided."""
        return self._decided(self._taste.way)

    def points(self, asked: str, *, future: bool) -> Points | None:
        """As decided."""
        return self._decided(partial(self._taste.points, asked, future=future))

    def tap(self) -> int:
        """As decided."""
        return self._decided(self._taste.tap)

    def option(self, offered: Sequence[str]) -> str:
        """As decided."""
        return self._decided(partial(self._taste.option, offered))

    def rows(self, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """As decided."""
        return self._decided(partial(self._taste.rows, offered))

    def ticks(self, offered: Sequence[str], most: int) -> tuple[str, ...]:
        """As decided."""
        return self._decided(partial(self._taste.ticks, offered, most))

    def text(self) -> str | None:
        """As decided."""
        return self._decided(self._taste.text)

    def _decided(self, decide: Callable[[], A]) -> A:
        if self._next == len(self._said):
            self._said.append(decide())
        self._next += 1
        said: A = self._said[self._next - 1]
        return said


class Scripted:
    """Implements `Taste` by a script."""

    def __init__(self, script: Script) -> None:
        self._script = script

    def way(self) -> SplitWay:
        """By numbers: it takes the fewest messages."""
        return "numbers"

    def points(self, asked: str, *, future: bool) -> Points | None:
        """The script's split of the role whose name stands in what is asked."""
        named = [role for role in self._script.splits if f"*{role}*" in asked or role in asked]
        return split_of(self._script, max(named, key=len, default=asked), future=future)

    def tap(self) -> int:
        """The middle one: whoever began to tap is not known to the script."""
        return TAP_STEPS[len(TAP_STEPS) // 2]

    def option(self, offered: Sequence[str]) -> str:
        """The one liked best."""
        return liked(self._script, "", offered)

    def rows(self, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """The one liked best of each row."""
        return {row: liked(self._script, row, options) for row, options in offered.items()}

    def ticks(self, offered: Sequence[str], most: int) -> tuple[str, ...]:
        """Those in the script."""
        return ticked(self._script, offered, most)

    def text(self) -> str | None:
        """Nothing: what is written belongs to a question, and no card says which that is."""
        return None
