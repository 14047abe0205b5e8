"""How someone decides what to answer, whatever the workspace shows them."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from bot.questionnaire.answers import Points
from bot.questionnaire.splits import TAP_STEPS
from bot.sample.scripts import Script, liked, split_of, ticked

SplitWay = Literal["numbers", "taps", "typed"]


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
