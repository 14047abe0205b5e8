"""What every test may lean on: the scale of the sweeps."""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

SCALE = float(os.environ.get("BOT_TEST_SCALE", "0.1"))

# Machines differ in speed: a slow example is no fault, and neither is a slow first one.
settings.register_profile(
    "bot", deadline=None, max_examples=max(50, round(500 * SCALE)), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("bot")


@pytest.fixture(scope="session")
def scaled() -> Callable[[int], int]:
    """How many of a promise's cases to run: all with `--full`, a tenth otherwise, never none."""
    return lambda full: max(1, round(full * SCALE))
