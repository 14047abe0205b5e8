"""The answers the measures read, however they came: from interviews or from a file."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from bot.breadth.ownership import Vote
from bot.breadth.split import Split
from bot.questionnaire.model import Accountability, Group

Moment = Literal["as_is", "to_be"]
Use = Literal["same", "roughly", "different"]
"""Whether a respondent uses an accountability's name as it is defined."""
Cell = Mapping[str, Split]
"""Answers that are measured together, by respondent id."""

MOMENTS: tuple[Moment, ...] = ("as_is", "to_be")


class Role(Struct, frozen=True):
    """A role in scope and how many people hold it; None: not known."""

    name: str
    headcount: float | None = None


class Judgement(Struct, frozen=True):
    """What one respondent gave about one role, and their relation to it."""

    group: Group
    as_is: Split | None = None
    to_be: Split | None = None


class Comment(Struct, frozen=True):
    """A verbatim whose author lets it be quoted without a name, and the question it answers."""

    question: str
    text: str


class Respondent(Struct, frozen=True):
    """One respondent's answers. A role or an accountability that is absent was not asked or not answered.

    `owners`: who should be accountable; `today`: who picks a situation up, by situation.
    """

    id: str
    judgements: dict[str, Judgement] = {}
    owners: dict[Accountability, Vote] = {}
    today: dict[str, Vote] = {}
    definitions: dict[Accountability, Use] = {}
    comments: tuple[Comment, ...] = ()


class Data(Struct, frozen=True):
    """The roles in their configured order, and everyone's answers. Respondents' ids are all different."""

    roles: tuple[Role, ...]
    respondents: tuple[Respondent, ...]
