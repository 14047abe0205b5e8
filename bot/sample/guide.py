"""The card a newcomer finds on the page: what this is, two ways to try it, and what the others are doing."""

from collections.abc import Sequence

from bot.sample.cards import Json

HERO = "U0MAYA"
"""Whom a newcomer plays; everyone else who is absent can be let to answer."""
LET_OTHERS = "let-the-others-answer"
SUMMARY = (
    "You are Ana, the facilitator. In #taskforce type /breadth-summary, close the assessment, and read what the "
    "taskforce reads."
)
MAYA = (
    "You are Maya, an account manager. Press Start in her direct messages and answer, before Ana closes. "
    "“Finish for me”, below any open question, answers the rest."
)


def card(waiting: Sequence[str], answering: Sequence[str]) -> Json:
    """The card, with the names of those whose invitation waits and of those who are answering just now.

    >>> card(["Ben"], [])["note"]
    'Ben has not answered yet.'
    """
    return {
        "title": "Try it: Field sales 2027",
        "text": "A made-up firm: 6 roles, 24 stakeholders. 19 have answered; their answers are made up too.",
        "steps": [
            {
                "text": SUMMARY,
                "action": {"label": "See a summary (1 minute)", "as": "U0ANA", "channel": "C0TASKFORCE"},
            },
            {"text": MAYA, "action": {"label": "Answer as Maya", "as": HERO, "channel": "D0MAYA"}},
        ],
        "buttons": [{"id": LET_OTHERS, "label": "Let the others answer"}] if waiting and not answering else [],
        "note": _note(waiting, answering),
    }


def _note(waiting: Sequence[str], answering: Sequence[str]) -> str:
    if answering:
        return f"{_names(answering)} {'is' if len(answering) == 1 else 'are'} answering, each in their own messages."
    if waiting:
        return f"{_names(waiting)} {'has' if len(waiting) == 1 else 'have'} not answered yet."
    return "All the others have answered."


def _names(names: Sequence[str]) -> str:
    """Names in a row.

    >>> _names(["Ben", "Diego", "Lars"])
    'Ben, Diego and Lars'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
