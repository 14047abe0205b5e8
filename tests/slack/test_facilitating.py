"""Running an assessment in Slack: who has finished, the close, the preview, the post, and who may do which."""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from bot.breadth.telling import FIRST
from bot.errors import Refused, Unreadable
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.engine import begin
from bot.interview.model import Entry, Interview, InterviewKey, Receipt, Status
from bot.operations.office import Office
from bot.operations.sweeping import tell_facilitator
from bot.questionnaire.answers import Divided
from bot.questionnaire.routing import Step
from bot.rendering.ids import Action
from bot.slack.errands import Errands
from bot.slack.facilitating import do, run_for, take_up
from bot.slack.inbound import Command, Running, Touch
from bot.workspace.rules import faults
from bot.workspace.server import Workspace
from tests.slack.bench import KEY, Bot, Player, fielding
from tests.slack.conftest import Start

STATUSES: dict[str, Status] = {"U0MAYA": "submitted", "U0BEN": "submitted", "U0EVA": "submitted", "U0GUS": "answering"}
PARTS = {"U0MAYA": (70, 10, 10, 10), "U0BEN": (10, 10, 70, 10), "U0EVA": (30, 30, 20, 20), "U0GUS": (25, 25, 25, 25)}
DEADLINE = float(int(time.time()) + 1_000_000)


async def fielded(office: Office, statuses: dict[str, Status], assessment: str = KEY.assessment) -> None:
    """Opens an assessment whose people are so far along; nothing is posted to them."""
    shared = msgspec.structs.replace(fielding(DEADLINE), name=assessment.title())
    roster = tuple(Invitee(user, "hunter", "holder") for user in statuses)
    made = Assessment(KEY.team, assessment, shared, "C0TASK", roster, time.time())
    assert await office.store.create_assessment(made)
    for user, status in statuses.items():
        key = InterviewKey(KEY.team, assessment, user)
        fresh = begin(shared, key, role="hunter", group="holder", timezone="Europe/Paris", now=time.time())
        log = (Entry(Step("split"), Divided(PARTS[user], "numbers"), 0.0, 1.0),) if status == "submitted" else ()
        await office.store.create_interview(msgspec.structs.replace(fresh, status=status, log=log, undelivered=()))


@pytest.fixture
async def ana(workspace: Workspace, start: Start) -> AsyncIterator[Player]:
    """Ana, who runs an assessment that three of four have answered."""
    bot = await start()
    await fielded(bot.edge.office, STATUSES)
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Player(session, "U0ANA", bot, workspace)


async def told(player: Player, text: str = "/breadth-summary", channel: str = "C0TASK") -> dict[str, Any]:
    """What a person alone is told in a channel in answer to a command; Slack takes it as it is."""
    assert await player.act("command", channel=channel, text=text) == {"ok": True}
    message = [one for one in (await player.seen())["messages"] if one["channel"] == channel][-1]
    assert message["ephemeral"]
    assert faults({"text": message["text"], "blocks": message["blocks"]}) == ()
    return dict(message)


def buttons(content: Any) -> dict[str, str]:
    """The values on the buttons of a message or a view, by action id."""
    if isinstance(content, list):
        return {name: value for each in content for name, value in buttons(each).items()}
    if not isinstance(content, dict):
        return {}
    own = {content["action_id"]: content["value"]} if content.get("type") == "button" else {}
    return own | {name: value for each in content.values() for name, value in buttons(each).items()}


async def press(player: Player, message: dict[str, Any], action: str) -> dict[str, Any]:
    """Presses a button of a message wherever it stands."""
    return await player.act("click", channel=message["channel"], ts=message["ts"], action_id=action)


async def life(bot: Bot) -> str:
    """Whether the assessment is open or closed."""
    found = await bot.edge.office.assessment(KEY.team, KEY.assessment)
    assert found is not None
    return found.life


async def in_channel(player: Player) -> list[dict[str, Any]]:
    """What everybody sees in the taskforce channel."""
    messages = (await player.seen())["messages"]
    return [one for one in messages if one["channel"] == "C0TASK" and not one.get("ephemeral")]


