"""The card a newcomer finds on the page: what this is, two ways to try it, and what the others are doing."""

from collections.abc import Sequence

from msgspec import Struct

from bot.sample.cards import Json

HERO = "U0MAYA"
"""Whom a newcomer plays; everyone else who is absent can be let to answer."""
FACILITATOR = "U0ANA"
TASKFORCE = "C0TASKFORCE"
LET_OTHERS = "let-the-others-answer"
TITLE = "Try it: Field sales 2027"
ABOUT = "6 roles, {asked} stakeholders, {done} answered. The people and their answers are made up."
SUMMARY = "Be Ana, the facilitator: type /breadth-summary in #taskforce, close, read."
MAYA = "Be Maya and answer in her messages, before Ana closes. “Finish for me” does the rest."
CLOSED = "It is closed: {done} of {asked} stakeholders answered. Nothing is posted yet."
PREVIEW = "Read the preview in Ana’s messages, then post it."
POSTED = "The summary is posted, and what it says in detail stands in its thread. Start over, to answer yourself."


class Turnout(Struct, frozen=True):
    """How many of how many have answered, and whether the newcomer's own person is one of them.

    `waiting`, `answering`: the first names of the others whose invitation waits, and of those who answer just now.
    """

    done: int
    asked: int
    hero_done: bool
    waiting: Sequence[str] = ()
    answering: Sequence[str] = ()


def card(turnout: Turnout) -> Json:
    """The card while answers are taken.

    >>> card(Turnout(23, 24, hero_done=True, waiting=["Ben"]))["note"]
    'Ben has not answered yet.'
    """
    summary = {"label": "See a summary (1 minute)", "as": FACILITATOR, "channel": TASKFORCE}
    maya = {"label": "Answer as Maya", "as": HERO, "channel": "D0MAYA"}
    own = [] if turnout.hero_done else [{"text": MAYA, "action": maya}]
    may_let = turnout.waiting and not turnout.answering
    return {
        "title": TITLE,
        "text": ABOUT.format(done=_done(turnout), asked=turnout.asked),
        "steps": [{"text": SUMMARY, "action": summary}, *own],
        "buttons": [{"id": LET_OTHERS, "label": "Let the others answer"}] if may_let else [],
        "note": _note(turnout),
    }


def closed_card(turnout: Turnout) -> Json:
    """The card between the close and the summary: what is left is to read it and to post it."""
    preview = {"label": "Read the preview", "as": FACILITATOR, "channel": "D0ANA"}
    text = CLOSED.format(done=turnout.done, asked=turnout.asked)
    return {"title": TITLE, "text": text, "steps": [{"text": PREVIEW, "action": preview}]}


def posted_card() -> Json:
    """The card once the summary is posted: it makes room for reading, and nobody can answer any more."""
    return {"title": TITLE, "text": POSTED, "steps": []}


def _done(turnout: Turnout) -> str:
    if turnout.done == turnout.asked:
        return f"all {turnout.done} have"
    return f"{turnout.done} {'has' if turnout.done == 1 else 'have'}"


def _note(turnout: Turnout) -> str:
    waiting, answering = turnout.waiting, turnout.answering
    if answering:
        return f"{_names(answering)} {'is' if len(answering) == 1 else 'are'} answering: look in on them."
    if waiting:
        return f"{_names(waiting)} {'has' if len(waiting) == 1 else 'have'} not answered yet."
    return "All the others have answered."


def _names(names: Sequence[str]) -> str:
    """Names in a row.

    >>> _names(["Ben", "Diego", "Lars"])
    'Ben, Diego and Lars'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
