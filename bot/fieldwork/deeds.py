"""What whoever runs an assessment has asked for and is not done yet: launching, closing, posting."""

from msgspec import Struct


class Deed(Struct, frozen=True):
    """One such click: who asked, about which assessment, by which button and what it carried.

    `key` tells its delivery from any other.
    """

    key: str
    user: str
    assessment: str
    what: str
    number: int
    rest: str


class Deeds(Struct, frozen=True):
    """All of a team's deeds that wait to be done, the first asked first."""

    team: str
    waiting: tuple[Deed, ...] = ()


def asked(deeds: Deeds, deed: Deed) -> Deeds:
    """With one more that waits; a delivery that waits already is not added again.

    >>> click = Deed("k", "U1", "a", "launch", 1, "")
    >>> len(asked(asked(Deeds("T1"), click), click).waiting)
    1
    """
    return Deeds(deeds.team, (*(each for each in deeds.waiting if each.key != deed.key), deed))


def done(deeds: Deeds, deed: Deed) -> Deeds:
    """Without this one."""
    return Deeds(deeds.team, tuple(each for each in deeds.waiting if each.key != deed.key))