async def test_from_counts_to_the_posted_summary(ana: Player) -> None:
    """Before the close counts and a button; then a preview in her messages; then the post, once; then the link."""
    before = await told(ana)
    assert "3 of 4 done · 1 started · open until" in before["text"]
    await press(ana, before, "close-yes")
    assert await life(ana.bot) == "closed"
    preview = await ana.last()
    assert "post-summary" in buttons(preview["blocks"])
    assert await in_channel(ana) == []
    assert "The preview of" in (await told(ana))["text"]

    await ana.click("post-summary")
    posted = await in_channel(ana)
    assert posted
    assert "Posted." in (await ana.last())["text"]
    assert [buttons(one["blocks"]) for one in await ana.messages()] == [{}]
    for person in (ana, ana.as_user("U0GUS")):
        assert "|The summary of Field-Sales> is in <#C0TASK>" in (await told(person))["text"]


async def test_the_posted_summary_waits_in_respondents_homes(ana: Player) -> None:
    """Whoever was asked finds the way to it there once it is posted; nobody is written to, and no stranger sees it."""
    maya, gest = ana.as_user("U0MAYA"), ana.as_user("U0GEST")
    for action in ("close-yes", "post-summary"):
        await maya.act("home")
        assert "The summary of" not in str((await maya.seen())["home"]["blocks"])
        await (press(ana, await told(ana), action) if action == "close-yes" else ana.click(action))
    for player, there in ((maya, True), (ana.as_user("U0GUS"), True), (gest, False)):
        await player.act("home")
        home = (await player.seen())["home"]["blocks"]
        assert ("The summary of Field-Sales> is in <#C0TASK>" in str(home)) is there
        assert faults({"type": "home", "blocks": home}) == ()
        assert await player.messages() == []


async def test_a_release_that_cannot_be_read_is_told_as_that(ana: Player, tmp_path: Path) -> None:
    """By command, by button and in Home; her other assessment is there as before."""
    await press(ana, await told(ana), "close-yes")
    await fielded(ana.bot.edge.office, STATUSES, "spring")
    damage(tmp_path, KEY.assessment, "releases/1.json")
    await ana.click("post-summary")
    assert "kept of *Field-Sales* cannot be read" in (await ana.last())["text"]
    await ana.act("home")
    for blocks in ((await ana.seen())["home"]["blocks"], (await told(ana, "/breadth"))["blocks"]):
        assert "kept of *Field-Sales* cannot be read" in str(blocks)
        assert "*Spring*\\n3 of 4 done" in str(blocks)
    assert "*Spring*\n3 of 4 done" in (await told(ana))["text"]
    assert await in_channel(ana) == []


async def test_a_card_that_stayed_as_it_was_does_nothing_twice(ana: Player) -> None:
    """Slack did not redraw the preview: pressed again it posts nothing, and becomes what it should be."""
    await press(ana, await told(ana), "close-yes")
    preview = (await ana.last())["ts"]
    await ana.fault("error", method="chat.update", error="internal_error", times=9)
    await ana.click("post-summary")
    assert "Posted." in (await ana.last())["text"]
    posted = await in_channel(ana)
    await ana.fault("none")
    await ana.click("post-summary", preview)
    assert await in_channel(ana) == posted
    [card, _] = await ana.messages()
    assert buttons(card["blocks"]) == {}
    assert "|The summary> is in <#C0TASK>" in card["text"]


async def test_three_quick_clicks_are_one_close_and_one_preview(ana: Player) -> None:
    """Whether on the private card or on Home: one preview, and the card tells where it is."""
    card = await told(ana)
    await ana.act("home")
    click = {"channel": "C0TASK", "ts": card["ts"], "action_id": "close-yes"}
    home = {"view_id": (await ana.seen())["home"]["id"], "action_id": "close-yes"}
    await asyncio.gather(*(ana.send("click", **where) for where in (click, click, click, home, home)))
    await ana.quiet()
    [preview] = await ana.messages()
    assert "post-summary" in buttons(preview["blocks"])
    [after] = [one for one in (await ana.seen())["messages"] if one["channel"] == "C0TASK"]
    assert buttons(after["blocks"]) == {}
    assert "3 of 4 done" in after["text"]
    where = preview["ts"].replace(".", "")
    assert f"/archives/{ana.channel}/p{where}|The preview of Field-Sales> is in our messages" in after["text"]
    assert f"p{where}|The preview of" in (await told(ana))["text"]
    assert len(await ana.messages()) == 1


