"""Who can read what is posted in the taskforce channel."""

import re
from typing import Literal

from msgspec import Struct

_WORD = re.compile(r"([01])([01])-(\d{1,6})", re.ASCII)


class Readers(Struct, frozen=True):
    """What is known of a channel's readers; `known` tells whether that is all of it, a part or nothing.

    `public`: everybody in the workspace; `shared`: people of another company; `guests`: how many of its members are.
    """

    known: Literal["all", "part", "none"]
    public: bool = False
    shared: bool = False
    guests: int = 0

    @property
    def more_than_a_team(self) -> bool:
        """Whether somebody reads there who may not be meant.

        >>> Readers("all", guests=1).more_than_a_team, Readers("none").more_than_a_team
        (True, False)
        """
        return self.wider_than(Readers("none"))

    def wider_than(self, others: "Readers") -> bool:
        """Whether somebody reads there who is not known to be among the others.

        >>> Readers("all", guests=2).wider_than(Readers("all", guests=1)), Readers("none").wider_than(Readers("none"))
        (True, False)
        """
        return (self.public and not others.public) or (self.shared and not others.shared) or self.guests > others.guests

    @property
    def word(self) -> str:
        """Who reads there that may not be meant, as a button carries it.

        >>> Readers("all", public=True, guests=2).word
        '10-2'
        """
        return f"{self.public:d}{self.shared:d}-{self.guests}"


def told_of(word: str) -> Readers:
    """The readers that a button's word tells of; none where it is no such word.

    >>> told_of("10-2") == Readers("part", public=True, guests=2), told_of("2") == Readers("none")
    (True, True)
    """
    found = _WORD.fullmatch(word)
    return Readers("part", found[1] == "1", found[2] == "1", int(found[3])) if found else Readers("none")
