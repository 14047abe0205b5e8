"""Web API: uploading files in Slack's three steps, and asking about one."""

import mimetypes
import struct
from typing import Any

import msgspec
from aiohttp import web

from bot.workspace.api_chat import announce
from bot.workspace.hub import Hub, Refusal
from bot.workspace.methods import Method, decoded, number, string
from bot.workspace.payloads import file_body
from bot.workspace.setup import BOT_USER, Json
from bot.workspace.state import File, Message, fresh_id

PNG = b"\x89PNG\r\n\x1a\n"
MOST_ALT = 1000


def upload_url(hub: Hub, arguments: Json) -> Json:
    """Gives the address to upload one file to."""
    alt = string(arguments, "alt_txt")
    length = number(arguments, "length", 0)
    if length <= 0 or len(alt) > MOST_ALT:
        raise Refusal("invalid_arguments")
    name = string(arguments, "filename").rpartition("/")[2]
    file = File(id=fresh_id("F"), name=name, title=name, size=length, alt=alt, mimetype=_mimetype(name))
    hub.state.files[file.id] = file
    return {"upload_url": f"{hub.url}/upload/{file.id}", "file_id": file.id}


def complete_upload(hub: Hub, arguments: Json) -> Json:
    """Completes uploads and shares them; Slack goes on processing them for a moment."""
    files = [_completed(hub, named) for named in _listed(arguments.get("files"))]
    channels = [c for c in string(arguments, "channels").split(",") if c] or [string(arguments, "channel_id")]
    targets = [hub.directory.channels.get(channel) for channel in channels if channel]
    if any(target is None for target in targets):
        raise Refusal("channel_not_found")
    if any(target and BOT_USER not in target.members for target in targets):
        raise Refusal("not_in_channel")
    for file in files:
        hub.state.files[file.id] = file
    for target in targets:
        if target is not None:
            _share(hub, target.id, files, arguments)
    return {"files": [file_body(hub, file) for file in files]}


def files_info(hub: Hub, arguments: Json) -> Json:
    """Describes one file."""
    file = hub.state.files.get(string(arguments, "file"))
    if file is None or not file.ready_at:
        raise Refusal("file_not_found")
    return {"file": file_body(hub, file)}


async def receive(hub: Hub, request: web.Request) -> web.Response:
    """Takes an uploaded file's bytes, as a plain body or the first part of a form."""
    file = hub.state.files.get(request.match_info["file_id"])
    if file is None or file.ready_at:
        return web.Response(status=404, text="unknown upload")
    if request.content_type == "multipart/form-data":
        parts = [part.file.read() for part in (await request.post()).values() if isinstance(part, web.FileField)]
        content = parts[0] if parts else b""
    else:
        content = await request.read()
    if len(content) != file.size:
        return web.Response(status=400, text="length mismatch")
    hub.keep_content(file, content)
    width, height = _png_size(content)
    hub.state.files[file.id] = msgspec.structs.replace(file, uploaded=True, width=width, height=height)
    return web.Response(text=f"OK - {file.size}")


def _listed(files: Any) -> list[Json]:
    if not isinstance(files, list) or not files:
        raise Refusal("invalid_arguments")
    return [decoded(file, "files") for file in files]


def _completed(hub: Hub, named: Json) -> File:
    file = hub.state.files.get(string(named, "id"))
    if file is None or not file.uploaded:
        raise Refusal("file_not_found")
    ready_at = file.ready_at or hub.now() + hub.setup.timing.file_processing
    return msgspec.structs.replace(file, title=string(named, "title") or file.name, ready_at=ready_at)


def _share(hub: Hub, channel: str, files: list[File], arguments: Json) -> None:
    message = Message(
        ts=hub.next_ts(),
        channel=channel,
        user=BOT_USER,
        from_app=True,
        text=string(arguments, "initial_comment"),
        thread_ts=string(arguments, "thread_ts") or None,
        files=[file.id for file in files],
    )
    announce(hub, message)


def _mimetype(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _png_size(content: bytes) -> tuple[int, int]:
    if not content.startswith(PNG) or len(content) < 24:
        return 0, 0
    width, height = struct.unpack(">II", content[16:24])
    return width, height


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, "files:write", ("filename", "length")),
    "files.completeUploadExternal": Method(complete_upload, "files:write", ("files",)),
    "files.info": Method(files_info, "files:read", ("file",)),
}
