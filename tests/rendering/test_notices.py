"""Notices: every one has a text, every text is used, and their buttons do what they say."""

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.interview.notices import FACILITATOR, LEADS, REPROMPTS, TOLD
from bot.interview.turns import Notice, Tell, TellFacilitator
from bot.prompts.texts import Texts
from bot.questionnaire.splits import Tap
from bot.rendering.blocks import BUTTON, TITLE
from bot.rendering.messages import turn_message
from bot.rendering.voice import labels
from tests.rendering.desk import SHIPPED, Desk, controls, refused, words

EVERY = {**LEADS, **TOLD, **REPROMPTS}
SOURCES = "\n".join(path.read_text() for path in sorted((SHIPPED.parent / "bot").rglob("*.py")))
FAMILIES = ("title-", "menu-", "when-", "table-", "axis-", "group-", "vote-", "part-", "seen-", "no-time-")
"""Labels found by what they are about: in the code, what they begin with goes before a name that is filled in."""


def notice(name: str) -> Notice:
    """A notice with a value for each it may print."""
    return Notice(name, dict.fromkeys({**EVERY, **FACILITATOR}[name], 1_804_953_600))


@pytest.mark.parametrize("name", EVERY)
def test_every_notice_can_be_said_on_its_own(maya: Desk, name: str) -> None:
    """Each has a text that prints no more than the values listed for it."""
    message = turn_message(maya.texts, maya.fielding, maya.interview, Tell(notice(name)))
    assert message.text
    assert refused(message) == []


@pytest.mark.parametrize("name", FACILITATOR)
def test_what_the_facilitator_is_told_says_of_which_assessment(maya: Desk, name: str) -> None:
    """Someone running two assessments knows which one it is about."""
    message = turn_message(maya.texts, maya.fielding, maya.interview, TellFacilitator(notice(name)))
    assert "Field sales 2027" in words(message.blocks)
    assert refused(message) == []


def test_no_text_is_left_over() -> None:
    """Every file of texts is a notice or named in the code."""
    known = {*EVERY, *FACILITATOR, *(f"tap-{tap}" for tap in get_args(Tap))}
    files = {path.stem for path in (SHIPPED / "texts" / "en").glob("*.j2")}
    assert [name for name in sorted(files - known) if f'"{name}"' not in SOURCES] == []


def test_no_label_is_left_over(maya: Desk) -> None:
    """Every label is named in the code, by itself or by its family."""
    assert [family for family in FAMILIES if f"{family}{{" not in SOURCES] == []
    names = (name for name in labels(maya.texts) if not name.startswith(FAMILIES))
    assert [name for name in names if f'"{name}"' not in SOURCES and f"'{name}'" not in SOURCES] == []


def test_every_label_fits_where_it_stands(maya: Desk) -> None:
    """No label of the bot's own is ever cut: buttons, and the shorter titles of modals and their buttons."""
    narrow = {"save", "remind", "not-me", "cancel", "close"}
    for name, label in labels(maya.texts).items():
        assert 0 < len(label) <= (TITLE if name.startswith("title-") or name in narrow else 150), name
    assert all(len(label) <= BUTTON for name, label in labels(maya.texts).items() if name not in ("boxes",))


def test_a_label_left_out_of_a_firms_own_file_breaks_nothing(maya: Desk, tmp_path: Path) -> None:
    """A card with a missing label shows the label's name, and every other label as the firm has it."""
    folder = tmp_path / "texts" / "en"
    folder.mkdir(parents=True)
    (folder / "labels.j2").write_text("answer: Go ahead\n")
    card = Desk(Texts(SHIPPED, tmp_path), maya.fielding, maya.interview).at("not-miss").card()
    assert refused(card) == []
    assert "Go ahead" in words(card.blocks)
    assert "skip" in words(card.blocks)


def test_no_text_claims_more_than_is_true() -> None:
    """Answers are confidential, not anonymous, so that no text promises anonymity."""
    for path in Path(SHIPPED / "texts").rglob("*.j2"):
        assert not re.search(r"\banonym", path.read_text(), re.IGNORECASE), path


@pytest.mark.parametrize(
    ("name", "deeds"),
    [
        ("paused", {"resume"}),
        ("paused-unreminded", {"resume", "stop"}),
        ("stopped", {"resume", "erase"}),
        ("submitted", {"review", "erase"}),
        ("changed", {"review", "erase"}),
        ("sure-restart", {"restart-yes", "keep"}),
        ("sure-erase", {"erase-yes", "keep"}),
        ("declined", {"resume"}),
        ("erased", {"resume"}),
        ("closed", {"erase"}),
        ("help", {"review", "restart"}),
        ("kept", set()),
    ],
)
def test_a_notice_offers_what_can_be_done_next(maya: Desk, name: str, deeds: set[str]) -> None:
    """Typed words are one way; each is also a button."""
    message = turn_message(maya.texts, maya.fielding, maya.interview, Tell(notice(name)))
    assert set(controls(message.blocks)) == deeds


def test_a_reminder_sends_what_there_is_only_once_something_was_begun(maya: Desk) -> None:
    """Who has not started has nothing to send."""
    fresh, begun = (
        turn_message(maya.texts, maya.fielding, here.interview, Tell(notice("reminder")))
        for here in (maya, maya.now(status="answering"))
    )
    assert "submit" not in controls(fresh.blocks)
    assert "submit" in controls(begun.blocks)


@pytest.mark.parametrize("name", ["definitions", "unknown-term"])
def test_definitions_are_told_in_full(maya: Desk, name: str) -> None:
    """Who asks for all of them, or for one there is none of, reads all four."""
    message = turn_message(maya.texts, maya.fielding, maya.interview, Tell(notice(name)))
    assert all(term.definition in message.text for term in maya.fielding.terms.values())


def test_times_are_dates_in_the_readers_own_zone(maya: Desk) -> None:
    """A deadline is never printed as a number."""
    for name in ("paused", "submitted", "status"):
        assert "<!date^1804953600^" in maya.texts.render(name, **notice(name).values)
