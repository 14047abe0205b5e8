"""What happens in order: opened, invited, answered, delivered, swept, erased; crashes and a failing Slack between."""

import pytest
from msgspec.structs import replace

from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.interview.model import InterviewKey
from bot.interview.turns import Answering, Ask, Erasing, Inbound, Postponing, Resuming, Saying, TellFacilitator
from bot.operations.answering import addressed, belongings, follow_up, take
from bot.operations.closing import close
from bot.operations.delivering import deliver
from bot.operations.opening import invite, open_assessment, write_again
from bot.operations.sweeping import sweep
from bot.questionnaire.answers import Text

NOW = 1_800_000_000.0
MAYA = InterviewKey("T0LOCAL", "field-sales", "U0MAYA")


async def opened(world):
    """Opens the assessment and invites its roster."""
    await open_assessment(world.office, "T0LOCAL", world.assessment, NOW)
    return await invite(world.office, world.assessment, NOW)


async def cut_off(world):
    """The process after one that died between Slack's post of an invitation and its receipt."""
    await open_assessment(world.office, "T0LOCAL", world.assessment, NOW)
    world.slack.lost_receipts = 1
    with pytest.raises(ConnectionAbortedError):
        await invite(world.office, world.assessment, NOW)
    return world.restarted()


async def test_everyone_on_the_roster_is_invited_once(world):
    """Opening twice invites everybody one time."""
    assert await opened(world) == 3
    assert await opened(world) == 0
    assert sorted(user for user, _ in world.slack.posted) == ["U0BEN", "U0CLEO", "U0MAYA"]


async def test_an_answer_is_on_disk_before_anything_is_said(world, tap):
    """When `take` returns a new process finds the answer, though nothing was posted yet."""
    await opened(world)
    posted = len(world.slack.posted)
    outcome = await take(world.office, MAYA, tap(1, "start"), NOW)
    assert outcome.kind == "accepted"
    assert len(world.slack.posted) == posted
    kept = await world.restarted().store.interview(MAYA)
    assert kept.status == "answering"


async def test_the_card_becomes_its_receipt_and_the_next_question_follows(world, tap):
    """After an answer the old card is settled, and the next question posted."""
    await opened(world)
    outcome = await take(world.office, MAYA, tap(1, "start"), NOW)
    await follow_up(world.office, MAYA, outcome)
    assert world.slack.settled == ["consent"]
    assert world.questions_to("U0MAYA") == ["consent", "own-role"]


async def test_after_a_crash_the_next_sweep_says_what_was_left(world, tap):
    """A process that dies between answer and question leaves nobody without a question."""
    await opened(world)
    await take(world.office, MAYA, tap(1, "start"), NOW)
    later = world.restarted()
    await sweep(later.office, "T0LOCAL", NOW + 60)
    assert later.questions_to("U0MAYA") == ["consent", "own-role"]
    assert await sweep(later.office, "T0LOCAL", NOW + 120) == 0


async def test_an_invitation_whose_receipt_was_lost_is_not_sent_again(world):
    """A crash between Slack's post and our receipt is mended by looking, not by posting."""
    later = await cut_off(world)
    await sweep(later.office, "T0LOCAL", NOW + 60)
    assert sorted(user for user, _ in world.slack.posted) == ["U0BEN", "U0CLEO", "U0MAYA"]


@pytest.mark.parametrize("trouble", [OutcomeUnknown("cut"), SlackError("later")])
async def test_a_failing_slack_only_delays(world, tap, trouble):
    """Whatever fails in passing, the question arrives."""
    await opened(world)
    world.slack.trouble = [trouble, trouble]
    outcome = await take(world.office, MAYA, tap(1, "start"), NOW)
    await follow_up(world.office, MAYA, outcome)
    assert world.questions_to("U0MAYA") == ["consent", "own-role"]


async def test_one_who_cannot_be_reached_holds_up_nobody(world):
    """A refusal is noted on the roster; the others are invited, and the sweep leaves the one alone."""
    world.slack.trouble = [Refused("account_inactive")]
    await opened(world)
    assert len(world.slack.posted) == 2
    assessment = await world.store.assessment("T0LOCAL", "field-sales")
    assert list(assessment.unreachable.values()) == ["account_inactive"]
    assert await sweep(world.office, "T0LOCAL", NOW + 60) == 0


