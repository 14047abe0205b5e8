"""Turns on the question in hand: by its controls (`on_card`) or in typed words (`typed`)."""

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from bot.interview import pausing
from bot.interview.model import Card, Fielding, Interview
from bot.interview.moves import again, onward, put, record, tell
from bot.interview.outcome import Advance, Outcome
from bot.interview.path import missing, offered, path, profile
from bot.interview.status import after
from bot.interview.turns import (
    Answering,
    Confirming,
    Declining,
    GoingBack,
    Notice,
    Plain,
    Proposed,
    Resuming,
    Saying,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    Taps,
    TapWay,
)
from bot.interview.words import ADJUST, DECLINE, DONT_KNOW, NO, SAME, SEND, YES, plain
from bot.questionnaire.accepting import accept, match_option
from bot.questionnaire.answers import (
    Answer,
    Chosen,
    Divided,
    DontKnow,
    Option,
    Rejection,
    Reply,
    Skipped,
    Text,
    Unfamiliar,
)
from bot.questionnaire.model import Question
from bot.questionnaire.routing import as_is
from bot.questionnaire.splits import TAP_STEPS, Typed, from_taps, from_typed, next_tap, percent_in, tries_all_four

DOUBLE_CLICK = 10.0
"""Seconds after a question is put in which a click on an earlier one is taken for a repeated one, and says nothing."""

CardTurn = Answering | Tapping | TapWay | Confirming | GoingBack | Skipping | Submitting


def on_card(fielding: Fielding, interview: Interview, turn: CardTurn, now: float) -> Advance:
    """The interview after a control of a card; stale where the card is not that of the question in hand."""
    card = interview.card
    if isinstance(turn, Submitting):
        return _submitted(fielding, interview, turn, now)
    if card is None or turn.number != card.number:
        if isinstance(turn, Answering) and in_modal(turn.reply):
            return Advance(interview, Outcome("rejected", (Rejection("overtaken"),)))  # its modal keeps what was typed
        return _stale_click(fielding, interview, turn.number, now)
    question = fielding.questionnaire.question(card.step.question)
    match turn:
        case Answering(_, reply):
            return _replied(fielding, interview, card, reply, now)
        case TapWay() if question.kind == "split":
            return _put_again(interview, turn, card, Taps(), now)
        case Tapping(_, percent):
            return _tapped(fielding, interview, card, percent, now)
        case Confirming():
            return _confirmed(fielding, interview, card, now)
        case GoingBack():
            return _back(fielding, interview, card, now)
        case Skipping():
            return _skipped(fielding, interview, card, now)
        case _:
            return stale(fielding, interview)


def typed(fielding: Fielding, interview: Interview, turn: Saying, now: float) -> Advance:
    """The interview after words that are no command: an answer, where they came after the card of the question."""
    card = interview.card
    if interview.status in ("declined", "stopped") and plain(turn.text) == "start":
        return pausing.moved(fielding, interview, Resuming(), now)
    if interview.status in ("declined", "stopped"):
        return Advance(tell(interview, interview.status), Outcome("noted"))
    if card is None:
        return Advance(tell(interview, "status-submitted", deadline=int(fielding.deadline)), Outcome("noted"))
    if not _later(turn.ts, card.since):
        return Advance(again(interview, Notice("stale-text")), Outcome("stale"))
    question = fielding.questionnaire.question(card.step.question)
    match question.kind:
        case "consent" if plain(turn.text) in NO:  # who takes no part says nothing of being the wrong person
            return pausing.moved(fielding, interview, Stopping(), now)
        case "consent" if plain(turn.text) in DECLINE:
            return pausing.moved(fielding, interview, Declining(), now)
        case "consent" if plain(turn.text) not in YES:
            return _reprompted(interview, Rejection("not-started"))
        case "consent":
            reply: Reply | None = Option("start")
        case "choice":
            matched = _matched(turn.text, offered(fielding, interview, question))
            if isinstance(matched, Rejection):
                return _reprompted(interview, matched)
            reply = Option(matched)
        case "text" if question.sets == "role-name":
            reply = Text(turn.text, quotable=False)
        case "text":  # candid words are to leave no trace among the messages
            return _reprompted(interview, Rejection("write-it-there"))
        case "split":
            return _typed_split(fielding, interview, card, turn, now)
        case "review" if interview.status == "submitted" and plain(turn.text) in SEND:
            return _left(fielding, interview)
        case "review" if plain(turn.text) in SEND:
            return _submitted(fielding, interview, Submitting(card.number), now)
        case _:
            reply = None
    if reply is None:
        return _reprompted(interview, Rejection("use-the-card"))
    return _replied(fielding, interview, card, reply, now, typed=True)


