"""Whether the bot's short labels, one a line of `labels.j2`, are all there and fit where they stand."""

import re
from collections.abc import Iterator, Mapping

from bot.prompts.faults import Fault, Mark, fault
from bot.questionnaire.findings import meant

LABELS = "labels"
BUTTON, TITLE = 75, 24
"""Characters of a button, and of a modal's title and its buttons."""
_IN_TITLES = ("save", "remind", "not-me", "cancel", "close")
_LINES = ("boxes",)
"""Labels that stand in a line of their own."""
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def label_faults(text: str, file: str, shipped: str) -> Iterator[Fault]:
    """Every fault in a file of labels, held against the shipped one."""
    known, given = labels(shipped), labels(text)
    for number, written in enumerate(_without_comments(text).splitlines(), 1):
        name, colon, _ = written.partition(":")
        if written.strip() and not colon:
            yield fault(Mark(file, number), "This line is no label.", "Write the label's name, a colon and its words.")
        elif colon and given[name.strip()][0] != number:
            mend = f"Keep one of them; the other is in line {given[name.strip()][0]}."
            yield fault(Mark(file, number), f"The label {name.strip()} stands here twice.", mend)
    for name in sorted(known.keys() - given.keys()):
        yield fault(Mark(file), f"The label {name} is missing.", f"Add the line {name}: {known[name][1]}")
    for name, (line, label) in given.items():
        most = TITLE if name.startswith("title-") or name in _IN_TITLES else BUTTON
        if name not in known:
            yield fault(Mark(file, line), f"The bot has no label called {name}.", meant(name, known, "Take it out."))
        elif not label:
            yield fault(Mark(file, line), f"The label {name} is empty.", "Write it behind the colon.")
        elif len(label) > most and name not in _LINES:
            what = f"The label {name} has {len(label)} characters, and Slack shows {most}."
            yield fault(Mark(file, line), what, f"Shorten it to {most} or fewer.")


def labels(text: str) -> Mapping[str, tuple[int, str]]:
    """The labels by name, each with its line."""
    lines = ((number, line.partition(":")) for number, line in enumerate(_without_comments(text).splitlines(), 1))
    return {name.strip(): (number, label.strip()) for number, (name, colon, label) in lines if colon}


def _without_comments(text: str) -> str:
    """The same lines, the comments in them left empty."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
