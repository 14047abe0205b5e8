"""What a roster lets be shown."""

from bot.fieldwork.draft import Draft, DraftRole
from bot.fieldwork.forecast import Circle, forecast

PEOPLE = tuple(f"U{number}" for number in range(30))


def draft(*roles: DraftRole, managers: int = 0, left_out: tuple[str, ...] = ()) -> Draft:
    """A draft with these roles and so many managers."""
    return Draft("T1", "a", "U0ANA", roles=roles, managers=PEOPLE[:managers], left_out=left_out)


def test_groups_below_three_are_never_shown_and_of_three_all_must_answer() -> None:
    """Two holders are never shown apart, three only all together, four lose one and still stand at 80 %."""
    seen = forecast(
        draft(
            DraftRole("Two", 9, PEOPLE[10:12]),
            DraftRole("Three", 9, PEOPLE[12:15]),
            DraftRole("Four", 9, PEOPLE[15:19]),
            managers=3,
        )
    )
    assert seen.never == (Circle("Two", "holder", 2),)
    assert seen.tight == (Circle("Three", "holder", 3), Circle("", "manager", 3))
    assert (seen.steady, seen.roles) == (1, 3)


def test_roles_left_out_are_told_apart() -> None:
    """A small role without agreement is left out, with its headcount; nobody invited is no group at all."""
    seen = forecast(draft(DraftRole("Desk", 2, PEOPLE[:2]), DraftRole("Hunter", 9), DraftRole("Pair", 2, agreed=True)))
    assert seen.left_out == (Circle("Desk", "holder", 2),)
    assert (seen.never, seen.tight, seen.roles) == ((), (), 2)


def test_accounts_left_out_do_not_count() -> None:
    """Four holders of whom one is a bot are three, and all of them must answer."""
    seen = forecast(draft(DraftRole("Four", 9, PEOPLE[:4]), left_out=(PEOPLE[0],)))
    assert seen.tight == (Circle("Four", "holder", 3),)
