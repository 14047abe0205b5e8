"""From `/breadth new` to the invitations: one modal, its view replaced step by step, then the draft's card."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from bot.fieldwork.draft import People
from bot.operations.drafting import draft_of
from bot.operations.launching import launch
from bot.operations.sweeping import sweep
from bot.rendering.ids import Action
from bot.slack import draft_cards, facilitating
from bot.slack.drafting import step_back
from bot.slack.edge import Edge
from bot.slack.errands import Errands
from bot.slack.facilitating import do, take_up
from bot.slack.inbound import Running, SteppingBack, Touch
from bot.storage.folder import DataFolder
from bot.workspace.rules import faults
from bot.workspace.server import Workspace
from tests.slack.bench import Bot, Player
from tests.slack.conftest import Start
from tests.storage.faults import Crash

ABOUT = {"name": "Spring & autumn", "channel": "C0TASK", "form": "full"}
ROLES = "Account manager, 12\n\nInside sales: 3\nOrder desk, 2"
TOMORROW = int(time.time()) + 86_400


@pytest.fixture
async def ana(workspace: Workspace, start: Start) -> AsyncIterator[Player]:
    """Ana, who may start an assessment, with a bot that has none."""
    bot = await start()
    async with aiohttp.ClientSession(workspace.url) as session:
        yield Player(session, "U0ANA", bot, workspace)


async def opened(ana: Player, text: str = "/breadth new") -> dict[str, Any]:
    """The form that a command opens."""
    assert await ana.act("command", channel="C0TASK", text=text) == {"ok": True}
    return await shown(ana)


async def shown(ana: Player) -> dict[str, Any]:
    """The open form, which Slack takes as it is."""
    view = await ana.view()
    assert refusals(view) == []
    return view


def refusals(view: dict[str, Any]) -> list[str]:
    """What Slack would refuse in what somebody sees."""
    told = ("type", "title", "submit", "close", "callback_id", "private_metadata", "blocks")
    return [fault.line for fault in faults({key: view[key] for key in told if view.get(key)})]


async def to_people(ana: Player) -> None:
    """The first two steps are filled in."""
    await opened(ana)
    assert await ana.submit(**ABOUT, deadline=TOMORROW) == {"ok": True}
    assert await ana.submit(roles=ROLES) == {"ok": True}


async def to_card(ana: Player, **people: Any) -> dict[str, Any]:
    """All four steps are filled in; the draft's card."""
    await to_people(ana)
    listed = {"holders-0": ["U0MAYA", "U0GONE"], "holders-2": ["U0EVA"], "managers": ["U0BEN", "U0ROBO"], **people}
    assert await ana.submit(**listed) == {"ok": True}
    await shown(ana)
    assert await ana.submit(**{"label-sourcing": "Trapping"}) == {"ok": True}
    assert (await ana.seen())["view"] is None
    return await ana.last()


def labels_of(message: dict[str, Any]) -> dict[str, str]:
    """The words on a message's buttons, by action id."""
    rows = (block["elements"] for block in message["blocks"] if block["type"] == "actions")
    return {element["action_id"]: element["text"]["text"] for row in rows for element in row}


def words(message: dict[str, Any]) -> str:
    """All a message's sections say."""
    return "\n".join(block["text"]["text"] for block in message["blocks"] if block["type"] == "section")


async def invitations(ana: Player, *users: str) -> list[int]:
    """How many messages each of these people was sent."""
    return [len(await ana.as_user(user).messages()) for user in users]


async def drafted(bot: Bot) -> Any:
    """The one draft there is."""
    [draft_id] = bot.edge.office.store.drafts("T0LOCAL")
    return await bot.edge.office.store.draft("T0LOCAL", draft_id)


