"""The made-up answers: what they show of the measures, and that they are told apart from anybody's own."""

import pytest

from bot.breadth.answers import MOMENTS, Data, Moment, Role
from bot.breadth.cells import Cells, gather
from bot.breadth.release import Terms, release
from bot.breadth.released import CellPicture, Release, Shown
from bot.fieldwork.model import Assessment
from bot.interview.model import Interview, InterviewKey
from bot.operations.collecting import data as collected
from bot.prompts.roster import load_roster
from bot.sample.answering import made_up
from bot.sample.opening import MADE_UP, ROSTER
from bot.sample.scripts import Script, Scripts, liked, read_scripts, split_of, ticked
from bot.settings import SHIPPED_PROMPTS

NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def sample() -> Assessment:
    """The sample as its roster lays it out."""
    return load_roster(ROSTER, NOW, SHIPPED_PROMPTS).assessment()


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """What everyone in it would say."""
    return read_scripts(MADE_UP)


@pytest.fixture(scope="module")
def interviews(sample: Assessment, scripts: Scripts) -> dict[str, Interview]:
    """Everyone's interview, as it would be stored."""
    return {
        person.user: made_up(
            sample.fielding, InterviewKey("T1", sample.id, person.user), person, scripts.people[person.user], NOW - 1e5
        )
        for person in sample.roster
    }


@pytest.fixture(scope="module")
def nineteen(sample: Assessment, scripts: Scripts, interviews: dict[str, Interview]) -> Data:
    """The answers of those who have answered when the sample opens."""
    present = [interview for user, interview in interviews.items() if user not in scripts.absent]
    return collected(sample.fielding, present)


@pytest.fixture(scope="module")
def cells(nineteen: Data) -> Cells:
    """Those answers in their cells."""
    return gather(nineteen)


@pytest.fixture(scope="module")
def shown(sample: Assessment, nineteen: Data) -> Release:
    """What the taskforce is shown of them."""
    agreed = frozenset(role.name for role in sample.fielding.roles if role.headcount < 3)
    return release(nineteen, Terms(len(sample.roster), agreed))


def picture(shown: Release, role: str, moment: Moment) -> CellPicture:
    """What is shown of one role at one moment."""
    return next(getattr(each, moment) for each in shown.roles if each.name == role)


def test_nineteen_of_twenty_four_have_answered(nineteen: Data, sample: Assessment, scripts: Scripts) -> None:
    """Maya and four others are open, everyone else has answered; six roles are asked about."""
    assert len(nineteen.respondents) == 19
    assert len(sample.roster) == len(scripts.people) == 24
    assert len(scripts.absent) == 5
    assert scripts.absent[0] == "U0MAYA"
    assert len(nineteen.roles) == 6


def test_every_role_has_five_splits(cells: Cells, nineteen: Data) -> None:
    """Each role is judged as it is by five people or more."""
    assert min(len(cells.splits[role.name, "as_is"]) for role in nineteen.roles) >= 5


def test_two_roles_have_groups_to_compare(cells: Cells, nineteen: Data) -> None:
    """Two roles have two groups of three or more and a third that hides nobody, today and in future."""

    def comparable(role: Role, moment: Moment) -> bool:
        sizes = sorted((len(cell) for cell in cells.groups_of(role.name, moment).values()), reverse=True)
        return len(sizes) >= 2 and min(sizes) >= 3

    assert sum(all(comparable(role, moment) for moment in MOMENTS) for role in nineteen.roles) == 2


def test_one_role_is_contested_one_agreed_and_one_an_early_signal(shown: Release) -> None:
    """The taskforce sees a contested role, one with broad agreement, and one that too few have thought ahead for."""
    contested, agreed, early = (
        picture(shown, name, "to_be") for name in ("Inside sales", "Service engineer", "Order desk")
    )
    assert isinstance(contested, Shown)
    assert contested.disagreement == "contested"
    assert contested.camps is not None
    assert isinstance(agreed, Shown)
    assert agreed.disagreement == "broad agreement"
    assert not agreed.early
    assert isinstance(early, Shown)
    assert early.early


def test_the_summary_has_something_to_say(shown: Release) -> None:
    """Conflicts of several kinds are listed, one owner is missing, a word is disputed, and people are quoted."""
    assert {conflict.kind for conflict in shown.conflicts} == {"ownership", "disagreement", "gap", "tension", "future"}
    assert shown.conflicts[0].of == "hunting"
    assert [name for name, dispute in shown.disputes.items() if dispute.word == "at least"] == ["sourcing"]
    assert shown.comments


def test_made_up_interviews_say_so_and_have_only_their_receipt_to_say(interviews: dict[str, Interview]) -> None:
    """Each is submitted and marked; of the whole dialogue only the last word is still to be posted."""
    for interview in interviews.values():
        assert interview.made_up
        assert interview.status == "submitted"
        (waiting,) = interview.undelivered
        assert waiting.turn.notice.name == "submitted"


def test_the_same_answers_come_out_every_time(
    sample: Assessment, scripts: Scripts, interviews: dict[str, Interview]
) -> None:
    """Nothing is left to chance: answering again gives the same interview."""
    person = sample.roster[1]
    key, script = InterviewKey("T1", sample.id, person.user), scripts.people[person.user]
    assert made_up(sample.fielding, key, person, script, NOW - 1e5) == interviews[person.user]


def test_whoever_has_no_script_still_answers(sample: Assessment) -> None:
    """An empty script gets through the whole questionnaire, as a holder and as a manager."""
    for person in (sample.roster[0], sample.roster[18]):
        interview = made_up(sample.fielding, InterviewKey("T1", sample.id, "U1"), person, Script(), NOW)
        assert interview.status == "submitted"


def test_an_answer_that_does_not_fit_is_told(sample: Assessment) -> None:
    """A split that does not make 100 stops the sample, naming the question."""
    wrong = Script({"Account manager": ((50, 30, 10, 5), None)})
    with pytest.raises(ValueError, match="own-split"):
        made_up(sample.fielding, InterviewKey("T1", sample.id, "U1"), sample.roster[0], wrong, NOW)


def test_a_script_answers_by_liking() -> None:
    """The best liked of those offered is taken, what is ticked is what was offered and wanted, up to the most."""
    script = Script(likes={"": ("b", "a")}, ticks=("x", "y", "z"))
    assert liked(script, "", ("a", "b")) == "b"
    assert liked(script, "row", ("a", "b")) == "a"
    assert ticked(script, ("w", "x", "y", "z"), 2) == ("x", "y")
    assert ticked(script, ("v", "none"), 2) == ("none",)
    assert split_of(Script({"AM": ((60, 20, 10, 10), None)}), "AM", future=True) is None
    assert sum(split_of(script, "unheard of", future=True) or ()) == 100
