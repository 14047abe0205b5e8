"""Core values to documents and back."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import GenericAlias
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from bot.breadth.released import Release
from bot.errors import Damaged
from bot.fieldwork.deeds import Deeds
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview
from bot.storage.durable_file import tables_in
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

ONE = 1
"""The id of a table's only document."""


class Kind(Struct, Generic[V], frozen=True, dict=True):
    """A kind of value that is kept: the TinyDB table its document is in, and what tells one value from another."""

    table: str
    type: type[V]
    identity: Callable[[V], object]
    upgrades: Upgrades

    @cached_property
    def start(self) -> bytes:
        """How a file's document begins that keeps a value in the newest format."""
        return b'{"%b":{"%d":{"format":%d,' % (self.table.encode(), ONE, newest(self.upgrades))

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[dict[str, dict[str, V]]]:
        """Reads such a document at one go."""
        return msgspec.json.Decoder(GenericAlias(dict, (str, GenericAlias(dict, (str, self.type)))))


INTERVIEW = Kind("interview", Interview, lambda interview: interview.key, INTERVIEW_UPGRADES)
ASSESSMENT = Kind("assessment", Assessment, lambda assessment: (assessment.team, assessment.id), ASSESSMENT_UPGRADES)
DRAFT = Kind("draft", Draft, lambda draft: ("draft", draft.team, draft.id), DRAFT_UPGRADES)
DEEDS = Kind("deeds", Deeds, lambda deeds: ("deeds", deeds.team), DEEDS_UPGRADES)
RELEASE = Kind("release", Release, lambda release: release.number, RELEASE_UPGRADES)


def to_document(kind: Kind[V], value: V) -> Document:
    """The document that keeps a value: its fields, and the number of the format they are in."""
    return {"format": newest(kind.upgrades), **msgspec.to_builtins(value)}


def from_file(kind: Kind[V], written: bytes, identity: object, path: Path) -> V:
    """The value that the document of a file keeps, in any format. Raises as `from_document` does."""
    if written.startswith(kind.start):  # nearly all of them, and faster so
        with suppress(msgspec.MsgspecError):  # told below, and where
            return _identified(kind, kind.decoder.decode(written)[kind.table][str(ONE)], identity, path)
    document = tables_in(path, written).get(kind.table, {}).get(str(ONE))
    return from_document(kind, document, identity, path)


def from_document(kind: Kind[V], document: Document | None, identity: object, path: Path) -> V:
    """The value a document of any format keeps. Raises NewerFormat, and Damaged when it is not the one looked for."""
    where = str(path)
    try:
        value = msgspec.convert(upgraded(document or {}, kind.upgrades, where), kind.type)
    except msgspec.ValidationError as error:
        place = str(error).rpartition(" - at ")[2]
        # Not "from error": its text may quote an answer.
        raise Damaged(f"This file holds no {kind.table}: see {place}.", where, "Put a good copy of it back.") from None
    return _identified(kind, value, identity, path)


def _identified(kind: Kind[V], value: V, identity: object, path: Path) -> V:
    if kind.identity(value) != identity:
        raise Damaged(f"This file holds another {kind.table}.", str(path), "Move it to where it belongs.")
    return value
