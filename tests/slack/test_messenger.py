"""Speaking in Slack: posts, receipts, and posts of unknown outcome found again."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgspec
import pytest

from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.interview.engine import begin
from bot.interview.model import Fielding, Interview, Receipt, Undelivered
from bot.interview.turns import Ask, BotTurn, Notice, Tell, TellFacilitator
from bot.operations.delivering import deliver
from bot.questionnaire.routing import Step
from bot.slack.messenger import EVENT_TYPE, SlackMessenger
from bot.slack.reply_addresses import LASTS, USES, ReplyAddresses
from bot.workspace.server import Workspace
from tests.slack.bench import KEY, PATIENCE, Bot, Player, fielding

HELLO = Tell(Notice("stopped"))
MISSING = TellFacilitator(Notice("role-missing", {"respondent": "U0MAYA", "role": "Trapper"}))


@pytest.fixture
def shared() -> Fielding:
    """What the interview shares with others."""
    return fielding(time.time() + 1e6)


async def waiting(bot: Bot, turn: BotTurn, serial: int = 7) -> Interview:
    """Maya's interview with a turn still to be posted."""
    return msgspec.structs.replace(await bot.interview(), serial=serial, undelivered=(Undelivered(serial, turn),))


async def test_a_post_carries_what_it_is(bot: Bot, maya: Player, workspace: Workspace, shared: Fielding) -> None:
    """A turn arrives in the respondent's direct messages, its identity in the metadata; the receipt says where."""
    receipt = await bot.edge.messenger.post(shared, await waiting(bot, HELLO), HELLO)
    posted = workspace.hub.state.find(receipt.channel, receipt.ts)
    assert posted is not None
    assert receipt.channel == maya.channel
    assert posted.metadata == {
        "event_type": EVENT_TYPE,
        "event_payload": {"assessment": KEY.assessment, "respondent": KEY.respondent, "serial": 7},
    }


async def test_facilitators_are_told_in_their_own_messages(bot: Bot, maya: Player, shared: Fielding) -> None:
    """What is for the facilitator goes to the facilitator."""
    await bot.edge.messenger.post(shared, await waiting(bot, MISSING), MISSING)
    assert "Trapper" in (await maya.as_user("U0ANA").last())["text"]
    assert len(await maya.messages()) == 1


@pytest.mark.parametrize("turn", [HELLO, MISSING])
async def test_a_post_of_unknown_outcome_is_found(bot: Bot, maya: Player, shared: Fielding, turn: BotTurn) -> None:
    """Where the connection broke after Slack had the post, it is found by its metadata; another turn is not."""
    interview = await waiting(bot, turn)
    assert await bot.edge.messenger.find(shared, interview, turn) is None
    await maya.fault("reset_after", method="chat.postMessage")
    with pytest.raises(OutcomeUnknown):
        await bot.edge.messenger.post(shared, interview, turn)
    found = await bot.edge.messenger.find(shared, interview, turn)
    reader = maya.as_user("U0ANA") if turn is MISSING else maya
    assert found is not None
    assert (found.channel, found.ts) == (reader.channel, (await reader.last())["ts"])
    assert await bot.edge.messenger.find(shared, await waiting(bot, turn, serial=8), turn) is None
    gone_on = msgspec.structs.replace(interview, number=interview.number + 1)
    assert await bot.edge.messenger.find(shared, gone_on, turn) == found
    another = msgspec.structs.replace(interview, key=msgspec.structs.replace(KEY, respondent="U0BEN"), card=None)
    assert await bot.edge.messenger.find(shared, another, turn) is None


