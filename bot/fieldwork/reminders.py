"""What is due at a moment, as a function of what is stored."""

from bot.interview.model import Interview


def reminder_due(interview: Interview, deadline: float, now: float) -> bool:
    """Whether the reminder this respondent asked for should go out now: not after Submit, not after the deadline."""
    waiting = interview.status in ("invited", "answering", "paused")
    return waiting and interview.remind_at is not None and interview.remind_at <= now < deadline
