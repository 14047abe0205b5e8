"""Answers collected elsewhere, as JSON: everything wrong with a file is told in one go."""

import json
from collections.abc import Collection, Sequence
from typing import Any, TypeGuard

from msgspec import Struct

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.foreign_values import FaultLines, check_group, check_name, checked_split, meant, one_line
from bot.breadth.ownership import NOT_ROLES, Vote
from bot.breadth.split import Split
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability

MOST_HEADS = 1e9

Place = tuple[str, ...]


class Members(Struct, frozen=True):
    """A JSON object as it was written, keys given twice included."""

    pairs: list[tuple[str, Any]]


def read_json(text: str, faults: FaultLines) -> Data:
    """The roles and answers in a JSON text; meaningless once a fault was added.

    >>> read_json('{"respondents": []}', FaultLines("a.json"))
    Data(roles=(), respondents=())
    """
    try:
        document = json.loads(text, object_pairs_hook=Members)
    except json.JSONDecodeError as error:
        faults.add((), f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})")
        return Data((), ())
    except RecursionError:
        faults.add((), "nested too deeply")
        return Data((), ())
    except ValueError:
        faults.add((), "not JSON: a number has too many digits")
        return Data((), ())
    return _data(document, faults)


def _data(document: object, faults: FaultLines) -> Data:
    top = _object(document, (), faults, ("roles", "respondents"), required=("respondents",))
    given = _roles(top["roles"], faults) if "roles" in top else None
    # Which role a faulty entry was meant to be is not known: then none is called unlisted.
    whole = isinstance(top.get("roles"), list) and all(role.name for role in given or ())
    known = {role.name for role in given or ()} if whole else None
    entries = _list(top.get("respondents", []), ("respondents",), faults)
    seen: list[str] = []
    people = [_respondent(entry, f"respondent {i}", known, seen, faults) for i, entry in enumerate(entries, start=1)]
    _refuse_twins([person.id for person in people], "respondent", "id", faults)
    roles = given if given is not None else tuple(map(Role, dict.fromkeys(seen)))
    return Data(roles, tuple(people))


def _roles(value: object, faults: FaultLines) -> tuple[Role, ...]:
    entries = _list(value, ("roles",), faults)
    roles = tuple(_role(entry, (f"role {number}",), faults) for number, entry in enumerate(entries, start=1))
    _refuse_twins([role.name for role in roles], "role", "name", faults)
    return roles


def _role(value: object, place: Place, faults: FaultLines) -> Role:
    fields = _object(value, place, faults, ("name", "headcount"), required=("name",))
    name, headcount = fields.get("name"), fields.get("headcount")
    named = "name" in fields and check_name(name, (*place, "name"), faults)
    counts = isinstance(headcount, int | float) and not isinstance(headcount, bool)
    if headcount is None:
        pass
    elif not counts or not headcount > 0:
        faults.add((*place, "headcount"), "expected a number above 0, or null")
    elif headcount >= MOST_HEADS:
        faults.add((*place, "headcount"), f"expected a number below {MOST_HEADS:.0f}, or null")
    return Role(str(name) if named else "", headcount)


def _respondent(
    value: object, place: str, known: Collection[str] | None, seen: list[str], faults: FaultLines
) -> Respondent:
    """The entry's answers; the roles it speaks of are added to those seen, in its own order."""
    fields = _object(value, (place,), faults, ("id", "group", "splits", "owners"), required=("id",))
    id_ = _id(fields, place, faults)
    judgements: dict[str, Judgement] = {}
    votes: dict[Accountability, Vote] = {}
    if "group" in fields:
        check_group(fields["group"], (place,), faults)
    for key in fields:
        if key == "splits":
            judgements = _judgements(fields, place, known, faults)
            seen.extend(judgements)
        elif key == "owners":
            votes = _votes(fields["owners"], (place, "owners"), known, faults)
            seen.extend(vote for vote in votes.values() if vote is not None and vote not in NOT_ROLES)
    return Respondent(id_, judgements, votes)


