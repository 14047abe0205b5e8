"""No answer, no name and no token passes the log's filter."""

import ast
import asyncio
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.errors import Damaged
from bot.storage.durable_file import log_damage

BOT = Path(logs.__file__).parent
SECRET = "Zanzibar quarrels"
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    """The log at its most talkative; how logging was set up before comes back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    logs.set_up("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_an_event_is_one_line_of_known_keys(heard: io.StringIO) -> None:
    """An event prints its level, its words and its figures; a key that is not on the list is dropped."""
    structlog.get_logger().info("answer stored", kind="split", seconds=0.012, reply=SECRET, name="Bo")

    (line,) = heard.getvalue().splitlines()
    assert line.endswith('level=info event="answer stored" kind=split seconds=0.012')


def test_the_level_holds_back_what_is_below_it(heard: io.StringIO) -> None:
    """At WARNING neither our own informational events nor a library's pass."""
    logs.set_up("WARNING", heard)

    structlog.get_logger().info("answer stored")
    logging.getLogger("slack_sdk").info("sent")
    assert heard.getvalue() == ""

    structlog.get_logger().warning("answer not saved")
    logging.getLogger("slack_sdk").warning("slow")
    assert len(heard.getvalue().splitlines()) == 2


@pytest.mark.parametrize(
    "value",
    [SECRET, "xoxb-1-2", "xapp-1-2", f"path/{SECRET}", "Größe", "two\nlines", ["a"], {"a": 1}, b"a", object()],
)
def test_a_value_that_could_be_a_persons_is_withheld(heard: io.StringIO, value: object) -> None:
    """Prose, tokens and anything that is not one word or a number are withheld, under a known key too."""
    structlog.get_logger().info("refused", code=value)

    assert heard.getvalue().rstrip().endswith("code=withheld")


def test_an_event_that_is_no_plain_phrase_is_withheld(heard: io.StringIO) -> None:
    """An answer that got into the event's own words does not pass."""
    structlog.get_logger().info(f"answer was {SECRET}")

    assert "event=withheld" in heard.getvalue()


def test_a_user_id_becomes_its_mark(heard: io.StringIO) -> None:
    """A path names its interview by a stand-in that is the same each time, never by the person's id."""
    structlog.get_logger().info("saved", path="data/T01/field-sales/U0MAYA123.jsonl")
    structlog.get_logger().info("saved", path=Path("/home/bo b/T01/field-sales/U0MAYA123.jsonl"))

    first, second = heard.getvalue().splitlines()
    assert first.endswith(f"path=data/T01/field-sales/{logs.mark('U0MAYA123')}.jsonl")
    assert second.endswith(f"path=T01/field-sales/{logs.mark('U0MAYA123')}.jsonl")


def test_a_damaged_file_is_named(heard: io.StringIO) -> None:
    """Whoever has to mend a file is told which, and what is wrong with it."""
    log_damage(Path("/home/bo b/T01/field-sales/U0MAYA123.jsonl"), "has a line 2 of 3 that does not match")
    try:
        raise Damaged("No line of this file is good.", "/srv/data/T01/field-sales/U0MAYA123.jsonl")
    except Damaged:
        structlog.get_logger().exception("not saved")
    first, second = heard.getvalue().splitlines()
    assert "file=T01/field-sales/U0MAYA123.jsonl" in first
    assert "kind=has-a-line-2-of-3-that-does-not-match" in first
    assert "file=T01/field-sales/U0MAYA123.jsonl error=Damaged" in second