async def test_cards_that_asked_to_close_tell_that_it_is_closed(ana: Player) -> None:
    """The word that the deadline has passed, and the counts it led to, keep no button once the assessment closed."""
    await tell_facilitator(ana.bot.edge.office, KEY.team, KEY.assessment, DEADLINE + 1)
    [notice] = await ana.messages()
    await ana.click("close-now")
    await ana.click("close-yes")
    cards = [one for one in await ana.messages() if "post-summary" not in buttons(one["blocks"])]
    assert [(buttons(one["blocks"]), "closed" in one["text"]) for one in cards] == [({}, True), ({}, True)]
    stale = Running(Action.CLOSE_NOW, 0, "", "")
    card = Receipt(ana.channel, notice["ts"])
    await do(ana.bot.edge, Touch(KEY.team, "U0ANA", "k", stale, KEY.assessment, card=card), stale, None)
    assert len(await ana.messages()) == 3


async def test_a_posted_summary_is_not_previewed_again(ana: Player) -> None:
    """[Preview] on a Home drawn before the posting leads to the summary instead."""
    await press(ana, await told(ana), "close-yes")
    await ana.click("post-summary")
    stale = Running(Action.PREVIEW, 0, "", "")
    await do(ana.bot.edge, Touch(KEY.team, "U0ANA", "k", stale, KEY.assessment), stale, None)
    assert "|The summary of Field-Sales> is in <#C0TASK>" in (await ana.last())["text"]
    assert all(buttons(one["blocks"]) == {} for one in await ana.messages())


async def test_anyone_else_is_told_counts_and_who_runs_it(ana: Player) -> None:
    """A respondent, and somebody who merely reads along, get counts and no button."""
    for user in ("U0MAYA", "U0GEST"):
        answer = await told(ana.as_user(user))
        assert "3 of 4 done" in answer["text"]
        assert "<@U0ANA> runs this" in answer["text"]
        assert buttons(answer["blocks"]) == {}


async def test_too_few_answers_are_said_with_how_many_are_needed(workspace: Workspace, start: Start) -> None:
    """With two answers nothing is closed, whichever button is pressed; the line names the three that are needed."""
    bot = await start()
    await fielded(bot.edge.office, {**STATUSES, "U0EVA": "invited"})
    async with aiohttp.ClientSession(workspace.url) as session:
        ana = Player(session, "U0ANA", bot, workspace)
        answer = await told(ana)
        assert "the answers of 3 people or more" in answer["text"]
        assert buttons(answer["blocks"]) == {}
        await ana.act("home")
        home = (await ana.seen())["home"]["blocks"]
        assert "the answers of 3 people or more" in str(home)
        assert "close-yes" not in buttons(home)
        running = Running(Action.CLOSE_YES, 0, "", "")  # on a Home that was shown while there were more
        await do(bot.edge, Touch(KEY.team, "U0ANA", "k", running, KEY.assessment), running, None)
        assert "*Field-Sales* stays open" in (await ana.last())["text"]
        assert await life(bot) == "open"


