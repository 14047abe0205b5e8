"""What the page looks like: screenshots to keep, room on a phone, contrast, and names for everything."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
Json = dict[str, Any]

TEXTS = (
    "*Ana asks for about 8 minutes of your time*\nHow broad are our sales roles? You answer about *Account manager*.",
    "*Of the time a typical account manager spends on customers in a normal month, how do 100 points divide?*",
)

SMALL = """() => [...document.querySelectorAll("button, a.button, select, input, textarea, label:has(input)")]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.matches("label input"))
  .map((node) => [node.getAttribute("aria-label") || node.textContent || node.name, node.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 40 || box.width < 40))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""

CONTRAST = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    const [r, g, b] = getComputedStyle(probe).color.match(/[\\d.]+/g).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const on = {
    page: ["ink", "quiet", "link", "danger", "unread", "code"], soft: ["ink", "quiet", "code"],
    raised: ["ink", "quiet", "danger"], mention: ["ink", "link"], mine: ["ink"], softer: ["ink"],
    ephemeral: ["ink", "quiet"], accent: ["on-accent"], side: ["side-ink", "side-quiet"],
    "side-raised": ["side-ink", "side-quiet"], "side-on": ["side-on-ink"],
  };
  return Object.entries(on)
    .flatMap(([below, above]) => above.map((name) => [`${name} on ${below}`, ratio(name, below)]))
    .filter(([, found]) => found < 4.5);
}"""


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, style: str | None = None) -> Json:
    """A button; its action id is its text."""
    return {"type": "button", "text": plain(text), "action_id": text} | ({"style": style} if style else {})


async def furnish(stage: Any) -> None:
    """A question in Maya's messages, a summary with a thread and a private line in the channel, a modal to open."""
    row = [
        button("Give numbers", "primary"),
        button("Three taps"),
        button("What is farming?"),
        button("Erase", "danger"),
    ]
    for text in TEXTS:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
        await stage.post("U0MAYA", text, section, {"type": "actions", "elements": row})
    split = ["Servicing", "Farming", "Hunting", "Sourcing"]
    cells = [
        [{"type": "raw_text", "text": text} for text in line] for line in (["Role", *split], ["Inside sales", *"1234"])
    ]
    await stage.say("U0ANA", "C0TASK", "Morning all. <@U0MAYA>, yours is still open :wave:")
    ts = await stage.post("C0TASK", "Summary", {"type": "header", "text": plain("Role breadth: Field sales 2027")})
    await stage.post("C0TASK", "Numbers", {"type": "table", "rows": cells}, thread_ts=ts)
    inputs = [
        {
            "type": "input",
            "block_id": name,
            "label": plain(name),
            "element": {"type": "number_input", "is_decimal_allowed": False, "action_id": name},
        }
        for name in split
    ]
    who = {
        "type": "input",
        "block_id": "who",
        "label": plain("Holders"),
        "element": {"type": "multi_users_select", "action_id": "who", "initial_users": ["U0TOM"]},
    }
    often = {
        "type": "radio_buttons",
        "action_id": "often",
        "options": [{"text": plain(name), "value": name} for name in ("Never", "Weekly")],
    }
    blocks = [*inputs, who, {"type": "input", "block_id": "often", "label": plain("How often?"), "element": often}]
    stage.modals["Give numbers"] = {
        "type": "modal",
        "callback_id": "x",
        "title": plain("Account manager"),
        "submit": plain("Save"),
        "blocks": blocks,
    }


async def scenes(page: Page, stage: Any) -> Any:
    """The places worth looking at, one after the other, by name."""
    yield "card"
    await page.get_by_role("button", name="Hide these steps").click()
    yield "messages"
    await page.get_by_role("button", name="Give numbers").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".error")).to_have_count(5)
    yield "modal"
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.goto(f"{stage.workspace.url}/#U0MAYA/home")
    await expect(page.get_by_test_id("home")).to_contain_text("Your assessments")
    yield "home"
    await page.goto(f"{stage.workspace.url}/#U0MAYA/C0TASK")
    await expect(page.get_by_role("log", name="Messages").get_by_role("article")).to_have_count(2)
    yield "channel"
    await page.get_by_role("button", name="1 reply").click()
    await expect(page.get_by_test_id("thread")).to_be_visible()
    yield "thread"
    await page.get_by_role("button", name="Close thread").click()
    if await page.get_by_role("button", name="Open menu").is_visible():
        await page.get_by_role("button", name="Open menu").click()
        yield "menu"
    await page.get_by_test_id("people-switch").click()
    await expect(page.get_by_test_id("people")).to_be_visible()
    yield "people"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
async def test_every_scene_fits_its_window(stage, picture, size, scheme):
    """Desk or phone, light or dark, no scene scrolls sideways; on a phone everything to tap is 40 pixels."""
    await furnish(stage)
    window = PHONE if size == "phone" else {"width": 1280, "height": 800}
    page = await stage.open("U0MAYA", color_scheme=scheme, **window)
    async for scene in scenes(page, stage):
        await page.screenshot(path=picture(f"{scene}-{size}-{scheme}"), animations="disabled")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), scene
        if size == "phone":
            assert await page.evaluate(SMALL) == [], scene


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_can_be_read(stage, scheme):
    """Every colour of text stands out 4.5 to 1 from what it stands on."""
    page = await stage.open(color_scheme=scheme)
    assert await page.evaluate(CONTRAST) == []


async def test_the_phone_is_used_by_a_drawer(stage):
    """On a phone the rooms are behind a button; open, the rest is out of reach, and choosing a room closes it."""
    page = await stage.open("U0MAYA", **PHONE)
    menu = page.get_by_role("button", name="Open menu")
    await expect(page.get_by_role("navigation", name="Conversations")).to_be_hidden()
    await menu.click()
    await expect(page.get_by_test_id("people-switch")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await menu.click()
    await page.get_by_role("navigation").get_by_role("button", name="taskforce").click()
    await expect(page.get_by_role("navigation", name="Conversations")).to_be_hidden()
    await expect(page.get_by_role("main").get_by_role("heading", name="taskforce")).to_be_visible()


async def test_everything_to_press_has_a_name(stage):
    """No button, field or picture is left without words for a screen reader."""
    await furnish(stage)
    page = await stage.open("U0MAYA")
    async for scene in scenes(page, stage):
        snapshot = await page.locator("body").aria_snapshot()
        bare = re.findall(
            r"- (?:button|textbox|combobox|img|link|tab|radio|checkbox)(?::| \[|$)", snapshot, re.MULTILINE
        )
        assert bare == [], (scene, snapshot)
