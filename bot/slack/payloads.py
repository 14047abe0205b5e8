"""Reading JSON that may be anything: a missing field or a wrong type reads as nothing, and nothing raises."""

import re
from hashlib import blake2b

TEAM = re.compile(r"[TE][A-Z0-9]{1,31}")
USER = re.compile(r"[UW][A-Z0-9]{1,31}")
CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,31}")
DIRECT = re.compile(r"D[A-Z0-9]{1,31}")
ASSESSMENT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")

# Control characters, lone surrogates (no file can hold them), and marks that turn the order of what is read.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINK = re.compile(r"<(?P<address>(?:https?|mailto|tel):[^|<>]*)(?:\|(?P<shown>[^<>]*))?>")


def at(value: object, *path: str) -> object:
    """What stands at the end of `path`, None when it breaks off.

    >>> at({"user": {"id": "U1"}}, "user", "id")
    'U1'
    >>> at({"user": []}, "user", "id") is None
    True
    """
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_at(value: object, *path: str) -> str:
    """The cleaned text at the end of `path`, "" when there is none."""
    found = at(value, *path)
    return clean(found) if isinstance(found, str) else ""


def id_at(pattern: re.Pattern[str], value: object, *path: str) -> str | None:
    """The text at the end of `path` if it is, from end to end, of this shape."""
    found = at(value, *path)
    return found if isinstance(found, str) and pattern.fullmatch(found) else None


def items_at(value: object, *path: str) -> list[object]:
    """The list at the end of `path`, empty when there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def clean(text: str) -> str:
    """The text without what nobody types on purpose.

    >>> clean("60" + chr(0) + chr(0xD800) + "/40")
    '60/40'
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n"))


def typed(text: str) -> str:
    """What was typed, from Slack's markup: links as they are shown, `&amp;` and its like as characters.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping

    >>> typed("<tel:60201010|60 20 10 10> &lt;3")
    '60 20 10 10 <3'
    """
    shown = _LINK.sub(lambda link: link["shown"] or link["address"], text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def delivery(kind: str, *parts: object) -> str:
    """A short key that two deliveries share only when they are one delivery repeated."""
    digest = blake2b("\x1f".join(map(str, parts)).encode(errors="replace"), digest_size=12)
    return f"{kind}-{digest.hexdigest()}"
