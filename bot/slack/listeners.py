"""The few listeners, one a kind of payload: each parses, changes, acknowledges and returns. Nothing is posted here.

Bolt runs them with `process_before_response`: Slack is answered only once a listener has returned, and not at all when
it raises; an event that is not on disk is therefore sent again.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StorageError, Unreadable
from bot.interview.model import InterviewKey
from bot.operations.answering import belongings, erased_of
from bot.operations.facilitating import runs_of
from bot.operations.launching import may_start
from bot.operations.unreadable import lost_to
from bot.prompts.mrkdwn import unescaped
from bot.rendering.facilitating import runs_blocks
from bot.rendering.home import home_view
from bot.rendering.modals import rejections
from bot.rendering.voice import label
from bot.slack.drafting import open_draft, step_back, take_form
from bot.slack.edge import Edge, absent, receive, unreadable
from bot.slack.facilitating import press, run_for
from bot.slack.forms import inputs
from bot.slack.inbound import (
    Command,
    Filling,
    HomeOpened,
    Opening,
    Running,
    SteppingBack,
    Touch,
    clicked_card,
    read,
    reply_address,
)
from bot.slack.manifest import COMMANDS
from bot.slack.opening import open_modal
from bot.slack.payloads import at, text_at

log = structlog.get_logger()

Payload = Mapping[str, Any]
ANYTHING = re.compile("")
MOST_LISTED = 16
"""Interviews a command lists: each takes three of the fifty blocks a message may have."""
MOST_RUN = 3
MOST_QUOTED = 80
"""Characters that a command quotes of a word it does not know."""
MOST_BLOCKS = 50
CLOSED: dict[str, Any] = {"response_action": "clear"}
SUMMARY = "/breadth-summary"
LEAVING = re.compile("^(app_uninstalled|tokens_revoked)$")
COMMAND = re.compile(f"^({'|'.join(re.escape(each.command) for each in COMMANDS)})$")


def bolt_app(api_url: str) -> AsyncApp:
    """Bolt for one workspace over Socket Mode, without what only HTTP or other kinds of app need.

    Its own authorization asks Slack at the first payload, and acknowledges it unhandled where Slack fails; this one
    does not ask, and the bot's calls go through a client of their own.
    """
    quiet = logging.getLogger("slack_bolt.role_breadth")
    quiet.setLevel(logging.ERROR)
    return AsyncApp(
        name="role-breadth",
        logger=quiet,
        client=AsyncWebClient(base_url=api_url),
        authorize=_authorized,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


def register(app: AsyncApp, edge: Edge) -> None:
    """Registers every listener; the commonest payload first, as Bolt tries them in order."""

    async def action(body: Payload, ack: AsyncAck) -> None:
        await _clicked(edge, body)
        await ack()

    async def message(body: Payload, ack: AsyncAck) -> None:
        await _touched(edge, read(body, edge.clock()))
        await ack()

    async def submission(body: Payload, ack: AsyncAck) -> None:
        await ack(**await _submitted(edge, body))

    async def command(body: Payload, ack: AsyncAck) -> None:
        answer = await _commanded(edge, read(body, edge.clock()), reply_address(body))
        await (ack(answer) if answer else ack())

    async def leaving(body: Payload, ack: AsyncAck) -> None:
        log.warning("uninstalled", kind=text_at(body, "event", "type"), team=text_at(body, "team_id"))
        await ack()

    app.action(ANYTHING)(action)
    app.event("message")(message)
    app.view(ANYTHING)(submission)
    app.event("app_home_opened")(message)
    app.command(COMMAND)(command)
    app.event(LEAVING)(leaving)
    app.error(_failed)


async def _authorized(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


async def _failed(error: Exception, body: Payload) -> BoltResponse:
    """Acknowledges what no listener is for and what is no touch at all; leaves unacknowledged what failed."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    log.error("not handled", kind=text_at(body, "type"), exc_info=error)
    return BoltResponse(status=500 if read(body, 0.0) is not None else 200, body="")


async def _clicked(edge: Edge, body: Payload) -> None:
    card = clicked_card(body)
    if card is not None:
        edge.messenger.remember(*card)
    await _touched(edge, read(body, edge.clock()), reply_address(body))


