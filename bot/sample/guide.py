"""The card a newcomer finds on the page: what this is, two ways to try it, and what the others are doing."""

from collections.abc import Sequence

from bot.sample.cards import Json

HERO = "U0MAYA"
"""Whom a newcomer plays; everyone else who is absent can be let to answer."""
TASKFORCE = "C0TASKFORCE"
LET_OTHERS = "let-the-others-answer"
TITLE = "Try it: Field sales 2027"
ABOUT = "6 roles, 24 stakeholders, 19 have answered. The people and their answers are made up."
SUMMARY = "Be Ana, the facilitator: type /breadth-summary in #taskforce, close, read."
MAYA = "Be Maya and answer in her messages, before Ana closes. “Finish for me” does the rest."
POSTED = "The summary is posted, and what it says in detail stands in its thread. Start over, to answer yourself."


def card(waiting: Sequence[str], answering: Sequence[str]) -> Json:
    """The card, with the names of those whose invitation waits and of those who are answering just now.

    >>> card(["Ben"], [])["note"]
    'Ben has not answered yet.'
    """
    summary = {"label": "See a summary (1 minute)", "as": "U0ANA", "channel": TASKFORCE}
    maya = {"label": "Answer as Maya", "as": HERO, "channel": "D0MAYA"}
    return {
        "title": TITLE,
        "text": ABOUT,
        "steps": [{"text": SUMMARY, "action": summary}, {"text": MAYA, "action": maya}],
        "buttons": [{"id": LET_OTHERS, "label": "Let the others answer"}] if waiting and not answering else [],
        "note": _note(waiting, answering),
    }


def posted_card() -> Json:
    """The card once the summary is posted: it makes room for reading, and nobody can answer any more."""
    return {"title": TITLE, "text": POSTED, "steps": []}


def _note(waiting: Sequence[str], answering: Sequence[str]) -> str:
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
