"""The words that work at any moment, however they are typed."""

import pytest

from bot.interview.turns import (
    AskingStatus,
    Defining,
    Erasing,
    GoingBack,
    Helping,
    Postponing,
    Restarting,
    Reviewing,
    Skipping,
    Stopping,
)
from bot.interview.words import command


@pytest.mark.parametrize(
    ("typed", "turn"),
    [
        ("help", Helping()),
        ("HELP!", Helping()),
        ("?", Helping()),
        ("Status?", AskingStatus()),
        ("`status`", AskingStatus()),
        ("*Later*.", Postponing()),
        ("“back”", GoingBack(1)),
        ("  restart … ", Restarting()),
        ("edit 99", Reviewing(99)),
        ("edit 0", Reviewing(0)),
        ("Erase my answers", Erasing()),
        ("Remind me later", Postponing()),
        ("not now", Postponing()),
        ("Stop here", Stopping()),
        ("How far am I?", AskingStatus()),
        ("Start again", Restarting()),
        ("Change an answer", Reviewing()),
        ("go back", GoingBack(1)),
        ("Leave as it is", Skipping(1)),
        ("change 99", Reviewing(99)),
        ("edit", Reviewing()),
        ("What is farming?", Defining("farming")),
        ("what does “Trapping” mean?", Defining("trapping")),
        ("define hunting.", Defining("hunting")),
        ("backpack", None),
        ("no help needed", None),
    ],
)
def test_a_word_works_however_it_is_typed(fielding, dialogue, typed, turn):
    """Capitals, marks and quotes around a word change nothing; a word within a sentence is no command."""
    assert command(fielding, dialogue().interview, typed) == turn
