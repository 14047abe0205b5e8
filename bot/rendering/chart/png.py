"""An SVG drawing as PNG, with the bundled fonts alone, so that every machine draws the same picture."""

from resvg_py import svg_to_bytes

from bot.rendering.chart.lettering import FONTS

FILES = [str(path) for path in FONTS.values()]


def to_png(svg: str) -> bytes:
    """The drawing as PNG, a pixel for each of its units, on opaque white."""
    return svg_to_bytes(svg_string=svg, background="#FFFFFF", skip_system_fonts=True, font_files=FILES)