async def test_a_notice_of_unknown_outcome_is_found(bot: Bot, maya: Player) -> None:
    """What the facilitator was told is found again, whatever it counted then; another notice is not."""
    assessment = await bot.edge.office.assessment(KEY.team, KEY.assessment)
    assert assessment is not None
    notice = Notice("deadline-passed", {"done": 1, "invited": 3, "needed": 3})
    assert await bot.edge.messenger.informed(assessment, notice) is None
    await maya.fault("reset_after", method="chat.postMessage")
    with pytest.raises(OutcomeUnknown):
        await bot.edge.messenger.inform(assessment, notice)
    found = await bot.edge.messenger.informed(assessment, Notice("deadline-passed", {"done": 2, "invited": 3}))
    assert found is not None
    assert found.ts == (await maya.as_user("U0ANA").last())["ts"]
    assert await bot.edge.messenger.informed(assessment, Notice("all-answered", {"done": 1, "invited": 3})) is None


async def test_an_earlier_life_of_the_interview_is_not_found(bot: Bot, shared: Fielding) -> None:
    """After an erasure the first question has the old number again, but is not taken for the old one's post."""
    interview = await bot.interview()
    assert interview.card is not None
    ask = Ask(1, Step("consent"))
    reborn = msgspec.structs.replace(interview.card, put_at=interview.card.put_at + 60)
    before = msgspec.structs.replace(interview, undelivered=(Undelivered(1, ask),))
    assert await bot.edge.messenger.find(shared, before, ask) is not None
    assert await bot.edge.messenger.find(shared, msgspec.structs.replace(before, card=reborn), ask) is None


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
async def test_looking_up_needs_the_scope(bot: Bot, maya: Player, shared: Fielding, method: str) -> None:
    """Where the bot may not look it says so, rather than that nothing is there."""
    await maya.fault("error", method=method, error="missing_scope")
    with pytest.raises(Refused) as refusal:
        await bot.edge.messenger.find(shared, await waiting(bot, MISSING), MISSING)
    assert refusal.value.code == "missing_scope"


async def test_an_invitation_cut_off_from_its_receipt_is_found(
    bot: Bot, maya: Player, shared: Fielding, start: Callable[[], Awaitable[Bot]]
) -> None:
    """Killed between Slack's post and the receipt, a bot that knows nobody's channel finds the card and keeps it."""
    key, ben = msgspec.structs.replace(KEY, respondent="U0BEN"), maya.as_user("U0BEN")
    fresh = begin(shared, key, role=None, group="colleague", timezone="", now=time.time())
    await bot.edge.office.store.create_interview(fresh)
    await maya.fault("timeout_after", method="chat.postMessage", seconds=PATIENCE)
    saying = asyncio.create_task(deliver(bot.edge.office, key))
    async with asyncio.timeout(PATIENCE):
        while not await ben.messages():  # noqa: ASYNC110  the workspace sets no event
            await asyncio.sleep(0.01)
    saying.cancel()
    await asyncio.gather(saying, return_exceptions=True)

    reborn = await start()
    assert await deliver(reborn.edge.office, key)
    (posted,) = await ben.messages()
    kept = (await reborn.interview("U0BEN")).card
    assert kept is not None
    assert kept.posted == Receipt(ben.channel, posted["ts"])


@pytest.mark.parametrize(
    "code", ["user_not_found", "account_inactive", "cannot_dm_bot", "msg_too_long", "invalid_blocks"]
)
async def test_one_person_s_trouble_is_told_by_its_code(bot: Bot, maya: Player, shared: Fielding, code: str) -> None:
    """Each of Slack's refusals reaches the operations as its code; the next post goes."""
    await maya.fault("error", method="chat.postMessage", error=code)
    with pytest.raises(Refused) as refusal:
        await bot.edge.messenger.post(shared, await waiting(bot, HELLO), HELLO)
    assert refusal.value.code == code
    assert await bot.edge.messenger.post(shared, await waiting(bot, HELLO), HELLO)


async def settle(messenger: SlackMessenger, shared: Fielding, interview: Interview, posted: Receipt) -> None:
    """Turns the consent card into its receipt."""
    await messenger.settle(shared, interview, Ask(0, Step("consent")), posted)