def _matched(typed: str, offered: Mapping[str, str]) -> str | Rejection:
    """The option typed; of those that begin with yes or no, also by another word for it."""
    read = match_option(typed, offered)
    if not isinstance(read, Rejection) or plain(typed) not in YES | NO:
        return read
    meant = match_option("yes" if plain(typed) in YES else "no", offered)
    return read if isinstance(meant, Rejection) else meant


def in_modal(reply: Reply) -> bool:
    """Whether a reply by a control of the card comes from its modal, which stays open with what is wrong with it."""
    return not isinstance(reply, Option | DontKnow)


def stale(fielding: Fielding, interview: Interview) -> Advance:
    """The interview with a word that the click was meant for an earlier question, and the one in hand below it."""
    if interview.card is None and interview.status == "submitted":
        return Advance(tell(interview, "status-submitted", deadline=int(fielding.deadline)), Outcome("stale"))
    return Advance(again(interview, Notice("stale-button")), Outcome("stale"))


def just_put(interview: Interview, now: float) -> bool:
    """Whether the question in hand was put, or the last one taken, seconds ago, and nothing has been done since."""
    put_at = interview.card.put_at if interview.card is not None else interview.touched_at
    return put_at == interview.touched_at and now - interview.touched_at < DOUBLE_CLICK


def _stale_click(fielding: Fielding, interview: Interview, number: int, now: float) -> Advance:
    # A typed "back" or "skip" with no question in hand carries number 0: words are always answered.
    if 0 < number <= interview.number and just_put(interview, now):
        return Advance(interview, Outcome("repeated"))
    return stale(fielding, interview)


def _later(ts: str, since: str) -> bool:
    """Whether Slack's `ts` comes after another, compared as numbers; never where either is none."""

    def parts(stamp: str) -> tuple[int, int]:
        seconds, _, fraction = stamp.partition(".")
        return int(seconds), int(fraction or 0)

    try:
        return parts(ts) > parts(since)
    except ValueError:
        return False


def _replied(
    fielding: Fielding, interview: Interview, card: Card, reply: Reply, now: float, *, typed: bool = False
) -> Advance:
    question = fielding.questionnaire.question(card.step.question)
    answers = interview.answers()
    now_split = as_is(fielding.questionnaire, card.step.about, answers)
    answer = accept(question, reply, profile(fielding, interview), answers, now_split)
    if isinstance(answer, tuple):
        if not typed and in_modal(reply):
            return Advance(interview, Outcome("rejected", answer))
        return _reprompted(interview, answer[0])
    return _taken(fielding, interview, card, answer, now)


def _taken(fielding: Fielding, interview: Interview, card: Card, answer: Answer, now: float) -> Advance:
    turn = Answering(card.number, Option(""))
    started = replace(interview, status=after(interview.status, turn), remind_at=None)
    return Advance(onward(fielding, record(fielding, started, card.step, answer, now), now), Outcome("accepted"))


def _reprompted(interview: Interview, rejection: Rejection) -> Advance:
    return Advance(again(interview, Notice(rejection.reason, rejection.values)), Outcome("rejected", (rejection,)))


def _put_again(
    interview: Interview, turn: CardTurn | Saying, card: Card, stage: Plain | Taps | Proposed, now: float
) -> Advance:
    going = replace(interview, status=after(interview.status, turn))
    return Advance(put(going, card.step, now, stage=stage), Outcome("noted"))


def _tapped(fielding: Fielding, interview: Interview, card: Card, percent: int, now: float) -> Advance:
    if not isinstance(card.stage, Taps) or percent not in TAP_STEPS:
        return stale(fielding, interview)
    given = (*card.stage.given, percent)
    finished = next_tap(given) is None
    stage = Proposed(from_taps(given), "taps", taps=given) if finished else Taps(given)
    return _put_again(interview, Tapping(card.number, percent), card, stage, now)


