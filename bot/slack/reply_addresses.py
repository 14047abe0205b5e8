"""The addresses at which clicked messages may be replaced: kept in memory only, for half an hour and five uses.

Replacing a message there does not count towards the limit of `chat.update`.
Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from bot.interview.model import Receipt

LASTS = 30 * 60.0 - 30.0
"""Seconds an address is good for, less what a request may take."""
USES = 5


class ReplyAddresses:
    """By message, the newest address Slack gave for it. Times in unix seconds."""

    def __init__(self) -> None:
        self._known: dict[Receipt, tuple[str, float, int]] = {}

    def __repr__(self) -> str:
        return f"ReplyAddresses({len(self._known)} known)"

    def remember(self, message: Receipt, address: str, now: float) -> None:
        """Keeps the address, and forgets all that have run out."""
        self._known.pop(message, None)
        self._known[message] = (address, now + LASTS, USES)
        while next(iter(self._known.values()))[1] <= now:
            del self._known[next(iter(self._known))]

    def use(self, message: Receipt, now: float) -> str | None:
        """The address for one use, None when there is none left."""
        address, until, uses = self._known.pop(message, ("", 0.0, 0))
        if uses < 1 or until <= now:
            return None
        if uses > 1:
            self._known[message] = (address, until, uses - 1)
        return address
