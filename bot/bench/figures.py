"""The figures: what was measured, the goal it is held to, and how they are told."""

import statistics
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

MANY = 100_000
"""Interviews stored, where a figure says many."""


class Figure(Struct, frozen=True):
    """One measured value and its goal; at most the goal is met."""

    id: str
    what: str
    value: float
    goal: float
    unit: Literal["ratio", "s"] = "ratio"

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal


def ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """The median of one against the median of the other."""
    return statistics.median(of) / statistics.median(to)


def as_json(figures: Sequence[Figure]) -> str:
    """The figures for machines."""
    goals = [
        {"id": f.id, "what": f.what, "value": round(f.value, 3), "unit": f.unit, "goal": f.goal, "met": f.met}
        for f in figures
    ]
    return msgspec.json.encode({"goals": goals}).decode()


def as_text(figures: Sequence[Figure]) -> str:
    """The figures for people, one a line."""
    return "\n".join(
        f"({f.id}) {f.value:5.2f} {'met   ' if f.met else 'MISSED'} goal {f.goal:g}  {f.what}" for f in figures
    )
