"""A made-up interview: the engine's own, with a script answering every question at once."""

from typing import assert_never

from msgspec.structs import replace

from bot.fieldwork.model import Invitee
from bot.interview.engine import advance, begin
from bot.interview.model import Card, Fielding, Interview, InterviewKey
from bot.interview.path import profile
from bot.interview.turns import Answering, Inbound, Skipping, Submitting, Turn
from bot.questionnaire.answers import Boxes, DontKnow, Option, Options, Reply, Rows, Text
from bot.questionnaire.model import Question
from bot.questionnaire.routing import Step, most, options, rows
from bot.sample.scripts import Script, liked, split_of, ticked


def made_up(fielding: Fielding, key: InterviewKey, person: Invitee, script: Script, begun: float) -> Interview:
    """The interview this person would have submitted, begun at that time; of the dialogue only its end is to be said.

    Raises ValueError when the script has no answer that fits.
    """
    zone = person.timezone
    interview = begin(fielding, key, role=person.role, group=person.group, timezone=zone, now=begun)
    at = begun
    while interview.card is not None:
        card = interview.card
        at += fielding.questionnaire.question(card.step.question).seconds
        inbound = Inbound(str(card.number), _turn(fielding, interview, card, script))
        moved = advance(fielding, replace(interview, undelivered=()), inbound, at)
        if moved.outcome.kind != "accepted":
            raise ValueError(f"Nothing made up answers {card.step.question} {card.step.about}.")
        interview = moved.interview
    return replace(interview, applied=(), invited_at=begun, made_up=True)


def _turn(fielding: Fielding, interview: Interview, card: Card, script: Script) -> Turn:
    question = fielding.questionnaire.question(card.step.question)
    match question.kind:
        case "review":
            return Submitting(card.number)
        case "text" if question.id not in script.words:
            return Skipping(card.number)
        case _:
            return Answering(card.number, _reply(fielding, interview, card.step, question, script))


def _reply(fielding: Fielding, interview: Interview, step: Step, question: Question, script: Script) -> Reply:
    person = profile(fielding, interview)
    offered = options(question, person)
    match question.kind:
        case "consent" | "choice":
            return Option(liked(script, "", offered))
        case "choices":
            return Options(ticked(script, offered, most(question, person)))
        case "matrix":
            return Rows({row: liked(script, row, offered) for row in rows(question, interview.answers())})
        case "split":
            return _split(fielding, step, script, future=question.measure == "split-to-be")
        case "text" | "review":
            return Text(script.words[question.id], quotable=True)
        case _:
            assert_never(question.kind)


def _split(fielding: Fielding, step: Step, script: Script, *, future: bool) -> Reply:
    role = fielding.role(step.about)
    points = split_of(script, role.name if role is not None else step.about, future=future)
    if points is None:
        return DontKnow()
    one, two, three, four = (str(each) for each in points)
    return Boxes((one, two, three, four))
