"""What people wrote, made inert for Slack's mrkdwn, and back.

Slack has escapes for `& < >` alone (https://docs.slack.dev/messaging/formatting-message-text/#escaping); of the marks
that make text bold, italic, struck or code, signs that look alike take the place.
"""

import re

_LIKE = {
    "*": "\N{ASTERISK OPERATOR}",
    "_": "\N{MODIFIER LETTER LOW MACRON}",
    "~": "\N{TILDE OPERATOR}",
    "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", **{mark: _LIKE[mark] for mark in "*~`"}})
_MARKS = str.maketrans({like: mark for mark, like in _LIKE.items()})
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore that is not within a word, where it would mark nothing."""


def escaped(text: str) -> str:
    """A user's text, made inert for mrkdwn: it shows as it was typed, whatever marks stand around it.

    >>> escaped("R&D <!channel> file_name")
    'R&amp;D &lt;!channel&gt; file_name'
    >>> escaped("Field*sales").isascii()
    False
    """
    inert = text.translate(_ESCAPES)
    return _EDGE.sub(_LIKE["_"], inert) if "_" in inert else inert


def unescaped(text: str) -> str:
    """A rendered text for a place that shows every character as it is: labels, modals' errors.

    >>> unescaped(escaped("R&D, *Field* sales"))
    'R&D, *Field* sales'
    """
    return text.translate(_MARKS).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