async def test_from_a_command_to_the_invitations(ana: Player) -> None:
    """Four steps in one modal make a draft; launched, everyone on it has one invitation, and the questionnaire asks
    about the roles that were kept, in the words that were given.
    """
    card = await to_card(ana)
    assert labels_of(card) == {"launch": "Launch to 3 people", "edit-draft": "Edit", "discard": "Discard"}
    assert "*Spring &amp; autumn* is ready to launch" in words(card)
    assert "2 left out: bots or deactivated accounts" in words(card)
    assert "Order desk: left out of every question" in words(card)
    assert "Holders of Account manager: 1 invited, so never shown apart" in words(card)
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [0, 0, 0]

    await ana.click("launch")
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA", "U0GUS") == [1, 1, 1, 0]
    office = ana.bot.edge.office
    [assessment_id] = office.store.assessments("T0LOCAL")
    made = await office.assessment("T0LOCAL", assessment_id)
    assert made is not None
    assert [role.name for role in made.fielding.roles] == ["Account manager", "Inside sales"]
    assert {(person.user, person.role, person.group) for person in made.roster} == {
        ("U0MAYA", "account-manager", "holder"),
        ("U0EVA", None, "colleague"),
        ("U0BEN", None, "manager"),
    }
    assert made.fielding.terms["sourcing"].label == "Trapping"
    assert (made.fielding.facilitator, made.channel, made.fielding.deadline) == ("U0ANA", "C0TASK", TOMORROW)
    assert "3 people have been invited" in words((await ana.messages())[0])
    assert labels_of((await ana.messages())[0]) == {}


async def test_launching_again_invites_nobody_twice(ana: Player) -> None:
    """Clicked twice at once, launched again later, swept: one invitation each."""
    card = await to_card(ana)
    click = {"channel": ana.channel, "ts": card["ts"], "action_id": "launch"}
    await ana.send("click", **click)
    await ana.send("click", **click)
    await ana.quiet()
    office = ana.bot.edge.office
    assessment = await office.assessment("T0LOCAL", office.store.assessments("T0LOCAL")[0])
    assert assessment is not None
    await launch(office, assessment, time.time())
    await sweep(office, "T0LOCAL", time.time())
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 1, 1]


async def test_a_launch_that_was_acknowledged_happens(ana: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed right after it took the click, the bot launches when it starts again; everyone is invited once."""
    await to_card(ana)
    with monkeypatch.context() as killed:
        killed.setattr(Errands, "start", lambda self, work: work.close())
        assert await ana.click("launch") == {"ok": True}
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [0, 0, 0]
    for _ in range(2):
        await take_up(ana.bot.edge, "T0LOCAL")
        await ana.quiet()
        assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 1, 1]


async def test_a_launch_cut_short_turns_its_card_at_the_next_start(
    ana: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed once it was open and before its card said so: taken up, the card says it, and no line is added."""
    await to_card(ana)

    async def killed(edge: Edge, cards: object, message: object) -> bool:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(draft_cards, "settle", killed)
        patch.setattr(facilitating, "_forget", lambda *_: asyncio.sleep(0))
        await ana.click("launch")
    assert "launch" in labels_of(await ana.last())
    for _ in range(2):
        await take_up(ana.bot.edge, "T0LOCAL")
        await ana.quiet()
        [card] = await ana.messages()
        assert "3 people have been invited" in words(card)
        assert labels_of(card) == {}
        assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 1, 1]


async def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(ana: Player) -> None:
    """Each faulty field is told of in its place; the form stays open with what was typed, and no draft is kept."""
    view = await opened(ana)
    wrong = await ana.submit(name="  ", channel="C0TASK", deadline=1_000_000_000, form="short")
    assert set(wrong["errors"]) == {"name", "deadline"}
    still = await ana.view()
    assert still["id"] == view["id"]
    assert still["state"]["values"]["channel"]["value"]["selected_conversation"] == "C0TASK"
    assert ana.bot.edge.office.store.drafts("T0LOCAL") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Account manager, 12", "List 2 to 10 roles"),
        ("Account manager\nInside sales, 3", "Line 1: write the role"),
        ("Account manager, 12\nInside sales, 0", "Line 2: write the role"),
        ("Account manager, 12\naccount  Manager, 3", "stands here twice"),
        (f"{'x' * 80}, 12\nInside sales, 3", "Shorten it to 75"),
    ],
)
async def test_roles_are_read_line_by_line(ana: Player, text: str, told: str) -> None:
    """A line that is no role is named by its number, and what was typed stays."""
    await opened(ana)
    await ana.submit(**ABOUT, deadline=TOMORROW)
    assert told in (await ana.submit(roles=text))["errors"]["roles"]
    assert (await ana.view())["state"]["values"]["roles"]["value"]["value"] == text


