"""What people write among Slack's marks: it looks as it was typed, and marks nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.mrkdwn import escaped, unescaped

NASTY = st.text(st.one_of(st.sampled_from("*_~`&<>; \n"), st.characters()), max_size=300)
LIKE = "".join(map(escaped, "*_~`"))
MARK = re.compile(r"[*~`<>]|(?<![^\W_])_|_(?![^\W_])")
"""What Slack reads as markup; an underscore within a word marks nothing."""


@given(NASTY)
def test_an_escaped_text_holds_no_markup_that_acts(text: str) -> None:
    """No mention, broadcast or link, and nothing bold, italic, struck or code, can be made of a user's text."""
    assert not MARK.search(escaped(text))


@given(NASTY)
def test_escaping_is_undone_exactly(text: str) -> None:
    """What was escaped for markup reads the same again in a label; a sign that looks like a mark reads as that."""
    typed = text.translate(str.maketrans(LIKE, "*_~`"))
    assert unescaped(escaped(text)) == typed


@pytest.mark.parametrize("name", ["Field*sales", "*Key* accounts", "~Old~ desk", "_Inside_ sales", "`Hunter`"])
def test_a_name_is_bold_from_end_to_end(name: str) -> None:
    """Its own marks neither end the bold around it nor begin another, and it is as long as before."""
    shown = escaped(name)
    assert not MARK.search(shown)
    assert (len(shown), unescaped(shown)) == (len(name), name)


def test_an_underscore_within_a_word_stays() -> None:
    """Names of files can still be copied."""
    assert escaped("price_list_2027.xlsx") == "price_list_2027.xlsx"
