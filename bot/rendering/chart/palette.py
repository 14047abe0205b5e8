"""The colours of the pictures; a test holds their contrast and their distances for every kind of sight."""

from msgspec import Struct


class Colours(Struct, frozen=True):
    """One accountability's colours: to be, as is, the ribbon between, a mark's edge, and the ink on `to_be`."""

    to_be: str
    as_is: str
    ribbon: str
    edge: str
    ink: str


WHITE, INK, QUIET_INK, RULE, BRACKET = "#FFFFFF", "#1D1C1D", "#54525A", "#DDDCE0", "#8D8B92"
DISPUTE, DISPUTE_TINT, QUIET_CELL = "#8A1C5C", "#FBEDF4", "#F6F6F8"


def over_white(colour: str, share: float) -> str:
    """A colour laid over white, `share` of it opaque.

    >>> over_white("#0B3C6F", 0.62)
    '#6886A6'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02X}" for part in parts)


def _colours(to_be: str, edge: str, ink: str) -> Colours:
    return Colours(to_be, over_white(to_be, 0.62), over_white(to_be, 0.22), edge, ink)


ACCOUNTABILITY_COLOURS = (
    _colours("#0B3C6F", "#0B3C6F", WHITE),
    _colours("#5B9BD5", "#2E6DA8", INK),
    _colours("#F6B04C", "#A8690F", INK),
    _colours("#A8431B", "#7E2F10", WHITE),
)
"""Servicing, farming, hunting, sourcing: blues for existing customers, ambers for prospects."""
