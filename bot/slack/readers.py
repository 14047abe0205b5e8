"""Who reads a channel, as far as Slack says so soon: asked before a summary is posted there, and never needed."""

import asyncio
from contextlib import suppress

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.fieldwork.readers import Readers
from bot.slack.calls import call
from bot.slack.payloads import at, items_at, text_at
from bot.slack.people import People

WITHIN = 10.0
"""Seconds the members of a channel are looked at, while a facilitator waits for the preview."""
MOST_MEMBERS = 1_000
"""Members Slack lists at once. Source: https://docs.slack.dev/reference/methods/conversations.members"""


async def readers_of(client: AsyncWebClient, people: People, channel: str) -> Readers:
    """What can be found out about a channel's readers in a few seconds."""
    with suppress(SlackError, TimeoutError):
        async with asyncio.timeout(WITHIN):
            found = at(await call(client, "conversations.info", {"channel": channel}, attempts=2), "channel")
        guests, everyone = await _guests(client, people, channel)
        public, shared = at(found, "is_private") is False, at(found, "is_ext_shared") is True
        return Readers("all" if everyone else "part", public, shared, guests)
    return Readers("none")


async def _guests(client: AsyncWebClient, people: People, channel: str) -> tuple[int, bool]:
    """How many guests were seen among a channel's members, and whether every member was looked at."""
    guests, everyone = 0, False
    with suppress(SlackError, TimeoutError):
        async with asyncio.timeout(WITHIN):
            asked = {"channel": channel, "limit": MOST_MEMBERS}
            listed = await call(client, "conversations.members", asked, attempts=2)
            whole = not text_at(listed, "response_metadata", "next_cursor")
            for user in items_at(listed, "members"):
                account = await people.account(str(user))
                guests += account is not None and account.guest
                whole = whole and account is not None
            everyone = whole
    return guests, everyone
