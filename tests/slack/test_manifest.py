"""The manifest, the scopes and the listeners say the same."""

import json
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from bot.slack.calls import Method
from bot.slack.manifest import CALLS, COMMANDS, EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from bot.workspace.server import Workspace
from bot.workspace.web_api import METHODS
from tests.slack.bench import Bot
from tests.slack.recorded import commanded, event

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "design" / "manifest.schema.2.0.0.json"


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's schema lies beside the project, not in it")
def test_slack_s_schema_takes_it() -> None:
    """The manifest, as JSON, validates against Slack's schema."""
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(json.loads(json.dumps(manifest())))


def test_people_can_type_to_the_bot() -> None:
    """The messages tab is on and takes words, Home is shown, buttons work, all over Socket Mode."""
    declared = manifest()
    assert declared["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert declared["settings"]["interactivity"] == {"is_enabled": True}
    assert declared["settings"]["socket_mode_enabled"] is True


def test_every_call_and_event_has_its_scope() -> None:
    """Each method called and each event heard is declared with a scope that is asked for, and none is for nothing."""
    assert set(get_args(Method)) == set(CALLS)
    assert {*chain(*CALLS.values()), *EVENTS.values(), "commands"} - {""} == {*SCOPES, *OPTIONAL_SCOPES}
    assert not set(SCOPES) & set(OPTIONAL_SCOPES)
    scopes = manifest()["oauth_config"]["scopes"]
    assert (scopes["bot"], scopes["bot_optional"]) == (list(SCOPES), list(OPTIONAL_SCOPES))


def test_the_local_workspace_asks_for_the_same_scopes() -> None:
    """A call that the workspace grants with one scope is declared with that scope here."""
    assert all(METHODS[method].scope in ("", *scopes) for method, scopes in CALLS.items())


async def test_what_is_declared_is_handled(bot: Bot, workspace: Workspace) -> None:
    """Each declared event and command reaches a listener of its own, not the catch-all."""
    for name in EVENTS:
        kind = name.partition(".")[0]
        assert await listeners(bot, event(type=kind, user="U0MAYA", channel_type="im")) == 1, name
    for each in COMMANDS:
        assert await listeners(bot, commanded() | {"command": each.command}) == 1, each.command
    assert await listeners(bot, event(type="reaction_added", user="U0MAYA")) == 0
    assert await listeners(bot, commanded() | {"command": "/breadth-unknown"}) == 0


async def listeners(bot: Bot, payload: dict[str, Any]) -> int:
    """How many listeners a payload finds."""
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse

    request = AsyncBoltRequest(body=payload, mode="socket_mode")
    answer = BoltResponse(status=200)
    return sum([await each.async_matches(req=request, resp=answer) for each in bot.app._async_listeners])


def test_the_slack_cli_finds_its_commands() -> None:
    """The CLI's hooks are JSON and name this bot's own commands."""
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text())["hooks"]
    assert hooks == {"get-manifest": "python3 -m bot manifest", "start": "python3 -m bot"}
