"""Cards as a person reads them: which one is open, what it offers, and what it is about."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from bot.rendering.ids import Action, Address, decode, verb

Json = dict[str, Any]

ASKING = frozenset((Action.OPTION, Action.OPEN, Action.TAP, Action.TAP_WAY, Action.CONFIRM, Action.SUBMIT))
"""The controls by which a message is a question's card."""

THANKS = frozenset((Action.REVIEW, Action.ERASE))
"""The controls by which a message is the thanks for answers that were sent."""


class Card(Struct, frozen=True):
    """A question's card in somebody's messages: where it stands, and the question its controls belong to."""

    address: Address
    message: Json

    def controls(self, action: Action) -> list[Json]:
        """Its controls of one kind, each with the id of its block."""
        return [control for control in _controls(self.message) if verb(control["action_id"]) is action]

    def offers(self, action: Action) -> list[str]:
        """The options of that kind, as buttons or in a drop-down: what each one's value carries."""
        return [chosen for chosen, _, _ in self.choices(action)]

    def choices(self, action: Action) -> list[tuple[str, Json, str]]:
        """The options of that kind: what the value carries, the control, the value."""
        return [
            (carried[1], control, value)
            for control in self.controls(action)
            for value in _values(control)
            if (carried := decode(value)) is not None
        ]

    @property
    def words(self) -> str:
        """All that stands on it, the controls left out."""
        return "\n".join(_texts(self.message))


def card_of(message: Json) -> Card | None:
    """The card a message is; None where it asks nothing.

    >>> card_of({"text": "Thank you", "blocks": []}) is None
    True
    """
    found = [
        carried[0]
        for control in _controls(message)
        if verb(control["action_id"]) in ASKING
        for value in _values(control)
        if (carried := decode(value)) is not None and carried[0].number
    ]
    return Card(max(found, key=lambda address: address.number), message) if found else None


def open_cards(messages: Iterable[Json]) -> dict[str, Card]:
    """The newest card of each assessment, by its id; of a card posted twice, the later copy.

    Where the answers were sent since, none is: a card that never became its receipt asks nothing any more.
    """
    newest: dict[str, Card] = {}
    there = list(messages)
    sent = thanks(there)
    for card in filter(None, map(card_of, there)):
        assessment = card.address.assessment
        before = newest.get(assessment)
        if card.message["ts"] > sent.get(assessment, "") and (before is None or _age(card) > _age(before)):
            newest[assessment] = card
    return newest


def thanks(messages: Iterable[Json]) -> dict[str, str]:
    """When a person was last thanked for their answers: the message's `ts`, by the assessment's id."""
    last: dict[str, str] = {}
    for message in messages:
        carried = {verb(control["action_id"]): decode(control.get("value")) for control in _controls(message)}
        if carried.keys() == THANKS and (said := carried[Action.REVIEW]) is not None:
            last[said[0].assessment] = max(message["ts"], last.get(said[0].assessment, ""))
    return last


def offers(messages: Iterable[Json], action: Action, assessment: str) -> bool:
    """Whether a control of that kind stands in any of the messages, about that assessment."""
    controls = (control for message in messages for control in _controls(message))
    carried = (decode(control.get("value")) for control in controls if verb(control["action_id"]) is action)
    return any(said is not None and said[0].assessment == assessment for said in carried)


def _age(card: Card) -> tuple[int, str]:
    return card.address.number, card.message["ts"]


def _controls(message: Json) -> list[Json]:
    return [
        {**element, "block_id": block["block_id"]}
        for block in message.get("blocks") or ()
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _values(control: Json) -> list[Any]:
    return [option["value"] for option in control["options"]] if "options" in control else [control.get("value")]


def _texts(message: Json) -> Iterator[str]:
    for block in message.get("blocks") or ():
        parts = block["elements"] if block["type"] == "context" else [block["text"]] if "text" in block else []
        yield from (part.get("text", "") for part in parts)
