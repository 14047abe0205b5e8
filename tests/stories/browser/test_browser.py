"""Maya answers in a browser, from the consent card to Submit and after, on a phone and at a desk."""

import re

import pytest
from playwright.async_api import expect

from bot.questionnaire.answers import Chosen, Divided, Picked, Rated, Skipped, Unfamiliar, Wrote

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

AM, FIELD, INSIDE = "account-manager", "field-sales", "inside-sales"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_a_newcomer_is_led_to_maya(visit, size, scheme):
    """The first visit suggests to be Maya; her consent card is read from its first line, and asks for Start."""
    maya = await visit(size, scheme)
    await expect(maya.page.get_by_role("button", name="Answer as Maya")).to_be_visible()
    await maya.shoot("first-visit")
    await comes_to_her_messages(maya)
    await expect(maya.card.get_by_text("how much should one sales role cover?")).to_be_in_viewport()
    await maya.shoot("consent")
    assert maya.stored().status == "invited"


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark")])
async def test_maya_answers_from_the_consent_card_to_submit(visit, size, scheme):
    """The whole interview by hand, each split in another way; what she reads and what is on disk are what she gave."""
    maya = await visit(size, scheme)
    await comes_to_her_messages(maya)
    await maya.press("Start")
    await agrees_on_the_words(maya)
    await gives_numbers(maya)
    await goes_back_and_pauses(maya)
    await gives_three_taps(maya)
    await types_a_split(maya)
    await says_how_it_should_be(maya)
    await answers_the_rest(maya)
    await changes_two_answers(maya)
    await submits(maya)
    await changes_one_after_submitting(maya)


async def comes_to_her_messages(maya):
    """From the first visit's card to the invitation."""
    await maya.page.get_by_role("button", name="Answer as Maya").click()
    await maya.reads("not anonymous")


async def agrees_on_the_words(maya):
    """Her role, the four definitions, a definition asked for in words, help, and what farming means to her."""
    await maya.reads(re.compile("^(?!.*not anonymous).*1 of 13 · about 8 min left"))
    await expect(maya.card).to_contain_text("We have you down as Account manager, doing the job yourself. Right?")
    await maya.shoot("role")
    await maya.press("Yes, right")
    await maya.reads("Four words come back all the time")
    await maya.say("what is farming")
    await maya.reads(re.compile("Farming: Existing customers, you start it.*2 of 13.*Four words", re.DOTALL))
    await maya.shoot("what-is-farming")
    await maya.say("help")
    await maya.reads("These words work at any moment")
    await expect(maya.page.get_by_role("button", name="Answer", exact=True)).to_have_count(1)
    await maya.shoot("help")
    await maya.open()
    await maya.rate("That is how we use it", "Not how we use it", "Roughly", "Roughly")
    await maya.shoot("definitions")
    await maya.save()
    await maya.reads("What does Farming mean where you work?")
    await maya.open()
    await maya.modal.get_by_role("textbox", name="In your words").fill("Whatever is left over")
    await maya.modal.get_by_role("checkbox", name="May be quoted without my name").check()
    await maya.save()
    await maya.reads("3 of 13")
    await expect(maya.receipt("What it means to you · Farming")).to_contain_text("Answered (may be quoted")
    await expect(maya.page.get_by_text("Whatever is left over")).to_have_count(0)
    rated = {"servicing": "same", "farming": "different", "hunting": "roughly", "sourcing": "roughly"}
    assert maya.answer("own-role") == Chosen("right")
    assert maya.answer("definitions") == Rated(rated)
    assert maya.answer("own-meaning", "farming") == Wrote("Whatever is left over", quotable=True)


async def gives_numbers(maya):
    """Four numbers: 95 is no 100, so the modal stays with all that was typed and says what is missing."""
    await maya.shoot("split")
    await maya.open("Give four numbers")
    await expect(maya.box("servicing")).to_have_value("")
    await maya.fill(servicing="50", farming="20", hunting="15", sourcing="10")
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal.locator(".error")).to_have_text("These make 95. Add 5, or clear one box and I fill it.")
    await maya.shoot("numbers-95")
    assert [await maya.box(name).input_value() for name in ("servicing", "farming", "hunting", "sourcing")] == [
        "50", "20", "15", "10",
    ]  # fmt: skip
    await maya.fill(sourcing="")
    await maya.save()
    await maya.reads("4 of 14")
    receipt = maya.receipt("Time today · Account manager")
    for said in ("Servicing 50", "Farming 20", "Hunting 15", "Sourcing (inbound enquiries) 15"):
        await expect(receipt).to_contain_text(said)
    assert maya.answer("own-split", AM) == Divided((50, 20, 15, 15), "numbers")