@pytest.mark.parametrize("done", [0, 2])
async def test_too_few_after_the_deadline_are_closed_without_a_summary(
    workspace: Workspace, start: Start, done: int
) -> None:
    """It says that nobody can answer any more, and closes for good: no preview, no post, whichever button it is."""
    moment = [DEADLINE - 60]
    bot = await start(clock=lambda: moment[0])
    await fielded(bot.edge.office, dict(zip(STATUSES, ["submitted"] * done + ["invited"] * (4 - done), strict=True)))
    async with aiohttp.ClientSession(workspace.url) as session:
        ana = Player(session, "U0ANA", bot, workspace)
        assert "stays open" in (await told(ana))["text"]
        moment[0] = DEADLINE + 60
        await tell_facilitator(bot.edge.office, KEY.team, KEY.assessment, moment[0])
        assert "nothing it could show" in (await ana.last())["text"]
        await ana.click("close-now")
        asked = (await ana.last())["text"]
        await ana.act("home")
        home = (await ana.seen())["home"]["blocks"]
        for text in (asked, str(home), (await told(ana))["text"]):
            assert "closed to answers since <!date^" in text
            assert "nothing a summary could show" in text
            assert "open until" not in text
            assert "stays open" not in text
        assert "close-yes" in buttons(home)
        assert "so there is no summary" in (await told(ana.as_user("U0GUS")))["text"]

        await ana.click("close-yes")
        assert await life(bot) == "closed"
        assert [buttons(one["blocks"]) for one in await ana.messages()] == [{}, {}]
        before = [one["text"] for one in await ana.messages()]
        assert all("closed for good, without a summary" in text for text in before)
        assert "closed for good, without a summary" in (await told(ana))["text"]
        home = (await ana.seen())["home"]["blocks"]
        assert "closed for good" in str(home)
        assert not buttons(home).keys() & {"close-yes", "preview", "write-again"}
        for action in (Action.CLOSE_NOW, Action.CLOSE_YES, Action.PREVIEW, Action.POST_SUMMARY):
            stale = Running(action, 0, "", "")
            await do(bot.edge, Touch(KEY.team, "U0ANA", "k", stale, KEY.assessment), stale, None)
        assert all("post-summary" not in buttons(one["blocks"]) for one in await ana.messages())
        assert await in_channel(ana) == []


async def test_answers_that_cannot_be_read_are_told_before_the_close(ana: Player, tmp_path: Path) -> None:
    """The counts, and the question before the close, say that somebody's are not in what is frozen."""
    await fielded(ana.bot.edge.office, {**STATUSES, "U0GUS": "submitted"}, "spring")
    (tmp_path / KEY.team / "spring" / "U0GUS.jsonl").write_bytes(b"not ours")
    await ana.act("home")
    home = str((await ana.seen())["home"]["blocks"])
    assert home.count("1 person’s answers cannot be read") == 1
    assert home.count("are 1 person’s answers, which cannot be read") == 1
    assert "3 of 4 done · open until" in home.partition("Spring")[2]
    assert "Not done yet" not in home.partition("Spring")[2].partition("Field-Sales")[0]


def damage(folder: Path, assessment: str, file: str = "assessment.jsonl") -> Path:
    """A file of an assessment's, damaged from end to end."""
    path = folder / KEY.team / assessment / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"not ours")
    return path


@pytest.mark.parametrize("launched_in_slack", [True, False])
async def test_an_assessment_that_cannot_be_read_is_told_as_that(
    workspace: Workspace, start: Start, tmp_path: Path, log: io.StringIO, *, launched_in_slack: bool
) -> None:
    """No word of trying again: that it cannot be read, who finds where, that nothing is lost; and nothing is."""
    path, bot = damage(tmp_path, KEY.assessment), await start()
    if launched_in_slack:
        draft = Draft(KEY.team, KEY.assessment, "U0ANA", name="Field-Sales", channel="C0TASK")
        await bot.edge.office.store.create_draft(draft)
    async with aiohttp.ClientSession(workspace.url) as session:
        ana = Player(session, "U0ANA", bot, workspace)
        lines = [(await told(ana))["text"]]
        for action in (Action.CLOSE_YES, Action.PREVIEW, Action.POST_SUMMARY, Action.SUMMARY, Action.LAUNCH):
            running = Running(action, 0, "", "")
            with suppress(Unreadable):
                await run_for(bot.edge, Touch(KEY.team, "U0ANA", "k", running, KEY.assessment), running, None)
            lines.append((await ana.last())["text"])
        if launched_in_slack:
            await ana.act("home")
            lines += [str((await ana.seen())["home"]["blocks"]), str((await told(ana, "/breadth"))["blocks"])]
        for line in lines:
            assert f"kept of {'*Field-Sales*' if launched_in_slack else 'an assessment here'} cannot be read" in line
            assert "in its log" in line
            assert "nothing in it is lost" in line
            assert "gain" not in line
    assert path.read_bytes() == b"not ours"
    assert "field-sales/assessment.jsonl" in log.getvalue()


