"""What each measure asks of a question, so that the report can read its answers, whatever the question's id."""

from typing import NamedTuple

from bot.questionnaire.model import ACCOUNTABILITIES, ROLES, Kind, Measure, Repeat

ROLE_REPEATS: tuple[Repeat, ...] = ("own-role", "other-roles", "judged-roles", "main-role")
"""The repeats that ask a section for each of some roles."""
HAND_OVER = "hand-over"
"""Tags the situation that falls between two accountabilities."""
_OWNERS = (ROLES, "several", "nobody", "dont-know")


class Reading(NamedTuple):
    """What a measure's question looks like.

    `options` are those it may have (empty: any), `tags` the ones its rows must have; `of_a_role`: it is about a role.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    of_a_role: bool = False


READINGS: dict[Measure, Reading] = {
    "split-as-is": Reading("split", of_a_role=True),
    "split-to-be": Reading("split", of_a_role=True),
    "owner": Reading("matrix", _OWNERS, ACCOUNTABILITIES),
    "definition": Reading("matrix", ("same", "roughly", "different"), ACCOUNTABILITIES),
    "situation": Reading("matrix", _OWNERS, (*ACCOUNTABILITIES, HAND_OVER)),
    "symptom": Reading("choices"),
    "pull": Reading(
        "matrix",
        ("never", "once-or-twice", "weekly", "most-days"),
        ("existing", "prospects", "new-v-existing", "breadth"),
    ),
    "fault-share": Reading("choice", ("none", "quarter", "half", "three-quarters", "nearly-all"), of_a_role=True),
    "reach": Reading("choice", ("one", "two", "three", "four", "depends"), of_a_role=True),
    "hand-over": Reading("choice", (*ACCOUNTABILITIES, "none"), of_a_role=True),
    "verbatim": Reading("text"),
}
"""The option `several` means several or unclear; a pull's tag names the axis of tension it is a sign of."""