async def test_people_stand_in_one_list(ana: Player) -> None:
    """Who is in two lists is told at the second; nobody at all, and a tick that is needed, are told too."""
    await to_people(ana)
    again = await ana.submit(**{"holders-0": ["U0MAYA", "U0BEN"], "managers": ["U0BEN"], "colleagues": ["U0MAYA"]})
    assert "1 person here is also listed as holders of Account manager" in again["errors"]["managers"]
    assert set(again["errors"]) == {"managers", "colleagues"}
    nobody = await ana.submit(**{"holders-0": [], "managers": [], "colleagues": []})
    assert set(nobody["errors"]) == {"holders-0"}


async def test_too_few_roles_left_asks_for_the_tick(ana: Player) -> None:
    """Two roles of which one is small need its holders to agree, or there is nothing to compare."""
    await opened(ana)
    await ana.submit(**ABOUT, deadline=TOMORROW)
    await ana.submit(roles="Account manager, 12\nOrder desk, 2")
    wrong = await ana.submit(**{"holders-0": ["U0MAYA"]})
    assert set(wrong["errors"]) == {"agreed-1"}
    assert await ana.submit(**{"holders-0": ["U0MAYA"], "agreed-1": ["yes"]}) == {"ok": True}
    await ana.submit()
    assert "its 2 holders agree to be discussed" in words(await ana.last())


async def test_a_draft_left_half_way_goes_on(ana: Player, start: Start) -> None:
    """Closed in the middle, or the bot restarted: the next form begins where what was kept ends up filled in."""
    await to_people(ana)
    await ana.act("close", view_id=(await ana.view())["id"])
    await ana.bot.connection.close()
    ana.bot = await start()
    view = await opened(ana)
    assert view["state"]["values"]["name"]["value"]["value"] == "Spring & autumn"
    assert view["state"]["values"]["deadline"]["value"]["selected_date_time"] == TOMORROW
    await ana.submit()
    assert "Order desk, 2" in (await ana.view())["state"]["values"]["roles"]["value"]["value"]


async def test_editing_replaces_the_card(ana: Player) -> None:
    """An edited draft has a new card below; the old one has no buttons, and keeps nobody's list from before."""
    old = await to_card(ana)
    await ana.click("edit-draft")
    view = await shown(ana)
    assert view["state"]["values"]["name"]["value"]["value"] == "Spring & autumn"
    await ana.submit(name="Autumn")
    await ana.submit()
    lists = (await ana.view())["state"]["values"]
    assert lists["holders-0"]["value"]["selected_users"] == ["U0MAYA", "U0GONE"]
    await ana.submit(managers=["U0BEN", "U0GUS"])
    assert (await ana.view())["state"]["values"]["label-sourcing"]["value"]["value"] == "Trapping"
    await ana.submit()
    first, card = await ana.messages()
    assert (first["ts"], labels_of(first)) == (old["ts"], {})
    assert labels_of(card)["launch"] == "Launch to 4 people"
    await ana.click("launch", card["ts"])
    made = await ana.bot.edge.office.assessment("T0LOCAL", ana.bot.edge.office.store.assessments("T0LOCAL")[0])
    assert made is not None
    assert made.fielding.name == "Autumn"


async def test_nobody_else_touches_a_draft(ana: Player) -> None:
    """Its id in the hands of another person, or of another workspace, opens, changes and launches nothing."""
    await to_card(ana)
    before = await drafted(ana.bot)
    gus = ana.as_user("U0GUS")
    await gus.act("command", channel="C0TASK", text="/breadth new")
    view = (await gus.view())["id"]
    state = ana.workspace.hub.state
    forged = state.views[view].body | {"private_metadata": f"{before.id}|{before.revision}|"}
    state.views[view] = msgspec.structs.replace(state.views[view], body=forged)
    assert await gus.submit(**ABOUT, deadline=TOMORROW) == {"ok": True}
    assert "not yours" in (await gus.last())["text"]
    assert await drafted(ana.bot) == before
    for team, user in (("T0LOCAL", "U0GUS"), ("T0OTHER", "U0ANA")):
        assert await draft_of(ana.bot.edge.office, team, user, before.id) is None