def _typed_split(fielding: Fielding, interview: Interview, card: Card, turn: Saying, now: float) -> Advance:
    word = plain(turn.text)
    if isinstance(card.stage, Proposed) and word in YES:
        return _confirmed(fielding, interview, card, now)
    if isinstance(card.stage, Proposed) and word in ADJUST:
        return _put_again(interview, turn, card, Plain(), now)
    if isinstance(card.stage, Taps) and (percent := percent_in(turn.text)) in TAP_STEPS:
        return _tapped(fielding, interview, card, percent, now)
    if word in SAME:
        return _replied(fielding, interview, card, Option("same"), now, typed=True)
    if word in DONT_KNOW:
        return _taken(fielding, interview, card, Unfamiliar(), now)
    labels = {name: term.label for name, term in fielding.terms.items()}
    read = from_typed(turn.text, interview.order, labels)
    if isinstance(read, Typed):
        return _put_again(interview, turn, card, Proposed(read.points, "typed", read.sum), now)
    if isinstance(card.stage, Proposed) and not any(map(str.isdecimal, turn.text)):
        return _reprompted(interview, Rejection("yes-or-no"))
    if isinstance(card.stage, Taps) and not tries_all_four(turn.text):
        return _reprompted(interview, Rejection("not-a-step", {"typed": turn.text[:80]}))
    return _reprompted(interview, read)


def _confirmed(fielding: Fielding, interview: Interview, card: Card, now: float) -> Advance:
    if not isinstance(card.stage, Proposed):
        return stale(fielding, interview)
    return _taken(fielding, interview, card, Divided(card.stage.points, card.stage.way), now)


def _back(fielding: Fielding, interview: Interview, card: Card, now: float) -> Advance:
    going = GoingBack(card.number)
    match card.stage:
        case Taps(given) if given:
            return _put_again(interview, going, card, Taps(given[:-1]), now)
        case Proposed(taps=taps) if taps:
            return _put_again(interview, going, card, Taps(taps[:-1]), now)
        case Taps() | Proposed():
            return _put_again(interview, going, card, Plain(), now)
        case Plain():
            pass
        case _:
            assert_never(card.stage)
    route = path(fielding, interview)
    at = route.index(card.step) if card.step in route else 0
    if at <= 1:
        return Advance(again(interview, Notice("nothing-before")), Outcome("noted"))
    earlier = replace(interview, editing=True, status=after(interview.status, going))
    return Advance(put(earlier, route[at - 1], now), Outcome("noted"))


def _skipped(fielding: Fielding, interview: Interview, card: Card, now: float) -> Advance:
    question: Question = fielding.questionnaire.question(card.step.question)
    if interview.status == "submitted" and (card.step in interview.answers() or question.kind == "review"):
        return _left(fielding, interview)
    if card.step in interview.answers() or (interview.editing and question.kind == "review"):
        return Advance(onward(fielding, replace(interview, editing=False), now), Outcome("noted"))
    if not question.optional:
        return _reprompted(interview, Rejection("cannot-skip"))
    return _taken(fielding, interview, card, Skipped(), now)


def _left(fielding: Fielding, interview: Interview) -> Advance:
    """After Submit, the answers left as they are."""
    closed = replace(interview, card=None, editing=False)
    return Advance(tell(closed, "status-submitted", deadline=int(fielding.deadline)), Outcome("noted"))


def _submitted(fielding: Fielding, interview: Interview, turn: Submitting, now: float) -> Advance:
    if interview.status == "submitted":
        return Advance(interview, Outcome("repeated"))
    card = interview.card
    if turn.number is not None and (card is None or card.number != turn.number):
        return _stale_click(fielding, interview, turn.number, now)
    if after(interview.status, turn) != "submitted" or Chosen("start") not in interview.answers().values():
        return stale(fielding, interview)
    open_steps = missing(fielding, interview)
    if open_steps:
        lead = Notice("still-missing", {"count": len(open_steps)})
        return Advance(put(replace(interview, editing=False), open_steps[0], now, lead=lead), Outcome("rejected"))
    sent = replace(interview, status="submitted", submitted_at=now, card=None, editing=False, remind_at=None)
    return Advance(tell(sent, "submitted", deadline=int(fielding.deadline)), Outcome("accepted"))
