"""The words the bot says: the firm's own first, escaped, and nothing alive in what is filled in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from bot.prompts.mrkdwn import escaped
from bot.prompts.texts import Markup, Texts, date
from tests.prompts.places import SHIPPED, Write


@pytest.fixture(scope="module")
def texts() -> Texts:
    """The shipped texts."""
    return Texts(SHIPPED)


def test_a_text_is_filled_in(texts: Texts) -> None:
    """A text by name prints its values, without a newline at the end."""
    assert texts.render("split-over", sum=105, over=5) == "These make 105. Take 5 off."


def test_a_firms_own_text_comes_first(own: Path, write: Write) -> None:
    """A firm says one thing its own way and the rest as shipped."""
    write("texts/en/kept.j2", "All is as it was.\n")
    texts = Texts(SHIPPED, own)
    assert texts.render("kept") == "All is as it was."
    assert texts.render("split-over", sum=105, over=5) == "These make 105. Take 5 off."


@pytest.mark.parametrize("broken", ["Help {{ nope", "{{ nobody }}", "{{ sum // 0 }}", "{{ sum | date('nowhere') }}"])
def test_a_broken_text_of_a_firms_own_gives_way(own: Path, write: Write, broken: str) -> None:
    """What cannot be printed is said as shipped: nobody waits for an answer because of a typing mistake."""
    write("texts/en/split-over.j2", broken)
    assert Texts(SHIPPED, own).render("split-over", sum=105, over=5) == "These make 105. Take 5 off."


def test_another_language_falls_back_to_english(own: Path, write: Write) -> None:
    """What is not said in a language is said in English."""
    write("texts/nl/kept.j2", "Alles is zoals het was.")
    texts = Texts(SHIPPED, own, "nl")
    assert texts.render("kept") == "Alles is zoals het was."
    assert texts.render("nothing-before") == "There is no question before this one."


def test_a_text_nobody_wrote_is_an_error(texts: Texts) -> None:
    """A misspelt name is no empty text."""
    with pytest.raises(TemplateNotFound):
        texts.render("kpet")


def test_a_placeholder_without_a_value_is_an_error(texts: Texts) -> None:
    """Nothing is left blank by accident."""
    with pytest.raises(UndefinedError):
        texts.render("split-over", sum=105)
    with pytest.raises(UndefinedError):
        texts.render_wording("{% if role %}x{% endif %}")


def test_what_is_filled_in_is_escaped(texts: Texts) -> None:
    """A role may be called anything: it pings nobody and links nowhere."""
    assert texts.render_wording("<b>{{ role }}", role="<!channel> R&D") == "<b>&lt;!channel&gt; R&amp;D"


def test_a_value_is_no_template(texts: Texts) -> None:
    """Braces in what somebody typed stay braces."""
    assert texts.render_wording("{{ role }}", role="{{ 1 + 1 }}") == "{{ 1 + 1 }}"


def test_values_are_plain(texts: Texts) -> None:
    """Only text and numbers go in: nothing a template could reach through."""
    with pytest.raises(TypeError, match="neither text nor a number"):
        texts.render_wording("{{ role }}", role=["a"])


@pytest.mark.parametrize(
    "template", ["{{ role.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ role.format.__globals__ }}"]
)
def test_a_template_reaches_nothing_else(texts: Texts, template: str) -> None:
    """What a template could climb by is refused."""
    with pytest.raises(SecurityError):
        texts.render_wording(template, role="x")


def test_a_broken_wording_is_an_error(texts: Texts) -> None:
    """A template that does not parse is told when it is asked for."""
    with pytest.raises(TemplateSyntaxError):
        texts.render_wording("{% if %}")


def test_a_date_is_each_readers_own(texts: Texts) -> None:
    """Slack shows a moment in the reader's zone; the fallback names its own, and stays unescaped."""
    told = texts.render_wording("until {{ deadline | date }}", deadline=1_804_953_600)
    assert told == "until <!date^1804953600^{date_short_pretty} at {time}|Sat 13 Mar 2027, 16:00 UTC>"
    assert isinstance(date(0), Markup)


@given(st.text(), st.text())
def test_nothing_typed_stays_alive(role: str, group: str) -> None:
    """Whatever is filled in, no angle bracket is left, and each value is escaped by itself, once."""
    told = Texts(SHIPPED).render_wording("{{ role }}|{{ group }}", role=role, group=group)
    assert "<" not in told
    assert ">" not in told
    assert told == f"{escaped(role)}|{escaped(group)}"
