"""A roster opens an assessment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuestionnaireError
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.model import Role
from bot.prompts.names import assessment_id, slug
from bot.prompts.roster import load_roster, read_roster
from tests.prompts.places import SHIPPED, Write

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC).timestamp()
SAMPLE = SHIPPED / "rosters" / "field-sales-2027.yaml"
TOP = """
format: 1
name: Spring review
facilitator: U0ANA
channel: C0TASKFORCE
deadline: 2027-03-12 17:00
timezone: Europe/Amsterdam
"""
ROLES = """
roles:
  - {name: Area manager, headcount: 7}
  - {name: Desk engineer, headcount: 11}
"""
PEOPLE = """
people:
  - {user: U0MAYA, role: Area manager}
  - {user: U0ELENA, group: manager}
"""


def test_the_sample_opens() -> None:
    """The sample has 24 people, 6 roles and everything else an assessment needs, whenever it is opened."""
    opening = load_roster(SAMPLE, NOW, SHIPPED)
    assert len(opening.roster) == 24
    assert [role.name for role in opening.fielding.roles] == [
        "Account manager",
        "Field sales",
        "Inside sales",
        "Customer success",
        "Service engineer",
        "Order desk",
    ]
    assert opening.sample
    assert opening.notes == ()
    assert opening.fielding.facilitator == "U0ANA"
    assert opening.channel == "C0TASKFORCE"
    assert Invitee("U0MAYA", "account-manager", "holder") in opening.roster
    assert Invitee("U0DAVID", None, "manager", "America/Chicago") in opening.roster


@pytest.mark.parametrize("now", [NOW, NOW + 400 * 86_400, NOW + 30 * 365 * 86_400])
def test_the_sample_never_expires(now: float) -> None:
    """Its deadline is two weeks away, at five in the afternoon."""
    ends = datetime.fromtimestamp(load_roster(SAMPLE, now, SHIPPED).fielding.deadline, ZoneInfo("Europe/Amsterdam"))
    opened = datetime.fromtimestamp(now, ZoneInfo("Europe/Amsterdam"))
    assert (ends.date() - opened.date()) == timedelta(days=14)
    assert (ends.hour, ends.minute) == (17, 0)


def test_the_deadline_is_a_local_time(write: Write) -> None:
    """The deadline is read in the roster's time zone."""
    opening = load_roster(write("r.yaml", TOP + ROLES + PEOPLE), NOW, SHIPPED)
    assert opening.fielding.deadline == datetime(2027, 3, 12, 16, tzinfo=UTC).timestamp()


def test_what_is_left_out_has_a_default(write: Write) -> None:
    """Form, horizon and the edges of a customer have their defaults; the terms are the questionnaire's."""
    fielding = load_roster(write("r.yaml", TOP + ROLES + PEOPLE), NOW, SHIPPED).fielding
    assert (fielding.form, fielding.horizon) == ("full", "12 months")
    assert (fielding.new_customer, fielding.lapsed_customer) == ("first order", "12 months")
    assert fielding.terms == fielding.questionnaire.wording.terms


def test_an_assessment_may_use_terms_of_its_own(write: Write) -> None:
    """A label or a definition alone may be given; the other stays."""
    own_terms = "terms: {sourcing: {label: Trapping}, hunting: {definition: Out there.}}\n"
    terms = load_roster(write("r.yaml", TOP + ROLES + PEOPLE + own_terms), NOW, SHIPPED).fielding.terms
    assert terms["sourcing"].label == "Trapping"
    assert terms["sourcing"].definition.startswith("People who do not buy from you yet, you respond.")
    assert terms["hunting"].label == "Hunting"
    assert terms["hunting"].definition == "Out there."


def test_a_firms_own_words_are_asked(own: Path, write: Write) -> None:
    """The questionnaire that is frozen has the firm's own files laid over it."""
    write("questionnaires/role-breadth/en.yaml", "terms: {sourcing: {label: Trapping}}")
    fielding = load_roster(write("r.yaml", TOP + ROLES + PEOPLE), NOW, SHIPPED, own).fielding
    assert fielding.terms["sourcing"].label == "Trapping"


def test_a_small_role_is_left_out_unless_its_holders_agree(write: Write) -> None:
    """A role of one or two people is asked about only if they agree; whoever holds it is asked as a colleague."""
    small = ROLES + "  - {name: Order desk, headcount: 2}\n"
    invited = PEOPLE + "  - {user: U0INES, role: Order desk}\n"
    opening = load_roster(write("r.yaml", TOP + small + invited), NOW, SHIPPED)
    assert [role.name for role in opening.fielding.roles] == ["Area manager", "Desk engineer"]
    assert opening.roster[-1] == Invitee("U0INES", None, "colleague")
    (note,) = opening.notes
    assert note.startswith("Order desk is left out of every question: 2 people hold it")
    assert note.endswith("Those invited who hold it (1) are asked as colleagues.")
    agreed = small.replace("headcount: 2", "headcount: 2, holders-agree: true")
    opening = load_roster(write("r.yaml", TOP + agreed + invited), NOW, SHIPPED)
    assert opening.fielding.roles[-1] == Role("order-desk", "Order desk", 2)
    assert opening.roster[-1] == Invitee("U0INES", "order-desk", "holder")
    assert opening.notes == ()


