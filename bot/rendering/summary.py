"""A part of a release's summary as the message that tells it, and what is said to the facilitator about it."""

from collections.abc import Callable, Mapping

from msgspec.structs import asdict

from bot.breadth import telling
from bot.breadth.released import Release
from bot.fieldwork.model import Assessment
from bot.fieldwork.readers import Readers
from bot.interview.turns import Notice
from bot.prompts.mrkdwn import unescaped
from bot.prompts.texts import Texts
from bot.rendering.blocks import Json, Message, actions, asked, button, clipped, context, section
from bot.rendering.ids import Action, Address, encode
from bot.rendering.summary_conflict import conflict_paragraphs
from bot.rendering.summary_first import first_lines
from bot.rendering.summary_table import preformatted, rows, table
from bot.rendering.summary_thread import definitions, method, numbers, orphaned, owners, verbatims
from bot.rendering.summary_voice import SummaryVoice
from bot.rendering.voice import NAME

ALT = 2_000
UNCHECKED = Readers("none")
PARTS: Mapping[str, Callable[[SummaryVoice, Release], list[str]]] = {
    telling.OWNERS: owners,
    telling.ORPHANED: orphaned,
    telling.DEFINITIONS: definitions,
    telling.VERBATIMS: verbatims,
    telling.METHOD: method,
}
"""The parts of the thread that are paragraphs of words."""
DOABLE: Mapping[str, tuple[tuple[Action, str], ...]] = {
    "all-answered": ((Action.CLOSE_NOW, "primary"),),
    "deadline-passed": ((Action.CLOSE_NOW, "primary"),),
    "unreached": ((Action.WRITE_AGAIN, ""),),
    "summary-unsure": ((Action.SEND_AGAIN, ""), (Action.IT_IS_THERE, "")),
}
"""What the facilitator can do about a notice: the deed, and its button's style. The deed's name is its label's."""


def part_message(
    texts: Texts, assessment: Assessment, release: Release, part: str, picture: str = "", *, plain: bool = False
) -> Message:
    """The message of one part; `picture` is the uploaded file it shows, `plain` leaves out what Slack may refuse."""
    voice = SummaryVoice(texts, assessment)
    match part:
        case telling.FIRST:
            shown = _shown(voice, release, part, "" if plain else picture)
            return Message(_notification(voice, release), [section("\n".join(first_lines(voice, release))), *shown])
        case telling.PICTURE | telling.GROUPS:
            return _pictured(voice, release, part, "" if plain else picture)
        case telling.NUMBERS:
            told, lead = rows(voice, release), numbers(voice, release)
            return Message(_heading(lead), [section(lead), *(preformatted(told) if plain else table(told))])
        case _:
            return _worded(voice, release, part)


def apart_message(texts: Texts, message: Message) -> Message:
    """The message of a part that stands outside the thread of the first, with a line on what it belongs to."""
    return Message(message.text, [context(texts.render("summary-apart")), *message.blocks])


def preview_message(
    texts: Texts, assessment: Assessment, release: Release, picture: str = "", readers: Readers = UNCHECKED
) -> Message:
    """The first message as its facilitator sees it before it is posted, with the button that posts it.

    Where more may read it than are meant, both say so, and the button asks once more.
    """
    first = part_message(texts, assessment, release, telling.FIRST, picture)
    voice = SummaryVoice(texts, assessment)
    post = _post_button(voice, release, readers)
    note = context(voice.say("summary-preview", channel=assessment.channel))
    found = voice.say("summary-readers", **asdict(readers))
    if readers.more_than_a_team:
        question = unescaped(voice.say("post-sure", found=found))
        post = asked(post, question, voice.label("post-yes"), voice.label("not-yet"))
    warning = section if readers.more_than_a_team else context
    return Message(first.text, [*first.blocks, note, *([warning(found)] if found else []), actions([post])])


def asking_message(texts: Texts, assessment: Assessment, release: Release, readers: Readers) -> Message:
    """Asks whether to post all the same, where more can read the channel by now than the preview told of."""
    voice = SummaryVoice(texts, assessment)
    found = voice.say("summary-readers", **asdict(readers))
    text = voice.say("readers-changed", channel=assessment.channel, found=found)
    return Message(text, [section(text), actions([_post_button(voice, release, readers)])])


