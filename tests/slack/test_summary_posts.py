"""The summary over the real wire: previewed, posted with its picture and its thread, asked about when in doubt."""

import aiohttp
import pytest

from bot.operations import summarising
from bot.operations.closing import close, latest
from bot.operations.facilitating import run
from bot.operations.summarising import it_is_there, post, preview
from bot.slack.summary_posts import cut
from bot.workspace.rules import faults
from bot.workspace.server import start_workspace
from bot.workspace.setup import BOT_USER, DEFAULT_SCOPES, Channel, Person, Setup, Timing
from tests.operations.taskforce import CHANNEL, ID, NOW, TEAM, answered
from tests.slack.bench import Player

PNG = b"\x89PNG"


@pytest.fixture
def timing():
    """How long Slack takes over a file."""
    return Timing(file_processing=0.05)


@pytest.fixture
def scopes():
    """What the app was granted."""
    return DEFAULT_SCOPES


@pytest.fixture
async def workspace(timing, scopes):
    """A workspace with Ana and a taskforce channel."""
    people = (Person(id="U0ANA", name="Ana"), Person(id="U0BEN", name="Ben"))
    channels = (Channel(id=CHANNEL, name="taskforce", members=("U0ANA", "U0BEN", BOT_USER)),)
    running = await start_workspace(Setup(people=people, channels=channels, timing=timing, scopes=scopes))
    yield running
    await running.stop()


@pytest.fixture
async def office(start, fielding, monkeypatch):
    """The office of a connected bot, its assessment closed."""
    monkeypatch.setattr(summarising, "PATIENCE", (0.05, 0.1, 0.2))
    made = (await start()).edge.office
    await answered(made, fielding)
    await close(made, TEAM, ID, NOW)
    return made


@pytest.fixture
async def ben(workspace, start):
    """Somebody in the taskforce."""
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Player(session, "U0BEN", None, workspace)


async def in_channel(player, channel=CHANNEL):
    """The messages of a channel as somebody sees them, oldest first."""
    return [message for message in (await player.seen())["messages"] if message["channel"] == channel]


def pictures(message):
    """The image blocks of a message."""
    return [block for block in message.get("blocks", []) if block["type"] == "image"]


async def test_the_taskforce_reads_the_summary(office, ben, workspace):
    """One message in the channel with its picture and alt text, the rest in its thread, and a link to it."""
    posted = await post(office, TEAM, ID)
    first, *thread = await in_channel(ben)
    [picture] = pictures(first)
    assert picture["alt_text"].startswith("What ")
    assert {message["thread_ts"] for message in thread} == {first["ts"]}
    assert posted.state == "posted"
    assert posted.link == (await run(office, await office.assessment(TEAM, ID), NOW)).link
    assert posted.link.endswith(first["ts"].replace(".", ""))
    file = workspace.hub.state.files[picture["slack_file"]["id"]]
    assert (file.width, file.mimetype) == (1200, "image/png")
    assert file.alt == cut(file.alt)
    titles = [file.title for file in workspace.hub.state.files.values()]
    assert titles == [picture["alt_text"].partition(".")[0], "Who sees it how"]


async def test_every_message_is_one_slack_takes(office, ben):
    """Each has words for the notification, and blocks without a fault; the numbers are a native table."""
    await post(office, TEAM, ID)
    told = await in_channel(ben)
    assert all(message["text"] for message in told)
    assert [block for message in told for block in message["blocks"] if block["type"] == "table"]
    assert [fault for message in told for fault in faults({"text": message["text"], "blocks": message["blocks"]})] == []


async def test_nothing_is_posted_twice_over_the_wire(office, ben):
    """Asked again, the channel stays as it is."""
    first = await post(office, TEAM, ID)
    count = len(await in_channel(ben))
    assert (await post(office, TEAM, ID)).link == first.link
    assert len(await in_channel(ben)) == count


async def test_the_preview_is_seen_by_the_facilitator_alone(office, workspace, ben):
    """It stands in Ana's direct messages with its picture and the button; the channel is empty."""
    await preview(office, TEAM, ID, "U0ANA")
    [shown] = await in_channel(ben.as_user("U0ANA"), "D0ANA")
    assert pictures(shown)
    assert [element["action_id"] for element in shown["blocks"][-1]["elements"]] == ["post-summary"]
    assert await in_channel(ben) == []


class TestQuickFiles:
    """Slack has a picture ready at once, and takes the first message as it is."""

    @pytest.fixture
    def timing(self):
        """No waiting for files."""
        return Timing(file_processing=0.0)

    async def test_a_post_whose_answer_was_lost_is_asked_about(self, office, ben):
        """The message is there, its receipt is not: Ana is asked, and saying so posts the rest and nothing twice."""
        await ben.fault("reset_after", method="chat.postMessage")
        assert (await post(office, TEAM, ID)).state == "unsure"
        [asked] = await in_channel(ben.as_user("U0ANA"), "D0ANA")
        assert [element["action_id"] for element in asked["blocks"][-1]["elements"]] == ["send-again", "it-is-there"]
        value = asked["blocks"][-1]["elements"][1]["value"]
        posted = await it_is_there(office, TEAM, ID, value.split("|")[2])
        first, second, *thread = await in_channel(ben)
        openings = [message["blocks"][0].get("text", {}).get("text") for message in (first, *thread)]
        assert len(openings) == len(set(openings))
        assert "goes on from the first message" in second["blocks"][0]["elements"][0]["text"]
        assert {message["thread_ts"] for message in thread} == {second["ts"]}
        assert (posted.state, posted.link) == (
            "posted",
            (await run(office, await office.assessment(TEAM, ID), NOW)).link,
        )
        assert posted.link.endswith(second["ts"].replace(".", ""))


class TestSlowFiles:
    """Slack takes longer over a picture than the bot waits."""

    @pytest.fixture
    def timing(self):
        """Longer than the bot's patience."""
        return Timing(file_processing=0.6)

    async def test_the_numbers_come_at_once_and_the_picture_below(self, office, ben):
        """The first message has no picture; the thread begins with it, or with its words."""
        await post(office, TEAM, ID)
        first, second, *_ = await in_channel(ben)
        assert pictures(first) == []
        assert second["thread_ts"] == first["ts"]


class TestWithoutFiles:
    """An app that was not granted files:write."""

    @pytest.fixture
    def scopes(self):
        """All but the pictures."""
        return tuple(scope for scope in DEFAULT_SCOPES if scope != "files:write")

    async def test_the_summary_is_posted_in_words(self, office, ben):
        """The picture's words stand in the thread."""
        assert (await post(office, TEAM, ID)).state == "posted"
        first, second, *_ = await in_channel(ben)
        assert pictures(first) == []
        assert "as is" in second["blocks"][0]["text"]["text"]


async def test_no_log_tells_a_figure_or_a_name(office, ben, log):
    """Posting, refused or not, leaves neither words of the release nor user ids in the log."""
    await ben.fault("error", method="files.getUploadURLExternal", error="internal_error")
    await post(office, TEAM, ID)
    told = log.getvalue()
    assert (await latest(office, TEAM, ID)).conflicts
    assert not any(word in told for word in ("Account manager", "U0", "hunting", "60/"))
