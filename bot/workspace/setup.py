"""What a local workspace starts with: its team, people, channels, commands and the rules it plays by."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

Json = dict[str, Any]

APP_ID = "A0LOCALBOT"
BOT_ID = "B0LOCALBOT"
BOT_USER = "U0LOCALBOT"
BOT_TOKEN = "xoxb-local-workspace"  # noqa: S105  no secret: it opens nothing outside this computer
APP_TOKEN = "xapp-local-workspace"  # noqa: S105  the same
DEFAULT_SCOPES = (
    "chat:write",
    "commands",
    "users:read",
    "files:write",
    "im:history",
    "im:write",
    "channels:read",
    "groups:read",
    "usergroups:read",
)
DEFAULT_EVENTS = ("app_home_opened", "message.im")


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """The workspace's own name and id."""

    id: str = "T0LOCAL"
    name: str = "Local workspace"
    domain: str = "local"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One account: a colleague, a guest, a bot; `team_id` differs only for people of another workspace."""

    id: str
    name: str
    title: str = ""
    tz: str = "Europe/Amsterdam"
    locale: str = "en-GB"
    team_id: str = ""
    is_admin: bool = False
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False

    @property
    def handle(self) -> str:
        """The name typed after @: lower case, dots for spaces."""
        return ".".join(self.name.lower().split()) or self.id.lower()


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One channel, or (kind `dm`) the direct messages between one person and the bot."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    kind: Literal["channel", "dm"] = "channel"
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False

    @property
    def scope_kind(self) -> str:
        """The prefix of the scopes that open it: `im`, `groups` or `channels`."""
        if self.kind == "dm":
            return "im"
        return "groups" if self.is_private else "channels"


class UserGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A named list of people, as `@field-sales`."""

    id: str
    handle: str
    users: tuple[str, ...] = ()


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One slash command, as the manifest declares it."""

    command: str
    usage: str = ""
    description: str = ""
    should_escape: bool = True


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """How long things take, in seconds, with Slack's own values; tests pass small ones."""

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    response_url: float = 1800.0
    file_processing: float = 0.3
    save: float = 0.05
    post_interval: float = 0.0


class Understudy(msgspec.Struct, frozen=True, kw_only=True):
    """Who finishes for a person what the app asks of them.

    `marks`: by `ts` those of a person's messages that can be finished, `offered` or `playing`. `finish`: begins, given
    the person, their messages and a `ts` ("": any); False where nothing can be finished.
    """

    marks: Callable[[str, Sequence[Json]], Mapping[str, str]]
    finish: Callable[[str, Sequence[Json], str], bool]


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """Everything `start_workspace` needs to know; all fields but the people have a working default."""

    people: tuple[Person, ...] = ()
    channels: tuple[Channel, ...] = ()
    groups: tuple[UserGroup, ...] = ()
    commands: tuple[Command, ...] = ()
    team: Team = Team()
    bot_name: str = "Role breadth"
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    events: tuple[str, ...] = DEFAULT_EVENTS
    timing: Timing = Timing()
    card: Any = None
    press_card: Callable[[str], Awaitable[None]] | None = None
    understudy: Understudy | None = None
    start_over: Callable[[], Awaitable[None]] | None = None
    now: Callable[[], float] = time.time


class Directory:
    """Who and where, looked up by id; it never changes while the workspace runs."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.team = setup.team
        bot = Person(id=BOT_USER, name=setup.bot_name, tz="Etc/UTC", is_bot=True)
        slackbot = Person(id="USLACKBOT", name="Slackbot", tz="America/Los_Angeles")
        everyone = (slackbot, bot, *setup.people)
        self.people: Mapping[str, Person] = {person.id: person for person in everyone}
        humans = [person for person in setup.people if not person.is_bot]
        dms = [Channel(id=dm_id(p.id), name=p.id, members=(p.id, BOT_USER), kind="dm") for p in humans]
        self.channels: Mapping[str, Channel] = {channel.id: channel for channel in (*setup.channels, *dms)}

    @cached_property
    def humans(self) -> tuple[Person, ...]:
        """Everyone somebody can play: no bots, no deactivated accounts."""
        return tuple(person for person in self.setup.people if not person.is_bot and not person.deleted)

    def channels_of(self, user: str) -> list[Channel]:
        """The channels and direct messages `user` is in."""
        return [channel for channel in self.channels.values() if user in channel.members]

    def command(self, name: str) -> Command | None:
        """The command called `name` (with its slash), if the app has it."""
        return next((command for command in self.setup.commands if command.command == name), None)

    def group(self, group_id: str) -> UserGroup | None:
        """The user group of that id."""
        return next((group for group in self.setup.groups if group.id == group_id), None)


def dm_id(user: str) -> str:
    """The id of the direct messages between `user` and the bot.

    >>> dm_id("U0MAYA")
    'D0MAYA'
    """
    return "D" + user[1:]
