"""A person at the door of a workspace who answers whatever card stands there, as a hand would, until Submit."""

import asyncio
from contextlib import suppress

from bot.questionnaire.accepting import SAME
from bot.questionnaire.answers import Points
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.ids import FIELD, Action, Form, decode
from bot.sample.cards import Card, Json, open_cards
from bot.sample.door import Door, sees
from bot.sample.tastes import Steady, Taste

PATIENCE = 60.0
"""Seconds a person waits for the next card, and for a bot that is away."""
WORDS_TAKEN = 8.0
"""Seconds within which typed words are answered, before they are typed again."""
UNHEARD_FOR = 4.0
"""Seconds without a next card after which a card that still stands is answered again."""
MODAL_OPEN = 3.0
"""Seconds within which a modal opens, before its button is pressed again: a trigger lives no longer."""
AGAIN = 0.3
"""Seconds between two tries while the bot is away."""
UNHEARD = "operation_timeout"
"""What Slack says while the bot is away."""
UNSAID = "Nothing to add."


class Player:
    """One stakeholder, in one assessment, with a taste of their own.

    `patience`: seconds without a next card until TimeoutError; `pause`: seconds between two answers.
    """

    def __init__(
        self, door: Door, taste: Taste, assessment: str, *, patience: float = PATIENCE, pause: float = 0.0
    ) -> None:
        self._door, self._taste, self._assessment = door, Steady(taste), assessment
        self._patience, self._pause = patience, pause

    async def interview(self) -> None:
        """Answers from the open card to Submit."""
        card: Card | None = await self._card(0)
        while card is not None:
            card = await self._next(card)
            await asyncio.sleep(self._pause)

    async def _next(self, card: Card) -> Card | None:
        """Answers a card, again and alike where nothing came of it; the one that follows, None after Submit.

        Right after a restart a card may stand that the bot has an answer to: it takes the click for a double one.
        """
        self._taste.answer(again=False)
        async with asyncio.timeout(self._patience):
            while not await self._answer(card):
                with suppress(TimeoutError):
                    return await self._card(card.address.number, UNHEARD_FOR)
                if (still := await self._where(card)) is None:
                    return await self._card(card.address.number)
                self._taste.answer(again=True)
                card = still
        return None

    async def _card(self, after: int, within: float | None = None) -> Card:
        """The open card with a number above `after`, as soon as it is there."""

        def newer(seen: Json) -> Card | None:
            card = open_cards(seen["messages"]).get(self._assessment)
            return card if card is not None and card.address.number > after else None

        return await sees(self._door, newer, within or self._patience)

    async def _where(self, card: Card) -> Card | None:
        """The card where it stands now, put again below perhaps; None once it is answered."""
        newest = open_cards((await self._door.seen())["messages"]).get(self._assessment)
        return newest if newest is not None and newest.address.number == card.address.number else None

    async def _answer(self, card: Card) -> bool:
        """Answers one card; True when that was Submit."""
        if card.controls(Action.SUBMIT):
            await self._click(card, Action.SUBMIT)
            return True
        if card.controls(Action.CONFIRM):
            await self._click(card, Action.CONFIRM)
        elif card.controls(Action.TAP):
            await self._click(card, Action.TAP, str(self._taste.tap()))
        elif card.controls(Action.TAP_WAY):
            await self._split(card)
        elif card.controls(Action.OPTION):
            await self._click(card, Action.OPTION, self._taste.option(card.offers(Action.OPTION)))
        else:
            await self._fill(card, None)
        return False

    async def _split(self, card: Card) -> None:
        """Begins a split in one of the three ways, or says that this role is not known well enough."""
        way = self._taste.way()
        if way == "taps":
            await self._click(card, Action.TAP_WAY)
            return
        points = self._taste.points(card.words, future=SAME in card.offers(Action.OPTION))
        if points is None:
            await self._click(card, Action.DONT_KNOW)
        elif way == "numbers":
            await self._fill(card, points)
        else:
            await self._say(card, _typed(points))

    async def _say(self, card: Card, text: str) -> None:
        """Types until the next card comes: a bot that was away may have taken the words for older than the question."""
        async with asyncio.timeout(self._patience):
            while True:
                await self._door.act("say", channel=card.message["channel"], text=text)
                with suppress(TimeoutError):
                    await self._card(card.address.number, WORDS_TAKEN)
                    return

    async def _fill(self, card: Card, points: Points | None) -> None:
        """Opens the card's modal, fills it in and submits it; a text nobody needs to write is passed over."""
        view = await self._opened(card)
        if view is None:
            return
        values = self._values(view, points)
        if values is None and card.controls(Action.SKIP):
            await self._door.act("close", view_id=view["id"], all=True)
            await self._click(card, Action.SKIP)
            return
        filled = values or {"text": {FIELD: UNSAID}}
        async with asyncio.timeout(self._patience):
            while view is not None and not await self._submitted(view["id"], filled):
                view = await self._opened(card)

    async def _submitted(self, view_id: str, values: Json) -> bool:
        """Submits until the bot has heard; False where a modal opened late has taken the place of this one."""
        while True:
            answer = await self._door.act("submit", view_id=view_id, values=values)
            if answer.get("error") != UNHEARD:
                return "error" not in answer
            await asyncio.sleep(AGAIN)

    def _values(self, view: Json, points: Points | None) -> Json | None:
        """What this person puts into a modal's inputs; None where they would rather write nothing."""
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        match Form(view["callback_id"]):
            case Form.BOXES:
                given = points or self._taste.points(view["title"]["text"], future=False) or (25, 25, 25, 25)
                boxes = dict(zip(ACCOUNTABILITIES, given, strict=True))
                return {name: {FIELD: str(boxes[name])} for name in ACCOUNTABILITIES if name in inputs}
            case Form.OPTIONS:
                element = inputs["options"]
                offered, most = _options(element), element.get("max_selected_items", len(element["options"]))
                return {"options": {FIELD: list(self._taste.ticks(offered, most))}}
            case Form.ROWS:
                taken = self._taste.rows({row: _options(element) for row, element in inputs.items()})
                return {row: {FIELD: option} for row, option in taken.items()}
            case _:
                text = self._taste.text()
                return None if text is None else {"text": {FIELD: text}}

    async def _opened(self, card: Card) -> Json | None:
        """The modal, as soon as it is open; clicked for again where it does not come. None once it is answered."""

        def opened(seen: Json) -> Json | None:
            view: Json | None = seen["view"]
            carried = decode(view["private_metadata"]) if view is not None else None
            return view if carried is not None and carried[0] == card.address else None

        async with asyncio.timeout(self._patience):
            while await self._where(card):
                left = (await self._door.seen())["view"]
                if left is not None:
                    await self._door.act("close", view_id=left["id"], all=True)
                await self._click(card, Action.OPEN)
                with suppress(TimeoutError):
                    return await sees(self._door, opened, MODAL_OPEN)
        return None

    async def _click(self, card: Card, action: Action, option: str | None = None) -> None:
        """Touches a control of the card, wherever it stands by now, until the bot has heard or the card is answered."""
        async with asyncio.timeout(self._patience):
            now: Card | None = card
            while now is not None and not (await self._door.act("click", **_touch(now, action, option))).get("ok"):
                await asyncio.sleep(AGAIN)
                now = await self._where(card)


def _touch(card: Card, action: Action, option: str | None) -> Json:
    """What to touch for one of a card's controls: the first of its kind, or the one that carries this option."""
    if option is None:
        control = card.controls(action)[0]
        value = control.get("value")
    else:
        control, value = next((c, v) for carried, c, v in card.choices(action) if carried == option)
    where = {"channel": card.message["channel"], "ts": card.message["ts"], "block_id": control["block_id"]}
    return {**where, "action_id": control["action_id"], "value": value}


def _typed(points: Points) -> str:
    return ", ".join(f"{name} {part}" for name, part in zip(ACCOUNTABILITIES, points, strict=True))


def _options(element: Json) -> list[str]:
    return [option["value"] for option in element["options"]]
