"""From start to ready, against importing the packages a running bot needs; with few and many interviews on disk."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.bench.figures import MANY, Figure, ratio

RUNS = 7
PACKAGES = (
    "aiohttp, filelock, jinja2, jinja2.sandbox, msgspec, structlog, tinydb, typer, dotenv, slack_sdk.web.async_client, "
    "slack_sdk.socket_mode.aiohttp, slack_bolt.app.async_app, slack_bolt.adapter.socket_mode.async_internals"
)


def measured(root: Path) -> tuple[Figure, Figure]:
    """Figure (d), with an empty data folder and with that of MANY interviews at `root / "many"`."""
    few, many, imports = [], [], []
    for at in range(RUNS + 1):
        imports.append(_imported())
        few.append(_ready(root / f"start-{at}"))
        many.append(_ready(root / "many"))
    what = "start to ready, against importing the packages a running bot needs"
    return (
        Figure("d", what, ratio(few[1:], imports[1:]), 1.3),
        Figure("d-many", f"{what}, with {MANY:,} interviews on disk", ratio(many[1:], imports[1:]), 1.3),
    )


def _environment() -> dict[str, str]:
    """This process's own, but for what keeps Python from remembering compiled modules, and what names a real Slack."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def _imported() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {PACKAGES}"], check=True, env=_environment())  # noqa: S603
    return time.perf_counter() - start


def _ready(data: Path) -> float:
    """Seconds until the bot says where it is; it does so once it is connected."""
    command = [sys.executable, "-m", "bot", "--local", "--port", "0", "--no-browser", "--data", str(data)]
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=quiet, env=_environment()) as bot:  # noqa: S603
        address = bot.stdout.readline() if bot.stdout is not None else ""
        seconds = time.perf_counter() - start
        bot.terminate()
        bot.wait()
    if not address.startswith("http://127.0.0.1:"):
        raise AssertionError("the bot did not start")
    return seconds
