"""What a respondent may rely on in the dialogue. Between every two turns the interview goes through JSON and back."""

import pytest

from bot.interview.engine import remind
from bot.interview.outcome import Settled
from bot.interview.turns import (
    Answering,
    Confirming,
    Declining,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Plain,
    Postponing,
    Proposed,
    Restarting,
    Resuming,
    Reviewing,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    Taps,
    TapWay,
)
from bot.questionnaire.answers import Boxes, Chosen, Divided, DontKnow, Option, Rated, Rows, Skipped, Unfamiliar
from bot.questionnaire.routing import Step


def test_the_first_card_is_the_consent(dialogue):
    """An interview begins with the consent card, as question 1, and nothing else."""
    maya = dialogue()
    assert [(ask.number, ask.step.question) for ask in maya.asked] == [(1, "consent")]
    assert maya.interview.status == "invited"


@pytest.mark.parametrize("turn", ["edit 3", "edit 99", "review", "status", Reviewing(), Editing(Step("own-role"))])
def test_before_the_start_everything_says_how_to_begin(dialogue, turn):
    """Where nothing is answered yet there is nothing to change, to count or to come back to: there is Start."""
    maya = dialogue()
    assert (maya.say(turn) if isinstance(turn, str) else maya.take(turn)).kind == "noted"
    assert (maya.at, maya.number, maya.asked[-1].lead.name) == ("consent", 1, "not-started")
    assert maya.interview.status == "invited"


def test_start_in_home_leads_to_the_consent_with_a_fitting_word(dialogue):
    """Who presses Start there is not told that they have not started: what comes first is what this is about."""
    maya = dialogue()
    assert maya.take(Resuming()).kind == "noted"
    assert (maya.at, maya.number, maya.asked[-1].lead.name) == ("consent", 1, "before-start")
    assert maya.interview.status == "invited"


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("word", ["help", "what is farming", "definitions"])
def test_who_declined_is_answered_and_asked_nothing(dialogue, word, begun):
    """What a word means is told to whoever asks; no question comes with it."""
    maya = dialogue()
    maya.until("definitions" if begun else "consent")
    maya.take(Declining())
    asked = len(maya.asked)
    assert maya.say(word).kind == "noted"
    assert (maya.interview.status, len(maya.asked), len(maya.told)) == ("declined", asked, 2)


@pytest.mark.parametrize("word", ["edit 3", "review", "status", "back", "skip"])
def test_who_declined_is_told_so_again(dialogue, word):
    """Someone who is not to be asked has no answers to change, and reads how to take part after all."""
    maya = dialogue()
    maya.take(Declining())
    assert maya.say(word).kind == "noted"
    assert (maya.told[-1].name, maya.interview.status) == ("declined", "declined")


def test_start_puts_the_next_question_under_the_next_number(dialogue):
    """Start is an answer: the interview is under way and question 2 is in hand."""
    maya = dialogue()
    assert maya.press("start").kind == "accepted"
    assert (maya.interview.status, maya.number) == ("answering", 2)


@pytest.mark.parametrize(("role", "group"), [("am", "holder"), (None, "manager"), (None, "colleague")])
@pytest.mark.parametrize("form", ["full", "short"])
def test_everyone_gets_through_to_submit(dialogue, role, group, form):
    """Whoever is asked, answering what comes leads to the review, and Submit ends it with a receipt."""
    maya = dialogue(role, group, form=form)
    assert maya.submit().kind == "accepted"
    assert maya.interview.status == "submitted"
    assert maya.interview.card is None
    assert maya.told[-1].name == "submitted"


def test_one_delivery_has_one_effect(dialogue):
    """The same delivery again changes nothing at all, whatever it was."""
    maya = dialogue()
    maya.take(Answering(1, Option("start")), key="same")
    before = maya.interview
    assert maya.take(Answering(1, Option("start")), key="same").kind == "repeated"
    assert maya.interview == before


def test_a_double_click_is_silent(dialogue):
    """A second click on the card just answered, in the same few seconds, is neither counted nor answered."""
    maya = dialogue()
    maya.press("start")
    said = len(maya.asked)
    maya.now -= 15
    assert maya.take(Answering(1, Option("start"))).kind == "repeated"
    assert len(maya.asked) == said


def test_an_echo_of_an_earlier_click_is_silent(dialogue):
    """A click that was slow on its way, and comes when the questions after it were answered too, says nothing."""
    maya = dialogue()
    maya.until("own-split")
    before, said = maya.interview, len(maya.asked)
    maya.now -= 15
    assert maya.take(Answering(1, Option("start"))).kind == "repeated"
    assert (maya.interview, len(maya.asked)) == (before, said)


