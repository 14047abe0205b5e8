"""Answers collected elsewhere, as CSV: one split a line."""

import csv
import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.breadth.answers import MOMENTS, Data, Judgement, Respondent, Role
from bot.breadth.foreign_values import FaultLines, check_group, check_name, checked_split, one_line
from bot.questionnaire.model import Group

HEADER = ["respondent", "group", "role", "moment", "servicing", "farming", "hunting", "sourcing"]
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)


class Read:
    """What the lines so far have said; of those with a fault, what they are about is known all the same."""

    def __init__(self) -> None:
        self.judgements: dict[str, dict[str, Judgement]] = {}
        self._groups: dict[tuple[str, str], Group] = {}
        self._given: set[tuple[str, str, str]] = set()

    def before(self, person: str, role: str, moment: str, group: Group | None) -> list[tuple[str, str]]:
        """What earlier lines have against this one, each with the field it is about; from now on it is one of them."""
        told = []
        first = self._groups.setdefault((person, role), group) if group else group
        if first != group:
            told.append(("group", f"{group} here, {first} on an earlier line"))
        if (person, role, moment) in self._given and moment in MOMENTS:
            told.append((moment, "given on an earlier line already"))
        self._given.add((person, role, moment))
        return told


def read_csv(text: str, faults: FaultLines) -> Data:
    r"""The roles and answers in a CSV text, both in the order seen; meaningless once a fault was added.

    >>> lines = ",".join(HEADER), "ana,holder,AM,as_is,60,20,10,10"
    >>> read_csv("\n".join(lines), FaultLines("a.csv")).roles
    (Role(name='AM', headcount=None),)
    """
    rows = _rows(text, faults)
    line, header = next(rows, (1, []))
    if [name.strip() for name in header] != HEADER:
        hint = "; this looks like JSON: end the file's name in .json" if text.lstrip().startswith(("{", "[")) else ""
        faults.add((f"line {line}",), f"expected the header {','.join(HEADER)}{hint}")
        return Data((), ())
    read = Read()
    for line, row in rows:
        if row:
            _read_row(row, line, read, faults)
    roles = dict.fromkeys(role for judged in read.judgements.values() for role in judged)
    people = tuple(Respondent(person, judged) for person, judged in read.judgements.items())
    return Data(tuple(map(Role, roles)), people)


def _rows(text: str, faults: FaultLines) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, and the line it starts on; no fields for one that is not CSV."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    start = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            open_ended = str(error) == "unexpected end of data"
            fault = "a quote opened here is never closed" if open_ended else f"not CSV: {error}"
            faults.add((f"line {start}",), fault)
            yield start, []
            row = []
        if any(field.strip() for field in row):
            yield start, row
        start = reader.line_num + 1


def _read_row(row: list[str], line: int, read: Read, faults: FaultLines) -> None:
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
    own: Group | None = group if check_group(group, place, faults) else None
    told = read.before(person, role, moment, own) if person and named else []
    for part, fault in told:
        faults.add((*place, part), fault)
    if own and split and moment in MOMENTS and not told:
        judged = read.judgements.setdefault(person, {})
        judged[role] = replace(judged.get(role, Judgement(own)), **{moment: split})


def _number(field: str) -> object:
    return float(field) if _NUMBER.fullmatch(field) else field
