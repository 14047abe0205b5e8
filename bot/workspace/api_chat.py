"""Web API: posting, changing and deleting messages; and the response addresses of clicks and commands."""

from typing import Any

import msgspec

from bot.workspace import rules
from bot.workspace.api_people import direct_messages
from bot.workspace.elements import initial_values
from bot.workspace.hub import RESPONSE_URL_USES, Hub, Refusal, Reply
from bot.workspace.methods import Method, flag, invalid, string
from bot.workspace.payloads import changed_event, event_callback, message_body, message_event
from bot.workspace.rule_shapes import Fault
from bot.workspace.setup import BOT_USER, Channel, Json
from bot.workspace.state import Message, fresh_id


def post_message(hub: Hub, arguments: Json) -> Json:
    """Posts in a channel, or in the direct messages with a person."""
    channel = _destination(hub, string(arguments, "channel"))
    content = message_content(hub, arguments)
    _pace(hub, channel)
    message = Message(ts=hub.next_ts(), channel=channel.id, user=BOT_USER, from_app=True, **content)
    announce(hub, message)
    body = message_body(hub, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": body}


def post_ephemeral(hub: Hub, arguments: Json) -> Json:
    """Shows a message to one person in a channel; it cannot hold a file."""
    channel = _destination(hub, string(arguments, "channel"))
    user = string(arguments, "user")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    content = message_content(hub, arguments, ephemeral=True)
    ts = hub.next_ts()
    hub.state.put(Message(ts=ts, channel=channel.id, user=BOT_USER, from_app=True, ephemeral_to=user, **content))
    hub.changed()
    return {"message_ts": ts}


def update(hub: Hub, arguments: Json) -> Json:
    """Replaces one of the app's own messages."""
    message = _own_message(hub, arguments, "cant_update_message")
    content = message_content(hub, arguments, kept=message)
    new = edit(hub, message, content)
    return {"channel": new.channel, "ts": new.ts, "text": new.text, "message": message_body(hub, new)}


def delete(hub: Hub, arguments: Json) -> Json:
    """Deletes one of the app's own messages."""
    message = _own_message(hub, arguments, "cant_delete_message")
    remove(hub, message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(hub: Hub, arguments: Json) -> Json:
    """Gives the address of a message."""
    channel, ts = string(arguments, "channel"), string(arguments, "message_ts")
    if channel not in hub.directory.channels:
        raise Refusal("channel_not_found")
    if hub.state.find(channel, ts) is None:
        raise Refusal("message_not_found")
    return {"channel": channel, "permalink": f"{hub.url}/archives/{channel}/p{ts.replace('.', '')}"}


def announce(hub: Hub, message: Message) -> None:
    """Puts a message in its channel and sends the app the event it subscribed to."""
    hub.state.put(message)
    channel = hub.directory.channels[message.channel]
    tell_channel(hub, channel, message_event(hub, message, channel))


def tell_channel(hub: Hub, channel: Channel, event: Json) -> None:
    """Sends the app an event of a channel, if it is in it, subscribed, and may read there."""
    hub.changed()
    kind = channel.scope_kind
    subscribed = f"message.{kind}" in hub.setup.events and f"{kind}:history" in hub.setup.scopes
    if subscribed and BOT_USER in channel.members:
        hub.sockets.tell(event_callback(hub, event))


def edit(hub: Hub, message: Message, content: Json) -> Message:
    """Gives a message new content and tells the app."""
    selections = {user: initial_values(content["blocks"], kept) for user, kept in message.selections.items()}
    new = msgspec.structs.replace(message, edited=hub.next_ts(), selections=selections, **content)
    hub.state.put(new)
    if not new.ephemeral_to:
        channel = hub.directory.channels[message.channel]
        tell_channel(hub, channel, changed_event(hub, message, new, channel))
    hub.changed()
    return new


def remove(hub: Hub, message: Message) -> None:
    """Takes a message away and tells the app."""
    hub.state.drop(message)
    if not message.ephemeral_to:
        channel = hub.directory.channels[message.channel]
        tell_channel(hub, channel, changed_event(hub, message, None, channel))
    hub.changed()


def message_content(hub: Hub, body: Json, *, ephemeral: bool = False, kept: Message | None = None) -> Json:
    """Checks a message's text and blocks as Slack does and gives the fields of a `Message`."""
    blocks = body.get("blocks")
    text = string(body, "text") or (kept.text if kept and "text" not in body and not blocks else "")
    if blocks is None and kept is not None and "text" not in body:
        blocks = kept.blocks
    refuse(rules.message_faults({"text": text, "blocks": blocks or []}))
    refuse_files(hub, blocks or [], ephemeral=ephemeral)
    content: Json = {"text": text, "blocks": with_ids(blocks or []), "metadata": _metadata(body.get("metadata"))}
    if kept is None:
        return content | {"thread_ts": string(body, "thread_ts") or None}
    return content if "metadata" in body else content | {"metadata": kept.metadata}


def refuse(faults: tuple[Fault, ...]) -> None:
    """Refuses with Slack's words when there is a fault."""
    if faults:
        raise invalid(*(fault.line for fault in faults), error=faults[0].error)


def refuse_files(hub: Hub, blocks: list[Json], *, ephemeral: bool = False, root: str = "/blocks") -> None:
    """Refuses images of files not yet uploaded and processed, and any in an ephemeral message."""
    for where, named in rules.named_files(blocks, root):
        known = [file for file in hub.state.files if named in (file, f"{hub.url}/files/{file}")]
        if ephemeral or not any(hub.ready_file(file) for file in known):
            raise invalid(f"invalid slack file [json-pointer:{where}/slack_file]", error="invalid_blocks")


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with the ids Slack makes up where the app gave none."""
    return [_with_ids(block) for block in blocks]


def respond(hub: Hub, key: str, body: Json) -> None:
    """Does what the app posts to a response address."""
    reply = hub.replies.get(key)
    if reply is None or reply.expires < hub.now():
        raise Refusal("expired_url", status=404)
    if reply.uses >= RESPONSE_URL_USES:
        raise Refusal("used_url", status=404)
    _answer(hub, reply, body)
    hub.replies[key] = msgspec.structs.replace(reply, uses=reply.uses + 1)
    hub.changed()


def answer_in_channel(hub: Hub, user: str, channel: str, body: Json) -> None:
    """Posts a command's answer: to its caller alone, or in the channel if it says so."""
    in_channel = body.get("response_type") == "in_channel"
    content = message_content(hub, body, ephemeral=not in_channel)
    seen_by = "" if in_channel else user
    ts = hub.next_ts()
    message = Message(ts=ts, channel=channel, user=BOT_USER, from_app=True, ephemeral_to=seen_by, **content)
    if in_channel:
        announce(hub, message)
    else:
        hub.state.put(message)
        hub.changed()


def _answer(hub: Hub, reply: Reply, body: Json) -> None:
    message = hub.state.find(reply.channel, reply.ts)
    if flag(body, "delete_original"):
        if message is not None:
            remove(hub, message)
    elif message is not None and flag(body, "replace_original"):
        edit(hub, message, message_content(hub, body, ephemeral=bool(message.ephemeral_to), kept=message))
    else:
        answer_in_channel(hub, reply.user, reply.channel, body)


def _destination(hub: Hub, wanted: str) -> Channel:
    if wanted.startswith(("U", "W")) and wanted in hub.directory.people:
        return direct_messages(hub, wanted)
    channel = hub.directory.channels.get(wanted) or next(
        (c for c in hub.directory.channels.values() if c.kind == "channel" and f"#{c.name}" == wanted), None
    )
    if channel is None or (channel.is_private and BOT_USER not in channel.members):
        raise Refusal("channel_not_found")
    if channel.is_archived:
        raise Refusal("is_archived")
    if BOT_USER not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _own_message(hub: Hub, arguments: Json, refusal: str) -> Message:
    channel = hub.directory.channels.get(string(arguments, "channel"))
    if channel is None:
        raise Refusal("channel_not_found")
    message = hub.state.find(channel.id, string(arguments, "ts"))
    if message is None or message.ephemeral_to:
        raise Refusal("message_not_found")
    if not message.from_app:
        raise Refusal(refusal)
    if channel.is_archived:
        raise Refusal("is_archived")
    return message


def _pace(hub: Hub, channel: Channel) -> None:
    """Refuses more than one post an interval in one channel, if the setup asks for it."""
    interval, now = hub.setup.timing.post_interval, hub.now()
    wait = hub.last_post.get(channel.id, 0.0) + interval - now
    if interval and wait > 0:
        raise Refusal("ratelimited", status=429, retry_after=wait)
    hub.last_post[channel.id] = now


def _metadata(value: Any) -> Json | None:
    if value is None:
        return None
    payload = value.get("event_payload") if isinstance(value, dict) else None
    if not isinstance(payload, dict) or not isinstance(value.get("event_type"), str):
        raise Refusal("invalid_metadata_format")
    return {"event_type": value["event_type"], "event_payload": payload}


def _with_ids(block: Json) -> Json:
    block = {**block, "block_id": block.get("block_id") or fresh_id("b")}
    for name in ("accessory", "element"):
        if name in block:
            block[name] = _with_action_id(block[name])
    if block["type"] == "actions":
        block["elements"] = [_with_action_id(element) for element in block["elements"]]
    return block


def _with_action_id(element: Json) -> Json:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or fresh_id("a")}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write", ("channel",)),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write", ("channel", "user")),
    "chat.update": Method(update, "chat:write", ("channel", "ts")),
    "chat.delete": Method(delete, "chat:write", ("channel", "ts")),
    "chat.getPermalink": Method(permalink, required=("channel", "message_ts")),
}
