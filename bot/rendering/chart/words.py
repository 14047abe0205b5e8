"""What a picture says in words: its finding, each role's status, and the whole of it for those who cannot see it."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, assert_never

from msgspec import Struct

from bot.breadth.released import Alike, CellPicture, NoAnswers, Release, ReleasedRole, Shown, TooFew
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability
from bot.rendering.chart.lettering import drawable

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
            return "no answers yet"
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
    """How each role is called in the pictures: by its number where Lato cannot write its name.

    A text beside the picture then has to give the key.
    """
    return {
        role.name: role.name if drawable(role.name) else f"Role {number}"
        for number, role in enumerate(release.roles, 1)
    }


def alt_text(release: Release, labels: Labels = DEFAULT_LABELS, most: int = ALT_TEXT) -> str:
    """The summary picture in words, the most contested role first, in at most so many characters.

    Where there is not room for everything agreed roles are shortened first, then the last roles left out.
    """
    clauses = [clause(role, labels) for role in release.roles]
    if len(_joined(release, clauses)) > most * 0.95:
        clauses = [
            _short(role) if status(role).state == "agreed" else told
            for role, told in zip(release.roles, clauses, strict=True)
        ]
    while clauses and len(_joined(release, clauses)) > most:
        clauses.pop()
    return _joined(release, clauses)[:most]


def clause(role: ReleasedRole, labels: Labels) -> str:
    """One role in words: its splits in canonical order, its status, and where views differ most."""
    told = [f"as is {_cell(role.as_is)}", f"to be {_cell(role.to_be)}"]
    if isinstance(role.to_be, Shown):
        told.append(role.to_be.disagreement)
        told += ["early signal"] if role.to_be.early else []
        told += [f"{role.to_be.disagreement_points} points apart"] if role.to_be.disagreement_points else []
        told += [f"most on {labels[role.to_be.most_apart].lower()}"] if role.to_be.most_apart else []
    return f"{role.name}: {', '.join(told)}"


def _cell(cell: CellPicture) -> str:
    return "/".join(map(str, cell.split)) if isinstance(cell, Shown) else absence(cell)


def _short(role: ReleasedRole) -> str:
    return f"{role.name}: {status(role).text.lower()}"


def _joined(release: Release, clauses: list[str]) -> str:
    return f"{finding(release)}. {'; '.join(clauses)}" if clauses else finding(release)


def _of(roles: int) -> str:
    return f"{roles} role" if roles == 1 else f"{roles} roles"
