"""The small moves every turn is made of: put a question, say something, take an answer, go on."""

from msgspec.structs import replace

from bot.interview.model import Card, Entry, Fielding, Interview, Undelivered
from bot.interview.path import ahead
from bot.interview.turns import Ask, BotTurn, Notice, Plain, Stage, Tell, TellFacilitator
from bot.questionnaire.answers import Answer, Skipped, Wrote
from bot.questionnaire.model import Question
from bot.questionnaire.routing import Step


def say(interview: Interview, turn: BotTurn) -> Interview:
    """The interview with one more turn to be posted."""
    serial = interview.serial + 1
    return replace(interview, serial=serial, undelivered=(*interview.undelivered, Undelivered(serial, turn)))


def tell(interview: Interview, name: str, **values: str | int) -> Interview:
    """The interview with a notice to be posted."""
    return say(interview, Tell(Notice(name, values)))


def put(
    interview: Interview, step: Step, now: float, *, stage: Stage | None = None, lead: Notice | None = None
) -> Interview:
    """The interview with this question in hand, under a new number, its card to be posted."""
    number = interview.number + 1
    card = Card(number, step, stage or Plain(), now)
    asked = replace(interview, number=number, card=card)
    return say(asked, Ask(number, step, card.stage, lead))


def again(interview: Interview, lead: Notice) -> Interview:
    """The interview with the question in hand repeated below `lead`, its number kept; `lead` alone where none is.

    Someone who declined is asked nothing, until they begin after all.
    """
    card = interview.card if interview.status != "declined" else None
    return say(interview, Tell(lead) if card is None else Ask(card.number, card.step, card.stage, lead))


def named(interview: Interview, assessment: str, *, saved: bool) -> Interview:
    """The interview whose last turn to be posted says what assessment it is about, or saved an answer for."""
    *before, last = interview.undelivered
    match last.turn:
        case Ask(lead=None):
            lead = Notice("saved" if saved else "about", {"assessment": assessment})
            turn: BotTurn = replace(last.turn, lead=lead)
        case Ask(lead=Notice() as lead):
            turn = replace(last.turn, lead=replace(lead, about=assessment))
        case Tell(notice):
            turn = Tell(replace(notice, about=assessment))
        case _:
            return interview
    return replace(interview, undelivered=(*before, replace(last, turn=turn)))


def record(fielding: Fielding, interview: Interview, step: Step, answer: Answer, now: float) -> Interview:
    """The interview with this answer taken; a role that is missing goes to the facilitator too."""
    seconds = max(0.0, now - interview.card.put_at) if interview.card is not None else 0.0
    taken = replace(interview, log=(*interview.log, Entry(step, answer, now, seconds)), editing=False)
    return _report(taken, fielding.questionnaire.question(step.question), answer)


def onward(fielding: Fielding, interview: Interview, now: float, lead: Notice | None = None) -> Interview:
    """The interview with the first unanswered question of its route put; after Submit, with the change confirmed."""
    if interview.status == "submitted":
        changed = replace(interview, card=None, editing=False)
        return tell(changed, "changed", deadline=int(fielding.deadline))
    return put(replace(interview, editing=False), ahead(fielding, interview), now, lead=lead)


def _report(interview: Interview, question: Question, answer: Answer) -> Interview:
    if question.sets != "role-name" or not isinstance(answer, Wrote | Skipped):
        return interview
    named = answer.text[:200] if isinstance(answer, Wrote) else ""
    values: dict[str, str | int] = {"respondent": interview.key.respondent, "role": named}
    return say(interview, TellFacilitator(Notice("role-missing", values)))