async def goes_back_and_pauses(maya):
    """Back shows the answer so far; a pause waits in the messages and in Home, and goes on from there."""
    await maya.press("Back")
    await maya.reads("Your answer so far: Servicing 50")
    await maya.shoot("back")
    await maya.press("Leave as it is")
    await maya.reads("how much of a normal week goes outside those four")
    await maya.press("About one day")
    await maya.reads("Servicing in the role of Account manager: how much of that is putting right what went wrong?")
    await maya.menu("Remind me later")
    await maya.shoot("later")
    await maya.save("Remind me")
    await maya.reads("You can go on before then at any moment.")
    assert maya.stored().status == "paused"
    await maya.page.get_by_role("tab", name="Home").click()
    await expect(maya.home).to_contain_text("Paused at 5 of 14 · reminder: Tomorrow at 09:00")
    await maya.shoot("home-paused")
    await maya.home.get_by_role("button", name="Continue").click()
    await expect(maya.home).to_contain_text("5 of 14 · about 6 min left")
    await expect(maya.page.get_by_role("tab", name="Messages").get_by_text("unread")).to_have_count(1)
    await maya.shoot("home-answering")
    await maya.page.get_by_role("tab", name="Messages").click()
    await maya.reads("Good to have you back. This is where you left off:")
    await maya.press("About half")
    await maya.reads("Which of these roles do you see closely enough to judge?")
    assert maya.answer("time-outside", AM) == Chosen("day")
    assert maya.answer("fault-share", AM) == Chosen("half")
    await maya.open()
    await maya.modal.get_by_role("checkbox", name="Field sales").check()
    await maya.modal.get_by_role("checkbox", name="Inside sales").check()
    await maya.save()
    await maya.reads(re.compile("6 of 14 .*role 1 of 2"))
    assert maya.answer("roles-seen") == Picked((FIELD, INSIDE))


async def gives_three_taps(maya):
    """Three taps, one of them taken back, then the four numbers they make."""
    await maya.press("Three taps")
    await maya.reads("How much of it goes to people who already buy from us?")
    await maya.shoot("first-tap")
    await maya.press("60 %")
    await maya.reads("Of those 60 % with people who already buy, how much do we start ourselves?")
    await maya.press("Back")
    await maya.reads("How much of it goes to people who already buy from us?")
    await maya.press("70 %")
    await maya.reads("Of those 70 %")
    await maya.press("40 %")
    await maya.reads("Of the 30 % with people who do not buy yet, how much do we go after ourselves?")
    await maya.press("50 %")
    await maya.reads("Do these four numbers look right?")
    await expect(maya.card).to_contain_text("Servicing 42")
    await maya.shoot("taps-proposed")
    assert maya.answer("split", FIELD) is None
    await maya.press("Looks right")
    await maya.reads("role 2 of 2")
    assert maya.answer("split", FIELD) == Divided((42, 28, 15, 15), "taps")


async def types_a_split(maya):
    """Four bare numbers follow the order on her card, are echoed by name, and count once they look right."""
    order = maya.stored().order
    await expect(maya.card).to_contain_text(re.compile("in this order: " + ".*".join(order), re.IGNORECASE))
    await maya.say("60/20/10/10")
    await maya.reads(re.compile(f"Do these four numbers look right?.*{order[0]}.* 60 ·", re.DOTALL | re.IGNORECASE))
    await maya.shoot("typed-proposed")
    await maya.press("Looks right")
    await maya.reads("In 12 months, if Account manager were designed well")
    typed = dict(zip(order, (60, 20, 10, 10), strict=True))
    points = tuple(typed[name] for name in ("servicing", "farming", "hunting", "sourcing"))
    assert maya.answer("split", INSIDE) == Divided(points, "typed")


async def says_how_it_should_be(maya):
    """The split to be begins with her own of today: the same, changed by much, and not known well enough."""
    await maya.shoot("to-be")
    await maya.press("Same as now")
    await maya.reads(re.compile("role 2 of 3.*if Field sales were", re.DOTALL))
    await maya.open("Change")
    await expect(maya.box("servicing")).to_have_value("42")
    await maya.fill(servicing="10", farming="40", hunting="40", sourcing="")
    await maya.save()
    await maya.reads("That is quite a change for Field sales.")
    await maya.press("Skip")
    await maya.reads("if Inside sales were designed well")
    await maya.press("I don't know this role well enough")
    await maya.reads("Five things that happen.")
    assert maya.answer("future-split", AM) == Divided((50, 20, 15, 15), "same")
    assert maya.answer("future-split", FIELD) == Divided((10, 40, 40, 10), "numbers")
    assert maya.answer("what-would-change", FIELD) == Skipped()
    assert maya.answer("future-split", INSIDE) == Unfamiliar()


