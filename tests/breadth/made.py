"""Answers about one role, and what is released of them."""

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.release import Terms, release

TERMS = Terms(invited=24)
SPREAD = ((60, 20, 10, 10), (50, 30, 10, 10), (40, 30, 20, 10), (55, 25, 10, 10), (20, 50, 20, 10))
"""Five answers: average 45, 31, 14, 10; tension 50 / 20 / 48; breadth 2.8; disagreement 19."""
APART = ((70, 20, 10, 0), (65, 25, 10, 0), (60, 30, 10, 0), (20, 20, 50, 10), (15, 25, 50, 10), (10, 30, 50, 10))
"""Six answers in two camps; disagreement 33.7."""


def one_role(*answers, groups=None, to_be=(), role="AM", headcount=10):
    """Data about one role: an answer a person, all holders unless told otherwise."""
    groups = groups or ["holder"] * len(answers)
    future = [*to_be, *[None] * len(answers)]
    people = tuple(
        Respondent(f"p{number}", {role: Judgement(group, as_is=answer, to_be=later)})
        for number, (group, answer, later) in enumerate(zip(groups, answers, future, strict=False))
    )
    return Data((Role(role, headcount),), people)


def voting(*votes):
    """Data of people who only say who should own farming."""
    people = tuple(Respondent(f"p{number}", owners={"farming": vote}) for number, vote in enumerate(votes))
    return Data((Role("AM", 10), Role("IS", 10), Role("CS", 10)), people)


def today(collected, **terms):
    """The released picture of the only role as it is."""
    [role] = release(collected, Terms(invited=24, **terms)).roles
    return role.as_is


def groups_shown(**sizes):
    """Which groups' averages are released when groups of these sizes judge a role, no two people alike."""
    groups = [group for group, size in sizes.items() for _ in range(size)]
    answers = [(50 + 2 * number, 50 - 2 * number, 0, 0) for number in range(len(groups))]
    return [shown.group for shown in today(one_role(*answers, groups=groups)).groups]
