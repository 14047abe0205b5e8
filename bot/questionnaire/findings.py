"""What a check finds: where in the value, what is wrong, and the mend."""

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

Place = tuple[str | int, ...]
"""The keys and list places that lead to a part, from the top."""


class Finding(Struct, frozen=True):
    """One thing wrong at `path`. `fault` is a whole sentence, `mend` says what to do about it.

    `cause` is the part it does not agree with: where a later file gives that one, the fault is that file's. If what
    stands at `path` is only `left_over` then, there is none.
    """

    path: Place
    fault: str
    mend: str
    cause: Place = ()
    left_over: bool = False


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """The mend for a word nobody knows: the one most like it, or `otherwise` where none is near.

    >>> meant("q-huntng", ["q-farming", "q-hunting"], "Write the id of a question.")
    'did you mean q-hunting?'
    """
    near = nearest(word, known)
    return f"did you mean {near}?" if near else otherwise


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one; "" where none is near.

    >>> nearest("optionl", ["options", "optional"])
    'optional'
    """
    return next(iter(get_close_matches(word, list(known), n=1)), "")


def listed(words: Iterable[str]) -> str:
    """Words as a line of text.

    >>> listed(["choice", "text"])
    'choice, text'
    """
    return ", ".join(words)
