"""The whole way of a touch: from Slack's payload to what stands on disk, and back to what Slack shows."""

import asyncio
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bot.fieldwork.model import Assessment
from bot.interview.turns import Plain
from bot.operations import withdrawing
from bot.operations.sweeping import sweep
from bot.questionnaire.answers import Chosen, Divided, Picked, Rated, Wrote
from bot.questionnaire.routing import Step
from bot.workspace.server import Workspace
from tests.slack.bench import KEY, Bot, Player, until
from tests.slack.conftest import Start, invite
from tests.slack.recorded import EVERY, commanded

SPLIT = {"servicing": "40", "farming": "30", "hunting": "20", "sourcing": "10"}
TYPED = "servicing 40, farming 30, hunting 20, sourcing 10"


async def started(maya: Player) -> None:
    """Maya has said that she takes part."""
    assert await maya.click("option:0") == {"ok": True}


def controls(message: dict[str, Any]) -> set[str]:
    """What can be pressed in a message."""
    rows = (block["elements"] for block in message["blocks"] if block["type"] == "actions")
    return {element["action_id"] for row in rows for element in row}


async def test_a_click_moves_the_interview_on(bot: Bot, maya: Player) -> None:
    """Start is on disk once the click is acknowledged; its card becomes a receipt and the next question is posted."""
    card = await maya.last()
    await started(maya)
    assert (await bot.interview()).answers()[Step("consent")] == Chosen("start")
    old, new = await maya.messages()
    assert old["ts"] == card["ts"]
    assert controls(old) == set()
    assert "100 points" in new["text"]
    assert {"open", "tap-way", "back", "terms"} <= controls(new)


async def test_typed_words_answer_the_question(bot: Bot, maya: Player) -> None:
    """A split typed in the direct message is echoed, and counts once it looks right."""
    await started(maya)
    await maya.say(TYPED)
    assert (await bot.interview()).answers().get(Step("split")) is None
    await maya.click("confirm")
    assert (await bot.interview()).answers()[Step("split")] == Divided((40, 30, 20, 10), "typed")


async def test_every_kind_of_modal_answers_its_question(bot: Bot, maya: Player) -> None:
    """Numbers, ticks, rows and words given in modals are stored as given; then everything is submitted."""
    await started(maya)
    for filled in ({**SPLIT, "sourcing": ""}, {"options": ["sale"]}, {"order": "one"}, {"text": "It depends."}):
        await maya.click("open")
        assert await maya.submit(**filled) == {"ok": True}
        assert (await maya.seen())["view"] is None
    answers = (await bot.interview()).answers()
    assert answers[Step("split")] == Divided((40, 30, 20, 10), "numbers")
    assert answers[Step("seen")] == Picked(("sale",))
    assert answers[Step("owner")] == Rated({"order": "one"})
    assert answers[Step("more")] == Wrote("It depends.", quotable=False)
    await maya.click("submit")
    assert (await bot.interview()).status == "submitted"


async def test_what_does_not_fit_is_said_in_the_modal(bot: Bot, maya: Player) -> None:
    """Numbers that make no 100 leave the modal open with the reason, nothing typed lost; corrected, they count."""
    await started(maya)
    await maya.click("open")
    answer = await maya.submit(**{**SPLIT, "servicing": "35"})
    assert len(answer["errors"]) == 1
    assert "95" in next(iter(answer["errors"].values()))
    assert (await maya.view())["state"]["values"]["servicing"]["value"]["value"] == "35"
    assert await maya.submit(**{**SPLIT, "servicing": "35"}) == answer
    assert await maya.submit(**SPLIT) == {"ok": True}
    assert (await bot.interview()).answers()[Step("split")] == Divided((40, 30, 20, 10), "numbers")


async def test_a_modal_that_was_overtaken_keeps_what_was_typed(bot: Bot, maya: Player) -> None:
    """Submitting a modal of an earlier question changes nothing: it stays open with its values and says why."""
    await started(maya)
    await maya.click("open")
    await maya.say("40/30/20/10")
    await maya.click("confirm")
    before = await bot.interview()
    said = len(await maya.messages())
    answer = await maya.submit(**{**SPLIT, "servicing": "60", "farming": "10"})
    assert [
        error.startswith("This question was answered, left or asked anew") for error in answer["errors"].values()
    ] == [True]
    assert (await maya.view())["state"]["values"]["servicing"]["value"]["value"] == "60"
    assert await bot.interview() == before
    assert len(await maya.messages()) == said


