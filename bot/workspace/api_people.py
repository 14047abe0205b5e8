"""Web API: who the app is, people, user groups, channels and their members, histories."""

import zoneinfo
from datetime import datetime
from functools import lru_cache

from bot.workspace.hub import Hub, Refusal
from bot.workspace.methods import Method, flag, page, require, string
from bot.workspace.payloads import message_body
from bot.workspace.setup import APP_ID, BOT_ID, BOT_USER, Channel, Json, Person
from bot.workspace.state import Message

USUAL_PAGE = 100


def auth_test(hub: Hub, _: Json) -> Json:
    """Says who the token's bot is, and where."""
    team = hub.directory.team
    return {
        "url": f"{hub.url}/",
        "team": team.name,
        "user": hub.directory.people[BOT_USER].handle,
        "team_id": team.id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def bots_info(hub: Hub, arguments: Json) -> Json:
    """Says who a bot id is."""
    if string(arguments, "bot") != BOT_ID:
        raise Refusal("bot_not_found")
    return {"bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": hub.setup.bot_name, "deleted": False}}


def users_info(hub: Hub, arguments: Json) -> Json:
    """Describes one person."""
    person = hub.directory.people.get(string(arguments, "user"))
    if person is None:
        raise Refusal("user_not_found")
    return {"user": user_body(hub, person, with_locale=flag(arguments, "include_locale"))}


def users_list(hub: Hub, arguments: Json) -> Json:
    """Describes everyone, a page at a time."""
    people, rest = page(list(hub.directory.people.values()), arguments, usual=len(hub.directory.people))
    locale = flag(arguments, "include_locale")
    return {"members": [user_body(hub, person, with_locale=locale) for person in people], **rest}


