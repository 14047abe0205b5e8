"""The three ways to give a split, each ending in four whole points that make 100, or in the reason they do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from bot.questionnaire.answers import Points, Rejection
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

Tap = Literal["existing", "farming", "hunting"]
SCALABLE = range(90, 111)
"""Sums that a typed split may have and still be offered scaled to 100."""
TAP_STEPS = tuple(range(0, 101, 10))
REST = "rest"

_ALIASES = {"trapping": "sourcing", "service": "servicing", "inbound": "sourcing"}
_FILLERS = frozenset(
    {
        *("a", "about", "and", "approximately", "are", "around", "at", "for", "gets", "i", "in", "is", "it", "maybe"),
        *("of", "on", "per", "please", "s", "say", "the", "think", "to"),
    }
)
_UNITS = frozenset({"cent", "point", "points", "pts", "percent", "pct"})
_RESTS = frozenset(("rest", "remaining", "remainder", "others"))
_TOKEN = re.compile(r"(?<![\w%)])[-\N{MINUS SIGN}]\d+|\d+\.\d+|\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DOTTED = re.compile(r"\d+(\.\d+){3}")


class Typed(Struct, frozen=True):
    """Four points read from a line of text, scaled to 100 where they made `sum` instead."""

    points: Points
    sum: int


def largest_remainder(parts: Sequence[float], total: int = 100) -> tuple[int, ...]:
    """Whole numbers in the proportion of `parts` that make `total`.

    Floors, then gives the missing points to the largest fractional parts (equal to 9 decimals: the first in order).

    >>> largest_remainder((35, 35, 20, 5))
    (37, 37, 21, 5)
    """
    scale = total / sum(parts)
    exact = [part * scale for part in parts]
    whole = [int(value + 1e-9) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (-round(exact[at] - whole[at], 9), at))
    for at in by_remainder[: total - sum(whole)]:
        whole[at] += 1
    return tuple(whole)


def from_boxes(boxes: Sequence[str]) -> Typed | tuple[Rejection, ...]:
    """The points in four boxes, in canonical order. One box may be empty and gets the rest.

    >>> from_boxes(("60", "", "10", "10")).points
    (60, 20, 10, 10)
    >>> from_boxes(("60", "15", "10", "10"))[0].reason
    'split-sum'
    """
    read = [_whole(box.strip(), name) for name, box in zip(ACCOUNTABILITIES, boxes, strict=True)]
    rejections = tuple(value for value in read if isinstance(value, Rejection))
    if rejections:
        return rejections
    numbers = [value for value in read if not isinstance(value, Rejection)]
    result = _completed(numbers)
    if isinstance(result, Rejection):
        return (result,)
    total = sum(result)
    if total == 0:
        return (Rejection("split-zeros"),)
    if total < 100:
        return (Rejection("split-sum", {"sum": total, "missing": 100 - total}),)
    return (
        (Rejection("split-over", {"sum": total, "over": total - 100}),) if total > 100 else Typed(_points(result), 100)
    )


def from_typed(text: str, order: Sequence[Accountability], labels: Mapping[Accountability, str]) -> Typed | Rejection:
    """The split in a line of text: four numbers in `order`, or numbers with names, with "rest" for what is left.

    `labels` are the firm's own names for the four. A sum of 90 to 110 comes back scaled, to be confirmed.

    >>> order = ("servicing", "farming", "hunting", "sourcing")
    >>> from_typed("servicing 60, farming 20, rest hunting", order, {})
    Typed(points=(60, 20, 20, 0), sum=100)
    """
    tokens = list(_tokens(text, labels))
    fault = next((token for token in tokens if isinstance(token, Rejection)), None)
    if fault is not None:
        return fault
    named = _named(tokens) if any(token in ACCOUNTABILITIES for token in tokens) else _bare(tokens, order)
    if named is None:
        return _unclear(tokens, text, ", ".join(labels.get(name, name) for name in order))
    whole = _with_rest(named)
    return whole if isinstance(whole, Rejection) else _to_hundred(whole)


def next_tap(given: Sequence[int]) -> Tap | None:
    """Which of the three taps comes after those given; None when four numbers follow from them.

    >>> next_tap(()), next_tap((100,)), next_tap((0,)), next_tap((60, 30, 20))
    ('existing', 'farming', 'hunting', None)
    """
    if not given:
        return "existing"
    if len(given) == 1:
        return "hunting" if given[0] == 0 else "farming"
    return "hunting" if len(given) == 2 and 0 < given[0] < 100 else None


def from_taps(given: Sequence[int]) -> Points:
    """The four points that finished taps stand for.

    The taps are the existing customers' share; of that, what we start ourselves; of the rest, what we go after.

    >>> from_taps((60, 50, 20))
    (30, 30, 8, 32)
    """
    existing = given[0]
    farming = existing * given[1] / 100 if existing else 0.0
    hunting = (100 - existing) * given[-1] / 100 if existing < 100 else 0.0
    return _points(largest_remainder((existing - farming, farming, hunting, 100 - existing - hunting)))


def percent_in(text: str) -> int | None:
    """The one whole number in a line of text; None where there is none, or anything more than words around it.

    >>> percent_in("about 50 percent"), percent_in("half")
    (50, None)
    """
    tokens = tuple(_tokens(text, {}))
    return tokens[0] if len(tokens) == 1 and isinstance(tokens[0], int) else None


def tries_all_four(text: str) -> bool:
    """Whether a line of text is meant for the four at once, rightly given or not: it holds three numbers or more."""
    return len(_NUMBER.findall(text)) >= 3


def _points(numbers: Sequence[int]) -> Points:
    servicing, farming, hunting, sourcing = numbers
    return servicing, farming, hunting, sourcing


def _whole(box: str, name: Accountability) -> int | Rejection | None:
    if not box:
        return None
    if re.fullmatch(r"-\s?\d+", box):
        return Rejection("split-negative", {"typed": box[:20]}, name)
    if not re.fullmatch(r"\d+", box):
        return Rejection("split-number", {"typed": box[:20]}, name)
    return int(box) if len(box.lstrip("0")) <= 6 else Rejection("split-too-big", {"typed": box[:20]}, name)


def _completed(numbers: Sequence[int | None]) -> list[int] | Rejection:
    """The numbers with the one missing filled up to 100."""
    missing = [at for at, value in enumerate(numbers) if value is None]
    filled = [value or 0 for value in numbers]
    if len(missing) > 1:
        return Rejection("split-empty", {"count": len(missing)})
    if missing:
        if sum(filled) > 100:
            return Rejection("split-over", {"sum": sum(filled), "over": sum(filled) - 100})
        filled[missing[0]] = 100 - sum(filled)
    return filled


def _tokens(text: str, labels: Mapping[Accountability, str]) -> Iterator[str | int | Rejection]:
    plain = _unlabelled(text.casefold(), labels)
    if _DOTTED.fullmatch(plain.strip()):
        plain = plain.replace(".", " ")
    for token in _TOKEN.findall(plain):
        if token[0] in "-\N{MINUS SIGN}":
            yield Rejection("split-negative", {"typed": token})
        elif token[0].isdigit():
            number = _whole(token, "servicing")
            yield Rejection(number.reason, number.values) if isinstance(number, Rejection) else number or 0
        elif token not in _FILLERS | _UNITS:
            yield _name(token) or Rejection("split-word", {"word": token[:80]})


def _unlabelled(text: str, labels: Mapping[Accountability, str]) -> str:
    """The text with the firm's own names for the four replaced by ours, in one pass: one may be part of another."""
    names = {label.casefold(): name for name, label in labels.items()}
    known = "|".join(re.escape(label) for label in sorted(names, key=len, reverse=True))
    letter = r"[^\W\d_]"
    whole = re.compile(rf"(?<!{letter})(?:{known})(?!{letter})")
    return whole.sub(lambda found: f" {names[found[0]]} ", text) if known else text


