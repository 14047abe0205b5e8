"""The answers, sorted into the cells that are measured together."""

from msgspec import Struct

from bot.breadth.answers import MOMENTS, Data, Judgement, Moment, Use
from bot.breadth.change import Pair
from bot.breadth.ownership import Vote
from bot.breadth.split import Split
from bot.questionnaire.model import GROUPS, Group

Votes = dict[str, dict[str, Vote]]


class Cells(Struct, frozen=True):
    """Each cell's answers by respondent id. Every role has its cells, empty or not; an unanswered question has none."""

    splits: dict[tuple[str, Moment], dict[str, Split]]
    groups: dict[tuple[str, Moment, Group], dict[str, Split]]
    changes: dict[str, dict[str, Pair]]
    owners: Votes
    today: Votes
    definitions: dict[str, dict[str, Use]]
    comments: dict[str, dict[str, str]]

    def groups_of(self, role: str, moment: Moment, at_least: int = 1) -> dict[Group, dict[str, Split]]:
        """The groups with so many answers about a role, in group order."""
        cells = {group: self.groups[role, moment, group] for group in GROUPS}
        return {group: cell for group, cell in cells.items() if len(cell) >= at_least}


def gather(data: Data) -> Cells:
    """Sorts everyone's answers into their cells.

    >>> from bot.breadth.answers import Respondent, Role
    >>> ana = Respondent("ana", {"AM": Judgement("holder", as_is=(60, 20, 10, 10))})
    >>> gather(Data((Role("AM"),), (ana,))).splits["AM", "as_is"]
    {'ana': (60, 20, 10, 10)}
    """
    names = [role.name for role in data.roles]
    cells = Cells(
        splits={(role, moment): {} for role in names for moment in MOMENTS},
        groups={(role, moment, group): {} for role in names for moment in MOMENTS for group in GROUPS},
        changes={role: {} for role in names},
        owners={},
        today={},
        definitions={},
        comments={},
    )
    for respondent in data.respondents:
        for role, judgement in respondent.judgements.items():
            _add_judgement(cells, respondent.id, role, judgement)
        for accountability, vote in respondent.owners.items():
            cells.owners.setdefault(accountability, {})[respondent.id] = vote
        for situation, vote in respondent.today.items():
            cells.today.setdefault(situation, {})[respondent.id] = vote
        for accountability, use in respondent.definitions.items():
            cells.definitions.setdefault(accountability, {})[respondent.id] = use
        for comment in respondent.comments:
            cells.comments.setdefault(comment.question, {})[respondent.id] = comment.text
    return cells


def _add_judgement(cells: Cells, person: str, role: str, judgement: Judgement) -> None:
    as_is, to_be, group = judgement.as_is, judgement.to_be, judgement.group
    if as_is is not None:
        cells.splits[role, "as_is"][person] = as_is
        cells.groups[role, "as_is", group][person] = as_is
    if to_be is not None:
        cells.splits[role, "to_be"][person] = to_be
        cells.groups[role, "to_be", group][person] = to_be
    if as_is is not None and to_be is not None:
        cells.changes[role][person] = as_is, to_be
