"""Calling the Web API: one client, and one rule for what a failure means.

The SDK's own retries repeat a post after a reset connection, which posts it twice; so they are off, and here a call is
repeated only where it cannot have been done: the connection was never made, or Slack said "too many, wait".
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.slack.pacing import Sleep

log = structlog.get_logger()

Method = Literal[
    "apps.connections.open",
    "auth.test",
    "chat.getPermalink",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "users.info",
    "views.open",
    "views.publish",
    "views.update",
]
"""Every Web API method the bot calls."""

MENDS: Mapping[str, str] = {
    "account_inactive": "This account is deactivated: take it off the roster.",
    "cannot_dm_bot": "This is a bot's account: take it off the roster.",
    "channel_not_found": "Invite the bot to the channel, or name another one.",
    "expired_trigger_id": "Nothing to do: press the button again.",
    "invalid_auth": "Set SLACK_BOT_TOKEN again: it stands under OAuth & Permissions of the app.",
    "invalid_blocks": "Run python3 -m bot check: a text is longer or other than Slack takes.",
    "is_archived": "Take the channel out of the archive, or name another one.",
    "missing_scope": "Reinstall the app from the manifest: python3 -m bot manifest.",
    "msg_too_long": "Shorten the texts of this message in prompts/texts.",
    "not_in_channel": "Invite the bot to the channel: /invite @Role breadth.",
    "ratelimited": "Nothing to do: the bot tries again later.",
    "restricted_action": "Ask a workspace admin to let apps post there.",
    "token_revoked": "Reinstall the app and set SLACK_BOT_TOKEN again.",
    "user_not_found": "This person is not in the workspace: take them off the roster.",
}
"""What can be done about a refusal, by Slack's code."""

_APP_TOKEN_MENDS: Mapping[str, str] = dict.fromkeys(
    ("account_inactive", "invalid_auth", "missing_scope", "token_revoked"),
    "Set SLACK_APP_TOKEN again: one with the scope connections:write, under Basic Information of the app.",
)
_OWN_MENDS: Mapping[str, Mapping[str, str]] = {
    "apps.connections.open": _APP_TOKEN_MENDS,
    "auth.test": {**MENDS, "account_inactive": MENDS["token_revoked"]},
}
"""The same for the call that the app's own token makes, and for that in which nobody else's account is meant."""

_IN_ADDRESS = frozenset(
    {
        *("chat.getPermalink", "conversations.history", "conversations.info", "conversations.members"),
        *("files.getUploadURLExternal", "users.info"),
    }
)
"""Methods that take their arguments in the address; not all of these read JSON."""
_LOOKS = frozenset({"conversations.history", "conversations.info", "conversations.members", "conversations.open"})
"""Methods the bot gets along without: that it may not look is an answer, not a thing to wait for."""
_NOT_NOW = ("ratelimited", "service_unavailable", "request_timeout", "team_added_to_org")
_NOT_SET_UP = ("invalid_auth", "not_authed", "token_expired", "token_revoked", "missing_scope", "no_permission")
_LATER = frozenset((*_NOT_NOW, *_NOT_SET_UP))
"""Nothing was done, and nothing is wrong with what was asked: once Slack rests, or the app is mended, it may be."""
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "unknown"})

_STARTING = frozenset({"apps.connections.open", "auth.test"})
"""What a start asks for: nothing is done twice by asking again, so one failure in passing does not end the start."""

ATTEMPTS = 5
_FIRST_PAUSE = 0.5
_IN_PASSING = "Try again in a minute or two."
_LONGEST_PAUSE = 120.0
_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)


def new_session() -> aiohttp.ClientSession:
    """One session for all calls, so that connections are kept; to be closed by whoever made it."""
    return aiohttp.ClientSession(timeout=_TIMEOUT)


def web_client(token: str | None, api_url: str, session: aiohttp.ClientSession | None) -> AsyncWebClient:
    """A client for the Web API at `api_url`, which ends in a slash; it repeats nothing by itself."""
    client = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])
    if is_local(api_url):
        client.proxy = None
    return client


def is_local(url: str) -> bool:
    """Whether a URL leads to this machine: the SDK would send even that through a proxy named in the environment."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


async def call(
    client: AsyncWebClient,
    method: Method,
    arguments: dict[str, Any],
    *,
    attempts: int = ATTEMPTS,
    wait: Sleep = asyncio.sleep,
) -> Mapping[str, Any]:
    """Slack's answer to one call; when there are too many, waits as long as Slack says and tries again.

    What a start asks for is tried again after any failure in passing.

    Raises Refused (a later try will meet the same), OutcomeUnknown (perhaps it was done), or SlackError (not done, and
    a later try may succeed).
    """
    while True:
        attempts -= 1
        try:
            answer = (await _asked(client, method, arguments)).data
            return answer if isinstance(answer, dict) else {}
        # The SDK answers a 200 that brings no JSON object with an AttributeError of its own.
        except (SlackApiError, aiohttp.ClientError, OSError, AttributeError) as error:
            meaning = _meaning(method, error)
            pause = _pause(error)
            if pause is None and method in _STARTING and _passes(meaning, error):
                pause = _FIRST_PAUSE * 2 ** (ATTEMPTS - 1 - attempts)
                if attempts:
                    log.warning("asked-again", method=method, seconds=pause)
            if pause is None or pause > _LONGEST_PAUSE or attempts < 1:
                raise meaning from None
        await wait(pause)


async def _asked(client: AsyncWebClient, method: Method, arguments: dict[str, Any]) -> AsyncSlackResponse:
    if method in _IN_ADDRESS:
        return await client.api_call(method, http_verb="GET", params=arguments)
    return await client.api_call(method, json=arguments)


def _passes(meaning: SlackError, error: Exception) -> bool:
    """Whether it is Slack or the line that failed, and neither a token nor the call."""
    if isinstance(meaning, Refused):
        return False
    return not isinstance(error, SlackApiError) or _code(error) not in _NOT_SET_UP


def _meaning(method: str, error: Exception) -> SlackError:
    match error:
        case SlackApiError():
            code = _code(error)
            mend = _OWN_MENDS.get(method, MENDS).get(code, "")
            if code in _UNCERTAIN or _status(error) >= 500:
                return OutcomeUnknown(f"Slack failed at {method}.", method, _IN_PASSING)
            if code in _LATER and not (code == "missing_scope" and method in _LOOKS):
                return SlackError(f"Slack did not do it: {code}.", method, mend)
            return Refused(code, method, mend)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return SlackError("Slack could not be reached.", method, "Check this machine's connection.")
        case _:
            return OutcomeUnknown(f"The connection failed at {method}.", method, _IN_PASSING)


def _pause(error: Exception) -> float | None:
    """Seconds to wait before the call may be repeated here; None when that is not for this place to do."""
    if not isinstance(error, SlackApiError) or _code(error) != "ratelimited":
        return None
    after = str((getattr(error.response, "headers", None) or {}).get("Retry-After", ""))
    return float(after) if after.isdecimal() else 1.0


def _code(error: SlackApiError) -> str:
    data = getattr(error.response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    if isinstance(code, str) and code:
        return code
    return "ratelimited" if _status(error) == 429 else "unknown"


def _status(error: SlackApiError) -> int:
    # Where the body is not JSON the SDK hands over aiohttp's response in place of its own.
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return status if isinstance(status, int) else 0