async def test_receipts_spare_the_update_limit(bot: Bot, maya: Player, workspace: Workspace) -> None:
    """A card that was just clicked becomes its receipt at the click's own address."""
    await maya.click("option:0")
    methods = [line.what for line in workspace.hub.wire.after(0)]
    assert "chat.update" not in methods
    assert "actions" not in [block["type"] for block in (await maya.messages())[0]["blocks"]]


async def test_receipts_fall_back_to_an_update(bot: Bot, maya: Player, workspace: Workspace) -> None:
    """Where the click's address has gone, the card is updated by the Web API."""
    workspace.hub.replies.clear()
    await maya.act("click", channel=maya.channel, ts=(await maya.last())["ts"], action_id="option:0")
    workspace.hub.replies.clear()
    interview = await bot.interview()
    card = Receipt(maya.channel, (await maya.messages())[0]["ts"])
    bot.edge.messenger.remember(card, f"{workspace.url}/response/unknown")
    seen = workspace.hub.wire.after(0)[-1].n
    await settle(bot.edge.messenger, fielding(2e9), interview, card)
    assert "chat.update" in [line.what for line in workspace.hub.wire.after(seen)]


@pytest.mark.parametrize("kind", ["500", "ratelimited", "reset_before", "error"])
async def test_an_undrawn_receipt_harms_nothing(bot: Bot, maya: Player, kind: str) -> None:
    """A receipt is cosmetic: where Slack does not draw it, the next question comes all the same."""
    await maya.fault(kind, method="chat.update", times=5)
    await maya.say("start")
    assert "100 points" in (await maya.last())["text"]


async def test_an_hour_of_trouble_ends_in_one_question(bot: Bot, maya: Player) -> None:
    """Posts that fail in every manner end with the question in hand standing there, under its one number."""
    for kind in ("ratelimited", "500", "reset_before"):
        await maya.fault(kind, method="chat.postMessage", seconds=1)
    await maya.click("option:0")
    interview = await bot.interview()
    assert interview.undelivered == ()
    assert interview.card is not None
    assert interview.card.posted is not None
    assert interview.card.posted.ts == (await maya.last())["ts"]


def test_addresses_are_kept_for_half_an_hour_and_five_uses() -> None:
    """An address that has run out or is used up is not used; nothing shows what it was."""
    addresses, card = ReplyAddresses(), Receipt("D1", "1.0")
    addresses.remember(card, "secret", 0.0)
    assert [addresses.use(card, 1.0) for _ in range(USES + 1)] == ["secret"] * USES + [None]
    addresses.remember(card, "secret", 0.0)
    assert addresses.use(card, LASTS) is None
    addresses.remember(card, "secret", 0.0)
    assert "secret" not in repr(addresses)


def test_a_newer_click_brings_a_newer_address() -> None:
    """The last address of a message counts, and old ones of others are forgotten."""
    addresses = ReplyAddresses()
    addresses.remember(Receipt("D1", "1.0"), "old", 0.0)
    addresses.remember(Receipt("D1", "1.0"), "new", LASTS - 1)
    assert addresses.use(Receipt("D1", "1.0"), LASTS + 1) == "new"
    addresses.remember(Receipt("D1", "2.0"), "other", 3 * LASTS)
    assert repr(addresses) == "ReplyAddresses(1 known)"


async def test_nothing_of_a_failed_post_is_in_its_error(bot: Bot, maya: Player, shared: Fielding) -> None:
    """What a failure says names the method and Slack's code, never the person, the words or the token."""
    for kind in ("error", "reset_after", "500"):
        await maya.fault(kind, method="chat.postMessage", error="invalid_blocks")
        with pytest.raises(SlackError) as failure:
            await bot.edge.messenger.post(shared, await waiting(bot, MISSING), MISSING)
        told = f"{failure.value!s} {failure.value!r} {failure.value.__cause__!r}"
        assert not any(secret in told for secret in ("U0MAYA", "Trapper", "xoxb"))
