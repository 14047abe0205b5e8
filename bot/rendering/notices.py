"""Everything said in a message that is no question, with the buttons some of it carries."""

from bot.interview.turns import Notice
from bot.prompts.mrkdwn import escaped
from bot.prompts.texts import Texts
from bot.rendering.blocks import MESSAGE_TEXT, Json, Message, actions, asked, button, clipped, context, section
from bot.rendering.ids import Action, Address, encode
from bot.rendering.voice import Voice, label

Buttons = tuple[tuple[Action, str, str], ...]

CONTINUE: Buttons = ((Action.RESUME, "continue", "primary"),)
ERASE: Buttons = ((Action.ERASE, "erase", ""),)
CHANGE: Buttons = ((Action.REVIEW, "change-an-answer", ""), *ERASE)
BUTTONS: dict[str, Buttons] = {
    "help": ((Action.REVIEW, "change-an-answer", ""), (Action.RESTART, "restart", "")),
    "reminder": ((Action.SUBMIT, "send-what-i-have", ""), (Action.LATER, "later", "")),
    "paused": CONTINUE,
    "paused-unreminded": (*CONTINUE, (Action.STOP, "menu-stop", "")),
    "stopped": (*CONTINUE, *ERASE),
    "declined": ((Action.RESUME, "after-all", ""),),
    "submitted": CHANGE,
    "changed": CHANGE,
    "status-submitted": CHANGE,
    "sure-restart": ((Action.RESTART_YES, "restart-yes", "danger"), (Action.KEEP, "keep-answers", "")),
    "sure-erase": ((Action.ERASE_YES, "erase-yes", "danger"), (Action.KEEP, "keep-them", "")),
    "erased": ((Action.RESUME, "start-afresh", ""),),
    "closed": ERASE,
}
"""The buttons of a notice: what each does, its label's name, its style."""
EXPLAINED = ("definitions", "unknown-term")


def notice_message(voice: Voice, notice: Notice) -> Message:
    """Something said on its own."""
    return Message(clipped(notice_text(voice, notice), MESSAGE_TEXT), notice_blocks(voice, notice))


def facilitator_message(voice: Voice, notice: Notice) -> Message:
    """Something the facilitator must know, and of which assessment."""
    text = notice_text(voice, notice)
    return Message(clipped(text, MESSAGE_TEXT), [section(text), context(escaped(voice.fielding.name))])


def notice_text(voice: Voice, notice: Notice) -> str:
    """A notice in words, below what it is about; one that leads to the definitions goes on with all four."""
    about = f"{voice.say('about', assessment=notice.about)}\n" if notice.about else ""
    text = about + voice.say(notice.name, **notice.values)
    return f"{text}\n{definitions(voice)}" if notice.name in EXPLAINED else text


def notice_blocks(voice: Voice, notice: Notice, number: int = 0) -> list[Json]:
    """A notice and its buttons, on its own or above the question with this number."""
    buttons = [
        button(voice.label(name), act, voice.value(number, ""), style)
        for act, name, style in BUTTONS.get(notice.name, ())
        if voice.interview.status != "invited" or act is not Action.SUBMIT
    ]
    return [section(notice_text(voice, notice)), *([actions(buttons)] if buttons else [])]


def unreadable_blocks(texts: Texts, assessment: str, name: str) -> list[Json]:
    """That a person's answers to an assessment cannot be read, and that they can be erased all the same.

    `name` is what it is called, empty where that cannot be read either.
    """
    erase = button(label(texts, "erase"), Action.ERASE_YES, encode(Address(assessment)), "danger")
    sure = asked(erase, label(texts, "erase-sure"), label(texts, "erase-yes"), label(texts, "keep-them"))
    return [section(texts.render("unreadable", assessment=name)), actions([sure])]


def definitions(voice: Voice) -> str:
    """The four words and what is meant by them, a line each, in this person's order."""
    terms = [voice.term(name) for name in voice.interview.order]
    return "\n".join(f"*{escaped(term.label)}*: {escaped(term.definition)}" for term in terms)
