"""What a drawing is made of, in pixels, and its SVG."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bot.prompts.texts import environment
from bot.rendering.chart.lettering import Weight


class Box(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    radius: float = 0
    stroke: str = "none"
    thickness: int = 0


class Line(Struct, frozen=True):
    """A line of text; `y` is its baseline, `x` its start, middle or end."""

    x: float
    y: float
    text: str
    size: int
    fill: str
    weight: Weight = 400
    anchor: Literal["start", "middle", "end"] = "start"


class Trace(Struct, frozen=True):
    """A path through points, closed unless it is a bare stroke."""

    points: Sequence[tuple[float, float]]
    fill: str = "none"
    stroke: str = "none"
    thickness: int = 0


class Disc(Struct, frozen=True):
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str
    thickness: int


Shape = Box | Line | Trace | Disc


class Drawing(Struct, frozen=True):
    """A picture: its size, its title and description for those who cannot see it, its shapes from back to front."""

    width: int
    height: int
    title: str
    description: str
    shapes: Sequence[Shape]


def to_svg(drawing: Drawing) -> str:
    """The drawing as SVG; the same drawing gives the same text, byte for byte.

    >>> print(to_svg(Drawing(10, 10, "A & B", "", [Box(0, 0, 10, 10, fill="#FFFFFF")])).partition("</title>")[2])
    <desc></desc>
    <rect x="0" y="0" width="10" height="10" fill="#FFFFFF"/>
    </svg>
    """
    return _template()(
        drawing=drawing, title=_writable(drawing.title), description=_writable(drawing.description), points=_points
    )


@lru_cache
def _template() -> Callable[..., str]:
    source = Path(__file__).with_name("picture.svg.j2").read_text(encoding="utf-8")
    return environment().from_string(source).render


def _points(trace: Trace) -> str:
    return " L".join(f"{x:.1f} {y:.1f}" for x, y in trace.points)


def _writable(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(mark for mark in text if unicodedata.category(mark) not in {"Cc", "Cs", "Cn"})
