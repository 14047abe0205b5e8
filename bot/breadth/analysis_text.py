"""The analysis for people to read, as plain text."""

from collections.abc import Iterator

from bot.breadth.camps import Camps
from bot.breadth.change import Change, change_band
from bot.breadth.disagreement import disagreement_band
from bot.breadth.evidence import Tag
from bot.breadth.gap import GroupGap
from bot.breadth.measures import Measures
from bot.breadth.ownership import Ownership
from bot.breadth.ranking import Item, Ranked
from bot.breadth.report import Picture, Report, RoleReport
from bot.breadth.split import half_up, whole_points
from bot.breadth.tension import AXES, Axis, breadth_band, breadth_tenths, tension_band
from bot.questionnaire.model import ACCOUNTABILITIES

AXIS_NAMES: dict[Axis, str] = {
    "existing": "existing customers",
    "prospects": "prospects",
    "new_v_existing": "new v existing",
}
FEW_VOTES = 10
"""Up to this many votes, counts say more than percentages."""


def analysis_text(report: Report) -> str:
    """The report as lines of text, every value rounded half up."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    people, roles = _count(report.respondents, "person", "people"), _count(len(report.roles), "role")
    yield f"{people}, {roles}. All figures in points."
    for name, role in report.roles.items():
        yield from ("", name, *_role(role))
    if report.owners:
        yield from ("", "Who should be accountable")
        yield from (f"  {name:<12}{_ownership(owners)}" for name, owners in report.owners.items())
    yield from ("", "What to discuss first", *_ranking(report))
    if report.comparisons:
        by_luck = f"about {report.comparisons / 20:g} would pass the 5 % line by luck"
        yield from ("", f"{_count(report.comparisons, 'role-by-group comparison')}; {by_luck}.")


def _role(role: RoleReport) -> Iterator[str]:
    yield from _picture("As is", role.as_is)
    yield from _picture("To be", role.to_be)
    if role.change:
        yield f"  Change wanted, {_count(role.change.n, 'person', 'people')}: {_change(role.change)}"


def _picture(title: str, picture: Picture) -> Iterator[str]:
    measures = picture.measures
    if measures is None:
        yield f"  {title}: no answers yet"
        return
    yield f"  {title}, {_count(measures.n, 'answer')}"
    yield _row("average split", _named(whole_points(measures.mean)))
    yield _row("tension", " · ".join(_tension(measures, axis) for axis in AXES))
    tenths = breadth_tenths(measures.breadth)
    yield _row("breadth", f"{tenths // 10}.{tenths % 10} {breadth_band(measures.breadth)}")
    if measures.all_four * 2 >= measures.n:
        yield _row("all four", f"{measures.all_four} of {measures.n} give each 10 or more: rarely right in one role")
    yield _row("disagreement", _disagreement(measures))
    if picture.camps and picture.camps.found:
        yield _row("two camps", _camps(picture.camps))
    for gap in picture.gaps:
        yield _row("gap", _gap(gap))
    if picture.leans:
        yield _row("", "the average leans towards the group with most answers")


def _row(name: str, value: str) -> str:
    return f"    {name:<15}{value}"


def _named(points: tuple[int, ...]) -> str:
    return " · ".join(f"{name} {part}" for name, part in zip(ACCOUNTABILITIES, points, strict=True))


def _tension(measures: Measures, axis: Axis) -> str:
    points = measures.tension.on(axis)
    tag = _tag(measures.tension_evidence[axis])
    servicing, farming, hunting, sourcing = measures.mean
    if (axis == "existing" and servicing + farming == 0) or (axis == "prospects" and hunting + sourcing == 0):
        return f"no time with {AXIS_NAMES[axis]}"
    return f"{AXIS_NAMES[axis]} {half_up(points)} {tension_band(points)}{tag}"


def _disagreement(measures: Measures) -> str:
    points = measures.disagreement
    if points is None:
        return "one answer only"
    return f"{half_up(points)} {disagreement_band(points)}{_tag(measures.disagreement_evidence)}"


def _camps(camps: Camps) -> str:
    larger, smaller = map(len, camps.sides)
    return f"{larger} and {smaller}, {half_up(camps.between)} apart, {half_up(camps.within)} within"


def _gap(gap: GroupGap) -> str:
    told = f"{' and '.join(gap.groups)} {half_up(gap.gap)} {gap.label}{_tag(gap.evidence)}"
    return f"{told}; in {gap.chance.hits} of {gap.chance.arrangements} reshuffles" if gap.chance else told


def _change(change: Change) -> str:
    told = f"{half_up(change.wanted)} {change_band(change.wanted)}"
    if change.pulling_together is None:
        return f"{told}, no change wanted"
    agreed = [f"{name} {way.way}" for name, way in change.directions.items() if way.agreed and way.way != "steady"]
    together = f"{half_up(change.pulling_together)} % of it the same way"
    return ", ".join((told, together, *(agreed and [f"agreed: {' · '.join(agreed)}"])))


def _ownership(owners: Ownership) -> str:
    if owners.clarity is None or owners.label is None:
        return "nobody knows"
    most = owners.votes.get(owners.leader or "", 0)
    named = ""
    if owners.label == "nobody owns it":
        named = f", {_share(owners.named, owners.n)} name a role"
    elif owners.leader:
        named = f", {_share(most, owners.n)} name {owners.leader}"
    flags = f", {' and '.join(owners.flags)}" if owners.flags else ""
    return f"{owners.label}{named}{flags}{_tag(owners.evidence)}"


def _share(votes: int, of: int) -> str:
    return f"{votes} of {of}" if of <= FEW_VOTES else f"{half_up(100 * votes / of)} %"


def _ranking(report: Report) -> Iterator[str]:
    listed = [ranked for ranked in report.ranking if ranked.listed]
    if not listed:
        yield "  Nothing reaches the level we would raise."
    for ranked in listed:
        yield f"  {ranked.rank:>2} {_range(ranked):<9} {_item(ranked.item)}{_tag(ranked.item.evidence)}"


def _range(ranked: Ranked) -> str:
    first, last = ranked.range
    return f"({first})" if first == last else f"({first}–{last})"


def _item(item: Item) -> str:
    points = half_up(item.value)
    match item.kind:
        case "tension":
            return f"{item.of}, {AXIS_NAMES[item.axis or 'existing']}: tension {points}"
        case "disagreement":
            return f"{item.of}: views on today differ by {points}"
        case "gap":
            return f"{item.of}: {' and '.join(item.groups or ())} are {points} apart"
        case "ownership":
            return f"who should own {item.of}"
        case "future":
            return f"{item.of}: views on what it should be differ by {points}"


def _tag(tag: Tag | None) -> str:
    return f" ({tag})" if tag else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
