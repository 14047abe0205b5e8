"""What the roster alone tells of the summary: which groups can never be shown apart, and which only just."""

from collections.abc import Mapping

from msgspec import Struct

from bot.breadth.gate import FLOOR, covered
from bot.fieldwork.draft import Draft, DraftRole
from bot.questionnaire.model import GROUPS, Group

LIKELY = 4, 5
"""The share expected to answer: 80 per cent."""


class Circle(Struct, frozen=True):
    """A group of people who may be shown apart, and how many of them are invited. `role` "": those of no one role."""

    role: str
    group: str
    invited: int


class Forecast(Struct, frozen=True):
    """`never` are too few to be shown apart, of `tight` every one must answer.

    The holders of `steady` of `roles` are shown apart if 80 % of each group answer and everybody judges every role.
    """

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
    return Forecast(
        never=tuple(circle for circle in circles if circle.invited < FLOOR),
        tight=tuple(circle for circle in circles if circle.invited == FLOOR),
        left_out=tuple(Circle(role.name, "holder", role.headcount) for role in draft.roles if not role.kept),
        steady=sum(_steady(_expected(draft, role)) for role in draft.roles if role.kept),
        roles=len(kept),
    )


def _steady(sizes: Mapping[Group, int]) -> bool:
    """Whether the gate shows the holders apart, when the groups have so many answers."""
    return "holder" in covered(sizes, [group for group in GROUPS if sizes[group] >= FLOOR])


def _expected(draft: Draft, role: DraftRole) -> dict[Group, int]:
    """How many of each group are expected to judge a role, at most."""
    holders, managers = _asked(draft, role.holders), _asked(draft, draft.managers)
    invited: dict[Group, int] = {"holder": holders, "manager": managers}
    invited["colleague"] = len(draft.invited()) - holders - managers
    share, of = LIKELY
    return {group: count * share // of for group, count in invited.items()}


def _asked(draft: Draft, people: tuple[str, ...]) -> int:
    return sum(user not in draft.left_out for user in people)
