"""A taskforce channel that remembers what was posted in it, and an assessment with answers worth a summary."""

from pathlib import Path

from msgspec.structs import replace

from bot.breadth.telling import parts
from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.model import Entry, Interview, InterviewKey, Receipt
from bot.operations.office import Office
from bot.questionnaire.answers import Divided, Picked, Rated
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.questionnaire.routing import Step
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore
from tests.storage.faults import UNFLUSHED, Crash

NOW = 1_800_000_000.0
TEAM, ID, CHANNEL = "T0LOCAL", "field-sales", "C0TASKFORCE"
SPLITS = ((70, 20, 10, 0), (65, 25, 10, 0), (60, 30, 10, 0), (20, 20, 50, 10), (15, 25, 50, 10), (10, 30, 50, 10))
VOTES = ("am", "is", "nobody", "several", "bdm", "nobody")


class Channel:
    """Implements the part of `ports.Messenger` that tells summaries. It outlives the processes that post in it.

    `trouble` is raised by the next posts; `dies_at` is the number of the call at which the process dies, before Slack
    has it or after.
    """

    def __init__(self) -> None:
        self.posted: list[tuple[str, str, str]] = []
        self.notices: list[str] = []
        self.pictured: list[str] = []
        self.trouble: list[SlackError] = []
        self.lost_answers = 0
        self.unseen = False
        self.no_uploads = False
        self.failing_uploads = 0
        self.no_links = False
        self.unfit_pictures = 0
        self.calls = 0
        self.dies_at = 0
        self.dies_after = False

    async def upload(self, assessment, release, part):
        """A file's id, or the trouble asked for."""
        if self.no_uploads:
            raise Refused("missing_scope")
        if self.failing_uploads:
            self.failing_uploads -= 1
            raise SlackError("later")
        self._step(lambda: None)
        return f"F-{part}"

    async def tell(self, assessment, release, part, place, *, picture="", plain=False):
        """Posts a part; the thread of a post is where it belongs."""
        if self.trouble:
            raise self.trouble.pop(0)
        if picture and self.unfit_pictures:
            self.unfit_pictures -= 1
            raise Refused("invalid_blocks")
        self._step(lambda: self._post(part, place, picture))
        if self.lost_answers:
            self.lost_answers -= 1
            raise OutcomeUnknown("cut")
        return Receipt(place.to, f"{len(self.posted)}.0")

    async def inform(self, assessment, notice):
        """Tells the facilitator; a lost answer means that they were told all the same."""
        if self.trouble:
            raise self.trouble.pop(0)
        self._step(lambda: self.notices.append(notice.name))
        if self.lost_answers:
            self.lost_answers -= 1
            raise OutcomeUnknown("cut")
        return Receipt("D0ANA", f"{len(self.notices)}.5")

    async def informed(self, assessment, notice):
        """Where the notice stands, for whoever may look."""
        if self.unseen:
            raise Refused("missing_scope")
        return Receipt("D0ANA", f"{self.notices.index(notice.name) + 1}.5") if notice.name in self.notices else None

    async def link(self, receipt):
        """The address of a post."""
        if self.no_links:
            raise SlackError("later")
        return f"https://slack/{receipt.channel}/{receipt.ts}"

    @property
    def parts(self):
        """What stands in the channel, in order."""
        return [part for part, to, _ in self.posted if to == CHANNEL]

    def _post(self, part, place, picture):
        self.posted.append((part, place.to, place.thread))
        if picture:
            self.pictured.append(part)

    def _step(self, deed):
        self.calls += 1
        if self.calls == self.dies_at and not self.dies_after:
            raise Crash
        deed()
        if self.calls == self.dies_at:
            raise Crash


def office_on(root: Path, channel: Channel, disk: Disk = UNFLUSHED) -> Office:
    """A new process over these files and that channel."""
    return Office(TinyStore(DataFolder(root), disk), channel)


async def answered(office: Office, fielding, *, submitted: int = 6, invited: int = 8) -> Assessment:
    """Keeps an open assessment in which so many have submitted that hunting has no owner and one role is contested."""
    roster = tuple(Invitee(f"U{at}", "am", "holder") for at in range(invited))
    assessment = Assessment(TEAM, ID, fielding, CHANNEL, roster, NOW)
    assert await office.store.create_assessment(assessment)
    for at in range(invited):
        status = "submitted" if at < submitted else "answering"
        await office.store.create_interview(replace(interview(at), status=status))
    return assessment


def interview(at: int) -> Interview:
    """What person `at` has said."""
    split, vote = SPLITS[at % 6], VOTES[at % 6]
    owners = {"servicing": "am", "farming": "am", "hunting": vote, "sourcing": "is"}
    given = (
        (Step("own-split", "am"), Divided(split, "numbers")),
        (Step("roles-seen"), Picked(("is",))),
        (Step("split", "is"), Divided(split[::-1], "numbers")),
        (Step("future-split", "am"), Divided(split, "same")),
        (Step("owners"), Rated(owners)),
    )
    log = tuple(Entry(step, answer, NOW, 1.0) for step, answer in given)
    key = InterviewKey(TEAM, ID, f"U{at}")
    return Interview(key, "am", "holder", "UTC", ACCOUNTABILITIES, log=log)


async def finished(office: Office) -> bool:
    """Whether every part of the release is marked as said."""
    release = await office.store.release(TEAM, ID)
    assessment = await office.assessment(TEAM, ID)
    return bool(release) and all(assessment.said.get(f"1/{part}") for part in parts(release))


def doubled(channel: Channel) -> list[str]:
    """The parts that stand in the channel more than once."""
    return [part for part in set(channel.parts) if channel.parts.count(part) > 1]
