"""The environment and `.env`, read once into frozen settings: every fault told at once, no secret ever shown."""

import difflib
import io
import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from dotenv.parser import Binding, parse_stream
from msgspec import Struct

from bot.errors import BotError, SettingsError

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LEVELS: tuple[Level, ...] = ("DEBUG", "INFO", "WARNING", "ERROR")
T = TypeVar("T")

DEFAULTS: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_APP_TOKEN": "",
    "SLACK_API_URL": "https://slack.com/api/",
    "DATA": "data",
    "PROMPTS": "",
    "FACILITATORS": "",
    "PORT": "8787",
    "LOG_LEVEL": "INFO",
}
"""Every key the bot reads, and what counts when it is absent or empty."""

SLACK_CLI: Mapping[str, str] = {"SLACK_BOT_TOKEN": "SLACK_CLI_XOXB", "SLACK_APP_TOKEN": "SLACK_CLI_XAPP"}
"""The names under which `slack run` passes the tokens; the environment's own beat them, they beat `.env`."""
SHIPPED_PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
"""The questionnaires and texts that come with the bot."""


class Secret(Struct, frozen=True):
    """A token that shows itself in no traceback, log or debugger."""

    value: str

    def __repr__(self) -> str:
        return "Secret(...)"


class Settings(Struct, frozen=True):
    """What the administrator chose. Folders are absolute; no `facilitators` means any full member may start one.

    Both tokens are set, or neither is: then there is no Slack to talk to but the local workspace.
    """

    bot_token: Secret | None
    app_token: Secret | None
    api_url: str
    data: Path
    prompts: Path
    facilitators: tuple[str, ...]
    port: int
    log_level: Level

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], folder: Path) -> "Settings":
        """Reads `.env` in `folder`, then `environment`, which wins; relative folders start at `folder`.

        Raises SettingsError with every fault found.
        """
        given, faults = _env_file(folder / ".env")
        from_cli = {key: name for key, name in SLACK_CLI.items() if name in environment}
        given |= {key: _Given(environment[name], f"the Slack CLI's {name}") for key, name in from_cli.items()}
        given |= {key: _Given(environment[key], "the environment") for key in DEFAULTS if key in environment}
        reading = _Reading(given, faults)
        bot_token, app_token = reading.tokens()
        data = folder / reading.read("DATA", Path)
        settings = cls(
            bot_token=bot_token,
            app_token=app_token,
            api_url=reading.read("SLACK_API_URL", _api_url),
            data=data,
            prompts=folder / reading.read("PROMPTS", lambda text: Path(text) if text else data / "prompts"),
            facilitators=reading.read("FACILITATORS", _people),
            port=reading.read("PORT", _port),
            log_level=reading.read("LOG_LEVEL", _level),
        )
        if settings.prompts != data / "prompts" and not settings.prompts.is_dir():
            mend = "Make the folder, or correct the setting; without it, prompts in DATA is used."
            reading.fault(f"PROMPTS names {settings.prompts}, and there is no such folder.", "PROMPTS", mend)
        if reading.faults:
            raise SettingsError(reading.faults)
        return settings


class _Given(NamedTuple):
    text: str
    where: str