async def test_a_step_out_of_turn_is_shown_as_it_stands(ana: Player) -> None:
    """A form filled in on a draft that has moved on since is shown afresh; nothing of it is kept."""
    await to_people(ana)
    before = await drafted(ana.bot)
    state = ana.workspace.hub.state
    view = (await ana.view())["id"]
    forged = state.views[view].body | {"private_metadata": f"{before.id}|1|"}
    state.views[view] = msgspec.structs.replace(state.views[view], body=forged)
    assert await ana.submit(**{"holders-0": ["U0MAYA"]}) == {"ok": True}
    assert await drafted(ana.bot) == before
    assert (await shown(ana))["private_metadata"] == f"{before.id}|2|"


async def test_who_may_not_start_one_is_told(ana: Player) -> None:
    """A guest is told at the first step; where FACILITATORS names people, others are told at once and see no button."""
    guest = ana.as_user("U0GEST")
    await guest.act("command", channel="C0TASK", text="/breadth new")
    assert "Only full members" in (await guest.submit(**ABOUT, deadline=TOMORROW))["errors"]["name"]
    assert ana.bot.edge.office.store.drafts("T0LOCAL") == ()
    object.__setattr__(ana.bot.edge, "facilitators", ("U0ANA",))
    gus = ana.as_user("U0GUS")
    await gus.act("command", channel="C0TASK", text="/breadth new")
    assert "FACILITATORS" in (await gus.seen())["messages"][-1]["text"]
    assert (await gus.seen())["view"] is None


async def test_a_full_disk_keeps_the_form(ana: Player) -> None:
    """A step that cannot be kept is told in the form, and is kept once there is room."""
    await opened(ana)
    ana.bot.disk.full = True
    assert "not be saved" in next(iter((await ana.submit(**ABOUT, deadline=TOMORROW))["errors"].values()))
    ana.bot.disk.full = False
    assert await ana.submit() == {"ok": True}
    assert (await drafted(ana.bot)).name == "Spring & autumn"


async def test_home_offers_to_begin(ana: Player) -> None:
    """App Home has [New assessment], which opens the first form, and lists what is in the making."""
    await ana.act("home")
    home = (await ana.seen())["home"]
    assert refusals(home) == []
    await ana.act("click", view_id=home["id"], action_id="new-assessment")
    await ana.submit(**ABOUT, deadline=TOMORROW)
    await ana.act("home")
    texts = str((await ana.seen())["home"]["blocks"])
    assert "not launched yet" in texts


async def home_click(ana: Player, action: str) -> None:
    """Opens Home and presses a button there."""
    await ana.act("home")
    home = (await ana.seen())["home"]
    assert refusals(home) == []
    await ana.act("click", view_id=home["id"], action_id=action)


async def test_home_leads_to_the_card(ana: Player) -> None:
    """[See the draft] puts the card below all that was said since, and the one before says so; unfinished has none."""
    await to_people(ana)
    await ana.act("home")
    assert set(labels_of((await ana.seen())["home"])) == {"edit-draft", "discard", "new-assessment"}
    await ana.submit(managers=["U0BEN"])
    await ana.submit()
    home = (await ana.seen())["home"]
    assert "Its card is in our messages" in words(home)
    await home_click(ana, "show-draft")
    before, card = await ana.messages()
    assert (labels_of(before), labels_of(card)["launch"]) == ({}, "Launch to 1 person")


async def test_a_discarded_draft_is_gone(ana: Player, tmp_path: Path) -> None:
    """From its card, which asks first: nothing of it is left, the card says so, and its open form keeps nothing."""
    card = await to_card(ana)
    [discard] = [one for one in card["blocks"][-1]["elements"] if one["action_id"] == "discard"]
    assert "deleted" in discard["confirm"]["text"]["text"]
    await ana.click("edit-draft")
    await ana.click("discard")
    gone = await ana.last()
    assert (labels_of(gone), "is discarded" in gone["text"]) == ({}, True)
    assert ana.bot.edge.office.store.drafts("T0LOCAL") == ()
    assert sorted(tmp_path.rglob("draft.jsonl")) == []  # noqa: ASYNC240  a folder of the test's own
    await ana.submit(name="Anew")
    assert "discarded already" in (await ana.last())["text"]
    assert ana.bot.edge.office.store.drafts("T0LOCAL") == ()


