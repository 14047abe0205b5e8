"""Every notice and reprompt by name, with the values its text may print. A test holds the texts to this list."""

LEADS: dict[str, tuple[str, ...]] = {
    "stale-text": (),
    "stale-button": (),
    "help": (),
    "definition": ("label", "definition"),
    "definitions": (),
    "unknown-term": ("term",),
    "cannot-skip": (),
    "nothing-before": (),
    "no-such-line": ("line", "lines"),
    "welcome-back": (),
    "not-started": (),
    "before-start": (),
    "reminder": (),
    "restarted": (),
    "kept": (),
    "about": ("assessment",),
    "saved": ("assessment",),
    "still-missing": ("count",),
    "status": ("step", "steps", "minutes", "deadline"),
}
"""Said above a question, which then stands again. `deadline` and `until` are unix seconds."""

TOLD: dict[str, tuple[str, ...]] = {
    "paused": ("until",),
    "paused-unreminded": ("deadline",),
    "stopped": (),
    "declined": (),
    "submitted": ("deadline",),
    "changed": ("deadline",),
    "status-submitted": ("deadline",),
    "sure-restart": (),
    "sure-erase": (),
    "erased": (),
    "closed": (),
    "not-saved": (),
    "unreadable": ("assessment",),
}
"""Said on their own, some with buttons of their own."""

REPROMPTS: dict[str, tuple[str, ...]] = {
    "use-the-card": (),
    "yes-or-no": (),
    "overtaken": (),
    "not-an-option": ("typed",),
    "pick-some": (),
    "not-a-step": ("typed",),
    "too-many": ("picked", "most"),
    "stands-alone": ("option",),
    "row-open": (),
    "write-it-there": (),
    "text-empty": (),
    "text-long": ("length", "most"),
    "split-unclear": ("typed",),
    "split-word": ("word",),
    "split-count": ("count", "order"),
    "split-sum": ("sum", "missing"),
    "split-over": ("sum", "over"),
    "split-far": ("sum",),
    "split-empty": ("count",),
    "split-unnamed": ("count",),
    "split-negative": ("typed",),
    "split-number": ("typed",),
    "split-zeros": (),
    "split-too-big": ("typed",),
    "time-past": (),
    "time-after-deadline": ("deadline",),
}
"""Why a reply is no answer. `missing` and `over` are points; `deadline` is unix seconds."""

FACILITATOR: dict[str, tuple[str, ...]] = {
    "better-person": ("respondent", "better"),
    "not-right-person": ("respondent",),
    "role-missing": ("respondent", "role"),
}
"""Said to the facilitator; `respondent` and `better` are user ids."""
