"""Moving about: people, rooms, Home, threads, typing, and what changes while one looks."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.workspace.server import start_workspace

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def log(page: Page):
    """The message list of the main pane."""
    return page.get_by_role("log", name="Messages")


def room(page: Page, name: str):
    """A room's button in the sidebar."""
    return page.get_by_role("navigation", name="Conversations").get_by_role("button", name=name)


def composer(page: Page):
    """Where one types."""
    return page.get_by_role("main").get_by_role("combobox")


async def test_a_newcomer_sees_where_they_are_and_what_to_try(stage):
    """The first visit shows the banner, the card with its steps, and somebody's conversation with the app."""
    page = await stage.open()
    await expect(page.get_by_text("Local workspace. Nothing leaves this computer.")).to_be_visible()
    await expect(page.get_by_role("heading", name="See it work")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("heading", name="Role breadth")).to_be_visible()
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    assert await page.title() == "Ana Duarte · Nordwind Pumps"


async def test_a_step_of_the_card_leads_to_its_person_and_channel(stage):
    """Pressing a step plays its person in its channel; hidden, the card stays away until it is asked for."""
    page = await stage.open("U0TOM")
    await page.get_by_role("button", name="Be Ana in #taskforce").click()
    await expect(page.get_by_role("button", name="Playing Ana Duarte")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("heading", name="taskforce")).to_be_visible()
    await expect(page.get_by_role("button", name="Show these steps")).to_be_focused()  # not lost with its button
    await page.get_by_role("button", name="Hide these steps").click()
    await page.reload()
    await expect(log(page)).to_be_visible()
    await expect(page.get_by_role("heading", name="See it work")).to_be_hidden()
    await page.get_by_role("button", name="First steps").click()
    await expect(page.get_by_role("heading", name="See it work")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "person", "heading"),
    [
        ("U0MAYA", "Maya Lindqvist", "Role breadth"),
        ("U0MAYA/C0TASK", "Maya Lindqvist", "taskforce"),
        ("U0MAYA/C0PUMPS", "Maya Lindqvist", "Role breadth"),
        ("U0NOBODY/C0TASK", "Ana Duarte", "taskforce"),
        ("%E0%A4%A", "Ana Duarte", "Role breadth"),
    ],
)
async def test_an_address_opens_a_person_and_room(stage, place, person, heading):
    """An address names person and room; a room that is not theirs or an unknown person gives way to the first."""
    page = await stage.open(place)
    await expect(page.get_by_role("button", name=f"Playing {person}")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("heading", name=heading)).to_be_visible()


async def test_another_person_is_played_by_keyboard_alone(stage):
    """The switcher opens, narrows and chooses without a mouse, and is remembered on the next visit."""
    page = await stage.open("U0ANA")
    await page.get_by_test_id("people-switch").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("maya")
    await expect(page.get_by_test_id("people").get_by_role("listitem")).to_have_count(1)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Playing Maya Lindqvist")).to_be_visible()
    await page.goto(stage.workspace.url)
    await expect(page.get_by_role("button", name="Playing Maya Lindqvist")).to_be_visible()


async def test_unread_dots_come_and_go(stage):
    """What is said elsewhere leaves a dot at its room, and at a person not played, until it is looked at."""
    page = await stage.open("U0MAYA")
    await stage.say("U0ANA", "C0TASK", "Anybody here?")
    taskforce = room(page, "taskforce")
    await expect(taskforce.get_by_text("unread")).to_have_count(1)
    await expect(page.get_by_role("button", name=re.compile("1 other has something new"))).to_be_visible()
    await taskforce.click()
    await expect(log(page).get_by_text("Anybody here?")).to_be_visible()
    await expect(taskforce.get_by_text("unread")).to_have_count(0)


