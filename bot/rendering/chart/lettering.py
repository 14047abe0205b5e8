"""How wide a text is in Lato, from the font's own metrics, and whether Lato has its letters."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # has no stubs

Weight = Literal[400, 700, 900]

_FOLDER = Path(__file__).parents[1] / "fonts"
FONTS: dict[Weight, Path] = {
    400: _FOLDER / "Lato-Regular.ttf",
    700: _FOLDER / "Lato-Bold.ttf",
    900: _FOLDER / "Lato-Black.ttf",
}
ELLIPSIS = "…"


def width(text: str, size: float, weight: Weight = 400) -> float:
    """The width of a text in pixels, kerning left out; letters Lato lacks count as its blank box.

    >>> round(width("Contested", 28, 700), 1)
    129.3
    """
    advances, units = _advances(weight)
    return sum(advances.get(ord(mark), advances[0]) for mark in text) * size / units


def fitted(text: str, most: float, size: float, weight: Weight = 400) -> str:
    """The text, cut with an ellipsis where it is wider than `most` pixels.

    >>> fitted("Customer success manager", 200, 28)
    'Customer suc…'
    """
    if width(text, size, weight) <= most:
        return text
    room = most - width(ELLIPSIS, size, weight)
    end = next(end for end in range(len(text) - 1, -1, -1) if end == 0 or width(text[:end], size, weight) <= room)
    return text[:end].rstrip() + ELLIPSIS


def abridged(text: str, most: float, size: float, weight: Weight = 400) -> str:
    """The text, its middle left out where it is wider than `most` pixels: what tells long names apart is at their end.

    >>> abridged("Customer success manager", 200, 28)
    'Custom…anager'
    """
    kept, cut = len(text), text
    while kept and width(cut, size, weight) > most:
        kept -= 1
        cut = text[: kept - kept // 2].rstrip() + ELLIPSIS + text[len(text) - kept // 2 :].lstrip()
    return cut


def drawable(text: str) -> bool:
    """Whether Lato has every letter of a text.

    >>> drawable("Kundenberater Außendienst"), drawable("営業")
    (True, False)
    """
    advances, _ = _advances(400)
    return all(ord(mark) in advances for mark in text)


def drawn(text: str, otherwise: str) -> str:
    """The text as a picture has it, without marks that show nothing; `otherwise` where Lato lacks one of its letters.

    >>> drawn(chr(0x200E) + "Außendienst", "Role 1"), drawn("営業", "Role 2")
    ('Außendienst', 'Role 2')
    """
    seen = "".join(mark for mark in text if unicodedata.category(mark) != "Cf")
    return seen if seen and drawable(seen) else otherwise


@lru_cache
def _advances(weight: Weight) -> tuple[dict[int, int], int]:
    """The advance of each character by code point, the blank box under 0; and the units they are told in."""
    with TTFont(FONTS[weight], lazy=True) as font:
        metrics = font["hmtx"].metrics
        advances = {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}
        return {**advances, 0: metrics[".notdef"][0]}, font["head"].unitsPerEm
