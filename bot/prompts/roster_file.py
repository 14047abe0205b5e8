"""What a roster file holds, and whether an assessment can be opened with it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct

from bot.breadth.gate import FEWEST_HOLDERS
from bot.fieldwork.scope import FEWEST_ROLES, MOST_HEADCOUNT, MOST_ROLES, is_an_answer, same_name
from bot.prompts.sources import DEFAULT
from bot.prompts.wordings import NAME
from bot.questionnaire.findings import Finding, listed, meant
from bot.questionnaire.model import Accountability, Form, Group
from bot.questionnaire.script import IDENTIFIER
from bot.questionnaire.wording_checks import DEFINITION

FORMAT = 1
_USER, _CHANNEL = re.compile(r"[UW][A-Z0-9]{2,20}"), re.compile(r"[CG][A-Z0-9]{2,20}")
_IN_DAYS = re.compile(r"in (\d{1,3}) days?")
_CLOSING_HOUR = 17
"""The hour at which "in 14 days" ends."""


class RosterRole(Struct, frozen=True, rename="kebab"):
    """A role in scope. `holders_agree`: all of its one or two holders agree to be discussed."""

    name: str
    headcount: int
    holders_agree: bool = False


class RosterPerson(Struct, frozen=True, rename="kebab"):
    """A respondent. Whoever has a role holds it; anybody else has a group."""

    user: str
    role: str | None = None
    group: Group | None = None
    timezone: str = ""


class RosterTerm(Struct, frozen=True, rename="kebab"):
    """What is said of an accountability here instead of the questionnaire's words."""

    label: str | None = None
    definition: str | None = None


class RosterFile(Struct, frozen=True, rename="kebab"):
    """An assessment's settings and the people invited. `deadline` is a local time in `timezone`."""

    format: int
    name: str
    facilitator: str
    channel: str
    deadline: str
    timezone: str
    roles: tuple[RosterRole, ...]
    people: tuple[RosterPerson, ...]
    questionnaire: str = DEFAULT
    language: str = "en"
    form: Form = "full"
    horizon: str = "12 months"
    new_customer: str = "first order"
    lapsed_customer: str = "12 months"
    terms: dict[Accountability, RosterTerm] = {}
    sample: bool = False


def kept(file: RosterFile) -> tuple[RosterRole, ...]:
    """The roles that are asked about: all but the small ones whose holders have not agreed."""
    return tuple(role for role in file.roles if role.headcount >= FEWEST_HOLDERS or role.holders_agree)


def deadline_of(file: RosterFile, now: float) -> float | None:
    """The deadline in unix seconds; None where it cannot be understood."""
    zone = zone_of(file.timezone)
    if zone is None:
        return None
    days = _IN_DAYS.fullmatch(file.deadline)
    try:
        if days and file.sample:
            day = datetime.fromtimestamp(now, UTC).astimezone(zone) + timedelta(days=int(days[1]))
            return day.replace(hour=_CLOSING_HOUR, minute=0, second=0, microsecond=0).timestamp()
        given = datetime.fromisoformat(file.deadline)
        return (given if given.tzinfo else given.replace(tzinfo=zone)).timestamp() if len(file.deadline) > 10 else None
    except (ValueError, OverflowError):
        return None


def roster_findings(file: RosterFile, now: float) -> Iterator[Finding]:
    """Everything that keeps an assessment from being opened."""
    if file.format != FORMAT:
        mend = "Update the bot: a newer one wrote this." if file.format > FORMAT else f"Write format: {FORMAT}."
        yield Finding(("format",), f"This is format {file.format}, and this release reads format {FORMAT}.", mend)
        return
    yield from _settings(file, now)
    yield from _roles(file)
    for place, person in enumerate(file.people):
        yield from _person(person, place, file)
    if not file.people:
        yield Finding(("people",), "Nobody is invited.", "List the people under `people`.")


def _settings(file: RosterFile, now: float) -> Iterator[Finding]:
    for key in ("name", "horizon", "new-customer", "lapsed-customer"):
        yield from _named(getattr(file, key.replace("-", "_")), NAME, key)
    for name, term in file.terms.items():
        if term.label is not None:
            yield from _named(term.label, NAME, "terms", name, "label")
        if term.definition is not None:
            yield from _named(term.definition, DEFINITION, "terms", name, "definition")
    if not _USER.fullmatch(file.facilitator):
        yield _no_id(("facilitator",), file.facilitator, "user id such as U0123ABCD")
    if not _CHANNEL.fullmatch(file.channel):
        yield _no_id(("channel",), file.channel, "channel id such as C0123ABCD")
    for key in ("questionnaire", "language"):
        if not IDENTIFIER.fullmatch(getattr(file, key)):
            yield Finding((key,), f"`{key}` is {getattr(file, key)}, which cannot be an id.", "Write a folder's name.")
    yield from _time(file, now)


