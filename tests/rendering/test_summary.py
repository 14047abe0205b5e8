"""The summary as it is read: its lines, its clauses, what it leaves out, and what Slack takes of it."""

import itertools

import pytest
from msgspec.structs import replace

from bot.breadth.released import (
    Alike,
    Conflict,
    Dispute,
    GroupPicture,
    NoAnswers,
    Release,
    ReleasedChange,
    ReleasedGap,
    ReleasedRole,
    ReleasedVotes,
    TooFew,
)
from bot.breadth.telling import parts, work_moved
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.model import Role
from bot.interview.turns import Notice
from bot.prompts.mrkdwn import unescaped
from bot.rendering.summary import informing_message, part_message, preview_message
from bot.rendering.summary_first import MOST_CONFLICTS
from bot.workspace.rules import message_faults
from tests.rendering.chart.releases import ROLES, shown
from tests.rendering.desk import controls, fielded, words

FIRM = "firm"
HOSTILE = "<!channel> *R&D* `x` " + "W" * 60


def conflict(rank, kind, of, points=None, **more):
    """A listed conflict."""
    return Conflict(rank, (rank, rank + 1), kind, of, more.get("axis"), more.get("groups"), points, FIRM)


CONFLICTS = (
    conflict(1, "ownership", "hunting"),
    conflict(2, "disagreement", "Inside sales", 35),
    conflict(3, "tension", "Account manager", 50, axis="existing"),
    conflict(4, "gap", "Account manager", 25, groups=("holder", "manager")),
    conflict(5, "future", "Account manager", 35),
)
VOTES = {
    "servicing": ReleasedVotes("nearly everyone", "Service engineer", (), FIRM),
    "farming": ReleasedVotes("disputed", None, ("gap", "overlap"), FIRM),
    "hunting": ReleasedVotes("nobody, say most", "nobody", (), FIRM),
    "sourcing": None,
}
RELEASE = Release(
    number=1,
    answered=19,
    invited=24,
    roles=ROLES[:6],
    left_out=(),
    owners=VOTES,
    today={"new-enquiry": ReleasedVotes("most", "Inside sales", (), FIRM)},
    disputes={"sourcing": Dispute("at least", 5)},
    comments={"not-miss": ("One.", "Two."), "own-meaning/farming": ("Three.",)},
    conflicts=CONFLICTS,
    comparisons=12,
)


@pytest.fixture(scope="module")
def assessment():
    """An assessment of the roles that the release is about."""
    fielding = fielded(tuple(role.name for role in ROLES))
    return Assessment("T0LOCAL", "field-sales", fielding, "C0TASKFORCE", (Invitee("U0ANA", None, "manager"),), 0.0)


@pytest.fixture(scope="module")
def first(texts, assessment):
    """The lines of the first message about a release."""
    return lambda release: words(part_message(texts, assessment, release, "first").blocks).splitlines()


@pytest.fixture(scope="module")
def part(texts, assessment):
    """Everything a part says."""
    return lambda name, release=RELEASE: words(part_message(texts, assessment, release, name).blocks)


def test_the_first_message_says_what_was_found(first):
    """Title, the bold line, words in dispute, the ranking, agreement, what is not shown, and what it all is."""
    lines = first(RELEASE)
    assert lines[:5] == [
        "*Role breadth: Field sales 2027*  ·  19 of 24 answered · release 1",
        "*Hunting has no agreed owner; views on Inside sales differ widely.*",
        "Do we mean the same thing?  At least 5 use “sourcing” differently.",
        "1  Who should own hunting: most say nobody  ·  _firm_",
        "2  Inside sales: views on today differ by 35 points  ·  _firm_",
    ]
    assert lines[5] == (
        "3  Account manager, existing customers: 50 points caught between servicing and farming  ·  _firm_"
    )
    assert lines[6] == "4  Account manager: role holders and managers see today 25 points apart  ·  _firm_"
    assert lines[7] == "5  Account manager: views on what it should be differ by 35 points  ·  _firm_"
    assert lines[8].startswith("Nearly everyone agrees: Service engineer should own servicing;")
    assert lines[9] == "Not shown: Order desk (fewer than 3 answers)."
    assert lines[10] == ("These are people's own estimates, not measurements. There is no single right design.")


