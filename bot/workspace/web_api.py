"""The door `/api/<method>`: reads the arguments, checks token and scope, makes the faults asked for, answers."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from bot.workspace import api_chat, api_files, api_people, api_views
from bot.workspace.faults import AFTER, BEFORE, Fault
from bot.workspace.hub import Hub, Refusal
from bot.workspace.methods import Method, missing_arguments, require
from bot.workspace.setup import Json

JSON_ARGUMENTS = ("blocks", "view", "metadata", "attachments", "files")


def _open_connection(hub: Hub, _: Json) -> Json:
    """Implements apps.connections.open."""
    return {"url": f"{hub.url.replace('http', 'ws', 1)}/link/?ticket={hub.sockets.ticket()}&app_id=local"}


METHODS: dict[str, Method] = {
    "apps.connections.open": Method(_open_connection, caller="xapp-local"),
    **api_chat.METHODS,
    **api_views.METHODS,
    **api_people.METHODS,
    **api_files.METHODS,
}


async def call(hub: Hub, request: web.Request) -> web.StreamResponse:
    """Answers one Web API request."""
    name = request.match_info["method"]
    trouble = await disturbed(hub, request, hub.plan.take(BEFORE, name))
    if trouble is not None:
        return trouble
    arguments: Json = {}
    try:
        arguments = await _arguments(request)
        answer = {"ok": True} | _run(hub, name, request.headers.get("Authorization", ""), arguments)
        status, headers = 200, {}
    except Refusal as refusal:
        answer, status, headers = refusal.answer, refusal.status, refusal.headers
    hub.wire.note("from app", name, arguments)
    hub.wire.note("to app", name, answer)
    hub.changed()
    trouble = await disturbed(hub, request, hub.plan.take(AFTER, name))
    return trouble or _respond(hub, answer, status, headers)


async def disturbed(hub: Hub, request: web.Request, fault: Fault | None) -> web.Response | None:
    """Makes the trouble asked for; gives the answer the app gets instead of the real one."""
    if fault is None:
        return None
    hub.wire.note("to app", "fault", {"kind": fault.kind, "path": request.path.rpartition("/")[2]})
    match fault.kind:
        case "ratelimited":
            refusal = Refusal("ratelimited", retry_after=max(1.0, fault.lasts))
            return _respond(hub, refusal.answer, 429, refusal.headers)
        case "error":
            return _respond(hub, Refusal(fault.error).answer, 200)
        case "500":
            return web.Response(status=500, text="upstream connect error")
        case "timeout" | "timeout_after":
            await asyncio.sleep(fault.lasts)
            return web.Response(status=504, text="upstream request timeout")
        case _:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)


def _run(hub: Hub, name: str, authorization: str, arguments: Json) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise Refusal("unknown_method", req_method=name)
    token = authorization.removeprefix("Bearer ").strip()
    if not token:
        raise Refusal("not_authed")
    if not token.startswith(("xoxb-local", "xapp-local")):
        raise Refusal("invalid_auth")
    if not token.startswith(method.caller):
        raise Refusal("not_allowed_token_type")
    if method.scope:
        require(hub, method.scope)
    missing_arguments(arguments, method.required)
    return method.run(hub, arguments)


async def _arguments(request: web.Request) -> Json:
    """The arguments, from query and body; JSON inside form fields is unpacked."""
    arguments: Json = dict(request.query)
    body = await request.read()
    if request.content_type == "application/json" and body:
        arguments |= _json_object(body)
    elif request.content_type == "application/x-www-form-urlencoded":
        arguments |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    elif body:
        raise Refusal("invalid_post_type")
    return {key: _unpacked(key, value) for key, value in arguments.items() if value is not None}


def _json_object(body: bytes) -> Json:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("invalid_json") from error


def _unpacked(key: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if key in JSON_ARGUMENTS:
        try:
            return msgspec.json.decode(value)
        except (msgspec.MsgspecError, RecursionError) as error:
            wrong = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
            raise Refusal(wrong.get(key, "invalid_arguments")) from error
    return value


def _respond(hub: Hub, answer: Json, status: int, headers: dict[str, str] | None = None) -> web.Response:
    told = {"x-oauth-scopes": ",".join(hub.setup.scopes), "x-slack-req-id": str(hub.changes), **(headers or {})}
    return web.Response(body=msgspec.json.encode(answer), status=status, content_type="application/json", headers=told)
