"""The app's modals: focus, errors at their inputs, and nothing typed ever lost."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.workspace.setup import Timing

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def asked(label: str, block_id: str, element: Json, **more: Any) -> Json:
    """An input block; its element's action id is the block's."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element | {"action_id": block_id},
        **more,
    }


def modal(*blocks: Json, title: str = "Account manager", **more: Any) -> Json:
    """A modal with [Save] and [Cancel]."""
    return {
        "type": "modal",
        "callback_id": "split",
        "title": plain(title),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": blocks,
        **more,
    }


NUMBER = {"type": "number_input", "is_decimal_allowed": False}
TEXT = {"type": "plain_text_input"}
SPLIT = modal(
    {"type": "section", "text": plain("How do 100 points divide?")},
    asked("Servicing", "servicing", NUMBER, optional=True),
    asked("Farming", "farming", NUMBER, optional=True, hint=plain("One may stay empty.")),
)


async def opened(stage: Any, view: Json, **options: Any) -> Page:
    """Maya's page with the modal open before her, by a press on a card."""
    stage.modals["open"] = view
    button = {"type": "button", "text": plain("Give numbers"), "action_id": "open"}
    await stage.post("U0MAYA", "x", {"type": "actions", "elements": [button]})
    page = await stage.open("U0MAYA", **options)
    await page.get_by_role("button", name="Give numbers").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    return page


async def test_it_opens_with_focus_inside_keeps_it_there_and_gives_it_back(stage):
    """Focus starts in the first input, Tab goes round inside, Esc closes, focus returns to what opened it."""
    page = await opened(stage, SPLIT)
    await expect(page.get_by_role("dialog", name="Account manager")).to_be_visible()
    await expect(page.get_by_label("Servicing")).to_be_focused()
    for key in ["Tab"] * 6 + ["Shift+Tab"] * 7:
        await page.keyboard.press(key)
        assert await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Give numbers")).to_be_focused()


async def test_errors_stand_at_their_inputs_and_nothing_typed_is_lost(stage):
    """The app's errors and Slack's own appear at their inputs, tied to them, with focus on the first; what was
    typed stays, and the mended form is taken.
    """
    stage.answers.append({"response_action": "errors", "errors": {"farming": "These make 95. Add 5."}})
    page = await opened(stage, SPLIT)
    await page.get_by_label("Servicing").fill("fifty")
    await page.get_by_label("Farming").fill("45")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_label("Servicing")).to_have_accessible_description("Please enter a valid number.")
    await expect(page.get_by_label("Servicing")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("50")
    await page.keyboard.press("Enter")
    farming = page.get_by_label("Farming")
    await expect(farming).to_be_focused()
    await expect(farming).to_have_attribute("aria-invalid", "true")
    await expect(farming).to_have_accessible_description("One may stay empty. These make 95. Add 5.")
    await expect(page.get_by_label("Servicing")).not_to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_label("Servicing")).to_have_value("50")
    await expect(page.locator("#voice")).to_contain_text("Not sent yet. Farming: These make 95. Add 5.")
    await farming.fill("50")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert [field["farming"]["value"] for field in stage.submissions[-1].values() if "farming" in field] == ["50"]


async def test_what_happens_behind_never_touches_what_is_being_typed(stage):
    """While one types, the app changes the modal's other blocks and posts messages: text, caret and focus stay."""
    page = await opened(stage, SPLIT)
    await page.get_by_label("Servicing").fill("60")
    box = page.get_by_label("Farming")
    await box.fill("1234")
    await box.evaluate("node => node.setSelectionRange(2, 2)")
    view_id = await page.get_by_role("dialog").get_attribute("data-view-id")
    changed = [{"type": "section", "text": plain("40 points left")}, *SPLIT["blocks"][1:]]
    await stage.client.views_update(view_id=view_id, view=SPLIT | {"blocks": changed})
    await stage.post("U0MAYA", "Something else")
    await expect(page.get_by_text("40 points left")).to_be_visible()
    await expect(page.locator("[data-ts]", has_text="Something else")).to_be_attached()
    await page.keyboard.type("x")
    await expect(box).to_have_value("12x34")
    await expect(page.get_by_label("Servicing")).to_have_value("60")


async def test_a_form_of_several_steps_moves_focus_to_each_step(stage):
    """A view the app puts in place shows the next step with focus in its first input; the last one closes."""
    second = modal(asked("Deadline", "deadline", {"type": "datepicker"}), title="Step 2 of 2")
    stage.answers.append({"response_action": "update", "view": second})
    page = await opened(stage, modal(asked("Name", "name", TEXT), title="Step 1 of 2"))
    await page.get_by_label("Name").fill("Field sales 2027")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Step 2 of 2")).to_be_visible()
    await expect(page.get_by_label("Deadline")).to_be_focused()
    await page.get_by_label("Deadline").fill("2027-03-09")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert stage.submissions[-1]["deadline"]["deadline"]["selected_date"] == "2027-03-09"