async def test_one_who_could_not_be_reached_is_tried_again_each_hour(world):
    """What was wrong may be mended: the first sweep of the next hour writes to them, and the note is gone."""
    world.slack.trouble = [Refused("channel_not_found")]
    await opened(world)
    assert await sweep(world.office, "T0LOCAL", NOW + 3000) == 0
    assert await sweep(world.office, "T0LOCAL", NOW + 3630) == 1
    assert sorted(user for user, _ in world.slack.posted) == ["U0BEN", "U0CLEO", "U0MAYA"]
    assert (await world.store.assessment("T0LOCAL", "field-sales")).unreachable == {}


async def test_an_invitation_nobody_may_look_for_is_left_to_the_facilitator(world):
    """Whoever may or may not be invited is noted, the facilitator told once, and written to on their word alone."""
    later = await cut_off(world)
    world.slack.unseen = True
    for minute in (1, 2, 60):
        await sweep(later.office, "T0LOCAL", NOW + 60 * minute)
    assessment = await later.office.assessment("T0LOCAL", "field-sales")
    assert list(assessment.unreachable.values()) == ["unsure"]
    assert world.slack.notices == ["unreached"]
    assert len(world.slack.posted) == 3
    await write_again(later.office, assessment, NOW)
    assert len(world.slack.posted) == 4
    assert (await later.office.assessment("T0LOCAL", "field-sales")).unreachable == {}
    assert await sweep(later.office, "T0LOCAL", NOW + 7200) == 0


async def test_nobody_is_invited_to_what_takes_no_answers(world):
    """After the deadline, and after the close, whoever was not reached is not written to, whoever asks for it."""
    world.slack.trouble = [Refused("account_inactive"), Refused("account_inactive")]
    await opened(world)
    deadline = world.assessment.fielding.deadline
    hour = deadline + 3600 - deadline % 3600
    (world.root / "T0LOCAL" / "field-sales" / f"{world.slack.posted[0][0]}.jsonl").unlink()
    later = world.restarted()
    await sweep(later.office, "T0LOCAL", hour + 30)
    assert not await write_again(later.office, await later.office.assessment("T0LOCAL", "field-sales"), hour)
    await close(later.office, "T0LOCAL", "field-sales", NOW)
    assert not await write_again(later.office, await later.office.assessment("T0LOCAL", "field-sales"), NOW)
    assert len(world.slack.posted) == 1
    assert world.slack.notices == ["deadline-passed"]


async def test_a_file_nobody_can_read_holds_up_nobody_else(world, tap):
    """Beside a damaged interview the others are invited, and told what waits for them."""
    await opened(world)
    await take(world.office, replace(MAYA, respondent="U0BEN"), tap(1, "start"), NOW)
    (world.root / "T0LOCAL" / "field-sales" / "U0MAYA.jsonl").write_bytes(bytes(500))
    (world.root / "T0LOCAL" / "field-sales" / "U0CLEO.jsonl").unlink()
    said = len(world.slack.posted)
    await sweep(world.restarted().office, "T0LOCAL", NOW + 60)
    assert sorted(user for user, _ in world.slack.posted[said:]) == ["U0BEN", "U0CLEO"]


async def test_an_assessment_that_is_damaged_holds_up_no_other(world):
    """A settings file nobody can read is passed over: the other assessment's people are invited."""
    await open_assessment(world.office, "T0LOCAL", replace(world.assessment, id="a-first"), NOW)
    await open_assessment(world.office, "T0LOCAL", world.assessment, NOW)
    (world.root / "T0LOCAL" / "a-first" / "assessment.jsonl").write_bytes(b"not what was kept\n")
    await sweep(world.restarted().office, "T0LOCAL", NOW)
    assert sorted(user for user, _ in world.slack.posted) == ["U0BEN", "U0CLEO", "U0MAYA"]


async def test_one_who_is_reached_again_is_reminded_again(world, tap):
    """Once something has reached somebody, the note that they cannot be written to is gone, and reminders come."""
    world.slack.trouble = [Refused("account_inactive")]
    await opened(world)
    (user,) = (await world.store.assessment("T0LOCAL", "field-sales")).unreachable
    key = replace(MAYA, respondent=user)
    await follow_up(world.office, key, await take(world.office, key, tap(1, "start"), NOW))
    await follow_up(world.office, key, await take(world.office, key, Inbound("later", Postponing(NOW + 600)), NOW))
    assert (await world.store.assessment("T0LOCAL", "field-sales")).unreachable == {}
    assert await sweep(world.office, "T0LOCAL", NOW + 600) == 1


