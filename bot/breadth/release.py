"""The privacy gate: from everyone's answers to the one release that is ever shown."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from bot.breadth.answers import Data, Moment, Respondent, Role
from bot.breadth.cells import Cells
from bot.breadth.disagreement import CONTESTED, MIXED, DisagreementBand
from bot.breadth.doubt import SMALL
from bot.breadth.gate import FEWEST_HOLDERS, FLOOR, dispute, quotes, vote_words
from bot.breadth.history import settled
from bot.breadth.ownership import CLEAR, ownership
from bot.breadth.pictures import Behind, picture, points, released_change
from bot.breadth.ranking import Item, Ranked, ownership_item, ownership_ratio, rank, role_items
from bot.breadth.released import CellPicture, Conflict, Release, ReleasedRole, ReleasedVotes, Shown, VoteWord
from bot.breadth.tension import AXES, SOME, STRONG, TensionBand
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

_TENSION: Mapping[TensionBand, float] = {"low": 0.0, "some": SOME, "strong": STRONG}
_DISAGREEMENT: Mapping[DisagreementBand, float] = {"broad agreement": 0.0, "mixed views": MIXED, "contested": CONTESTED}
"""Where each band begins."""
_CLARITY: Mapping[VoteWord, float] = {"most": 100, "about half or more": CLEAR, "disputed": 50, "nobody, say most": 50}
"""The most clarity that votes told so may have."""

Pictures = dict[tuple[str, Moment], tuple[CellPicture, Behind | None]]


class Terms(Struct, frozen=True):
    """What the facilitator settled: how many are invited, which small roles' holders agreed, and the floor."""

    invited: int
    agreed: frozenset[str] = frozenset()
    floor: int = FLOOR


class Past(Struct, frozen=True):
    """An earlier release, and everyone's answers as they stood when it was made."""

    release: Release
    data: Data


def release(data: Data, terms: Terms, past: tuple[Past, ...] = ()) -> Release:
    """The next release of these answers; the last one again where nothing is refreshed or someone was erased.

    `past` has each earlier release once, the oldest first.

    >>> release(Data((), ()), Terms(invited=3)).number
    1
    """
    if past and _erased(past[-1], data):
        return past[-1].release
    left_out = tuple(role.name for role in data.roles if _in_disguise(role, terms))
    before = tuple(_without(step.data, left_out) for step in past)
    current = _without(data, left_out)
    cells = settled((*before, current))
    if before and cells == settled(before):
        return past[-1].release
    return _released(cells, current, left_out, terms, len(past) + 1)


def _erased(last: Past, data: Data) -> bool:
    """Whether someone who was counted last time is gone, from the answers then or from those now."""
    then, now = ({respondent.id for respondent in each.respondents} for each in (last.data, data))
    return not then <= now or len(then) != last.release.answered


def _in_disguise(role: Role, terms: Terms) -> bool:
    return role.name not in terms.agreed and (role.headcount or 0) < FEWEST_HOLDERS


def _without(data: Data, left_out: tuple[str, ...]) -> Data:
    """The answers without anything about the roles left out."""
    if not left_out:
        return data
    roles = tuple(role for role in data.roles if role.name not in left_out)
    return Data(roles, tuple(_spare(respondent, left_out) for respondent in data.respondents))


def _spare(respondent: Respondent, left_out: tuple[str, ...]) -> Respondent:
    return replace(
        respondent,
        judgements={role: given for role, given in respondent.judgements.items() if role not in left_out},
        owners={name: vote for name, vote in respondent.owners.items() if vote not in left_out},
        today={name: vote for name, vote in respondent.today.items() if vote not in left_out},
    )