def test_last_weeks_button_is_told_and_nothing_is_saved(dialogue):
    """A click on an old card saves nothing and leads back to the question in hand, under its own number."""
    maya = dialogue()
    maya.until("situations")
    number, log = maya.number, maya.interview.log
    assert maya.take(Answering(2, Option("right"))).kind == "stale"
    assert maya.interview.log == log
    assert (maya.asked[-1].number, maya.asked[-1].lead.name) == (number, "stale-button")


def test_words_typed_before_the_question_do_not_answer_it(dialogue):
    """Words whose ts is older than the card's are no answer to it, and are told so."""
    maya = dialogue()
    maya.until("own-split")
    maya.posts -= 5
    assert maya.say("60/20/10/10").kind == "stale"
    assert maya.asked[-1].lead.name == "stale-text"
    assert maya.answer("own-split", "am") is None


def test_words_typed_while_the_question_is_not_posted_do_not_answer_it(dialogue, monkeypatch):
    """While Slack has not taken the card, nothing typed can be meant for it."""
    maya = dialogue()
    maya.until("definitions")
    monkeypatch.setattr(type(maya), "_deliver", lambda self: None)
    while maya.at != "own-split/am":
        maya.reply(maya.anything())
    assert maya.say("60/20/10/10").kind == "stale"
    assert maya.answer("own-split", "am") is None


