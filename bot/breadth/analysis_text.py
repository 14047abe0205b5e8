"""The analysis for people to read, as plain text."""

from collections.abc import Iterable, Iterator

from bot.breadth.camps import Camps
from bot.breadth.change import Change, change_band
from bot.breadth.disagreement import disagreement_band
from bot.breadth.evidence import Tag
from bot.breadth.gap import GroupGap
from bot.breadth.measures import Measures
from bot.breadth.ownership import NOT_ROLES, Ownership
from bot.breadth.ranking import Item, Ranked
from bot.breadth.report import Picture, Report, RoleReport
from bot.breadth.split import Split, half_up, mean, whole_points
from bot.breadth.tension import AXES, Axis, breadth_band, breadth_tenths, tension_band
from bot.questionnaire.model import ACCOUNTABILITIES, DONT_KNOW, SEVERAL

AXIS_NAMES: dict[Axis, str] = {
    "existing": "existing customers",
    "prospects": "prospects",
    "new_v_existing": "new v existing",
}
FEW_VOTES = 10
"""Up to this many votes, counts say more than percentages."""
KEY = """\
How to read this
  points        a role's time with customers and prospects is 100; 20 points are one day in five
  tension       points of two kinds of work matched one against the other; 40 or more is strong
    existing customers   servicing against farming
    prospects            hunting against sourcing
    new v existing       prospects against existing customers
  breadth       the role is in effect this many equal jobs in one, 1 to 4
  disagreement  how far apart two people picked at random are about the role
  gap           how far apart the average pictures of two groups are; reshuffles tell how often chance does as much
  change        how far the average person would move the role
  (1–3)         the places it takes when any one person is left out;
                if two ranges overlap, neither is bigger than the other
  firm, hangs on one answer, early signal
                whether the value stays on its side of the level worth raising, whoever is left out; it says nothing
                of finer bands. That level: tension 40, disagreement 30, gap 20, an owner named by 75 %.
                Early signal: from 3 or 4 answers"""


def analysis_text(report: Report) -> str:
    """The report as lines of text, every value rounded half up."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    people, roles = _count(report.respondents, "person", "people"), _count(len(report.roles), "role")
    yield f"{people}, {roles}. Figures are points; breadth and counts are not."
    yield from ("", "What to discuss first", *_ranking(report))
    for name, role in report.roles.items():
        yield from ("", name, *_role(role))
    if report.owners:
        yield from ("", "Who should be accountable")
        yield from (f"  {name:<12}{_ownership(owners)}" for name, owners in report.owners.items())
    if report.comparisons:
        yield from ("", f"{_count(report.comparisons, 'role-by-group comparison')}; {_by_luck(report.comparisons)}.")
    yield from ("", KEY)


def _by_luck(comparisons: int) -> str:
    if comparisons < 20:
        return "each has 1 chance in 20 to look clear by luck"
    return f"about {half_up(comparisons / 20)} would look clear by luck"


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
        yield from _sides(zip(("larger", "smaller"), picture.camps.sides, strict=True))
    for gap in picture.gaps:
        yield _row("gap", _gap(gap))
        yield from _sides((group, cell.values()) for group, cell in zip(gap.groups, gap.cells, strict=True))
    if picture.leans:
        yield _row("", "the average leans towards the group with most answers")


def _sides(sides: Iterable[tuple[str, Iterable[Split]]]) -> Iterator[str]:
    return (_row("", f"{name:<11}{_named(whole_points(mean(answers)))}") for name, answers in sides)


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
    return ", ".join((owners.label, *_named_by(owners), *_flags(owners))) + _tag(owners.evidence)


def _named_by(owners: Ownership) -> list[str]:
    """What was voted: the role in front, or each of those that are level."""
    roles = _roles(owners)
    if owners.label == "nobody owns it" or not roles:
        return [f"{_share(owners.named, owners.n)} name a role"]
    most = max(roles.values())
    return [f"{_share(most, owners.n)} name {role}" for role, count in roles.items() if count == most]


def _flags(owners: Ownership) -> Iterator[str]:
    if "gap" in owners.flags and owners.label != "nobody owns it":
        yield "a quarter or more say nobody"
    if "overlap" in owners.flags:
        if owners.votes.get(SEVERAL, 0) * 4 >= owners.n:
            yield "a quarter or more say several"
        if sum(count * 4 >= owners.n for count in _roles(owners).values()) > 1:
            yield "more than one role is named by a quarter or more"


def _roles(owners: Ownership) -> dict[str, int]:
    return {vote: count for vote, count in owners.votes.items() if vote not in (*NOT_ROLES, DONT_KNOW)}


def _share(votes: int, of: int) -> str:
    return f"{votes} of {of}" if of <= FEW_VOTES else f"{half_up(100 * votes / of)} %"


def _ranking(report: Report) -> Iterator[str]:
    listed = [ranked for ranked in report.ranking if ranked.listed]
    pictures = (picture for role in report.roles.values() for picture in (role.as_is, role.to_be))
    if not any(picture.measures for picture in pictures) and not report.owners:
        yield "  No answers in this file."
    elif not listed:
        yield "  Nothing reaches the level we would raise."
    for ranked in listed:
        yield f"  {ranked.rank:>2} {_range(ranked):<9} {_item(ranked.item, report)}"


def _range(ranked: Ranked) -> str:
    first, last = ranked.range
    return f"({first})" if first == last else f"({first}–{last})"


def _item(item: Item, report: Report) -> str:
    points, tag = half_up(item.value), _tag(item.evidence)
    match item.kind:
        case "tension":
            return f"{item.of}, {AXIS_NAMES[item.axis or 'existing']}: tension {points} {tension_band(item.value)}{tag}"
        case "disagreement":
            return f"{item.of}: views on today differ by {points}, {disagreement_band(item.value)}{tag}"
        case "gap":
            [label] = [gap.label for gap in report.roles[item.of].as_is.gaps if gap.groups == item.groups]
            return f"{item.of}: {' and '.join(item.groups or ())} are {points} apart, {label}{tag}"
        case "ownership":
            [voted] = [_ownership(owners) for name, owners in report.owners.items() if name == item.of]
            return f"who should own {item.of}: {voted}"
        case "future":
            return f"{item.of}: views on what it should be differ by {points}, {disagreement_band(item.value)}{tag}"


def _tag(tag: Tag | None) -> str:
    return f" ({tag})" if tag else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
