"""Who somebody is to Slack."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.calls import new_session, web_client
from bot.slack.people import People
from bot.workspace.faults import Fault
from bot.workspace.server import Workspace

NAMES = {"Maya", "Gus", "maya", "gus"}


@pytest.fixture
async def people(workspace: Workspace) -> AsyncIterator[People]:
    """The people of the workspace; nobody waits."""

    async def at_once(_: float) -> None:
        return None

    async with new_session() as session:
        yield People(web_client("xoxb-local-test", workspace.api_url, session), at_once)


@pytest.mark.parametrize(
    ("user", "reachable", "member"),
    [
        ("U0MAYA", True, True),
        ("U0GEST", True, False),
        ("U0GONE", False, False),
        ("U0ROBO", False, False),
        ("USLACKBOT", False, False),
    ],
)
async def test_accounts_are_told_apart(people: People, user: str, reachable: bool, member: bool) -> None:
    """Bots and deactivated accounts cannot be interviewed; guests can, and are no full members."""
    account = await people.account(user)
    assert account is not None
    assert (account.reachable, account.member("T0LOCAL")) == (reachable, member)
    assert not account.member("T0OTHER")


async def test_zones_are_known_and_names_are_not_kept(people: People) -> None:
    """An account has the person's time zone and nothing by which they are called."""
    found = await people.accounts(("U0MAYA", "U0GUS", "U0NOBODY"))
    assert {user: account.timezone for user, account in found.items()} == {
        "U0MAYA": "Europe/Amsterdam",
        "U0GUS": "America/Chicago",
    }
    assert not NAMES & {str(value) for account in found.values() for value in (account.timezone, account.team)}


async def test_slack_is_asked_once(people: People, workspace: Workspace) -> None:
    """The second question about a person is answered from memory; a failure is asked about again."""
    before = len(workspace.hub.wire.after(0))
    for _ in range(3):
        await people.account("U0MAYA")
    assert len(workspace.hub.wire.after(0)) - before <= 2
    assert await people.account("U0NOBODY") is None


async def test_a_failing_slack_is_nobodys_fault(people: People, workspace: Workspace) -> None:
    """Where users.info is not granted nobody is known, and nothing is raised."""
    for _ in range(2):
        workspace.hub.plan.add(Fault(kind="error", method="users.info", error="missing_scope"))
    assert await people.account("U0MAYA") is None