@pytest.mark.parametrize("trouble", [Refused("account_inactive"), OutcomeUnknown("cut"), SlackError("later")])
async def test_nobody_waits_for_the_facilitator(world, tap, trouble):
    """A word to the facilitator that cannot be posted holds up no question, and is tried again later."""
    await opened(world)
    for number, option in ((1, "start"), (2, "wrong"), (3, "other")):
        await follow_up(world.office, MAYA, await take(world.office, MAYA, tap(number, option), NOW))
    world.slack.trouble = [trouble]
    named = Inbound("named", Answering(4, Text("Tender desk", quotable=False)))
    await follow_up(world.office, MAYA, await take(world.office, MAYA, named, NOW))
    assert world.questions_to("U0MAYA")[-1] == "definitions"
    assert (await world.store.assessment("T0LOCAL", "field-sales")).unreachable == {}
    await sweep(world.office, "T0LOCAL", NOW + 60)
    assert [type(turn) for _, turn in world.slack.posted].count(TellFacilitator) == 1


async def test_a_notice_that_slack_never_takes_holds_up_no_question(world, tap):
    """A notice refused for what it is, too long perhaps, is let go; the question after it comes."""
    await opened(world)
    await follow_up(world.office, MAYA, await take(world.office, MAYA, tap(1, "start"), NOW))
    await take(world.office, MAYA, Inbound("later", Postponing(NOW + 600)), NOW)
    await take(world.office, MAYA, Inbound("again", Resuming()), NOW)
    said = len(world.slack.posted)
    world.slack.trouble = [Refused("msg_too_long")]
    assert await deliver(world.office, MAYA)
    assert [type(turn) for _, turn in world.slack.posted[said:]] == [Ask]


async def test_a_question_overtaken_is_not_posted(world, tap):
    """What waits for a question answered meanwhile is dropped: only the one in hand is posted."""
    await opened(world)
    await take(world.office, MAYA, tap(1, "start"), NOW)
    await take(world.office, MAYA, tap(2, "right"), NOW + 5)
    await deliver(world.office, MAYA)
    assert world.questions_to("U0MAYA") == ["consent", "definitions"]


async def test_a_reminder_comes_when_it_was_asked_for_and_once(world, tap):
    """Later brings the question back at its time, in one reminder, and no other."""
    await opened(world)
    await take(world.office, MAYA, tap(1, "start"), NOW)
    await follow_up(world.office, MAYA, await take(world.office, MAYA, Inbound("later", Postponing(NOW + 600)), NOW))
    before = len(world.slack.posted)
    assert await sweep(world.office, "T0LOCAL", NOW + 599) == 0
    assert await sweep(world.office, "T0LOCAL", NOW + 600) == 1
    assert await sweep(world.office, "T0LOCAL", NOW + 700) == 0
    assert [turn.lead.name for _, turn in world.slack.posted[before:]] == ["reminder"]


async def test_erased_leaves_no_trace_and_no_new_invitation(world, tap, tmp_path):
    """After erasing, no file holds the respondent's answers, and no sweep invites them again."""
    await opened(world)
    await take(world.office, MAYA, tap(1, "start"), NOW)
    outcome = await take(world.office, MAYA, Inbound("erase", Erasing(confirmed=True)), NOW)
    await follow_up(world.office, MAYA, outcome)
    assert not list(tmp_path.rglob("U0MAYA*"))
    assert world.slack.posted[-1][1].notice.name == "erased"
    assert await sweep(world.restarted().office, "T0LOCAL", NOW + 60) == 0


async def test_who_erased_may_begin_afresh(world, tap):
    """Continuing after erasing starts a new interview with its consent card."""
    await opened(world)
    await take(world.office, MAYA, Inbound("erase", Erasing(confirmed=True)), NOW)
    outcome = await take(world.office, MAYA, Inbound("again", Resuming()), NOW)
    await follow_up(world.office, MAYA, outcome)
    assert world.questions_to("U0MAYA") == ["consent", "consent"]
    assert (await world.store.assessment("T0LOCAL", "field-sales")).erased == ()