async def test_one_that_cannot_be_read_stands_in_for_no_other(ana: Player, tmp_path: Path) -> None:
    """In the channel of a damaged one nobody is told of another; elsewhere the one that can be read is meant."""
    draft = Draft(KEY.team, "spring", "U0ANA", name="Spring", channel="C0ELSE")
    await ana.bot.edge.office.store.create_draft(draft)
    damage(tmp_path, "spring")
    elsewhere = Command("/breadth-summary", "", "C0ELSE", "")
    await run_for(ana.bot.edge, Touch(KEY.team, "U0ANA", "k", elsewhere), elsewhere, None)
    assert "kept of *Spring* cannot be read" in (await ana.last())["text"]
    assert "3 of 4 done" in (await told(ana))["text"]


async def unreached(ana: Player) -> str:
    """Gus's invitation could not be delivered; the ts of the notice that says so."""
    office = ana.bot.edge.office

    def lost(present: Assessment) -> tuple[Assessment, None]:
        return msgspec.structs.replace(present, unreachable={"U0GUS": "user_not_found"}), None

    def waiting(present: Interview) -> tuple[Interview, None]:
        fresh = begin(fielding(DEADLINE), present.key, role="hunter", group="holder", timezone="UTC", now=0.0)
        return fresh, None

    await office.change_assessment(KEY.team, KEY.assessment, lost)
    await office.store.change_interview(InterviewKey(KEY.team, KEY.assessment, "U0GUS"), waiting)
    await tell_facilitator(office, KEY.team, KEY.assessment, DEADLINE - 60)
    return str((await ana.last())["ts"])


async def test_nobody_is_written_to_again_after_the_end(ana: Player) -> None:
    """An old notice's button writes to nobody once the assessment is closed, and says so."""
    notice = await unreached(ana)
    await press(ana, await told(ana), "close-yes")
    await ana.click("write-again", notice)
    assert "nobody was written to" in (await ana.last())["text"]
    assert await ana.as_user("U0GUS").messages() == []


async def test_once_all_were_written_to_again_the_card_has_no_button(ana: Player) -> None:
    """It becomes the word that it has arrived, so that nobody is told so of nothing."""
    notice = await unreached(ana)
    await ana.click("write-again")
    assert len(await ana.as_user("U0GUS").messages()) == 1
    card = await ana.last()
    assert card["ts"] == notice
    assert "*Field-Sales*: written to again; it has arrived." in card["text"]
    assert buttons(card["blocks"]) == {}


async def test_which_assessment_is_meant(ana: Player) -> None:
    """Elsewhere it is the caller's only one; with two it asks, and the answer is a click; with none it says where."""
    dm = ana.channel
    assert "3 of 4 done" in (await told(ana, channel=dm))["text"]
    await fielded(ana.bot.edge.office, {"U0MAYA": "submitted"}, "spring")
    which = await told(ana, channel=dm)
    assert buttons(which["blocks"]) == {"summary:0": "spring|0|", "summary:1": "field-sales|0|"}
    await ana.act("click", channel=dm, ts=which["ts"], action_id="summary:1")
    assert "3 of 4 done" in (await ana.last())["text"]
    guest = ana.as_user("U0GEST")
    assert "in the taskforce channel" in (await told(guest, channel=guest.channel))["text"]