class TestSplits:
    """The three ways to give a split."""

    def test_numbers_count_at_once(self, dialogue):
        """Four boxes that make 100 are the answer."""
        maya = dialogue()
        maya.until("own-split")
        assert maya.reply(Boxes(("60", "20", "10", ""))).kind == "accepted"
        assert maya.answer("own-split", "am") == Divided((60, 20, 10, 10), "numbers")

    def test_numbers_that_do_not_make_100_change_nothing(self, dialogue):
        """A modal that makes 95 is rejected with the five that are missing, and the interview is as it was."""
        maya = dialogue()
        maya.until("own-split")
        before = maya.interview
        outcome = maya.reply(Boxes(("60", "20", "10", "5")))
        assert (outcome.kind, outcome.rejections[0].values) == ("rejected", {"sum": 95, "missing": 5})
        assert maya.interview == before

    def test_three_taps_propose_and_confirm(self, dialogue):
        """Three taps make a proposal; it counts once it looks right."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        for percent in (60, 50, 20):
            maya.take(Tapping(maya.number, percent))
        assert maya.interview.card.stage == Proposed((30, 30, 8, 32), "taps", taps=(60, 50, 20))
        assert maya.answer("own-split", "am") is None
        maya.take(Confirming(maya.number))
        assert maya.answer("own-split", "am") == Divided((30, 30, 8, 32), "taps")

    def test_back_undoes_one_tap_at_a_time(self, dialogue):
        """Back among the taps undoes one, down to the question as it stood."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        for percent in (60, 50, 20):
            maya.take(Tapping(maya.number, percent))
        stages = []
        for _ in range(4):
            maya.take(GoingBack(maya.number))
            stages.append(maya.interview.card.stage)
        assert stages == [Taps((60, 50)), Taps((60,)), Taps(()), Plain()]

    def test_a_typed_tap_that_is_no_step_names_the_steps(self, dialogue):
        """A tap may be typed; one that cannot be had says which can, and the tap stands again."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        maya.say("60 %")
        number = maya.number
        assert maya.say("65").kind == "rejected"
        assert (maya.number, maya.interview.card.stage) == (number, Taps((60,)))
        assert (maya.asked[-1].lead.name, maya.asked[-1].lead.values) == ("not-a-step", {"typed": "65"})

    @pytest.mark.parametrize(
        "typed", ["50", "50%", "50 %", "50 percent", "50 per cent", "50pct", "about 50%", "0000000050", "50."]
    )
    def test_a_tap_may_be_typed_in_many_ways(self, dialogue, typed):
        """A number is read with whatever people write around it, and never as another one."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        maya.say(typed)
        assert maya.interview.card.stage == Taps((50,))

    @pytest.mark.parametrize("typed", ["half", "no", "50.5", "-50", "40-60", "5000000000", "0" * 5_000 + "7" * 5_000])
    def test_what_is_no_tap_is_answered_with_the_steps(self, dialogue, typed):
        """One number was asked for, so that nobody is told of four."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        assert maya.say(typed).kind == "rejected"
        assert (maya.asked[-1].lead.name, maya.interview.card.stage) == ("not-a-step", Taps())

    @pytest.mark.parametrize(("typed", "reason"), [("60/20/10/10", ""), ("60/20/10", "split-count")])
    def test_four_numbers_may_be_typed_among_the_taps(self, dialogue, typed, reason):
        """Who thinks better of the taps gives the four at once, and is told what is wrong with those."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        maya.say(typed)
        lead = maya.asked[-1].lead
        assert (lead.name if lead else "", isinstance(maya.interview.card.stage, Proposed)) == (reason, not reason)

    @pytest.mark.parametrize("word", ["no", "Adjust", "not quite"])
    def test_a_no_to_the_four_numbers_asks_for_them_again(self, dialogue, word):
        """What did not look right is dropped, and the question stands as it was."""
        maya = dialogue()
        maya.until("own-split")
        maya.say("60/20/10/10")
        assert maya.say(word).kind == "noted"
        assert (maya.at, maya.interview.card.stage, maya.asked[-1].lead) == ("own-split/am", Plain(), None)

    def test_none_with_existing_customers_takes_two_taps(self, dialogue):
        """What cannot be asked is not: 0 at the first tap skips the second."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(TapWay(maya.number))
        maya.take(Tapping(maya.number, 0))
        maya.take(Tapping(maya.number, 70))
        assert maya.interview.card.stage == Proposed((0, 0, 70, 30), "taps", taps=(0, 70))

    @pytest.mark.parametrize("word", ["yes", "Looks right!", "Confirm", "That's right."])
    def test_typed_numbers_follow_the_persons_own_order(self, dialogue, word):
        """Bare numbers are read in the order this person's cards list, echoed, and count once confirmed."""
        maya = dialogue()
        maya.until("own-split")
        maya.say("60/20/10/10")
        proposed = dict(
            zip(("servicing", "farming", "hunting", "sourcing"), maya.interview.card.stage.points, strict=True)
        )
        assert [proposed[name] for name in maya.interview.order] == [60, 20, 10, 10]
        assert maya.answer("own-split", "am") is None
        assert maya.say(word).kind == "accepted"
        assert maya.answer("own-split", "am") == Divided(tuple(proposed.values()), "typed")

    def test_a_typed_95_is_offered_scaled(self, dialogue):
        """A typed sum of 90 to 110 is scaled by largest remainder and counts only when confirmed."""
        maya = dialogue()
        maya.until("own-split")
        maya.say("servicing 35 farming 35 hunting 20 sourcing 5")
        assert maya.interview.card.stage == Proposed((37, 37, 21, 5), "typed", 95)
        assert maya.answer("own-split", "am") is None

    def test_a_typed_120_is_asked_again(self, dialogue):
        """A sum too far from 100 keeps the question under its number and says the sum."""
        maya = dialogue()
        maya.until("own-split")
        number = maya.number
        assert maya.say("30/30/30/30").kind == "rejected"
        lead = maya.asked[-1].lead
        assert (maya.number, lead.name, lead.values) == (number, "split-far", {"sum": 120})

    def test_same_as_now_repeats_the_as_is(self, dialogue):
        """Same as now takes the respondent's own split as is for the split to be."""
        maya = dialogue()
        maya.until("own-split")
        maya.reply(Boxes(("60", "20", "10", "10")))
        maya.until("future-split")
        maya.press("same")
        assert maya.answer("future-split", "am") == Divided((60, 20, 10, 10), "same")

    def test_not_knowing_a_role_is_no_answer_of_zeros(self, dialogue):
        """A role not known well enough is kept as that, and its split to be is not asked."""
        maya = dialogue()
        maya.until("own-split")
        assert maya.reply(DontKnow()).kind == "accepted"
        assert maya.answer("own-split", "am") == Unfamiliar()
        maya.submit()
        assert all(step.question != "future-split" or step.about != "am" for step in maya.interview.answers())


