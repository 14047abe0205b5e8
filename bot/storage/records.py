"""Core values to documents and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from bot.breadth.released import Release
from bot.errors import Damaged
from bot.fieldwork.deeds import Deeds
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview
from bot.storage.upgrades import (
    ASSESSMENT_UPGRADES,
    DEEDS_UPGRADES,
    DRAFT_UPGRADES,
    INTERVIEW_UPGRADES,
    RELEASE_UPGRADES,
    Document,
    Upgrades,
    newest,
    upgraded,
)

V = TypeVar("V")


class Kind(Struct, Generic[V], frozen=True):
    """A kind of value that is kept: the TinyDB table its document is in, and what tells one value from another."""

    table: str
    type: type[V]
    identity: Callable[[V], object]
    upgrades: Upgrades


INTERVIEW = Kind("interview", Interview, lambda interview: interview.key, INTERVIEW_UPGRADES)
ASSESSMENT = Kind("assessment", Assessment, lambda assessment: (assessment.team, assessment.id), ASSESSMENT_UPGRADES)
DRAFT = Kind("draft", Draft, lambda draft: ("draft", draft.team, draft.id), DRAFT_UPGRADES)
DEEDS = Kind("deeds", Deeds, lambda deeds: ("deeds", deeds.team), DEEDS_UPGRADES)
RELEASE = Kind("release", Release, lambda release: release.number, RELEASE_UPGRADES)


def to_document(kind: Kind[V], value: V) -> Document:
    """The document that keeps a value: its fields, and the number of the format they are in."""
    return {"format": newest(kind.upgrades), **msgspec.to_builtins(value)}


def from_document(kind: Kind[V], document: Document | None, identity: object, path: Path) -> V:
    """The value a document of any format keeps. Raises NewerFormat, and Damaged when it is not the one looked for."""
    where = str(path)
    try:
        value = msgspec.convert(upgraded(document or {}, kind.upgrades, where), kind.type)
    except msgspec.ValidationError as error:
        place = str(error).rpartition(" - at ")[2]
        # Not "from error": its text may quote an answer.
        raise Damaged(f"This file holds no {kind.table}: see {place}.", where, "Put a good copy of it back.") from None
    if kind.identity(value) != identity:
        raise Damaged(f"This file holds another {kind.table}.", where, "Move it to where it belongs.")
    return value