async def test_home_shows_who_has_finished_and_closes(ana: Player) -> None:
    """Counts, names of who is done and who is not, nothing of what was said; [Close now] shows the preview."""
    await ana.act("home")
    home = (await ana.seen())["home"]
    shown = {"type": "home", "blocks": home["blocks"]}
    assert faults(shown) == ()
    text = str(shown)
    assert "3 of 4 done · 1 started" in text
    assert "Done: <@U0MAYA>, <@U0BEN>, <@U0EVA>" in text
    assert "Not done yet: <@U0GUS>" in text
    said = "".join(block["text"]["text"] for block in home["blocks"] if block["type"] == "section")
    assert "70" not in said.replace(str(int(DEADLINE)), "")
    await ana.act("click", view_id=home["id"], action_id="close-yes")
    assert await life(ana.bot) == "closed"
    assert "post-summary" in buttons((await ana.last())["blocks"])
    home = (await ana.seen())["home"]
    assert "preview" in buttons(home["blocks"])
    assert "close-yes" not in buttons(home["blocks"])
    await ana.act("click", view_id=home["id"], action_id="preview")
    assert len([one for one in await ana.messages() if "post-summary" in buttons(one["blocks"])]) == 2


async def test_close_now_asks_first(ana: Player) -> None:
    """The button under "all have answered" asks once more; nothing is closed by it."""
    running = Running(Action.CLOSE_NOW, 0, "", "")
    await do(ana.bot.edge, Touch(KEY.team, "U0ANA", "k", running, KEY.assessment), running, None)
    assert await life(ana.bot) == "open"
    assert set(buttons((await ana.last())["blocks"])) == {"close-yes"}


@pytest.mark.parametrize("team", ["T0LOCAL", "T0OTHER"])
@pytest.mark.parametrize("user", ["U0MAYA", "U0GEST"])
@pytest.mark.parametrize(
    "action",
    [
        "launch",
        "edit-draft",
        "show-draft",
        "discard",
        "close-now",
        "close-yes",
        "summary",
        "preview",
        "post-summary",
        "send-again",
        "write-again",
    ],
)
async def test_nobody_else_runs_it(ana: Player, team: str, user: str, action: str) -> None:
    """A button with the right id in the wrong hands, or in another workspace, does nothing but say so privately."""
    running = Running(Action(action), 1, "", "trigger")
    await do(ana.bot.edge, Touch(team, user, "k", running, KEY.assessment), running, None)
    assert await life(ana.bot) == "open"
    assert await in_channel(ana) == []
    assert [one for one in await ana.messages() if one["user"] != "U0ANA"] == []
    if team == KEY.team and (action, user) != ("summary", "U0MAYA"):
        assert "yours" in (await ana.as_user(user).last())["text"]


async def test_a_channel_without_the_bot_is_said(ana: Player) -> None:
    """Slack's refusal is told in plain words, nothing counts as posted, and the same button posts afterwards."""
    await press(ana, await told(ana), "close-yes")
    await ana.fault("error", method="chat.postMessage", error="not_in_channel")
    await ana.click("post-summary")
    assert "Invite it there" in (await ana.last())["text"]
    assert await in_channel(ana) == []
    await ana.click("post-summary", (await ana.messages())[0]["ts"])
    assert await in_channel(ana) != []


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "restricted_action"])
async def test_a_channel_that_is_lost_half_way_is_said_as_that(ana: Player, error: str) -> None:
    """The first message is up already: it does not say that nothing was posted; the same button posts the rest."""
    await press(ana, await told(ana), "close-yes")
    preview = (await ana.last())["ts"]
    messenger = ana.bot.edge.messenger
    tell, trouble = messenger.tell, [Refused(error)]

    async def refused(*given: Any, **how: Any) -> Receipt:
        if given[2] != FIRST and trouble:
            raise trouble.pop()
        return await tell(*given, **how)

    messenger.tell = refused  # type: ignore[method-assign]
    await ana.click("post-summary")
    said = (await ana.last())["text"]
    assert "Only a part is posted so far" in said
    assert "for the rest" in said
    assert "Nothing was posted" not in said
    [first] = await in_channel(ana)
    await ana.click("post-summary", preview)
    assert (await in_channel(ana))[0] == first
    assert len(await in_channel(ana)) > 1