async def answers_the_rest(maya):
    """Matrices, choices and texts to the review; a contradiction in a modal is told there and loses nothing."""
    await maya.open()
    await maya.rate("Account manager", "Field sales", "Nobody clearly", "I don't know", "More than one of us")
    await maya.shoot("situations")
    await maya.save()
    await maya.reads("Who should be accountable for each of the four?")
    await maya.open()
    await maya.rate("Account manager", "Account manager", "Field sales", "Nobody")
    await maya.save()
    await maya.reads("how often did these happen where you work?")
    await maya.open()
    await maya.rate("Weekly", "Never", "Never", "Most days")
    await maya.save()
    await maya.reads("what gave way?")
    await maya.say("skip")
    await maya.reads("Because it was unclear who does what")
    await maya.open()
    await maya.modal.get_by_role("checkbox", name="A lost sale").check()
    await maya.modal.get_by_role("checkbox", name="None of these").check()
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal.locator(".error")).to_contain_text("stands alone")
    await maya.shoot("contradiction")
    await maya.modal.get_by_role("checkbox", name="None of these").uncheck()
    await maya.save()
    await maya.reads("In which situation was that?")
    await maya.press("Skip")
    await maya.reads("How many of the four can one Account manager do well?")
    await maya.press("Two")
    await maya.reads("could hand one of the four over, which?")
    await maya.press("Farming")
    await maya.reads("15 of 15 · about 1 min left")
    await maya.press("Skip")
    await maya.reads("That was all. Look it over")
    await maya.shoot("review")
    assert maya.answer("symptoms") == Picked(("lost-sale",))
    assert maya.answer("reach", AM) == Chosen("two")
    assert maya.answer("hand-over", AM) == Chosen("farming")


async def changes_two_answers(maya):
    """One from the review's list, one from the receipt it left far above."""
    await maya.card.get_by_role("combobox", name="Change an answer").select_option(
        label="4  Time today · Account manager"
    )
    await maya.reads("Your answer so far: Servicing 50")
    await maya.shoot("change-from-review")
    await maya.say("servicing 45, farming 25, hunting 15, rest sourcing")
    await maya.reads("Do these four numbers look right?")
    await maya.press("Looks right")
    await maya.reads("That was all. Look it over")
    assert maya.answer("own-split", AM) == Divided((45, 25, 15, 15), "typed")
    await maya.receipt("Time outside the four · Account manager").get_by_role("button", name="Change").click()
    await maya.reads("Your answer so far: About one day")
    await maya.press("About two days")
    await maya.reads(re.compile("5  Time outside the four · Account manager: About two days"))
    assert maya.answer("time-outside", AM) == Chosen("two-days")


async def submits(maya):
    """Submit thanks, and the review's card and Home say that it is done."""
    await maya.press("Submit")
    await maya.reads("Thank you, your answers are in.")
    await expect(maya.messages.filter(has_text="Submitted.")).to_have_count(1)
    await maya.shoot("submitted")
    assert maya.stored().status == "submitted"
    await maya.page.get_by_role("tab", name="Home").click()
    await expect(maya.home).to_contain_text("Submitted · you can change answers until")
    await maya.shoot("home-submitted")
    await maya.page.get_by_role("tab", name="Messages").click()


async def changes_one_after_submitting(maya):
    """A change after Submit counts at once: no second Submit is asked for."""
    await maya.press("Change an answer")
    await maya.reads("Your answers are in, nothing is left to do.")
    await expect(maya.card.get_by_role("button", name="Submit")).to_have_count(0)
    await maya.shoot("review-after-submit")
    await maya.card.get_by_role("combobox", name="Change an answer").select_option(
        label="6  Putting things right · Account manager"
    )
    await maya.reads("Your answer so far: About half")
    await maya.press("Nearly all")
    await maya.reads("Changed; it counts at once.")
    await maya.shoot("changed")
    assert maya.answer("fault-share", AM) == Chosen("nearly-all")
    assert maya.stored().status == "submitted"