def _judgements(
    fields: dict[str, Any], place: str, known: Collection[str] | None, faults: FaultLines
) -> dict[str, Judgement]:
    splits = _members(fields["splits"], (place, "splits"), faults)
    if "group" not in fields and not all(
        isinstance(split, Members) and "group" in dict(split.pairs) for _, split in splits
    ):
        faults.add((place, "group"), "missing")
    judgements = {}
    for role, split in splits:
        _is_role(role, (place, "splits"), known, faults)
        judgements[role] = _judgement(split, (place, role), fields.get("group"), faults)
    return judgements


def _votes(
    value: object, place: Place, known: Collection[str] | None, faults: FaultLines
) -> dict[Accountability, Vote]:
    owners = _members(value, place, faults, ACCOUNTABILITIES)
    return {
        name: _vote(vote, (*place, name), known, faults)
        for key, vote in owners
        for name in ACCOUNTABILITIES
        if name == key
    }


def _id(fields: dict[str, Any], place: str, faults: FaultLines) -> str:
    given = fields.get("id", "")
    if isinstance(given, bool) or not isinstance(given, str | int):
        faults.add((place, "id"), "expected a text or a whole number")
    elif "id" in fields and not str(given).strip():
        faults.add((place, "id"), "cannot be empty")
    return str(given)


def _judgement(value: object, place: Place, group: Any, faults: FaultLines) -> Judgement:
    fields = _object(value, place, faults, ("as_is", "to_be", "group"))
    if "group" in fields:
        group = fields["group"]
        check_group(group, place, faults)
    return Judgement(group, _split(fields, "as_is", place, faults), _split(fields, "to_be", place, faults))


def _split(fields: dict[str, Any], moment: str, place: Place, faults: FaultLines) -> Split | None:
    if moment not in fields:
        return None
    numbers = fields[moment]
    if not isinstance(numbers, list):
        faults.add((*place, moment), "expected four numbers")
        return None
    return checked_split(numbers, (*place, moment), faults)


def _vote(value: object, place: Place, known: Collection[str] | None, faults: FaultLines) -> Vote:
    if value is None or value in NOT_ROLES:
        return str(value) if value else None
    if not isinstance(value, str):
        faults.add(place, "expected a role's name, nobody, several, or null for don't know")
        return None
    if mend := meant(value):
        faults.add(place, f'"{one_line(value)}" is no role: write {mend}')
        return None
    return value if _is_role(value, place, known, faults) else None


def _is_role(value: object, place: Place, known: Collection[str] | None, faults: FaultLines) -> TypeGuard[str]:
    if not check_name(value, place, faults):
        return False
    if known is not None and value not in known:
        faults.add(place, f'"{one_line(value)}" is not among the roles')
        return False
    return True


def _object(
    value: object,
    place: Place,
    faults: FaultLines,
    known: Sequence[str] | None = None,
    required: Sequence[str] = (),
) -> dict[str, Any]:
    """The members of an object by key, of one given twice the first; faults as for `_members` and for one missing."""
    members: dict[str, Any] = {}
    for key, member in _members(value, place, faults, known):
        members.setdefault(key, member)
    for key in required if isinstance(value, Members) else ():
        if key not in members:
            faults.add((*place, key), "missing")
    return members


def _members(
    value: object, place: Place, faults: FaultLines, known: Sequence[str] | None = None
) -> list[tuple[str, Any]]:
    """An object's members as written; faults for what is no object, a key given twice or unknown (`known` given)."""
    if not isinstance(value, Members):
        faults.add(place, "expected an object")
        return []
    given: set[str] = set()
    for key, _ in value.pairs:
        if key in given:
            faults.add(place, f'the key "{one_line(key)}" is given twice')
        elif known is not None and key not in known:
            faults.add(place, f'unknown key "{one_line(key)}"')
        given.add(key)
    return value.pairs


def _list(value: object, place: Place, faults: FaultLines) -> list[Any]:
    if isinstance(value, list):
        return value
    faults.add(place, "expected a list")
    return []


def _refuse_twins(names: Sequence[str], what: str, key: str, faults: FaultLines) -> None:
    first: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if name and first.setdefault(name, number) != number:
            faults.add((f"{what} {number}", key), f'"{one_line(name)}" is {what} {first[name]}\'s already')