async def test_what_one_says_is_said_once_and_drafts_stay_with_their_room(stage):
    """Enter sends, Shift+Enter breaks the line; half a sentence waits in its room through moves and a reload."""
    page = await stage.open("U0ANA/C0TASK")
    await composer(page).fill("half a")
    await room(page, "pumps").click()
    await expect(composer(page)).to_have_value("")
    await room(page, "taskforce").click()
    await page.reload()
    await expect(composer(page)).to_have_value("half a")
    await composer(page).press("End")
    await page.keyboard.type(" sentence")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("and <b>more</b>")
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_role("article")).to_have_count(1)
    await expect(log(page).get_by_role("article")).to_contain_text("half a sentence")
    await expect(log(page).get_by_role("article")).to_contain_text("and <b>more</b>")
    await expect(composer(page)).to_have_value("")


async def test_a_text_the_workspace_refuses_is_not_lost(stage):
    """A text that cannot be sent goes back into its box, and the page says why."""
    page = await stage.open("U0ANA/C0TASK")
    text = "a" * 12_001
    await composer(page).fill(text)
    await composer(page).press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="too long")).to_be_visible()
    await expect(composer(page)).to_have_value(text)
    stage.trouble.clear()


async def test_a_slash_offers_the_commands_and_the_answer_is_private(stage):
    """Commands are completed by keyboard; what the app answers is marked as visible to this person only."""
    page = await stage.open("U0ANA/C0TASK")
    await composer(page).press_sequentially("/br")
    await expect(page.get_by_role("option")).to_have_count(2)
    await expect(composer(page)).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await expect(composer(page)).to_have_value("/breadth-summary ")
    await page.keyboard.press("Enter")
    message = log(page).get_by_role("article").filter(has_text="19 of 24 have answered.")
    await expect(message).to_contain_text("Only visible to you")
    other = await stage.open("U0MAYA/C0TASK")
    await expect(log(other).get_by_role("article")).to_have_count(0)


async def test_an_unknown_command_is_told_in_words(stage):
    """A command the app does not have is named, and stays in the box to be mended."""
    page = await stage.open("U0ANA/C0TASK")
    await composer(page).fill("/breath")
    await composer(page).press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="/breath is not a valid command.")).to_be_visible()
    await expect(composer(page)).to_have_value("/breath")
    stage.trouble.clear()


async def test_a_thread_opens_beside_and_counts_its_replies(stage):
    """A reply goes to the thread, is counted under its message and keeps out of the room; Esc folds the panel."""
    await stage.post("C0TASK", "The summary")
    page = await stage.open("U0ANA/C0TASK")
    await log(page).get_by_role("article").hover()
    await page.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_role("combobox")).to_be_focused()
    await page.keyboard.type("Why so low?")
    await page.keyboard.press("Enter")
    await expect(thread.get_by_role("article")).to_have_count(2)
    await expect(log(page).get_by_role("article")).to_have_count(1)
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    await thread.get_by_role("combobox").fill("/breadth")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="do not work in a thread")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()


async def test_home_is_opened_and_drawn(stage):
    """Home tells the app that it is open and shows what the app puts there; the arrow keys change tabs."""
    page = await stage.open("U0MAYA")
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_test_id("home").get_by_text("Your assessments")).to_be_visible()
    await page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(page.get_by_role("tab", name="Messages")).to_be_focused()
    await expect(log(page)).to_be_visible()


async def test_new_messages_appear_and_are_spoken(stage):
    """A message that comes in is shown at once and put into the live region, one's own is not."""
    page = await stage.open("U0MAYA/C0TASK")
    await stage.say("U0ANA", "C0TASK", "Good *morning* <@U0MAYA>")
    await expect(log(page).get_by_text("Good")).to_be_visible()
    await expect(page.locator("#voice")).to_have_text("Ana Duarte: Good morning @Maya Lindqvist")
    await composer(page).fill("Hello")
    await composer(page).press("Enter")
    await expect(log(page).get_by_role("article")).to_have_count(2)
    await expect(page.locator("#voice")).not_to_contain_text("Hello")


