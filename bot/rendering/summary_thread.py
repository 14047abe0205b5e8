"""The rest of a summary's thread: owners, where work would go, what words mean, what people wrote, the method."""

from collections.abc import Iterator

from bot.breadth.released import Release, ReleasedVotes, Shown
from bot.breadth.split import half_up
from bot.breadth.telling import both_shown, work_moved
from bot.prompts.texts import Markup
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.blocks import clipped
from bot.rendering.summary_conflict import situations
from bot.rendering.summary_first import dispute_line
from bot.rendering.summary_voice import SummaryVoice, headcounts, joined

QUOTE = 400
"""Characters shown of a verbatim."""
MOST_QUOTED = 8_000
"""Characters of verbatims in one message; Slack takes some 12,000 in all."""
PARAGRAPH = 2_900


def numbers(voice: SummaryVoice, release: Release) -> str:
    """What stands above the table: what its numbers are, whose numbers the pictures have, which averages lean."""
    # The drawing measures its letters with a font package, which is not for a bot that is starting.
    from bot.rendering.chart.words import key

    lines = [voice.say("summary-numbers")]
    numbered = [f"{number} = {voice.what(name)}" for number, name in key(release).items()]
    if numbered:
        lines.append(voice.say("summary-key", key=", ".join(numbered)))
    leaning = [
        f"{voice.what(role.name)} ({voice.label(moment)})"
        for role in release.roles
        for moment, cell in (("as-is", role.as_is), ("to-be", role.to_be))
        if isinstance(cell, Shown) and cell.leans
    ]
    if leaning:
        lines.append(voice.say("summary-leans", roles=", ".join(leaning)))
    return joined(lines, "\n")


def owners(voice: SummaryVoice, release: Release) -> list[str]:
    """Who owns each accountability today, against who should."""
    lines: list[Markup] = []
    for name in ACCOUNTABILITIES:
        votes = release.owners.get(name)
        lines.append(voice.say("summary-owner", term=voice.term(name), votes=voice.votes(votes), state=_state(votes)))
        lines += [Markup(f"• {line}") for line in situations(voice, release, name)]
    return [voice.say("summary-owners", lines=joined(lines, "\n"))]


def orphaned(voice: SummaryVoice, release: Release) -> list[str]:
    """How much of each accountability's work the wished-for roles would gain or lose, in people."""
    moved = work_moved(release, headcounts(voice.assessment))
    lines = []
    for name, people in moved.items():
        whole = half_up(abs(people))
        way = "same" if not whole else "more" if people > 0 else "less"
        lines.append(voice.say("summary-orphan", way=way, term=voice.term(name), people=whole))
    pairs = both_shown(release).values()
    early = sum(as_is.early or to_be.early for as_is, to_be in pairs)
    scope = len(release.roles) + len(release.left_out) + len(voice.assessment.left_out)
    counted = {"roles": len(pairs), "scope": scope, "early": early}
    return [voice.say("summary-orphaned", lines=joined(lines, "\n"), **counted)]


def definitions(voice: SummaryVoice, release: Release) -> list[str]:
    """The words that are used differently, and what they mean here."""
    lines = [
        voice.say("summary-definition", dispute=dispute_line(voice, name, dispute), definition=voice.meaning(name))
        for name, dispute in release.disputes.items()
    ]
    return [voice.say("summary-definitions"), *lines, voice.say("summary-definitions-question")]


def verbatims(voice: SummaryVoice, release: Release) -> list[str]:
    """What people wrote and let be quoted, by question; a paragraph each, as many as a message takes."""
    told: list[str] = [voice.say("summary-verbatims")]
    for key, quotes in release.comments.items():
        question, _, about = key.partition("/")
        words = voice.assessment.fielding.questionnaire.wording.questions[question].short
        heading = f"{words} · {_about(voice, about)}" if about else words
        body = "\n".join(_quoted(voice, quotes))
        told.append(clipped(f"*{voice.say('summary-quoted', text=heading)}*\n{body}", PARAGRAPH))
    return list(_fitting(told))


def method(voice: SummaryVoice, release: Release) -> list[str]:
    """How it was worked out, in plain words."""
    counts = {"answered": release.answered, "invited": release.invited, "number": release.number}
    return [voice.say("summary-method", comparisons=release.comparisons, **counts)]


def _state(votes: ReleasedVotes | None) -> str:
    match votes:
        case None:
            return ""
        case ReleasedVotes(named="nobody"):
            return "nobody"
        case ReleasedVotes(word="nearly everyone" | "most", named=named) if named != "several":
            return "agreed"
        case _:
            return "contested"


def _about(voice: SummaryVoice, about: str) -> str:
    role = voice.assessment.fielding.role(about)
    return clipped(role.name, 75) if role is not None else voice.what(about)


def _quoted(voice: SummaryVoice, quotes: tuple[str, ...]) -> Iterator[str]:
    """Each quote on one line of its own."""
    for quote in quotes:
        yield f"> {voice.say('summary-quoted', text=clipped(' '.join(quote.split()), QUOTE))}"


def _fitting(paragraphs: list[str]) -> Iterator[str]:
    room = MOST_QUOTED
    for paragraph in paragraphs:
        room -= len(paragraph)
        if room >= 0:
            yield paragraph
