"""A summary is posted at most once a release: raced, killed, in doubt, and with a Slack that will not take pictures."""

import asyncio
from random import Random

import pytest

from bot.breadth.telling import parts
from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.interview.model import Receipt
from bot.operations import summarising
from bot.operations.closing import close, latest
from bot.operations.facilitating import run
from bot.operations.summarising import it_is_there, post, preview, send_again
from bot.operations.sweeping import sweep
from tests.operations.taskforce import CHANNEL, ID, NOW, TEAM, Channel, answered, doubled, finished, office_on
from tests.slack.bench import until
from tests.storage.faults import Crash, counting, dying


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Waiting between tries takes no time."""
    monkeypatch.setattr(summarising, "PATIENCE", (0.0, 0.0))


@pytest.fixture
def channel():
    """The taskforce channel."""
    return Channel()


@pytest.fixture
async def office(tmp_path, channel, fielding):
    """An office whose assessment is closed."""
    made = office_on(tmp_path, channel)
    await answered(made, fielding)
    await close(made, TEAM, ID, NOW)
    return made


async def link(office):
    """Where the facilitator is led to; "" where Slack does not say."""
    return (await run(office, await office.assessment(TEAM, ID), NOW)).link


async def told_in(office):
    """The parts that make up the summary, the picture being in the first message."""
    return [part for part in parts(await latest(office, TEAM, ID)) if part != "picture"]


async def test_the_summary_is_one_message_and_its_thread(office, channel):
    """The first part stands in the channel with its picture, all others in its thread, in order."""
    posted = await post(office, TEAM, ID)
    assert (posted.state, posted.link) == ("posted", f"https://slack/{CHANNEL}/1.0")
    assert channel.parts == await told_in(office)
    assert [thread for _, _, thread in channel.posted] == ["", *["1.0"] * (len(channel.posted) - 1)]
    assert "first" in channel.pictured


async def test_asked_again_it_is_the_link(office, channel, tmp_path):
    """A second post, even by a new process, posts nothing and knows where the first one stands."""
    first = await post(office, TEAM, ID)
    count = len(channel.posted)
    again = await post(office_on(tmp_path, channel), TEAM, ID)
    assert (again.state, again.link) == ("already", first.link)
    assert len(channel.posted) == count
    assert await link(office) == first.link


async def test_two_who_post_at_once_post_one(office, channel):
    """Both are told where it stands."""
    one, other = await asyncio.gather(post(office, TEAM, ID), post(office, TEAM, ID))
    assert doubled(channel) == []
    assert {one.state, other.state} == {"posted", "already"}
    assert one.link == other.link


async def test_before_the_close_there_is_nothing_to_show(tmp_path, channel, fielding):
    """Neither preview nor post nor link comes before the figures."""
    open_ = office_on(tmp_path, channel)
    await answered(open_, fielding)
    assert await link(open_) is None
    for telling in (preview(open_, TEAM, ID, "U0ANA"), post(open_, TEAM, ID)):
        with pytest.raises(KeyError):
            await telling
    assert channel.posted == []


async def test_a_preview_goes_to_one_person_and_marks_nothing(office, channel):
    """It may be looked at as often as one likes."""
    for _ in range(2):
        await preview(office, TEAM, ID, "U0ANA")
    assert channel.posted == [("first", "U0ANA", "")] * 2
    assert await link(office) is None


async def test_a_picture_slack_still_works_on_is_tried_again(office, channel):
    """Refused once, the first message comes with its picture all the same."""
    channel.unfit_pictures = 1
    await post(office, TEAM, ID)
    assert "first" in channel.pictured
    assert channel.parts.count("first") == 1


async def test_killed_while_slack_refuses_a_picture_nothing_is_in_doubt(office, channel, tmp_path, monkeypatch):
    """What was refused did not arrive, so the next process posts it without asking anybody."""
    monkeypatch.setattr(summarising, "PATIENCE", (3600.0,))
    channel.unfit_pictures = 1
    posting = asyncio.create_task(post(office, TEAM, ID))
    await until(lambda: not channel.unfit_pictures)
    posting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await posting
    later = office_on(tmp_path, channel)
    assert (await post(later, TEAM, ID)).state == "posted"
    assert channel.notices == []
    assert channel.parts == await told_in(later)


async def test_a_picture_that_comes_too_late_goes_into_the_thread(office, channel):
    """The numbers are posted at once, the picture below them."""
    channel.unfit_pictures = 3
    await post(office, TEAM, ID)
    assert channel.parts[:2] == ["first", "picture"]
    assert channel.pictured[0] == "picture"


async def test_an_upload_that_fails_is_tried_again(office, channel):
    """Uploads failing twice in a row cost no picture, and nothing is posted twice."""
    channel.failing_uploads = 2
    await post(office, TEAM, ID)
    assert channel.pictured[0] == "first"
    assert doubled(channel) == []


async def test_what_is_posted_is_posted_without_its_link_too(office, channel):
    """Where Slack gives no address for it, the summary is told as posted all the same."""
    channel.no_links = True
    posted = await post(office, TEAM, ID)
    assert (posted.state, posted.link) == ("posted", None)
    assert await link(office) == ""


async def test_without_pictures_all_is_said_in_words(office, channel):
    """A workspace that takes no files still gets the whole summary."""
    channel.no_uploads = True
    await post(office, TEAM, ID)
    assert channel.parts == list(parts(await latest(office, TEAM, ID)))
    assert channel.pictured == []


async def test_a_table_that_is_refused_becomes_text(office, channel):
    """A part that Slack refuses for its blocks is posted plain."""
    channel.no_uploads = True
    plain = []
    tell = channel.tell

    async def no_tables(assessment, release, part, place, **how):
        if part == "numbers" and not how.get("plain"):
            raise Refused("invalid_blocks")
        plain.extend([part] if how.get("plain") else [])
        return await tell(assessment, release, part, place, **how)

    channel.tell = no_tables
    assert (await post(office, TEAM, ID)).state == "posted"
    assert "numbers" in plain


@pytest.mark.parametrize("trouble", [SlackError("later"), Refused("not_in_channel")])
async def test_what_surely_did_not_arrive_is_told_and_may_be_tried_again(office, channel, trouble):
    """The one who posts hears why; posting again goes through."""
    channel.trouble = [trouble]
    with pytest.raises(SlackError):
        await post(office, TEAM, ID)
    assert channel.posted == []
    assert (await post(office, TEAM, ID)).state == "posted"
    assert channel.parts == await told_in(office)


async def unsure_at_first(office, channel):
    """A post whose first part may or may not have arrived."""
    channel.trouble = [OutcomeUnknown("cut")]
    return await post(office, TEAM, ID)


async def test_in_doubt_it_asks_and_posts_nothing(office, channel):
    """With an unknown outcome the facilitator is asked; asking to post again does not post."""
    posted = await unsure_at_first(office, channel)
    assert (posted.state, posted.link) == ("unsure", None)
    assert channel.notices == ["summary-unsure"]
    assert (await post(office, TEAM, ID)).state == "unsure"
    assert channel.posted == []


async def test_the_sweep_asks_only_once(office, channel, tmp_path):
    """Killed before it could ask, the next process asks; the one after it does not."""
    await unsure_at_first(office, channel)
    for _ in range(2):
        await sweep(office_on(tmp_path, channel), TEAM, NOW)
    assert channel.notices == ["summary-unsure"]


async def test_in_doubt_one_question_is_enough(office, channel, tmp_path):
    """Pressed again, swept, and taken up by the next process: the one question stands, and where it does is told."""
    await unsure_at_first(office, channel)
    fresh = office_on(tmp_path, channel)
    await sweep(fresh, TEAM, NOW)
    assert (await post(fresh, TEAM, ID)).asked == (await post(office, TEAM, ID)).asked == Receipt("D0ANA", "1.5")
    assert channel.notices == ["summary-unsure"]


async def test_each_try_is_asked_about(office, channel):
    """Sent again and in doubt again: that is another question."""
    await unsure_at_first(office, channel)
    channel.lost_answers = 2
    assert (await send_again(office, TEAM, ID, "1/first")).asked is None
    assert channel.notices == ["summary-unsure"] * 2


async def test_send_again_sends_again(office, channel):
    """The facilitator has seen that it is not there."""
    await unsure_at_first(office, channel)
    assert (await send_again(office, TEAM, ID, "1/first")).state == "posted"
    assert channel.parts == await told_in(office)


async def test_send_again_twice_sends_once(office, channel):
    """A second click, or one on an older question, sends nothing more."""
    await unsure_at_first(office, channel)
    await asyncio.gather(*(send_again(office, TEAM, ID, "1/first") for _ in range(2)))
    await send_again(office, TEAM, ID, "1/numbers")
    assert doubled(channel) == []


async def test_a_second_click_on_send_again_asks_again(office, channel):
    """Sent again, it arrived without an answer: a second click, or one taken up later, asks and posts nothing."""
    await unsure_at_first(office, channel)
    channel.lost_answers = 1
    first = await send_again(office, TEAM, ID, "1/first")
    assert (first.state, channel.parts) == ("unsure", ["first"])
    assert (await send_again(office, TEAM, ID, "1/first")).state == "unsure"
    assert channel.parts == ["first"]
    assert set(channel.notices) == {"summary-unsure"}
    assert (await it_is_there(office, TEAM, ID, "1/first#2")).state == "posted"
    assert doubled(channel) == []


async def test_what_is_there_is_not_sent_again(office, channel):
    """The facilitator has seen it: the rest follows in a thread of its own, and there the link leads from now on."""
    await unsure_at_first(office, channel)
    posted = await it_is_there(office, TEAM, ID, "1/first")
    assert (posted.state, posted.link) == ("posted", f"https://slack/{CHANNEL}/1.0")
    assert "first" not in channel.parts
    assert [thread for _, _, thread in channel.posted] == ["", *["1.0"] * (len(channel.posted) - 1)]
    assert await link(office) == posted.link


async def test_a_picture_that_is_there_is_not_posted_again(office, channel, tmp_path):
    """The first message arrived with its picture, its receipt did not: seen there, by another process, both are."""
    channel.lost_answers = 1
    assert (await post(office, TEAM, ID)).state == "unsure"
    await it_is_there(office_on(tmp_path, channel), TEAM, ID, "1/first")
    assert channel.parts == await told_in(office)


async def test_a_picture_that_could_not_be_there_is_posted(office, channel):
    """The try that may have arrived was made in plain words, after Slack refused the picture: the picture follows."""
    channel.unfit_pictures = 3
    channel.lost_answers = 1
    assert (await post(office, TEAM, ID)).state == "unsure"
    assert channel.pictured == []
    await it_is_there(office, TEAM, ID, "1/first")
    assert channel.parts == list(parts(await latest(office, TEAM, ID)))


async def made_whole(office, channel):
    """After any crash: swept, and in doubt answered as the channel shows it, until all is said."""
    await sweep(office, TEAM, NOW + 60)
    await close(office, TEAM, ID, NOW + 60)
    for _ in range(3):
        posted = await post(office, TEAM, ID)
        assert doubled(channel) == []
        if posted.state != "unsure":
            return
        assert channel.notices
        release = await latest(office, TEAM, ID)
        said = (await office.assessment(TEAM, ID)).said
        [part] = [part for part in parts(release) if f"1/{part}" in said and said[f"1/{part}"] is None]
        answer = it_is_there if part in channel.parts else send_again
        await answer(office, TEAM, ID, f"1/{part}")


async def closed_and_posted(office):
    """The figures, once both is done."""
    made = await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    return made


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_killed_at_any_post_nothing_is_doubled(tmp_path, fielding, after):
    """Whichever call to Slack was the last, done or not, every part is there once in the end."""
    whole = Channel()
    office = office_on(tmp_path / "whole", whole)
    await answered(office, fielding)
    made = await close(office, TEAM, ID, NOW)
    await post(office, TEAM, ID)
    for at in range(1, whole.calls + 1):
        channel = Channel()
        channel.dies_at, channel.dies_after = at, after
        office = office_on(tmp_path / str(at), channel)
        await answered(office, fielding)
        await close(office, TEAM, ID, NOW)
        with pytest.raises(Crash):
            await post(office, TEAM, ID)
        later = office_on(tmp_path / str(at), channel)
        await made_whole(later, channel)
        assert sorted(set(channel.parts) - {"picture"}) == sorted(await told_in(later))
        assert doubled(channel) == []
        assert await finished(later)
        assert await latest(later, TEAM, ID) == made


async def test_killed_at_any_write_nothing_is_doubled(tmp_path, fielding, scaled):
    """Whichever call to the disk was the last, every part is there once in the end, and the figures are the same."""
    disk = counting()
    office = office_on(tmp_path / "whole", Channel(), disk.disk)
    await answered(office, fielding)
    begun = disk.calls
    made = await closed_and_posted(office)
    points = range(begun + 1, disk.calls + 1)
    for at in Random(7).sample(points, min(len(points), scaled(500))):
        channel = Channel()
        office = office_on(tmp_path / str(at), channel, dying(at, Random(at)).disk)
        await answered(office, fielding)
        with pytest.raises(Crash):
            await closed_and_posted(office)
        later = office_on(tmp_path / str(at), channel)
        await made_whole(later, channel)
        assert sorted(set(channel.parts) - {"picture"}) == sorted(await told_in(later))
        assert doubled(channel) == []
        assert await latest(later, TEAM, ID) == made


async def test_a_posting_cut_short_is_resumed_by_the_sweep(office, channel, tmp_path):
    """Where nothing is in doubt the next process posts the rest by itself."""
    channel.trouble = []
    tell, count = channel.tell, 3

    async def tells_some(*given, **how):
        if len(channel.posted) >= count:
            raise SlackError("later")
        return await tell(*given, **how)

    channel.tell = tells_some
    with pytest.raises(SlackError):
        await post(office, TEAM, ID)
    channel.tell = tell
    await sweep(office_on(tmp_path, channel), TEAM, NOW)
    assert channel.parts == await told_in(office)