class TestMoving:
    """Back, skip, edit, restart."""

    def test_back_asks_the_question_before_again(self, dialogue):
        """Back leads to the question before, whose answer stands until it is given anew."""
        maya = dialogue()
        maya.until("situations")
        maya.reply(maya.anything())
        given = maya.answer("situations")
        number = maya.number
        maya.say("back")
        assert (maya.at, maya.number) == ("situations", number + 1)
        assert maya.answer("situations") == given

    def test_after_back_the_interview_goes_on_where_it_was(self, dialogue):
        """An answer given anew leads on to the first question that has none."""
        maya = dialogue()
        maya.until("owners")
        maya.say("back")
        maya.reply(Rows(dict.fromkeys(maya.answer("situations").rows, "nobody")))
        assert maya.at == "owners"
        assert set(maya.answer("situations").rows.values()) == {"nobody"}

    def test_there_is_nothing_before_the_first_question(self, dialogue):
        """Back at the first question says so and keeps it."""
        maya = dialogue()
        maya.press("start")
        maya.say("back")
        assert (maya.number, maya.asked[-1].lead.name) == (2, "nothing-before")

    def test_an_optional_question_can_be_skipped(self, dialogue):
        """Skip passes an optional question and is kept as such."""
        maya = dialogue()
        maya.until("not-miss")
        maya.take(Skipping(maya.number))
        assert maya.answer("not-miss") == Skipped()
        assert maya.at == "review"

    def test_a_needed_question_cannot_be_skipped(self, dialogue):
        """Skip on a question that is needed says so and keeps it."""
        maya = dialogue()
        maya.until("own-split")
        assert maya.say("skip").kind == "rejected"
        assert (maya.at, maya.asked[-1].lead.name) == ("own-split/am", "cannot-skip")

    def test_edit_by_line_opens_that_line(self, dialogue):
        """`edit 2` opens the second line of the review; a line there is none of is said so, and shows them all.

        From there [Continue] leads back to what is still open.
        """
        maya = dialogue()
        maya.until("situations")
        maya.say("edit 2")
        assert maya.at == "definitions"
        maya.say("edit 99")
        lead = maya.asked[-1].lead
        assert (maya.at, lead.name, lead.values["line"]) == ("review", "no-such-line", 99)
        assert 3 < lead.values["lines"] < 99
        maya.take(Skipping(maya.number))
        assert maya.at == "situations"

    @pytest.mark.parametrize(
        ("typed", "line"),
        [("edit 0", 0), ("edit 12345", 12_345), ("edit #99", 99), ("edit " + "9" * 9_000, 999_999_999)],
    )
    def test_a_line_there_is_none_of_names_those_there_are(self, dialogue, typed, line):
        """However small or large its number, it is taken for a line and answered with how many there are."""
        maya = dialogue()
        maya.until("situations")
        assert maya.say(typed).kind == "noted"
        assert (maya.at, maya.asked[-1].lead.name, maya.asked[-1].lead.values["line"]) == (
            "review",
            "no-such-line",
            line,
        )

    @pytest.mark.parametrize("word", ["edit 2", "review"])
    def test_a_typed_word_is_never_a_double_click(self, dialogue, word):
        """Typed twice within seconds it is answered twice; the same by a button pressed twice is silent."""
        maya = dialogue()
        maya.until("situations")
        maya.say(word)
        asked, step = len(maya.asked), maya.interview.card.step
        maya.now -= 14
        assert maya.say(word).kind == "noted"
        assert len(maya.asked) == asked + 1
        maya.now -= 14
        assert maya.take(Reviewing() if word == "review" else Editing(step)).kind == "repeated"
        assert len(maya.asked) == asked + 1

    @pytest.mark.parametrize("between", [Postponing(), Stopping(), Helping()])
    def test_a_click_after_something_else_is_no_double_click(self, dialogue, between):
        """Who opens an answer, pauses, and opens it again has it opened again, however quickly."""
        maya = dialogue()
        maya.until("situations")
        maya.take(Editing(Step("definitions")))
        maya.now -= 14
        maya.take(between)
        asked = len(maya.asked)
        maya.now -= 14
        assert maya.take(Editing(Step("definitions"))).kind == "noted"
        assert (maya.interview.status, len(maya.asked)) == ("answering", asked + 1)

    def test_an_old_button_pressed_after_something_else_is_answered(self, dialogue):
        """It is no echo of the click that led here: the person did something in between."""
        maya = dialogue()
        maya.until("definitions")
        maya.now -= 14
        maya.take(Postponing())
        maya.now -= 14
        assert maya.take(Answering(2, Option("right"))).kind == "stale"

    def test_a_double_click_on_a_changed_answer_is_silent(self, dialogue):
        """After Submit too: no question is in hand then, and the answer was just taken."""
        maya = dialogue()
        maya.submit()
        maya.take(Editing(Step("own-role")))
        number = maya.number
        maya.press("right")
        maya.now -= 14
        assert maya.take(Answering(number, Option("right"))).kind == "repeated"

    @pytest.mark.parametrize("word", ["back", "skip", "edit 2", "review", "done", "hello"])
    def test_a_word_typed_right_after_submit_is_answered(self, dialogue, word):
        """However quickly it comes, something is said."""
        maya = dialogue()
        maya.submit()
        said = len(maya.asked) + len(maya.told)
        maya.now -= 14
        maya.say(word)
        assert len(maya.asked) + len(maya.told) == said + 1

    def test_changing_who_one_is_changes_the_route(self, dialogue):
        """Answers no longer on the route are kept, and neither asked nor shown again."""
        maya = dialogue()
        maya.until("situations")
        maya.take(Editing(Step("own-role")))
        maya.press("wrong")
        maya.press("is")
        assert maya.at == "own-split/is"
        assert maya.answer("own-split", "am") is not None

    def test_restart_begins_again_once_confirmed(self, dialogue):
        """Restart asks whether one is sure; confirmed, the answers are gone and the first question is in hand."""
        maya = dialogue()
        maya.until("situations")
        maya.say("restart")
        assert (maya.told[-1].name, maya.at) == ("sure-restart", "situations")
        maya.take(Restarting(confirmed=True))
        assert maya.at == "own-role"
        assert set(maya.interview.answers()) == {Step("consent")}


