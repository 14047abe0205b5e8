"""What whoever runs an assessment sees of it: in App Home, and in answer to `/breadth-summary`."""

from collections.abc import Iterator, Sequence

from bot.breadth.gate import FLOOR
from bot.fieldwork.draft import Draft
from bot.fieldwork.model import Assessment
from bot.fieldwork.run import Run
from bot.prompts.mrkdwn import unescaped
from bot.prompts.texts import Markup, Plain, Texts
from bot.rendering.blocks import Json, Message, actions, asked, button, context, divider, header, section
from bot.rendering.ids import NEW, Action, Address, encode
from bot.rendering.launching import discarding, mention
from bot.rendering.voice import label

MOST_RUNS = 10
"""Assessments listed in Home: each takes four of the hundred blocks Slack shows."""
MOST_DRAFTS = 5
MOST_LOST = 3
MOST_NAMED = 60
"""People named in a line; the rest are a number."""
MOST_ASKED = 20
"""Assessments to choose from."""


def runs_blocks(
    texts: Texts, runs: Sequence[Run], drafts: Sequence[Draft], *, may_start: bool, lost: Sequence[Draft] = ()
) -> list[Json]:
    """The part of Home for whoever runs an assessment, or may start one; nothing for anybody else.

    `lost` are the drafts of assessments that cannot be read.
    """
    new = button(label(texts, "new-assessment"), Action.NEW_ASSESSMENT, encode(Address(NEW)))
    gone = [[divider(), section(texts.render("not-read", assessment=draft.name))] for draft in lost[:MOST_LOST]]
    shown = [block for entry in gone for block in entry]
    shown += [block for run in runs[:MOST_RUNS] for block in _run(texts, run)]
    shown += [block for draft in drafts[:MOST_DRAFTS] for block in _draft(texts, draft)]
    starting = [actions([new])] if may_start else []
    return [header(label(texts, "title-runs")), *shown, *starting] if shown or starting else []


def summary_message(texts: Texts, run: Run, user: str) -> Message:
    """The answer to `/breadth-summary` about one assessment: what this person may know of it and can do now."""
    facts = _facts(run)
    if run.link is not None:
        return _said(texts.render("summary-link", **facts))
    if run.assessment.fielding.facilitator != user:
        return _said("\n".join((texts.render("standing", **facts), texts.render("summary-others", **facts))))
    if run.assessment.life == "closed" and not run.blank:
        return _said("\n".join((texts.render("standing", **facts), texts.render("preview-sent", **facts))))
    return close_message(texts, run)


def close_message(texts: Texts, run: Run) -> Message:
    """Asks whether to close now, where that can be done; where too few have answered, says how many are needed."""
    facts = _facts(run)
    few = [texts.render("too-few", **facts)] if _too_few(run) else []
    return _said("\n".join((texts.render("standing", **facts), *few)), _closing(texts, run, "close-and-preview"))


def too_few_message(texts: Texts, run: Run) -> Message:
    """Says how many answers a summary needs."""
    return _said(texts.render("too-few", **_facts(run)))


def which_message(texts: Texts, assessments: Sequence[Assessment], now: float) -> Message:
    """Asks which of several assessments is meant: a line with a button each."""
    question = texts.render("which")
    lines = [_offered(texts, place, each, now) for place, each in enumerate(assessments[:MOST_ASKED])]
    return Message(question, [section(question), *lines])


def _offered(texts: Texts, place: int, assessment: Assessment, now: float) -> Json:
    facts: dict[str, Plain] = {
        "assessment": assessment.fielding.name,
        "life": assessment.life,
        "ended": int(not assessment.takes_answers(now)),
        "deadline": assessment.fielding.deadline,
    }
    value = encode(Address(assessment.id))
    return section(
        texts.render("which-one", **facts), button(label(texts, "this-one"), f"{Action.SUMMARY}:{place}", value)
    )


def private_message(texts: Texts, name: str, **values: Plain) -> Message:
    """A line for one person alone."""
    return _said(texts.render(name, **values))


def _said(text: str, buttons: Sequence[Json] = ()) -> Message:
    return Message(text, [section(text), *([actions(buttons)] if buttons else [])])


def _closing(texts: Texts, run: Run, name: str) -> list[Json]:
    """The button that closes it: while people can still answer only where enough have, later also without a summary."""
    if run.assessment.life == "closed" or (_too_few(run) and not run.blank):
        return []
    name = "close-blank" if run.blank else name
    made = button(label(texts, name), Action.CLOSE_YES, encode(Address(run.assessment.id)))
    question = unescaped(texts.render("close-sure", **_facts(run)))
    return [asked(made, question, label(texts, "close-yes"), label(texts, "not-yet"))]


def _too_few(run: Run) -> bool:
    return run.blank or (run.assessment.life == "open" and run.standing.done < FLOOR)


def _run(texts: Texts, run: Run) -> Iterator[Json]:
    yield divider()
    yield section(texts.render("standing", **_facts(run)))
    named = [texts.render(name, people=_named(users), ended=int(run.ended)) for name, users in _people(run) if users]
    value = encode(Address(run.assessment.id))
    if named and run.assessment.life == "open":
        yield context("\n".join(named))
    if run.link is not None:
        yield section(texts.render("summary-link", **_facts(run)))
    elif run.assessment.life == "closed" and not run.blank:
        yield actions([button(label(texts, "preview"), Action.PREVIEW, value)])
    else:
        asking = run.unreached and not run.ended
        again = [button(label(texts, "write-again"), Action.WRITE_AGAIN, value)] if asking else []
        closing = _closing(texts, run, "close-now")
        if _too_few(run):
            yield context(texts.render("too-few", **_facts(run)))
        if again or closing:
            yield actions([*closing, *again])


def _draft(texts: Texts, draft: Draft) -> Iterator[Json]:
    yield divider()
    value = encode(Address(draft.id, draft.revision))
    see = [button(label(texts, "to-draft"), Action.SHOW_DRAFT, value)] if draft.complete else []
    edit = button(label(texts, "edit"), Action.EDIT_DRAFT, value)
    yield section(texts.render("draft-entry", assessment=draft.name, finished=int(draft.complete)))
    yield actions([*see, edit, discarding(texts, draft)])


def _people(run: Run) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("people-done", run.done), ("people-waiting", run.waiting), ("people-unreached", run.unreached)


def _named(users: tuple[str, ...]) -> Markup:
    more = len(users) - MOST_NAMED
    return Markup(mention(users[:MOST_NAMED]) + (f" + {more}" if more > 0 else ""))


def _facts(run: Run) -> dict[str, Plain]:
    """Everything a text about a running assessment may print."""
    at, assessment = run.standing, run.assessment
    return {
        "assessment": assessment.fielding.name,
        "life": assessment.life,
        "deadline": assessment.fielding.deadline,
        "facilitator": assessment.fielding.facilitator,
        "channel": Markup(f"<#{assessment.channel}>"),
        "link": Markup(run.link or ""),
        "preview": Markup(run.preview),
        "invited": at.invited,
        "done": at.done,
        "started": at.started,
        "not_opened": at.not_opened,
        "declined": at.declined,
        "unreachable": at.unreachable,
        "needed": FLOOR,
        "ended": int(run.ended),
        "blank": int(run.blank),
        "unreadable": at.unreadable,
    }