async def test_candid_words_are_not_lost_to_a_click_elsewhere(bot: Bot, maya: Player) -> None:
    """What was written while the question was skipped in another client stays in its modal, to be copied."""
    await started(maya)
    for filled in (SPLIT, {"options": ["sale"]}, {"order": "one"}):
        await maya.click("open")
        await maya.submit(**filled)
    await maya.click("open")
    await maya.say("skip")
    assert set((await maya.submit(text="It depends."))["errors"]) == {"text"}
    assert (await maya.view())["state"]["values"]["text"]["value"]["value"] == "It depends."


async def test_words_sent_too_late_stay_in_their_modal(bot: Bot, maya: Player) -> None:
    """A modal sent after the deadline, however often, or after an erasure, says so and keeps what was typed in it."""
    await started(maya)
    for end, why in ((close, "This has closed"), (erase, "Erased")):
        await maya.click("open")
        await end(bot)
        said = len(await maya.messages())
        for _ in range(2):
            answer = await maya.submit(**SPLIT)
            assert [error.startswith(why) for error in answer["errors"].values()] == [True]
            assert (await maya.view())["state"]["values"]["servicing"]["value"]["value"] == "40"
        assert end is erase or len(await maya.messages()) == said
        await maya.act("close", view_id=(await maya.view())["id"])
        await reopen(bot)


async def close(bot: Bot) -> None:
    """The deadline passes."""
    await bot.edge.office.change_assessment(KEY.team, KEY.assessment, lambda open_: (ending(open_, 0.0), None))


async def reopen(bot: Bot) -> None:
    """The deadline lies ahead again."""
    await bot.edge.office.change_assessment(KEY.team, KEY.assessment, lambda shut: (ending(shut, 1e11), None))


async def erase(bot: Bot) -> None:
    """Maya's answers are erased at her word."""
    await withdrawing.erase(bot.edge.office, KEY)


def ending(assessment: Assessment, deadline: float) -> Assessment:
    """The assessment with another deadline."""
    return replace(assessment, fielding=replace(assessment.fielding, deadline=deadline))


async def test_an_outdated_card_opens_no_modal(bot: Bot, maya: Player) -> None:
    """The button of a question that is no longer in hand opens nothing; what is asked now stands at the end again."""
    await started(maya)
    await maya.fault("500", method="chat.update", times=9)
    split = await maya.last()
    bot.edge.messenger.remember = lambda *_: None  # type: ignore[method-assign]  # the old card keeps its buttons
    await maya.say(TYPED)
    await maya.click("confirm")
    await maya.click("open", split["ts"])
    assert (await maya.seen())["view"] is None
    assert (await bot.interview()).answers()[Step("split")] == Divided((40, 30, 20, 10), "typed")


async def test_modals_open_before_anything_else(workspace: Workspace, maya: Player) -> None:
    """The first thing Slack hears after the click that asks for a modal is the opening of it."""
    await started(maya)
    seen = len(calls(workspace))
    await maya.click("open")
    assert calls(workspace)[seen:] == ["views.open"]


@pytest.mark.parametrize("kind", ["error", "500", "ratelimited"])
async def test_where_no_modal_opens_the_card_comes_again(maya: Player, kind: str) -> None:
    """When Slack does not open a modal the question is posted once more, so that nobody is left without one."""
    await started(maya)
    await maya.fault(kind, method="views.open", error="expired_trigger_id")
    await maya.click("open")
    assert (await maya.seen())["view"] is None
    assert "open" in controls(await maya.last())
    assert len(await maya.messages()) == 3


async def test_pausing_declining_and_definitions_have_modals(bot: Bot, maya: Player) -> None:
    """What the words mean, when to be reminded and who should be asked instead are asked in modals of their own."""
    await maya.click("terms")
    assert "What hunting is." in json.dumps(await maya.view())
    await maya.click("later")
    assert await maya.submit(when="hour") == {"ok": True}
    assert (await bot.interview()).remind_at is not None
    await maya.click("decline", (await maya.messages())[0]["ts"])
    assert await maya.submit(better="U0GUS") == {"ok": True}
    assert (await bot.interview()).status == "declined"
    assert "U0GUS" in (await maya.as_user("U0ANA").last())["text"]


