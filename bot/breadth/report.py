"""Everything `analyse` prints, as one value: nothing is hidden and nothing rounded."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct

from bot.breadth.answers import Cell, Data, Moment
from bot.breadth.camps import Camps, two_camps
from bot.breadth.cells import Cells, gather
from bot.breadth.change import Change, change
from bot.breadth.gap import FEWEST, GroupGap, group_gaps
from bot.breadth.measures import Measures, measure
from bot.breadth.ownership import Ownership, ownership
from bot.breadth.ranking import Ranked, ownership_item, rank, role_items
from bot.breadth.split import distance, half_up, mean
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

LEANING = 10
"""From how many points the plain average counts as leaning towards the largest group."""


class Picture(Struct, frozen=True):
    """What the answers about one role at one moment say; `measures` is None when there are none.

    `leans` when the average of the compared groups' averages is notably different from the plain one.
    """

    measures: Measures | None
    camps: Camps | None
    gaps: tuple[GroupGap, ...]
    leans: bool


class RoleReport(Struct, frozen=True):
    """One role as it is, as it should be, and the change wanted by those who gave both; None: nobody did."""

    as_is: Picture
    to_be: Picture
    change: Change | None


class Report(Struct, frozen=True):
    """The whole analysis; roles and accountabilities in their configured order, one nobody was asked about left out."""

    respondents: int
    roles: dict[str, RoleReport]
    owners: dict[Accountability, Ownership]
    ranking: tuple[Ranked, ...]

    @property
    def comparisons(self) -> int:
        """How many pairs of groups were compared."""
        return sum(len(role.as_is.gaps) + len(role.to_be.gaps) for role in self.roles.values())


def report(data: Data, one_by_one: Callable[[Sequence[str]], Iterable[str]] = iter) -> Report:
    """Analyses the answers; the order of respondents changes nothing.

    `one_by_one` gives the roles' names back in turn, and may meanwhile tell how far that has come.

    >>> from bot.breadth.answers import Judgement, Respondent, Role
    >>> ana = Respondent("ana", {"AM": Judgement("holder", as_is=(60, 20, 10, 10))})
    >>> report(Data((Role("AM"),), (ana,))).roles["AM"].as_is.measures.tension.headline
    'existing'
    """
    cells = gather(data)
    names = [role.name for role in data.roles]
    roles = {name: _role(cells, name) for name in one_by_one(names)}
    votes = {name: cells.owners[name] for name in ACCOUNTABILITIES if name in cells.owners}
    owners = {name: ownership(cell.values(), names) for name, cell in votes.items()}
    items = [ownership_item(name, votes[name], owners[name]) for name in owners if owners[name].n]
    for name, role in roles.items():
        items += role_items(name, role.as_is.measures, role.as_is.gaps, role.to_be.measures)
    return Report(len(data.respondents), roles, owners, rank(items))


def leans(cell: Cell, groups: Collection[Cell]) -> bool:
    """Whether the plain average is notably off the average of two or more groups' averages."""
    if len(groups) < 2:
        return False
    balanced = mean([mean(group.values()) for group in groups])
    return half_up(distance(balanced, mean(cell.values()))) >= LEANING


def _role(cells: Cells, name: str) -> RoleReport:
    pairs = tuple(cells.changes[name].values())
    return RoleReport(_picture(cells, name, "as_is"), _picture(cells, name, "to_be"), change(pairs) if pairs else None)


def _picture(cells: Cells, role: str, moment: Moment) -> Picture:
    cell = cells.splits[role, moment]
    if not cell:
        return Picture(None, None, (), leans=False)
    groups = cells.groups_of(role, moment, at_least=FEWEST)
    return Picture(
        measures=measure(cell),
        camps=two_camps(tuple(cell.values())),
        gaps=group_gaps(groups, all_chances=True),
        leans=leans(cell, groups.values()),
    )