async def _touched(edge: Edge, touch: Touch | None, reply: str | None = None) -> None:
    if touch is None:
        return
    if touch.channel is not None:
        edge.messenger.meet(touch.user, touch.channel)
    match touch.deed:
        case Opening() as opening:
            edge.errands.start(open_modal(edge, touch, opening))
        case HomeOpened():
            edge.errands.start(edge.homes.open(touch.team, touch.user))
        case Running() as running:
            await press(edge, touch, running, reply)
        case SteppingBack() as back:
            edge.errands.start(step_back(edge, touch, back))
        case Command() | Filling():
            pass
        case turn:
            await receive(edge, touch, turn)


async def _submitted(edge: Edge, body: Payload) -> dict[str, Any]:
    """Takes a submitted modal; what to acknowledge it with: closed, the next form, or what is wrong by input."""
    touch = read(body, edge.clock())
    if touch is None or isinstance(touch.deed, Opening | HomeOpened | Command | Running | SteppingBack):
        return CLOSED
    fields = inputs(at(body, "view"))
    try:
        if isinstance(touch.deed, Filling):
            return await take_form(edge, touch, touch.deed, fields)
        outcome = await receive(edge, touch, touch.deed)
    except StorageError as error:
        log.exception("not saved", assessment=touch.assessment)
        unread = isinstance(error, Unreadable)
        said = edge.texts.render("not-read", assessment="") if unread else edge.texts.render("not-saved")
        return _wrong(dict.fromkeys(fields[-1:], said))
    if outcome.kind in ("unreadable", "absent"):  # no reason by input, and yet what was typed is to be kept
        why = unreadable if outcome.kind == "unreadable" else absent
        said = await why(edge, InterviewKey(touch.team, touch.assessment or "", touch.user))
        return _wrong(dict.fromkeys(fields[-1:], unescaped(said)))
    return _wrong(rejections(edge.texts, fields, outcome.rejections) if fields else {})


def _wrong(errors: dict[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": errors} if errors else CLOSED


async def _commanded(edge: Edge, touch: Touch | None, reply: str | None) -> dict[str, Any]:
    """The answer to a slash command, for its caller alone; empty where it follows by itself."""
    if touch is None or not isinstance(touch.deed, Command):
        return _help(edge)
    command, word = touch.deed, touch.deed.text.casefold()
    if command.name == SUMMARY:
        edge.errands.start(run_for(edge, touch, command, reply))
        return {}
    if word not in ("", "status", "new"):
        return _help(edge, "" if word == "help" else command.text)
    status = await _status(edge, touch) if word != "new" else {}
    if not status and (word == "new" or (not word and may_start(edge.facilitators, touch.user))):
        edge.errands.start(open_draft(edge, touch, command.trigger, reply))
        return {}
    return status or {"text": edge.texts.render("home-none")}


def _help(edge: Edge, unknown: str = "") -> dict[str, Any]:
    return {"text": edge.texts.render("command-help", word=unknown[:MOST_QUOTED])}


async def _status(edge: Edge, touch: Touch) -> dict[str, Any]:
    """Where a person stands, in what they run and in what they were asked; empty where that is nothing."""
    asked = await belongings(edge.office, touch.team, touch.user)
    found, unread = asked.found[:MOST_LISTED], dict(list(asked.unreadable.items())[:MOST_LISTED])
    erased = (await erased_of(edge.office, touch.team, touch.user))[:MOST_LISTED]
    runs = await runs_of(edge.office, touch.team, touch.user, edge.clock())
    lost = await lost_to(edge.office, touch.team, touch.user)
    if not found and not unread and not erased and not runs and not lost:
        return {}
    own = home_view(edge.texts, found, edge.clock(), unreadable=unread, erased=erased)["blocks"]
    mine = runs_blocks(edge.texts, runs[:MOST_RUN], (), may_start=False, lost=lost)
    blocks = [*mine, *(own if found or unread or erased else [])]
    return {"text": label(edge.texts, "title-home"), "blocks": blocks[:MOST_BLOCKS]}
