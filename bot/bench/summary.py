"""The figures of one assessment with many submitted interviews, against merely reading and decoding their files."""

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.bench.figures import Figure, ratio
from bot.bench.world import person
from bot.breadth.gap import gap_chance
from bot.breadth.release import release
from bot.fieldwork.model import Assessment, Invitee
from bot.interview.engine import begin
from bot.interview.model import Entry, Interview, InterviewKey
from bot.local import LOCAL_TEAM, SAMPLE
from bot.operations import collecting
from bot.operations.closing import terms
from bot.prompts.roster import load_roster
from bot.questionnaire.answers import Answer, Chosen, Divided, Picked, Rated, Wrote
from bot.questionnaire.model import GROUPS, Group
from bot.questionnaire.routing import Profile, Step, most, next_open, options, rows
from bot.settings import SHIPPED_PROMPTS
from bot.storage.disk import Disk
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore

INTERVIEWS = 1_000
ROUNDS = 15
GROUP = 40
"""People in each of two groups whose gap has to be sampled."""


class Table(Struct):
    """What stands on a line of an interview's file."""

    interview: dict[str, Interview]


class Line(Struct):
    """A line of an interview's file."""

    document: Table


async def measured(root: Path) -> tuple[Figure, Figure]:
    """Figure (c), and apart from it what one gap that has to be sampled costs."""
    chance = Random(0)  # noqa: S311  no secret: the same people every time
    assessment = _assessment()
    store = TinyStore(DataFolder(root), Disk(flush=lambda _: None))
    await store.create_assessment(assessment)
    for invitee in assessment.roster:
        await store.create_interview(submitted(assessment, invitee, chance))
    files = sorted((root / LOCAL_TEAM / assessment.id).glob("U*.jsonl"))
    summaries, floors = [], []
    for _ in range(ROUNDS):
        floors.append(_read_and_decoded(files))
        summaries.append(_summarised(root, assessment))
    what = f"the summary of {INTERVIEWS:,} submitted interviews, against reading and decoding their files"
    return Figure("c", what, ratio(summaries[1:], floors[1:]), 3.0), _sampled(chance)


def submitted(assessment: Assessment, invitee: Invitee, chance: Random) -> Interview:
    """An interview with every question of its route answered; opinions differ, but no group from another."""
    fielding, key = assessment.fielding, InterviewKey(LOCAL_TEAM, assessment.id, invitee.user)
    profile = Profile(invitee.role, invitee.group, fielding.form, tuple(role.id for role in fielding.roles))
    begun = begin(fielding, key, role=invitee.role, group=invitee.group, timezone="UTC", now=0.0)
    answers: dict[Step, Answer] = {}
    while True:
        step = next_open(fielding.questionnaire, profile, answers)
        if fielding.questionnaire.question(step.question).kind == "review":
            break
        answers[step] = _answer(assessment, profile, step, answers, chance)
    log = tuple(Entry(step, answer, float(at), 12.5) for at, (step, answer) in enumerate(answers.items()))
    return replace(begun, log=log, status="submitted", card=None, undelivered=(), submitted_at=1.0)


def _answer(assessment: Assessment, person: Profile, step: Step, answers: dict[Step, Answer], chance: Random) -> Answer:
    question = assessment.fielding.questionnaire.question(step.question)
    offered = [option for option in options(question, person) if option not in question.exclusive]
    match question.kind:
        case "consent" | "choice":
            return Chosen(offered[0])
        case "choices":
            return Picked(tuple(offered[: most(question, person)]))
        case "matrix":
            return Rated({row: chance.choice(offered) for row in rows(question, answers)})
        case "split":
            return Divided(_split(chance), "numbers")
        case "text" | "review":
            return Wrote("What I have seen over the last months, in a line or two.", quotable=True)


def _split(chance: Random) -> tuple[int, int, int, int]:
    one, two, three = sorted(chance.choices(range(0, 101, 5), k=3))
    return one, two - one, three - two, 100 - three


def _assessment() -> Assessment:
    laid = load_roster(SAMPLE, time.time(), SHIPPED_PROMPTS).assessment()
    return replace(laid, team=LOCAL_TEAM, roster=tuple(_roster(laid)))


def _roster(laid: Assessment) -> Iterator[Invitee]:
    roles = [role.id for role in laid.fielding.roles]
    for at in range(INTERVIEWS):
        group: Group = GROUPS[at % len(GROUPS)]
        yield Invitee(person(at), roles[at % len(roles)] if group == "holder" else None, group)


def _read_and_decoded(files: list[Path]) -> float:
    decoder = msgspec.json.Decoder(Line)
    start = time.perf_counter()
    found = [decoder.decode(file.read_bytes().splitlines()[-2]) for file in files]
    seconds = time.perf_counter() - start
    if len(found) != INTERVIEWS:
        raise AssertionError("interviews are missing")
    return seconds


def _summarised(root: Path, assessment: Assessment) -> float:
    """Seconds from files to figures, as a process that has just started takes them."""
    store = TinyStore(DataFolder(root))
    start = time.perf_counter()
    collected = collecting.data(assessment.fielding, store.interviews(LOCAL_TEAM, assessment.id))
    made = release(collected, terms(assessment))
    seconds = time.perf_counter() - start
    if made.answered != INTERVIEWS or any(conflict.kind == "gap" for conflict in made.conflicts):
        raise AssertionError("these are not the figures that were meant")
    return seconds


def _sampled(chance: Random) -> Figure:
    """Two groups so clearly apart that no shuffle reaches their gap, so that every one is tried."""
    one = [_split(chance) for _ in range(GROUP)]
    other = [(0, 0, 20, 80)] * GROUP
    start = time.perf_counter()
    gap_chance(one, other, to_the_end=False)
    what = f"one gap between two groups of {GROUP} that has to be sampled to the end"
    return Figure("c-sampled", what, time.perf_counter() - start, 2.0, "s")
