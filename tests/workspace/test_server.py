import asyncio
import socket
from io import BytesIO
from typing import Any

import aiohttp
import pytest

ADDRESSES = ["/", "/play", "/play/U0MAYA/seen", "/api/auth.test", "/link/?ticket=x", "/play/U0MAYA/changes"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "localhost:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
    ],
)
async def test_foreign_pages_and_names_are_turned_away(maya: Any, address: str, headers: dict[str, str]) -> None:
    """A request under another name, or from another page, gets nothing anywhere."""
    async with maya.session.get(address, headers=headers) as response:
        assert response.status == 403


async def test_a_foreign_page_cannot_open_a_socket(maya: Any) -> None:
    """The WebSocket of changes is closed to other origins and open to the page's own."""
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await maya.session.ws_connect("/play/U0MAYA/changes", origin="http://evil.example")
    own = f"http://{maya.session._base_url.authority}"
    async with maya.session.ws_connect("/play/U0MAYA/changes", origin=own) as open_socket:
        assert "n" in await open_socket.receive_json(timeout=10)


async def test_localhost_is_this_computer_too(maya: Any, workspace: Any) -> None:
    """The page may be opened as localhost."""
    port = workspace.url.rpartition(":")[2]
    async with maya.session.get("/play", headers={"Host": f"localhost:{port}"}) as response:
        assert response.status == 200


async def test_it_listens_on_this_computer_alone(workspace: Any) -> None:
    """The server is reachable at 127.0.0.1 and at no other address of the machine."""
    port = int(workspace.url.rpartition(":")[2])
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


async def test_the_page_comes_with_a_strict_policy(maya: Any) -> None:
    """The page and its files are served with a policy that lets nothing in from elsewhere."""
    for address in ("/", "/page/app.js"):
        async with maya.session.get(address) as response:
            assert response.status == 200
            policy = response.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'self';")
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["..%2Fserver.py", "%2e%2e/server.py", "none.js", "%00", "..", "%2Fetc%2Fpasswd"])
async def test_no_other_file_is_served(maya: Any, workspace: Any, name: str) -> None:
    """Only files that lie in the page's own folder are served."""
    host, _, port = workspace.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /page/{name} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 404")


async def test_a_body_beyond_the_limit_is_refused(maya: Any) -> None:
    """More than eight megabytes are turned away with 413, a megabyte of text in words."""
    status, _ = await maya.send("POST", "/play/U0MAYA/say", data=BytesIO(b" " * (8 * 1024 * 1024 + 1)))
    assert status == 413
    status, answer = await maya.send("POST", "/play/U0MAYA/say", json={"channel": "D0MAYA", "text": "x" * 1_000_000})
    assert (status, answer["ok"]) == (400, False)


async def test_a_taken_port_is_told(start: Any, workspace: Any, setup: Any) -> None:
    """Starting on a port in use fails with the system's own error and leaves nothing behind."""
    from bot.workspace.server import start_workspace

    with pytest.raises(OSError, match="address already in use"):
        await start_workspace(setup, port=int(workspace.url.rpartition(":")[2]))


async def test_a_workspace_stops_with_people_watching(start: Any) -> None:
    """Stopping does not wait for the page's open sockets."""
    workspace = await start()
    async with aiohttp.ClientSession(workspace.url) as session:
        watching = await session.ws_connect("/play/U0MAYA/changes")
        await watching.receive_json(timeout=10)
        await asyncio.wait_for(workspace.stop(), 5)
