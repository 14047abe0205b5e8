"""An assessment in the making: steps in any words, in order, and nothing lost between two of them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fieldwork.draft import (
    SHOWN_AT_ONCE,
    STEPS,
    About,
    Draft,
    DraftRole,
    Filled,
    People,
    Scope,
    Words,
    fill,
    fits,
    roles_in,
)
from bot.questionnaire.model import ACCOUNTABILITIES, Term

NOW = 1_800_000_000.0
ABOUT = About("Field sales", "C0TASK", NOW + 1, "full")
ROLES = Scope("Account manager, 12\nOrder desk, 2\nField sales, 9")
LISTED = People((("U1", "U2"), ("U3",), ()), ("U4",), ("U5",), (False, False, False))
TERMS = Words({name: Term(name.title(), f"What {name} is.") for name in ACCOUNTABILITIES})
BLANK = Draft("T1", "field-sales", "U0ANA")


def after(draft: Draft, *steps: Filled) -> Draft:
    """The draft with these steps taken; each fits and is right. Between two it is stored and read again."""
    for step in steps:
        assert fits(draft, step)
        filled = fill(draft, step, NOW)
        assert isinstance(filled, Draft), filled
        draft = msgspec.json.decode(msgspec.json.encode(filled), type=Draft)
    return draft


def wrong(draft: Draft, step: Filled) -> dict[str, str]:
    """What is wrong with a step, by field."""
    found = fill(draft, step, NOW)
    assert not isinstance(found, Draft)
    return {rejection.field: rejection.reason for rejection in found}


def test_four_steps_make_a_complete_draft() -> None:
    """Each step counts up the revision; the last completes it, and everybody listed is invited."""
    draft = after(BLANK, ABOUT, ROLES, LISTED, TERMS)
    assert (draft.revision, draft.complete) == (4, True)
    assert draft.invited() == ("U1", "U2", "U3", "U4", "U5")
    assert not after(BLANK, ABOUT, ROLES, LISTED).complete


def test_steps_are_taken_in_order() -> None:
    """A later step does not fit before those ahead of it, nor people for other roles; an earlier one always does."""
    assert [fits(BLANK, step) for step in (ABOUT, ROLES, LISTED, TERMS)] == [True, False, False, False]
    draft = after(BLANK, ABOUT, ROLES)
    assert fits(draft, ABOUT)
    assert not fits(draft, People(((),), (), (), (False,)))
    assert fits(after(draft, LISTED, TERMS), ROLES)


def test_changing_roles_keeps_the_lists_of_those_that_stay() -> None:
    """A role under the same name keeps its holders wherever it now stands; one that grew needs no agreement."""
    agreed = msgspec.structs.replace(LISTED, agreed=(False, True, False))
    draft = after(BLANK, ABOUT, ROLES, agreed, Scope("order  DESK, 5\nHunter, 4\nAccount manager, 12"))
    assert [(role.name, role.holders, role.agreed) for role in draft.roles] == [
        ("order  DESK", ("U3",), False),
        ("Hunter", (), False),
        ("Account manager", ("U1", "U2"), False),
    ]


def test_a_small_role_is_kept_only_where_its_holders_agree() -> None:
    """The tick counts for a role of one or two, and means nothing for a larger one."""
    ticked = after(BLANK, ABOUT, ROLES, msgspec.structs.replace(LISTED, agreed=(True, True, False)))
    assert [(role.kept, role.agreed) for role in ticked.roles] == [(True, False), (True, True), (True, False)]
    assert [role.kept for role in after(BLANK, ABOUT, ROLES, LISTED).roles] == [True, False, True]


def test_a_list_too_long_for_a_form_stays() -> None:
    """More people than a form can show come back as an empty field, which then changes nothing."""
    many = tuple(f"U{number}" for number in range(SHOWN_AT_ONCE + 1))
    draft = after(BLANK, ABOUT, ROLES, People(((), (), ()), (), many, (False,) * 3))
    assert after(draft, People((("UA",), (), ()), (), (), (False,) * 3)).colleagues == many
    few = after(draft, People(((), (), ()), (), many[:2], (False,) * 3))
    assert after(few, People((("UA",), (), ()), (), (), (False,) * 3)).colleagues == ()


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (About("Spring", "D0ANA", NOW + 60, "full"), {"channel": "draft-channel"}),
        (About(" ", None, NOW, "full"), {"name": "draft-empty", "channel": "draft-channel", "deadline": "time-past"}),
        (About("x" * 76, "C0TASK", None, "full"), {"name": "draft-long", "deadline": "time-past"}),
        (Scope(""), {"roles": "draft-how-many-roles"}),
        (Scope("\n".join(f"Role {n}, 5" for n in range(11))), {"roles": "draft-how-many-roles"}),
        (Scope("Hunter, 3\nFarmer, 0"), {"roles": "draft-role-line"}),
        (Scope("Hunter, 3\nhunter, 4"), {"roles": "draft-role-twice"}),
        (Scope("Hunter, 3\nSeveral, 4"), {"roles": "draft-role-answer"}),
        (Scope("Hunter, 3\nDon’t  know, 4"), {"roles": "draft-role-answer"}),
        (Words({**TERMS.terms, "hunting": Term("Servicing", " ")}), {"label-hunting": "draft-label-twice"}),
    ],
)
def test_what_is_wrong_is_told_by_field(step: Filled, expected: dict[str, str]) -> None:
    """Everything wrong with a step is told at once, each in its field."""
    found = wrong(BLANK, step)
    assert expected.items() <= found.items()


def test_nobody_stands_in_two_lists() -> None:
    """The later list is told, once, whichever two they are."""
    draft = after(BLANK, ABOUT, ROLES)
    twice = People((("U1",), ("U1",), ()), ("U2",), ("U2", "U1"), (False, True, False))
    assert wrong(draft, twice) == {"holders-1": "draft-two-lists", "colleagues": "draft-two-lists"}
    assert wrong(draft, People(((), (), ()), (), (), (False,) * 3)) == {"holders-0": "draft-nobody"}


@given(st.text(), st.text(max_size=200))
def test_whatever_is_typed_is_a_draft_or_told(name: str, roles: str) -> None:
    """No words break a step: it is taken, or everything wrong with it names a field of its form."""
    for step, fields in ((About(name, "C0TASK", NOW + 1, "short"), {"name"}), (Scope(roles), {"roles"})):
        found = fill(BLANK, step, NOW)
        assert isinstance(found, Draft) or ({rejection.field for rejection in found} <= fields and found)


@given(st.text("abc,:; \t0123456789", max_size=40))
def test_a_role_line_is_a_name_and_a_number(line: str) -> None:
    """What is read as a role has a name that does not end in the comma, and a whole number."""
    for role in roles_in(line):
        assert role is None or (role.name == role.name.strip(" ,;:") or role.name.startswith((",", ";", ":")))
        assert role is None or isinstance(role, DraftRole)


def test_there_is_a_form_for_each_step() -> None:
    """The steps and their order are closed."""
    assert STEPS == ("about", "roles", "people", "terms")
