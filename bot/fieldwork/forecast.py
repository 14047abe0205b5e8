"""What the roster alone tells of the summary: which groups can never be shown apart, and which only just."""

from msgspec import Struct

from bot.fieldwork.draft import Draft
from bot.fieldwork.scope import FEWEST_HOLDERS

LIKELY = 4, 5
"""The share expected to answer: 80 per cent."""


class Circle(Struct, frozen=True):
    """A group of people who may be shown apart, and how many of them are invited. `role` "": those of no one role."""

    role: str
    group: str
    invited: int


class Forecast(Struct, frozen=True):
    """`never` are too few to be shown apart, of `tight` every one must answer; `steady` of `roles` stand at 80 %."""

    never: tuple[Circle, ...]
    tight: tuple[Circle, ...]
    left_out: tuple[Circle, ...]
    steady: int
    roles: int


def forecast(draft: Draft) -> Forecast:
    """What can be shown of these people at best. Groups nobody is invited to are not mentioned.

    >>> from bot.fieldwork.draft import DraftRole
    >>> roles = (DraftRole("Hunter", 9, ("U1", "U2", "U3")), DraftRole("Desk", 2))
    >>> seen = forecast(Draft("T1", "a", "U0", roles=roles, managers=("U4",)))
    >>> [circle.role for circle in seen.tight], [circle.group for circle in seen.never], seen.steady
    (['Hunter'], ['manager'], 0)
    """
    kept = [Circle(role.name, "holder", _asked(draft, role.holders)) for role in draft.roles if role.kept]
    managers = Circle("", "manager", _asked(draft, draft.managers))
    circles = [circle for circle in (*kept, managers) if circle.invited]
    share, of = LIKELY
    return Forecast(
        never=tuple(circle for circle in circles if circle.invited < FEWEST_HOLDERS),
        tight=tuple(circle for circle in circles if circle.invited == FEWEST_HOLDERS),
        left_out=tuple(Circle(role.name, "holder", role.headcount) for role in draft.roles if not role.kept),
        steady=sum(circle.invited * share // of >= FEWEST_HOLDERS for circle in kept),
        roles=len(kept),
    )


def _asked(draft: Draft, people: tuple[str, ...]) -> int:
    return sum(user not in draft.left_out for user in people)
