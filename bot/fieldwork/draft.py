"""An assessment in the making: filled in step by step by whoever will run it, kept until it is launched."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from bot.breadth.gate import FEWEST_HOLDERS
from bot.fieldwork.scope import FEWEST_ROLES, MOST_HEADCOUNT, MOST_ROLES, is_an_answer, same_name
from bot.interview.model import Receipt
from bot.questionnaire.answers import Rejection
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Form, Term
from bot.questionnaire.wording_checks import DEFINITION

Step = Literal["about", "roles", "people", "terms"]
STEPS: tuple[Step, ...] = ("about", "roles", "people", "terms")
"""What is asked, in order, a form each."""
NAME = 75
"""Characters a name may have."""
DIRECT = "D"
"""What the id of direct messages begins with: nobody else reads there, so it is no channel for a taskforce."""
SHOWN_AT_ONCE = 100
"""People a form can show in one list; a longer list that comes back empty was not touched."""
_ROLE = re.compile(r"(?P<name>.*\S)\s*[,;:\t]\s*(?P<headcount>\d{1,7})")


class DraftRole(Struct, frozen=True):
    """A role in scope, and who of its holders is invited. `agreed`: its one or two holders agree to be discussed."""

    name: str
    headcount: int
    holders: tuple[str, ...] = ()
    agreed: bool = False

    @property
    def small(self) -> bool:
        """Whether so few hold it that they have to agree."""
        return self.headcount < FEWEST_HOLDERS

    @property
    def kept(self) -> bool:
        """Whether it is asked about."""
        return self.agreed or not self.small


class Draft(Struct, frozen=True):
    """An assessment not launched yet; its id becomes the assessment's. `deadline` in unix seconds.

    `revision` counts the steps taken, `reached` is how many of them are filled. `left_out` are accounts on the lists
    that are bots or deactivated, `zones` the time zones known. `card` is where the newest card was posted.
    """

    team: str
    id: str
    facilitator: str
    revision: int = 0
    reached: int = 0
    name: str = ""
    channel: str = ""
    deadline: float = 0.0
    form: Form = "full"
    timezone: str = "UTC"
    roles: tuple[DraftRole, ...] = ()
    managers: tuple[str, ...] = ()
    colleagues: tuple[str, ...] = ()
    terms: dict[Accountability, Term] = {}
    left_out: tuple[str, ...] = ()
    zones: dict[str, str] = {}
    card: Receipt | None = None

    @property
    def complete(self) -> bool:
        """Whether every step is filled."""
        return self.reached == len(STEPS)

    def listed(self) -> tuple[str, ...]:
        """Everybody on its lists, in their order."""
        return (*chain.from_iterable(role.holders for role in self.roles), *self.managers, *self.colleagues)

    def invited(self) -> tuple[str, ...]:
        """Everybody who will be asked."""
        return tuple(user for user in self.listed() if user not in self.left_out)


class About(Struct, frozen=True):
    """The first step as it was filled in; None for what was left empty."""

    name: str
    channel: str | None
    deadline: float | None
    form: Form


class Scope(Struct, frozen=True):
    """The second: roles, one a line, each with a comma and how many hold it."""

    text: str


class People(Struct, frozen=True):
    """The third: user ids by list, `holders` and `agreed` in the order of the draft's roles."""

    holders: tuple[tuple[str, ...], ...]
    managers: tuple[str, ...]
    colleagues: tuple[str, ...]
    agreed: tuple[bool, ...]


class Words(Struct, frozen=True):
    """The fourth: what the four are called here, and what is meant by them."""

    terms: dict[Accountability, Term]


Filled = About | Scope | People | Words


def fill(draft: Draft, filled: Filled, now: float) -> Draft | tuple[Rejection, ...]:
    """The draft with one step that fits filled in, or everything that is wrong with what was filled in.

    A rejection's `field` is the block of the form: `name`, `channel`, `deadline`, `roles`, `holders-0`, `managers`,
    `colleagues`, `agreed-0`, `label-farming`, `meaning-farming`.
    """
    after = typed_in(draft, filled)
    match filled:
        case About():
            found = _about_faults(filled, now)
        case Scope():
            found = _scope_faults(filled)
        case People():
            found = _people_faults(after)
        case Words():
            found = _words_faults(filled)
        case _:
            assert_never(filled)
    reached = max(draft.reached, 1 + STEPS.index(step_of(filled)))
    return tuple(found) or replace(after, revision=draft.revision + 1, reached=reached)


def typed_in(draft: Draft, filled: Filled) -> Draft:
    """The draft with what was filled in, right or wrong: as a form shows it again, never to be kept."""
    match filled:
        case About():
            return _about(draft, filled)
        case Scope():
            return _scoped(draft, filled)
        case People():
            return _peopled(draft, filled)
        case Words():
            return replace(draft, terms=filled.terms)
        case _:
            assert_never(filled)


def fits(draft: Draft, filled: Filled) -> bool:
    """Whether this step can be taken now: no step before it is open, and it lists people for just these roles."""
    if isinstance(filled, People) and not len(filled.holders) == len(filled.agreed) == len(draft.roles):
        return False
    return STEPS.index(step_of(filled)) <= draft.reached


