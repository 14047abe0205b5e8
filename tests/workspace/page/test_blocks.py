"""Block Kit on the page: what is drawn, what stays harmless, and what a press sends to the app."""

import random
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import available_timezones

import pytest
from playwright.async_api import Page, expect

from bot.workspace.setup import Timing

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Json = dict[str, Any]

DRAW = """async (texts) => {
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const names = { me: "U0ME", tz: "UTC", user: (id) => ({ U0MAYA: "Maya", U0ME: "Me" })[id] ?? null,
                  channel: (id) => ({ C0TASK: "taskforce" })[id] ?? null };
  const drawn = (text) => {
    const node = document.createElement("div");
    node.append(...mrkdwn(text, names));
    return node.innerHTML;
  };
  return texts.map(drawn);
}"""

KINDS = """(drawn) => {
  const kinds = new Set();
  for (const html of drawn) {
    for (const node of new DOMParser().parseFromString(html, "text/html").body.querySelectorAll("*")) {
      kinds.add(node.localName);
      for (const { name } of node.attributes) kinds.add("@" + name);
      if (node.href) kinds.add(node.protocol);
    }
  }
  return [...kinds];
}"""

HOSTILE = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<javascript:window.pwned=1|click me>",
    "<data:text/html,<script>window.pwned=1</script>|click>",
    "&lt;img src=x onerror=window.pwned=1&gt;",
    "*<svg/onload=window.pwned=1>*",
    "`<iframe src=javascript:window.pwned=1>`",
    '<https://example.org/"onmouseover=window.pwned=1|hover>',
    "<!date^0^{date}^javascript:window.pwned=1|then>",
    '<@U0"><img src=x onerror=window.pwned=1>>',
    "</div></article><script>window.pwned=1</script>",
    "{{constructor.constructor('window.pwned=1')()}}",
    "\u202egnp.exe",
)


