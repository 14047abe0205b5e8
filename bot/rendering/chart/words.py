"""What a picture says in words: its finding, each role's status, and the whole of it for those who cannot see it."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, assert_never

from msgspec import Struct

from bot.breadth.released import Alike, CellPicture, NoAnswers, Release, ReleasedRole, Shown, TooFew
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability
from bot.rendering.chart.lettering import drawn
from bot.rendering.summary_voice import inline

Labels = Mapping[Accountability, str]
State = Literal["contested", "mixed", "agreed", "unknown"]

DEFAULT_LABELS: Labels = {name: name.capitalize() for name in ACCOUNTABILITIES}
ALT_TEXT = 2000
"""Characters Slack takes as an image's alternative text."""


class Status(Struct, frozen=True):
    """How far people agree what a role should be, in words."""

    state: State
    text: str


def status(role: ReleasedRole) -> Status:
    """The status of a role, by the views on what it should be.

    >>> status(ReleasedRole("AM", NoAnswers(), Alike(), None))
    Status(state='agreed', text='Nearly everyone sees it alike')
    """
    match role.to_be:
        case Shown():
            return _shown_status(role.to_be)
        case Alike():
            return Status("agreed", "Nearly everyone sees it alike")
        case TooFew() | NoAnswers():
            return Status("unknown", absence(role.to_be))
        case _:
            assert_never(role.to_be)


def _shown_status(shown: Shown) -> Status:
    if shown.early:
        ending = ", early signal"
    else:
        ending = f": {shown.disagreement_points} points apart" if shown.disagreement_points else ""
    match shown.disagreement:
        case "contested":
            return Status("contested", f"To be contested{ending}")
        case "mixed views":
            return Status("mixed", f"To be, mixed views{ending}")
        case "broad agreement":
            return Status("agreed", f"Broad agreement{ending}")
        case _:
            assert_never(shown.disagreement)


def absence(cell: NoAnswers | TooFew | Alike) -> str:
    """What stands in place of a bar."""
    match cell:
        case NoAnswers():
            return "no answers"
        case TooFew():
            return f"shown from {cell.floor} answers"
        case Alike():
            return "nearly everyone sees it alike"
        case _:
            assert_never(cell)


def finding(release: Release) -> str:
    """The picture's title: what it shows, in one sentence."""
    states = Counter(status(role).state for role in release.roles)
    roles = _of(len(release.roles))
    if states["contested"]:
        return f"What {states['contested']} of {roles} should be is contested"
    if states["mixed"]:
        return f"Mixed views on what {states['mixed']} of {roles} should be"
    if states["agreed"] == len(release.roles):
        return f"Broad agreement on all {roles}"
    if states["agreed"]:
        return f"Broad agreement on {states['agreed']} of {roles}"
    return "Too few answers to show what roles should be"


def subtitle(release: Release) -> str:
    """Who answered, and what the numbers are."""
    return f"{release.answered} of {release.invited} stakeholders answered · average split, points of customer time"


def drawn_names(release: Release) -> dict[str, str]:
    """How each role is called in the pictures: by its number where Lato cannot write its name."""
    return {role.name: drawn(role.name, f"Role {number}") for number, role in enumerate(release.roles, 1)}


def key(release: Release) -> dict[str, str]:
    """The name of each role that the pictures call by its number, by what they call it."""
    called = {role.name: f"Role {number}" for number, role in enumerate(release.roles, 1)}
    return {drawn: name for name, drawn in drawn_names(release).items() if drawn == called[name] != name}


def told_names(release: Release) -> dict[str, str]:
    """How each role is called in words beside a picture: its name, after what the picture calls it instead."""
    numbered = {name: f"{number} = {name}" for number, name in key(release).items()}
    return {role.name: numbered.get(role.name, role.name) for role in release.roles}


def alt_text(release: Release, labels: Labels = DEFAULT_LABELS, most: int = ALT_TEXT) -> str:
    """The summary picture in words, the most contested role first, in at most so many characters.

    Where there is not room for everything agreed roles are shortened first, then the last roles left out.
    """
    names = told_names(release)
    clauses = [f"{names[role.name]}: {clause(role, labels)}" for role in release.roles]
    if len(_joined(release, clauses)) > most * 0.95:
        clauses = [
            f"{names[role.name]}: {status(role).text.lower()}" if status(role).state == "agreed" else told
            for role, told in zip(release.roles, clauses, strict=True)
        ]
    while clauses and len(_joined(release, clauses)) > most:
        clauses.pop()
    return _joined(release, clauses)[:most]


def clause(role: ReleasedRole, labels: Labels) -> str:
    """One role in words: its splits in canonical order, its status, and where views differ most."""
    early = " (early signal)" if as_is_early(role) else ""
    told = [f"as is {_cell(role.as_is)}{early}", f"to be {_cell(role.to_be)}"]
    if isinstance(role.to_be, Shown):
        told.append(role.to_be.disagreement)
        told += ["early signal"] if role.to_be.early else []
        told += [f"{role.to_be.disagreement_points} points apart"] if role.to_be.disagreement_points else []
        told += [f"most on {inline(labels[role.to_be.most_apart])}"] if role.to_be.most_apart else []
    return ", ".join(told)


def as_is_early(role: ReleasedRole) -> bool:
    """Whether the picture of a role as it is comes from 3 or 4 answers; the status tells it of the to-be."""
    return isinstance(role.as_is, Shown) and role.as_is.early


def _cell(cell: CellPicture) -> str:
    return "/".join(map(str, cell.split)) if isinstance(cell, Shown) else absence(cell)


def _joined(release: Release, clauses: list[str]) -> str:
    return f"{finding(release)}. {'; '.join(clauses)}" if clauses else finding(release)


def _of(roles: int) -> str:
    return f"{roles} role" if roles == 1 else f"{roles} roles"