async def test_a_modal_on_top_uncovers_the_one_beneath_as_it_was(stage):
    """A pushed view covers the first; closing it brings back the first with what was typed."""
    help_view = modal({"type": "section", "text": plain("Farming: you start it.")}, title="What is farming")
    del help_view["submit"]
    row = {"type": "button", "text": plain("What is farming?"), "action_id": "help"}
    first = modal(asked("Servicing", "servicing", NUMBER), {"type": "actions", "elements": [row]})
    page = await opened(stage, first)
    await page.get_by_label("Servicing").fill("60")
    stage.modals["help"] = help_view
    await page.get_by_role("button", name="What is farming?").click()
    await expect(page.get_by_role("dialog", name="What is farming")).to_contain_text("you start it")
    await expect(page.get_by_role("button", name="Save")).to_be_hidden()
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("dialog", name="Account manager")).to_be_visible()
    await expect(page.get_by_label("Servicing")).to_have_value("60")


async def test_every_kind_of_input_sends_what_was_filled_in(stage):
    """All inputs of one form reach the app as Slack's view state, also what was cleared again."""
    options = [{"text": plain(name), "value": name} for name in ("Never", "Weekly")]
    view = modal(
        asked("Title", "title", TEXT | {"initial_value": "old"}, optional=True),
        asked("Why", "why", TEXT | {"multiline": True}),
        asked("Points", "points", NUMBER),
        asked("Owner", "owner", {"type": "static_select", "options": options}),
        asked("How often", "often", {"type": "radio_buttons", "options": options}),
        asked("Quotes", "quotes", {"type": "checkboxes", "options": options}),
        asked("Holders", "holders", {"type": "multi_users_select"}),
        asked("Terms", "terms", {"type": "multi_static_select", "options": options, "initial_options": options[:1]}),
        asked("Deadline", "deadline", {"type": "datetimepicker"}),
        asked("Channel", "channel", {"type": "conversations_select"}),
    )
    page = await opened(stage, view)
    dialog = page.get_by_role("dialog")
    await page.get_by_label("Title").fill("")
    await page.get_by_label("Why").fill("line 1\nline 2")
    await page.get_by_label("Points").fill("45")
    await page.get_by_label("Owner").select_option("Weekly")
    await dialog.get_by_role("radiogroup", name="How often").get_by_label("Never").check()
    await dialog.get_by_role("group", name="Quotes").get_by_label("Weekly").check()
    await page.get_by_label("Holders").press_sequentially("tom")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Remove Tom Smit")).to_be_visible()
    await page.get_by_role("button", name="Remove Never").click()
    await page.get_by_label("Terms").press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_label("Deadline").fill("2027-07-01T12:00")
    await page.get_by_label("Channel", exact=True).select_option("# taskforce")
    await page.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    values = {block: actions[block] for block, actions in stage.submissions[-1].items()}
    assert values["title"]["value"] is None
    assert values["why"]["value"] == "line 1\nline 2"
    assert values["points"]["value"] == "45"
    assert values["owner"]["selected_option"]["value"] == "Weekly"
    assert values["often"]["selected_option"]["value"] == "Never"
    assert [option["value"] for option in values["quotes"]["selected_options"]] == ["Weekly"]
    assert values["holders"]["selected_users"] == ["U0TOM"]
    assert [option["value"] for option in values["terms"]["selected_options"]] == ["Weekly"]
    assert values["deadline"]["selected_date_time"] == 1_814_457_600
    assert values["channel"]["selected_conversation"] == "C0TASK"


async def test_a_double_click_on_submit_sends_once(stage):
    """While the app has not answered, submitting again does nothing."""
    page = await opened(stage, SPLIT)
    stage.gate.clear()
    await page.get_by_role("button", name="Save").dblclick()
    await expect(page.get_by_role("button", name="Save")).to_have_attribute("aria-busy", "true")
    await page.get_by_label("Servicing").press("Enter")
    stage.gate.set()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(stage.submissions) == 1


async def test_closing_tells_an_app_that_asked(stage):
    """[Cancel] closes the modal and the app hears of it where it asked to."""
    page = await opened(stage, SPLIT | {"notify_on_close": True})
    view_id = await page.get_by_role("dialog").get_attribute("data-view-id")
    async with page.expect_response("**/close"):
        await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert stage.closed == [view_id]


async def test_another_person_finds_no_modal_and_the_first_finds_it_as_left(stage):
    """Playing someone else puts the modal away; coming back finds it open with what was typed."""
    page = await opened(stage, SPLIT)
    await page.get_by_label("Servicing").fill("60")
    await page.goto(f"{stage.workspace.url}/#U0ANA")
    await expect(page.get_by_role("button", name="Playing Ana Duarte")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.goto(f"{stage.workspace.url}/#U0MAYA")
    await expect(page.get_by_label("Servicing")).to_have_value("60")


class TestNoAnswer:
    """With an app that answers too late."""

    @pytest.fixture
    def timing(self) -> Timing:
        """An acknowledgement is waited for 0.2 s."""
        return Timing(ack=0.2)

    async def test_a_submit_nobody_answers_keeps_everything(self, stage):
        """The modal stays with all that was typed, says what happened, and can be sent again."""
        page = await opened(stage, SPLIT)
        await page.get_by_label("Servicing").fill("60")
        stage.gate.clear()
        await page.get_by_role("button", name="Save").click()
        alarm = page.get_by_role("dialog").get_by_role("alert")
        await expect(alarm).to_contain_text("did not answer")
        await expect(alarm).to_contain_text("What you filled in is still here.")
        await expect(page.get_by_label("Servicing")).to_have_value("60")
        await expect(page.get_by_role("button", name="Save")).not_to_have_attribute("aria-busy", "true")
