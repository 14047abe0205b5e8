from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from bot.workspace.web_api import METHODS

Call = Callable[..., Awaitable[Any]]
BOT = {"Authorization": "Bearer xoxb-local-1"}


@pytest.fixture
def call(maya: Any) -> Call:
    """Calls a method over bare HTTP; gives the answer's body."""

    async def send(name: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        status, answer = await maya.send("POST", f"/api/{name}", headers={**BOT, **(headers or {})}, **more)
        assert status == 200, answer
        return answer

    return send


@pytest.mark.parametrize(
    ("name", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "Bearer xoxb-1-real", "invalid_auth"),
        ("auth.test", "Bearer xoxb-local-anything", None),
        ("chat.postMessage", "Bearer xapp-local-1", "not_allowed_token_type"),
        ("apps.connections.open", "Bearer xoxb-local-1", "not_allowed_token_type"),
        ("apps.connections.open", "Bearer xapp-local-1", None),
        ("no.such.method", "Bearer xoxb-local-1", "unknown_method"),
    ],
)
async def test_only_local_tokens_of_the_right_kind_are_taken(call: Call, name: str, token: str, error: str) -> None:
    """A method takes its own kind of local token and names what is wrong with any other."""
    answer = await call(name, {"Authorization": token})
    assert answer.get("error") == error
    assert answer["ok"] is (error is None)


async def test_forms_and_json_say_the_same(call: Call) -> None:
    """Arguments arrive from JSON, from a form with JSON inside, and from the address."""
    blocks = '[{"type": "divider"}]'
    for more in (
        {"json": {"channel": "U0MAYA", "blocks": blocks}},
        {"json": {"channel": "U0MAYA", "blocks": [{"type": "divider"}]}},
        {"data": {"channel": "U0MAYA", "blocks": blocks}},
        {"params": {"channel": "U0MAYA", "blocks": blocks}},
    ):
        answer = await call("chat.postMessage", **more)
        assert answer["message"]["blocks"][0]["type"] == "divider", answer


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b'["x"]', "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b"[" * 99_999, "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b'{"a": "\\ud800"}', "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b"x", "headers": {"Content-Type": "text/plain"}}, "invalid_post_type"),
        ({"json": {"channel": "U0MAYA", "blocks": "{"}}, "invalid_blocks_format"),
        ({"json": {"channel": "U0MAYA", "text": "x", "metadata": "{"}}, "invalid_metadata_format"),
        ({"json": {"channel": ["U0MAYA"], "text": "x"}}, "invalid_arguments"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(call: Call, more: Any, error: str) -> None:
    """What is no JSON, no form or no argument gets Slack's word for it."""
    assert (await call("chat.postMessage", **more))["error"] == error


async def test_missing_arguments_are_named(call: Call) -> None:
    """Every missing argument is told in Slack's two ways."""
    answer = await call("views.open", json={})
    assert answer["error"] == "invalid_arguments"
    assert answer["errors"] == ["missing required field: trigger_id", "missing required field: view"]
    assert answer["response_metadata"]["messages"][0] == "[ERROR] missing required field: trigger_id"


async def test_an_ungranted_scope_is_named_with_those_that_are(api: Any) -> None:
    """A method beyond the granted scopes says which is needed, as Slack does, and the granted ones are in a header."""
    with pytest.raises(SlackApiError) as refused:
        await api.files_info(file="F0")
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "files:read")
    assert "chat:write" in answer["provided"]
    assert answer.headers["x-oauth-scopes"] == answer["provided"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "channel",
    "user",
    "users",
    "ts",
    "text",
    "blocks",
    "view",
    "trigger_id",
    "hash",
    "metadata",
    "limit",
    "cursor",
]
ARGUMENTS = st.sampled_from([*NAMES, "files", "filename", "length"])
REAL = st.sampled_from(["C0TASK", "D0MAYA", "U0MAYA", "1.0", "{}", "[]", "-1", "99999999999999999999", '[{"id": 1}]'])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(ARGUMENTS, VALUES | REAL, max_size=6), st.booleans())
async def test_no_argument_makes_a_method_fall_over(call: Call, name: str, arguments: Any, in_form: bool) -> None:
    """Whatever is sent to whatever method, the answer says ok or names an error, with status 200."""
    sent = {"data": {key: str(value) for key, value in arguments.items()}} if in_form else {"json": arguments}
    caller = {"Authorization": "Bearer xapp-local-1"} if name.startswith("apps.") else {}
    answer = await call(name, caller, **sent)
    assert answer["ok"] is True or answer["error"]
