"""The words that work at any moment, each the turn it stands for."""

import re

from bot.interview.model import Fielding, Interview
from bot.interview.path import lines
from bot.interview.turns import (
    AskingStatus,
    Defining,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Postponing,
    Restarting,
    Resuming,
    Reviewing,
    Saying,
    Skipping,
    Stopping,
    Turn,
)
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

YES = frozenset(
    {
        *("yes", "y", "yep", "yeah", "yup", "yes please", "yes, please", "sure", "ok", "okay", "right", "that's right"),
        *("that’s right", "looks right", "looks good", "good", "fine", "correct", "confirm", "start", "go", "begin"),
    }
)
NO = frozenset({"no", "n", "nope", "nah", "not really", "no thanks", "no, thanks", "no, thank you", "rather not"})
DECLINE = frozenset({"decline", "not me", "not for me", "wrong person", "not the right person"})
"""A no to taking part that says another should be asked, as the button does."""
ADJUST = NO | {"adjust", "change", "wrong", "not right", "not quite"}
"""A no to "do these four numbers look right?"."""
SURE = frozenset({"yes", "y", "yep", "ok", "okay", "sure", "i'm sure", "i’m sure", "confirm"})
"""A yes to "are you sure?" that does not say of what."""
KEEP = NO | {"keep", "keep them", "keep it", "keep my answers", "no, keep them", "cancel"}
"""A no to "are you sure?"."""
SEND = frozenset({"submit", "send", "send what i have", "done"})
SAME = frozenset({"same", "same as now", "no change"})
DONT_KNOW = frozenset(
    {
        *("don't know", "dont know", "don’t know", "i don't know", "i dont know", "i don’t know", "do not know"),
        *("dunno", "no idea", "i have no idea", "no clue", "not sure"),
    }
)

BACK = frozenset({"back", "go back", "previous"})
SKIP = frozenset({"skip", "skip it", "skip this", "pass", "leave as it is"})
AFRESH = frozenset({"start", "start afresh", "begin", "continue", "resume"})
"""What begins anew after an erasure."""

_SAID: dict[Turn, tuple[str, ...]] = {
    Helping(): ("help", "?"),
    AskingStatus(): ("status", "how far am i"),
    Postponing(): ("later", "pause", "remind me", "remind me later", "not now"),
    Stopping(): ("stop", "stop here", "quit", "exit"),
    Resuming(): ("continue", "resume", "go on"),
    Restarting(): ("restart", "start again", "start over"),
    Restarting(confirmed=True): ("yes, restart", "yes restart"),
    Erasing(): ("erase", "erase my answers", "erase everything", "delete", "delete my answers", "delete everything"),
    Erasing(confirmed=True): ("yes, erase", "yes erase"),
    Reviewing(): ("review", "edit", "change an answer"),
    Defining(): ("definitions",),
}
"""What is typed for each turn: its word, what its buttons are called, and what else people say for it."""
_WORDS = {word: turn for turn, words in _SAID.items() for word in words}
_AROUND = " .!,;:…*_~`\"'“”‘’"
_EDIT = re.compile(r"(?:edit|change)\s+#?0*(\d+)")
_LONGEST_LINE = 9
"""Digits of a line's number that are read: no review has as many lines."""
_DEFINE = re.compile(r"(?:what\s+(?:is|does|'s)|what's|define)\s+(?:an?\s+)?[\"'“]?(.+?)[\"'”]?(?:\s+mean)?\s*\??")


def plain(text: str) -> str:
    """A typed line in lower case, spaces folded, without the quotes and marks around it.

    >>> plain("  Looks   right! "), plain("`Back`.")
    ('looks right', 'back')
    """
    return " ".join(text.casefold().split()).strip(_AROUND)


def is_command(text: str) -> bool:
    """Whether a typed line is a word about the interview as a whole, not one about the question in hand.

    >>> is_command("Erase!"), is_command("edit 3"), is_command("back"), is_command("60/20/10/10")
    (True, True, False, False)
    """
    word = _word(text)
    return word in _WORDS or _EDIT.fullmatch(word) is not None


def erases(turn: Turn) -> bool:
    """Whether a turn, by a control or typed, says for certain that all is to be erased.

    >>> erases(Saying("Yes, erase!", "1.0")), erases(Saying("erase", "1.0"))
    (True, False)
    """
    return (_WORDS.get(_word(turn.text)) if isinstance(turn, Saying) else turn) == Erasing(confirmed=True)


def begins_afresh(turn: Turn) -> bool:
    """Whether a turn, by a control or typed, begins anew where all was erased."""
    return plain(turn.text) in AFRESH if isinstance(turn, Saying) else isinstance(turn, Resuming)


def command(fielding: Fielding, interview: Interview, text: str) -> Turn | None:
    """The turn that a typed word stands for; None when the line is none of them.

    "back" and "skip" act on the question in hand; to someone who declined none is. "edit 3" is line 3 of the review; a
    line there is none of becomes a Reviewing, which says so and shows them all.
    """
    word = _word(text)
    number = interview.card.number if interview.card is not None else 0
    edited = _EDIT.fullmatch(word)
    defined = _DEFINE.fullmatch(word)
    if word in BACK | SKIP and interview.status == "declined":
        return None
    if word in BACK:
        return GoingBack(number)
    if word in SKIP:
        return Skipping(number)
    if edited is not None:
        return _line(fielding, interview, int(edited[1][:_LONGEST_LINE]))
    return Defining(defined[1][:60]) if defined is not None else _WORDS.get(word)


def accountability(fielding: Fielding, term: str) -> Accountability | None:
    """The accountability a term means: by identity, by the firm's label, or by its beginning."""
    word = plain(term)
    aliases = {"trapping": "sourcing"}
    for name in ACCOUNTABILITIES:
        known = (name, fielding.terms[name].label.casefold())
        if len(word) >= 3 and any(label.startswith(aliases.get(word, word)) for label in known):
            return name
    return None


def _word(text: str) -> str:
    """A typed line as the word it may be: without a question mark behind it, unless that is all."""
    word = plain(text)
    return word.rstrip("? ") or word


def _line(fielding: Fielding, interview: Interview, line: int) -> Turn:
    listed = lines(fielding, interview)
    return Editing(listed[line - 1]) if 1 <= line <= len(listed) else Reviewing(line)
