"""App Home: each assessment with its state in words and what can be done."""

from typing import get_args

import pytest

from bot.breadth.answers import MOMENTS
from bot.breadth.beside import Beside, Returned
from bot.breadth.released import Alike, TooFew
from bot.fieldwork.model import Assessment
from bot.interview.model import STATUSES, Status
from bot.questionnaire.answers import Chosen
from bot.rendering.home import BUTTONS, MOST_SHOWN, home_view
from bot.rendering.ids import Action
from tests.rendering.chart.releases import shown
from tests.rendering.desk import NOW, Desk, controls, refused, words


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_words_a_deadline_and_a_way_on(maya: Desk, status: Status) -> None:
    """An entry names the assessment, says how it stands, shows the deadline as a date, and offers its deeds."""
    here = maya.with_answer("own-role", Chosen("right")).at("definitions").now(status=status, remind_at=1_804_900_000.0)
    view = home_view(maya.texts, [(here.fielding, here.interview)], NOW)
    assert refused(view) == []
    assert "*Field sales 2027*" in words(view)
    assert "<!date^1804953600^" in words(view)
    assert set(controls(view["blocks"])) == {str(act) for act, _, _ in BUTTONS[status]}
    assert all(value == "field-sales|0|" for value in controls(view["blocks"]).values())


def test_progress_is_shown_while_it_is_open(maya: Desk) -> None:
    """Someone answering sees the step and the minutes left; someone who has submitted does not."""
    here = maya.at("definitions").now(status="answering")
    assert "2 of 13 · about 8 min left" in words(home_view(maya.texts, [(here.fielding, here.interview)], NOW))
    sent = here.now(status="submitted")
    assert "min left" not in words(home_view(maya.texts, [(sent.fielding, sent.interview)], NOW))


@pytest.mark.parametrize("status", STATUSES)
def test_after_the_close_nothing_leads_on(maya: Desk, status: Status) -> None:
    """Once the deadline has passed an entry says so, and offers no more than to erase what was said."""
    here = maya.with_answer("own-role", Chosen("right")).at("definitions").now(status=status)
    view = home_view(maya.texts, [(here.fielding, here.interview)], here.fielding.deadline)
    assert refused(view) == []
    assert "closed <!date^1804953600^" in words(view)
    assert "open until" not in words(view)
    assert ("Not submitted" in words(view)) is (status != "submitted")
    assert set(controls(view["blocks"])) <= {str(Action.ERASE)}


def test_erased_answers_are_told_and_can_be_begun_afresh(maya: Desk) -> None:
    """Where someone had their answers erased, Home says so, and leads back in until the close."""
    erased = [Assessment("T1", "field-sales", maya.fielding, "C0TASK", (), NOW)]
    view = home_view(maya.texts, [], NOW, erased=erased)
    assert refused(view) == []
    assert "*Field sales 2027*\nErased at your word" in words(view)
    assert controls(view["blocks"]) == {"resume": "field-sales|0|"}
    assert controls(home_view(maya.texts, [], maya.fielding.deadline, erased=erased)["blocks"]) == {}


def test_own_splits_stand_beside_the_averages(maya: Desk) -> None:
    """A line a moment, figures only where the release has some, else why there are none; and the way to the summary."""
    cells = {
        "Account manager": (shown((35, 40, 20, 5)), Alike()),
        "Inside sales": (shown((0, 0, 25, 75), early=True), TooFew(3)),
    }
    splits = tuple(
        Beside(role, moment, (60, 20, 13, 7), cell)
        for role, both in cells.items()
        for moment, cell in zip(MOMENTS, both, strict=True)
    )
    here = maya.now(status="submitted")
    back = {"field-sales": Returned("C0TASK", "https://slack/x", splits)}
    view = home_view(maya.texts, [(here.fielding, here.interview)], here.fielding.deadline, returned=back)
    assert refused(view) == []
    assert "<https://slack/x|The summary of Field sales 2027> is in <#C0TASK>.\n" in words(view)
    assert "Only you see this" in words(view)
    assert "*Account manager*\nas is: you 60/20/13/7 · average 35/40/20/5\nto be: you 60/20/13/7 (nearly" in words(view)
    assert "*Inside sales*\nas is: you 60/20/13/7 · average 0/0/25/75 (early signal)" in words(view)
    assert "to be: you 60/20/13/7 (too few answers)" in words(view)


def test_whoever_gave_no_split_sees_where_the_summary_is(maya: Desk) -> None:
    """And no figure of anybody's."""
    here = maya.now(status="answering")
    back = {"field-sales": Returned("C0TASK", "")}
    view = home_view(maya.texts, [(here.fielding, here.interview)], here.fielding.deadline, returned=back)
    assert refused(view) == []
    assert "The summary of Field sales 2027 is in <#C0TASK>." in words(view)
    assert "you see this" not in words(view)


def test_nothing_to_answer_has_a_kind_line(maya: Desk) -> None:
    """An empty Home says what will stand there."""
    view = home_view(maya.texts, [], NOW)
    assert refused(view) == []
    assert "Nobody has asked you anything yet" in words(view)


def test_more_than_slack_shows_is_left_out(maya: Desk) -> None:
    """A hundred assessments still make a Home that Slack takes."""
    splits = tuple(Beside(f"{place}&" * 70, each, (60, 20, 13, 7), Alike()) for place in range(10) for each in MOMENTS)
    back = {"field-sales": Returned("C0TASK", "", splits)}
    view = home_view(maya.texts, [(maya.fielding, maya.interview)] * 100, NOW, returned=back)
    assert refused(view) == []
    assert words(view).count("*Field sales 2027*") == MOST_SHOWN


def test_every_status_is_provided_for() -> None:
    """A new status cannot be forgotten here."""
    assert set(BUTTONS) == set(get_args(Status))
