"""Who can read what is posted in the taskforce channel."""

from typing import Literal

from msgspec import Struct


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
        return self.public or self.shared or self.guests > 0
