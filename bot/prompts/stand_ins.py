"""What stands in for what a text prints: a number where the bot gives one, a word where it gives a word."""

from collections.abc import Collection

from bot.prompts.templates import MOMENTS
from bot.prompts.texts import Plain
from bot.prompts.wordings import NAME, PLACEHOLDERS
from bot.questionnaire.accepting import LONGEST_TEXT
from bot.questionnaire.wording_checks import DEFINITION

_NUMBERS = frozenset(
    {
        *("answered", "begun", "blank", "closed", "colleagues", "comparisons", "count", "declined", "done", "early"),
        *("ended", "existing", "farming", "fewest", "first", "floor", "gap", "guests", "headcount", "holders"),
        *("invited", "last", "left_out", "length", "line", "lines", "managers", "minutes", "missing", "most", "open"),
        *("needed", "not_opened", "number", "over", "overlap", "part", "parts", "people", "picked", "points"),
        *("prospects", "rank", "roles", "sample", "scope", "started", "steady", "step", "steps", "sum"),
        *("unreachable", "unreadable"),
    }
)
_WORDS_IN = {
    "people-done": "people",
    "people-waiting": "people",
    "draft-card": "roles",
    "summary-orphaned": "lines",
    "summary-owners": "lines",
}
"""Texts that print a word under a name that is a number everywhere else."""
_LONG = {"definition": DEFINITION, "text": LONGEST_TEXT, "typed": 80}
"""Characters of the words that may have more than a name."""


def stand_ins(text: str, known: Collection[str]) -> dict[str, Plain]:
    """A value for each placeholder of a text, of the kind the bot gives.

    >>> stand_ins("split-over", ("sum", "over"))
    {'sum': 99, 'over': 99}
    """
    return {name: _stand_in(text, name) for name in known}


def _stand_in(text: str, name: str) -> Plain:
    if name in MOMENTS:
        return PLACEHOLDERS["deadline"]
    if name in _NUMBERS and _WORDS_IN.get(text) != name:
        return 99
    return "m" * _LONG.get(name, NAME)
