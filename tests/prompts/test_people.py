"""Who lives in the local workspace."""

from pathlib import Path

import pytest

from bot.errors import QuestionnaireError
from bot.prompts.people import load_people
from bot.prompts.roster import load_roster
from bot.prompts.roster_file import zone_of
from tests.prompts.places import SHIPPED, Write

PEOPLE = SHIPPED / "workspace" / "people.yaml"


def test_everybody_of_the_sample_lives_there() -> None:
    """The sample's respondents, its facilitator and its channel are in the local workspace."""
    town = load_people(PEOPLE)
    opening = load_roster(SHIPPED / "rosters" / "field-sales-2027.yaml", 1_800_000_000.0, SHIPPED)
    assert {person.id for person in town.people} == {"U0ANA", *(invitee.user for invitee in opening.roster)}
    assert [(room.id, room.name) for room in town.channels] == [(opening.channel, "taskforce")]


def test_everybody_has_a_name_and_a_time_zone() -> None:
    """Names are all different, and the time zones exist and agree with the roster's."""
    town = load_people(PEOPLE)
    assert len({person.name for person in town.people}) == len(town.people) == 25
    assert all(zone_of(person.tz) and person.title for person in town.people)


def test_what_is_wrong_is_told(write: Write) -> None:
    """A person without a name is told with the line."""
    path = write("people.yaml", "people: [{id: U0ANA, title: x, tz: UTC}]\nchannels: []\n")
    with pytest.raises(QuestionnaireError, match="Resident U0ANA has no `name`"):
        load_people(path)


def test_people_are_remembered(tmp_path: Path) -> None:
    """From the cache they are the same."""
    assert load_people(PEOPLE, tmp_path) == load_people(PEOPLE, tmp_path) == load_people(PEOPLE)
    assert len(list(tmp_path.iterdir())) == 1
