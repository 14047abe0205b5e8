"""What one respondent said, beside what was released of everyone's answers: for their eyes alone."""

from msgspec import Struct

from bot.breadth.answers import MOMENTS, Moment, Respondent
from bot.breadth.released import CellPicture, Release
from bot.breadth.split import Split


class Beside(Struct, frozen=True):
    """A respondent's own split of a role at one moment, and what was released of it."""

    role: str
    moment: Moment
    own: Split
    released: CellPicture


class Returned(Struct, frozen=True):
    """What a respondent sees of a posted summary; `link` is empty where Slack does not say where it stands."""

    channel: str
    link: str
    splits: tuple[Beside, ...] = ()


def beside(release: Release, respondent: Respondent) -> tuple[Beside, ...]:
    """Each split of their own, roles in the release's order; nothing of a role or moment they gave none for.

    >>> from bot.breadth.answers import Data
    >>> from bot.breadth.release import Terms, release
    >>> beside(release(Data((), ()), Terms(invited=3)), Respondent("U1"))
    ()
    """
    found = []
    for role in release.roles:
        given = respondent.judgements.get(role.name)
        for moment in MOMENTS:
            own = getattr(given, moment) if given is not None else None
            if own is not None:
                found.append(Beside(role.name, moment, own, getattr(role, moment)))
    return tuple(found)