async def test_an_erasing_cut_short_is_finished_by_the_sweep(world, tap):
    """The roster knows first: a crash before the file is gone is made good."""
    await opened(world)
    await world.store.change_assessment(
        "T0LOCAL", "field-sales", lambda present: (replace(present, erased=("U0MAYA",)), None)
    )
    await sweep(world.restarted().office, "T0LOCAL", NOW + 60)
    assert await world.restarted().store.interview(MAYA) is None


async def test_strangers_have_no_interview(world, tap):
    """Someone not on the roster, or of another team, finds nothing, whatever their button claims."""
    await opened(world)
    for key in (InterviewKey("T0LOCAL", "field-sales", "U0EVE"), InterviewKey("T0OTHER", "field-sales", "U0MAYA")):
        assert (await take(world.office, key, tap(1, "start"), NOW)).kind == "absent"


async def both_open(world):
    """Opens a second assessment for the same people, after the first; its key for Maya."""
    second = replace(world.assessment, id="inside-sales")
    await open_assessment(world.office, "T0LOCAL", second, NOW)
    await invite(world.office, second, NOW)
    return replace(MAYA, assessment="inside-sales")


async def begun(world, tap, key):
    """Starts an interview, and posts what follows."""
    await follow_up(world.office, key, await take(world.office, key, tap(1, "start"), NOW))


async def test_typed_words_go_to_the_card_posted_last(world, tap):
    """With two interviews open, words are meant for the one whose card came last."""
    await opened(world)
    second = await both_open(world)
    for key in (second, MAYA):
        assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW) == second
        await begun(world, tap, key)
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW) == MAYA
    assert len((await belongings(world.office, "T0LOCAL", "U0MAYA")).found) == 2


async def test_an_assessment_that_is_over_takes_no_words_from_one_that_is_open(world, tap):
    """Its card came last, but nobody can answer it any more: what is typed answers the open one."""
    await opened(world)
    second = await both_open(world)
    for key in (MAYA, second):
        await begun(world, tap, key)

    def ended(present):
        return replace(present, fielding=replace(present.fielding, deadline=NOW + 60)), None

    await world.office.change_assessment("T0LOCAL", "inside-sales", ended)
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW + 59) == second
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW + 60) == MAYA


async def test_an_invitation_takes_no_words_from_an_interview_under_way(world, tap):
    """Words typed after a new invitation still answer the question before it; a yes is meant for the invitation."""
    await opened(world)
    await begun(world, tap, MAYA)
    second = await both_open(world)
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "60/20/10/10", NOW) == MAYA
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "Yes!", NOW) == second


@pytest.mark.parametrize("ending", ["submitted", "stopped"])
async def test_words_about_the_whole_go_to_the_one_last_touched(world, tap, ending):
    """Submitted or stopped a moment ago, it is the one that "erase" and "edit" mean, though another waits."""
    await opened(world)
    second = await both_open(world)
    await begun(world, tap, MAYA)
    await begun(world, tap, second)
    await world.store.change_interview(MAYA, lambda found: (replace(found, status=ending, touched_at=NOW + 5), None))
    for words in ("erase", "Yes, erase.", "status", "edit 3", "review"):
        assert await addressed(world.office, "T0LOCAL", "U0MAYA", words, NOW) == MAYA
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW) == second


async def test_a_no_goes_to_the_one_that_asked(world, tap):
    """Where one interview has just asked whether one is sure, "no" is meant for it, though another's card came last."""
    await opened(world)
    second = await both_open(world)
    await begun(world, tap, MAYA)
    await begun(world, tap, second)
    await world.store.change_interview(
        MAYA, lambda found: (replace(found, asked_if_sure="erase", touched_at=NOW + 5), None)
    )
    for words in ("no", "keep them", "yes"):
        assert await addressed(world.office, "T0LOCAL", "U0MAYA", words, NOW) == MAYA
    assert await addressed(world.office, "T0LOCAL", "U0MAYA", "right", NOW) == second


async def test_erased_is_told_beside_a_file_nobody_can_read(world, tap):
    """Whatever has become of another interview of theirs, an erasing is confirmed, under the assessment's name."""
    await opened(world)
    await both_open(world)
    (file,) = world.root.glob("**/inside-sales/**/U0MAYA*")
    file.write_bytes(b"not ours")
    later = world.restarted()
    outcome = await take(later.office, MAYA, Inbound("erase", Erasing(confirmed=True)), NOW)
    await follow_up(later.office, MAYA, outcome)
    notice = world.slack.posted[-1][1].notice
    assert (notice.name, notice.about) == ("erased", "Field sales 2027")


