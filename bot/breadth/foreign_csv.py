"""Answers collected elsewhere, as CSV: one split a line."""

import csv
import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.breadth.answers import MOMENTS, Data, Judgement, Respondent, Role
from bot.breadth.foreign_values import FaultLines, check_group, check_name, checked_split, one_line

HEADER = ["respondent", "group", "role", "moment", "servicing", "farming", "hunting", "sourcing"]
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)

Judgements = dict[str, dict[str, Judgement]]


def read_csv(text: str, faults: FaultLines) -> Data:
    r"""The roles and answers in a CSV text, both in the order seen; meaningless once a fault was added.

    >>> lines = ",".join(HEADER), "ana,holder,AM,as_is,60,20,10,10"
    >>> read_csv("\n".join(lines), FaultLines("a.csv")).roles
    (Role(name='AM', headcount=None),)
    """
    rows = _rows(text, faults)
    line, header = next(rows, (1, []))
    if [name.strip() for name in header] != HEADER:
        faults.add((f"line {line}",), f"expected the header {','.join(HEADER)}")
        return Data((), ())
    judgements: Judgements = {}
    for line, row in rows:
        _read_row(row, line, judgements, faults)
    roles = dict.fromkeys(role for judged in judgements.values() for role in judged)
    people = tuple(Respondent(person, judged) for person, judged in judgements.items())
    return Data(tuple(map(Role, roles)), people)


def _rows(text: str, faults: FaultLines) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, and the line it starts on."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    start = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.add((f"line {start}",), f"not CSV: {error}")
            return
        if any(field.strip() for field in row):
            yield start, row
        start = reader.line_num + 1


def _read_row(row: list[str], line: int, judgements: Judgements, faults: FaultLines) -> None:
    place: tuple[str, ...] = (f"line {line}",)
    if len(row) != len(HEADER):
        faults.add(place, f"expected {len(HEADER)} fields, not {len(row)}")
        return
    person, group, role, moment, *numbers = (field.strip() for field in row)
    named = check_name(role, (*place, "role"), faults)
    place = (*place, role) if named else place
    if not person:
        faults.add((*place, "respondent"), "cannot be empty")
    if moment not in MOMENTS:
        faults.add((*place, "moment"), f'expected as_is or to_be, not "{one_line(moment)}"')
    split = checked_split([_number(field) for field in numbers], (*place, moment), faults)
    if check_group(group, place, faults) and split and moment in MOMENTS:
        _add(judgements.setdefault(person, {}), role, Judgement(group, **{moment: split}), place, faults)


def _add(judged: dict[str, Judgement], role: str, new: Judgement, place: tuple[str, ...], faults: FaultLines) -> None:
    """Joins a person's two lines about one role; they have to agree on the group."""
    old = judged.setdefault(role, Judgement(new.group))
    if old.group != new.group:
        faults.add((*place, "group"), f"{new.group} here, {old.group} on an earlier line")
    for moment in MOMENTS:
        if getattr(new, moment) and getattr(old, moment):
            faults.add((*place, moment), "given on an earlier line already")
    judged[role] = replace(old, as_is=new.as_is or old.as_is, to_be=new.to_be or old.to_be)


def _number(field: str) -> object:
    return float(field) if _NUMBER.fullmatch(field) else field