async def test_a_time_that_has_passed_is_said_in_the_modal(bot: Bot, maya: Player) -> None:
    """A reminder in the past is not taken, and the modal says so."""
    await maya.click("later")
    assert set((await maya.submit(when="pick", at=1_000_000_000))["errors"]) == {"at"}
    assert (await bot.interview()).remind_at is None


async def test_later_shortly_before_the_close_opens_nothing(bot: Bot, maya: Player) -> None:
    """Where no reminder could come in time, no time is asked for: the message says so, and when it closes."""
    await started(maya)
    card, soon = await maya.last(), time.time() + 5_000
    await bot.edge.office.change_assessment(KEY.team, KEY.assessment, lambda open_: (ending(open_, soon), None))
    await maya.click("more", card["ts"], value=chosen(card, "later"))
    assert (await maya.seen())["view"] is None
    assert "before a reminder would be of use" in (await maya.last())["text"]
    assert (await bot.interview()).status == "paused"


def chosen(card: dict[str, Any], name: str) -> str:
    """What an entry of a card's menu carries."""
    menu = card["blocks"][-1]["elements"][-1]
    return next(str(entry["value"]) for entry in menu["options"] if entry["value"].endswith(f"|{name}"))


@pytest.mark.parametrize("action", ["terms", "more"])
async def test_nothing_begins_anew_unasked_after_an_erasure(bot: Bot, maya: Player, action: str) -> None:
    """Definitions and "remind me later" on an old card say that all was erased; only [Start afresh] begins anew."""
    await started(maya)
    card = await maya.last()
    await maya.say("erase")
    await maya.click("erase-yes")
    value = {"value": chosen(card, "later")} if action == "more" else {}
    await maya.click(action, card["ts"], **value)
    assert "Erased" in (await maya.last())["text"]
    assert await bot.edge.office.store.interview(KEY) is None


async def test_one_delivery_has_one_effect(bot: Bot, maya: Player) -> None:
    """Words that Slack brings twice, and a button pressed twice, count once."""
    await maya.act("click", channel=maya.channel, ts=(await maya.last())["ts"], action_id="option:0")
    await maya.fault("redelivery")
    await maya.say("40/30/20/10")
    proposed = await maya.last()
    assert len(await maya.messages()) == 4
    both = (maya.click("confirm", proposed["ts"]), maya.click("confirm", proposed["ts"]))
    await asyncio.gather(*both)
    assert [entry.step for entry in (await bot.interview()).log] == [Step("consent"), Step("split")]


async def test_quick_words_answer_only_what_they_were_typed_for(bot: Bot, maya: Player) -> None:
    """Of five messages typed at once one answers the question they were typed for; none reaches the next question."""
    await maya.fault("reordering", times=2, seconds=0.1)
    await maya.fault("redelivery", times=2)
    await asyncio.gather(*(maya.send("say", channel=maya.channel, text="start") for _ in range(5)))
    await maya.quiet()
    interview = await bot.interview()
    assert [entry.step for entry in interview.log] == [Step("consent")]
    assert interview.card is not None
    assert (interview.card.step, interview.card.stage) == (Step("split"), Plain())


async def test_typed_words_go_to_the_card_posted_last(bot: Bot, maya: Player) -> None:
    """With two interviews open, what is typed answers the one whose question came last."""
    await started(maya)
    await invite(bot.edge.office, assessment="spring")
    await maya.say("start")
    spring = await bot.edge.office.store.interview(type(KEY)(KEY.team, "spring", KEY.respondent))
    assert spring is not None
    assert spring.status == "answering"


class TestFullDisk:
    """What happens where nothing can be stored."""

    async def test_a_click_is_not_acknowledged(self, bot: Bot, maya: Player) -> None:
        """Slack marks the click as failed, the person reads that nothing was saved, and pressing again works later."""
        card = await maya.last()
        bot.disk.full = True
        assert (await maya.click("option:0"))["ok"] is False
        assert "not be saved" in (await maya.last())["text"]
        bot.disk.full = False
        assert await maya.click("option:0", card["ts"]) == {"ok": True}
        assert (await bot.interview()).status == "answering"

    async def test_a_modal_stays_open(self, bot: Bot, maya: Player) -> None:
        """The modal says that nothing was saved and keeps what was typed; submitting again works later."""
        await started(maya)
        await maya.click("open")
        bot.disk.full = True
        assert "not be saved" in next(iter((await maya.submit(**SPLIT))["errors"].values()))
        bot.disk.full = False
        assert await maya.submit(**SPLIT) == {"ok": True}
        assert Step("split") in (await bot.interview()).answers()

    async def test_words_are_brought_again(self, bot: Bot, maya: Player, log: io.StringIO) -> None:
        """Slack brings the words again until they are stored; the person is told once."""
        await started(maya)
        bot.disk.full = True
        said = asyncio.create_task(maya.say("help"))
        await until(lambda: log.getvalue().count("not handled") == 2)
        bot.disk.full = False
        await said
        texts = [message["text"] for message in await maya.messages()]
        assert sum("not be saved" in text for text in texts) == 1
        assert "These words work" in texts[-1]