class TestBeingAskedIfSure:
    """What follows restart and erase, which ask first."""

    @pytest.mark.parametrize("word", ["restart", "erase"])
    def test_no_keeps_everything(self, dialogue, word):
        """A "no" is the no to that, not an answer: all is as it was, which is said, and the question stands again."""
        maya = dialogue()
        maya.press("start")
        answers, number = maya.interview.answers(), maya.number
        maya.say(word)
        assert maya.say("No.").kind == "noted"
        assert (maya.asked[-1].lead.name, maya.number, maya.interview.answers()) == ("kept", number, answers)

    def test_no_leaves_a_pause_or_a_submit_as_it_is(self, dialogue):
        """Nothing is resumed by it, and no question put."""
        for pause in ("later", "stop", None):
            maya = dialogue()
            maya.submit() if pause is None else maya.until("situations")
            if pause is not None:
                maya.say(pause)
            maya.say("erase")
            status, asked = maya.interview.status, len(maya.asked)
            maya.say("no")
            assert (maya.told[-1].name, maya.interview.status, len(maya.asked)) == ("kept", status, asked)

    @pytest.mark.parametrize("word", ["restart", "erase"])
    @pytest.mark.parametrize("begun", [True, False])
    def test_a_bare_yes_answers_nothing_behind_it(self, dialogue, word, begun):
        """It is asked again, with the words that do it; no question is answered by it, and no consent given."""
        maya = dialogue()
        if begun:
            maya.press("start")
        maya.say(word)
        answers, status = maya.interview.answers(), maya.interview.status
        assert maya.say("Yes").kind == "noted"
        assert maya.told[-1].name == f"sure-{word}"
        assert (maya.interview.answers(), maya.interview.status) == (answers, status)
        assert maya.say(f"yes {word}").kind == ("erase" if word == "erase" else "accepted" if begun else "noted")

    def test_no_after_submitting_puts_the_open_answer_again(self, dialogue):
        """What was being changed stands below, so that the next "no" is not taken for another question's."""
        maya = dialogue()
        maya.submit()
        maya.take(Editing(Step("own-role")))
        maya.say("erase")
        maya.say("no")
        assert (maya.asked[-1].lead.name, maya.at) == ("kept", "own-role")

    def test_no_after_the_deadline_is_heard(self, dialogue):
        """Erasing works then, and so does keeping."""
        maya = dialogue()
        maya.submit()
        maya.now = maya.fielding.deadline
        maya.say("erase")
        maya.say("no")
        assert maya.told[-1].name == "kept"

    def test_no_below_a_reminder_is_its_questions(self, dialogue):
        """What was asked the day before is not asked any more."""
        maya = dialogue()
        maya.press("start")
        maya.say("later")
        maya.say("erase")
        maya.interview = remind(maya.interview)
        assert maya.interview.asked_if_sure == ""

    def test_restarting_what_was_declined_invites_again(self, dialogue):
        """The consent card that comes can be answered."""
        maya = dialogue()
        maya.take(Declining())
        maya.say("yes, restart")
        maya.press("start")
        assert maya.interview.status == "answering"

    def test_restarting_what_was_declined_in_the_middle_begins_anew(self, dialogue):
        """What was answered before counts no more, the consent neither."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(Declining())
        maya.say("yes, restart")
        assert (maya.interview.status, maya.at, maya.interview.log) == ("invited", "consent", ())

    def test_no_is_an_answer_again_after_anything_else(self, dialogue):
        """Only the very next word is taken so; later "no" is the option that begins with it."""
        maya = dialogue()
        maya.press("start")
        maya.say("erase")
        maya.say("help")
        assert maya.say("no").kind == "accepted"
        assert maya.answer("own-role") == Chosen("wrong")


class TestPausing:
    """Later, stop, decline, and coming back."""

    def test_later_pauses_until_the_next_morning(self, dialogue):
        """Later without a time reminds at nine the next day where the respondent is."""
        maya = dialogue()
        maya.until("definitions")
        maya.say("later")
        assert maya.interview.status == "paused"
        assert maya.interview.remind_at % 86_400 == 8 * 3_600  # 9:00 in Amsterdam in winter

    @pytest.mark.parametrize("left", [3_000, 3_616, 7_000])
    @pytest.mark.parametrize("ahead", [None, 3_600.0, 9_000.0])
    def test_later_shortly_before_the_close_reminds_no_more(self, dialogue, left, ahead):
        """So close to the deadline it is paused, and says that there will be no reminder, instead of giving one."""
        maya = dialogue()
        maya.until("definitions")
        maya.now = maya.fielding.deadline - left - 15
        maya.take(Postponing(maya.now + 15 + ahead if ahead else None))
        assert (maya.interview.status, maya.interview.remind_at) == ("paused", None)
        assert (maya.told[-1].name, maya.told[-1].values) == ("paused-unreminded", {"deadline": maya.fielding.deadline})

    def test_a_reminder_after_the_deadline_is_refused(self, dialogue):
        """A time that comes too late is refused in the modal, and nothing changes."""
        maya = dialogue()
        maya.until("definitions")
        before = maya.interview
        outcome = maya.take(Postponing(maya.fielding.deadline + 60))
        assert outcome.rejections[0].reason == "time-after-deadline"
        assert maya.interview == before

    def test_continue_goes_on_where_it_was(self, dialogue):
        """Continuing repeats the question in hand under its number."""
        maya = dialogue()
        maya.until("own-split")
        number = maya.number
        maya.say("later")
        maya.take(Resuming())
        assert (maya.interview.status, maya.at, maya.number) == ("answering", "own-split/am", number)
        assert maya.interview.remind_at is None

    def test_an_answer_ends_a_pause(self, dialogue):
        """The card in hand still works while paused."""
        maya = dialogue()
        maya.until("own-split")
        maya.say("later")
        maya.reply(Boxes(("60", "20", "10", "10")))
        assert (maya.interview.status, maya.interview.remind_at) == ("answering", None)

    def test_stop_ends_it_and_continue_takes_it_up(self, dialogue):
        """Stop is a break-off that can be taken up again, its answers kept."""
        maya = dialogue()
        maya.until("own-split")
        answers = maya.interview.answers()
        maya.take(Stopping())
        assert (maya.interview.status, maya.told[-1].name) == ("stopped", "stopped")
        maya.say("continue")
        assert (maya.interview.status, maya.interview.answers()) == ("answering", answers)

    def test_who_declined_in_the_middle_begins_at_what_it_is_about(self, dialogue):
        """Taking part after all starts with the consent, and goes on where it was left."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(Declining())
        maya.say("continue")
        assert (maya.interview.status, maya.at) == ("invited", "consent")
        maya.press("start")
        assert (maya.interview.status, maya.at) == ("answering", "own-split/am")

    def test_the_wrong_person_may_name_a_better_one(self, dialogue):
        """Declining is a refusal; the facilitator hears who should be asked instead."""
        maya = dialogue()
        maya.take(Declining("U0BEN"))
        assert maya.interview.status == "declined"
        assert maya.reported[-1].values == {"respondent": "U0MAYA", "better": "U0BEN"}

    @pytest.mark.parametrize(("word", "reported"), [("no", []), ("Rather not.", []), ("decline", ["not-right-person"])])
    def test_a_typed_no_to_taking_part_is_taken(self, dialogue, word, reported):
        """Who does not want to is asked no more; only who declines as the wrong person is reported as that."""
        maya = dialogue()
        assert maya.say(word).kind == "noted"
        assert (maya.interview.status, maya.told[-1].name) == ("declined", "declined")
        assert [notice.name for notice in maya.reported] == reported

    def test_who_declined_may_think_again(self, dialogue):
        """Continuing after declining puts the consent again."""
        maya = dialogue()
        maya.take(Declining())
        maya.say("continue")
        assert (maya.interview.status, maya.at) == ("invited", "consent")

    @pytest.mark.parametrize("refusal", [Declining(), Stopping()])
    def test_start_still_starts_for_who_declined(self, dialogue, refusal):
        """The invitation's own button takes them up at their word, as it was said that they can."""
        maya = dialogue()
        maya.take(refusal)
        maya.press("start")
        assert (maya.interview.status, maya.at) == ("answering", "own-role")