def _released(cells: Cells, data: Data, left_out: tuple[str, ...], terms: Terms, number: int) -> Release:
    names, floor = [role.name for role in data.roles], max(terms.floor, FLOOR)
    pictures: Pictures = {key: picture(cells, *key, floor) for key in cells.splits}
    votes = {name: vote_words(cells.owners[name].values(), names) for name in ACCOUNTABILITIES if name in cells.owners}
    ranked = rank([*_role_items(pictures, names), *_owner_items(cells, names, votes)])
    disputes = {name: dispute(cells.definitions.get(name, {}).values()) for name in ACCOUNTABILITIES}
    return Release(
        number=number,
        answered=len(data.respondents),
        invited=terms.invited,
        roles=tuple(_role(cells, pictures, name, floor) for name in _most_contested_first(pictures, names)),
        left_out=left_out,
        owners=votes,
        today={situation: vote_words(votes.values(), names) for situation, votes in cells.today.items()},
        disputes={name: told for name, told in disputes.items() if told},
        comments={question: quotes(said) for question, said in cells.comments.items() if quotes(said)},
        conflicts=tuple(_conflict(each) for each in ranked if each.listed),
        comparisons=sum(len(behind.gaps) for _, behind in pictures.values() if behind),
    )


def _most_contested_first(pictures: Pictures, names: list[str]) -> list[str]:
    """The roles by disagreement about the to-be; those it is not shown of last, in configured order."""

    def contested(name: str) -> float:
        shown, behind = pictures[name, "to_be"]
        if isinstance(shown, Shown) and shown.early:
            return _DISAGREEMENT[shown.disagreement]
        return round(behind.measures.disagreement or 0.0, 9) if behind else -1.0

    return sorted(names, key=contested, reverse=True)


def _role(cells: Cells, pictures: Pictures, name: str, floor: int) -> ReleasedRole:
    as_is, to_be = pictures[name, "as_is"][0], pictures[name, "to_be"][0]
    both = isinstance(as_is, Shown) and isinstance(to_be, Shown)
    return ReleasedRole(name, as_is, to_be, released_change(cells.changes[name].values(), floor) if both else None)


def _role_items(pictures: Pictures, names: list[str]) -> Iterator[Item]:
    for name in names:
        (as_is, today), (to_be, future) = pictures[name, "as_is"], pictures[name, "to_be"]
        for item in role_items(
            name,
            today=today.measures if today else None,
            gaps=today.gaps if today else (),
            future=future.measures if future else None,
        ):
            yield _as_told(item, to_be if item.kind == "future" else as_is)


def _as_told(item: Item, shown: CellPicture) -> Item:
    """The item; of a cell of 3 or 4 no finer than the bands that are shown of it.

    Its place among the others would otherwise tell what the picture withholds: with 3 answers, often all of them.
    """
    if not (isinstance(shown, Shown) and shown.early):
        return item
    if item.kind == "tension":
        axis = max(AXES, key=lambda each: _TENSION[shown.tension[each]])
        value = _TENSION[shown.tension[axis]]
        return replace(item, axis=axis, value=value, ratio=value / STRONG, without={})
    value = _DISAGREEMENT[shown.disagreement]
    return replace(item, value=value, ratio=value / CONTESTED, without={})


def _owner_items(
    cells: Cells, names: list[str], words: Mapping[Accountability, ReleasedVotes | None]
) -> Iterator[Item]:
    """The accountabilities; of few votes, and where nearly everyone votes alike, no finer than the words told of them.

    With 5 votes their place among the others would otherwise tell how the last one voted.
    """
    for name, told in words.items():
        if told is None:
            continue
        votes = cells.owners[name]
        owners = ownership(votes.values(), names)
        item = ownership_item(name, votes, owners)
        if owners.n <= SMALL or told.word == "nearly everyone":
            clarity = _told_clarity(told, names)
            item = replace(item, value=clarity, ratio=ownership_ratio(clarity), without={})
        yield item


def _told_clarity(told: ReleasedVotes, names: list[str]) -> float:
    if told.word == "nearly everyone":
        return 100.0 if told.named in names else 0.0
    return _CLARITY[told.word]


def _conflict(ranked: Ranked) -> Conflict:
    item = ranked.item
    numberless = item.kind == "ownership" or item.evidence == "early signal"
    return Conflict(
        rank=ranked.rank,
        range=ranked.range if item.without else None,
        kind=item.kind,
        of=item.of,
        axis=item.axis,
        groups=item.groups,
        points=None if numberless else points(item.value),
        evidence=item.evidence,
    )
