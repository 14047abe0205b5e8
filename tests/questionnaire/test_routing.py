"""Who is asked what, in which order."""

from collections.abc import Callable
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Points, Rated, Skipped, Unfamiliar, Wrote
from bot.questionnaire.model import ACCOUNTABILITIES, Condition, Form, Group, Question, Questionnaire, Route, Section
from bot.questionnaire.routing import (
    Profile,
    Step,
    as_is,
    corrected,
    counted,
    most,
    options,
    repeats,
    roles_seen,
    route,
    rows,
)

ROLES = ("am", "is", "bdm")
HOLDER = Profile("am", "holder", "full", ROLES)
MANAGER = Profile(None, "manager", "full", ROLES)
COLLEAGUE = Profile(None, "colleague", "full", ROLES)
AT_HOME = {Step("own-role"): Chosen("right")}
"""What everybody answers whom the roster has right."""

Answers = dict[Step, Answer]


def short(profile: Profile) -> Profile:
    """The same person in the short form."""
    return Profile(profile.role, profile.group, "short", profile.roles)


def asked(questionnaire: Questionnaire, profile: Profile, answers: Answers) -> list[str]:
    """The route as words: `question`, or `question/about`."""
    steps = route(questionnaire, profile, {**AT_HOME, **answers})
    return [f"{step.question}/{step.about}" if step.about else step.question for step in steps]


def split(*points: int) -> Divided:
    """A split given in numbers."""
    one, two, three, four = points
    return Divided((one, two, three, four), "numbers")


def test_a_holders_full_route(shipped: Questionnaire) -> None:
    """A holder who sees two more roles is asked the whole script, row by row."""
    answers: Answers = {
        Step("definitions"): Rated({"servicing": "same", "sourcing": "different"}),
        Step("own-split", "am"): split(60, 20, 10, 10),
        Step("roles-seen"): Picked(("is", "bdm")),
        Step("future-split", "is"): split(0, 0, 50, 50),
        Step("split", "is"): split(30, 20, 0, 50),
        Step("pulls"): Rated({"too-many-kinds": "weekly"}),
        Step("symptoms"): Picked(("lost-sale",)),
    }
    assert asked(shipped, HOLDER, answers) == [
        "consent",
        "own-role",
        "definitions",
        "own-meaning/sourcing",
        "own-split/am",
        "time-outside/am",
        "fault-share/am",
        "roles-seen",
        "split/is",
        "split/bdm",
        "future-split/am",
        "future-split/is",
        "what-would-change/is",
        "future-split/bdm",
        "situations",
        "owners",
        "pulls",
        "what-gave-way",
        "symptoms",
        "symptom-situations",
        "reach/am",
        "hand-over/am",
        "not-miss",
        "review",
    ]


def test_a_managers_full_route(shipped: Questionnaire) -> None:
    """A manager has no split of their own, and is asked about the first role they see in rows 13 and 14."""
    answers: Answers = {Step("roles-seen"): Picked(("is", "bdm")), Step("symptoms"): Picked(("none",))}
    assert asked(shipped, MANAGER, answers) == [
        "consent",
        "own-role",
        "definitions",
        "roles-seen",
        "split/is",
        "split/bdm",
        "future-split/is",
        "future-split/bdm",
        "situations",
        "owners",
        "pulls",
        "symptoms",
        "reach/is",
        "hand-over/is",
        "not-miss",
        "review",
    ]


def test_a_colleagues_full_route(shipped: Questionnaire) -> None:
    """A colleague who sees no role closely is asked what everybody is, and about no role."""
    answers: Answers = {Step("roles-seen"): Picked(("none",)), Step("symptoms"): Picked(("none",))}
    assert asked(shipped, COLLEAGUE, answers) == [
        "consent",
        "own-role",
        "definitions",
        "roles-seen",
        "situations",
        "owners",
        "pulls",
        "symptoms",
        "not-miss",
        "review",
    ]


@pytest.mark.parametrize("profile", [HOLDER, MANAGER, COLLEAGUE], ids=lambda profile: profile.group)
def test_the_short_form_leaves_out_six_questions(shipped: Questionnaire, profile: Profile) -> None:
    """The short form leaves out rows 4, 5, 10, 11, 13 and 14, whatever is answered, and judges one more role."""
    answers: Answers = {
        Step("own-split", "am"): split(60, 20, 10, 10),
        Step("roles-seen"): Picked(("is",)),
        Step("pulls"): Rated({"too-many-kinds": "most-days"}),
    }
    full, brief = asked(shipped, profile, answers), asked(shipped, short(profile), answers)
    left_out = {step.split("/")[0] for step in full} - {step.split("/")[0] for step in brief}
    assert left_out <= {"time-outside", "fault-share", "pulls", "what-gave-way", "reach", "hand-over"}
    assert {"pulls", "what-gave-way"} <= left_out
    assert most(shipped.question("roles-seen"), short(profile)) == 1


