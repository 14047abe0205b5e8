"""What a respondent gave (a reply), and what it counts as (an answer)."""

from typing import Literal

from msgspec import Struct

Points = tuple[int, int, int, int]
"""Whole points for servicing, farming, hunting, sourcing, in that order, summing to 100."""
Way = Literal["numbers", "taps", "typed", "same"]


class Chosen(Struct, frozen=True, tag="chosen"):
    """One option, of a consent or a choice."""

    option: str


class Picked(Struct, frozen=True, tag="picked"):
    """Some options, of a choices question, in the question's order."""

    options: tuple[str, ...]


class Rated(Struct, frozen=True, tag="rated"):
    """One option for each row that was answered, of a matrix."""

    rows: dict[str, str]


class Divided(Struct, frozen=True, tag="divided"):
    """A split and the way it was given."""

    points: Points
    way: Way


class Wrote(Struct, frozen=True, tag="wrote"):
    """A verbatim, and whether its author lets it be quoted without a name."""

    text: str
    quotable: bool


class Unfamiliar(Struct, frozen=True, tag="unfamiliar"):
    """The respondent does not know this role well enough to judge it. Never an answer of zeros."""


class Skipped(Struct, frozen=True, tag="skipped"):
    """An optional question was passed over."""


Answer = Chosen | Picked | Rated | Divided | Wrote | Unfamiliar | Skipped


class Option(Struct, frozen=True, tag="option"):
    """A tapped option."""

    id: str


class Options(Struct, frozen=True, tag="options"):
    """The ticked options of a modal."""

    ids: tuple[str, ...]


class Rows(Struct, frozen=True, tag="rows"):
    """The options picked in a matrix modal; a row left open is absent."""

    picked: dict[str, str]


class Boxes(Struct, frozen=True, tag="boxes"):
    """The four boxes of the numbers modal as typed, in canonical order; an empty box is an empty string."""

    typed: tuple[str, str, str, str]


class Text(Struct, frozen=True, tag="text"):
    """An open text and its tick."""

    text: str
    quotable: bool


class DontKnow(Struct, frozen=True, tag="dont-know"):
    """The respondent does not know this role well enough."""


Reply = Option | Options | Rows | Boxes | Text | DontKnow


class Rejection(Struct, frozen=True, tag="rejection"):
    """Why a reply is no answer: the name of the reprompt text and its values; `field` is the box or row it is about."""

    reason: str
    values: dict[str, str | int] = {}
    field: str = ""
