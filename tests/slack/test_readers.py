"""Before a summary is posted its facilitator learns who can read the channel, as Slack tells it over the wire."""

import aiohttp
import pytest
from msgspec.structs import replace

from bot.fieldwork.readers import Readers
from bot.operations.closing import close
from bot.operations.summarising import preview
from bot.slack import readers
from bot.slack.people import People
from bot.slack.readers import readers_of
from bot.workspace.rules import faults
from bot.workspace.server import start_workspace
from bot.workspace.setup import BOT_USER, DEFAULT_SCOPES, Channel, Person, Setup, Timing
from tests.operations.taskforce import CHANNEL, ID, NOW, TEAM, answered
from tests.slack.bench import Player

TEAM_ONLY = ("U0ANA", "U0BEN", BOT_USER)
UNASKED = tuple(scope for scope in DEFAULT_SCOPES if scope not in ("channels:read", "groups:read"))


@pytest.fixture
def channel():
    """How the taskforce channel is set up."""
    return {"members": TEAM_ONLY, "is_private": True}


@pytest.fixture
def scopes():
    """What the app was granted."""
    return DEFAULT_SCOPES


@pytest.fixture
async def workspace(channel, scopes):
    """A workspace with Ana, Ben, two guests and a taskforce channel."""
    guests = (Person(id="U0GEST", name="Gest", is_guest=True), Person(id="U0GILA", name="Gila", is_guest=True))
    people = (Person(id="U0ANA", name="Ana"), Person(id="U0BEN", name="Ben"), *guests)
    channels = (Channel(id=CHANNEL, name="taskforce", **channel),)
    setup = Setup(people=people, channels=channels, timing=Timing(file_processing=0.01), scopes=scopes)
    running = await start_workspace(setup)
    yield running
    await running.stop()


@pytest.fixture
async def ana(workspace, start, fielding):
    """Ana, whose assessment is closed."""
    bot = await start()
    await answered(bot.edge.office, fielding)
    await close(bot.edge.office, TEAM, ID, NOW)
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Player(session, "U0ANA", bot, workspace)


async def shown(ana):
    """What the preview says of the channel's readers, and what its button asks before it posts; "" for nothing."""
    await preview(ana.bot.edge.office, TEAM, ID, "U0ANA")
    message = await ana.last()
    assert faults({"text": message["text"], "blocks": message["blocks"]}) == ()
    *_, before, buttons = message["blocks"]
    said = before["text"]["text"] if before["type"] == "section" else before["elements"][0]["text"]
    [button] = buttons["elements"]
    return said, button.get("confirm", {}).get("text", {}).get("text", "")


async def found(ana, channel=CHANNEL):
    """What a bot that has just started finds out about the readers."""
    client = ana.bot.edge.client
    return await readers_of(client, People(client), channel)


async def test_a_team_of_its_own_is_not_warned_about(ana):
    """A private channel of full members: nothing is said, and the button asks nothing."""
    assert await found(ana) == Readers("all")
    said, question = await shown(ana)
    assert "Only you see this" in said
    assert question == ""


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ({"members": TEAM_ONLY}, "everybody in the workspace can read it"),
        ({"members": (*TEAM_ONLY, "U0GEST"), "is_private": True}, "1 guest is in it"),
        ({"members": (*TEAM_ONLY, "U0GEST", "U0GILA"), "is_private": True}, "2 guests are in it"),
        ({"members": TEAM_ONLY, "is_private": True, "is_shared": True}, "shared with another company"),
    ],
    ids=["public", "a-guest", "guests", "shared"],
)
async def test_more_readers_than_meant_are_named_and_asked_about(ana, words):
    """The line above the button says what was found, the button says it again and asks; then it posts."""
    said, question = await shown(ana)
    assert words in said
    assert said in question
    assert question.endswith("Post it all the same?")
    await ana.click("post-summary")
    assert [one for one in (await ana.seen())["messages"] if one["channel"] == CHANNEL] != []


def become(ana, **changes):
    """Somebody changes the channel."""
    channels = ana.workspace.hub.directory.channels
    channels[CHANNEL] = replace(channels[CHANNEL], **changes)


async def in_channel(ana):
    """What stands in the taskforce channel."""
    return [one for one in (await ana.seen())["messages"] if one["channel"] == CHANNEL]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_private": False}, "The channel is public"),
        ({"members": (*TEAM_ONLY, "U0GEST")}, "1 guest is in it"),
        ({"is_shared": True}, "shared with another company"),
    ],
    ids=["public", "a-guest", "shared"],
)
async def test_who_has_come_to_read_along_since_the_preview_is_asked_about(ana, changes, words):
    """At the press it looks again: nothing is posted before its facilitator has read who is new, and pressed again."""
    assert (await shown(ana))[1] == ""
    preview_ts = (await ana.last())["ts"]
    become(ana, **changes)
    for _ in range(2):
        await ana.click("post-summary", preview_ts)
        question = await ana.last()
        assert faults({"text": question["text"], "blocks": question["blocks"]}) == ()
        assert "nothing is posted yet" in question["text"]
        assert words in question["text"]
        assert await in_channel(ana) == []
    await ana.click("post-summary")
    posted = await in_channel(ana)
    assert posted != []
    assert "Posted." in (await ana.last())["text"]
    await ana.click("post-summary", (await ana.messages())[-2]["ts"])
    assert await in_channel(ana) == posted


async def test_fewer_readers_than_the_preview_told_of_hold_nothing_up(ana):
    """A guest who has left since needs no second question."""
    become(ana, members=(*TEAM_ONLY, "U0GEST"))
    await shown(ana)
    become(ana, members=TEAM_ONLY)
    await ana.click("post-summary")
    assert await in_channel(ana) != []


class TestWithoutTheScopes:
    """The app was not allowed to look at channels."""

    @pytest.fixture
    def scopes(self):
        """All but those for looking at channels."""
        return UNASKED

    async def test_it_says_so_and_posts(self, ana):
        """That nobody looked is said, nothing is asked, and nothing is held up."""
        assert await shown(ana) == ("Who reads the channel could not be checked.", "")
        await ana.click("post-summary")
        assert [one for one in (await ana.seen())["messages"] if one["channel"] == CHANNEL] != []


@pytest.mark.parametrize("channel", [{"members": ("U0GEST", *TEAM_ONLY)}])
class TestSlackSaysNotAll:
    """A public channel with a guest, and a Slack that fails or is slow."""

    async def test_without_its_kind_nothing_is_claimed(self, ana):
        """Neither that it is public nor that it is not."""
        await ana.fault("error", method="conversations.info", error="internal_error", times=9)
        assert await found(ana) == Readers("none")

    async def test_without_its_members_the_rest_is_told(self, ana):
        """It is public; that guests were not looked for is told too."""
        await ana.fault("error", method="conversations.members", error="internal_error", times=9)
        assert await found(ana) == Readers("part", public=True)
        assert "Not all of its members could be checked." in (await shown(ana))[0]

    async def test_whoever_was_looked_at_in_time_counts(self, ana, monkeypatch):
        """A guest found before the time was up is told, and that there may be more."""
        monkeypatch.setattr(readers, "WITHIN", 0.3)
        people = People(ana.bot.edge.client)
        await people.account("U0GEST")
        await ana.fault("timeout", method="users.info", seconds=2, times=9)
        assert await readers_of(ana.bot.edge.client, people, CHANNEL) == Readers("part", public=True, guests=1)
        await ana.fault("none")


async def test_a_channel_unknown_is_unchecked(ana):
    """The bot is not in it, or it is gone."""
    assert await found(ana, "C0NOWHERE") == Readers("none")
