"""Whether a questionnaire can be asked: everything wrong with it, found in one go, as values."""

from collections.abc import Iterator
from itertools import chain

from bot.questionnaire.contradictions import contradictions
from bot.questionnaire.findings import Finding, Place
from bot.questionnaire.model import FORMAT, MEASURES, Fact, Measure, Questionnaire
from bot.questionnaire.part_checks import part_findings
from bot.questionnaire.reachability import unreachable
from bot.questionnaire.route_checks import route_findings
from bot.questionnaire.script import ID_MEND, IDENTIFIER, Script, script
from bot.questionnaire.wording_checks import wording_findings


def findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Everything wrong with a questionnaire, its structure and its wording; nothing when it can be asked."""
    if questionnaire.format != FORMAT:
        yield _other_format(questionnaire.format)
        return
    asked = script(questionnaire)
    yield from _identifiers(questionnaire, asked)
    yield from _ends(asked)
    yield from _facts(asked)
    for placed in asked.placed:
        yield from chain(part_findings(placed), route_findings(placed, asked), contradictions(placed, asked))
    yield from unreachable(asked)
    yield from wording_findings(questionnaire, asked)


def unmeasured(questionnaire: Questionnaire) -> tuple[Measure, ...]:
    """The measures no question has: parts the report will lack. No fault."""
    measured = {question.measure for question in questionnaire.all_questions()}
    return tuple(measure for measure in MEASURES if measure not in measured)


def _other_format(given: int) -> Finding:
    mend = "Update the bot: a newer one wrote this." if given > FORMAT else f"Write format: {FORMAT}."
    return Finding(("format",), f"This is format {given}, and this release reads format {FORMAT}.", mend)


def _identifiers(questionnaire: Questionnaire, asked: Script) -> Iterator[Finding]:
    sections = [(section.id, ("sections", at, "id")) for at, section in enumerate(questionnaire.sections)]
    questions = [(placed.question.id, placed.at("id")) for placed in asked.placed]
    for what, named in (
        ("Questionnaire", [(questionnaire.id, ("id",))]),
        ("Section", sections),
        ("Question", questions),
    ):
        seen: dict[str, Place] = {}
        for name, path in named:
            if not IDENTIFIER.fullmatch(name):
                yield Finding(path, f"{what} {name} has an id that cannot be used.", ID_MEND)
            elif name in seen:
                mend = "Give one of them another id."
                yield Finding(path, f"{what} {name} stands here twice.", mend, cause=seen[name])
            seen.setdefault(name, path)


def _ends(asked: Script) -> Iterator[Finding]:
    last = len(asked.placed) - 1
    for kind, where, place in (("consent", "first", 0), ("review", "last", last)):
        having = [placed for placed in asked.placed if placed.question.kind == kind]
        mend = f"Let the {where} question, and no other, be of kind {kind}."
        if not having:
            yield Finding(("sections",), f"No question is of kind {kind}.", mend)
        for placed in having:
            at_the_end = asked.placed[place]
            if placed.order != place and at_the_end.question.kind == kind:
                fault = f"{placed.name} is of kind {kind}, and not the {where}."
                yield Finding(placed.at("kind"), fault, mend, cause=at_the_end.path)
            elif placed.order != place:
                side, other = ("before", "behind") if place == 0 else ("behind", "before")
                fault = f"{at_the_end.name} stands {side} the {kind}, which has to be the {where} question."
                yield Finding(at_the_end.at("id"), fault, f"Move it {other} the {kind}.")
            elif placed.section.repeat is not None:
                yield Finding(placed.path, f"{placed.name} is asked more than once.", "Take `repeat` off its section.")


def _facts(asked: Script) -> Iterator[Finding]:
    setting: dict[Fact, str] = {}
    for placed in asked.placed:
        fact = placed.question.sets
        if fact is None:
            continue
        if fact in setting:
            yield Finding(
                placed.at("sets"), f"{placed.name} sets {fact}, as {setting[fact]} does.", "Keep one of them."
            )
        elif placed.section.repeat is not None:
            mend = "Move it to a section without `repeat`."
            yield Finding(placed.at("sets"), f"{placed.name} sets {fact}, and is asked more than once.", mend)
        setting.setdefault(fact, placed.question.id)
