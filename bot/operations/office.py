"""The world the operations work in: where things are remembered, and by whom things are said."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.errors import StorageError
from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding, Interview, InterviewKey
from bot.ports import Messenger, Store

R = TypeVar("R")

SLICE = 50
"""Interviews looked at before other work gets its turn."""


class Office:
    """A store, a messenger, the assessments known so far, and a lock an interview for what is said in it."""

    def __init__(self, store: Store, messenger: Messenger) -> None:
        self.store = store
        self.messenger = messenger
        self._assessments: dict[tuple[str, str], Assessment] = {}
        self._speaking: WeakValueDictionary[InterviewKey, asyncio.Lock] = WeakValueDictionary()
        self._releasing: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def assessment(self, team: str, assessment: str) -> Assessment | None:
        """The assessment as it stands; read from the store once, then kept."""
        known = self._assessments.get((team, assessment)) or await self.store.assessment(team, assessment)
        if known is not None:
            self._assessments[team, assessment] = known
        return known

    async def assessments(self, team: str) -> list[Assessment]:
        """Every assessment of a team that can be read, the latest first: one that cannot holds up no other."""
        known = []
        for assessment_id in self.store.assessments(team):
            with suppress(StorageError):
                assessment = await self.assessment(team, assessment_id)
                known += [assessment] if assessment is not None else []
        return sorted(known, key=lambda assessment: (assessment.opened_at, assessment.id), reverse=True)

    async def fielding(self, team: str, assessment: str) -> Fielding | None:
        """What the interviews of an assessment share, if there is one of this id."""
        known = await self.assessment(team, assessment)
        return known.fielding if known is not None else None

    async def interviews(self, assessment: Assessment) -> AsyncIterator[Interview]:
        """Every interview of an assessment, in slices: others are served meanwhile."""
        for at, interview in enumerate(self.store.interviews(assessment.team, assessment.id)):
            if at % SLICE == 0:
                await asyncio.sleep(0)
            yield interview

    async def change_assessment(
        self, team: str, assessment: str, change: Callable[[Assessment], tuple[Assessment, R]]
    ) -> R:
        """Changes an assessment in the store and here. KeyError when there is none."""
        try:
            return await self.store.change_assessment(team, assessment, change)
        finally:
            self._assessments.pop((team, assessment), None)

    async def erase_assessment(self, team: str, assessment: str) -> None:
        """Erases an assessment with all its interviews, in the store and here."""
        self._assessments.pop((team, assessment), None)
        await self.store.erase_assessment(team, assessment)

    def speaking(self, key: InterviewKey) -> asyncio.Lock:
        """The lock under which this respondent is spoken to, so that the bot's turns keep their order."""
        return self._speaking.setdefault(key, asyncio.Lock())

    def releasing(self, team: str, assessment: str) -> asyncio.Lock:
        """The lock under which an assessment is closed and its summary posted, so that two who ask make one."""
        return self._releasing.setdefault((team, assessment), asyncio.Lock())