def _time(file: RosterFile, now: float) -> Iterator[Finding]:
    if zone_of(file.timezone) is None:
        yield _no_zone(file.timezone, "timezone")
        return
    ends = deadline_of(file, now)
    if ends is None:
        mend = "Write a date and a time, such as 2027-03-12 17:00."
        yield Finding(("deadline",), f"The deadline {file.deadline} cannot be understood.", mend)
    elif ends <= now:
        yield Finding(("deadline",), f"The deadline {file.deadline} has passed.", "Write one that is still to come.")


def _roles(file: RosterFile) -> Iterator[Finding]:
    if not FEWEST_ROLES <= len(file.roles) <= MOST_ROLES:
        mend = f"List {FEWEST_ROLES} to {MOST_ROLES}."
        yield Finding(("roles",), f"The number of roles in scope is {len(file.roles)}.", mend)
    elif len(kept(file)) < FEWEST_ROLES:
        mend = f"Add roles that {FEWEST_HOLDERS} or more people hold, or say holders-agree: true where they do."
        yield Finding(("roles",), "Fewer than two roles remain once those of one or two people are left out.", mend)
    for place, role in enumerate(file.roles):
        yield from _named(role.name, NAME, "roles", place, "name")
        if same_name(role.name) in [same_name(other.name) for other in file.roles[:place]]:
            yield Finding(("roles", place, "name"), f"The role {role.name} stands here twice.", "Keep one of them.")
        if is_an_answer(role.name):
            what = f"A role cannot be called {role.name}: people are offered that as an answer."
            yield Finding(("roles", place, "name"), what, "Call it something else.")
        if not 1 <= role.headcount <= MOST_HEADCOUNT:
            path = ("roles", place, "headcount")
            yield Finding(path, f"{role.headcount} people hold the role {role.name}.", "Write how many really do.")


def _person(person: RosterPerson, place: int, file: RosterFile) -> Iterator[Finding]:
    path = ("people", place)
    if not _USER.fullmatch(person.user):
        yield _no_id((*path, "user"), person.user, "user id such as U0123ABCD")
    if person.user in [other.user for other in file.people[:place]]:
        yield Finding((*path, "user"), f"{person.user} stands here twice.", "Keep one of the two lines.")
    names = [role.name for role in file.roles]
    if person.role is not None and same_name(person.role) not in map(same_name, names):
        mend = meant(person.role, names, f"The roles are {listed(names)}.")
        yield Finding((*path, "role"), f"{person.user} has the role {person.role}, which is not in scope.", mend)
    if person.role is not None and person.group not in (None, "holder"):
        mend = "Leave one of them out: a manager or colleague has no role of their own here."
        yield Finding((*path, "group"), f"{person.user} is a {person.group} and has a role.", mend)
    if person.role is None and person.group in (None, "holder"):
        mend = "Add role: and its name, or group: manager or colleague."
        yield Finding((*path, "group"), f"{person.user} has no role.", mend)
    if person.timezone and zone_of(person.timezone) is None:
        yield _no_zone(person.timezone, *path, "timezone")


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name, if there is one."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return None


def _named(text: str, limit: int, *path: str | int) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(path, f"`{path[-1]}` is empty.", "Write it.")
    elif len(text) > limit:
        yield Finding(path, f"`{path[-1]}` has {len(text)} characters.", f"Shorten it to {limit} or fewer.")
    elif limit == NAME and len(text.strip().splitlines()) > 1:
        yield Finding(path, f"`{path[-1]}` has several lines.", "Write it in one.")


def _no_zone(name: str, *path: str | int) -> Finding:
    mend = meant(name, available_timezones(), "Write one such as Europe/Amsterdam.")
    return Finding(path, f"There is no time zone {name}.", mend)


def _no_id(path: tuple[str | int, ...], given: str, wanted: str) -> Finding:
    mend = "In Slack it stands at the foot of the profile or the channel's details, under Copy ID."
    return Finding(path, f"`{path[-1]}` is {given}, and not a {wanted}.", mend)
