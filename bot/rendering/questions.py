"""A question as a card: where one stands, the question, its controls, and what can be done at any moment."""

from bot.interview.path import option_label, unanswered
from bot.interview.turns import Ask, Plain
from bot.questionnaire.model import Question
from bot.questionnaire.routing import Step, options
from bot.rendering.blocks import (
    MESSAGE_TEXT,
    Json,
    Message,
    actions,
    button,
    clipped,
    context,
    option,
    overflow,
    section,
    select,
)
from bot.rendering.ids import Action
from bot.rendering.notices import definitions, notice_blocks, notice_text
from bot.rendering.receipts import in_a_line, review_blocks
from bot.rendering.splits import split_blocks, stage_question, tapped_so_far
from bot.rendering.voice import Voice

MOST_BUTTONS = 5
"""Options shown as buttons; more make a drop-down."""
ANY_TIME = (Action.STATUS, Action.HELP, Action.LATER, Action.STOP, Action.ERASE)
"""What the menu of every card holds; Slack takes five."""


def card(voice: Voice, turn: Ask) -> Message:
    """The card of a question at its stage, with what leads up to it above."""
    question = voice.question(turn.step)
    ask, hint = _asking(voice, turn, question)
    asked = ask if isinstance(turn.stage, Plain) else stage_question(voice, turn.stage)
    lead = turn.lead
    said = [notice_text(voice, lead)] if lead is not None else []
    blocks = notice_blocks(voice, lead, turn.number) if lead is not None else []
    blocks += _question(voice, turn, asked, hint) if asked is ask else _staged(voice, turn, ask, asked)
    blocks += _controls(voice, turn, question)
    return Message(
        clipped("\n".join([*said, _plainly(asked)]), MESSAGE_TEXT), [*blocks, _any_time(voice, turn, question)]
    )


def progress_line(voice: Voice, step: Step) -> str:
    """Where this question stands: "3 of 9 · about 4 min left · role 2 of 3"."""
    done = voice.progress
    parts = done.parts if voice.fielding.role(step.about) is not None else 0
    return voice.say("progress", step=done.step, steps=done.steps, minutes=done.minutes, part=done.part, parts=parts)


def bold(text: str) -> str:
    """A question that stands out; one of several lines is left as its author marked it up."""
    return text if "\n" in text else f"*{text.replace('*', '')}*"


def _asking(voice: Voice, turn: Ask, question: Question) -> tuple[str, str]:
    """The question and its hint; a review before the end says what is open, and one after Submit asks for nothing."""
    if question.kind == "review" and voice.interview.status == "submitted":
        return voice.say("status-submitted", deadline=voice.fielding.deadline), ""
    if question.kind == "review" and (still := len(unanswered(voice.fielding, voice.interview))):
        return voice.say("review-open", open=still), ""
    return voice.asking(turn.step)


def _question(voice: Voice, turn: Ask, asked: str, hint: str) -> list[Json]:
    question = voice.question(turn.step)
    if question.kind == "consent":
        return [section(asked), *([section(hint)] if hint else [])]
    if question.kind == "review":
        return [section(bold(asked)), *([context(hint)] if hint else [])]
    blocks = [context(progress_line(voice, turn.step))]
    blocks += [section(bold(asked)), *([context(hint)] if hint else [])]
    if question.measure == "definition":
        blocks.append(section(definitions(voice)))
    answer = voice.answers.get(turn.step)
    if answer is not None:
        blocks.append(context(f"{voice.label('so-far')} {in_a_line(voice, turn.step, answer)}"))
    return blocks


def _staged(voice: Voice, turn: Ask, ask: str, asked: str) -> list[Json]:
    """A split on its way: the question itself steps back behind what is asked at this stage."""
    so_far = tapped_so_far(voice, turn.stage) if not isinstance(turn.stage, Plain) else ""
    told = [context(so_far)] if so_far else []
    return [context(progress_line(voice, turn.step)), context(ask), *told, section(bold(asked))]


def _controls(voice: Voice, turn: Ask, question: Question) -> list[Json]:
    value = voice.value(turn.number)
    match question.kind:
        case "consent":
            later = button(voice.label("later"), Action.LATER, value)
            decline = button(voice.label("decline"), Action.DECLINE, value)
            return [actions([*_offered(voice, turn, question, "primary"), later, decline])]
        case "choice" if len(options(question, voice.person)) <= MOST_BUTTONS:
            return [actions(_offered(voice, turn, question))]
        case "choice":
            return [actions([_drop_down(voice, turn, question)])]
        case "split":
            return split_blocks(voice, turn)
        case "review":
            return review_blocks(voice, turn)
        case "choices" | "matrix" | "text":
            return [actions([button(voice.label("answer"), Action.OPEN, value, "primary")])]


def _offered(voice: Voice, turn: Ask, question: Question, style: str = "") -> list[Json]:
    return [
        button(entry["text"]["text"], f"{Action.OPTION}:{at}", entry["value"], style)
        for at, entry in enumerate(_entries(voice, turn, question))
    ]


def _drop_down(voice: Voice, turn: Ask, question: Question) -> Json:
    return select(voice.label("pick-one"), Action.OPTION, _entries(voice, turn, question))


def _entries(voice: Voice, turn: Ask, question: Question) -> list[Json]:
    return [
        option(option_label(voice.fielding, question, chosen), voice.value(turn.number, chosen))
        for chosen in options(question, voice.person)
    ]


def _any_time(voice: Voice, turn: Ask, question: Question) -> Json:
    """The last row of every card: back, skip, the words, and a menu with the rest."""
    value = voice.value(turn.number)
    row = []
    if question.kind != "consent":
        row.append(button(voice.label("back"), Action.BACK, value))
    if question.kind != "review" and turn.step in voice.answers:
        row.append(button(voice.label("leave"), Action.SKIP, value))
    elif question.optional:
        row.append(button(voice.label("skip"), Action.SKIP, value))
    row.append(button(voice.label("terms"), Action.TERMS, value))
    menu = [option(voice.label(f"menu-{act}"), voice.value(turn.number, act)) for act in ANY_TIME]
    return actions([*row, overflow(Action.MORE, menu)])


def _plainly(asked: str) -> str:
    return asked.replace("*", "")