class _UnfitError(Exception):
    """Carries what is wrong with a value, as the rest of a sentence that begins with its key, and the mend."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.what = what
        self.mend = mend


class _Reading:
    """Values on their way to settings, gathering faults."""

    def __init__(self, given: Mapping[str, _Given], faults: list[BotError]) -> None:
        self._given = given
        self.faults = faults

    def text(self, key: str) -> str:
        return self._given[key].text.strip() if key in self._given else ""

    def read(self, key: str, parse: Callable[[str], T]) -> T:
        """The parsed value; that of the default, and a fault gathered, when it does not fit."""
        try:
            return parse(self.text(key) or DEFAULTS[key])
        except _UnfitError as unfit:
            self.fault(f"{key} {unfit.what}.", key, unfit.mend)
            return parse(DEFAULTS[key])

    def tokens(self) -> tuple[Secret | None, Secret | None]:
        bot, app = self.text("SLACK_BOT_TOKEN"), self.text("SLACK_APP_TOKEN")
        if bot.startswith("xapp-") and app.startswith("xoxb-"):
            what = "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped."
            self.fault(
                what, "SLACK_BOT_TOKEN", "Exchange the two: the bot token begins with xoxb-, the app's with xapp-."
            )
            return None, None
        for here, there, key in ((bot, app, "SLACK_APP_TOKEN"), (app, bot, "SLACK_BOT_TOKEN")):
            if here and not there:
                self.fault(f"{key} is missing, and the other token is set.", key, "Set both tokens, or neither.")
        return self.read("SLACK_BOT_TOKEN", _token("xoxb-")), self.read("SLACK_APP_TOKEN", _token("xapp-"))

    def fault(self, what: str, key: str, mend: str) -> None:
        where = self._given[key].where if key in self._given else ".env or the environment"
        self.faults.append(BotError(what, where, mend))


def _env_file(path: Path) -> tuple[dict[str, _Given], list[BotError]]:
    """What the file gives, by key, and what is wrong with its lines; a missing file gives nothing."""
    try:
        bindings = list(parse_stream(io.StringIO(path.read_text("utf-8"))))
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError):
        mend = "Make it a file of UTF-8 text that the bot may read, or remove it."
        return {}, [BotError(".env cannot be read.", str(path), mend)]
    given: dict[str, _Given] = {}
    faults: list[BotError] = []
    for binding in bindings:
        if fault := _line_fault(binding):
            faults.append(fault)
        elif binding.key:
            given[binding.key] = _Given(binding.value or "", _where(binding))
    return given, faults


def _line_fault(binding: Binding) -> BotError | None:
    if binding.error or (binding.key in DEFAULTS and binding.value is None):
        return BotError("A line of .env cannot be understood.", _where(binding), "Write it as KEY=value.")
    if binding.key and binding.key not in DEFAULTS:
        meant = difflib.get_close_matches(binding.key.upper(), DEFAULTS, n=1, cutoff=0.8)
        if meant:
            return BotError(f"{binding.key} is not a setting.", _where(binding), f"Did you mean {meant[0]}?")
    return None


def _where(binding: Binding) -> str:
    # A binding begins with the blank lines before it.
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    return f".env, line {binding.original.line + blank}"


def _token(prefix: str) -> Callable[[str], Secret | None]:
    def parse(text: str) -> Secret | None:
        if text and not re.fullmatch(rf"{prefix}[A-Za-z0-9-]+", text):
            raise _UnfitError("is not a token of the kind it should be", f"Copy the token that begins with {prefix}.")
        return Secret(text) if text else None

    return parse


def _api_url(text: str) -> str:
    try:
        url = urlsplit(text)
    except ValueError:
        url = urlsplit("")
    if url.scheme not in ("https", "http") or not url.hostname or url.query or url.fragment:
        raise _UnfitError("is not a web address", f"Leave it empty for {DEFAULTS['SLACK_API_URL']}.")
    if url.scheme == "http" and not _loopback(url.hostname):
        raise _UnfitError("would send the tokens unencrypted", "Begin it with https://.")
    if not url.path.endswith("/"):
        raise _UnfitError("does not end in a slash", f"Write {text}/.")
    return text


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _people(text: str) -> tuple[str, ...]:
    people = tuple(person for person in re.split(r"[,\s]+", text) if person)
    strangers = [person for person in people if not re.fullmatch(r"[UW][A-Z0-9]+", person)]
    if strangers:
        mend = "Separate user ids by commas; each is in Slack under a person's profile, More, Copy member ID."
        raise _UnfitError("holds what is not a user id such as U0123ABCD", mend)
    return people


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise _UnfitError("is not a port", "Write a number from 0 to 65535; 0 takes any free one.")
    return int(text)


def _level(text: str) -> Level:
    for level in LEVELS:
        if text.upper() == level:
            return level
    raise _UnfitError("is not a level", f"Write one of {', '.join(LEVELS)}.")
