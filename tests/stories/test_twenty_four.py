"""Twenty-four stakeholders, over the wire from consent card to Submit, through duplicates, reordering and kill -9."""

import asyncio
import random

import msgspec
import pytest

from bot.interview.model import Interview
from bot.prompts.names import assessment_id
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore


def kept(data, assessment) -> dict[str, Interview]:
    """Every interview of an assessment on disk, by user."""
    interviews = TinyStore(DataFolder(data)).interviews("T0LOCAL", assessment)
    return {interview.key.respondent: interview for interview in interviews}


def assert_all_right(data, players) -> None:
    """Everyone has submitted, and every answer on disk is the one given, in order."""
    for player in players:
        interview = kept(data, player.assessment)[player.user]
        answers = [entry.answer for entry in interview.log]
        assert interview.status == "submitted", player.user
        assert len(answers) == len(player.whim.given), player.user
        for given, answer in zip(player.whim.given, answers, strict=True):
            stored = msgspec.json.decode(msgspec.json.encode(answer))
            assert {name: stored.get(name) for name in given} == given, player.user


async def respondents(data, assessment) -> list[str]:
    """Everyone with an interview, as soon as all twenty-four have one."""
    async with asyncio.timeout(30):
        while len(users := sorted(kept(data, assessment))) < 24:  # noqa: ASYNC110  # another process makes them
            await asyncio.sleep(0.1)
    return users


@pytest.mark.parametrize("trouble", [False, True], ids=["calm", "duplicates and reordering"])
async def test_everyones_answers_are_right(processes, people, roster, tmp_path, trouble):
    """With people of every speed, and deliveries repeated and reordered, every answer ends up right."""
    await processes.start_workspace()
    await processes.start_bot()
    await processes.open(roster)
    opened = assessment_id(roster)
    async with people(processes.url, opened, await respondents(tmp_path, opened)) as players:
        done = asyncio.gather(*(player.interview() for player in players))
        chance = random.Random(1)
        while trouble and not done.done():
            kind = chance.choice(
                ["redelivery", "reordering", "ratelimited", "reset_before", "reset_after", "socket_cut"]
            )
            await players[0].session.post(f"{processes.url}/play/faults", json={"kind": kind, "times": 1, "seconds": 1})
            await asyncio.sleep(0.5)
        await done
        assert_all_right(tmp_path, players)


async def test_killed_at_random_nobody_loses_an_answer_or_a_question(processes, people, roster, tmp_path):
    """The bot alone is killed again and again while everybody answers: all of them reach Submit, with every answer."""
    await processes.start_workspace()
    await processes.start_bot()
    await processes.open(roster)
    opened = assessment_id(roster)
    async with people(processes.url, opened, await respondents(tmp_path, opened)) as players:
        done = asyncio.gather(*(player.interview() for player in players))
        chance = random.Random(2)
        while not done.done():
            await asyncio.wait([done], timeout=chance.uniform(0.1, 3.0))
            await processes.kill_bot()
            await processes.start_bot()
            await processes.bot_there()
        await done
        assert_all_right(tmp_path, players)
