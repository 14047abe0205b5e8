"""Where the prompts under test lie."""

from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SHIPPED = PROJECT / "prompts"

Write = Callable[[str, str], Path]
"""Writes a file of a firm's own: its path in their folder, and what is in it, indented or not."""
