"""What a failed call means, and which calls may be repeated."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.errors import OutcomeUnknown, Refused, SlackError
from bot.slack.calls import ATTEMPTS, MENDS, Method, call, is_local, new_session, web_client
from bot.slack.payloads import at

Answer = Callable[[], web.Response | None]


class Slack:
    """A Slack that gives the answers laid out, and counts how often it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked = 0

    async def serve(self, request: web.Request) -> web.Response:
        """Gives the next answer; None cuts the connection once the request is in."""
        self.asked += 1
        await request.read()
        answer = self.answers.pop(0)()
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return answer


@pytest.fixture
async def slack() -> Slack:
    """A Slack without answers."""
    return Slack()


Post = Callable[[], Awaitable[Any]]
Ask = Callable[[Method, dict[str, Any]], Awaitable[Any]]


@pytest.fixture
async def ask(slack: Slack, waited: list[float]) -> AsyncIterator[Ask]:
    """Calls a method there."""
    app = web.Application()
    app.router.add_post("/api/{method}", slack.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async with new_session() as session:
        client = web_client("xoxb-local-test", url, session)
        yield lambda method, arguments: call(client, method, arguments, wait=wait)
    await runner.cleanup()


@pytest.fixture
def post(ask: Ask) -> Post:
    """Posts a message there."""
    return lambda: ask("chat.postMessage", {"channel": "U1", "text": "Hello"})


@pytest.fixture
def waited() -> list[float]:
    """The pauses made between tries."""
    return []


def said(code: str, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Slack says no."""
    return lambda: web.json_response({"ok": False, "error": code}, status=status, headers=headers)


def done() -> web.Response:
    """Slack says yes."""
    return web.json_response({"ok": True, "channel": "D1", "ts": "1.000001"})


async def test_too_many_is_waited_out(slack: Slack, post: Post, waited: list[float]) -> None:
    """On 429 the call is made again after as long as Slack asks for, and only then."""
    slack.answers = [said("ratelimited", 429, {"Retry-After": "7"}), said("ratelimited", 429), done]
    assert at(await post(), "ts") == "1.000001"
    assert waited == [7.0, 1.0]


async def test_waiting_has_an_end(slack: Slack, post: Post, waited: list[float]) -> None:
    """Slack that goes on asking to wait, or for too long, gets its call later."""
    slack.answers = [said("ratelimited", 429, {"Retry-After": "3600"})]
    with pytest.raises(SlackError) as refusal:
        await post()
    assert not isinstance(refusal.value, Refused | OutcomeUnknown)
    assert waited == []
    slack.answers = [said("ratelimited", 429)] * ATTEMPTS
    with pytest.raises(SlackError):
        await post()
    assert slack.answers == []


@pytest.mark.parametrize("code", [*MENDS, "something_new"])
async def test_a_refusal_is_told_by_its_code(slack: Slack, post: Post, code: str) -> None:
    """What Slack refuses for good carries its code; what the app's own set-up is to blame for may succeed later."""
    slack.answers = [said(code)] * ATTEMPTS
    with pytest.raises(SlackError) as refusal:
        await post()
    later = code in ("ratelimited", "invalid_auth", "missing_scope", "token_revoked")
    assert isinstance(refusal.value, Refused) is not later
    assert code in refusal.value.what
    assert refusal.value.mend == MENDS.get(code, "")
    assert slack.asked == (ATTEMPTS if code == "ratelimited" else 1)


@pytest.mark.parametrize(
    "answer",
    [
        lambda: None,
        said("internal_error"),
        said("fatal_error"),
        said("anything", 503),
        lambda: web.Response(status=500, text="upstream connect error"),
        lambda: web.Response(text="<html>a hotel's portal</html>", content_type="text/html"),
        lambda: web.Response(text="not JSON", content_type="application/json"),
    ],
)
async def test_what_may_have_been_done_is_not_repeated(slack: Slack, post: Post, answer: Answer) -> None:
    """A cut connection, a failing Slack, an answer out of shape: perhaps it was posted, so it is not posted again."""
    slack.answers = [answer]
    with pytest.raises(OutcomeUnknown):
        await post()
    assert slack.asked == 1


STARTING: tuple[Method, ...] = ("auth.test", "apps.connections.open")


@pytest.mark.parametrize("method", STARTING)
async def test_a_failure_in_passing_does_not_end_a_start(
    slack: Slack, ask: Ask, waited: list[float], method: Method
) -> None:
    """What a start asks for changes nothing, so it is asked again, ever later; in the end the failure is told."""
    slack.answers = [lambda: None, said("internal_error"), said("service_unavailable", 503), done]
    assert at(await ask(method, {}), "ok") is True
    assert waited == [0.5, 1.0, 2.0]
    slack.answers = [said("anything", 500)] * ATTEMPTS
    with pytest.raises(OutcomeUnknown) as failure:
        await ask(method, {})
    assert failure.value.mend == "Try again in a minute or two."
    assert slack.answers == []


@pytest.mark.parametrize(
    ("method", "setting"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")]
)
@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive"])
async def test_a_refused_token_is_named(slack: Slack, ask: Ask, method: Method, setting: str, code: str) -> None:
    """Of the two tokens, the mend names the one that Slack did not take; it is tried once."""
    slack.answers = [said(code)]
    with pytest.raises(SlackError) as refusal:
        await ask(method, {})
    assert setting in refusal.value.mend
    assert slack.asked == 1


async def test_a_slack_that_cannot_be_reached_did_nothing() -> None:
    """Without a connection nothing was done, and trying later is safe."""
    async with new_session() as session:
        client = web_client("xoxb-local-test", "http://127.0.0.1:1/api/", session)
        with pytest.raises(SlackError) as failure:
            await call(client, "views.publish", {})
    assert not isinstance(failure.value, Refused | OutcomeUnknown)


async def test_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy named in the environment is for Slack, not for a workspace on this machine."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert web_client("xoxb-local-test", "http://127.0.0.1:8787/api/", None).proxy is None
    assert web_client("xoxb-1", "https://slack.example/api/", None).proxy == "http://proxy.example:3128"
    assert not is_local("https://localhost.example/api/")


async def test_one_session_serves_all_calls() -> None:
    """Connections are kept between calls, and a call that hangs ends."""
    async with new_session() as session:
        assert isinstance(session.timeout, aiohttp.ClientTimeout)
        assert session.timeout.total == 30
        assert web_client("xoxb-1", "http://127.0.0.1:1/api/", session).session is session
