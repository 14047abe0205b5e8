"""How far along an interview is: counted in the questionnaire's own steps, along this person's own route."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import msgspec

from bot.interview.path import path
from bot.interview.progress import Progress, progress
from bot.questionnaire.answers import DontKnow, Options, Rows

Begin = Callable[..., Any]


def where(here: Any) -> Progress:
    """The progress of a dialogue."""
    return progress(here.fielding, here.interview)


def test_it_begins_at_nothing_and_ends_at_everything(dialogue: Begin) -> None:
    """The consent is step 0; the review stands at the last step, with the least there is to say of the time left."""
    here = dialogue()
    assert where(here).step == 0
    here.until("review")
    done = where(here)
    assert done.step == done.steps
    assert done.minutes == 1
    here.submit()
    assert where(here).step == where(here).steps


def test_the_step_never_goes_back_and_the_minutes_hardly_ever_rise(dialogue: Begin) -> None:
    """Someone who judges the two roles that were reckoned in sees the steps rise; a follow-up adds a minute at most."""
    here = dialogue()
    seen = [where(here)]
    while here.at != "review":
        usual = {"definitions": Rows(dict.fromkeys(("servicing", "farming", "hunting", "sourcing"), "same"))}
        here.reply(usual.get(here.at) or here.anything())
        seen.append(where(here))
    assert [at.step for at in seen] == sorted(at.step for at in seen)
    assert all(later.minutes <= earlier.minutes + 1 for earlier, later in pairwise(seen))
    assert seen[0].minutes == seen[1].minutes


def test_a_question_asked_for_each_role_is_one_step_in_parts(dialogue: Begin) -> None:
    """Role 2 of 2 is still the same step; the question which roles one sees belongs to it without being a part."""
    here = dialogue()
    here.until("roles-seen")
    asking = where(here)
    here.until("split/is")
    first = where(here)
    here.until("split/bdm")
    second = where(here)
    assert {asking.step, first.step, second.step} == {asking.step}
    assert [(at.part, at.parts) for at in (asking, first, second)] == [(0, 0), (1, 2), (2, 2)]


def test_roles_nobody_can_judge_shorten_the_rest(dialogue: Begin) -> None:
    """Two roles are reckoned in until someone says they see none; then steps and minutes drop at once."""
    here = dialogue(None, "manager")
    here.until("roles-seen")
    before = where(here)
    here.reply(Options(("none",)))
    after = where(here)
    assert after.steps < before.steps
    assert after.minutes < before.minutes


def test_the_minutes_are_those_of_what_is_still_open(dialogue: Begin) -> None:
    """The seconds of every open question on the route, rounded up to minutes."""
    here = dialogue()
    here.until("situations")
    open_steps = [step for step in path(here.fielding, here.interview) if step not in here.interview.answers()]
    seconds = sum(here.fielding.questionnaire.question(step.question).seconds for step in open_steps[:-1])
    assert where(here).minutes == -(-seconds // 60)


def test_editing_shows_where_the_edited_question_stands(dialogue: Begin) -> None:
    """Line 1 opened again from the end is step 1 again, with no more left than before."""
    here = dialogue()
    here.until("review")
    here.say("edit 1")
    assert where(here).step == 1
    assert where(here).minutes == 1


def test_the_short_form_is_shorter(dialogue: Begin) -> None:
    """Fewer steps and fewer minutes than the full form."""
    full, short = where(dialogue()), where(dialogue(form="short"))
    assert short.steps < full.steps
    assert short.minutes < full.minutes


def test_not_knowing_a_role_takes_its_future_off_the_route(dialogue: Begin) -> None:
    """A role someone cannot judge today is not asked about again."""
    here = dialogue()
    here.until("split/is")
    here.reply(DontKnow())
    here.until("future-split")
    assert where(here).parts == 2


def test_only_the_questionnaire_says_what_counts_as_one_step(dialogue: Begin) -> None:
    """Sections that share a step are counted once; given steps of their own, they count apart."""
    here = dialogue()
    questionnaire = here.fielding.questionnaire
    apart = tuple(msgspec.structs.replace(section, step=section.id) for section in questionnaire.sections)
    fielding = msgspec.structs.replace(
        here.fielding, questionnaire=msgspec.structs.replace(questionnaire, sections=apart)
    )
    assert progress(fielding, here.interview).steps > where(here).steps
