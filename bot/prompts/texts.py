"""The words the bot says, from Jinja2 templates: whatever a respondent, a role or a firm is called stays inert text."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.prompts.mrkdwn import escaped

log = structlog.get_logger()

Plain = str | int | float
"""All that may be printed: nothing with attributes a template could reach through."""
WORDINGS_KEPT = 1_024
"""Compiled wordings kept at hand: some twenty questionnaires."""


ENGLISH = "en"
"""The language everything is shipped in."""


class Markup(str):
    """Slack markup the bot itself made, such as a date: printed as it is."""

    __slots__ = ()


class Texts:
    """The texts of one language: the firm's own first, then the shipped ones, then the shipped English ones."""

    def __init__(self, shipped: Path, own: Path | None = None, language: str = ENGLISH) -> None:
        self._environment = environment(FileSystemLoader(folders(shipped, own, language)))
        self._shipped = environment(FileSystemLoader(folders(shipped, None, language)))
        self._wording: Callable[[str], Template] = lru_cache(WORDINGS_KEPT)(self._environment.from_string)

    def render(self, name: str, /, **values: Plain) -> str:
        """The text called `name`, its values filled in and escaped for Slack's mrkdwn.

        A firm's own that cannot be printed gives way to the shipped one: nobody is left without an answer for it.
        """
        file, printed = f"{name}.j2", _plain(values)
        try:
            return self._environment.get_template(file).render(printed)
        except Exception as error:  # noqa: BLE001 - a template may fail in any way a program can
            log.error("text-not-printed", path=Path(file), kind=type(error).__name__)
            return self._shipped.get_template(file).render(printed)

    def render_wording(self, template: str, /, **values: Plain) -> str:
        """A question's `ask` or `hint`, its values filled in and escaped for mrkdwn; compiled once."""
        return self._wording(template).render(_plain(values))


def folders(shipped: Path, own: Path | None, language: str) -> tuple[Path, ...]:
    """Where the texts of a language are looked for, in order."""
    own_folder = (own / "texts" / language,) if own is not None else ()
    return tuple(dict.fromkeys((*own_folder, shipped / "texts" / language, shipped / "texts" / ENGLISH)))


def environment(loader: BaseLoader | None = None) -> Environment:
    """How templates are read: sandboxed, unknown placeholders are errors, values are escaped as they print."""
    made = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_inert,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["date"] = date
    return made


def date(seconds: float, timezone: str = "UTC") -> Markup:
    """A moment, as Slack shows it in each reader's own zone; where it cannot, in `timezone`.

    >>> date(1804953600.0, "Europe/Amsterdam")
    '<!date^1804953600^{date_short_pretty} at {time}|Sat 13 Mar 2027, 17:00 CET>'
    """
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(timezone))
    fallback = f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M %Z}"
    # https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
    return Markup(f"<!date^{int(seconds)}^{{date_short_pretty}} at {{time}}|{fallback}>")


def _plain(values: dict[str, Plain]) -> dict[str, Plain]:
    for name, value in values.items():
        if not isinstance(value, str | int | float):
            raise TypeError(f"The value of {name} is neither text nor a number.")
    return values


def _inert(value: object) -> object:
    """The value as it may stand in mrkdwn; an undefined one is left to raise when it prints."""
    if isinstance(value, Markup | int | float | Undefined):
        return value
    return escaped(str(value))
