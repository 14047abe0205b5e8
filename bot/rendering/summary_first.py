"""The first message of a summary: what the release found, in at most 12 lines."""

from collections.abc import Iterator

from bot.breadth.released import Alike, Conflict, Dispute, NoAnswers, Release, ReleasedRole, Shown, TooFew
from bot.breadth.tension import Axis
from bot.prompts.texts import Markup
from bot.questionnaire.model import Accountability
from bot.rendering.blocks import clipped
from bot.rendering.summary_voice import SummaryVoice, capital, joined
from bot.rendering.voice import NAME

LINE = 200
"""Characters of a line: twelve of them stay below the 2,500 a message is read at a glance with."""
MOST_CONFLICTS = 6
"""Conflicts listed here; of more, one gives its line to how many are in the thread."""
MOST_AGREEMENTS = 4
SHORTER = (NAME, 48, 32, 24, 16)
"""Characters of a label in a conflict's line, one after the other until the line is short enough."""


def first_lines(voice: SummaryVoice, release: Release) -> list[str]:
    """The lines of the first message, in order."""
    fielding = voice.assessment.fielding
    lines = [
        voice.say(
            "summary-title",
            assessment=clipped(fielding.name, NAME),
            answered=release.answered,
            invited=release.invited,
            number=release.number,
            sample=int(voice.assessment.sample),
        ),
        f"*{clipped(finding(voice, release), LINE - 2)}*",
        *_meaning(voice, release),
        *_conflicts(voice, release),
        *_agreed(voice, release),
        *_hidden(voice, release),
        voice.say("summary-closing"),
    ]
    return [clipped(line, LINE) for line in lines]


def finding(voice: SummaryVoice, release: Release) -> str:
    """The bold line: a clause each from the first two listed conflicts."""
    clauses = [voice.say("summary-clause", **told(voice, release, conflict)) for conflict in release.conflicts[:2]]
    return f"{capital(joined(clauses, '; '))}." if clauses else voice.say("summary-quiet")


def told(voice: SummaryVoice, release: Release, conflict: Conflict, most: int = NAME) -> dict[str, str | int]:
    """What every text about a conflict may print, its labels in at most so many characters."""
    one, other = _between(voice, conflict)
    votes = next((votes for name, votes in release.owners.items() if name == conflict.of), None)
    return {
        "kind": conflict.kind,
        "what": clipped(voice.what(conflict.of), most),
        "axis": voice.label(f"axis-{conflict.axis}") if conflict.axis else "",
        "one": clipped(one, most),
        "other": clipped(other, most),
        "points": conflict.points or 0,
        "votes": voice.votes(votes, most),
        "clear": int(votes is not None and votes.word == "most"),
    }


def conflict_line(voice: SummaryVoice, release: Release, conflict: Conflict) -> Markup:
    """A conflict in one line, with its rank and how sure it is: long labels are shortened before that is lost."""
    sure = surety(release, conflict)
    line = Markup("")
    for most in SHORTER:
        said = voice.say("summary-conflict", **told(voice, release, conflict, most))
        line = Markup(f"{conflict.rank}  {said}{f'  ·  _{sure}_' if sure else ''}")
        if len(line) <= LINE:
            break
    return line


def surety(release: Release, conflict: Conflict) -> str:
    """How sure a conflict is, in a word: its tag, but of a gap that could be chance only that; "" without one."""
    gaps = (
        gap
        for role in release.roles
        if role.name == conflict.of and isinstance(role.as_is, Shown)
        for gap in role.as_is.gaps
    )
    labels = {gap.label for gap in gaps if conflict.kind == "gap" and gap.groups == conflict.groups}
    return "could be chance" if "notable, could be chance" in labels else conflict.evidence or ""


def dispute_line(voice: SummaryVoice, name: Accountability, dispute: Dispute) -> Markup:
    """How many use a word differently."""
    return voice.say("summary-dispute", word=dispute.word, count=dispute.count, term=voice.inline(name))


def _between(voice: SummaryVoice, conflict: Conflict) -> tuple[str, str]:
    axis: Axis | None = conflict.axis
    if conflict.groups is not None:
        one, other = conflict.groups
        return voice.group(one), voice.group(other)
    return voice.sides(axis) if axis is not None else ("", "")


def _meaning(voice: SummaryVoice, release: Release) -> Iterator[str]:
    disputes = [dispute_line(voice, name, dispute) for name, dispute in release.disputes.items()]
    for told in range(len(disputes), 0, -1):
        left = len(disputes) - told
        rest = [voice.say("summary-more", count=left)] if left else []
        line = voice.say("summary-meaning", disputes=joined([*disputes[:told], *rest], ". "))
        if len(line) <= LINE or told == 1:
            yield line
            return


def _conflicts(voice: SummaryVoice, release: Release) -> Iterator[str]:
    found = release.conflicts
    listed = found if len(found) <= MOST_CONFLICTS else found[: MOST_CONFLICTS - 1]
    for conflict in listed:
        yield conflict_line(voice, release, conflict)
    if len(listed) < len(found):
        yield voice.say("summary-more", count=len(found) - len(listed))


def _agreed(voice: SummaryVoice, release: Release) -> Iterator[str]:
    names = {role.name for role in release.roles}
    agreed = [
        voice.say("summary-agreement", kind="owner", role=voice.what(votes.named), term=voice.inline(name))
        for name, votes in release.owners.items()
        if votes is not None and votes.word == "nearly everyone" and votes.named in names
    ]
    for role in release.roles:
        for kind, cell in (("today", role.as_is), ("future", role.to_be)):
            if isinstance(cell, Alike):
                agreed.append(voice.say("summary-agreement", kind=kind, role=voice.what(role.name), term=""))
    if agreed:
        yield voice.say("summary-agreed", agreed=joined(agreed[:MOST_AGREEMENTS], "; "))


def _hidden(voice: SummaryVoice, release: Release) -> Iterator[str]:
    left_out = [
        voice.say("summary-unshown", why="left out", role=voice.what(role.name), headcount=role.headcount, floor=0)
        for role in voice.assessment.left_out
    ]
    unshown = [*left_out, *(told for role in release.roles for told in _unshown(voice, role))]
    if unshown:
        yield voice.say("summary-hidden", hidden=joined(unshown, ", "))


def _unshown(voice: SummaryVoice, role: ReleasedRole) -> Iterator[Markup]:
    """A role neither of whose pictures is told of."""
    match role.as_is, role.to_be:
        case (TooFew(floor), TooFew() | NoAnswers()) | (NoAnswers(), TooFew(floor)):
            yield voice.say("summary-unshown", why="few", role=voice.what(role.name), headcount=0, floor=floor)
        case NoAnswers(), NoAnswers():
            yield voice.say("summary-unshown", why="none", role=voice.what(role.name), headcount=0, floor=0)
        case _:
            pass
