"""What one person sees: their channels, messages, open modal and Home, and nothing else."""

from bot.workspace.hub import Hub
from bot.workspace.rules import named_files
from bot.workspace.setup import BOT_USER, Channel, Json, Person
from bot.workspace.state import File, Message, View


def seen(hub: Hub, person: Person) -> Json:
    """Everything on the person's screen; the messages of all channels in one list, oldest first."""
    channels = hub.directory.channels_of(person.id)
    return {
        "user": person.id,
        "channels": [_channel(hub, person, channel) for channel in channels],
        "messages": _marked(hub, person, messages_of(hub, person)),
        "view": _view(hub.state.top_view(person.id)),
        "home": _view(hub.state.home(person.id)),
    }


def messages_of(hub: Hub, person: Person) -> list[Json]:
    """The messages of all the person's channels, oldest first."""
    channels = hub.directory.channels_of(person.id)
    found = [m for c in channels for m in hub.state.in_channel(c.id) if m.visible_to(person.id)]
    return [_message(hub, person, message) for message in sorted(found, key=lambda m: m.ts)]


def may_see_file(hub: Hub, person: Person, file: File) -> bool:
    """Whether a message or view in the person's sight shows the file."""
    for channel in hub.directory.channels_of(person.id):
        for message in hub.state.in_channel(channel.id):
            if message.visible_to(person.id) and (file.id in message.files or _shows(message.blocks, file)):
                return True
    views = [view for view in hub.state.views.values() if view.user == person.id]
    return any(_shows(view.body["blocks"], file) for view in views)


def unread(hub: Hub, person: Person) -> int:
    """How many messages the person has not read, in all their channels."""
    return sum(_unread(hub, person, channel) for channel in hub.directory.channels_of(person.id))


def _marked(hub: Hub, person: Person, messages: list[Json]) -> list[Json]:
    """The messages, those with `finish` that can be finished for the person."""
    if hub.setup.understudy is None:
        return messages
    marks = hub.setup.understudy.marks(person.id, messages)
    return [one | {"finish": marks[one["ts"]]} if one["ts"] in marks else one for one in messages]


def _channel(hub: Hub, person: Person, channel: Channel) -> Json:
    shown: Json = {"id": channel.id, "name": channel.name, "kind": channel.kind}
    if channel.kind == "dm":
        shown |= {"name": hub.setup.bot_name, "with": BOT_USER}
    flags = {"archived": channel.is_archived, "private": channel.is_private, "shared": channel.is_shared}
    shown |= {name: True for name, holds in flags.items() if holds}
    return shown | {"unread": _unread(hub, person, channel)}


def _unread(hub: Hub, person: Person, channel: Channel) -> int:
    read = hub.state.read.get(person.id, {}).get(channel.id, "0")
    return sum(
        1
        for message in hub.state.in_channel(channel.id)
        if message.ts > read and message.user != person.id and message.visible_to(person.id)
    )


def _message(hub: Hub, person: Person, message: Message) -> Json:
    shown: Json = {key: getattr(message, key) for key in ("channel", "ts", "user", "text", "blocks")}
    for key in ("thread_ts", "edited"):
        if getattr(message, key):
            shown[key] = getattr(message, key)
    if message.ephemeral_to:
        shown["ephemeral"] = True
    files = [hub.state.files[key] for key in message.files if key in hub.state.files]
    if files:
        shown["files"] = [_file(person, file) for file in files]
    if person.id in message.selections:
        shown["state"] = {"values": message.selections[person.id]}
    return shown


def _file(person: Person, file: File) -> Json:
    shown = {key: getattr(file, key) for key in ("id", "name", "title", "mimetype", "size", "alt")}
    return shown | {"url": f"/play/{person.id}/files/{file.id}"}


def _view(view: View | None) -> Json | None:
    if view is None:
        return None
    shown = ("type", "title", "submit", "close", "callback_id", "private_metadata", "blocks")
    return {
        "id": view.id,
        **{key: view.body.get(key) for key in shown},
        "state": {"values": view.values},
        "errors": view.errors,
    }


def _shows(blocks: list[Json], file: File) -> bool:
    return any(named.rpartition("/")[2] == file.id for _, named in named_files(blocks))