class Filed:
    """A person's file, to be damaged and mended."""

    RUINED = b"not a line of ours\n" * 40

    def __init__(self, path: Path) -> None:
        self._path, self._good = path, path.read_bytes()

    def beside(self, name: str) -> "Filed":
        """Another file of the same assessment."""
        return Filed(self._path.with_name(name))

    def damage(self) -> None:
        """Leaves no line of it good."""
        self._path.write_bytes(self.RUINED)

    def mend(self) -> None:
        """Puts the good copy back."""
        self._path.write_bytes(self._good)

    @property
    def left_as_it_is(self) -> bool:
        """Whether nobody has written over the damaged file."""
        return self._path.read_bytes() == self.RUINED


class TestDamagedFile:
    """What happens where a person's file cannot be read."""

    SAID = "Your answers to Field sales cannot be read just now"

    @pytest.fixture
    async def file(self, maya: Player, tmp_path: Path) -> Filed:
        """The file of an interview under way, with its modal open, a moment before it is damaged."""
        await started(maya)
        await maya.click("open")
        return Filed(tmp_path / KEY.team / KEY.assessment / f"{KEY.respondent}.jsonl")

    @pytest.mark.parametrize("control", ["open", "tap-way", "back", "terms"])
    async def test_a_button_is_answered(self, maya: Player, file: Filed, control: str) -> None:
        """A click is acknowledged and its owner told, whether it opens a modal or not; the file is left as it is."""
        file.damage()
        assert await maya.click(control) == {"ok": True}
        assert self.SAID in (await maya.last())["text"]
        assert file.left_as_it_is

    async def test_typed_words_are_answered_once(self, maya: Player, file: Filed) -> None:
        """Words are answered once, though Slack brings them again."""
        file.damage()
        await maya.fault("redelivery")
        await maya.say("help")
        assert sum(self.SAID in message["text"] for message in await maya.messages()) == 1

    @pytest.mark.parametrize("where", ["message", "home"])
    async def test_its_owner_may_have_it_erased(self, maya: Player, file: Filed, where: str) -> None:
        """What says that it cannot be read has a button that erases it for good, and says that it did."""
        file.damage()
        await maya.act("home")
        await maya.say("erase")
        assert "erase-yes" in controls(await maya.last())
        if where == "message":
            await maya.click("erase-yes")
        else:
            home = (await maya.seen())["home"]
            assert await maya.act("click", view_id=home["id"], action_id="erase-yes") == {"ok": True}
        assert "Erased" in (await maya.last())["text"]
        assert await maya.bot.edge.office.store.interview(KEY) is None
        assert self.SAID not in json.dumps((await maya.seen())["home"])

    async def test_all_is_erased_though_the_assessment_cannot_be_read(self, maya: Player, file: Filed) -> None:
        """The damage may lie in what all share: its author is told, and sees in Home, that their own is gone."""
        file.beside("assessment.jsonl").damage()
        maya.bot.edge.office._assessments.clear()
        await maya.act("home")
        await maya.say("help")
        await maya.click("erase-yes")
        assert "Erased" in (await maya.last())["text"]
        assert await maya.bot.edge.office.store.interview(KEY) is None
        assert "erase-yes" not in json.dumps((await maya.seen())["home"])

    async def test_a_modal_keeps_what_was_typed(self, maya: Player, file: Filed) -> None:
        """A modal that was open stays so, with its values and the same words as its error; mended, it can be saved."""
        file.damage()
        assert self.SAID in next(iter((await maya.submit(**SPLIT))["errors"].values()))
        assert (await maya.view())["state"]["values"]["servicing"]["value"]["value"] == "40"
        file.mend()
        assert await maya.submit(**SPLIT) == {"ok": True}
        assert Step("split") in (await maya.bot.interview()).answers()

    async def test_the_command_and_home_show_it(self, maya: Player, file: Filed) -> None:
        """`/breadth` and Home list it with the same words, beside the assessments that can be read."""
        await invite(maya.bot.edge.office, assessment="spring")
        file.damage()
        await maya.act("home")
        assert await maya.act("command", channel=maya.channel, text="/breadth") == {"ok": True}
        for shown in ((await maya.seen())["home"], await maya.last()):
            assert self.SAID in json.dumps(shown)
            assert "Not started yet" in json.dumps(shown)

    async def test_an_open_home_follows(self, maya: Player, file: Filed) -> None:
        """A Home opened before shows it after the next touch."""
        await maya.act("home")
        file.damage()
        await maya.say("status")
        assert self.SAID in json.dumps((await maya.seen())["home"])

    async def test_another_assessment_goes_on(self, maya: Player, file: Filed) -> None:
        """What is typed for another assessment of theirs answers that one."""
        await invite(maya.bot.edge.office, assessment="spring")
        file.damage()
        await maya.say("start")
        spring = await maya.bot.edge.office.store.interview(type(KEY)(KEY.team, "spring", KEY.respondent))
        assert spring is not None
        assert spring.status == "answering"

    async def test_the_log_names_the_file(self, maya: Player, file: Filed, log: io.StringIO) -> None:
        """Whoever runs the app reads which file it is, and nothing of what was said."""
        file.damage()
        await maya.say("canarywords")
        assert f"file={KEY.team}/{KEY.assessment}/{KEY.respondent}.jsonl" in log.getvalue()
        assert "canarywords" not in log.getvalue()


