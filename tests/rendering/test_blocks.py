"""Constructors of blocks: what is clipped, what is escaped, what is left out."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.mrkdwn import escaped, unescaped
from bot.rendering import blocks
from bot.workspace.rules import faults

NASTY = st.text(
    alphabet=st.one_of(st.sampled_from("&<>|*_`~ \n…é\u202e\u2066\x00\ud800👩‍🚀"), st.characters()), max_size=400
)


@given(NASTY, st.integers(1, 300))
def test_clipping_keeps_to_the_limit_and_to_the_beginning(text: str, limit: int) -> None:
    """A clipped text fits, and is the text's own beginning, with an ellipsis where something was cut."""
    short = blocks.clipped(text, limit)
    assert len(short) <= limit
    seen = blocks.clipped(text, 10_000)
    assert short == seen or (short.endswith("…") and seen.startswith(short[:-1]))


@given(NASTY, st.integers(1, 300))
def test_clipping_never_cuts_an_escape_in_two(text: str, limit: int) -> None:
    """What is left of an escaped text reads as a beginning of the text itself."""
    short = blocks.clipped(escaped(text), limit)
    kept = unescaped(short.removesuffix("…"))
    assert blocks.clipped(text, 10_000).startswith(kept)


def test_clipping_never_cuts_a_mention_or_a_date_in_two() -> None:
    """A `<...>` that does not fit is left out whole."""
    assert blocks.clipped("until <!date^1804953600^{date}|Sat 13 Mar>", 30) == "until …"
    assert blocks.clipped("ask <@U0ANA> today", 13) == "ask <@U0ANA>…"


@given(NASTY)
def test_any_label_is_one_slack_takes(text: str) -> None:
    """Whatever a role or an option is called, the blocks that show it can be sent as UTF-8 and are accepted."""
    entry = blocks.option(text, "v")
    made = [
        blocks.section(escaped(text)),
        blocks.header(text),
        blocks.context(text),
        blocks.actions([blocks.button(text, "a", "v", "danger"), blocks.select(text, "b", [entry], "v")]),
    ]
    assert faults(made) == ()
    json.dumps(made, ensure_ascii=False).encode()


def test_what_turns_a_line_round_is_dropped() -> None:
    """A role's name cannot make the words beside it read backwards; right-to-left writing itself stays."""
    assert blocks.plain("\u202eevil\u2069 role")["text"] == "evil role"
    assert blocks.plain("מנהל לקוחות")["text"] == "מנהל לקוחות"


def test_nothing_links_or_mentions_by_itself() -> None:
    """An address or a channel's name inside someone's words stays text, and an emoji's name stays a name."""
    assert blocks.section("see http://example.com")["text"]["verbatim"] is True
    assert blocks.button(":bomb:", "a", "v")["text"]["emoji"] is False


def test_what_was_picked_before_is_marked_only_while_it_is_still_offered() -> None:
    """An initial option that is no longer among the options is left out: Slack would refuse the whole view."""
    offered = [blocks.option("One", "1"), blocks.option("Two", "2")]
    assert blocks.radio(offered, "2")["initial_option"] == offered[1]
    assert "initial_option" not in blocks.radio(offered, "3")
    assert blocks.checkboxes(offered, ("2", "3"))["initial_options"] == offered[1:]
    assert "initial_options" not in blocks.checkboxes(offered, ("3",))