def _post_button(voice: SummaryVoice, release: Release, readers: Readers) -> Json:
    """The button that posts a release; it carries of which readers its facilitator was told beside it."""
    value = encode(Address(voice.assessment.id), f"{release.number}/{readers.word}")
    return button(voice.label(Action.POST_SUMMARY), Action.POST_SUMMARY, value, "primary")


def informing_message(texts: Texts, assessment: Assessment, notice: Notice) -> Message:
    """What the facilitator is told about an assessment as a whole, with what can be done about it."""
    voice = SummaryVoice(texts, assessment)
    values = dict(notice.values)
    part = str(values.pop("part", ""))
    text = voice.say(notice.name, **values, **({"what": _called(voice, part)} if part else {}))
    value = encode(Address(assessment.id), part)
    buttons = [button(voice.label(act), act, value, style) for act, style in DOABLE.get(notice.name, ())]
    named = context(voice.say("summary-quoted", text=clipped(assessment.fielding.name, NAME)))
    return Message(clipped(text, 3_000), [section(text), named, *([actions(buttons)] if buttons else [])])


def _called(voice: SummaryVoice, part: str) -> str:
    """What a part of a release, such as `1/conflict-3` or its second try `1/conflict-3#2`, is called."""
    kind, _, number = part.partition("/")[2].partition("#")[0].partition("-")
    return f"{voice.label(f'part-{kind}')} {number}".strip()


def _worded(voice: SummaryVoice, release: Release, part: str) -> Message:
    if part.startswith(telling.CONFLICT):
        conflict = next(each for each in release.conflicts if part == f"{telling.CONFLICT}{each.rank}")
        paragraphs = conflict_paragraphs(voice, release, conflict)
    else:
        paragraphs = PARTS[part](voice, release)
    return Message(_heading(paragraphs[0]), [section(paragraph) for paragraph in paragraphs])


def _heading(paragraph: str) -> str:
    """The bold first line of a paragraph, for a place without markup."""
    return paragraph.partition("\n")[0].removeprefix("*").removesuffix("*")


def _notification(voice: SummaryVoice, release: Release) -> str:
    name = clipped(voice.assessment.fielding.name, NAME)
    return voice.say("summary-notification", assessment=name, answered=release.answered, invited=release.invited)


def _pictured(voice: SummaryVoice, release: Release, part: str, picture: str) -> Message:
    """A picture below the first message, or its words where it has no file."""
    lead = voice.say("summary-groups") if part == telling.GROUPS else ""
    words = voice.say("summary-quoted", text=picture_in_words(voice, release, part))
    shown = _shown(voice, release, part, picture) or [section(words)]
    return Message(_heading(lead) or words.partition(".")[0], [*([section(lead)] if lead else []), *shown])


def _shown(voice: SummaryVoice, release: Release, part: str, picture: str) -> list[Json]:
    """The block of an uploaded picture; nothing without one."""
    if not picture:
        return []
    alt = clipped(picture_in_words(voice, release, part), ALT)
    return [{"type": "image", "slack_file": {"id": picture}, "alt_text": alt}]


def picture_title(release: Release, part: str) -> str:
    """What a picture is called, in a few words: its own heading."""
    # The drawing measures its letters with a font package, which is not for a bot that is starting.
    from bot.rendering.chart.groups import TITLE
    from bot.rendering.chart.words import finding

    return TITLE if part == telling.GROUPS else finding(release)


def picture_in_words(voice: SummaryVoice, release: Release, part: str) -> str:
    """What a picture shows, for those who cannot see it."""
    # The drawing measures its letters with a font package, which is not for a bot that is starting.
    from bot.rendering.chart.groups import groups_in_words
    from bot.rendering.chart.words import alt_text

    if part == telling.GROUPS:
        return groups_in_words(release)
    return alt_text(release, {name: term.label for name, term in voice.assessment.fielding.terms.items()})