async def test_an_update_changes_its_message_without_moving_the_others(stage):
    """While one reads further up, an updated message changes in place, a new one is announced by a button only."""
    first = await stage.post("C0TASK", "first")
    for number in range(40):
        await stage.post("C0TASK", f"line {number}\nof two")
    page = await stage.open("U0MAYA/C0TASK")
    reading = log(page).get_by_text("line 20")
    await reading.evaluate("node => node.scrollIntoView({block: 'center'})")
    before = await reading.bounding_box()
    await stage.client.chat_update(channel="C0TASK", ts=first, text="first\nis now\nfive\nlines\ntall")
    await expect(log(page).get_by_text("tall")).to_have_count(1)
    await stage.post("C0TASK", "the newest")
    await expect(page.get_by_role("button", name="New messages")).to_be_visible()
    assert await reading.bounding_box() == before
    await page.get_by_role("button", name="New messages").click()
    await expect(log(page).get_by_text("the newest")).to_be_in_viewport()


async def test_a_message_taller_than_the_window_is_read_from_its_top(stage):
    """Entering on a tall message, or getting one, shows where it begins; one's own words lead to the end again."""
    await stage.post("U0MAYA", "begin\n" + "more\n" * 40 + "the end")
    page = await stage.open("U0MAYA")
    await expect(log(page).get_by_text("begin")).to_be_in_viewport()
    await log(page).evaluate("node => { node.scrollTop = node.scrollHeight }")
    await expect(log(page).get_by_text("the end")).to_be_in_viewport()
    await stage.post("U0MAYA", "second begin\n" + "more\n" * 40 + "second end")
    await expect(log(page).get_by_text("second begin")).to_be_in_viewport()
    await log(page).evaluate("node => { node.scrollTop = 0 }")
    await composer(page).fill("Understood")
    await composer(page).press("Enter")
    await expect(log(page).get_by_text("Understood")).to_be_in_viewport()


async def test_home_shows_that_a_message_waits(stage):
    """What the app writes while one looks at its Home leaves a dot at Messages, until they are looked at."""
    page = await stage.open("U0MAYA/home")
    tab = page.get_by_role("tab", name="Messages")
    await expect(tab.get_by_text("unread")).to_have_count(0)
    await stage.post("U0MAYA", "The next question")
    await expect(tab.get_by_text("unread")).to_have_count(1)
    await tab.click()
    await expect(tab.get_by_text("unread")).to_have_count(0)


async def test_only_a_text_that_was_changed_is_marked_as_edited(stage):
    """As in Slack, a message whose blocks are replaced bears no mark."""
    text = await stage.post("U0MAYA", "a text")
    card = await stage.post("U0MAYA", "a card", {"type": "header", "text": {"type": "plain_text", "text": "A card"}})
    page = await stage.open("U0MAYA")
    receipt = {"type": "header", "text": {"type": "plain_text", "text": "A receipt"}}
    await stage.client.chat_update(channel="D0MAYA", ts=text, text="another text")
    await stage.client.chat_update(channel="D0MAYA", ts=card, text="a receipt", blocks=[receipt])
    await expect(log(page).get_by_text("A receipt")).to_be_visible()
    await expect(log(page).get_by_text("(edited)")).to_have_count(1)


async def test_a_room_opens_at_its_end_with_a_line_above_the_unread(stage):
    """Entering a room shows its last message, and a line where the unread ones begin."""
    await stage.say("U0ANA", "C0TASK", "old")
    page = await stage.open("U0MAYA/C0TASK")
    await room(page, "Role breadth").click()
    await expect(room(page, "taskforce").get_by_text("unread")).to_have_count(0)
    for number in range(30):
        await stage.say("U0ANA", "C0TASK", f"new {number}")
    await expect(room(page, "taskforce").get_by_text("unread")).to_have_count(1)
    await room(page, "taskforce").click()
    await expect(log(page).get_by_text("new 29")).to_be_in_viewport()
    line = log(page).get_by_role("separator", name="New", exact=True)
    assert "new 0" in await line.evaluate("node => node.nextElementSibling.textContent")


async def test_nothing_can_be_said_in_an_archived_channel(stage):
    """An archived channel can be read, and says why nothing can be typed."""
    page = await stage.open("U0MAYA/C0OLD")
    await expect(page.get_by_text("This channel is archived.")).to_be_visible()
    await expect(composer(page)).to_be_hidden()


