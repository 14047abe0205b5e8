"""What keeps a questionnaire from being asked, as values: the words each is told in are held in tests/broken."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.answers import Answer, Chosen, Skipped
from bot.questionnaire.checks import findings, unmeasured
from bot.questionnaire.findings import Finding, meant, nearest
from bot.questionnaire.measures import READINGS
from bot.questionnaire.model import (
    ACCOUNTABILITIES,
    GROUPS,
    MEASURES,
    Condition,
    Group,
    Question,
    Questionnaire,
    Route,
    Section,
    Term,
    Wording,
    Words,
)
from bot.questionnaire.routing import Profile, Step, route


def questionnaire(*questions: Question, section: Section | None = None) -> Questionnaire:
    """The smallest questionnaire around some questions: consent first, review last, everything worded."""
    ends = Question("consent", "consent", options=("start",)), Question("review", "review")
    sections = (
        Section("opening", (ends[0],)),
        *([section] if section is not None else []),
        *([Section("middle", questions)] if questions else []),
        Section("closing", (ends[1],)),
    )
    asked = [question for one in sections for question in one.questions]
    wording = Wording(
        language="en",
        title="A small one",
        questions={question.id: words(question) for question in asked},
        terms={name: Term(name.title(), f"What {name} is.") for name in ACCOUNTABILITIES},
        groups={"holder": "holding it", "manager": "managing it", "colleague": "beside it"},
    )
    return Questionnaire(1, "small", sections, wording)


def words(question: Question) -> Words:
    """Words for all of a question's parts."""
    options = {option: option for option in question.options if not option.startswith("$")}
    rows = {} if question.rows_from else {row: row for row in question.rows}
    return Words("What?", "It", options=options, rows=rows)


def faults(checked: Questionnaire) -> list[str]:
    """What is wrong, without the mends."""
    return [finding.fault for finding in findings(checked)]


def yes_no(name: str, **others: object) -> Question:
    """A choice between yes and no."""
    return replace(Question(name, "choice", options=("yes", "no")), **others)


def test_the_smallest_questionnaire_is_right() -> None:
    """A consent and a review are enough."""
    assert faults(questionnaire()) == []


def test_the_shipped_one_is_right_and_measures_everything(shipped: Questionnaire) -> None:
    """Nothing is wrong with what is shipped, and the report lacks no part."""
    assert faults(shipped) == []
    assert unmeasured(shipped) == ()


def test_a_measure_that_is_left_out_is_named_and_no_fault(shipped: Questionnaire) -> None:
    """A questionnaire without a measure can be asked; which part the report will lack is said."""
    sections = tuple(section for section in shipped.sections if section.id != "hand-over")
    said = {name: told for name, told in shipped.wording.questions.items() if name != "hand-over"}
    without = replace(shipped, sections=sections, wording=replace(shipped.wording, questions=said))
    assert faults(without) == []
    assert unmeasured(without) == ("hand-over",)
    assert unmeasured(questionnaire()) == MEASURES


def test_every_measure_says_what_its_question_looks_like() -> None:
    """No measure is left without a reading."""
    assert tuple(READINGS) == MEASURES


@pytest.mark.parametrize(("form", "mend"), [(2, "Update the bot: a newer one wrote this."), (0, "Write format: 1.")])
def test_another_format_is_all_that_is_told(form: int, mend: str) -> None:
    """Of a questionnaire in another format nothing else can be said."""
    other = replace(questionnaire(Question("x", "choice")), format=form)
    told = list(findings(other))
    assert told == [Finding(("format",), f"This is format {form}, and this release reads format 1.", mend)]


def test_a_dangling_route_leads_to_its_place() -> None:
    """A finding's path leads to the very part that is wrong."""
    bad = questionnaire(yes_no("first", routes=(Route(("yes",), "lst"),)), yes_no("last"))
    assert list(findings(bad)) == [
        Finding(
            ("sections", 1, "questions", 0, "routes", 0, "to"),
            "Question first routes to lst, which no question has.",
            "did you mean last?",
        )
    ]


def test_routes_inside_a_repeated_section_stay_inside() -> None:
    """A route in a repeated section may skip ahead within it."""
    pair = (yes_no("a", routes=(Route(("yes",), "c"),)), yes_no("b"), yes_no("c"))
    assert faults(questionnaire(section=Section("each", pair, repeat="own-role"))) == []


def test_what_every_answer_leads_past_is_never_asked() -> None:
    """A question that each option of a required one leads past is told; an optional one can be skipped into it."""
    leaving = (Route(("yes", "no"), "last"),)
    assert faults(questionnaire(yes_no("first", routes=leaving), yes_no("between"), yes_no("last"))) == [
        "Question between is never asked of anybody."
    ]
    skippable = yes_no("first", routes=leaving, optional=True)
    assert faults(questionnaire(skippable, yes_no("between"), yes_no("last"))) == []


