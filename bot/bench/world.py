"""What the measurements share: an interview about to be answered, the bot's own listeners, a Slack that is silent."""

import os
import time
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.fieldwork.model import Assessment
from bot.interview.engine import advance, begin, delivered
from bot.interview.model import Fielding, Interview, InterviewKey, Receipt
from bot.interview.turns import Answering, BotTurn, Inbound
from bot.local import LOCAL_TEAM, SAMPLE
from bot.operations.office import Office
from bot.prompts.roster import load_roster
from bot.prompts.texts import Texts
from bot.questionnaire.answers import Option
from bot.rendering.ids import Action, Address, encode
from bot.settings import SHIPPED_PROMPTS
from bot.slack.edge import Edge
from bot.slack.errands import Errands
from bot.slack.home import Homes
from bot.slack.listeners import bolt_app, register
from bot.slack.messenger import SlackMessenger
from bot.slack.pacing import UNPACED, Pace
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore

NOWHERE = "http://127.0.0.1:9/api/"
"""An address nothing listens at."""


class SilentMessenger(SlackMessenger):
    """Has a receipt for everything and says nothing: what follows an acknowledgement is not measured."""

    async def post(self, fielding: Fielding, interview: Interview, turn: BotTurn) -> Receipt:
        """Posts nothing."""
        return Receipt("D0BENCH", f"{time.time():.6f}")

    async def settle(self, fielding: Fielding, interview: Interview, turn: BotTurn, posted: Receipt) -> None:
        """Draws nothing."""


class HeldErrands(Errands):
    """Begins its work only when it is drained: here Slack is in the same process, and would wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Coroutine[Any, Any, object]] = []

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Holds the work back."""
        self._held.append(work)

    async def drain(self, seconds: float) -> int:
        """Does all of it now."""
        while self._held:
            await self._held.pop(0)
        return 0


class Bench:
    """A bot over one data folder, without Slack: `app` takes payloads, `edge` holds what then still is to be done."""

    def __init__(self, root: Path) -> None:
        self.assessment = replace(load_roster(SAMPLE, time.time(), SHIPPED_PROMPTS).assessment(), team=LOCAL_TEAM)
        self.root = root
        self.store = TinyStore(DataFolder(root))
        texts = Texts(SHIPPED_PROMPTS)
        client = AsyncWebClient(base_url=NOWHERE, retry_handlers=[])
        messenger = SilentMessenger(client, texts, Pace(UNPACED, time.monotonic), time.time)
        office = Office(self.store, messenger)
        homes = Homes(office, client, texts, time.time)
        self.edge = Edge(office, client, messenger, texts, homes, time.time, errands=HeldErrands())
        self.app: AsyncApp = bolt_app(NOWHERE)
        register(self.app, self.edge)

    async def fill(self, users: Iterable[str]) -> None:
        """Stores an interview each, two questions in; quickly, so not flushed."""
        quick = TinyStore(DataFolder(self.root), Disk(flush=lambda _: None))
        await quick.create_assessment(self.assessment)
        for user in users:
            await quick.create_interview(asked(self.assessment, user))

    def key(self, user: str) -> InterviewKey:
        """The key of a person's interview here."""
        return InterviewKey(LOCAL_TEAM, self.assessment.id, user)

    def click(self, user: str) -> dict[str, Any]:
        """The payload of a person's click on "right", the answer to the second question."""
        action = {
            "type": "button",
            "action_id": f"{Action.OPTION}:0",
            "block_id": "b1",
            "value": encode(Address(self.assessment.id, 2), "right"),
            "action_ts": f"{time.time():.6f}",
        }
        return {
            "type": "block_actions",
            "team": {"id": LOCAL_TEAM, "domain": "local"},
            "user": {"id": user, "team_id": LOCAL_TEAM},
            "api_app_id": "A0LOCALBOT",
            "container": {"type": "message", "message_ts": "1800000000.000100", "channel_id": "D0BENCH"},
            "channel": {"id": "D0BENCH", "name": "directmessage"},
            "message": {"ts": "1800000000.000100", "text": "", "blocks": []},
            "actions": [action],
        }

    async def put_back(self, user: str) -> None:
        """Waits for what follows the answer, then opens the question again."""
        await self.edge.errands.drain(5.0)
        await self.store.change_interview(self.key(user), lambda _: (asked(self.assessment, user), None))


class Bare:
    """The unavoidable: one append of as many bytes as an answer takes, flushed to disk."""

    def __init__(self, path: Path, size: int) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._line = b"x" * (size - 1) + b"\n"

    def append(self) -> None:
        """Appends and flushes once."""
        os.write(self._file, self._line)
        os.fsync(self._file)

    def close(self) -> None:
        """Closes the file."""
        with suppress(OSError):
            os.close(self._file)


def person(at: int) -> str:
    """The user id of the person at this place.

    >>> person(7)
    'U00000007'
    """
    return f"U{at:08d}"


def asked(assessment: Assessment, user: str) -> Interview:
    """An interview with its consent given and its second question posted."""
    key = InterviewKey(LOCAL_TEAM, assessment.id, user)
    now = time.time()
    fresh = begin(assessment.fielding, key, role=None, group="colleague", timezone="UTC", now=now)
    started = _posted(fresh, now)
    moved = advance(assessment.fielding, started, Inbound("start", Answering(1, Option("start"))), now)
    return _posted(moved.interview, now)


def _posted(interview: Interview, now: float) -> Interview:
    for waiting in interview.undelivered:
        interview = delivered(interview, waiting.serial, Receipt("D0BENCH", "1800000000.000100"), now)
    return interview
