"""The table of status changes."""

from typing import get_args

import pytest

from bot.interview.model import STATUSES, Status
from bot.interview.status import TABLE
from bot.interview.turns import Turn


def test_the_table_is_complete():
    """Every turn has a status for every status, and no status is unknown."""
    assert set(TABLE) == set(get_args(Turn))
    assert set(STATUSES) == set(get_args(Status))
    assert all(len(row) == len(STATUSES) and set(row) <= set(STATUSES) for row in TABLE.values())


@pytest.mark.parametrize("turn", get_args(Turn))
def test_submitted_is_left_by_restart_alone(turn):
    """Nothing but a confirmed restart makes a submitted interview unsubmitted."""
    left = TABLE[turn][STATUSES.index("submitted")] != "submitted"
    assert left == (turn.__name__ == "Restarting")
