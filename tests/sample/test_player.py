"""A person who answers by clicks, where what they clicked for comes twice or late."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.rendering.ids import Action, Address, Form, encode
from bot.sample import player
from bot.sample.player import Player
from bot.sample.tastes import Steady

Json = dict[str, Any]


class LateModal:
    """The door of someone whose modal opens a second time while they fill in the first, as after a lost answer."""

    def __init__(self) -> None:
        self.submitted: list[str] = []
        self._card, self._view = _card(1, Action.OPEN), "V1"

    async def seen(self) -> Json:
        """One card, and the modal that stands in front."""
        view = {
            "id": self._view,
            "callback_id": Form.TEXT,
            "private_metadata": encode(Address("sales", 1)),
            "title": {"text": "In your words"},
            "blocks": [{"type": "input", "block_id": "text", "element": {"type": "plain_text_input"}}],
        }
        return {"messages": [self._card], "view": view}

    async def act(self, what: str, **body: Any) -> Json:
        """Refuses the first modal once the second has taken its place; the second leads to Submit."""
        if what != "submit":
            return {"ok": True}
        if body["view_id"] == "V1":
            self._view = "V2"
            return {"ok": False, "error": "The view V1 is not in front of U0MAYA."}
        self.submitted.append(body["values"]["text"]["value"])
        self._card = _card(2, Action.SUBMIT)
        return {"ok": True}

    async def changed(self) -> None:
        """In a moment."""
        await asyncio.sleep(0.01)


class OneText:
    """The taste of someone who has one thing to say."""

    def __init__(self) -> None:
        self.left = ["said once"]

    def text(self) -> str:
        """What they have to say, once."""
        return self.left.pop()


def _card(number: int, action: Action) -> Json:
    button = {"type": "button", "action_id": action, "value": encode(Address("sales", number))}
    blocks = [{"type": "actions", "block_id": "a", "elements": [button]}]
    return {"channel": "D0MAYA", "ts": f"{number}.0", "blocks": blocks}


async def test_a_modal_that_opens_twice_is_filled_in_where_it_stands() -> None:
    """What was meant for the modal that is gone goes into the one that took its place, and is thought of once."""
    door = LateModal()
    await Player(door, OneText(), "sales", patience=2.0).interview()  # type: ignore[arg-type]  # asked for a text only
    assert door.submitted == ["said once"]


class DoubleClick:
    """The door of someone whose first click is taken for a double one, as after a restart; the second is heard."""

    def __init__(self) -> None:
        self.clicked: list[str] = []
        self._card = _card(1, Action.CONFIRM)

    async def seen(self) -> Json:
        """One card."""
        return {"messages": [self._card], "view": None}

    async def act(self, what: str, **body: Any) -> Json:
        """Takes the click; only the second on the first card leads on."""
        self.clicked.append(body["action_id"])
        if len(self.clicked) == 2:
            self._card = _card(2, Action.SUBMIT)
        return {"ok": True}

    async def changed(self) -> None:
        """In a moment."""
        await asyncio.sleep(0.01)


async def test_a_click_that_led_to_nothing_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card still stands, so it is answered once more, and the interview goes on to Submit."""
    monkeypatch.setattr(player, "UNHEARD_FOR", 0.05)
    door = DoubleClick()
    await Player(door, OneText(), "sales", patience=2.0).interview()  # type: ignore[arg-type]  # no taste is asked for
    assert door.clicked == [Action.CONFIRM, Action.CONFIRM, Action.SUBMIT]


class Fickle:
    """A taste that says something else each time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def option(self, offered: Sequence[str]) -> str:
        """The next of those offered."""
        self.asked += 1
        return offered[self.asked - 1]


def test_a_card_answered_again_is_answered_alike() -> None:
    """Which of the two answers the bot has heard does not matter then; the next card is thought of afresh."""
    steady = Steady(Fickle())  # type: ignore[arg-type]  # asked for an option only
    said = []
    for again in (False, True, True, False):
        steady.answer(again=again)
        said.append(steady.option(["one", "two", "three"]))
    assert said == ["one", "one", "one", "two"]