async def test_answers_to_one_in_several_say_which(world, tap):
    """A word about the whole is answered under the assessment's name; what saves nothing does not say saved."""
    await opened(world)
    await both_open(world)
    await begun(world, tap, MAYA)

    async def said(words, at):
        inbound = Inbound(words, Saying(words, f"{NOW + at:.6f}"))
        await follow_up(world.office, MAYA, await take(world.office, MAYA, inbound, NOW + at))
        turn = world.slack.posted[-1][1]
        return turn.lead if isinstance(turn, Ask) else turn.notice

    assert (await said("status", 200)).about == "Field sales 2027"
    assert (await said("erase", 210)).about == "Field sales 2027"
    assert (await said("right", 220)).name == "saved"
    assert (await said("back", 230)).name == "about"


async def test_a_damaged_interview_keeps_nobody_from_another(world, tap):
    """Of two interviews one file is damaged: words go to the other while it waits for some, else to the damaged one."""
    await opened(world)
    second = await both_open(world)
    (file,) = world.root.glob("**/inside-sales/**/U0MAYA*")
    file.write_bytes(b"not ours")
    later = world.restarted()
    assert await addressed(later.office, "T0LOCAL", "U0MAYA", "right", NOW) == MAYA
    await later.store.change_interview(MAYA, lambda found: (replace(found, status="submitted"), None))
    assert await addressed(later.office, "T0LOCAL", "U0MAYA", "right", NOW) == second
    assert await addressed(later.office, "T0LOCAL", "U0MAYA", "erase", NOW) == MAYA


async def test_what_cannot_be_read_takes_nothing(world, tap):
    """A turn in a damaged interview is unreadable, be it their own file or the assessment's, and changes neither."""
    await opened(world)
    for pattern in ("**/field-sales/**/U0MAYA*", "**/field-sales/assessment.jsonl"):
        (file,) = world.root.glob(pattern)
        file.write_bytes(b"not ours")
        assert (await take(world.restarted().office, MAYA, tap(1, "start"), NOW)).kind == "unreadable"
        assert file.read_bytes() == b"not ours"


@pytest.mark.parametrize("turn", [Erasing(confirmed=True), Saying("yes, erase", f"{NOW + 9:.6f}")])
@pytest.mark.parametrize("ruined", ["**/field-sales/**/U0MAYA.jsonl", "**/field-sales/assessment.jsonl"])
async def test_what_cannot_be_read_is_erased_at_its_authors_word(world, turn, ruined):
    """Every trace goes, copies kept of what was damaged before too; only a word that is sure does it."""
    await opened(world)
    (file,) = world.root.glob("**/field-sales/**/U0MAYA.jsonl")
    copies = [file.with_name(f"{file.name}{end}") for end in (".damaged-1", ".damaged-2", ".new")]
    for copy in copies:
        copy.write_bytes(file.read_bytes())
    (damaged,) = world.root.glob(ruined)
    damaged.write_bytes(b"not ours")
    office = world.restarted().office
    assert (await take(office, MAYA, Inbound("unsure", Erasing()), NOW)).kind in ("unreadable", "noted")
    assert all(there.exists() for there in (file, *copies))
    assert (await take(office, MAYA, Inbound("sure", turn), NOW)).kind == "erase"
    assert not list(world.root.glob("**/U0MAYA*"))


async def test_words_typed_to_one_of_two_are_told_which_took_them(world, tap):
    """With two interviews waiting, the card after typed words names the assessment; with one it does not."""
    await opened(world)
    await take(world.office, MAYA, tap(1, "start"), NOW)
    await deliver(world.office, MAYA)
    said = Inbound("words", Saying("right", f"{NOW + 100:.6f}"))
    second = replace(world.assessment, id="inside-sales")
    await open_assessment(world.office, "T0LOCAL", second, NOW)
    await invite(world.office, second, NOW)
    await follow_up(world.office, MAYA, await take(world.office, MAYA, said, NOW + 100))
    lead = world.slack.posted[-1][1].lead
    assert (lead.name, lead.values) == ("saved", {"assessment": "Field sales 2027"})