def test_candid_words_are_taken_in_the_modal_alone(dialogue):
    """Words typed at a question for candid words are no answer, as they would stay behind: it says where to write."""
    maya = dialogue()
    maya.until("not-miss")
    assert maya.say("wait, what do you mean?").kind == "rejected"
    assert maya.asked[-1].lead.name == "write-it-there"
    assert (maya.at, maya.answer("not-miss")) == ("not-miss", None)
    maya.say("skip")
    assert maya.answer("not-miss") == Skipped()


class TestAskingMidQuestion:
    """Help, definitions and status answer, then the question stands again under its number."""

    @pytest.mark.parametrize(
        ("words", "lead"),
        [
            ("help", "help"),
            ("what is farming", "definition"),
            ("What does trapping mean?", "definition"),
            ("what is love", "unknown-term"),
            ("status", "status"),
        ],
    )
    def test_the_question_stands_again(self, dialogue, words, lead):
        """The answer comes first, the same question after it."""
        maya = dialogue()
        maya.until("own-split")
        number = maya.number
        assert maya.say(words).kind == "noted"
        assert (maya.asked[-1].lead.name, maya.asked[-1].number, maya.number) == (lead, number, number)

    def test_its_older_copy_is_put_away(self, dialogue):
        """One card at a time can be answered: the copy above is settled as the question is asked again below."""
        maya = dialogue()
        maya.until("own-split")
        card = maya.interview.card
        assert maya.say("help").settled == Settled(card.step, card.posted)
        assert maya.interview.card.posted != card.posted

    def test_what_is_said_on_its_own_leaves_the_card(self, dialogue):
        """A pause asks nothing below, so the question keeps its card."""
        maya = dialogue()
        maya.until("own-split")
        assert maya.say("later").settled is None


