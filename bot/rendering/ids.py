"""What controls carry: an action id says what is done, a value says to which question of which interview.

A value is `assessment|number|rest`; the respondent is whoever clicks, never what a value claims. The parts keep within
Slack's 150 characters for an option's value: assessment ids and option ids are at most 60 characters each.
"""

from enum import StrEnum

from msgspec import Struct


class Action(StrEnum):
    """What a control does. Its action id is this, or this and `:` and a number where a block holds several."""

    OPTION = "option"
    """Answers with the option in `rest` (a button, or a select's option)."""
    DONT_KNOW = "dont-know"
    """Answers "I don't know this role well enough"."""
    OPEN = "open"
    """Opens the modal of the question in hand: numbers, text, choices or matrix; with a proposed split, filled in."""
    TAP_WAY = "tap-way"
    """Gives the split in three taps instead."""
    TAP = "tap"
    """One of the three taps; `rest` is 0, 10 ... 100."""
    CONFIRM = "confirm"
    """ "Looks right"."""
    BACK = "back"
    SKIP = "skip"
    TERMS = "terms"
    """Opens the definition cards in a modal; no turn."""
    MORE = "more"
    """An overflow menu; `rest` is one of the other actions."""
    EDIT = "edit"
    """Opens an earlier answer again; `rest` is `question` or `question/about`."""
    REVIEW = "review"
    SUBMIT = "submit"
    RESUME = "resume"
    HELP = "help"
    STATUS = "status"
    LATER = "later"
    """Opens the modal that asks when; no turn."""
    DECLINE = "decline"
    """Opens the modal that asks for a better person; no turn."""
    STOP = "stop"
    RESTART = "restart"
    RESTART_YES = "restart-yes"
    ERASE = "erase"
    ERASE_YES = "erase-yes"
    KEEP = "keep"
    """ "Keep them": does nothing, resumes."""
    NEW_ASSESSMENT = "new-assessment"
    """Opens the form that prepares one."""
    EDIT_DRAFT = "edit-draft"
    """Opens it filled in; the number of this and of the next four is the draft's revision."""
    SHOW_DRAFT = "show-draft"
    DISCARD = "discard"
    STEP_BACK = "step-back"
    """Goes back to the form before, in the same modal."""
    LAUNCH = "launch"
    CLOSE_NOW = "close-now"
    """Asks whether to close; the next does it."""
    CLOSE_YES = "close-yes"
    SUMMARY = "summary"
    """Says how this assessment stands and what can be done: what `/breadth-summary` says where it means this one."""
    PREVIEW = "preview"
    POST_SUMMARY = "post-summary"
    SEND_AGAIN = "send-again"
    IT_IS_THERE = "it-is-there"
    WRITE_AGAIN = "write-again"
    """Writes again to everybody who could not be reached."""


class Form(StrEnum):
    """A modal's callback id. Its `private_metadata` is a value as above, checked again on submit.

    Input blocks: block id = the box, row or field; action id = `value`; an option's value is its bare id. BOXES: the
    four accountabilities. OPTIONS: `options`. ROWS: one block a row. TEXT: `text` and `quotable` (checkboxes: `yes`).
    LATER: `when` (radio: `hour`, `morning`, `pick`) and `at` (datetimepicker). DECLINE: `better` (users_select,
    optional). TERMS: no submit. The four steps of a draft: the blocks that `fieldwork.draft.fill` names; their number
    is the draft's revision.
    """

    BOXES = "answer-boxes"
    OPTIONS = "answer-options"
    ROWS = "answer-rows"
    TEXT = "answer-text"
    LATER = "later"
    DECLINE = "decline"
    TERMS = "terms"
    DRAFT_ABOUT = "draft-about"
    DRAFT_ROLES = "draft-roles"
    DRAFT_PEOPLE = "draft-people"
    DRAFT_TERMS = "draft-terms"


STEPS = (Form.DRAFT_ABOUT, Form.DRAFT_ROLES, Form.DRAFT_PEOPLE, Form.DRAFT_TERMS)
"""The forms that prepare an assessment, in order."""
NEW = "new"
"""Stands for the assessment in a value that belongs to none yet."""
FIELD = "value"
"""The action id of every input in a modal."""


class Address(Struct, frozen=True):
    """The assessment and the number of the question a control belongs to; 0 where no question is meant."""

    assessment: str
    number: int = 0


def encode(address: Address, rest: str = "") -> str:
    """The value a control carries.

    >>> encode(Address("field-sales", 7), "weekly")
    'field-sales|7|weekly'
    """
    return f"{address.assessment}|{address.number}|{rest}"


def decode(value: object) -> tuple[Address, str] | None:
    """The address and the rest of a value; None when it is none of ours, whatever it holds.

    >>> decode("field-sales|7|weekly")
    (Address(assessment='field-sales', number=7), 'weekly')
    >>> decode("field-sales|minus") is None
    True
    """
    if not isinstance(value, str) or value.count("|") < 2:
        return None
    assessment, number, rest = value.split("|", 2)
    if not assessment or not (number.isascii() and number.isdigit()) or len(number) > 9:
        return None
    return Address(assessment, int(number)), rest


def verb(action_id: object) -> Action | None:
    """The action an action id stands for; None when it is none of ours.

    >>> verb("option:3")
    <Action.OPTION: 'option'>
    """
    name = action_id.split(":", 1)[0] if isinstance(action_id, str) else ""
    return Action(name) if name in Action._value2member_map_ else None
