"""Who somebody is to Slack: asked no faster than it allows, remembered while the bot runs, never needed."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.prompts.roster_file import zone_of
from bot.slack.calls import call
from bot.slack.pacing import Gate, Sleep
from bot.slack.payloads import at, text_at

A_MINUTE = 90.0
"""Questions a minute, somewhat fewer than Slack takes. Source: https://docs.slack.dev/reference/methods/users.info"""
BURST = 40


class Account(Struct, frozen=True):
    """What matters of a person's account; no name is kept."""

    timezone: str
    bot: bool
    deactivated: bool
    guest: bool
    team: str

    @property
    def reachable(self) -> bool:
        """Whether it can be interviewed."""
        return not (self.bot or self.deactivated)

    def member(self, team: str) -> bool:
        """Whether this is a full member of that workspace."""
        return self.reachable and not self.guest and self.team in ("", team)


class People:
    """The accounts asked about so far."""

    def __init__(self, client: AsyncWebClient, sleep: Sleep = asyncio.sleep) -> None:
        self._client = client
        self._sleep = sleep
        self._gate = Gate(60 / A_MINUTE, BURST, time.monotonic, sleep)
        self._known: dict[str, Account] = {}

    async def account(self, user: str) -> Account | None:
        """A person's account; None where Slack does not say, which is nobody's fault."""
        if user not in self._known:
            await self._gate.pass_through()
            with suppress(SlackError):
                answer = await call(self._client, "users.info", {"user": user}, attempts=2, wait=self._sleep)
                self._known[user] = _account(at(answer, "user"))
        return self._known.get(user)

    async def accounts(self, users: Iterable[str]) -> dict[str, Account]:
        """The accounts of many, without those of whom Slack says nothing."""
        found = [(user, await self.account(user)) for user in users]
        return {user: account for user, account in found if account is not None}


def _account(user: object) -> Account:
    guest = at(user, "is_restricted") is True or at(user, "is_ultra_restricted") is True
    bot = at(user, "is_bot") is True or at(user, "id") == "USLACKBOT"
    zone = text_at(user, "tz")
    return Account(zone if zone_of(zone) else "", bot, at(user, "deleted") is True, guest, text_at(user, "team_id"))