class TestSubmitting:
    """The review, Submit and what comes after."""

    def test_what_is_needed_is_asked_before_submit(self, dialogue):
        """Sending early without what is needed leads to what is missing."""
        maya = dialogue()
        maya.until("own-split")
        maya.take(Reviewing())
        assert maya.take(Submitting(maya.number)).kind == "rejected"
        assert (maya.at, maya.asked[-1].lead.name) == ("own-split/am", "still-missing")

    def test_an_edit_after_submit_counts_at_once(self, dialogue):
        """After Submit an answer can be changed until the deadline, without a second Submit."""
        maya = dialogue()
        maya.submit()
        at = maya.interview.submitted_at
        maya.take(Editing(Step("own-split", "am")))
        maya.reply(Boxes(("10", "20", "30", "40")))
        assert maya.answer("own-split", "am") == Divided((10, 20, 30, 40), "numbers")
        assert (maya.interview.status, maya.interview.submitted_at, maya.at) == ("submitted", at, "")
        assert maya.told[-1].name == "changed"

    @pytest.mark.parametrize("leave", ["skip", "done"])
    def test_what_is_left_as_it_was_is_not_called_changed(self, dialogue, leave):
        """After Submit, opening the review or an answer and leaving it says that all is in, not that it changed."""
        maya = dialogue()
        maya.submit()
        maya.take(Reviewing())
        before = maya.interview.answers()
        maya.say(leave)
        assert (maya.told[-1].name, maya.at, maya.interview.answers()) == ("status-submitted", "", before)
        maya.take(Editing(Step("definitions")))
        maya.say("skip")
        assert (maya.told[-1].name, maya.at, maya.interview.answers()) == ("status-submitted", "", before)

    def test_a_form_for_an_earlier_question_is_never_dropped_in_silence(self, dialogue):
        """A modal submitted right after its question was left is told so and stays open: it holds what was typed."""
        maya = dialogue()
        maya.until("own-split")
        number = maya.number
        maya.say("back")
        maya.now -= 14
        before = maya.interview
        outcome = maya.take(Answering(number, Boxes(("60", "20", "10", "10"))))
        assert (outcome.kind, [each.reason for each in outcome.rejections]) == ("rejected", ["overtaken"])
        assert maya.interview == before

    def test_submitting_twice_is_submitting_once(self, dialogue):
        """A second Submit does nothing."""
        maya = dialogue()
        maya.until("review")
        number = maya.number
        maya.take(Submitting(number))
        told = len(maya.told)
        assert maya.take(Submitting(number)).kind == "repeated"
        assert len(maya.told) == told

    def test_nothing_counts_after_the_deadline(self, dialogue):
        """From the deadline on no answer is taken; the touch says so, a modal in itself. Erasing still works."""
        maya = dialogue()
        maya.until("own-split")
        before = maya.interview
        maya.now = maya.fielding.deadline
        outcome = maya.reply(Boxes(("60", "20", "10", "10")))
        assert (outcome.kind, [rejection.reason for rejection in outcome.rejections]) == ("closed", ["closed"])
        assert maya.interview == before
        assert maya.reply(DontKnow()).kind == "closed"
        assert (maya.interview.log, maya.told[-1].name) == (before.log, "closed")
        assert maya.take(Erasing(confirmed=True)).kind == "erase"

    @pytest.mark.parametrize("word", ["status", "help", "what is farming", "later", "edit 1", "restart", "60/20/10/10"])
    def test_no_question_is_put_after_the_deadline(self, dialogue, word):
        """Whatever is typed once it has closed, the answer says that it has, and puts no card to be answered."""
        maya = dialogue()
        maya.until("own-split")
        asked = len(maya.asked)
        maya.now = maya.fielding.deadline
        maya.say(word)
        assert (maya.told[-1].name, len(maya.asked)) == ("closed", asked)

    def test_nothing_is_erased_unasked(self, dialogue):
        """Erase asks whether one is sure first."""
        maya = dialogue()
        maya.submit()
        assert maya.say("erase").kind == "noted"
        assert maya.told[-1].name == "sure-erase"


