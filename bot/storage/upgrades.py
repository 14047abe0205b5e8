"""How a document that an earlier version wrote becomes one of today's, a step at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import Damaged, NewerFormat

Document = dict[str, Any]
Upgrades = Mapping[int, Callable[[Document], Document]]
"""By format number, what makes one of the next format of a document. A step, once released, stays as it is."""

INTERVIEW_UPGRADES: Upgrades = {}
ASSESSMENT_UPGRADES: Upgrades = {}
DRAFT_UPGRADES: Upgrades = {}
RELEASE_UPGRADES: Upgrades = {}
DEEDS_UPGRADES: Upgrades = {}


def newest(upgrades: Upgrades) -> int:
    """The format number documents are written with.

    >>> newest({})
    1
    """
    return len(upgrades) + 1


def upgraded(document: Document, upgrades: Upgrades, where: str) -> Document:
    """The document in the newest format; the one given stays as it is. Raises NewerFormat, or Damaged without a number.

    >>> upgraded({"format": 1, "status": "done"}, {1: lambda old: {"status": "submitted"}}, "")
    {'status': 'submitted', 'format': 2}
    """
    number = document.get("format")
    if not isinstance(number, int) or number < 1:
        raise Damaged("This file does not say which format it has.", where, "Put a good copy of it back.")
    if number > newest(upgrades):
        raise NewerFormat(
            f"A newer version of the bot wrote this file: format {number}, and this one knows {newest(upgrades)}.",
            where,
            "Run the newer version, or put back the data folder as it was before the update.",
        )
    for step in range(number, newest(upgrades)):
        document = {**upgrades[step](document), "format": step + 1}
    return document
