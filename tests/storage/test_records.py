from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from bot.errors import Damaged, NewerFormat
from bot.fieldwork.model import Invitee, Life
from bot.interview.model import Interview
from bot.questionnaire.model import Question, Section
from bot.storage.records import ASSESSMENT, INTERVIEW, Kind, from_document, to_document
from bot.storage.upgrades import Document, newest, upgraded
from tests.storage.samples import CANARY, answered, assessment, interview

HERE = Path("U1.jsonl")


def _every_field(kind: type[Struct]) -> st.SearchStrategy[Struct]:
    return st.builds(kind, **{name: st.from_type(hint) for name, hint in get_type_hints(kind).items()})


for _kind in Struct.__subclasses__():  # left alone, hypothesis would leave fields that have a default at that
    if _kind.__module__.startswith("bot."):
        st.register_type_strategy(_kind, _every_field)
# What a file can hold: no half characters (the store refuses them), no numbers that are none.
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def _over_json(document: Document) -> Document:
    back: Document = msgspec.json.decode(msgspec.json.encode(document))
    return back


@given(st.from_type(Interview))
def test_an_interview_comes_back_as_it_was(value: Interview) -> None:
    """Whatever an interview holds is in its document, and survives being JSON."""
    assert from_document(INTERVIEW, _over_json(to_document(INTERVIEW, value)), value.key, HERE) == value


@given(st.from_type(Question), st.from_type(Invitee), st.from_type(Life))
def test_an_assessment_comes_back_as_it_was(question: Question, invitee: Invitee, life: Life) -> None:
    """Whatever an assessment holds is in its document, the frozen questionnaire too."""
    fielding = assessment().fielding
    questionnaire = replace(fielding.questionnaire, sections=(Section("s", (question,)),))
    value = replace(assessment(), life=life, roster=(invitee,), fielding=replace(fielding, questionnaire=questionnaire))
    document = _over_json(to_document(ASSESSMENT, value))
    assert from_document(ASSESSMENT, document, ("T1", "spring"), HERE) == value


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (None, "does not say which format"),
        ({}, "does not say which format"),
        ({"format": "1"}, "does not say which format"),
        ({"format": 0}, "does not say which format"),
        ({"format": 1}, "holds no interview"),
        ({**to_document(INTERVIEW, interview()), "log": CANARY}, r"holds no interview: see `\$\.log`"),
        ({**to_document(INTERVIEW, interview()), "status": CANARY}, r"holds no interview: see `\$\.status`"),
        (to_document(INTERVIEW, interview("U2")), "holds another interview"),
    ],
)
def test_a_document_that_is_not_the_interview_is_damage(document: Document | None, fault: str) -> None:
    """It says what is wrong and where the file is, and quotes nothing that may be an answer."""
    with pytest.raises(Damaged, match=fault) as caught:
        from_document(INTERVIEW, document, interview().key, HERE)
    assert caught.value.where == str(HERE)
    assert CANARY not in f"{caught.value} {caught.value.__cause__}"


def test_an_older_document_is_brought_up_step_by_step() -> None:
    """Two formats on, both steps have run, in order, and the stored document is as it was."""
    stored = {"format": 1, "steps": []}
    steps = {number: lambda old, number=number: {**old, "steps": [*old["steps"], number]} for number in (1, 2)}
    assert upgraded(stored, steps, "") == {"format": 3, "steps": [1, 2]}
    assert upgraded({**stored, "format": 2}, steps, "") == {"format": 3, "steps": [2]}
    assert stored == {"format": 1, "steps": []}


def test_a_value_of_an_older_format_is_read_and_kept_in_the_newest() -> None:
    """A kind with an upgrade reads what was written before it, and writes with the next number."""
    kind = Kind(INTERVIEW.table, Interview, INTERVIEW.identity, {1: lambda old: {**old, "timezone": old.pop("zone")}})
    value = answered(interview())
    document = {**to_document(INTERVIEW, value), "zone": value.timezone}
    del document["timezone"]
    assert from_document(kind, document, value.key, HERE) == value
    assert to_document(kind, value)["format"] == newest(kind.upgrades) == 2


def test_a_newer_document_is_left_alone() -> None:
    """A number this version does not know raises NewerFormat, which names both and the way out."""
    document = {**to_document(ASSESSMENT, assessment()), "format": newest(ASSESSMENT.upgrades) + 1}
    with pytest.raises(NewerFormat, match="format 2, and this one knows 1") as caught:
        from_document(ASSESSMENT, document, ("T1", "spring"), HERE)
    assert caught.value.where == str(HERE)
    assert "newer version" in caught.value.mend
