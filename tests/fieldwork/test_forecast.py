"""What a roster lets be shown."""

from collections.abc import Sequence
from itertools import product

import pytest

from bot.breadth.gate import FLOOR, covered
from bot.fieldwork.draft import Draft, DraftRole
from bot.fieldwork.forecast import Circle, forecast
from bot.questionnaire.model import GROUPS, Group

PEOPLE = tuple(f"U{number}" for number in range(30))


def draft(*roles: DraftRole, managers: int = 0, left_out: tuple[str, ...] = ()) -> Draft:
    """A draft with these roles and so many managers."""
    return Draft("T1", "a", "U0ANA", roles=roles, managers=PEOPLE[:managers], left_out=left_out)


def test_groups_below_three_are_never_shown_and_of_three_all_must_answer() -> None:
    """Two holders are never shown apart, three only all together, four lose one and still stand at 80 %."""
    roles = (
        DraftRole("Two", 9, PEOPLE[10:12]),
        DraftRole("Three", 9, PEOPLE[12:15]),
        DraftRole("Four", 9, PEOPLE[15:19]),
    )
    seen = forecast(draft(*roles, managers=3))
    assert seen.never == (Circle("Two", "holder", 2),)
    assert seen.tight == (Circle("Three", "holder", 3), Circle("", "manager", 3))
    assert (seen.steady, seen.roles) == (0, 3)
    assert forecast(draft(*roles)).steady == 1


@pytest.mark.parametrize(
    ("holders", "managers", "colleagues", "steady"),
    [
        (5, 3, 5, 1),  # 4, 2 and 4 answer: beside the managers the colleagues are withheld
        (5, 3, 7, 0),  # 4, 2 and 5: beside the managers the holders
        (5, 4, 7, 1),
        (5, 3, 3, 1),  # the two withheld hide each other
        (5, 0, 2, 0),  # 1 colleague, who would be known from the whole and the holders
        (5, 0, 0, 1),
    ],
)
def test_a_group_that_hides_another_is_reckoned_with(holders: int, managers: int, colleagues: int, steady: int) -> None:
    """A role's own view does not stand where the gate withholds it for another group's sake."""
    beside = DraftRole("Beside", 1, PEOPLE[10 : 10 + colleagues])  # nobody is asked about it, its holders are asked
    seen = forecast(draft(DraftRole("Hunter", 9, PEOPLE[20 : 20 + holders]), beside, managers=managers))
    assert (seen.steady, seen.roles) == (steady, 1)


def test_no_group_withheld_is_known_from_the_rest() -> None:
    """Of groups of every size, those withheld are none, or two and more with 3 answers together; the most are shown."""
    for sizes in product(range(8), repeat=3):
        many = dict(zip(GROUPS, sizes, strict=True))
        large = [group for group in GROUPS if many[group] >= FLOOR]
        shown = covered(many, large)
        assert _hidden(many, shown)
        assert not any(_hidden(many, [*shown, group]) for group in large if group not in shown)


def _hidden(many: dict[Group, int], shown: Sequence[Group]) -> bool:
    withheld = [count for group, count in many.items() if count and group not in shown]
    return not shown or not withheld or (len(withheld) > 1 and sum(withheld) >= FLOOR)


def test_roles_left_out_are_told_apart() -> None:
    """A small role without agreement is left out, with its headcount; nobody invited is no group at all."""
    seen = forecast(draft(DraftRole("Desk", 2, PEOPLE[:2]), DraftRole("Hunter", 9), DraftRole("Pair", 2, agreed=True)))
    assert seen.left_out == (Circle("Desk", "holder", 2),)
    assert (seen.never, seen.tight, seen.roles) == ((), (), 2)


def test_accounts_left_out_do_not_count() -> None:
    """Four holders of whom one is a bot are three, and all of them must answer."""
    seen = forecast(draft(DraftRole("Four", 9, PEOPLE[:4]), left_out=(PEOPLE[0],)))
    assert seen.tight == (Circle("Four", "holder", 3),)