async def test_in_doubt_the_way_to_the_one_question_is_told(ana: Player) -> None:
    """[Post] pressed once more leads to the question; its answer posts the rest, and no button is left anywhere."""
    await press(ana, await told(ana), "close-yes")
    preview = (await ana.last())["ts"]
    await ana.fault("reset_before", method="chat.postMessage")
    await ana.click("post-summary")
    question = (await ana.last())["ts"]
    await ana.click("post-summary", preview)
    where = question.replace(".", "")
    assert f"/archives/{ana.channel}/p{where}|Answer that question> first" in (await ana.last())["text"]
    assert await in_channel(ana) == []
    await ana.click("send-again", question)
    assert (await in_channel(ana))[0]["text"] == "Role breadth: Field-Sales. 3 of 4 answered."
    assert [buttons(one["blocks"]) for one in await ana.messages()] == [{}, {}, {}]


async def test_a_command_waits_for_no_link(ana: Player) -> None:
    """Posted, with a Slack that is slow to say where: commands are answered, and nobody is asked to post again."""
    await press(ana, await told(ana), "close-yes")
    await ana.fault("error", method="chat.getPermalink", error="internal_error", times=9)
    await ana.click("post-summary")
    assert "Posted." in (await ana.last())["text"]
    await ana.fault("none")
    await ana.fault("timeout", method="chat.getPermalink", seconds=8, times=9)
    assert "The summary of Field-Sales is in <#C0TASK>" in str((await told(ana, "/breadth"))["blocks"])
    assert "The summary of Field-Sales is in <#C0TASK>" in (await told(ana))["text"]
    await ana.fault("none")
    assert "|The summary of Field-Sales> is in <#C0TASK>" in (await told(ana))["text"]


async def test_ones_own_assessment_comes_before_anothers_in_one_channel(ana: Player) -> None:
    """Somebody else's newer one with the same taskforce channel hides nobody's own."""
    await fielded(ana.bot.edge.office, {"U0MAYA": "submitted"}, "spring")
    await ana.bot.edge.office.change_assessment(KEY.team, "spring", run_by_ben)
    assert "Field-Sales" in (await told(ana))["text"]
    assert "Spring" in (await told(ana.as_user("U0BEN")))["text"]


def run_by_ben(assessment: Assessment) -> tuple[Assessment, None]:
    """The same, with Ben as its facilitator."""
    shared = msgspec.structs.replace(assessment.fielding, facilitator="U0BEN")
    return msgspec.structs.replace(assessment, fielding=shared), None


async def test_in_a_channel_of_several_it_asks(ana: Player) -> None:
    """A line and a button each, what is open before what is closed and that before what is posted; for everybody."""
    await press(ana, await told(ana), "close-yes")
    await fielded(ana.bot.edge.office, {"U0MAYA": "submitted"}, "spring")
    await fielded(ana.bot.edge.office, {**STATUSES, "U0GUS": "submitted"}, "autumn")
    for who in (ana, ana.as_user("U0GEST")):
        which = await told(who)
        assert list(buttons(which["blocks"]).values()) == ["autumn|0|", "spring|0|", "field-sales|0|"]
        lines = [block["text"]["text"] for block in which["blocks"][1:]]
        assert [line.partition(" <!date")[0] for line in lines] == [
            "*Autumn*  ·  open until",
            "*Spring*  ·  open until",
            "*Field-Sales*  ·  closed",
        ]
        await press(who, which, "summary:1")
        assert "1 of 1 done" in (await in_private(who))[-1]["text"]

    await ana.click("post-summary")
    autumn = await told(ana)
    await press(ana, autumn, "summary:0")
    await press(ana, (await in_private(ana))[-1], "close-yes")
    assert list(buttons((await told(ana))["blocks"]).values()) == ["spring|0|", "autumn|0|", "field-sales|0|"]


async def in_private(player: Player) -> list[dict[str, Any]]:
    """What this person alone sees in the taskforce channel."""
    messages = (await player.seen())["messages"]
    return [one for one in messages if one["channel"] == "C0TASK" and one.get("ephemeral")]