@pytest.mark.parametrize(("profile", "limit"), [(HOLDER, 2), (MANAGER, 3), (COLLEAGUE, 3)])
def test_how_many_other_roles_are_judged(shipped: Questionnaire, profile: Profile, limit: int) -> None:
    """Holders judge up to two roles besides their own, everybody else up to three."""
    assert most(shipped.question("roles-seen"), profile) == limit


@pytest.mark.parametrize(("there", "limit"), [(0, 1), (1, 1), (2, 2), (9, 3)])
def test_no_more_roles_may_be_picked_than_there_are(shipped: Questionnaire, there: int, limit: int) -> None:
    """What the question says of how many are enough fits the list below it; "none" is no role."""
    few = Profile(None, "manager", "full", tuple(f"r{at}" for at in range(there)))
    assert most(shipped.question("roles-seen"), few) == limit


def test_own_role_corrected_to_another_role(shipped: Questionnaire) -> None:
    """Whoever says they hold another role is asked about that one."""
    answers: Answers = {Step("own-role"): Chosen("wrong"), Step("own-role-which"): Chosen("bdm")}
    assert corrected(shipped, HOLDER, answers) == Profile("bdm", "holder", "full", ROLES)
    assert "own-split/bdm" in asked(shipped, HOLDER, answers)
    assert "own-split/am" not in asked(shipped, HOLDER, answers)


@pytest.mark.parametrize(
    ("option", "group"), [("manager", "manager"), ("colleague", "colleague"), ("other", "colleague")]
)
def test_own_role_corrected_to_none(shipped: Questionnaire, option: str, group: Group) -> None:
    """Whoever holds none of the roles is a manager, if they say so, or a colleague."""
    answers: Answers = {Step("own-role"): Chosen("wrong"), Step("own-role-which"): Chosen(option)}
    assert corrected(shipped, HOLDER, answers) == Profile(None, group, "full", ROLES)
    assert ("own-role-name" in asked(shipped, HOLDER, answers)) is (option == "other")


def test_a_correction_taken_back_no_longer_counts(shipped: Questionnaire) -> None:
    """An answer that is no longer on the route steers nothing: "right" after all makes the correction forgotten."""
    answers: Answers = {Step("own-role"): Chosen("right"), Step("own-role-which"): Chosen("bdm")}
    assert corrected(shipped, HOLDER, answers) == HOLDER
    assert Step("own-role-which") not in counted(shipped, HOLDER, answers)


def test_an_answer_no_longer_asked_for_opens_nothing(shipped: Questionnaire) -> None:
    """A question waits for an answer that counts: one given before the route changed opens neither it nor a section."""
    first = Question("first", "choice", options=("yes", "no"))
    second = Question("second", "choice", options=("yes", "no"), when=(Condition(question="first", any_of=("yes",)),))
    third = Question("third", "text", when=(Condition(question="second", any_of=("yes",)),))
    seen = Question("seen", "choices", options=("$roles",), sets="roles-seen", when=second.when)
    each = Section("each", (Question("each", "text"),), repeat="other-roles")
    asking = replace(shipped, sections=(Section("all", (first, second, third, seen)), each))
    later: Answers = {Step("second"): Chosen("yes"), Step("seen"): Picked(("is",))}
    assert asked(asking, MANAGER, {Step("first"): Chosen("yes"), **later}) == [
        "first",
        "second",
        "third",
        "seen",
        "each/is",
    ]
    assert asked(asking, MANAGER, {Step("first"): Chosen("no"), **later}) == ["first"]


def test_a_role_not_known_well_enough_is_not_asked_about_again(shipped: Questionnaire) -> None:
    """A role somebody does not know well enough has no split to be, and is no manager's main role."""
    answers: Answers = {Step("roles-seen"): Picked(("is", "bdm")), Step("split", "is"): Unfamiliar()}
    steps = asked(shipped, MANAGER, answers)
    assert "future-split/is" not in steps
    assert "future-split/bdm" in steps
    assert "reach/bdm" in steps


@pytest.mark.parametrize(("points", "expected"), [((19, 41, 20, 20), False), ((20, 40, 20, 20), True)])
def test_what_went_wrong_is_asked_from_20_points_of_servicing(
    shipped: Questionnaire, points: Points, *, expected: bool
) -> None:
    """The share of putting right is asked where servicing has 20 points or more."""
    answers: Answers = {Step("own-split", "am"): Divided(points, "numbers")}
    assert ("fault-share/am" in asked(shipped, HOLDER, answers)) is expected