@pytest.mark.parametrize(("headcount", "told"), [(1, 2), (3, 0), (2, 2)])
def test_more_holders_than_the_headcount_are_noted(write: Write, headcount: int, told: int) -> None:
    """Which of the two is wrong the facilitator knows; no note says that fewer hold a role than are invited to it."""
    roles = ROLES + f"  - {{name: Order desk, headcount: {headcount}}}\n"
    invited = PEOPLE + "".join(f"  - {{user: U0INES{place}, role: Order desk}}\n" for place in range(3))
    notes = load_roster(write("r.yaml", TOP + roles + invited), NOW, SHIPPED).notes
    assert len(notes) == told
    if notes:
        assert notes[0].startswith(f"Order desk has a headcount of {headcount}, and 3 who hold it are invited")
        assert f"its headcount is {headcount}" in notes[1]


def test_no_role_takes_the_id_of_an_answer(write: Write) -> None:
    """A role may be called what an option or an accountability is called, or in letters that make no id."""
    names = ["Manager", "Hunting", "None", "営業", "Area manager", "Area-manager!"]
    listed = "roles:\n" + "".join(f"  - {{name: {name}, headcount: 5}}\n" for name in names)
    opening = load_roster(write("r.yaml", TOP + listed + PEOPLE), NOW, SHIPPED)
    assert [role.id for role in opening.fielding.roles] == [
        "manager-role",
        "hunting-role",
        "none-role",
        "role-4",
        "area-manager",
        "area-manager-role",
    ]


def test_capitals_and_spaces_make_no_other_role(write: Write) -> None:
    """A person's role is found however it is spaced."""
    invited = PEOPLE.replace("role: Area manager", "role: area   MANAGER")
    assert load_roster(write("r.yaml", TOP + ROLES + invited), NOW, SHIPPED).roster[0].role == "area-manager"


def test_the_same_file_has_the_same_id(write: Write) -> None:
    """Opened twice it is one assessment; changed, it is another."""
    path = write("Spring Review.yaml", TOP + ROLES + PEOPLE)
    first = load_roster(path, NOW, SHIPPED).id
    assert first == load_roster(path, NOW + 60, SHIPPED).id == assessment_id(path)
    assert first.startswith("spring-review-")
    write("Spring Review.yaml", TOP + ROLES + PEOPLE + "form: short\n")
    assert load_roster(path, NOW, SHIPPED).id != first


def test_a_copy_of_the_sample_is_no_other_on_another_day(own: Path) -> None:
    """A deadline that counts from the day of opening makes no other roster of the same words."""
    copy = own / "copy.yaml"
    own.mkdir()
    copy.write_text(SAMPLE.read_text("utf-8"), "utf-8")
    opened = load_roster(SAMPLE, NOW, SHIPPED).assessment()
    assert opened.opens_as(load_roster(copy, NOW + 86_400, SHIPPED).assessment())
    copy.write_text(SAMPLE.read_text("utf-8").replace("headcount: 12", "headcount: 13"), "utf-8")
    assert not opened.opens_as(load_roster(copy, NOW + 86_400, SHIPPED).assessment())


def test_another_deadline_is_another_roster(write: Write) -> None:
    """Outside the sample a deadline is a day, and one that is moved is told as an edit."""
    first = load_roster(write("r.yaml", TOP + ROLES + PEOPLE), NOW, SHIPPED).assessment()
    later = TOP.replace("2027-03-12", "2027-03-13") + ROLES + PEOPLE
    assert not first.opens_as(load_roster(write("r.yaml", later), NOW, SHIPPED).assessment())


def test_an_opening_becomes_an_assessment(write: Write) -> None:
    """What is laid out to be opened says everything but the team and the time."""
    opening = load_roster(write("r.yaml", TOP + ROLES + PEOPLE), NOW, SHIPPED)
    laid = opening.assessment()
    assert laid == Assessment("", opening.id, opening.fielding, "C0TASKFORCE", opening.roster, 0.0)
    assert laid.life == "open"


def test_faults_are_raised_together(own: Path, write: Write) -> None:
    """What is wrong with the roster and with the questionnaire it names is told in one go."""
    write("questionnaires/role-breadth/en.yaml", "titel: Ours")
    path = write("r.yaml", TOP.replace("U0ANA", "ana") + ROLES + PEOPLE)
    with pytest.raises(QuestionnaireError) as raised:
        load_roster(path, NOW, SHIPPED, own)
    assert [Path(fault.file).name for fault in raised.value.faults] == ["en.yaml", "r.yaml"]


@pytest.mark.parametrize("zone", ["/etc/passwd", "../../etc", "Europe", "", "nul\\0", "Europe/Amsterdam "])
def test_a_time_zone_that_is_none_is_told(write: Write, zone: str) -> None:
    """A time zone is a name, never a way to some other file."""
    path = write("r.yaml", TOP.replace("Europe/Amsterdam", f'"{zone}"') + ROLES + PEOPLE)
    opening, faults = read_roster(path, NOW, SHIPPED)
    assert opening is None
    assert len(faults) == 1


def test_a_roster_that_is_not_there(tmp_path: Path) -> None:
    """An absent file is told, and nothing else."""
    opening, faults = read_roster(tmp_path / "none.yaml", NOW, SHIPPED)
    assert opening is None
    assert [fault.fault for fault in faults] == ["There is no such file."]


@given(st.text(max_size=80), st.integers(1, 60))
def test_a_slug_is_an_id(name: str, longest: int) -> None:
    """Whatever a name is made of, its slug is small letters, digits and single hyphens."""
    made = slug(name, longest)
    assert len(made) <= longest
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in made.split("-")) or not made