def test_without_conflicts_it_says_so(first):
    """Nothing listed: the bold line is the quiet one."""
    assert first(replace(RELEASE, conflicts=()))[1] == "*Nothing reaches the level we would raise.*"


@pytest.mark.parametrize("pair", list(itertools.permutations(CONFLICTS, 2)))
def test_the_bold_line_has_a_clause_of_each_of_the_first_two(first, pair):
    """Whatever kinds come first, it is one sentence of two clauses."""
    line = first(replace(RELEASE, conflicts=pair))[1]
    assert line.count(";") == 1
    assert line.endswith(".*")
    assert line[1].isupper()


def test_an_owner_only_just_agreed_is_not_denied(first):
    """Where most name one and a single vote more would settle it, the bold line does not say that nobody is agreed."""
    votes = {**VOTES, "hunting": ReleasedVotes("most", "Inside sales", (), "hangs on one answer")}
    lines = first(replace(RELEASE, owners=votes, conflicts=CONFLICTS[:1]))
    assert lines[1] == "*The owner of hunting hangs on one answer.*"
    assert "1  Who should own hunting: most name Inside sales  ·  _firm_" in lines


def test_a_place_is_only_told_where_it_is_known(part):
    """Of what is told of few, no place is said to hold whoever is left out."""
    release = replace(RELEASE, conflicts=(replace(CONFLICTS[1], range=None), *CONFLICTS[2:]))
    assert "Place" not in part("conflict-2", release)
    assert "Place 3; 3 to 4, depending on who is left out." in part("conflict-3", release)


def test_an_early_signal_has_no_points(first):
    """A conflict without points is told in words."""
    early = replace(CONFLICTS[1], points=None, evidence="early signal")
    lines = first(replace(RELEASE, conflicts=(early,)))
    assert "2  Inside sales: views on today differ  ·  _early signal_" in lines


@pytest.mark.parametrize(
    "name", ["Senior key account manager for the northern and eastern regions " * 2, "R&D <sales> " * 10]
)
def test_long_names_cost_no_line_its_surety(texts, assessment, name):
    """However long roles and words are called, each conflict's line ends with how sure it is."""
    terms = {key: replace(term, label=name.upper()) for key, term in assessment.fielding.terms.items()}
    wordy = replace(assessment, fielding=replace(assessment.fielding, terms=terms))
    roles = tuple(replace(role, name=name) for role in ROLES[:1])
    named = ReleasedVotes("about half or more", name, (), FIRM)
    long = tuple(
        replace(each, of=each.of if each.kind == "ownership" else name, evidence="hangs on one answer")
        for each in CONFLICTS
    )
    release = replace(RELEASE, roles=roles, conflicts=long, owners={"hunting": named})
    lines = words(part_message(texts, wordy, release, "first").blocks).splitlines()
    told = [line for line in lines if line[:1].isdigit()]
    assert len(told) == len(CONFLICTS)
    assert [line.partition("  ·  ")[2] for line in told] == ["_hangs on one answer_"] * len(CONFLICTS)
    assert max(map(len, told)) <= 200


@pytest.mark.parametrize("count", range(12))
def test_the_first_message_stays_short(texts, first, count):
    """However many conflicts, and however long the names: at most 12 lines and fewer than 2,500 characters."""
    many = tuple(replace(CONFLICTS[at % 5], rank=at + 1) for at in range(count))
    lines = first(replace(RELEASE, conflicts=many, roles=ROLES))
    assert len(lines) <= 12
    assert len("\n".join(lines)) < 2_500
    assert sum(line[:1].isdigit() for line in lines) <= MOST_CONFLICTS + 1


