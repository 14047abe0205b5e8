"""What whoever runs an assessment sees of it."""

from typing import Any

import msgspec
import pytest

from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment, Invitee, Life
from bot.fieldwork.run import Run, run_of
from bot.interview.model import Interview, Status
from bot.rendering.facilitating import (
    MOST_NAMED,
    close_message,
    runs_blocks,
    summary_message,
    which_message,
)
from bot.rendering.home import home_view
from tests.rendering.desk import NOW, Desk, controls, refused, words

LINK = "https://local.slack.com/archives/C0TASK/p1"


def run(maya: Desk, statuses: list[Status], life: Life = "open", link: str | None = None, name: str = "Spring") -> Run:
    """An assessment with so many people, each so far along."""
    users = [f"U{number}" for number in range(len(statuses))]
    fielding = msgspec.structs.replace(maya.fielding, name=name)
    roster = tuple(Invitee(user, "r0", "holder") for user in users)
    interviews = [at(maya, user, status) for user, status in zip(users, statuses, strict=True)]
    found = run_of(Assessment("T1", "spring", fielding, "C0TASK", roster, 0.0, life), interviews, NOW)
    return msgspec.structs.replace(found, link=link)


def marked_up(content: Any) -> str:
    """Every text of it in which Slack's markup means something; button labels show each character as it is."""
    if isinstance(content, list):
        return "".join(map(marked_up, content))
    if not isinstance(content, dict):
        return ""
    own = str(content["text"]) if content.get("type") == "mrkdwn" else ""
    return own + "".join(map(marked_up, content.values()))


def at(maya: Desk, user: str, status: Status) -> Interview:
    """Somebody's interview."""
    key = msgspec.structs.replace(maya.interview.key, respondent=user)
    return msgspec.structs.replace(maya.interview, key=key, status=status)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["submitted"] * 3, "3 of 3 have submitted."),
        (["submitted"] * 3 + ["paused"], "3 of 4 have submitted; the rest"),
    ],
)
def test_nobody_is_left_out_of_a_full_count(maya: Desk, statuses: list[Status], said: str) -> None:
    """Asked to close, it says that the rest is not counted where there is a rest."""
    text = words(close_message(maya.texts, run(maya, statuses)).blocks)
    assert said in text
    assert ("not counted" in text) == ("rest" in said)


@pytest.mark.parametrize("life", ["open", "closed"])
@pytest.mark.parametrize("link", [None, LINK])
@pytest.mark.parametrize("name", ["Spring", "<!channel> & " * 6])
@pytest.mark.parametrize("size", [1, 500])
def test_slack_takes_it_at_any_size(maya: Desk, life: Life, link: str | None, name: str, size: int) -> None:
    """Home and every answer to the command pass Slack's rules, and nothing typed is alive in them."""
    seen = run(maya, ["submitted"] * size + ["answering"] * size, life, link, name)
    drafts = [Draft("T1", "a", "U0ANA", name=name)] * 20
    home = home_view(
        maya.texts,
        [(maya.fielding, maya.interview)] * 40,
        NOW,
        runs=runs_blocks(maya.texts, [seen] * 20, drafts, may_start=True),
    )
    assert refused(home) == []
    for message in (
        *(summary_message(maya.texts, seen, user) for user in ("U0ANA", "U1")),
        close_message(maya.texts, seen),
        which_message(maya.texts, [seen.assessment] * 40, NOW),
    ):
        assert refused(message) == []
        assert "<!channel>" not in marked_up(message.blocks)
    assert "<!channel>" not in marked_up(home["blocks"])


def test_counts_name_nobody_to_blame(maya: Desk) -> None:
    """Counts leave out what is nought; done is of all invited, declined included."""
    said = summary_message(maya.texts, run(maya, ["submitted"] * 3 + ["invited", "declined", "paused"]), "U1").text
    assert "3 of 6 done · 1 started · 1 not opened · 1 declined · open until <!date^" in said
    assert "started" not in summary_message(maya.texts, run(maya, ["submitted"] * 3), "U1").text


def test_home_names_who_is_done_and_who_is_not(maya: Desk) -> None:
    """People stand as Slack's own mentions; who declined stands in neither line; of hundreds the first are named."""
    blocks = runs_blocks(maya.texts, [run(maya, ["submitted", "invited", "declined"])], [], may_start=False)
    assert "Done: <@U0>" in words(blocks)
    assert "Not done yet: <@U1>" in words(blocks)
    assert "<@U2>" not in words(blocks)
    many = words(runs_blocks(maya.texts, [run(maya, ["submitted"] * (MOST_NAMED + 5))], [], may_start=False))
    assert "<@U59> + 5" in many


@pytest.mark.parametrize(
    ("done", "life", "link", "user"),
    [
        (3, "open", None, "U0ANA"),
        (2, "open", None, "U0ANA"),
        (3, "open", None, "U1"),
        (3, "closed", None, "U0ANA"),
        (3, "closed", LINK, "U0ANA"),
        (3, "closed", LINK, "U1"),
    ],
)
def test_a_button_for_whoever_may(maya: Desk, done: int, life: Life, link: str | None, user: str) -> None:
    """Only the facilitator of an open assessment with enough answers can close it from the answer."""
    message = summary_message(maya.texts, run(maya, ["submitted"] * done, life, link), user)
    may = (done, life, user) == (3, "open", "U0ANA")
    assert set(controls(message.blocks)) == ({"close-yes"} if may else set())
    assert (LINK in message.text) == (link is not None)


def test_nobody_who_may_not_start_sees_an_empty_part(maya: Desk) -> None:
    """A respondent's Home has nothing of it; one who may start has the button."""
    assert runs_blocks(maya.texts, [], [], may_start=False) == []
    assert set(controls(runs_blocks(maya.texts, [], [], may_start=True))) == {"new-assessment"}