def usergroup_users(hub: Hub, arguments: Json) -> Json:
    """Lists a user group's people."""
    group = hub.directory.group(string(arguments, "usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    people = hub.directory.people
    return {"users": [user for user in group.users if user in people and not people[user].deleted]}


def conversations_info(hub: Hub, arguments: Json) -> Json:
    """Describes one channel."""
    channel = known_channel(hub, arguments, "read")
    body = channel_body(channel)
    if flag(arguments, "include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


def conversations_members(hub: Hub, arguments: Json) -> Json:
    """Lists a channel's members, a page at a time."""
    channel = known_channel(hub, arguments, "read")
    members, rest = page(channel.members, arguments, usual=USUAL_PAGE)
    return {"members": members, **rest}


def conversations_open(hub: Hub, arguments: Json) -> Json:
    """Opens the direct messages with one person."""
    users = [user for user in string(arguments, "users").split(",") if user]
    if len(users) != 1:
        raise Refusal("users_list_not_supplied" if not users else "not_enough_users")
    channel = direct_messages(hub, users[0])
    return {"already_open": True, "no_op": True, "channel": {"id": channel.id}}


def conversations_history(hub: Hub, arguments: Json) -> Json:
    """Lists a channel's messages, newest first, a page at a time."""
    channel = known_channel(hub, arguments, "history")
    _member(channel)
    kept = [m for m in _shared(hub, channel) if m.thread_ts in (None, m.ts) and _in_span(m, arguments)]
    messages, rest = page(kept[::-1], arguments, usual=USUAL_PAGE)
    return _history(hub, arguments, messages, rest)


def conversations_replies(hub: Hub, arguments: Json) -> Json:
    """Lists a thread, its first message first, a page at a time."""
    channel = known_channel(hub, arguments, "history")
    _member(channel)
    root = string(arguments, "ts")
    kept = [m for m in _shared(hub, channel) if root in (m.ts, m.thread_ts) and _in_span(m, arguments)]
    if not kept:
        raise Refusal("thread_not_found")
    messages, rest = page(kept, arguments, usual=USUAL_PAGE)
    return _history(hub, arguments, messages, rest)


def known_channel(hub: Hub, arguments: Json, scope: str) -> Channel:
    """The channel an argument names, which the app may see with `<kind>:<scope>`."""
    channel = hub.directory.channels.get(string(arguments, "channel"))
    if channel is None:
        raise Refusal("channel_not_found")
    require(hub, f"{channel.scope_kind}:{scope}")
    if channel.is_private and BOT_USER not in channel.members:
        raise Refusal("channel_not_found")
    return channel


def direct_messages(hub: Hub, user: str) -> Channel:
    """The direct messages between the bot and `user`."""
    person = hub.directory.people.get(user)
    if person is None:
        raise Refusal("user_not_found")
    if person.is_bot or person.id == "USLACKBOT":
        raise Refusal("cannot_dm_bot")
    if person.deleted:
        raise Refusal("user_disabled")
    return next(c for c in hub.directory.channels.values() if c.kind == "dm" and user in c.members)


def user_body(hub: Hub, person: Person, *, with_locale: bool) -> Json:
    """A person as Slack describes them."""
    team = person.team_id or hub.directory.team.id
    body: Json = {
        "id": person.id,
        "team_id": team,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "profile": {"real_name": person.name, "display_name": person.name.partition(" ")[0], "team": team},
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.deleted:
        return body
    zone = {"tz": person.tz, "tz_label": person.tz, "tz_offset": _tz_offset(person.tz, int(hub.now()) // 3600)}
    roles = {"is_admin": person.is_admin, "is_owner": False, "is_primary_owner": False}
    guest = {"is_restricted": person.is_guest, "is_ultra_restricted": False}
    return body | zone | roles | guest | ({"locale": person.locale} if with_locale else {})


def channel_body(channel: Channel) -> Json:
    """A channel as Slack describes it."""
    body: Json = {"id": channel.id, "is_archived": channel.is_archived, "is_im": channel.kind == "dm"}
    if channel.kind == "dm":
        return body | {"user": next(user for user in channel.members if user != BOT_USER)}
    return body | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_private": channel.is_private,
        "is_mpim": False,
        "is_general": False,
        "is_member": BOT_USER in channel.members,
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
    }


@lru_cache
def _tz_offset(zone: str, hours_since_1970: int) -> int:
    try:
        local = datetime.fromtimestamp(hours_since_1970 * 3600, zoneinfo.ZoneInfo(zone))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return 0
    offset = local.utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _member(channel: Channel) -> None:
    if BOT_USER not in channel.members:
        raise Refusal("not_in_channel")


def _shared(hub: Hub, channel: Channel) -> list[Message]:
    return [message for message in hub.state.in_channel(channel.id) if not message.ephemeral_to]


def _in_span(message: Message, arguments: Json) -> bool:
    oldest, latest = string(arguments, "oldest") or "0", string(arguments, "latest") or "9" * 10
    if flag(arguments, "inclusive"):
        return oldest <= message.ts <= latest or message.ts == latest
    return oldest < message.ts < latest


def _history(hub: Hub, arguments: Json, messages: list[Message], rest: Json) -> Json:
    metadata = flag(arguments, "include_all_metadata")
    bodies = [message_body(hub, message, with_metadata=metadata) for message in messages]
    more = bool(rest["response_metadata"]["next_cursor"])
    return {"messages": bodies, "has_more": more, "pin_count": 0, **rest}


METHODS = {
    "auth.test": Method(auth_test, caller="x"),
    "bots.info": Method(bots_info, "users:read"),
    "users.info": Method(users_info, "users:read", ("user",)),
    "users.list": Method(users_list, "users:read"),
    "usergroups.users.list": Method(usergroup_users, "usergroups:read", ("usergroup",)),
    "conversations.info": Method(conversations_info, required=("channel",)),
    "conversations.members": Method(conversations_members, required=("channel",)),
    "conversations.open": Method(conversations_open, "im:write"),
    "conversations.history": Method(conversations_history, required=("channel",)),
    "conversations.replies": Method(conversations_replies, required=("channel", "ts")),
}
