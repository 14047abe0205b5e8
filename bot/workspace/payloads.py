"""The payloads Slack sends to an app: events, clicks, submitted and closed modals, commands. Shapes only."""

import secrets

from bot.workspace.hub import Hub
from bot.workspace.setup import APP_ID, BOT_ID, BOT_USER, Channel, Command, Json, Person
from bot.workspace.state import File, Message, View, fresh_id

VERIFICATION = "local-verification"


def event_callback(hub: Hub, event: Json) -> Json:
    """The wrapper every event travels in."""
    team = hub.directory.team.id
    return {
        "token": VERIFICATION,
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(hub.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-" + secrets.token_urlsafe(24),
    }


def message_body(hub: Hub, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as Slack shows it to the app, in events, histories and answers."""
    body: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    body["team"] = hub.directory.team.id
    if message.from_app:
        body |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": _bot_profile(hub)}
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    body["blocks"] = message.blocks if message.from_app else [rich_text(message)]
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.edited}
    if message.files:
        body["files"] = [file_body(hub, hub.state.files[key]) for key in message.files if key in hub.state.files]
    if message.metadata and with_metadata:
        body["metadata"] = message.metadata
    return body


def rich_text(message: Message) -> Json:
    """What a person typed, as the block Slack makes of it."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def message_event(hub: Hub, message: Message, channel: Channel) -> Json:
    """The event of a new message."""
    place = {"channel": channel.id, "event_ts": message.ts, "channel_type": channel_type(channel)}
    return message_body(hub, message) | place


def changed_event(hub: Hub, old: Message, new: Message | None, channel: Channel) -> Json:
    """The event of an edited message, or of a deleted one when `new` is nothing."""
    event: Json = {"type": "message", "subtype": "message_changed" if new else "message_deleted", "hidden": True}
    ts = hub.next_ts()
    event |= {"channel": channel.id, "ts": ts, "event_ts": ts, "channel_type": channel_type(channel)}
    event["previous_message"] = message_body(hub, old)
    return event | ({"message": message_body(hub, new)} if new else {"deleted_ts": old.ts})


def home_opened(hub: Hub, user: str, channel: str) -> Json:
    """The event of someone opening the app's Home."""
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"}
    event["event_ts"] = hub.next_ts()
    home = hub.state.home(user)
    return event | ({"view": view_body(hub, home)} if home else {})


def view_body(hub: Hub, view: View) -> Json:
    """A view as Slack shows it to the app."""
    kept = ("type", "blocks", "private_metadata", "callback_id", "external_id", "title", "submit", "close")
    flags = ("clear_on_close", "notify_on_close")
    return {
        "id": view.id,
        "team_id": hub.directory.team.id,
        **{key: view.body.get(key, "" if key.endswith(("_id", "data")) else None) for key in kept},
        **{key: bool(view.body.get(key)) for key in flags},
        "state": {"values": view.values},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "app_installed_team_id": hub.directory.team.id,
        "bot_id": BOT_ID,
    }


def block_actions(hub: Hub, person: Person, actions: list[Json], source: Message | View) -> Json:
    """The payload of a click in a message or a view."""
    payload = _interaction(hub, person, "block_actions") | {"actions": actions}
    if isinstance(source, View):
        body = view_body(hub, source)
        return payload | {"container": {"type": "view", "view_id": source.id}, "view": body, "state": body["state"]}
    channel = hub.directory.channels[source.channel]
    container: Json = {"type": "message", "message_ts": source.ts, "channel_id": channel.id}
    container["is_ephemeral"] = bool(source.ephemeral_to)
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    payload |= {"container": container, "channel": {"id": channel.id, "name": shown_name(channel)}}
    payload["state"] = {"values": source.selections.get(person.id, {})}
    payload["response_url"] = hub.new_response_url(person.id, channel.id, source.ts)
    return payload if source.ephemeral_to else payload | {"message": message_body(hub, source)}


def view_submission(hub: Hub, person: Person, view: View) -> Json:
    """The payload of a submitted modal."""
    return _interaction(hub, person, "view_submission") | {"view": view_body(hub, view), "response_urls": []}


def view_closed(hub: Hub, person: Person, view: View, *, cleared: bool) -> Json:
    """The payload of a modal closed without submitting."""
    payload = _interaction(hub, person, "view_closed") | {"view": view_body(hub, view), "is_cleared": cleared}
    payload.pop("trigger_id")
    return payload


def slash_command(hub: Hub, person: Person, channel: Channel, command: Command, text: str) -> Json:
    """The payload of a slash command."""
    team = hub.directory.team
    return {
        "token": VERIFICATION,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": command.command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": hub.new_response_url(person.id, channel.id),
        "trigger_id": hub.new_trigger(person.id),
    }


def file_body(hub: Hub, file: File) -> Json:
    """A file as Slack shows it to the app: until processed it has neither type nor size in pixels."""
    ready = hub.ready_file(file.id) is not None
    body: Json = {"id": file.id, "name": file.name, "title": file.title, "size": file.size, "user": BOT_USER}
    body |= {"mimetype": file.mimetype if ready else "", "filetype": file.name.rpartition(".")[2] if ready else ""}
    body |= {"url_private": f"{hub.url}/files/{file.id}/{file.name}", "mode": "hosted", "is_external": False}
    body |= {"permalink": f"{hub.url}/files/{file.id}", "alt_txt": file.alt}
    if ready and file.width:
        body |= {"original_w": file.width, "original_h": file.height}
    shares = {m.channel: [{"ts": m.ts}] for c in hub.state.messages.values() for m in c.values() if file.id in m.files}
    return body | {"channels": list(shares), "shares": {"public": shares}}


def channel_type(channel: Channel) -> str:
    """Slack's word for the kind of place in events."""
    if channel.kind == "dm":
        return "im"
    return "group" if channel.is_private else "channel"


def shown_name(channel: Channel) -> str:
    """The channel's name in payloads; direct messages all have one name."""
    return "directmessage" if channel.kind == "dm" else channel.name


def _interaction(hub: Hub, person: Person, kind: str) -> Json:
    team = hub.directory.team
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team_id or team.id,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "trigger_id": hub.new_trigger(person.id),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _bot_profile(hub: Hub) -> Json:
    team = hub.directory.team.id
    return {"id": BOT_ID, "app_id": APP_ID, "name": hub.setup.bot_name, "deleted": False, "team_id": team}