def test_an_exception_is_its_type_and_its_places(heard: io.StringIO) -> None:
    """The types of an exception and its cause and the lines it came through pass; its text does not."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"cannot parse {SECRET}") from cause
    except ValueError:
        structlog.get_logger().exception("answer not saved")

    line = heard.getvalue()
    assert "error=ValueError<KeyError" in line
    assert "trace=tests/test_logs.py:" in line
    assert "Zanzibar" not in line


def test_a_ring_of_causes_ends(heard: io.StringIO) -> None:
    """Two exceptions that name each other as cause are told once each."""
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one

    structlog.get_logger().error("failed", exc_info=one)

    assert "error=ValueError<KeyError" in heard.getvalue()


@pytest.mark.parametrize("level", [5, 10, 25, 30, 60])
def test_a_librarys_record_tells_only_its_place(heard: io.StringIO, level: int) -> None:
    """A record of any level is told by its logger and line, without its text and arguments."""
    logging.getLogger().setLevel(1)
    logging.getLogger("aiohttp.access").log(level, f"{SECRET} %s", SECRET)

    (line,) = heard.getvalue().splitlines()
    assert "event=library logger=aiohttp.access at=tests/test_logs.py:" in line
    assert "Zanzibar" not in line


def test_a_warning_is_logged_without_its_text(heard: io.StringIO) -> None:
    """A Python warning goes through the filter too."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(SECRET, stacklevel=1)
        logging.captureWarnings(capture=False)

    assert "logger=py.warnings" in heard.getvalue()
    assert "Zanzibar" not in heard.getvalue()


async def test_no_library_lets_a_body_or_a_token_out(heard: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    """Slack's client, aiohttp's server and asyncio at DEBUG tell neither what was said nor with which token."""

    async def refuse(request: web.Request) -> web.Response:
        said = (await request.post())["text"]
        return web.json_response({"ok": False, "error": "invalid_blocks", "said": said})

    async def fall(_request: web.Request) -> web.Response:
        raise RuntimeError(SECRET)

    app = web.Application()
    app.add_routes([web.post("/api/chat.postMessage", refuse), web.get("/fall", fall)])
    runner = web.AppRunner(app, access_log=logging.getLogger("aiohttp.access"))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    client = AsyncWebClient(token=f"xoxb-{SECRET[:8]}", base_url=f"http://{host}:{port}/api/")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="D1", text=SECRET)
    async with ClientSession() as session:
        await session.get(f"http://{host}:{port}/fall?{SECRET}")
    asyncio.get_running_loop().call_exception_handler({"message": SECRET, "exception": ValueError(SECRET)})
    await runner.cleanup()

    told = heard.getvalue() + "".join(capfd.readouterr())
    assert {"slack_sdk", "aiohttp", "asyncio"} <= {word.split("=")[1].split(".")[0] for word in _loggers(told)}
    assert "Zanzibar" not in told
    assert "quarrels" not in told


def _loggers(told: str) -> list[str]:
    return [word for word in told.split() if word.startswith("logger=")]


def test_a_log_that_cannot_be_written_stops_nobody(heard: io.StringIO) -> None:
    """When the terminal is gone, logging does nothing; the caller goes on."""
    heard.close()

    structlog.get_logger().info("answer stored")
    logging.getLogger("slack_sdk").warning("slow")


@given(st.dictionaries(st.text(max_size=12) | st.sampled_from(logs.KEYS), st.text(min_size=1) | st.integers()))
def test_whatever_is_logged_passes_as_known_keys_and_single_words(event: dict[str, object]) -> None:
    """No event fails to be filtered, brings in a key, or keeps a space outside its own plain words."""
    passed = logs.let_through(None, "info", {"event": "said", **event})

    assert passed.keys() <= set(logs.KEYS)
    assert not any(character.isspace() for key, value in passed.items() if key != "event" for character in str(value))


def test_every_event_of_ours_is_a_constant() -> None:
    """No call in the source logs a phrase put together at run time, positional values, or a key that is dropped."""
    wrong = [
        f"{path.relative_to(BOT.parent)}:{call.lineno}"
        for path in BOT.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _logs(call) and not _plain(call)
    ]

    assert wrong == []


def _logs(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"log", "logger", "_log", "LOG", "_LOG"}
    )


def _plain(call: ast.Call) -> bool:
    keys = {keyword.arg for keyword in call.keywords}
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and keys <= {*logs.KEYS, "exc_info"}
