"""A split on a card: the bar that shows one, and the controls of its three ways."""

from collections.abc import Collection

from bot.interview.turns import Ask, Plain, Proposed, Taps
from bot.prompts.mrkdwn import escaped
from bot.questionnaire.accepting import SAME
from bot.questionnaire.answers import Divided, Points
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.questionnaire.routing import Step, as_is
from bot.questionnaire.splits import TAP_STEPS, largest_remainder, next_tap
from bot.rendering.blocks import Json, actions, button, context, section
from bot.rendering.ids import Action
from bot.rendering.voice import Voice

BAR = 20
"""Characters in a bar: one for each 5 points."""
FILLS = "█▓▒░"


def bar(voice: Voice, points: Points) -> str:
    """A text bar and the four numbers with their labels, in this person's order."""
    cells = dict(zip(ACCOUNTABILITIES, largest_remainder(points, BAR), strict=True))
    drawn = "".join(fill * cells[name] for fill, name in zip(FILLS, voice.interview.order, strict=True))
    return f"`{drawn}`\n{numbers(voice, points, FILLS)}"


def numbers(voice: Voice, points: Points, marks: str = "") -> str:
    """The four numbers in words, in this person's order, each behind its mark in the bar."""
    given = dict(zip(ACCOUNTABILITIES, points, strict=True))
    shown = [f"{escaped(voice.term(name).label)} *{given[name]}*" for name in voice.interview.order]
    marked = [f"{mark}\u00a0{part}" for mark, part in zip(marks, shown, strict=True)] if marks else shown
    return " · ".join(marked)


def in_order(voice: Voice, rows: Collection[str]) -> tuple[str, ...]:
    """The rows of a matrix: the accountabilities in this person's order, any others as they come."""
    drawn = tuple(name for name in voice.interview.order if name in rows)
    return drawn if len(drawn) == len(rows) else tuple(rows)


def before(voice: Voice, step: Step) -> Divided | None:
    """The respondent's own split of today, where the step asks what it should be."""
    if voice.question(step).measure != "split-to-be":
        return None
    return as_is(voice.fielding.questionnaire, step.about, voice.answers)


def stage_question(voice: Voice, stage: Taps | Proposed) -> str:
    """What is asked of a split on its way: one of the three taps, or whether the four numbers look right."""
    match stage:
        case Taps(given):
            existing = given[0] if given else 0
            return voice.say(f"tap-{next_tap(given) or 'existing'}", existing=existing, prospects=100 - existing)
        case Proposed(typed_sum=typed):
            return voice.say("proposed", sum=typed)


def tapped_so_far(voice: Voice, stage: Taps | Proposed) -> str:
    """What the taps given said, where another is asked for; empty before the first."""
    if not isinstance(stage, Taps) or not stage.given:
        return ""
    existing, *rest = stage.given
    return voice.say("tapped", existing=existing, farming=rest[0] if rest else -1)


def split_blocks(voice: Voice, turn: Ask) -> list[Json]:
    """What stands below the question at this stage, the controls last."""
    match turn.stage:
        case Plain():
            return _plain(voice, turn)
        case Taps():
            steps = [
                button(f"{percent} %", f"{Action.TAP}:{at}", voice.value(turn.number, str(percent)))
                for at, percent in enumerate(TAP_STEPS)
            ]
            return [actions(steps)]
        case Proposed(points):
            right = button(voice.label("right"), Action.CONFIRM, voice.value(turn.number), "primary")
            adjust = button(voice.label("adjust"), Action.OPEN, voice.value(turn.number))
            return [section(bar(voice, points)), actions([right, adjust])]


def _plain(voice: Voice, turn: Ask) -> list[Json]:
    today = before(voice, turn.step)
    value = voice.value(turn.number)
    opening = [button(voice.label("numbers"), Action.OPEN, value, "primary")]
    shown = []
    if today is not None:
        shown = [section(f"{voice.label('today')}\n{bar(voice, today.points)}")]
        same = button(voice.label("same"), Action.OPTION, voice.value(turn.number, SAME))
        opening = [same, button(voice.label("change-numbers"), Action.OPEN, value)]
    taps = button(voice.label("taps"), Action.TAP_WAY, value)
    unfamiliar = button(voice.label("dont-know"), Action.DONT_KNOW, value)
    order = ", ".join(voice.term(name).label for name in voice.interview.order)
    return [*shown, actions([*opening, taps, unfamiliar]), context(voice.say("type-it", order=order))]
