"""What one needs next is in sight: errors, the next question, wide tables and pictures, and nothing lies over it."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def button(text: str) -> Json:
    """A button; its action id is its text."""
    return {"type": "button", "text": plain(text), "action_id": text}


def row(*elements: Json) -> Json:
    """A row of elements."""
    return {"type": "actions", "elements": elements}


def asked(label: str, element: Json) -> Json:
    """A required input; its ids are its label."""
    return {"type": "input", "block_id": label, "label": plain(label), "element": element | {"action_id": label}}


def modal(*blocks: Json) -> Json:
    """A modal with [Save]."""
    return {"type": "modal", "callback_id": "m", "title": plain("New"), "submit": plain("Save"), "blocks": blocks}


def log(page: Page) -> Locator:
    """The message list of the main pane."""
    return page.get_by_role("log", name="Messages")


async def opened(stage: Any, view: Json, **options: Any) -> Page:
    """Maya's page with the modal open before her."""
    stage.modals["Open"] = view
    await stage.post("U0MAYA", "x", row(button("Open")))
    page = await stage.open("U0MAYA", **options)
    await page.get_by_role("button", name="Open", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    return page


async def box(locator: Locator) -> Any:
    """Where something stands."""
    found = await locator.bounding_box()
    assert found is not None
    return found


async def test_a_list_of_people_opens_when_it_is_asked_for(stage):
    """Focus alone opens no list: not when the modal appears, nor over the error that focus is led to."""
    stage.answers.append({"response_action": "errors", "errors": {"Holders": "Tom is in both lists."}})
    page = await opened(stage, modal(asked("Holders", {"type": "multi_users_select", "initial_users": ["U0TOM"]})))
    people, field = page.get_by_role("listbox"), page.get_by_role("combobox", name="Holders")
    await expect(field).to_be_focused()
    await expect(people).to_be_hidden()
    await page.get_by_role("button", name="Save").click()
    await expect(field).to_be_focused()
    await expect(page.get_by_role("dialog").get_by_text("Tom is in both lists.")).to_be_in_viewport()
    await expect(people).to_be_hidden()
    await page.keyboard.press("ArrowDown")
    await expect(people).to_be_visible()
    await page.keyboard.press("Escape")
    await field.click()
    await expect(people).to_be_visible()


async def test_a_choice_of_channels_leaves_out_what_its_filter_does(stage):
    """Channels alone, where no direct messages are asked for."""
    only = {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
    page = await opened(stage, modal(asked("Room", only), asked("Any", {"type": "conversations_select"})))
    offered = await page.get_by_label("Room").locator("option").all_inner_texts()
    assert [name for name in offered if name.startswith("#")] == ["# taskforce", "# last-year"]
    assert "Role breadth" not in offered
    assert "Role breadth" in await page.get_by_label("Any").locator("option").all_inner_texts()


async def test_each_error_is_spoken_with_its_field(stage):
    """A screen reader hears which field each error belongs to."""
    text = {"type": "plain_text_input"}
    page = await opened(stage, modal(asked("Name", text), asked("Why", text)))
    await page.get_by_role("button", name="Save").click()
    required = "Please complete this required field."
    await expect(page.locator("#voice")).to_contain_text(f"Not sent yet. Name: {required} Why: {required}")


@pytest.mark.parametrize("pressed", ["button", "modal"])
async def test_what_answers_a_press_is_followed(stage, pressed):
    """Wherever one has scrolled to, the message that follows one's own press or [Save] comes into sight."""
    stage.modals["Change"] = modal(asked("Name", {"type": "plain_text_input", "initial_value": "Tom"}))
    await stage.post("U0MAYA", "x", row(button("Right"), button("Change")))
    for number in range(40):
        await stage.post("U0MAYA", f"line {number}")
    page = await stage.open("U0MAYA")
    await log(page).evaluate("node => { node.scrollTop = 0 }")
    await page.wait_for_timeout(100)
    await page.get_by_role("button", name="Right" if pressed == "button" else "Change").click()
    if pressed == "modal":
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await stage.post("U0MAYA", "The next question")
    await expect(log(page).get_by_text("The next question")).to_be_in_viewport()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_notice_tells_the_mend_and_covers_no_composer(stage, window):
    """What went wrong comes with what to do, above where one types."""
    page = await stage.open("U0ANA/C0TASK", **window)
    composer = page.get_by_role("main").get_by_role("combobox")
    await composer.fill("/breath")
    await composer.press("Enter")
    notice = page.locator(".notice")
    await expect(notice).to_contain_text("/breath is not a valid command. The app has: /breadth, /breadth-summary.")
    above, below = await box(notice), await box(page.locator(".composer-box").first)
    assert above["y"] + above["height"] <= below["y"]
    stage.trouble.clear()


async def test_the_card_folds_to_a_bar_once_a_step_is_taken(stage):
    """A step pressed leaves one slim line, through a reload too, which unfolds again."""
    page = await stage.open("U0TOM")
    await page.get_by_role("button", name="Be Ana in #taskforce").click()
    await expect(page.get_by_role("button", name="Be Maya")).to_have_count(0)
    await page.reload()
    card = page.get_by_role("region", name="See it work")
    await expect(card).to_be_visible()
    assert (await box(card))["height"] < 50
    await page.get_by_role("button", name="Show these steps").click()
    await expect(page.get_by_role("button", name="Be Maya")).to_be_visible()
    await expect(page.get_by_role("button", name="Fold these steps")).to_be_focused()


async def test_a_narrow_window_leaves_room_for_words(stage):
    """At 768 pixels a step's words have the card's width, the title is whole and the head is one line."""
    page = await stage.open("U0MAYA", width=768, height=1024)
    card = await box(page.locator(".card"))
    assert (await box(page.locator(".card li span").first))["width"] > card["width"] * 0.75
    assert await page.locator(".pane-title h2").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert (await box(page.locator(".pane-head")))["height"] < 60
    await expect(page.get_by_role("main").get_by_role("button", name="On the wire")).to_be_visible()


async def test_a_wide_table_keeps_its_first_column(stage):
    """In a thread, scrolled sideways, each row still says whose it is; its cells stay on one line."""
    names = ["Role", "Moment", *(f"Figure {number}" for number in range(7)), "Why"]
    cells = ["Inside sales", "as is", *"1234567", "some, 25: existing / prospects"]
    rows = [[{"type": "raw_text", "text": text} for text in line] for line in (names, cells)]
    wrapped = [{"is_wrapped": True} for _ in names]
    ts = await stage.post("C0TASK", "Summary")
    await stage.post("C0TASK", "x", {"type": "table", "rows": rows, "column_settings": wrapped}, thread_ts=ts)
    page = await stage.open(f"U0MAYA/C0TASK/{ts}")
    thread = page.get_by_test_id("thread")
    assert (await box(thread))["width"] >= 500
    frame = thread.get_by_role("region", name="Table")
    await frame.evaluate("node => { node.scrollLeft = 300 }")
    assert abs((await box(thread.get_by_role("cell", name="Inside sales")))["x"] - (await box(frame))["x"]) < 5
    assert (await box(thread.get_by_role("row").last))["height"] < 45


async def test_the_tab_in_use_is_underlined_on_the_line(stage):
    """At phone width the mark ends where the head does."""
    page = await stage.open("U0MAYA", **PHONE)
    tab, head = await box(page.get_by_role("tab", name="Messages")), await box(page.locator(".pane-head"))
    assert abs(tab["y"] + tab["height"] - head["y"] - head["height"]) < 1


async def test_the_dots_share_a_row(stage):
    """On a phone the menu behind three dots stands beside the button before it, however the row breaks."""
    more = {"type": "overflow", "action_id": "more", "options": [{"text": plain("Help"), "value": "help"}]}
    long = "I don't know this role well enough"
    await stage.post("U0MAYA", "x", row(button("Three taps"), button(long), more))
    page = await stage.open("U0MAYA", **PHONE)
    dots, before = await box(page.get_by_role("button", name="More actions")), await box(page.get_by_text(long))
    assert abs(dots["y"] + dots["height"] / 2 - before["y"] - before["height"] / 2) < 3


async def test_on_touch_a_message_s_tool_lies_over_no_words(stage):
    """Where nothing hovers, [Reply in thread] stands in its own message, beside the words."""
    for text in ("first", "second"):
        await stage.post("U0MAYA", text + " and more words to fill a line of the phone")
    page = await stage.open("U0MAYA", **PHONE)
    await expect(log(page).get_by_role("article")).to_have_count(2)
    for message in await log(page).get_by_role("article").all():
        whole, words = await box(message), await box(message.locator(".text"))
        tool = await box(message.get_by_role("button", name="Reply in thread"))
        assert whole["y"] <= tool["y"]
        assert tool["y"] + tool["height"] <= whole["y"] + whole["height"]
        assert tool["x"] + tool["width"] <= words["x"] or tool["y"] + tool["height"] / 2 <= words["y"]


async def test_a_picture_shown_large_is_larger_on_a_phone(stage):
    """It keeps a width in which its words can be read, and is moved about."""
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="9" height="9"/></svg>'
    await stage.client.files_upload_v2(filename="a.svg", content=drawn, title="Splits", channel="C0TASK")
    page = await stage.open("U0MAYA/C0TASK", **PHONE)
    await page.get_by_role("button", name="Show large").click()
    picture = page.get_by_role("dialog").get_by_role("img")
    await expect(picture).to_be_visible()
    assert (await box(picture))["width"] >= 800