def test_disputed_words_end_at_a_whole_one(first):
    """As many as the line takes, whole, and how many more there are."""
    release = replace(
        RELEASE, disputes=dict.fromkeys(("servicing", "farming", "hunting", "sourcing"), Dispute("nearly everyone"))
    )
    line = first(release)[2]
    assert line.endswith("Nearly everyone uses “hunting” differently. 1 more in the thread.")
    assert line.count("Nearly everyone uses") == 3
    assert "…" not in line


def test_a_gap_that_could_be_chance_says_so(first, part):
    """The word and the reason are chance's, and not that it hangs on one answer, whatever its tag."""
    held = replace(CONFLICTS[3], evidence="hangs on one answer")
    for label, word, reason in (
        (
            "notable, could be chance",
            "could be chance",
            "Could be chance: dealt anew at random, the same answers often differ",
        ),
        ("notable, clear", "hangs on one answer", "Hangs on one answer: without it, this would not be raised."),
    ):
        gap = ReleasedGap(("holder", "manager"), 25, label, "hangs on one answer")
        other = ReleasedGap(("holder", "colleague"), 20, "notable, could be chance", "hangs on one answer")
        role = replace(ROLES[0], as_is=replace(ROLES[0].as_is, gaps=(gap, other)))
        release = replace(
            RELEASE, roles=(role,), conflicts=(held, replace(held, rank=5, kind="tension", axis="existing"))
        )
        assert first(release)[3].endswith(f"  ·  _{word}_")
        assert first(release)[4].endswith("  ·  _hangs on one answer_")
        assert reason in part("conflict-4", release)


def test_each_part_has_a_notification_of_its_own(texts, assessment):
    """A phone that shows each part's words shows no two alike."""
    told = [part_message(texts, assessment, RELEASE, name).text for name in parts(RELEASE)]
    assert len(set(told)) == len(told)
    assert {"Who sees it how", "The numbers"} <= set(told)


def test_a_notification_keeps_what_a_name_has(texts, assessment):
    """Only the marks that make a heading bold are left out."""
    starred = "A * sales *"
    release = replace(RELEASE, conflicts=(replace(CONFLICTS[1], of=starred),), roles=(replace(ROLES[0], name=starred),))
    told = part_message(texts, assessment, release, "conflict-2").text
    assert unescaped(told).startswith(f"2  {starred}: views on today")


def test_a_role_left_out_is_named_with_its_headcount(texts, assessment):
    """Few hold it, and they have not agreed: nobody was asked about it."""
    without = replace(assessment, left_out=(Role("", "Trainer", 2),))
    told = words(part_message(texts, without, RELEASE, "first").blocks)
    assert "Not shown: Trainer (2 people), Order desk (fewer than 3 answers)." in told


def test_work_is_counted_over_all_roles_that_were_meant(texts, assessment):
    """A role that nobody was asked about is one that is not counted."""
    without = replace(assessment, left_out=(Role("", "Trainer", 2),))
    for each, scope in ((assessment, 2), (without, 3)):
        told = words(part_message(texts, each, replace(RELEASE, roles=ROLES[:2]), "orphaned").blocks)
        assert f"Counted over 2 of {scope} roles." in told


def test_who_owns_what_is_left_out_where_too_few_voted():
    """Nothing is told where every line would say that fewer than 5 answered; one that is known brings all lines."""
    few = dict.fromkeys(VOTES)
    assert "owners" not in parts(replace(RELEASE, owners=few, today={"new-enquiry": None}))
    assert "owners" in parts(replace(RELEASE, owners={**few, "hunting": VOTES["hunting"]}, today={}))
    assert "owners" in parts(replace(RELEASE, owners=few))


@pytest.mark.parametrize("picture", ["", "F0A"])
@pytest.mark.parametrize("plain", [False, True])
def test_slack_takes_every_part(texts, assessment, picture, plain):
    """Each part, with its picture or without, natively or plain, is a message without a fault."""
    release = replace(RELEASE, roles=ROLES)
    for name in parts(release):
        message = part_message(texts, assessment, release, name, picture, plain=plain)
        assert message_faults({"text": message.text, "blocks": message.blocks}) == ()


