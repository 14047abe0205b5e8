"""Which roles an assessment may be about."""

from bot.questionnaire.model import DONT_KNOW, NOBODY, SEVERAL

FEWEST_ROLES, MOST_ROLES = 2, 10
"""Roles in scope."""
MOST_HEADCOUNT = 1_000_000


def is_an_answer(name: str) -> bool:
    """Whether a role's name would be taken for another answer to who is accountable.

    >>> is_an_answer("Nobody"), is_an_answer("Nobody's role")
    (True, False)
    """
    return same_name(name).replace("’", "'") in (NOBODY, SEVERAL, DONT_KNOW)


def same_name(name: str) -> str:
    """A name as it is compared: capitals and spaces make no other role.

    >>> same_name("Account  Manager") == same_name("account manager")
    True
    """
    return " ".join(name.casefold().split())
