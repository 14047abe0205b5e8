import re
from pathlib import Path
from typing import get_args

import bot.workspace
from bot.workspace.faults import ALIASES, ApiKind, SocketKind
from bot.workspace.hub import Hub
from bot.workspace.play import Door
from bot.workspace.setup import Setup
from bot.workspace.wire import KEPT

README = (Path(bot.workspace.__file__).parent / "README.md").read_text()


async def test_every_address_of_the_door_is_documented() -> None:
    """Each address under /play stands in the README with its method, and no other does."""
    routes = {(route.method, route.path) for route in Door(Hub(Setup(), None)).routes() if "/play" in route.path}
    told = set(re.findall(r"^\| `(GET|POST) (/play[^`?]*)", README, re.MULTILINE))
    assert told == {(method, path.replace("{file}", "{id}").replace("{button}", "{id}")) for method, path in routes}


def test_every_fault_is_documented() -> None:
    """Each kind of fault and each other name for one stands in the README's table."""
    table = README.partition("## Faults")[2].partition("## ")[0]
    told = {name for row in re.findall(r"^\| (`[^|]+)\|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    kinds = {*get_args(ApiKind), *get_args(SocketKind), *ALIASES, "none"}
    assert told == kinds


def test_the_kept_lines_are_as_many_as_it_says() -> None:
    """The README's number of remembered payloads is the real one."""
    assert f"the last {KEPT}," in README


async def test_the_example_runs() -> None:
    """The README's code starts a workspace and stops it."""
    code = README.partition("```python\n")[2].partition("```")[0]
    body = "".join(f"    {line}\n" for line in code.splitlines())
    scope: dict[str, object] = {}
    exec(f"async def example():\n{body}", scope)  # noqa: S102  the README's own code
    await scope["example"]()  # type: ignore[operator]