def step_of(filled: Filled) -> Step:
    """Which step this fills.

    >>> step_of(Scope(""))
    'roles'
    """
    steps: dict[type[Filled], Step] = {About: "about", Scope: "roles", People: "people", Words: "terms"}
    return steps[type(filled)]


def roles_in(text: str) -> list[DraftRole | None]:
    """The roles that lines name; None for a line that does not say how many hold it. Blank lines count for nothing.

    >>> [(role.name, role.headcount) for role in roles_in("Key accounts, north, 12") if role]
    [('Key accounts, north', 12)]
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_ROLE.fullmatch(line) for line in lines]
    return [DraftRole(one["name"].rstrip(" ,;:"), int(one["headcount"])) if one else None for one in found]


def _about(draft: Draft, filled: About) -> Draft:
    name, channel, deadline = filled.name.strip(), filled.channel or "", filled.deadline or 0.0
    return replace(draft, name=name, channel=channel, deadline=deadline, form=filled.form)


def _about_faults(filled: About, now: float) -> Iterator[Rejection]:
    yield from _text_faults(filled.name, NAME, "name")
    if filled.channel is None or filled.channel.startswith(DIRECT):
        yield Rejection("draft-channel", field="channel")
    if filled.deadline is None or filled.deadline <= now:
        yield Rejection("time-past", field="deadline")


def _scoped(draft: Draft, filled: Scope) -> Draft:
    """The draft with these roles; whoever was listed for a role of the same name still is."""
    known = {same_name(role.name): role for role in draft.roles}
    fresh = [role for role in roles_in(filled.text) if role is not None]
    before = [known.get(same_name(role.name), role) for role in fresh]
    pairs = zip(fresh, before, strict=True)
    return replace(
        draft, roles=tuple(replace(role, holders=old.holders, agreed=old.agreed and role.small) for role, old in pairs)
    )


def _scope_faults(filled: Scope) -> Iterator[Rejection]:
    roles = roles_in(filled.text)
    names: list[str] = []
    if not FEWEST_ROLES <= len(roles) <= MOST_ROLES:
        values: dict[str, str | int] = {"count": len(roles), "fewest": FEWEST_ROLES, "most": MOST_ROLES}
        yield Rejection("draft-how-many-roles", values, "roles")
    for line, role in enumerate(roles, 1):
        if role is None or not 1 <= role.headcount <= MOST_HEADCOUNT:
            yield Rejection("draft-role-line", {"line": line}, "roles")
        elif len(role.name) > NAME:
            yield Rejection("draft-long", {"length": len(role.name), "most": NAME}, "roles")
        elif same_name(role.name) in names:
            yield Rejection("draft-role-twice", {"role": role.name}, "roles")
        elif is_an_answer(role.name):
            yield Rejection("draft-role-answer", {"role": role.name}, "roles")
        names += [same_name(role.name)] if role is not None else []


def _peopled(draft: Draft, filled: People) -> Draft:
    roles = tuple(
        replace(role, holders=_kept(role.holders, holders), agreed=agreed and role.small)
        for role, holders, agreed in zip(draft.roles, filled.holders, filled.agreed, strict=True)
    )
    managers, colleagues = _kept(draft.managers, filled.managers), _kept(draft.colleagues, filled.colleagues)
    return replace(draft, roles=roles, managers=managers, colleagues=colleagues)


def _kept(before: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    return before if len(before) > SHOWN_AT_ONCE and not given else tuple(dict.fromkeys(given))


def _people_faults(draft: Draft) -> Iterator[Rejection]:
    lists = {f"holders-{at}": (role.holders, role.name) for at, role in enumerate(draft.roles)}
    lists |= {"managers": (draft.managers, ""), "colleagues": (draft.colleagues, "")}
    seen: dict[str, str] = {}
    for field, (people, _) in lists.items():
        twice = [user for user in people if user in seen]
        if twice:
            first = seen[twice[0]]
            yield Rejection("draft-two-lists", {"count": len(twice), "list": first, "role": lists[first][1]}, field)
        seen |= {user: field for user in people if user not in seen}
    if not seen:
        yield Rejection("draft-nobody", field="holders-0")
    if sum(role.kept for role in draft.roles) < FEWEST_ROLES:
        asked = next(at for at, role in enumerate(draft.roles) if role.small and not role.agreed)
        yield Rejection("draft-too-few-kept", {"fewest": FEWEST_ROLES}, f"agreed-{asked}")


def _words_faults(filled: Words) -> Iterator[Rejection]:
    labels: list[str] = []
    for name in ACCOUNTABILITIES:
        term = filled.terms.get(name, Term("", ""))
        yield from _text_faults(term.label, NAME, f"label-{name}")
        yield from _text_faults(term.definition, DEFINITION, f"meaning-{name}")
        if same_name(term.label) in labels:
            yield Rejection("draft-label-twice", field=f"label-{name}")
        labels.append(same_name(term.label))


def _text_faults(text: str, most: int, field: str) -> Iterator[Rejection]:
    if not text.strip():
        yield Rejection("draft-empty", field=field)
    elif len(text.strip()) > most:
        yield Rejection("draft-long", {"length": len(text.strip()), "most": most}, field)