def test_hostile_names_stay_inert(texts, assessment):
    """Names and quotes full of markup, as long as may be, ring nobody, and Slack takes every message."""
    roles = tuple(replace(role, name=f"{HOSTILE}{at}") for at, role in enumerate(ROLES))
    terms = {name: replace(term, label=HOSTILE) for name, term in assessment.fielding.terms.items()}
    fielding = replace(
        assessment.fielding,
        name=HOSTILE,
        terms=terms,
        roles=tuple(Role(f"r{at}", role.name, 4) for at, role in enumerate(roles)),
    )
    hostile = replace(assessment, fielding=fielding)
    release = replace(
        RELEASE,
        roles=roles,
        conflicts=tuple(
            replace(each, of=roles[0].name) if each.of in {"Account manager", "Inside sales"} else each
            for each in CONFLICTS
        ),
        comments={"not-miss": (f"{HOSTILE}\n" * 400,) * 30},
    )
    for name in parts(release):
        for plain in (False, True):
            message = part_message(texts, hostile, release, name, plain=plain)
            assert message_faults({"text": message.text, "blocks": message.blocks}) == ()
            read = [block for block in message.blocks if block["type"] != "table"]
            assert "<!channel>" not in words(read) + message.text


def test_the_numbers_are_a_table_and_its_text_twin(texts, assessment):
    """Heads and two rows a role; plain, the same cells stand in preformatted lines."""
    native = part_message(texts, assessment, RELEASE, "numbers").blocks[-1]
    assert native["type"] == "table"
    assert len(native["rows"]) == 1 + 2 * len(RELEASE.roles)
    assert [cell["text"] for cell in native["rows"][1][:6]] == ["Account manager", "as is", "35", "40", "20", "5"]
    plain = words(part_message(texts, assessment, RELEASE, "numbers", plain=True).blocks)
    assert "Account manager" in plain
    assert "```" in plain


def test_a_pair_without_time_says_so(texts, assessment):
    """A tension of a pair nobody spends time on is no low one."""
    role = replace(ROLES[0], as_is=shown((0, 0, 75, 25)), to_be=shown((50, 50, 0, 0)))
    native = part_message(texts, assessment, replace(RELEASE, roles=(role,)), "numbers").blocks[-1]
    assert [row[6]["text"] for row in native["rows"][1:]] == [
        "low; no time with existing customers",
        "low; no time with prospects",
    ]


def test_the_numbers_say_which_averages_lean(part):
    """A role and moment whose headline leans is named, listed as a conflict or not."""
    role = replace(ROLES[0], to_be=replace(ROLES[0].to_be, leans=True))
    leaning = "The average leans towards the group with most answers: Account manager (to be)."
    assert leaning in part("numbers", replace(RELEASE, roles=(role,)))
    assert "leans" not in part("numbers")


def test_the_numbers_give_the_key_of_the_pictures(part):
    """A role that the pictures call by its number has its name in the text."""
    role = replace(ROLES[0], name="営業")
    assert "In the pictures: Role 1 = 営業." in part("numbers", replace(RELEASE, roles=(role,)))
    assert "In the pictures" not in part("numbers")


def test_a_conflict_says_which_moment_it_tells(part):
    """Camps, groups and what else is behind an average are today's or the future's."""
    behind = {"camps": ((60, 20, 10, 10), (10, 10, 60, 20)), "all_four": True, "leans": True}
    role = replace(ROLES[0], as_is=replace(ROLES[0].as_is, **behind), to_be=replace(ROLES[0].to_be, **behind))
    release = replace(RELEASE, roles=(role,))
    for name, moment in (("conflict-4", "Today"), ("conflict-5", "In future")):
        told = part(name, release).splitlines()
        assert f"{moment}: two camps, one puts it at 60/20/10/10, the other at 10/10/60/20." in told
        assert len([line for line in told if line.startswith(f"{moment}: ")]) == 4