@pytest.mark.parametrize(("future", "expected"), [((41, 39, 10, 10), False), ((40, 40, 10, 10), True)])
def test_a_change_is_asked_about_from_20_points_moved(
    shipped: Questionnaire, future: Points, *, expected: bool
) -> None:
    """What would have to change is asked where 20 points or more moved."""
    answers: Answers = {
        Step("own-split", "am"): split(60, 20, 10, 10),
        Step("future-split", "am"): Divided(future, "numbers"),
    }
    assert ("what-would-change/am" in asked(shipped, HOLDER, answers)) is expected


def test_a_route_past_a_section_asked_of_nobody_goes_on_after_it(shipped: Questionnaire) -> None:
    """A route that leads to a question this person does not get goes on behind it, and not to the end."""
    leading = rerouted(shipped, "definitions", "same", "own-split")
    steps = asked(leading, COLLEAGUE, {Step("definitions"): Rated({"servicing": "same"})})
    assert steps[:4] == ["consent", "own-role", "definitions", "roles-seen"]


def test_routes_skip_what_lies_between(shipped: Questionnaire) -> None:
    """A route leaves out all that stands between its two ends."""
    leading = rerouted(shipped, "symptoms", "none", "review")
    steps = asked(leading, HOLDER, {Step("symptoms"): Picked(("none",))})
    assert steps[-2:] == ["symptoms", "review"]


def test_rows_come_from_what_was_picked(shipped: Questionnaire) -> None:
    """A matrix with `rows-from` has a line for each option picked, but for the one that stands alone."""
    question = shipped.question("symptom-situations")
    assert rows(question, {Step("symptoms"): Picked(("lost-sale", "two-on-one"))}) == ("lost-sale", "two-on-one")
    assert rows(question, {}) == ()


def test_options_name_the_roles_in_scope(shipped: Questionnaire) -> None:
    """`$roles` stands for every role, `$other-roles` leaves one's own out."""
    assert options(shipped.question("owners"), HOLDER) == (*ROLES, "several", "nobody", "dont-know")
    assert options(shipped.question("roles-seen"), HOLDER) == ("is", "bdm", "none")
    assert options(shipped.question("roles-seen"), MANAGER) == (*ROLES, "none")


def test_roles_seen_stand_in_the_assessments_order(shipped: Questionnaire) -> None:
    """The roles somebody judges come in scope order, their own left out."""
    answers: Answers = {Step("roles-seen"): Picked(("bdm", "am", "is"))}
    assert roles_seen(shipped, HOLDER, answers) == ("is", "bdm")


def test_the_split_as_is_is_found_by_its_measure(shipped: Questionnaire) -> None:
    """Own and other roles' splits as is are found alike; one that was not given is None."""
    answers: Answers = {Step("own-split", "am"): split(60, 20, 10, 10), Step("split", "is"): split(0, 0, 0, 100)}
    assert as_is(shipped, "am", answers) == split(60, 20, 10, 10)
    assert as_is(shipped, "is", answers) == split(0, 0, 0, 100)
    assert as_is(shipped, "bdm", answers) is None


@pytest.mark.parametrize("form", ["full", "short"])
def test_each_question_is_asked_of_somebody(shipped: Questionnaire, form: Form) -> None:
    """Between them, the routes of a full form's people lead past every question; the short form's past all but six."""
    answers: Answers = {
        Step("own-role"): Chosen("wrong"),
        Step("own-role-which"): Chosen("other"),
        Step("definitions"): Rated(dict.fromkeys(ACCOUNTABILITIES, "different")),
        Step("own-split", "am"): split(100, 0, 0, 0),
        Step("future-split", "am"): split(0, 100, 0, 0),
        Step("roles-seen"): Picked(("is",)),
        Step("pulls"): Rated({"too-many-kinds": "most-days"}),
        Step("symptoms"): Picked(("lost-sale",)),
    }
    people = [Profile(one.role, one.group, form, ROLES) for one in (HOLDER, MANAGER, COLLEAGUE)]
    ways = (answers, {**answers, Step("own-role"): Chosen("right")})
    met = {step.question for person in people for given in ways for step in route(shipped, person, given)}
    missed = {question.id for question in shipped.all_questions()} - met
    assert len(missed) == (0 if form == "full" else 6)


