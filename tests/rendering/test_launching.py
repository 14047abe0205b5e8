"""The forms and the card of an assessment in the making."""

import pytest

from bot.fieldwork.draft import Draft, DraftRole
from bot.prompts.texts import Texts
from bot.questionnaire.model import ACCOUNTABILITIES, Term
from bot.rendering.ids import STEPS, Action, Form
from bot.rendering.launching import draft_card, draft_modal
from tests.rendering.desk import SHIPPED, controls, refused, words

TERMS = {name: Term(name.title(), f"What {name} is.") for name in ACCOUNTABILITIES}
NOW = 1_800_000_000.0
HOSTILE = "<!channel> {{ 7*7 }} & _x_ <https://x.example|y>"
MANY = tuple(f"U{number:020}" for number in range(150))


@pytest.fixture(scope="module")
def texts() -> Texts:
    """The shipped texts."""
    return Texts(SHIPPED)


def draft(name: str = "Spring", roles: int = 3, people: tuple[str, ...] = ("U1", "U2"), size: int = 9) -> Draft:
    """A complete draft with so many roles, the people listed for the first and as managers and colleagues."""
    made = tuple(
        DraftRole(f"{at} {name}"[:75], size, people if at == 0 else (), agreed=at % 2 == 0) for at in range(roles)
    )
    terms = {accountability: Term(name[:75], name * 10) for accountability in ACCOUNTABILITIES}
    return Draft(
        *("T1", "spring-1a2b", "U0ANA", 7, 4, name[:75], "C0TASK", 1_804_953_600.0),
        roles=made,
        managers=people,
        colleagues=people,
        terms=terms,
    )


@pytest.mark.parametrize("form", STEPS)
@pytest.mark.parametrize(
    "known",
    [None, draft(), draft(HOSTILE), draft("m" * 75, roles=10, people=MANY, size=2)],
    ids=["new", "usual", "hostile", "large"],
)
def test_slack_takes_every_step(texts: Texts, form: Form, known: Draft | None) -> None:
    """Each form, empty, usual, hostile or at its largest, passes Slack's rules and carries only id and revision."""
    made = draft_modal(texts, known, form, TERMS, NOW)
    assert refused(made) == []
    assert made["private_metadata"] == ("new|0|" if known is None else "spring-1a2b|7|")
    assert made["callback_id"] == form


def test_a_form_is_filled_with_what_is_known(texts: Texts) -> None:
    """Names, roles, people and words stand where they were typed; a list too long to show says so instead."""
    about, roles, people, terms = (str(draft_modal(texts, draft(), form, TERMS, NOW)) for form in STEPS)
    assert "'initial_value': 'Spring'" in about
    assert "'initial_conversation': 'C0TASK'" in about
    assert "0 Spring, 9\\n1 Spring, 9" in roles
    assert "'initial_users': ['U1', 'U2']" in people
    assert "'initial_value': 'Spring'" in terms
    long = str(draft_modal(texts, draft(people=MANY), Form.DRAFT_PEOPLE, TERMS, NOW))
    assert "initial_users" not in long
    assert "150 people are on this list. Leave it empty to keep them." in long


def test_a_deadline_is_proposed(texts: Texts) -> None:
    """A new assessment is proposed an afternoon in two weeks; one that has a deadline keeps it."""
    made = str(draft_modal(texts, None, Form.DRAFT_ABOUT, TERMS, NOW + 1_234))
    assert f"'initial_date_time': {1_799_971_200 + 14 * 86_400 + 15 * 3_600}" in made
    assert "'initial_date_time': 1804953600" in str(draft_modal(texts, draft(), Form.DRAFT_ABOUT, TERMS, NOW))


def test_words_are_filled_in_from_the_questionnaire(texts: Texts) -> None:
    """A draft without words of its own starts from the shipped ones."""
    made = str(draft_modal(texts, None, Form.DRAFT_TERMS, TERMS, NOW))
    assert "What hunting is." in made


def test_a_tick_is_asked_for_small_roles_only(texts: Texts) -> None:
    """A role of nine needs no agreement; one of two does."""
    assert "agreed-0" not in str(draft_modal(texts, draft(), Form.DRAFT_PEOPLE, TERMS, NOW))
    assert "agreed-0" in str(draft_modal(texts, draft(size=2), Form.DRAFT_PEOPLE, TERMS, NOW))


@pytest.mark.parametrize(
    "known",
    [draft(), draft(HOSTILE), draft("m" * 75, roles=10, people=MANY, size=2)],
    ids=["usual", "hostile", "large"],
)
def test_slack_takes_every_card(texts: Texts, known: Draft) -> None:
    """The card is taken at any size, nothing typed is alive in it, and its buttons carry the revision."""
    card = draft_card(texts, known)
    assert refused(card) == []
    buttons = (Action.LAUNCH, Action.EDIT_DRAFT, Action.DISCARD)
    assert controls(card.blocks) == dict.fromkeys(buttons, "spring-1a2b|7|")
    assert "<!channel>" not in words(card.blocks[:2])
    for over in (draft_card(texts, known, replaced=True), draft_card(texts, known, launched=6)):
        assert refused(over) == []
        assert controls(over.blocks) == {}


def test_the_card_settles_small_groups_in_words(texts: Texts) -> None:
    """Left out, agreed, never apart, all must answer, and how many stand at 80 %."""
    roles = (
        DraftRole("Desk", 2, ("U9",)),
        DraftRole("Pair", 2, ("U8", "U7"), agreed=True),
        DraftRole("Hunter", 9, ("U1", "U2", "U3")),
        DraftRole("Farmer", 9, ("U4", "U5", "U6", "UA")),
    )
    said = words(draft_card(texts, Draft("T1", "a", "U0", roles=roles, deadline=1_804_953_600.0)).blocks)
    for line in (
        "Desk: left out of every question and figure; 2 people hold it",
        "Pair: its 2 holders agree to be discussed.",
        "Holders of Pair: 2 invited, so never shown apart.",
        "Holders of Hunter: 3 invited; all 3 must answer to be shown apart.",
        "1 of 3 roles can show their own holders’ view if 80 % answer.",
    ):
        assert line in said
    assert "\n\n" not in said.split("Desk: left out")[1]
    assert "Desk (2)" not in said