async def test_status_shows_what_one_runs(ana: Player) -> None:
    """`/breadth status` and `/breadth` alone give a facilitator the counts, and open no form."""
    for text in ("/breadth status", "/breadth"):
        assert "3 of 4 done" in str((await told(ana, text))["blocks"])
    assert (await ana.seen())["view"] is None


async def test_what_slack_does_not_do_is_said(ana: Player) -> None:
    """Where the preview cannot be posted it is closed all the same, she is told, and asking again shows it."""
    await ana.act("home")
    home = (await ana.seen())["home"]["id"]
    await ana.fault("error", method="chat.postMessage", error="fatal_error", times=1)
    await ana.act("click", view_id=home, action_id="close-yes")
    assert await life(ana.bot) == "closed"
    assert "try once more" in (await ana.last())["text"]
    await ana.act("click", view_id=home, action_id="preview")
    assert "post-summary" in buttons((await ana.last())["blocks"])


async def test_a_full_disk_is_said(ana: Player) -> None:
    """A close that cannot be kept is told, and has not happened."""
    await ana.act("home")
    ana.bot.disk.full = True
    await ana.act("click", view_id=(await ana.seen())["home"]["id"], action_id="close-yes")
    assert "not be saved" in (await ana.last())["text"]
    ana.bot.disk.full = False
    assert await life(ana.bot) == "open"


async def test_home_follows_what_people_do(ana: Player) -> None:
    """Once opened, her Home counts on as people answer, without being opened again."""
    await ana.act("home")
    await ana.as_user("U0GUS").say("stop")
    assert "3 of 4 done" in str((await ana.seen())["home"]["blocks"])
    await ana.as_user("U0MAYA").say("erase")
    await ana.as_user("U0MAYA").click("erase-yes")
    assert "2 of 4 done" in str((await ana.seen())["home"]["blocks"])


@contextmanager
def killed_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The bot goes no further than its acknowledgements: what it would have done after them is never begun."""
    with monkeypatch.context() as patch:
        patch.setattr(Errands, "start", lambda self, work: work.close())
        yield


async def test_a_click_that_was_acknowledged_is_carried_out(ana: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed right after it took a click to close or to post, the bot does it when it starts again, and once."""
    edge = ana.bot.edge
    await ana.act("home")
    home = (await ana.seen())["home"]["id"]
    with killed_at_once(monkeypatch):
        assert await ana.act("click", view_id=home, action_id="close-yes") == {"ok": True}
    assert await life(ana.bot) == "open"
    await take_up(edge, KEY.team)
    await ana.quiet()
    assert await life(ana.bot) == "closed"

    with killed_at_once(monkeypatch):
        assert await ana.click("post-summary") == {"ok": True}
    assert await in_channel(ana) == []
    await take_up(edge, KEY.team)
    await ana.quiet()
    posted = await in_channel(ana)
    assert posted != []
    assert (await edge.office.store.deeds(KEY.team)).waiting == ()
    await take_up(edge, KEY.team)
    await ana.quiet()
    assert await in_channel(ana) == posted


async def test_a_click_that_could_not_be_carried_out_is_told_and_not_kept(ana: Player) -> None:
    """What its facilitator was told could not be done does not come back by itself at the next start."""
    await press(ana, await told(ana), "close-yes")
    await ana.fault("error", method="chat.postMessage", error="not_in_channel")
    await ana.click("post-summary")
    assert (await ana.bot.edge.office.store.deeds(KEY.team)).waiting == ()


async def test_a_damaged_list_of_clicks_keeps_no_bot_from_its_work(ana: Player, tmp_path: Path) -> None:
    """What cannot be read is left as it is; the buttons still work."""
    (tmp_path / KEY.team / "deeds.jsonl").write_bytes(b"not ours")
    await take_up(ana.bot.edge, KEY.team)
    await press(ana, await told(ana), "close-yes")
    assert await life(ana.bot) == "closed"
