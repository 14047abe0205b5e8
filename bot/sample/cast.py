"""Who is being played by nobody just now: people who answer by themselves, in the background."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import aiohttp
import structlog

from bot.sample.cards import Json, open_cards
from bot.sample.door import at_door
from bot.sample.player import Player
from bot.sample.scripts import Script, Scripts
from bot.sample.tastes import Scripted

PATIENCE = 20.0
"""Seconds without a next card after which someone stops answering: longer than a click may count as a double one."""
PAUSE = 0.1
"""Seconds between two answers, so that there is something to watch."""
log = structlog.get_logger()


class Cast:
    """The people of a local workspace, each able to finish an interview alone. `enter` says where that workspace is."""

    def __init__(self, scripts: Scripts) -> None:
        self.scripts = scripts
        self._url = ""
        self._changed: Callable[[], None] = lambda: None
        self._playing: dict[tuple[str, str], asyncio.Task[None]] = {}

    def enter(self, url: str, changed: Callable[[], None]) -> None:
        """Takes the stage at this address; `changed` is called when somebody begins or ends."""
        self._url, self._changed = url, changed

    def marks(self, user: str, messages: Iterable[Json]) -> Mapping[str, Literal["offered", "playing"]]:
        """This person's open cards, by `ts`: whether it could be finished for them, or is being finished."""
        return {
            card.message["ts"]: "playing" if (user, assessment) in self._playing else "offered"
            for assessment, card in open_cards(messages).items()
        }

    def finish(self, user: str, messages: Iterable[Json], ts: str = "") -> bool:
        """Plays the rest of the interview whose open card stands at `ts` ("": any); False where none is open."""
        open_ = [each for each, card in open_cards(messages).items() if ts in ("", card.message["ts"])]
        for assessment in open_:
            self.begin(user, assessment)
        return bool(open_)

    def begin(self, user: str, assessment: str) -> None:
        """Plays the rest of an interview, whose card may still be on its way."""
        if (user, assessment) in self._playing:
            return
        task = asyncio.get_running_loop().create_task(self._play(user, assessment))
        self._playing[user, assessment] = task
        task.add_done_callback(lambda _: self._ended(user, assessment))
        self._changed()

    def is_playing(self, user: str) -> bool:
        """Whether this person is answering alone."""
        return any(each == user for each, _ in self._playing)

    async def stop(self) -> None:
        """Ends every play where it stands."""
        tasks = list(self._playing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, user: str, assessment: str) -> None:
        del self._playing[user, assessment]
        self._changed()

    async def _play(self, user: str, assessment: str) -> None:
        taste = Scripted(self.scripts.people.get(user, Script()))
        try:
            async with aiohttp.ClientSession() as session, at_door(session, self._url, user) as door:
                await Player(door, taste, assessment, patience=PATIENCE, pause=PAUSE).interview()
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            log.info("play-ended", kind=type(error).__name__)