def test_a_condition_on_an_answer_that_leads_past_it_never_holds() -> None:
    """Whoever gave the answer a question waits for must not be led past that question."""
    past = yes_no("first", routes=(Route(("yes",), "last"),))
    waiting = yes_no("between", when=(Condition(question="first", any_of=("yes",)),))
    assert faults(questionnaire(past, waiting, yes_no("last"))) == ["Question between is never asked of anybody."]
    other = yes_no("between", when=(Condition(question="first", any_of=("no",)),))
    assert faults(questionnaire(past, other, yes_no("last"))) == []


@pytest.mark.parametrize(
    ("options", "other", "fine"),
    [
        (("yes",), Condition(question="between", any_of=("no",)), False),
        (("yes",), Condition(question="between", given=True), False),
        (("yes",), Condition(question="between", given=False), True),
        (("no",), Condition(question="between", any_of=("no",)), True),
        (("yes", "no"), Condition(question="between", any_of=("no",)), True),
        (("yes",), Condition(question="last", any_of=("no",)), True),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_condition_on_what_another_leads_past(
    options: tuple[str, ...], other: Condition, *, fine: bool, turned: bool
) -> None:
    """Two conditions that nobody meets, as the answer to one leads past the question of the other, are told."""
    when = (Condition(question="first", any_of=options), other)
    late = Question("late", "text", when=when[::-1] if turned else when)
    first = yes_no("first", routes=(Route(("yes",), "last"),))
    told = [] if fine else ["Question late depends on between, which that answer to first leads past."]
    assert faults(questionnaire(first, yes_no("between"), yes_no("last"), late)) == told


def test_options_that_are_missing_lead_nobody_away() -> None:
    """That a question lacks its options is all that is told of it."""
    bare = Question("first", "choice", routes=(Route(("yes",), "last"),))
    told = faults(questionnaire(bare, yes_no("between"), yes_no("last")))
    assert told == ["Question first is of kind choice, and has no `options`."]


def test_a_question_whose_every_option_stands_alone_leaves_no_choice() -> None:
    """Nobody would be asked it: where nothing can be picked but "none", it is passed over."""
    alone = Question("alone", "choices", options=("none", "other"), exclusive=("none", "other"))
    assert faults(questionnaire(alone)) == ["Question alone is never asked: each of its options stands alone."]


MATRIX_ROWS = (Condition(question="m", row="a", any_of=("yes",)), Condition(question="m", row="b", any_of=("no",)))


@pytest.mark.parametrize(
    ("when", "fine"),
    [
        ((Condition(question="one", any_of=("yes",)), Condition(question="one", any_of=("no",))), False),
        ((Condition(question="one", any_of=("yes", "no")), Condition(question="one", any_of=("no",))), True),
        ((Condition(question="one", given=True), Condition(question="one", any_of=("no",))), True),
        ((Condition(question="one", any_of=("no",)), Condition(question="one", given=False)), False),
        ((Condition(question="many", any_of=("yes",)), Condition(question="many", any_of=("no",))), True),
        ((Condition(question="many", any_of=("yes",)), Condition(question="many", any_of=("none",))), False),
        ((Condition(question="many", any_of=("none",)), Condition(question="many", any_of=("no", "none"))), True),
        ((Condition(question="many", any_of=("yes", "none")), Condition(question="many", any_of=("no",))), True),
        (MATRIX_ROWS, True),
        ((Condition(question="m", any_of=("yes",)), Condition(question="m", any_of=("no",))), True),
    ],
)
def test_conditions_have_to_hold_together(when: tuple[Condition, ...], *, fine: bool) -> None:
    """What no single answer can be is told; two picks, two lines and a narrower list are no contradiction."""
    matrix = Question("m", "matrix", rows=("a", "b"), options=("yes", "no"))
    many = Question("many", "choices", options=("yes", "no", "none"), exclusive=("none",))
    asked = questionnaire(yes_no("one"), many, matrix, Question("last", "text", when=when))
    told = [] if fine else [f"Question last depends on {when[0].question} in ways that cannot all be so."]
    assert faults(asked) == told


@pytest.mark.parametrize(
    ("repeat", "group", "fine"),
    [
        ("own-role", "holder", True),
        ("own-role", "manager", False),
        ("main-role", "colleague", False),
        ("judged-roles", "holder", True),
        ("judged-roles", "colleague", False),
        ("other-roles", "holder", False),
        ("accountabilities", "colleague", True),
    ],
)
def test_who_a_repeated_section_can_be_asked_of(repeat: str, group: Group, *, fine: bool) -> None:
    """A section repeated for roles this group cannot have is told; none are seen where nothing asks which are."""
    section = Section("each", (yes_no("it", when=(Condition(group=(group,)),)),), repeat=repeat)
    assert faults(questionnaire(section=section)) == ([] if fine else ["Question it is never asked of anybody."])


def test_of_two_questions_with_one_id_the_words_go_with_the_first() -> None:
    """An id that stands twice is told once, and not as words that fit nothing."""
    twice = questionnaire(yes_no("same"), Question("same", "text"))
    said = {**twice.wording.questions, "same": words(yes_no("same"))}
    checked = replace(twice, wording=replace(twice.wording, questions=said))
    assert faults(checked) == ["Question same stands here twice."]


@pytest.mark.parametrize("question", ["consent", "review"])
def test_the_ends_are_asked_once(question: str) -> None:
    """Consent and review cannot be asked once for each role."""
    whole = questionnaire()
    sections = tuple(
        replace(section, repeat="accountabilities") if section.questions[0].id == question else section
        for section in whole.sections
    )
    assert faults(replace(whole, sections=sections)) == [f"Question {question} is asked more than once."]


def test_a_questionnaire_without_ends_is_told() -> None:
    """Both ends must be there."""
    assert faults(replace(questionnaire(), sections=()))[:2] == [
        "No question is of kind consent.",
        "No question is of kind review.",
    ]


def test_groups_and_terms_must_be_complete() -> None:
    """Each group and each accountability has words."""
    bare = questionnaire()
    wording = replace(bare.wording, groups={}, terms={})
    told = faults(replace(bare, wording=wording))
    assert told == [
        *(f"The group {group} has no words." for group in GROUPS),
        *(f"The accountability {name} has no words." for name in ACCOUNTABILITIES),
    ]


def test_accountabilities_need_no_words_of_their_own() -> None:
    """A row or option named after an accountability goes by this firm's label."""
    owners = Question("owners", "matrix", options=("$roles", "nobody"), rows=ACCOUNTABILITIES, measure="owner")
    asked = questionnaire(owners)
    said = {**asked.wording.questions, "owners": Words("Who?", "Owners", options={"nobody": "Nobody"})}
    assert faults(replace(asked, wording=replace(asked.wording, questions=said))) == []


def test_the_nearest_word_is_meant() -> None:
    """A misspelt word is mended by the one most like it, and by the fallback where none is near."""
    assert meant("owner", ["owners", "pulls"], "Look it up.") == "did you mean owners?"
    assert meant("zebra", ["owners", "pulls"], "Look it up.") == "Look it up."
    assert nearest("zebra", ["owners"]) == ""


# ---- laws ---------------------------------------------------------------------------------------------------------

IDS = ("a", "b", "c", "d")


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Questionnaires of four choices with routes and conditions of every sort, many of them wrong."""
    names = st.sampled_from((*IDS, "review", "nowhere"))
    answers = st.sampled_from((("yes",), ("no",), ("yes", "no"), ("maybe",), ()))
    routes = st.lists(st.builds(Route, answers, names), max_size=2).map(tuple)
    conditions = st.lists(
        st.builds(
            Condition,
            group=st.sampled_from(((), ("holder",), ("manager", "colleague"))),
            form=st.sampled_from((None, "full", "short")),
            question=st.sampled_from((None, *IDS, "nowhere")),
            any_of=answers,
        ),
        max_size=2,
    ).map(tuple)
    asked = [yes_no(name, routes=draw(routes), when=draw(conditions), optional=draw(st.booleans())) for name in IDS]
    return questionnaire(*asked)


@given(questionnaires())
def test_checking_never_fails_and_repeats_nothing(checked: Questionnaire) -> None:
    """Whatever is written, checking ends in findings, each once and each at a path."""
    told = list(findings(checked))
    assert len(set(told)) == len(told)
    assert all(finding.path and finding.fault.endswith(".") and finding.mend for finding in told)


@given(questionnaires(), st.data())
def test_what_is_never_asked_is_asked_of_nobody(checked: Questionnaire, data: st.DataObject) -> None:
    """Whatever is answered, no question called unreachable comes up; with nothing wrong, the review does."""
    told = faults(checked)
    unreached = {fault.split()[1] for fault in told if fault.endswith("is never asked of anybody.")}
    for profile in profiles():
        answers: dict[Step, Answer] = {}
        while True:
            steps = route(checked, profile, answers)
            following = next((step for step in steps if step not in answers), None)
            if following is None:
                break
            given_to = checked.question(following.question)
            ways = [*map(Chosen, given_to.options), *([Skipped()] if given_to.optional else [])]
            answers[following] = data.draw(st.sampled_from(ways)) if ways else Skipped()
        assert not unreached & {step.question for step in steps}
        assert told or steps[-1] == Step("review")


def profiles() -> Iterator[Profile]:
    """Somebody of each group, in each form."""
    for form in ("full", "short"):
        yield Profile("am", "holder", form, ("am", "is"))
        yield Profile(None, "manager", form, ("am", "is"))
        yield Profile(None, "colleague", form, ("am", "is"))