def test_a_missing_role_reaches_the_facilitator(dialogue):
    """Someone whose role is not in scope stays a colleague, and the facilitator hears its name."""
    maya = dialogue(None, "colleague")
    maya.press("start")
    maya.press("wrong")
    maya.press("other")
    maya.say("Tender desk")
    assert maya.reported[-1].values == {"respondent": "U0MAYA", "role": "Tender desk"}


def test_a_choice_may_be_typed(dialogue):
    """An option's label, its beginning or its place in the list will do; anything else is told what was typed."""
    maya = dialogue()
    maya.press("start")
    assert maya.say("hm, not sure").kind == "rejected"
    assert maya.asked[-1].lead.values == {"typed": "hm, not sure"}
    assert maya.say("1").kind == "accepted"
    assert maya.answer("own-role") == Chosen("right")


@pytest.mark.parametrize(
    ("typed", "meant"), [("2", "two-days"), ("1 day", "day"), ("two days", "two-days"), ("nearly all", "most")]
)
def test_a_number_is_what_the_options_count(dialogue, typed, meant):
    """Where the options are numbers of days, 2 is two of them, and never the second option."""
    maya = dialogue()
    maya.until("time-outside")
    assert maya.say(typed).kind == "accepted"
    assert maya.answer("time-outside", "am") == Chosen(meant)


@pytest.mark.parametrize("typed", ["4", "one day or two", "about", "20%", "days"])
def test_what_fits_no_option_or_several_is_asked_again(dialogue, typed):
    """Nothing is guessed."""
    maya = dialogue()
    maya.until("time-outside")
    assert maya.say(typed).rejections[0].reason == "not-an-option"


@pytest.mark.parametrize(
    ("word", "meant"), [("yeah", "right"), ("correct", "right"), ("nope", "wrong"), ("nah", "wrong")]
)
def test_other_words_for_yes_and_no_choose_what_begins_so(dialogue, word, meant):
    """Who says nope to "Right?" has said no."""
    maya = dialogue()
    maya.press("start")
    maya.say(word)
    assert maya.answer("own-role") == Chosen(meant)


@pytest.mark.parametrize("word", ["yes please", "Sure!", "go", "yeah"])
def test_a_yes_to_taking_part_is_taken_however_it_is_typed(dialogue, word):
    """People say yes in more ways than one."""
    maya = dialogue()
    assert maya.say(word).kind == "accepted"


def test_what_is_no_answer_to_the_consent_says_how_to_begin(dialogue):
    """A greeting is told how to start, and how to say no."""
    maya = dialogue()
    maya.say("hello")
    assert (maya.at, maya.asked[-1].lead.name) == ("consent", "not-started")


@pytest.mark.parametrize("refusal", [Declining(), Stopping()])
def test_a_typed_start_is_taken_after_declining(dialogue, refusal):
    """It was said that they can still start: the consent card comes again."""
    maya = dialogue()
    maya.take(refusal)
    maya.say("start")
    assert (maya.interview.status, maya.at, maya.asked[-1].lead.name) == ("invited", "consent", "before-start")


def test_what_is_no_yes_to_four_numbers_names_the_words_that_are_answers(dialogue):
    """Only what holds numbers is read as four others."""
    maya = dialogue()
    maya.until("own-split")
    maya.say("60/20/10/10")
    maya.say("hmm")
    assert maya.asked[-1].lead.name == "yes-or-no"
    maya.say("60/20/10")
    assert maya.asked[-1].lead.name == "split-count"
    assert maya.say("looks good").kind == "accepted"


def test_a_matrix_with_an_open_row_is_rejected_by_that_row(dialogue):
    """Every open row is named, so that the modal can say so beside it."""
    maya = dialogue()
    maya.until("definitions")
    outcome = maya.reply(Rows({"servicing": "same"}))
    assert {rejection.field for rejection in outcome.rejections} == {"farming", "hunting", "sourcing"}
    assert not isinstance(maya.answer("definitions"), Rated)