def test_a_conflict_ends_in_a_question_for_the_room(part):
    """Each kind has evidence, and a question of its own."""
    told = [part(f"conflict-{each.rank}") for each in CONFLICTS]
    questions = [text.partition("*For the room:*")[2] for text in told]
    assert all("Firm: whoever you leave out, it holds." in text for text in told)
    assert len(set(questions)) == len(CONFLICTS)
    assert all(question.strip().endswith("?") for question in questions)


def test_splits_of_few_answers_are_called_early_signals(part):
    """What comes from 3 or 4 answers says so beside each split and beside the change, and nothing else does."""
    few = GroupPicture("manager", (40, 40, 20, 0), early=True)
    many = GroupPicture("holder", (20, 60, 20, 0), early=False)
    today = shown((30, 50, 20, 0), groups=(many, few))
    change = ReleasedChange("some", None, {}, early=True)
    role = ReleasedRole("Account manager", today, shown((20, 60, 10, 10), early=True), change)
    release = replace(RELEASE, roles=(role,))
    told = part("conflict-4", release)
    assert "20/60/10/10 (early signal)" in told
    assert "30/50/20/0 (early signal)" not in told
    assert "40/40/20/0 (early signal)" in told
    assert "20/60/20/0 (early signal)" not in told
    assert "from 3 or 4 answers" in part("conflict-5", release)


def test_owners_say_who_is_agreed_contested_and_nobody(part):
    """Each accountability in words, with who picks up its situations today."""
    told = part("owners").splitlines()
    assert told[1].endswith("nearly everyone says Service engineer · agreed")
    assert told[2].endswith("views are split, some say nobody, more than one is named · contested")
    assert told[3].endswith("most say nobody · nobody")
    assert told[4].endswith("fewer than 5 answers")
    assert told[5] == "• today, a firm you never sold to sends an enquiry: most name Inside sales"


def test_work_moves_with_the_headcount(part, assessment):
    """What roles would drop and take on, in people; only roles shown at both moments count."""
    release = replace(
        RELEASE, roles=(replace(ROLES[0], as_is=shown((50, 50, 0, 0)), to_be=shown((0, 50, 50, 0))), ROLES[5])
    )
    assert work_moved(release, {"Account manager": 4}) == {
        "servicing": -2.0,
        "farming": 0.0,
        "hunting": 2.0,
        "sourcing": 0.0,
    }
    told = part("orphaned", release)
    assert "Servicing: about 2 people's time less than today" in told
    assert told.endswith("Counted over 1 of 2 roles.")


def test_work_moved_by_few_is_an_early_signal(part):
    """Where a counted split comes from 3 or 4 answers, the sums say so."""
    few = replace(ROLES[0], as_is=shown((50, 50, 0, 0), early=True), to_be=shown((0, 50, 50, 0)))
    told = part("orphaned", replace(RELEASE, roles=(few, ROLES[3])))
    assert told.endswith("Counted over 2 of 2 roles. An early signal: 1 of them comes from 3 or 4 answers.")


def test_quotes_stand_under_their_question_without_a_name(part):
    """One line a quote, its question above it."""
    told = part("verbatims").splitlines()
    assert told[2:] == ["*What not to miss*", "> One.", "> Two.", "*What it means to you · farming*", "> Three."]


def test_how_it_was_worked_out_counts_the_comparisons(part):
    """Said once: how many gaps were compared."""
    assert "12 pairs of groups were compared" in part("method")
    assert "compared;" not in part("method", replace(RELEASE, comparisons=0))


def test_no_part_names_a_person(texts, assessment):
    """Nothing in a summary is a user's id."""
    for name in parts(RELEASE):
        assert "U0" not in words(part_message(texts, assessment, RELEASE, name).blocks)


def test_a_release_that_shows_nothing_is_still_a_summary(first, texts, assessment):
    """Every role hidden or alike: words, and no table of nothing."""
    empty = replace(
        RELEASE,
        roles=tuple(
            replace(role, as_is=cell, to_be=cell)
            for role, cell in zip(ROLES, (NoAnswers(), TooFew(3), Alike()), strict=False)
        ),
        owners={},
        today={},
        disputes={},
        comments={},
        conflicts=(),
    )
    assert parts(empty) == ("first", "picture", "numbers", "method")
    assert "Not shown: Account manager (no answers), Customer success manager (fewer than 3 answers)." in first(empty)


