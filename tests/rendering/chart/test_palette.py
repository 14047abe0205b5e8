"""The colours can be told apart and read on, by every kind of sight and in grey print."""

from itertools import combinations, pairwise

import pytest

from bot.rendering.chart.palette import (
    ACCOUNTABILITY_COLOURS,
    BRACKET,
    DISPUTE,
    DISPUTE_TINT,
    INK,
    QUIET_CELL,
    QUIET_INK,
    WHITE,
    over_white,
)

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
D65 = (0.95047, 1.0, 1.08883)


def linear(colour):
    """The three channels of a colour, proportional to light."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]


def times(matrix, vector):
    """A matrix times a vector."""
    return [sum(part * value for part, value in zip(row, vector, strict=True)) for row in matrix]


def luminance(colour):
    """Relative luminance, as WCAG 2 defines it."""
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, sight):
    """A colour in CIE Lab as someone sees it."""
    seen = [min(1, max(0, part)) for part in times(SIGHTS[sight], linear(colour))]
    scaled = [value / white for value, white in zip(times(XYZ, seen), D65, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other, sight):
    """How different two colours look (CIE76)."""
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("sight", SIGHTS)
def test_accountabilities_look_different(sight):
    """Any two accountabilities lie well apart for normal, red-blind, green-blind and blue-blind sight."""
    colours = [colour.to_be for colour in ACCOUNTABILITY_COLOURS]
    assert min(difference(*pair, sight) for pair in combinations(colours, 2)) >= 30


def test_neighbours_differ_in_grey():
    """Printed in grey, no accountability is as light as its neighbour."""
    lightness = [lab(colour.to_be, "normal")[0] for colour in ACCOUNTABILITY_COLOURS]
    assert [round(value) for value in lightness] == [25, 62, 77, 42]
    assert all(abs(one - other) >= 14 for one, other in pairwise(lightness))


def test_numbers_can_be_read_on_the_bars():
    """The ink on every segment has the contrast large text needs, and far more on the to-be bars."""
    assert min(contrast(colour.ink, colour.to_be) for colour in ACCOUNTABILITY_COLOURS) >= 5.5
    assert min(contrast(INK, colour.as_is) for colour in ACCOUNTABILITY_COLOURS) >= 4.4


def test_the_rest_can_be_read():
    """Words, the dispute mark, brackets and the edges of marks stand out from what is behind them."""
    assert min(contrast(QUIET_INK, behind) for behind in (WHITE, QUIET_CELL)) >= 4.5
    assert min(contrast(DISPUTE, behind) for behind in (WHITE, DISPUTE_TINT)) >= 4.5
    assert contrast(BRACKET, WHITE) >= 3
    assert min(contrast(colour.edge, WHITE) for colour in ACCOUNTABILITY_COLOURS) >= 3


def test_dispute_is_no_accountability():
    """The colour of dispute looks like none of the four."""
    assert min(difference(DISPUTE, colour.to_be, "normal") for colour in ACCOUNTABILITY_COLOURS) >= 30


def test_the_lighter_shades():
    """As-is bars and ribbons are the same colours laid over white."""
    assert [colour.as_is for colour in ACCOUNTABILITY_COLOURS] == ["#6886A6", "#99C1E5", "#F9CE90", "#C98A72"]
    assert over_white("#000000", 0) == WHITE
