"""What a release is told in: the parts of its summary, in order. Each is one message."""

from collections.abc import Mapping

from bot.breadth.released import CellPicture, Release, ReleasedRole, Shown
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

FIRST = "first"
"""The message in the channel; every other part goes into its thread."""
PICTURE = "picture"
"""Picture A: in the first message, or, where Slack was not ready, right below it."""
GROUPS = "groups"
NUMBERS = "numbers"
CONFLICT = "conflict-"
OWNERS = "owners"
ORPHANED = "orphaned"
DEFINITIONS = "definitions"
VERBATIMS = "verbatims"
METHOD = "method"


def parts(release: Release) -> tuple[str, ...]:
    """The parts a release has something to say in.

    >>> from bot.breadth.answers import Data
    >>> from bot.breadth.release import Terms, release
    >>> parts(release(Data((), ()), Terms(invited=3)))
    ('first', 'picture', 'method')
    """
    told = {
        FIRST: True,
        PICTURE: True,
        GROUPS: any(_averages(cell) for role in release.roles for cell in (role.as_is, role.to_be)),
        NUMBERS: bool(release.roles),
        **{f"{CONFLICT}{conflict.rank}": True for conflict in release.conflicts},
        OWNERS: any(votes is not None for votes in (*release.owners.values(), *release.today.values())),
        ORPHANED: bool(both_shown(release)),
        DEFINITIONS: bool(release.disputes),
        VERBATIMS: bool(release.comments),
        METHOD: True,
    }
    return tuple(part for part, given in told.items() if given)


def both_shown(release: Release) -> dict[str, tuple[Shown, Shown]]:
    """The roles whose split is shown both as it is and as it should be, by name."""
    pairs = {role.name: _pair(role) for role in release.roles}
    return {name: pair for name, pair in pairs.items() if pair is not None}


def work_moved(release: Release, headcounts: Mapping[str, int]) -> dict[Accountability, float]:
    """How many people's time each accountability would gain, if every role became what it should be; less is negative.

    Worked out from the shown splits alone, over the roles of which both are shown.
    """
    pairs = both_shown(release).items()
    return {
        name: sum(headcounts[role] * (to_be.split[at] - as_is.split[at]) for role, (as_is, to_be) in pairs) / 100
        for at, name in enumerate(ACCOUNTABILITIES)
    }


def _averages(cell: CellPicture) -> bool:
    """Whether any group's average is shown."""
    return isinstance(cell, Shown) and any(picture.split is not None for picture in cell.groups)


def _pair(role: ReleasedRole) -> tuple[Shown, Shown] | None:
    as_is, to_be = role.as_is, role.to_be
    return (as_is, to_be) if isinstance(as_is, Shown) and isinstance(to_be, Shown) else None
