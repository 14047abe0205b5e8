"""Which roles an assessment may be about."""

FEWEST_HOLDERS = 3
"""A role with fewer holders is left out, unless they agree to be discussed."""
FEWEST_ROLES, MOST_ROLES = 2, 10
"""Roles in scope."""
MOST_HEADCOUNT = 1_000_000


def same_name(name: str) -> str:
    """A name as it is compared: capitals and spaces make no other role.

    >>> same_name("Account  Manager") == same_name("account manager")
    True
    """
    return " ".join(name.casefold().split())