async def test_an_unfinished_draft_is_discarded_from_home(ana: Player) -> None:
    """It leaves the list, and she is told."""
    await to_people(ana)
    await home_click(ana, "discard")
    assert "is discarded" in (await ana.last())["text"]
    assert "not launched yet" not in str((await ana.seen())["home"]["blocks"])


async def test_a_launched_assessment_is_not_discarded(ana: Player) -> None:
    """The button of a card that Slack did not redraw deletes nothing once people were invited; nor does a stranger."""
    card = await to_card(ana)
    draft = await drafted(ana.bot)
    running = Running(Action.DISCARD, draft.revision, "", "")
    await do(ana.bot.edge, Touch("T0LOCAL", "U0BEN", "k", running, draft.id), running, None)
    assert await drafted(ana.bot) == draft
    await ana.click("launch", card["ts"])
    await do(ana.bot.edge, Touch("T0LOCAL", "U0ANA", "k", running, draft.id), running, None)
    assert "launched or discarded already" in (await ana.last())["text"]
    assert await ana.bot.edge.office.assessment("T0LOCAL", draft.id) is not None
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 2, 1]


async def test_slack_down_while_looking_people_up_harms_nothing(ana: Player) -> None:
    """Where Slack does not say who is a bot, the card counts everyone on the lists."""
    await ana.fault("error", method="users.info", error="missing_scope", times=100)
    card = await to_card(ana)
    assert labels_of(card)["launch"] == "Launch to 5 people"


async def test_nobody_launches_whom_slack_does_not_know_as_a_member(ana: Player) -> None:
    """While Slack does not say who somebody is, nothing is launched, and they are told to press again."""
    await ana.fault("error", method="users.info", error="internal_error", times=100)
    card = await to_card(ana)
    await ana.click("launch", card["ts"])
    assert "Press Launch again" in (await ana.last())["text"]
    assert ana.bot.edge.office.store.assessments("T0LOCAL") == ()
    await ana.fault("none")
    await ana.click("launch", card["ts"])
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 1, 1]


async def test_a_card_that_did_not_get_out_comes_at_the_next_start(ana: Player) -> None:
    """A finished draft whose card was lost is offered again: by the command, and by the bot when it starts."""
    await to_people(ana)
    await ana.submit(**{"holders-0": ["U0MAYA"], "holders-2": ["U0EVA"], "managers": ["U0BEN"]})
    await ana.fault("error", method="chat.postMessage", error="fatal_error")
    assert await ana.submit(**{"label-sourcing": "Trapping"}) == {"ok": True}
    assert await ana.messages() == []
    view = await opened(ana)
    assert "Spring & autumn" in str(view["blocks"])
    await ana.act("close", view_id=view["id"])
    await take_up(ana.bot.edge, "T0LOCAL")
    await ana.bot.settle()
    assert labels_of(await ana.last())["launch"] == "Launch to 3 people"


async def test_a_card_whose_place_is_unknown_launches_whom_it_should(ana: Player) -> None:
    """The card arrived, Slack's answer did not: bots are left out all the same, and the launch is told."""
    await ana.fault("reset_after", method="chat.postMessage")
    card = await to_card(ana)
    await ana.click("launch", card["ts"])
    assert await invitations(ana, "U0MAYA", "U0BEN", "U0EVA") == [1, 1, 1]
    assert "3 people have been invited" in (await ana.last())["text"]


def test_drafts_lie_beside_their_assessment(tmp_path: Path) -> None:
    """The draft's file is in the folder that becomes the assessment's, so that erasing one erases the other."""
    folder = DataFolder(tmp_path)
    assert folder.draft_file("T1", "a").parent == folder.settings_file("T1", "a").parent