def _name(word: str) -> str | None:
    if word in _RESTS:
        return REST
    if word in _ALIASES:
        return _ALIASES[word]
    return next((name for name in ACCOUNTABILITIES if len(word) >= 3 and name.startswith(word)), None)


Named = dict[str, int | Literal["rest"]]


def _bare(tokens: Sequence[object], order: Sequence[Accountability]) -> Named | None:
    if len(tokens) != 4 or sum(token == REST for token in tokens) > 1:
        return None
    return {name: token if isinstance(token, int) else "rest" for name, token in zip(order, tokens, strict=True)}


def _named(tokens: Sequence[object]) -> Named | None:
    """Numbers paired with the names beside them, before or after; None where that is not clear."""
    pairs: Named = {}
    name: str | None = None
    value: int | Literal["rest"] | None = None
    for token in tokens:
        if isinstance(token, int) or token == REST:
            if value is not None:
                return None
            value = token if isinstance(token, int) else "rest"
        elif name is not None or token in pairs:
            return None
        else:
            name = str(token)
        if name is not None and value is not None:
            pairs[name] = value
            name = value = None
    return _settled(pairs, name, value)


def _unclear(tokens: Sequence[object], text: str, order: str) -> Rejection:
    """Why tokens are no split: numbers alone, but not four of them, or something else. `order` is that of the four."""
    numbers = [token for token in tokens if isinstance(token, int) or token == REST]
    if numbers and len(numbers) == len(tokens) != len(ACCOUNTABILITIES):
        return Rejection("split-count", {"count": len(numbers), "order": order})
    return Rejection("split-unclear", {"typed": text[:80]})


def _settled(pairs: Named, name: str | None, value: object) -> Named | None:
    open_names = [other for other in ACCOUNTABILITIES if other not in pairs]
    if name is not None or list(pairs.values()).count("rest") > 1:
        return None
    if value is None:
        return pairs
    return {**pairs, open_names[0]: "rest"} if value == REST and len(open_names) == 1 else None


def _with_rest(named: Named) -> list[int] | Rejection:
    """Canonical order; what is not named counts 0 where a rest is given, and gets the rest where it is the only one."""
    unnamed = len(ACCOUNTABILITIES) - len(named)
    if unnamed > 1 and "rest" not in named.values():
        return Rejection("split-unnamed", {"count": unnamed})
    absent: int | None = 0 if "rest" in named.values() else None
    values = [named.get(name, absent) for name in ACCOUNTABILITIES]
    return _completed([value if isinstance(value, int) else None for value in values])


def _to_hundred(numbers: Sequence[int]) -> Typed | Rejection:
    total = sum(numbers)
    if total == 0:
        return Rejection("split-zeros")
    if total not in SCALABLE:
        return Rejection("split-far", {"sum": total})
    return Typed(_points(largest_remainder(numbers)), total)
