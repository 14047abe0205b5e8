"""The app's manifest: what the bot handles and calls, as Slack wants it declared. A test holds it to the listeners.

Source: https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.slack.calls import Method

NAME = "Role breadth"


class SlashCommand(Struct, frozen=True):
    """A command the bot answers, and what Slack shows of it while it is typed."""

    command: str
    description: str
    usage: str


COMMANDS: tuple[SlashCommand, ...] = (
    SlashCommand("/breadth", "Where your interviews about sales roles stand", "status | new | help"),
    SlashCommand("/breadth-summary", "How an assessment stands, and its summary once it is closed", ""),
)

EVENTS: Mapping[str, str] = {
    "message.im": "im:history",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
}
"""The events the bot listens to, each with the scope it needs."""

CALLS: Mapping[Method, tuple[str, ...]] = {
    "apps.connections.open": (),
    "auth.test": (),
    "chat.getPermalink": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history",),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.members": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.update": (),
}
"""The Web API methods the bot calls, each with the scopes it needs: of several, one for each kind of channel."""

SCOPES: Mapping[str, str] = {
    "chat:write": "asks the questions",
    "commands": "answers /breadth",
    "users:read": "knows time zones, and leaves out bots and deactivated accounts",
    "files:write": "shows pictures beside a summary",
}
"""The scopes the bot cannot do without, each with what it is for."""

OPTIONAL_SCOPES: Mapping[str, str] = {
    "im:history": "reads answers typed in its direct messages, and looks up posts whose fate is unknown",
    "im:write": "finds direct messages in which a post may be whose fate is unknown",
    "channels:read": "warns before a summary goes to a public channel, or to one with guests",
    "groups:read": "warns where a private channel has guests, or is shared with another company",
}
"""The scopes it gets along without; what then is missing it says."""


def manifest() -> dict[str, Any]:
    """The manifest as Slack's schema has it, for Socket Mode."""
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": "Asks sales stakeholders how broad each sales role is, and shows where they differ.",
            "background_color": "#1f3a4d",
        },
        "features": {
            # Without the messages tab, or with a read-only one, nobody can type to the bot.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [_declared(command) for command in COMMANDS],
        },
        "oauth_config": {
            "scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _declared(command: SlashCommand) -> dict[str, Any]:
    shown = {"command": command.command, "description": command.description, "should_escape": True}
    return shown | ({"usage_hint": command.usage} if command.usage else {})
