"""Who lives in the local workspace."""

from pathlib import Path

from msgspec import Struct

from bot.errors import QuestionnaireError
from bot.prompts.cache import remembered
from bot.prompts.faults import Fault, fault


class Resident(Struct, frozen=True, rename="kebab"):
    """A made-up person to be played; `tz` is their time zone."""

    id: str
    name: str
    title: str
    tz: str


class Room(Struct, frozen=True, rename="kebab"):
    """A channel everybody is in; nobody else finds or reads a `private` one."""

    id: str
    name: str
    private: bool = False


class People(Struct, frozen=True, rename="kebab"):
    """The people and channels of the local workspace."""

    people: tuple[Resident, ...]
    channels: tuple[Room, ...]


def load_people(path: Path, cache: Path | None = None) -> People:
    """The people and channels in a file, kept in the folder `cache`. Raises QuestionnaireError with every fault."""
    return _load(path) if cache is None else remembered(cache, (path,), People, lambda: _load(path))


def _load(path: Path) -> People:
    people, faults = read_people(path)
    if faults:
        raise QuestionnaireError(faults)
    return people


def read_people(path: Path) -> tuple[People, tuple[Fault, ...]]:
    """The people and channels in a file, and every fault in it."""
    from bot.prompts.converting import convert  # ruamel.yaml comes with these: not for every start
    from bot.prompts.loading import layered

    tree, unreadable = layered([path])
    people, converted = convert(tree, People)
    found = [fault(tree.at(one.path), one.fault, one.mend, one.path) for one in converted.findings]
    return people, tuple(sorted({*unreadable, *found}))
