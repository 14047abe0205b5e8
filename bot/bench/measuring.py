"""Every measurement, one after the other."""

import asyncio
import tempfile
from pathlib import Path

from bot.bench import answers, picture, socket, startup, summary
from bot.bench.figures import Figure


def measured() -> tuple[Figure, ...]:
    """Every figure, measured now; takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="breadth-bench-") as folder:
        root = Path(folder)
        return (
            *asyncio.run(answers.measured(root)),
            *asyncio.run(summary.measured(root / "summary")),
            *startup.measured(root),
            picture.measured(),
            asyncio.run(socket.measured(root / "socket")),
        )
