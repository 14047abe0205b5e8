"""One listed conflict in the thread: the evidence, what people saw, a question for the room."""

from collections.abc import Iterator, Sequence

from bot.breadth.released import CellPicture, Conflict, Release, ReleasedRole, Shown
from bot.prompts.texts import Markup
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability
from bot.rendering.blocks import clipped
from bot.rendering.summary_first import surety, told
from bot.rendering.summary_voice import SummaryVoice, capital, joined, small
from bot.rendering.voice import NAME


def conflict_paragraphs(voice: SummaryVoice, release: Release, conflict: Conflict) -> list[str]:
    """The heading, what it rests on, what people saw, and the question; a paragraph each."""
    values = {**told(voice, release, conflict), "horizon": clipped(voice.assessment.fielding.horizon, NAME)}
    heading = f"*{conflict.rank}  {voice.say('summary-conflict', **values)}*"
    evidence = [voice.say("conflict-evidence", evidence=surety(release, conflict))]
    if conflict.range is not None:
        first, last = conflict.range
        evidence.append(Markup(voice.say("conflict-place", rank=conflict.rank, first=first, last=last) + "."))
    question = voice.say("conflict-question", **values)
    seen = "\n".join(_seen(voice, release, conflict))
    return [part for part in (heading, joined([line for line in evidence if line], " "), seen, question) if part]


def situations(voice: SummaryVoice, release: Release, name: Accountability) -> Iterator[Markup]:
    """Who picks up the situations of an accountability today."""
    for question in voice.assessment.fielding.questionnaire.measuring("situation"):
        words = voice.assessment.fielding.questionnaire.wording.questions[question.id].rows
        for row in question.rows:
            if question.tags.get(row) == name and row in release.today:
                situation = small(clipped(words.get(row, row), 2 * NAME))
                votes = voice.votes(release.today[row])
                yield voice.say("summary-today", situation=situation, votes=votes)


def _seen(voice: SummaryVoice, release: Release, conflict: Conflict) -> Iterator[str]:
    if conflict.kind == "ownership":
        name = next(name for name in ACCOUNTABILITIES if name == conflict.of)
        yield from map(capital, situations(voice, release, name))
        return
    role = next(role for role in release.roles if role.name == conflict.of)
    moment, cell = ("to-be", role.to_be) if conflict.kind == "future" else ("as-is", role.as_is)
    yield from _splits(voice, role)
    if isinstance(cell, Shown):
        yield from _picture(voice, cell, voice.label(f"seen-{moment}"))
    if role.change is not None and conflict.kind == "future":
        yield voice.say(
            "conflict-change", points=role.change.points or 0, band=role.change.band, early=int(role.change.early)
        )


def _splits(voice: SummaryVoice, role: ReleasedRole) -> Iterator[str]:
    as_is, to_be = _split(voice, role.as_is), _split(voice, role.to_be)
    if as_is or to_be:
        order = ", ".join(voice.inline(name) for name in ACCOUNTABILITIES)
        yield voice.say("conflict-splits", as_is=as_is, to_be=to_be, order=order)


def _picture(voice: SummaryVoice, cell: Shown, moment: str) -> Iterator[str]:
    """What is behind a role's average at one moment, a line each."""
    if cell.camps is not None:
        larger, smaller = map(points, cell.camps)
        yield voice.say("conflict-camps", moment=moment, larger=larger, smaller=smaller)
    if cell.groups:
        yield voice.say("conflict-groups", moment=moment, groups=_groups(voice, cell))
    if cell.all_four:
        yield voice.say("conflict-all-four", moment=moment)
    if cell.leans:
        yield voice.say("conflict-leans", moment=moment)


def _groups(voice: SummaryVoice, cell: Shown) -> Markup:
    pictures = [
        f"{voice.group(group.group)} {points(group.split)}{_early(voice, early=group.early)}"
        if group.split is not None
        else voice.say("conflict-alike", group=voice.group(group.group))
        for group in cell.groups
    ]
    return Markup("; ".join(pictures))


def points(split: Sequence[float]) -> str:
    """A split as it stands in a sentence.

    >>> points((60, 20, 10, 10))
    '60/20/10/10'
    """
    return "/".join(f"{part:g}" for part in split)


def _split(voice: SummaryVoice, cell: CellPicture) -> str:
    return f"{points(cell.split)}{_early(voice, early=cell.early)}" if isinstance(cell, Shown) else ""


def _early(voice: SummaryVoice, *, early: bool) -> str:
    """What stands behind a split that comes from 3 or 4 answers."""
    return f" ({voice.label('early-signal')})" if early else ""