def test_the_median_route_takes_seven_to_nine_minutes(shipped: Questionnaire) -> None:
    """The likely routes of holders, managers and colleagues take 7 to 9 minutes at the median."""
    likely: Answers = {
        **AT_HOME,
        Step("own-split", "am"): split(50, 20, 20, 10),
        Step("symptoms"): Picked(("lost-sale",)),
        Step("pulls"): Rated({"too-many-kinds": "weekly"}),
    }
    picks = (("is",), ("is", "bdm"))
    people = (HOLDER, HOLDER, HOLDER, MANAGER, COLLEAGUE)
    minutes = [
        sum(shipped.question(step.question).seconds for step in route(shipped, person, answers)) / 60
        for person in people
        for picked in picks
        for answers in ({**likely, Step("roles-seen"): Picked(picked)},)
    ]
    assert 7 <= median(minutes) <= 9


def test_three_answers_are_needed_from_holders_alone(shipped: Questionnaire) -> None:
    """Only three questions are required, and only from holders."""
    required = {question.id: question.required_from for question in shipped.all_questions() if question.required_from}
    assert required == {"own-split": ("holder",), "future-split": ("holder",), "owners": ("holder",)}


# ---- laws ---------------------------------------------------------------------------------------------------------


def points() -> st.SearchStrategy[Points]:
    """Any split."""

    def shares(cuts: list[int]) -> Points:
        first, second, third = sorted(cuts)
        return first, second - first, third - second, 100 - third

    return st.lists(st.integers(0, 100), min_size=3, max_size=3).map(shares)


def an_answer(question: Question, draw: Callable[[st.SearchStrategy[Answer]], Answer]) -> Answer:
    """Any answer to a question, fitting or not."""
    named = st.sampled_from([*question.options, *ROLES, "nonsense"])
    lines = st.sampled_from([*question.rows, "nonsense"])
    return draw(
        st.one_of(
            named.map(Chosen),
            st.lists(named, max_size=4).map(lambda picked: Picked(tuple(picked))),
            st.dictionaries(lines, named, max_size=5).map(Rated),
            points().map(lambda given: Divided(given, "numbers")),
            st.just(Wrote("words", quotable=True)),
            st.just(Unfamiliar()),
            st.just(Skipped()),
        )
    )


PROFILES = st.one_of(
    st.builds(Profile, st.sampled_from(ROLES), st.just("holder"), st.sampled_from(["full", "short"]), st.just(ROLES)),
    st.builds(
        Profile,
        st.none(),
        st.sampled_from(["manager", "colleague"]),
        st.sampled_from(["full", "short"]),
        st.just(ROLES),
    ),
)


@given(st.data(), PROFILES)
def test_routing_always_ends(shipped: Questionnaire, data: st.DataObject, profile: Profile) -> None:
    """Whatever is answered, in whatever order: answering the first open step of the route ends, at the review."""
    answers: Answers = {}
    bound = len(shipped.all_questions()) * (len(ROLES) + len(ACCOUNTABILITIES))
    for _ in range(bound):
        steps = route(shipped, profile, answers)
        assert len(set(steps)) == len(steps)
        assert steps[0] == Step("consent")
        assert steps[-1] == Step("review")
        following = next((step for step in steps if step not in answers and step != Step("review")), None)
        if following is None:
            return
        answers[following] = an_answer(shipped.question(following.question), data.draw)
    raise AssertionError("the interview did not end")


@given(st.data(), PROFILES)
def test_only_counted_answers_steer(shipped: Questionnaire, data: st.DataObject, profile: Profile) -> None:
    """Answers off the route change nothing: without them the route and the profile are the same."""
    everything = [Step(question.id, about) for question in shipped.all_questions() for about in ("", *ROLES)]
    given_to = data.draw(st.sets(st.sampled_from(everything), max_size=20))
    answers = {step: an_answer(shipped.question(step.question), data.draw) for step in sorted(given_to)}
    kept = counted(shipped, profile, answers)
    assert route(shipped, profile, kept) == route(shipped, profile, answers)
    assert corrected(shipped, profile, kept) == corrected(shipped, profile, answers)


@given(PROFILES)
def test_sections_are_repeated_in_scope_order(shipped: Questionnaire, profile: Profile) -> None:
    """Whatever a section is repeated for, it is asked once for each, in the assessment's order."""
    answers: Answers = {Step("roles-seen"): Picked(tuple(reversed(ROLES)))}
    for section in shipped.sections:
        rounds = repeats(section, shipped, profile, answers)
        assert len(set(rounds)) == len(rounds)
        others = [about for about in rounds if about in ROLES and about != profile.role]
        assert others == [role for role in ROLES if role in others]


def rerouted(questionnaire: Questionnaire, question_id: str, option: str, to: str) -> Questionnaire:
    """The questionnaire with one more route."""

    def question(one: Question) -> Question:
        return replace(one, routes=(Route((option,), to),)) if one.id == question_id else one

    sections = tuple(
        replace(section, questions=tuple(question(one) for one in section.questions))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)
