"""Hostile words in every place a person's words can reach: nothing comes alive, nothing is too long for Slack."""

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interview.model import Role
from bot.interview.turns import Notice, Tell, TellFacilitator
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Rejection, Wrote
from bot.questionnaire.model import Term
from bot.questionnaire.routing import Step
from bot.rendering.blocks import Message
from bot.rendering.home import home_view
from bot.rendering.messages import turn_message
from bot.rendering.modals import modal, rejections, terms_modal
from bot.rendering.receipts import settled_message
from tests.rendering.desk import NOW, Desk, fielded, refused, seated

PAYLOADS = [
    "<!channel>",
    "<!here|all> & <@U0ANA>",
    "<https://example.com|your bank>",
    "<!date^1^{date}|x>",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "*b* _i_ ~s~ `code` ```block```",
    "&lt;!channel&gt; &amp;",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "مدير الحسابات",
    "👩‍👩‍👧‍👦" * 60,
    "x" * 5_000,
    "&" * 3_000,
    "two\nlines\r\nand\ttab",
    "\x00\ud800",
    " ",
    "",
]
ALIVE = re.compile(r"<(?!!date\^1804953600\^|@U0ANA>|@U0MAYA>)")
"""Any markup but the dates and mentions the bot itself makes."""


def assert_inert(content: Message | dict[str, Any]) -> None:
    """Slack takes it, it can be sent, and no markup in it is anyone's but the bot's."""
    assert refused(content) == []
    raw = {"text": content.text, "blocks": content.blocks} if isinstance(content, Message) else content
    json.dumps(raw, ensure_ascii=False).encode()
    for text in marked_up(raw):
        assert not ALIVE.search(text), text


def marked_up(content: Any) -> list[str]:
    """Every text in which Slack looks for markup."""
    if isinstance(content, list):
        return [text for inner in content for text in marked_up(inner)]
    if not isinstance(content, dict):
        return []
    own = [content["text"]] if isinstance(content.get("text"), str) and content.get("type") != "plain_text" else []
    return own + [text for inner in content.values() for text in marked_up(inner)]


def soiled(texts: Texts, payload: str) -> Desk:
    """A manager in an assessment where every name, label and definition is this."""
    clean = fielded(("Account manager", "Inside sales", "Hunter"))
    terms = {name: Term(payload, payload) for name in clean.terms}
    roles = tuple(Role(role.id, payload, 4) for role in clean.roles)
    named = {"name": payload, "horizon": payload, "new_customer": payload, "lapsed_customer": payload}
    return seated(texts, msgspec.structs.replace(clean, terms=terms, roles=roles, **named), "manager")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_and_definitions_stay_words_on_every_surface(texts: Texts, payload: str) -> None:
    """Cards, modals, receipts, the review and Home take any name for a role, an accountability or the assessment."""
    for here in soiled(texts, payload).along():
        step = here.interview.card.step
        assert_inert(here.card())
        view = modal(texts, here.fielding, here.interview)
        if view is not None:
            assert_inert(view)
        assert_inert(settled_message(texts, here.fielding, here.now(card=None).interview, step))
    soil = soiled(texts, payload)
    assert_inert(terms_modal(texts, soil.fielding, soil.interview))
    assert_inert(home_view(texts, [(soil.fielding, soil.interview)], NOW))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_typed_words_stay_words(maya: Desk, payload: str) -> None:
    """What someone writes, or types where it does not fit, is shown back inert."""
    written = maya.with_answer("not-miss", Wrote(payload or "-", quotable=True))
    assert_inert(settled_message(maya.texts, maya.fielding, written.interview, Step("not-miss")))
    assert_inert(written.at("not-miss").card(Notice("not-an-option", {"typed": payload[:80]})))
    told = Tell(Notice("unknown-term", {"term": payload}))
    missing = TellFacilitator(Notice("role-missing", {"respondent": "U0MAYA", "role": payload}))
    for turn in (told, missing):
        assert_inert(turn_message(maya.texts, maya.fielding, maya.interview, turn))


def test_an_error_shows_what_was_typed_as_it_was(maya: Desk) -> None:
    """A modal's error is no markup, so that nothing in it is escaped."""
    said = rejections(maya.texts, ("farming",), (Rejection("split-number", {"typed": "<a> & b"}, "farming"),))
    assert said["farming"].startswith("“<a> & b”")


def test_a_name_with_marks_in_it_stands_out_whole(maya: Desk) -> None:
    """An asterisk in a role's name does not end the bold around it."""
    roles = (Role("r0", "Field*sales", 4), *maya.fielding.roles[1:])
    here = Desk(maya.texts, msgspec.structs.replace(maya.fielding, roles=roles), maya.interview)
    for message in (here.at("own-role").card(), here.at("own-split", "r0").card(), here.at("review").card()):
        for text in marked_up(message.blocks):
            assert "Field*sales" not in text
            assert all(line.count("*") % 2 == 0 for line in text.splitlines())


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_any_name_at_all_stays_a_word(maya: Desk, name: str) -> None:
    """No character anywhere in Unicode makes a card that Slack refuses or that acts."""
    roles = tuple(Role(role.id, name, 4) for role in maya.fielding.roles)
    here = Desk(maya.texts, msgspec.structs.replace(maya.fielding, roles=roles, name=name), maya.interview)
    for question, about in (("own-split", "r0"), ("own-role-which", ""), ("consent", "")):
        assert_inert(here.at(question, about).card())
