"""A launch, killed at any step and begun again: everybody has one invitation."""

import os
import time
from contextlib import suppress
from typing import Any

import pytest

from bot.fieldwork.draft import Draft, DraftRole
from bot.interview.model import Fielding, Receipt
from bot.interview.turns import BotTurn
from bot.operations.launching import launch, may_start, prepared
from bot.operations.sweeping import sweep
from bot.questionnaire.model import ACCOUNTABILITIES, Term
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore
from tests.operations.conftest import NOW, Slack, World

TERMS = {name: Term(name.title(), f"What {name} is.") for name in ACCOUNTABILITIES}


class Killed(BaseException):
    """The process is gone; nothing after this is run."""


class Mortal:
    """Kills the process at the `at`th step that anything outside could notice: a write, a flush, a post."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        """Counts one step; from the last on nothing is done any more."""
        self.left -= 1
        if self.left <= 0:
            raise Killed


class MortalSlack(Slack):
    """A Slack to which a dying process may or may not have posted."""

    def __init__(self, mortal: Mortal) -> None:
        super().__init__()
        self.mortal = mortal

    async def post(self, fielding: Fielding, interview: Any, turn: BotTurn) -> Receipt:
        """Posts; the process may die just before, or just after."""
        self.mortal.step()
        receipt = await super().post(fielding, interview, turn)
        self.mortal.step()
        return receipt


def killed_at(world: World, mortal: Mortal) -> World:
    """The same world in a process that dies there."""

    def write(descriptor: int, content: bytes, offset: int) -> int:
        mortal.step()
        return os.pwrite(descriptor, content, offset)

    def flushed(descriptor: int) -> None:
        mortal.step()

    slack = MortalSlack(mortal)
    slack.posted = world.slack.posted
    dying = World(world.root, world.assessment, slack)
    dying.office.store = TinyStore(DataFolder(world.root), Disk(pwrite=write, flush=flushed))
    return dying


@pytest.mark.parametrize("at", range(1, 61, 2))
async def test_killed_anywhere_nobody_is_invited_twice(world: World, at: int) -> None:
    """Whatever step a launch dies at, launching again and the next sweep leave everyone with one invitation."""
    with suppress(Killed):
        await launch(killed_at(world, Mortal(at)).office, world.assessment, NOW)
    again = world.restarted()
    await launch(again.office, world.assessment, NOW)
    await sweep(again.office, "T0LOCAL", NOW)
    invited = [to for to, _ in world.slack.posted]
    assert sorted(invited) == sorted(person.user for person in world.assessment.roster)


async def test_launched_again_it_stays_as_it_was(world: World) -> None:
    """The second launch says that it was open before, and changes neither roster nor questions."""
    assert await launch(world.office, world.assessment, NOW)
    assert not await launch(world.office, world.assessment, NOW + 1)
    kept = await world.office.assessment("T0LOCAL", "field-sales")
    assert kept is not None
    assert kept.opened_at == NOW


def test_a_draft_becomes_what_its_roster_file_would(fielding: Fielding) -> None:
    """Roles, people, zones and words arrive; a small role is left out, and those who hold it are colleagues."""
    draft = Draft(
        "T0LOCAL",
        "spring-1a2b",
        "U0ANA",
        name="Spring",
        channel="C0TASK",
        deadline=time.time() + 1e6,
        roles=(DraftRole("Hunter", 9, ("U1",)), DraftRole("Farmer", 4, ("U2", "U3")), DraftRole("Desk", 2, ("U4",))),
        managers=("U5",),
        colleagues=("U6",),
        terms={**TERMS, "sourcing": Term("Trapping", "They call us.")},
        left_out=("U3",),
        zones={"U1": "Asia/Tokyo"},
    )
    made = prepared(draft, fielding.questionnaire)
    assert [role.name for role in made.fielding.roles] == ["Hunter", "Farmer"]
    assert [(one.user, one.role, one.group, one.timezone) for one in made.roster] == [
        ("U1", "hunter", "holder", "Asia/Tokyo"),
        ("U2", "farmer", "holder", ""),
        ("U4", None, "colleague", ""),
        ("U5", None, "manager", ""),
        ("U6", None, "colleague", ""),
    ]
    assert made.fielding.terms["sourcing"].label == "Trapping"
    assert (made.team, made.id, made.channel, made.fielding.facilitator) == (
        "T0LOCAL",
        "spring-1a2b",
        "C0TASK",
        "U0ANA",
    )
    assert made.fielding.deadline == draft.deadline


def test_who_may_start_one() -> None:
    """Those the settings name; with none named, anybody."""
    assert may_start((), "U0MAYA")
    assert may_start(("U0ANA",), "U0ANA")
    assert not may_start(("U0ANA",), "U0MAYA")