def section(text: str, **more: Any) -> Json:
    """A section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def options(*names: str) -> list[Json]:
    """Options whose values are their names in lower case."""
    return [{"text": plain(name), "value": name.lower()} for name in names]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain", "plain"),
        ("*bold* _slanted_ ~gone~ `code`", "<strong>bold</strong> <em>slanted</em> <s>gone</s> <code>code</code>"),
        ("*bold with _both_*", "<strong>bold with <em>both</em></strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("a * b * c", "a * b * c"),
        ("*open", "*open"),
        ("**", "**"),
        ("(*in brackets*), *end*.", "(<strong>in brackets</strong>), <strong>end</strong>."),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("```\nlet a = 1;\n  *b*\n```", "<pre>let a = 1;\n  *b*</pre>"),
        ("before ```x``` after", "before <pre>x</pre> after"),
        ("one\ntwo", "one<br>two"),
        ("• one\n• two", "• one<br>• two"),
        ("> said\n> twice\nthen", "<blockquote>said<br>twice</blockquote>then"),
        ("&gt; typed", "<blockquote>typed</blockquote>"),
        ("a &lt; b &amp;&amp; c &gt; d &nbsp;", "a &lt; b &amp;&amp; c &gt; d &amp;nbsp;"),
        (":wave: :+1:", ":wave: :+1:"),
        ("<@U0MAYA>", '<span class="mention">@Maya</span>'),
        ("<@U0ME>", '<span class="mention mine">@Me</span>'),
        ("<@U0GONE|old name>", '<span class="mention">@old name</span>'),
        ("<#C0TASK>", '<span class="mention">#taskforce</span>'),
        ("<!channel>", '<span class="mention mine">@channel</span>'),
        (
            "<!date^0^{date_num} {time}|then>",
            '<time datetime="1970-01-01T00:00:00.000Z" title="then">01/01/1970 00:00</time>',
        ),
        ("<!date^x^{date}|then>", "then"),
        (
            "<https://a.example/?x=1&amp;y=2|*here*>",
            '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">*here*</a>',
        ),
        (
            "*<https://a.example/*x*|y>*",
            '<strong><a href="https://a.example/*x*" target="_blank" rel="noopener noreferrer">y</a></strong>',
        ),
        ("<javascript:alert(1)|here>", "here"),
        ("<>", "&lt;&gt;"),
    ],
)
async def test_mrkdwn_is_drawn_as_slack_draws_it(stage, text, drawn):
    """Each mark, mention, link, date and entity becomes what Slack shows."""
    page = await stage.open()
    assert await page.evaluate(DRAW, [text]) == [drawn]


async def test_no_text_ever_becomes_anything_but_text_and_marks(stage, scaled: Callable[[int], int]):
    """Whatever is written, only marks and links to web, mail and telephone come out, and nothing runs."""
    page = await stage.open()
    chance = random.Random(2027)
    pieces = [
        *HOSTILE,
        *"*_~`<>|&;!@#^\n \"'",
        "&lt;",
        "&gt;",
        "&amp;",
        "```",
        "https://a.example",
        "javascript:x",
        "word",
        "!date^1^{ago}",
    ]
    texts = ["".join(chance.choices(pieces, k=chance.randint(1, 9))) for _ in range(scaled(3000))]
    found = await page.evaluate(KINDS, await page.evaluate(DRAW, texts))
    marks = {"strong", "em", "s", "code", "pre", "br", "blockquote", "span", "time", "a"}
    attributes = {"@class", "@href", "@target", "@rel", "@datetime", "@title"}
    assert set(found) <= marks | attributes | {"https:", "http:", "mailto:", "tel:"}
    assert await page.evaluate("window.pwned") is None


async def test_hostile_words_stay_words_everywhere(stage):
    """The same words in every place that takes words (blocks, options, fields, a modal, a person's own text)
    run nothing, add no element and fetch nothing.
    """
    page = await stage.open("U0MAYA")
    for text in HOSTILE:
        held = [{"text": plain(text), "value": "v", "description": plain(text)}]
        await stage.post(
            "U0MAYA",
            text,
            {"type": "header", "text": plain(text)},
            section(text, fields=[plain(text)], accessory={"type": "overflow", "action_id": "o", "options": held}),
            {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]},
            {
                "type": "actions",
                "elements": [button(text, "b"), {"type": "checkboxes", "action_id": "c", "options": held}],
            },
            {"type": "table", "rows": [[{"type": "raw_text", "text": text}]]},
        )
        await stage.say("U0MAYA", "D0MAYA", text)
    messages = page.get_by_role("log", name="Messages").get_by_role("article")
    await expect(messages).to_have_count(2 * len(HOSTILE))
    await expect(messages.last).to_contain_text(HOSTILE[-1])
    assert (
        await page.locator("#app script, #app iframe, #app img, #app svg[onload], [onerror], [onmouseover]").count()
        == 0
    )
    assert await page.evaluate("window.pwned") is None


async def test_dates_are_told_in_the_zone_of_the_person_played(stage):
    """The same moment reads differently for two people, and a date picked on a clock is that moment, all year,
    in every zone, also when clocks change.
    """
    moment = 1_783_000_000
    await stage.post("C0TASK", "x", section(f"<!date^{moment}^{{date_num}} {{time}}|fallback>"))
    maya, ana = await stage.open("U0MAYA/C0TASK"), await stage.open("U0ANA/C0TASK")
    await expect(maya.get_by_text("02/07/2026 09:46")).to_be_visible()
    await expect(ana.get_by_text("02/07/2026 15:46")).to_be_visible()
    zones = sorted(zone for zone in available_timezones() if "/" in zone)[::20]
    wrong = await maya.evaluate(
        """async (zones) => {
          const { toLocalInput, fromLocalInput } = await import("/page/dates.js");
          const wrong = [];
          for (const zone of zones) for (let at = 1790000040; at < 1822000000; at += 1800 * 97) {
            const text = toLocalInput(at, zone);
            if (toLocalInput(fromLocalInput(text, zone), zone) !== text) wrong.push([zone, at, text]);
          }
          return wrong;
        }""",
        zones,
    )
    assert wrong == []


async def test_a_table_shows_its_rows_heads_and_alignment(stage):
    """A table has a head, its columns stand as the app asked, and rich cells keep their marks."""
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "45", "style": {"bold": True}}]}
        ],
    }
    rows = [
        [{"type": "raw_text", "text": "Role"}, {"type": "raw_text", "text": "Servicing"}],
        [{"type": "raw_text", "text": "Order desk"}, rich],
    ]
    await stage.post("C0TASK", "x", {"type": "table", "rows": rows, "column_settings": [{}, {"align": "right"}]})
    page = await stage.open("U0MAYA/C0TASK")
    await expect(page.get_by_role("columnheader", name="Servicing")).to_have_css("text-align", "right")
    await expect(page.get_by_role("cell", name="45").locator("strong")).to_have_text("45")


async def test_pictures_come_from_here_and_only_from_here(stage):
    """An uploaded picture has its description and is large on a click; one from elsewhere is named, not fetched."""
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    uploaded = await stage.client.files_upload_v2(
        content=png, filename="chart.png", title="Who does what", alt_txt="Six roles", channel="C0TASK"
    )
    picture = {"type": "image", "slack_file": {"id": uploaded["file"]["id"]}, "alt_text": "Six roles again"}
    elsewhere = {"type": "image", "image_url": "https://pictures.example/x.png", "alt_text": "A pump"}
    await stage.post("C0TASK", "x", picture, elsewhere)
    page = await stage.open("U0MAYA/C0TASK")
    await expect(page.get_by_role("img", name="Six roles", exact=True)).to_be_visible()
    await expect(page.get_by_text("Picture from elsewhere, not fetched: A pump")).to_be_visible()
    loaded = "node => node.complete && node.naturalWidth === 1"
    assert await page.get_by_role("img", name="Six roles again").evaluate(loaded)
    opener = page.get_by_role("button", name="Show large: Six roles again")
    await opener.click()
    await expect(page.get_by_role("dialog", name="Six roles again")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()


Use = Callable[[Page], Awaitable[Any]]
TOUCHES: dict[str, tuple[Json, Use, Json]] = {
    "button": (
        button("Go", "it", value="7"),
        lambda page: page.get_by_role("button", name="Go").click(),
        {"value": "7"},
    ),
    "static_select": (
        {
            "type": "static_select",
            "action_id": "it",
            "placeholder": plain("Who?"),
            "options": options("Nobody", "Several"),
        },
        lambda page: page.get_by_label("Who?").select_option("Several"),
        {"selected_option": {"text": plain("Several") | {"emoji": True}, "value": "several"}},
    ),
    "users_select": (
        {"type": "users_select", "action_id": "it", "placeholder": plain("Who?")},
        lambda page: page.get_by_label("Who?").select_option("Tom Smit"),
        {"selected_user": "U0TOM"},
    ),
    "channels_select": (
        {"type": "channels_select", "action_id": "it", "placeholder": plain("Where?")},
        lambda page: page.get_by_label("Where?").select_option("# taskforce"),
        {"selected_channel": "C0TASK"},
    ),
    "datepicker": (
        {"type": "datepicker", "action_id": "it", "placeholder": plain("When?")},
        lambda page: page.get_by_label("When?").fill("2027-03-09"),
        {"selected_date": "2027-03-09"},
    ),
    "timepicker": (
        {"type": "timepicker", "action_id": "it", "placeholder": plain("When?")},
        lambda page: page.get_by_label("When?").fill("17:05"),
        {"selected_time": "17:05"},
    ),
    "datetimepicker": (
        {"type": "datetimepicker", "action_id": "it"},
        lambda page: page.locator("input[type=datetime-local]").fill("2027-07-01T12:00"),
        {"selected_date_time": 1_814_457_600},
    ),
    "radio_buttons": (
        {"type": "radio_buttons", "action_id": "it", "options": options("Never", "Weekly")},
        lambda page: page.get_by_label("Weekly").check(),
        {"selected_option": {"text": plain("Weekly") | {"emoji": True}, "value": "weekly"}},
    ),
    "checkboxes": (
        {"type": "checkboxes", "action_id": "it", "options": options("Quote me", "Call me")},
        lambda page: page.get_by_label("Quote me").check(),
        {"selected_options": [{"text": plain("Quote me") | {"emoji": True}, "value": "quote me"}]},
    ),
}


@pytest.mark.parametrize("kind", TOUCHES)
async def test_each_element_tells_the_app_what_was_chosen(stage, kind):
    """Choosing in a message reaches the app at once, as Slack would tell it."""
    element, use, told = TOUCHES[kind]
    await stage.post("U0MAYA", "x", {"type": "actions", "block_id": "row", "elements": [element]})
    page = await stage.open("U0MAYA")
    async with page.expect_response("**/click") as answered:
        await use(page)
    assert (await (await answered.value).json()) == {"ok": True}
    heard = stage.actions[-1]
    assert (heard["type"], heard["block_id"], heard["action_id"]) == (kind, "row", "it")
    assert {key: _bare(heard[key]) for key in told} == {key: _bare(value) for key, value in told.items()}


def _bare(value: Any) -> Any:
    """The value without Slack's `emoji` flags."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key != "emoji"}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value


async def test_an_overflow_menu_is_used_by_keyboard(stage):
    """The menu opens on Enter, moves by arrows, leaves by Esc, and tells the app the choice."""
    menu = {"type": "overflow", "action_id": "more", "options": options("Pause", "Stop")}
    await stage.post("U0MAYA", "x", section("More", accessory=menu))
    page = await stage.open("U0MAYA")
    opener = page.get_by_role("button", name="More actions")
    await opener.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_be_hidden()
    await expect(opener).to_be_focused()
    await opener.press("Enter")
    await page.keyboard.press("ArrowDown")
    async with page.expect_response("**/click"):
        await page.keyboard.press("Enter")
    assert stage.actions[-1]["selected_option"]["value"] == "stop"


async def test_several_are_picked_in_a_message_in_one_go(stage):
    """A multi-select reports once, when its list is left, with all that was picked."""
    pick = {"type": "multi_users_select", "action_id": "who", "placeholder": plain("Holders")}
    await stage.post("U0MAYA", "x", section("Who holds it?", accessory=pick))
    page = await stage.open("U0MAYA")
    box = page.get_by_role("log").get_by_role("combobox")
    await box.press_sequentially("tom")
    await page.keyboard.press("Enter")
    await box.fill("ana")
    await page.get_by_role("option", name="Ana Duarte").click()
    async with page.expect_response("**/click"):
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
    assert [action["selected_users"] for action in stage.actions] == [["U0TOM", "U0ANA"]]


async def test_a_double_click_counts_once_and_the_button_shows_it_is_busy(stage):
    """While the app has not answered, the button says it is busy and further clicks do nothing."""
    await stage.post("U0MAYA", "x", {"type": "actions", "elements": [button("Start", "start", value="1")]})
    page = await stage.open("U0MAYA")
    stage.gate.clear()
    start = page.get_by_role("button", name="Start", exact=True)
    await start.dblclick()
    await expect(start).to_have_attribute("aria-busy", "true")
    await start.click()
    stage.gate.set()
    await expect(start).not_to_have_attribute("aria-busy", "true")
    assert len(stage.actions) == 1


async def test_a_confirmation_is_asked_before_the_app_hears(stage):
    """Declined, or left by Esc, nothing is sent and focus returns to the button; confirmed, the app hears it."""
    ask = {"title": plain("Erase?"), "text": plain("All answers go."), "confirm": plain("Erase"), "deny": plain("Keep")}
    await stage.post("U0MAYA", "x", {"type": "actions", "elements": [button("Erase all", "erase", confirm=ask)]})
    page = await stage.open("U0MAYA")
    opener = page.get_by_role("button", name="Erase all")
    for leave in (page.get_by_role("button", name="Keep").click, lambda: page.keyboard.press("Escape")):
        await opener.click()
        await expect(page.get_by_role("alertdialog", name="Erase?")).to_contain_text("All answers go.")
        await leave()
        await expect(page.get_by_role("alertdialog")).to_have_count(0)
        await expect(opener).to_be_focused()
    await opener.click()
    async with page.expect_response("**/click"):
        await page.get_by_role("button", name="Erase", exact=True).click()
    assert [action["action_id"] for action in stage.actions] == ["erase"]


async def test_an_answered_card_turns_into_its_receipt_and_keeps_focus(stage):
    """When the app replaces a card whose button was pressed by keyboard, focus stays on that message."""
    ts = await stage.post("U0MAYA", "x", {"type": "actions", "elements": [button("Yes", "yes")]})
    page = await stage.open("U0MAYA")
    async with page.expect_response("**/click"):
        await page.get_by_role("button", name="Yes").press("Enter")
    await stage.client.chat_update(
        channel="D0MAYA", ts=ts, text="done", blocks=[section(":white_check_mark: Yes. Thank you.")]
    )
    message = page.locator(f"[data-ts='{ts}']")
    await expect(message).to_contain_text("Yes. Thank you.")
    await expect(message).to_be_focused()


class TestNoAnswer:
    """With an app that answers too late."""

    @pytest.fixture
    def timing(self) -> Timing:
        """An acknowledgement is waited for 0.2 s."""
        return Timing(ack=0.2)

    async def test_it_is_told_in_words(self, stage):
        """A press nobody answers is told, and the button can be pressed again."""
        await stage.post("U0MAYA", "x", {"type": "actions", "elements": [button("Start", "start")]})
        page = await stage.open("U0MAYA")
        stage.gate.clear()
        start = page.get_by_role("button", name="Start", exact=True)
        await start.click()
        await expect(page.get_by_role("alert").filter(has_text="did not answer")).to_be_visible()
        await expect(start).not_to_have_attribute("aria-busy", "true")
