"""prompts/README.md says everything a facilitator may write, and its examples are right."""

import re

import pytest
from msgspec.structs import fields

from bot.prompts.checking import check
from bot.prompts.loading import Structure, load_questionnaire
from bot.prompts.people import People, Resident, Room
from bot.prompts.roster import load_roster
from bot.prompts.roster_file import RosterFile, RosterPerson, RosterRole, RosterTerm
from bot.prompts.text_checks import NOTICES
from bot.prompts.wordings import PLACEHOLDERS
from bot.questionnaire.measures import READINGS
from bot.questionnaire.model import (
    ACCOUNTABILITIES,
    GROUPS,
    OTHER_ROLES,
    ROLES,
    Condition,
    Limits,
    Question,
    Route,
    Section,
    Term,
    Wording,
    Words,
)
from tests.prompts.places import SHIPPED, Write

README = (SHIPPED / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
WRITTEN = (
    *(Structure, Section, Question, Condition, Route, Limits, Wording, Words, Term),
    *(RosterFile, RosterRole, RosterPerson, RosterTerm, People, Resident, Room),
)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.__name__)
def test_every_key_is_explained(kind: type) -> None:
    """Each key that may be written stands in the README."""
    missing = [field.encode_name for field in fields(kind) if f"`{field.encode_name}`" not in README]
    assert missing == []


def test_every_word_a_key_may_be_is_explained() -> None:
    """Kinds, measures, repeats, facts, groups, options and tags with a meaning stand in the README."""
    closed = [
        *(word for field in ("kind", "measure", "sets") for word in words_of(Question, field)),
        *words_of(Section, "repeat"),
        *words_of(Condition, "form"),
        *(word for reading in READINGS.values() for word in (*reading.options, *reading.tags)),
        *(*GROUPS, *ACCOUNTABILITIES, ROLES, OTHER_ROLES),
    ]
    assert [word for word in closed if f"`{word}`" not in README] == []


def test_every_placeholder_is_explained() -> None:
    """Each placeholder of a wording stands in the README, and none that there is not."""
    table = README.split("### Placeholders of")[1].split("## Texts")[0]
    told = set(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))
    assert set(re.findall(r"\{\{ (\w+) \}\}", " ".join(told))) == set(PLACEHOLDERS)


def test_every_text_is_explained_with_its_placeholders() -> None:
    """The README's tables say of each notice exactly what it may print."""
    rows = re.findall(r"^\| (`.*?) \| ?(.*?) ?\|$", README.split("## Texts")[1].split("## Rosters")[0], re.MULTILINE)
    told = {
        name: set(re.findall(r"\{\{ (\w+) \}\}", printed))
        for listed, printed in rows
        for name in re.findall(r"`([a-z-]+)`", listed)
    }
    assert told == {name: set(values) for name, values in NOTICES.items()}


def test_the_examples_are_right(own: object, write: Write) -> None:
    """Copied where the README says, its examples have no fault and do what it says."""
    structure, wording, roster = EXAMPLES
    write("questionnaires/role-breadth/questionnaire.yaml", structure)
    write("questionnaires/role-breadth/en.yaml", wording)
    path = write("rosters/north.yaml", roster)
    assert check(SHIPPED, path.parents[1], now=1_800_000_000.0).faults == ()
    asked = [question.id for question in load_questionnaire(SHIPPED, path.parents[1]).all_questions()]
    assert asked[-4:] == ["not-miss", "tried-before", "what-was-tried", "review"]
    assert len(load_roster(path, 1_800_000_000.0, SHIPPED, path.parents[1]).fielding.roles) == 3


def test_the_readme_names_the_command_and_the_folder() -> None:
    """A facilitator finds how to check and where to write."""
    assert "python3 -m bot check" in README
    assert "`data/prompts/`" in README


def words_of(kind: type, name: str) -> list[str]:
    """The words a key may be."""
    written = next(field.type for field in fields(kind) if field.name == name)
    return re.findall(r"'([a-z-]+)'", str(written))
