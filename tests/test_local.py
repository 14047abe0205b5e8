"""The local workspace as it is started: where it listens, and what is said when it cannot."""

import socket
from collections.abc import Callable

import pytest

from bot.errors import BotError
from bot.local import PORTS_TRIED, local_workspace


async def nothing(_: Callable[[], None]) -> None:
    """Starts nothing over."""


def taken(first: int, count: int) -> list[socket.socket]:
    """Sockets that listen on `count` ports from `first` up, as far as they are free."""
    held = []
    for port in range(first, first + count):
        listening = socket.socket()
        try:
            listening.bind(("127.0.0.1", port))
        except OSError:
            listening.close()
        else:
            listening.listen()
            held.append(listening)
    return held


@pytest.mark.parametrize(("first", "count"), [(42_000, PORTS_TRIED), (65_530, 6)])
async def test_taken_ports_are_told_with_the_way_out(tmp_path, first, count):
    """When every port tried is taken, also at the end of all ports, one sentence says so and names a way."""
    held = taken(first, count)
    try:
        with pytest.raises(BotError) as told:
            async with local_workspace(tmp_path, first, nothing):
                pass
    finally:
        for each in held:
            each.close()
    assert told.value.what.startswith(f"The local workspace cannot use port {first} to {first + count - 1}: ")
    assert told.value.mend == "Take any free one: --port 0."


async def test_the_next_free_port_will_do(tmp_path):
    """A port that is taken only moves the workspace to the next free one."""
    held = taken(43_000, 1)
    try:
        async with local_workspace(tmp_path, 43_000, nothing) as workspace:
            assert workspace.url != "http://127.0.0.1:43000"
    finally:
        for each in held:
            each.close()
