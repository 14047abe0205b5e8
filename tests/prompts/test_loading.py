"""A questionnaire from its files."""

from pathlib import Path

import pytest

from bot.errors import QuestionnaireError
from bot.prompts.loading import load_questionnaire
from tests.prompts.places import SHIPPED, Write

STRUCTURE = "questionnaires/role-breadth/questionnaire.yaml"
WORDING = "questionnaires/role-breadth/en.yaml"


def faults(own: Path | None, questionnaire_id: str = "role-breadth") -> list[str]:
    """What loading raises, without the places."""
    with pytest.raises(QuestionnaireError) as raised:
        load_questionnaire(SHIPPED, own, questionnaire_id)
    return [str(fault).splitlines()[0] for fault in raised.value.faults]


def test_the_shipped_questionnaire_loads() -> None:
    """What is shipped is right, and wholly read."""
    questionnaire = load_questionnaire(SHIPPED)
    assert questionnaire.id == "role-breadth"
    assert questionnaire.question("symptoms").exclusive == ("none",)
    assert questionnaire.wording.terms["sourcing"].label == "Sourcing (inbound enquiries)"


def test_a_firm_says_it_otherwise(own: Path, write: Write) -> None:
    """A firm's words take the place of the shipped ones, key by key."""
    write(WORDING, "terms: {sourcing: {label: Trapping}}")
    terms = load_questionnaire(SHIPPED, own).wording.terms
    assert terms["sourcing"].label == "Trapping"
    assert terms["sourcing"].definition == load_questionnaire(SHIPPED).wording.terms["sourcing"].definition


def test_a_firm_asks_one_more(own: Path, write: Write) -> None:
    """A new question goes behind the one named before it."""
    write(
        STRUCTURE,
        """
        sections:
          - id: not-miss
            questions:
              - id: not-miss
              - {id: more, kind: text, optional: true}
        """,
    )
    write(WORDING, "questions: {more: {short: More, ask: Anything else?}}")
    asked = [question.id for question in load_questionnaire(SHIPPED, own).all_questions()]
    assert asked[-3:] == ["not-miss", "more", "review"]


def test_a_firms_own_questionnaire_stands_alone(own: Path, write: Write) -> None:
    """A questionnaire the bot is not shipped with is read from the firm's folder alone."""
    write(
        "questionnaires/tiny/questionnaire.yaml",
        """
        format: 1
        id: tiny
        sections:
          - id: all
            questions:
              - {id: consent, kind: consent, options: [start]}
              - {id: review, kind: review}
        """,
    )
    shipped_words = (SHIPPED / WORDING).read_text("utf-8").split("questions:")[0]
    write(
        "questionnaires/tiny/en.yaml",
        shipped_words + "questions:\n  consent: {ask: Ready?, short: Start, options: {start: Go}}\n"
        "  review: {ask: Done?, short: Review}\n",
    )
    assert [question.id for question in load_questionnaire(SHIPPED, own, "tiny").all_questions()] == [
        "consent",
        "review",
    ]


def test_a_folder_of_ones_own_need_not_be_there(tmp_path: Path) -> None:
    """Most firms have none."""
    assert load_questionnaire(SHIPPED, tmp_path / "none") == load_questionnaire(SHIPPED)


def test_a_questionnaire_that_is_not_there() -> None:
    """Both files are told to be missing."""
    assert faults(None, "role-length") == ["There is no such file."] * 2


def test_every_fault_in_every_file_is_told_together(own: Path, write: Write) -> None:
    """A broken structure does not hide broken words, nor the other way round."""
    write(
        STRUCTURE,
        """
        sections:
          - id: pulls
            questions:
              - id: pulls
                secnds: 3
                routes: [{any-of: [never], to: reveiw}]
        """,
    )
    write(WORDING, "questions: {pulls: {ask: 'How {{ oftn }}?'}, plls: {ask: a, short: b}}")
    assert sorted(faults(own)) == [
        "Question pulls knows no key `secnds`.",
        "Question pulls prints {{ oftn }}, which is no placeholder here.",
        "Question pulls routes to reveiw, which no question has.",
        "There are words for plls, which no question has.",
    ]


def test_words_that_cannot_be_read_do_not_hide_the_structure(own: Path, write: Write) -> None:
    """Of words in a file that is no YAML nothing is said but that; the structure is checked all the same."""
    write(WORDING, "questions: [")
    write(STRUCTURE, "sections: [{id: pulls, questions: [{id: pulls, seconds: 0}]}]")
    told = faults(own)
    assert "Question pulls takes 0 seconds." in told
    assert len(told) == 2


def test_a_structure_that_cannot_be_read_is_all_that_is_told(own: Path, write: Write) -> None:
    """Words are not called superfluous because the questions could not be read."""
    write(STRUCTURE, "sections: *others")
    assert faults(own) == ["Aliases are not used here."]


def test_a_question_half_read_does_not_make_its_words_wrong(own: Path, write: Write) -> None:
    """Options that are no list are told once, not once for each of their labels."""
    write(STRUCTURE, "sections: [{id: pulls, questions: [{id: pulls, options: never}]}]")
    assert faults(own) == ["`options` must be a list."]


@pytest.mark.parametrize(
    "questions",
    [
        "time-outside, questions: [{id: time-outside, options: [none, day, most]}]",
        "pulls, questions: [{id: pulls, options: [never, weekly]}]",
        "pulls, questions: [{id: pulls, rows: [visit-pushed-out, too-many-kinds]}]",
        "situations, questions: [{id: situations, rows: [new-enquiry]}]",
        "symptoms, questions: [{id: symptoms, options: [poor-service, lost-sale]}]",
        "definitions, questions: [{id: definitions, rows: [farming, hunting]}]",
    ],
)
def test_a_firm_shortens_a_shipped_list(own: Path, write: Write, questions: str) -> None:
    """A list takes the place of the shipped one as a whole: what the shipped files say of the rest is no fault."""
    write(STRUCTURE, f"sections: [{{id: {questions}}}]")
    load_questionnaire(SHIPPED, own)


def test_a_firm_replaces_a_shipped_list(own: Path, write: Write) -> None:
    """Only the words of the new list are asked for; what is left over of its own words is still a fault."""
    write(STRUCTURE, "sections: [{id: time-outside, questions: [{id: time-outside, options: [little, much]}]}]")
    write(WORDING, "questions: {time-outside: {options: {little: A day, mch: A week}}}")
    assert faults(own) == [
        "Question time-outside has no words for its option much.",
        "Question time-outside has words for the option mch, which it does not have.",
    ]