async def test_what_was_acknowledged_outlives_the_bot(bot: Bot, maya: Player, start: Start) -> None:
    """A bot that dies right after its acknowledgement loses nothing: the next one posts the question that is due."""
    bot.edge.errands.start = lambda work: work.close()  # type: ignore[method-assign,assignment]  # dies here
    await started(maya)
    await bot.connection.close()
    reborn = await start()
    assert (await reborn.interview()).status == "answering"
    await sweep(reborn.edge.office, KEY.team, time.time())
    assert "100 points" in (await maya.last())["text"]


async def test_a_command_answers_its_caller_alone(maya: Player) -> None:
    """`/breadth` lists one's own interviews with their buttons, `/breadth help` the words; others see none of it."""
    await maya.act("command", channel=maya.channel, text="/breadth")
    listed = await maya.last()
    assert "Field sales" in json.dumps(listed["blocks"])
    assert "resume" in controls(listed)
    await maya.act("command", channel=maya.channel, text="/breadth whatever")
    unknown = (await maya.last())["text"]
    assert "I don't know “whatever”" in unknown
    assert "prepare an assessment" in unknown
    await maya.act("command", channel=maya.channel, text="/breadth help")
    assert "prepare an assessment" in (await maya.last())["text"]
    assert "don't know" not in (await maya.last())["text"]
    gus = maya.as_user("U0GUS")
    await gus.act("command", channel=gus.channel, text="/breadth status")
    assert "Nobody has asked you" in (await gus.last())["text"]


async def test_home_leads_whom_it_asks_first_to_the_consent_card(bot: Bot, maya: Player) -> None:
    """Who has not started finds Start in Home; it leads to the card that says what this is, and agrees to nothing."""
    await maya.act("command", channel=maya.channel, text="/breadth")
    assert '"Start"' in json.dumps(await maya.last())
    await maya.click("resume")
    card = await maya.last()
    assert "option:0" in controls(card)
    assert "Before the first question" in card["text"]
    assert (await bot.interview()).status == "invited"


async def test_a_button_of_the_command_s_answer_works(bot: Bot, maya: Player) -> None:
    """One goes on from there: the question stands at the end again."""
    await started(maya)
    await maya.act("command", channel=maya.channel, text="/breadth status")
    await maya.click("resume")
    assert "open" in controls(await maya.last())


async def test_home_shows_where_one_stands(maya: Player) -> None:
    """Home lists one's interviews, and is drawn again once a status changes."""
    await maya.act("home")
    first = (await maya.seen())["home"]
    assert "Field sales" in json.dumps(first)
    await started(maya)
    second = (await maya.seen())["home"]
    assert second["blocks"] != first["blocks"]
    await maya.say("help")
    assert (await maya.seen())["home"] == second


