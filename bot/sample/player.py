"""A person at the door of a workspace who answers whatever card stands there, as a hand would, until Submit."""

import asyncio
from contextlib import suppress

from bot.questionnaire.accepting import SAME
from bot.questionnaire.answers import Points
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.rendering.ids import FIELD, Action, Form, decode
from bot.sample.cards import Card, Json, open_cards
from bot.sample.door import Door, sees
from bot.sample.tastes import Taste

PATIENCE = 60.0
"""Seconds a person waits for the next card, and for a bot that is away."""
WORDS_TAKEN = 8.0
"""Seconds within which typed words are answered, before they are typed again."""
MODAL_OPEN = 3.0
"""Seconds within which a modal opens, before its button is pressed again: a trigger lives no longer."""
AGAIN = 0.3
"""Seconds between two tries while the bot is away."""
UNSAID = "Nothing to add."


class Player:
    """One stakeholder, in one assessment, with a taste of their own.

    `patience`: seconds without a next card until TimeoutError; `pause`: seconds between two answers.
    """

    def __init__(
        self, door: Door, taste: Taste, assessment: str, *, patience: float = PATIENCE, pause: float = 0.0
    ) -> None:
        self._door, self._taste, self._assessment = door, taste, assessment
        self._patience, self._pause = patience, pause

    async def interview(self) -> None:
        """Answers from the open card to Submit."""
        at = 0
        while True:
            card = await self._card(at)
            if await self._answer(card):
                return
            at = card.address.number
            await asyncio.sleep(self._pause)

    async def _card(self, after: int, within: float | None = None) -> Card:
        """The open card with a number above `after`, as soon as it is there."""

        def newer(seen: Json) -> Card | None:
            card = open_cards(seen["messages"]).get(self._assessment)
            return card if card is not None and card.address.number > after else None

        return await sees(self._door, newer, within or self._patience)

    async def _answer(self, card: Card) -> bool:
        """Answers one card; True when that was Submit."""
        if submit := card.controls(Action.SUBMIT):
            await self._click(card, submit[0])
            return True
        if confirm := card.controls(Action.CONFIRM):
            await self._click(card, confirm[0])
        elif card.controls(Action.TAP):
            await self._tap(card)
        elif card.controls(Action.TAP_WAY):
            await self._split(card)
        elif card.controls(Action.OPTION):
            await self._choose(card)
        else:
            await self._fill(card, None)
        return False

    async def _choose(self, card: Card) -> None:
        """Takes an option, from buttons or from a drop-down."""
        chosen = self._taste.option(card.offers(Action.OPTION))
        control, value = next((c, v) for option, c, v in card.choices(Action.OPTION) if option == chosen)
        await self._click(card, control, value)

    async def _split(self, card: Card) -> None:
        """Gives a split in one of the three ways, or says that this role is not known well enough."""
        way = self._taste.way()
        if way == "taps":
            await self._click(card, card.controls(Action.TAP_WAY)[0])
            await self._confirm(await self._card(card.address.number))
            return
        points = self._taste.points(card.words, future=SAME in card.offers(Action.OPTION))
        if points is None:
            await self._click(card, card.controls(Action.DONT_KNOW)[0])
        elif way == "numbers":
            await self._fill(card, points)
        else:
            await self._confirm(await self._say(card, _typed(points)))

    async def _confirm(self, card: Card) -> None:
        """Taps on until a proposal stands there, and says it looks right."""
        while not (confirm := card.controls(Action.CONFIRM)):
            await self._tap(card)
            card = await self._card(card.address.number)
        await self._click(card, confirm[0])

    async def _tap(self, card: Card) -> None:
        percent = str(self._taste.tap())
        control, value = next((c, v) for tapped, c, v in card.choices(Action.TAP) if tapped == percent)
        await self._click(card, control, value)

    async def _say(self, card: Card, text: str) -> Card:
        """Types until the next card comes: a bot that was away may have taken the words for older than the question."""
        async with asyncio.timeout(self._patience):
            while True:
                await self._door.act("say", channel=card.message["channel"], text=text)
                with suppress(TimeoutError):
                    return await self._card(card.address.number, WORDS_TAKEN)

    async def _fill(self, card: Card, points: Points | None) -> None:
        """Opens the card's modal, fills it in and submits it; a text nobody needs to write is passed over."""
        control, skip = card.controls(Action.OPEN)[0], card.controls(Action.SKIP)
        view = await self._opened(card, control)
        values = self._values(view, points)
        if values is None and skip:
            await self._door.act("close", view_id=view["id"], all=True)
            await self._click(card, skip[0])
            return
        await self._insist("submit", view_id=view["id"], values=values or {"text": {FIELD: UNSAID}})

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

    async def _opened(self, card: Card, control: Json) -> Json:
        """The modal, as soon as it is open; clicked for again where it does not come."""

        def opened(seen: Json) -> Json | None:
            view: Json | None = seen["view"]
            return view if view is not None and decode(view["private_metadata"]) == decode(control["value"]) else None

        async with asyncio.timeout(self._patience):
            while True:
                left = (await self._door.seen())["view"]
                if left is not None:
                    await self._door.act("close", view_id=left["id"], all=True)
                await self._click(card, control)
                with suppress(TimeoutError):
                    return await sees(self._door, opened, MODAL_OPEN)

    async def _click(self, card: Card, control: Json, value: str | None = None) -> None:
        where = {"channel": card.message["channel"], "ts": card.message["ts"], "block_id": control["block_id"]}
        touched = control.get("value") if value is None else value
        await self._insist("click", **where, action_id=control["action_id"], value=touched)

    async def _insist(self, what: str, **body: object) -> None:
        """Does it again until the bot has heard: while it is away, Slack says that it timed out."""
        async with asyncio.timeout(self._patience):
            while True:
                if (await self._door.act(what, **body)).get("error") != "operation_timeout":
                    return
                await asyncio.sleep(AGAIN)


def _typed(points: Points) -> str:
    return ", ".join(f"{name} {part}" for name, part in zip(ACCOUNTABILITIES, points, strict=True))


def _options(element: Json) -> list[str]:
    return [option["value"] for option in element["options"]]
