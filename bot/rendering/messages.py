"""A turn of the bot's as the message that says it."""

from typing import assert_never

from bot.interview.model import Fielding, Interview
from bot.interview.turns import Ask, BotTurn, Tell, TellFacilitator
from bot.prompts.texts import Texts
from bot.rendering.blocks import Message
from bot.rendering.notices import facilitator_message, notice_message
from bot.rendering.questions import card
from bot.rendering.voice import voice


def turn_message(texts: Texts, fielding: Fielding, interview: Interview, turn: BotTurn) -> Message:
    """The message that says this turn."""
    heard = voice(texts, fielding, interview)
    match turn:
        case Ask():
            return card(heard, turn)
        case Tell(notice):
            return notice_message(heard, notice)
        case TellFacilitator(notice):
            return facilitator_message(heard, notice)
        case _:
            assert_never(turn)