async def test_a_message_link_leads_to_its_message(stage):
    """A message's own link, clicked, brings it into view for the person one plays."""
    ts = await stage.post("C0TASK", "the one meant")
    for number in range(40):
        await stage.post("C0TASK", f"later {number}")
    link = await stage.client.chat_getPermalink(channel="C0TASK", message_ts=ts)
    await stage.post("U0MAYA", f"See <{link['permalink']}|the summary>")
    page = await stage.open("U0MAYA")
    await page.get_by_role("link", name="the summary").click()
    await expect(log(page).get_by_text("the one meant")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Playing Maya Lindqvist")).to_be_visible()


async def test_a_link_to_a_long_message_leads_to_its_beginning(stage):
    """A message higher than the window, as a summary is on a phone, is read from its first line."""
    lines = "\n".join(f"line {number}" for number in range(80))
    ts = await stage.post("C0TASK", f"the first of many\n{lines}")
    link = await stage.client.chat_getPermalink(channel="C0TASK", message_ts=ts)
    await stage.post("U0MAYA", f"See <{link['permalink']}|the summary>")
    page = await stage.open("U0MAYA")
    await page.get_by_role("link", name="the summary").click()
    await expect(log(page).get_by_role("article").last).to_contain_text("the first of many")
    top = "document.querySelector('main [role=log]').getBoundingClientRect().top"
    first = "document.querySelector('main article:last-of-type').getBoundingClientRect().top"
    assert await page.evaluate(f"{first} >= {top} - 1")


async def test_the_wire_panel_shows_payloads_and_no_token(stage):
    """The panel lists what goes over the wire, unfolds each payload, and never shows a token."""
    page = await stage.open("U0MAYA")
    await page.get_by_role("main").get_by_role("button", name="On the wire").click()
    panel = page.get_by_test_id("wire")
    await stage.post("C0TASK", "for the wire")
    row = panel.get_by_role("group").filter(has_text="chat.postMessage").first
    await row.locator("summary").click()
    await expect(row).to_contain_text('"text": "for the wire"')
    assert "xoxb-" not in await panel.inner_text()
    await panel.press("Escape")
    await expect(panel).to_be_hidden()


async def test_starting_over_asks_first(stage):
    """Start over names what is lost, does nothing when declined, and empties the rooms when confirmed."""
    await stage.post("C0TASK", "to be forgotten")
    page = await stage.open("U0MAYA/C0TASK")
    await page.get_by_role("button", name="Start over").click()
    await page.get_by_role("button", name="Keep everything").click()
    await expect(log(page).get_by_text("to be forgotten")).to_be_visible()
    await page.get_by_role("button", name="Start over").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Start over").click()
    await expect(log(page).get_by_role("article")).to_have_count(0)


async def test_light_and_dark_follow_the_system_until_chosen(stage):
    """The system's preference holds until the toggle is pressed; the choice outlives a reload."""
    page = await stage.open("U0MAYA", color_scheme="dark")
    theme = page.locator("html")
    await expect(theme).to_have_attribute("data-theme", "dark")
    await page.get_by_role("button", name="Switch between light and dark").click()
    await expect(theme).to_have_attribute("data-theme", "light")
    await page.reload()
    await expect(theme).to_have_attribute("data-theme", "light")


async def test_a_lost_connection_is_told_and_mended(stage):
    """When the workspace goes away the page says so, and goes on by itself when it is back."""
    page = await stage.open("U0MAYA/C0TASK")
    port = int(stage.workspace.url.rpartition(":")[2])
    await stage.disconnect()
    await stage.workspace.stop()
    await expect(page.get_by_text("Connection lost, trying again…")).to_be_visible()
    stage.workspace = await start_workspace(stage.workspace.hub.setup, port=port)
    try:
        await expect(page.get_by_text("Connection lost, trying again…")).to_be_hidden(timeout=15_000)
        await expect(page.get_by_text("The app is not connected.")).to_be_visible()
        await stage.connect()
        await expect(page.get_by_text("The app is not connected.")).to_be_hidden()
        await stage.post("C0TASK", "back again")
        await expect(log(page).get_by_text("back again")).to_be_visible()
    finally:
        stage.trouble.clear()