async def back(ana: Player, **typed: Any) -> dict[str, Any]:
    """The form that [Back] leads to, with this typed before; Slack takes it as it is."""
    view = await ana.view()
    values = {block: {"value": value} for block, value in typed.items()}
    assert await ana.act("click", view_id=view["id"], action_id="step-back", values=values) == {"ok": True}
    return await shown(ana)


def typed_in(view: dict[str, Any], block: str) -> Any:
    """What stands in an input of a form."""
    [held] = view["state"]["values"][block].values()
    return held.get("value") or held.get("selected_users") or held.get("selected_conversation")


async def test_back_keeps_what_was_typed(ana: Player) -> None:
    """From the people to the roles to the first form and on again: all three hold what was typed, and it is kept."""
    await to_people(ana)
    roles = await back(ana, **{"holders-0": ["U0MAYA"], "managers": ["U0BEN"]})
    assert roles["title"]["text"] == "Roles"
    assert typed_in(roles, "roles") == ROLES.replace("\n\n", "\n").replace(": 3", ", 3")
    about = await back(ana, roles="Inside sales, 3\nAccount manager, 12\nField sales, 9")
    assert (about["title"]["text"], typed_in(about, "name")) == ("New assessment", "Spring & autumn")
    assert "step-back" not in str(about["blocks"])
    await ana.submit(name="Autumn")
    assert typed_in(await shown(ana), "roles") == "Inside sales, 3\nAccount manager, 12\nField sales, 9"
    await ana.submit()
    people = await shown(ana)
    assert [typed_in(people, block) for block in ("holders-0", "holders-1", "managers")] == [
        None,
        ["U0MAYA"],
        ["U0BEN"],
    ]
    await ana.submit()
    await back(ana, **{"label-sourcing": "Trapping"})
    await ana.submit()
    assert typed_in(await shown(ana), "label-sourcing") == "Trapping"
    assert (await drafted(ana.bot)).name == "Autumn"


async def test_back_keeps_what_is_wrong_for_the_next_time(ana: Player) -> None:
    """A list of roles that cannot stand is not stored, and stands in its form again when that comes back."""
    await opened(ana)
    await ana.submit(**ABOUT, deadline=TOMORROW)
    await back(ana, roles="Account manager, many\nInside sales")
    assert (await drafted(ana.bot)).roles == ()
    await ana.submit()
    assert typed_in(await shown(ana), "roles") == "Account manager, many\nInside sales"
    assert await ana.submit(roles=ROLES) == {"ok": True}
    await back(ana)
    await ana.submit()
    await ana.submit()
    await back(ana, **{"holders-0": ["U0MAYA"], "managers": ["U0MAYA"]})
    assert (await drafted(ana.bot)).listed() == ()
    await ana.submit()
    people = await shown(ana)
    assert [typed_in(people, block) for block in ("holders-0", "managers")] == [["U0MAYA"], ["U0MAYA"]]


async def test_back_twice_at_once_goes_back_once(ana: Player) -> None:
    """A second click on the same form lands where the first did."""
    await to_people(ana)
    draft, view = await drafted(ana.bot), (await ana.view())["id"]
    pressed = SteppingBack(People((("U0MAYA",), (), ()), (), (), (False,) * 3), draft.revision, view)
    for _ in range(2):
        await step_back(ana.bot.edge, Touch("T0LOCAL", "U0ANA", "k", pressed, draft.id), pressed)
    assert (await shown(ana))["title"]["text"] == "Roles"
    assert (await drafted(ana.bot)).listed() == ("U0MAYA",)


async def test_back_on_a_draft_that_is_gone_is_said(ana: Player) -> None:
    """It was launched meanwhile, or belongs to somebody else: nothing is kept, and that is told."""
    await to_people(ana)
    draft = await drafted(ana.bot)
    await ana.bot.edge.office.store.change_draft(
        draft.team, draft.id, lambda present: (msgspec.structs.replace(present, facilitator="U0BEN"), None)
    )
    await ana.act("click", view_id=(await ana.view())["id"], action_id="step-back")
    assert "not yours" in (await ana.last())["text"]
    assert await drafted(ana.bot) == msgspec.structs.replace(draft, facilitator="U0BEN")