@pytest.mark.parametrize(
    ("as_is", "to_be", "told"),
    [((20, 60, 20, 0), None, True), (None, (20, 60, 20, 0), True), (None, None, False)],
)
def test_groups_are_told_where_an_average_is_shown(as_is, to_be, told):
    """Picture B is posted if it has a mark at either moment; a group that is all alike has none."""
    before, after = (
        shown((30, 50, 20, 0), groups=(GroupPicture("manager", split, early=False),)) for split in (as_is, to_be)
    )
    assert ("groups" in parts(replace(RELEASE, roles=(replace(ROLES[0], as_is=before, to_be=after),)))) == told


def test_the_preview_posts_this_release(texts, assessment):
    """Its one button carries the assessment, the release's number and of which readers it tells."""
    message = preview_message(texts, assessment, RELEASE, "F0A")
    assert controls(message.blocks) == {"post-summary": "field-sales|0|1/00-0"}
    assert "<#C0TASKFORCE>" in words(message.blocks)


@pytest.mark.parametrize(
    ("name", "values", "deeds"),
    [
        ("all-answered", {"done": 24, "invited": 24, "declined": 0, "unreachable": 0, "unreadable": 0}, ["close-now"]),
        ("deadline-passed", {"done": 19, "invited": 24, "declined": 0, "unreachable": 0, "needed": 3}, ["close-now"]),
        ("summary-unsure", {"channel": "C0TASKFORCE", "part": "1/first"}, ["send-again", "it-is-there"]),
    ],
)
def test_the_facilitator_can_do_something_about_what_they_are_told(texts, assessment, name, values, deeds):
    """Each notice has its buttons, and Slack takes it."""
    message = informing_message(texts, assessment, Notice(name, values))
    assert list(controls(message.blocks)) == deeds
    assert message_faults({"text": message.text, "blocks": message.blocks}) == ()


def test_all_have_answered_says_all(texts, assessment):
    """With everyone done it is "all"; else it says who is not."""
    counts = {"invited": 24, "declined": 1, "unreachable": 0, "unreadable": 0}
    whole = informing_message(texts, assessment, Notice("all-answered", {**counts, "done": 24, "declined": 0}))
    some = informing_message(texts, assessment, Notice("all-answered", {**counts, "done": 23}))
    lost = informing_message(texts, assessment, Notice("all-answered", {**counts, "done": 22, "unreadable": 1}))
    assert whole.text == "All 24 have answered."
    assert some.text == "Nobody is left to answer: 23 of 24 are done, 1 declined."
    assert lost.text == "Nobody is left to answer: 22 of 24 are done, 1 declined, and what 1 has said cannot be read."


@pytest.mark.parametrize(
    ("part", "called"),
    [("1/first", "the first message"), ("2/conflict-3", "conflict 3"), ("1/first#2", "the first message")],
)
def test_in_doubt_it_says_what_to_look_for(texts, assessment, part, called):
    """The facilitator is told which part may be missing; both buttons carry it."""
    notice = Notice("summary-unsure", {"channel": "C0TASKFORCE", "part": part})
    message = informing_message(texts, assessment, notice)
    assert f"*{called}*" in message.text
    assert "cut short" in message.text
    assert set(controls(message.blocks).values()) == {f"field-sales|0|{part}"}


def test_long_definitions_are_not_cut(texts, assessment):
    """Four disputed words with the longest definitions all stand in one message, the question below them."""
    terms = {name: replace(term, definition="D" * 700) for name, term in assessment.fielding.terms.items()}
    wordy = replace(assessment, fielding=replace(assessment.fielding, terms=terms))
    release = replace(RELEASE, disputes=dict.fromkeys(VOTES, Dispute("some")))
    told = words(part_message(texts, wordy, release, "definitions").blocks)
    assert told.count("D" * 700) == 4
    assert told.endswith("piece of work?")
