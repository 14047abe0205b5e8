"""The one table of status changes: which status a turn leads to once it takes effect."""

from bot.interview.model import STATUSES, Status
from bot.interview.turns import (
    Answering,
    AskingStatus,
    Confirming,
    Declining,
    Defining,
    Editing,
    Erasing,
    GoingBack,
    Helping,
    Keeping,
    Postponing,
    Restarting,
    Resuming,
    Reviewing,
    Saying,
    Skipping,
    Stopping,
    Submitting,
    Tapping,
    TapWay,
    Turn,
)

_SAME: tuple[Status, ...] = STATUSES
_ON: tuple[Status, ...] = ("answering", "answering", "answering", "submitted", "declined", "answering")
_BACK: tuple[Status, ...] = ("answering", "answering", "answering", "submitted", "answering", "answering")
TABLE: dict[type[Turn], tuple[Status, ...]] = {
    #             invited      answering    paused       submitted    declined    stopped
    Answering: _BACK,
    Saying: _ON,
    TapWay: _BACK,
    Tapping: _BACK,
    Confirming: _BACK,
    GoingBack: _BACK,
    Skipping: _BACK,
    Editing: _ON,
    Reviewing: _ON,
    Submitting: ("invited", "submitted", "submitted", "submitted", "declined", "submitted"),
    Postponing: ("invited", "paused", "paused", "submitted", "declined", "paused"),
    Resuming: ("invited", "answering", "answering", "submitted", "invited", "answering"),
    Stopping: ("declined", "stopped", "stopped", "submitted", "declined", "stopped"),
    Declining: ("declined", "declined", "declined", "submitted", "declined", "declined"),
    Restarting: ("invited", "answering", "answering", "answering", "invited", "answering"),
    Defining: _SAME,
    Helping: _SAME,
    AskingStatus: _SAME,
    Erasing: _SAME,
    Keeping: _SAME,
}
"""Turn x status, in the order of STATUSES. A turn that does not take effect (stale, rejected) changes no status."""


def after(status: Status, turn: Turn) -> Status:
    """The status once this turn has taken effect.

    >>> after("answering", Stopping())
    'stopped'
    """
    return TABLE[type(turn)][STATUSES.index(status)]