async def test_strangers_find_nothing(bot: Bot, maya: Player) -> None:
    """Who was never asked is told so kindly, and nothing is stored about them."""
    gus = maya.as_user("U0GUS")
    await gus.say("60/20/10/10")
    assert "Nobody has asked you" in (await gus.last())["text"]
    await gus.act("home")
    assert "Nobody has asked you" in json.dumps((await gus.seen())["home"])
    assert bot.edge.office.store.assessments_of(KEY.team, "U0GUS") == ()


async def test_forged_buttons_act_for_whoever_clicked(bot: Bot, maya: Player, workspace: Workspace) -> None:
    """A control that claims another's interview, or none there is, changes nobody's answers."""
    before = await bot.interview()
    for value in ("field-sales|1|start", "no-such|1|start"):
        payload = next(p for p in EVERY if p.get("actions")) | {"user": {"id": "U0GUS"}}
        payload |= {"actions": [{"action_id": "option:0", "value": value, "action_ts": value}]}
        await workspace.hub.sockets.ask("interactive", payload)
        await bot.settle()
    assert await bot.interview() == before
    assert "Nobody has asked you" in (await maya.as_user("U0GUS").last())["text"]


async def test_erased_people_are_told_and_may_begin_again(bot: Bot, maya: Player) -> None:
    """After an erasure old cards say what became of the answers; a button begins afresh."""
    await started(maya)
    old = await maya.last()
    await maya.say("erase")
    await maya.click("erase-yes")
    assert "Erased" in (await maya.last())["text"]
    await maya.click("open", old["ts"])
    assert "Erased" in (await maya.last())["text"]
    await maya.say("hello?")
    assert "start afresh" in (await maya.last())["text"]
    await maya.act("home")
    assert "Erased at your word" in json.dumps((await maya.seen())["home"])
    await maya.act("command", channel=maya.channel, text="/breadth status")
    assert "Erased at your word" in json.dumps(await maya.last())
    await maya.click("resume")
    assert (await bot.interview()).status == "invited"


@pytest.mark.parametrize("word", ["start", "Start afresh"])
async def test_a_typed_start_begins_afresh_after_an_erasure(bot: Bot, maya: Player, word: str) -> None:
    """What the message says can be done can be typed as well."""
    await started(maya)
    await maya.say("erase")
    await maya.say("yes, erase")
    await maya.say(word)
    assert (await bot.interview()).status == "invited"
    assert "option:0" in controls(await maya.last())


@pytest.mark.parametrize(
    "payload", [{"type": "shortcut", "callback_id": "x"}, {"type": "block_suggestion"}, {"type": 7}]
)
async def test_what_nothing_is_for_is_acknowledged(bot: Bot, workspace: Workspace, payload: dict[str, Any]) -> None:
    """Slack is not left waiting for what the bot does not handle."""
    assert not hasattr(await workspace.hub.sockets.ask("interactive", payload), "why")


async def test_strange_payloads_leave_the_bot_at_work(bot: Bot, maya: Player, workspace: Workspace) -> None:
    """Payloads out of shape reach no file and stop nothing."""
    before = await bot.interview()
    for strange in (
        {},
        {"type": "block_actions", "actions": 7},
        {"type": "event_callback", "event": []},
        commanded("\x00"),
    ):
        await workspace.hub.sockets.ask("interactive", strange)
    assert await bot.interview() == before
    await started(maya)


def test_few_listeners(bot: Bot) -> None:
    """Bolt tries listeners one after another: there are at most eight."""
    assert len(bot.app._async_listeners) <= 8


async def test_no_answer_name_or_token_is_logged(log: io.StringIO, bot: Bot, maya: Player) -> None:
    """A conversation with faults on its way leaves no word, person or secret in the log."""
    await started(maya)
    await maya.fault("ratelimited", method="chat.postMessage", seconds=1)
    await maya.say("canarywords 1 2 3")
    await maya.fault("error", method="chat.postMessage", error="invalid_blocks")
    await maya.click("open")
    bot.disk.full = True
    await maya.submit(**{**SPLIT, "servicing": "40"})
    bot.disk.full = False
    for secret in ("canarywords", "U0MAYA", "Maya", "xoxb-", "xapp-", "/response/", "Field sales"):
        assert secret not in log.getvalue(), secret
    assert "not saved" in log.getvalue()


def calls(workspace: Workspace) -> list[str]:
    """The Web API methods called so far."""
    return [line.what for line in workspace.hub.wire.after(0) if line.direction == "from app" and "." in line.what]
