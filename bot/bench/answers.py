"""One answer, from button payload to durable to acknowledged; with few and with many interviews stored."""

import time
from pathlib import Path

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.bench.figures import MANY, Figure, ratio
from bot.bench.world import NOWHERE, Bare, Bench, person
from bot.local import LOCAL_TEAM
from bot.slack.listeners import ANYTHING, bolt_app

ROUNDS = 400
FEW = 100
WARM_UP = 20


async def measured(root: Path) -> tuple[Figure, Figure]:
    """Figures (a) and (b). Leaves a folder of MANY interviews at `root / "many"`."""
    few, many = Bench(root / "few"), Bench(root / "many")
    await few.fill(person(at) for at in range(FEW))
    await many.fill(person(at) for at in range(MANY))
    return await _against_bare(few, root), await _few_against_many(few, many)


def no_op() -> AsyncApp:
    """Bolt with one listener that does nothing but acknowledge, inline."""
    app = bolt_app(NOWHERE)

    async def nothing(ack: AsyncAck) -> None:
        await ack()

    app.action(ANYTHING)(nothing)
    return app


async def _against_bare(bench: Bench, root: Path) -> Figure:
    user = person(0)
    size = await line_length(bench, user)
    bare, app = Bare(root / "bare", size), no_op()
    answers, floors = [], []
    for _ in range(ROUNDS):
        answers.append(await _answered(bench, user))
        floors.append(await _acknowledged(app, bench, user, bare))
    bare.close()
    what = "an answer, payload to durable to acknowledged, against an inline no-op and a bare flushed append"
    return Figure("a", what, ratio(answers[WARM_UP:], floors[WARM_UP:]), 1.3)


async def _few_against_many(few: Bench, many: Bench) -> Figure:
    with_many, with_few = [], []
    for at in range(ROUNDS):
        with_many.append(await _answered(many, person(at % FEW * (MANY // FEW))))
        with_few.append(await _answered(few, person(at % FEW)))
    what = f"an answer with {MANY:,} interviews stored, against one with {FEW}"
    return Figure("b", what, ratio(with_many[WARM_UP:], with_few[WARM_UP:]), 1.1)


async def _answered(bench: Bench, user: str) -> float:
    """Seconds one answer takes; afterwards the question is open again."""
    request = AsyncBoltRequest(body=bench.click(user), mode="socket_mode")
    start = time.perf_counter()
    response = await bench.app.async_dispatch(request)
    seconds = time.perf_counter() - start
    interview = await bench.store.interview(bench.key(user))
    if response.status != 200 or interview is None or len(interview.log) != 2:
        raise AssertionError("the answer was not taken")
    await bench.put_back(user)
    return seconds


async def _acknowledged(app: AsyncApp, bench: Bench, user: str, bare: Bare) -> float:
    request = AsyncBoltRequest(body=bench.click(user), mode="socket_mode")
    start = time.perf_counter()
    await app.async_dispatch(request)
    bare.append()
    return time.perf_counter() - start


async def line_length(bench: Bench, user: str) -> int:
    """Bytes that one answer adds to its interview's file."""
    path = bench.root / LOCAL_TEAM / bench.assessment.id / f"{user}.jsonl"
    before = path.stat().st_size
    await bench.app.async_dispatch(AsyncBoltRequest(body=bench.click(user), mode="socket_mode"))
    added: int = path.stat().st_size - before
    await bench.put_back(user)
    return added
