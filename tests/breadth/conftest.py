"""Answers in short form, and the worked examples of the method."""

import pytest

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.split import Split

EXAMPLE_3: tuple[Split, ...] = (
    (60, 20, 10, 10),
    (50, 30, 10, 10),
    (40, 30, 20, 10),
    (55, 25, 10, 10),
    (20, 50, 20, 10),
)
INSIDE_SALES: tuple[Split, ...] = ((10, 0, 10, 80), (0, 0, 20, 80), (0, 0, 40, 60), (60, 0, 0, 40), (50, 0, 0, 50))
OWNERS = (
    ("AM", "AM", "nobody", "IS"),
    ("AM", "AM", "AM", "IS"),
    ("IS", "AM", "AM", "IS"),
    ("IS", "AM", "nobody", "IS"),
    ("IS", "AM", "nobody", "several"),
)


@pytest.fixture
def example_3() -> tuple[Split, ...]:
    """Five answers about one role."""
    return EXAMPLE_3


@pytest.fixture
def example_11() -> Data:
    """Two roles judged by the same five people, three of them holders, and whom they name as accountable."""
    groups = ("holder", "holder", "holder", "manager", "manager")
    names = ("servicing", "farming", "hunting", "sourcing")
    people = tuple(
        Respondent(
            id=f"p{number}",
            judgements={"AM": Judgement(group, as_is=am), "IS": Judgement(group, as_is=inside)},
            owners=dict(zip(names, owners, strict=True)),
        )
        for number, (group, am, inside, owners) in enumerate(
            zip(groups, EXAMPLE_3, INSIDE_SALES, OWNERS, strict=True), start=1
        )
    )
    return Data((Role("AM"), Role("IS")), people)
