"""The sample over the wire, the bot and the workspace two processes: who has answered, who can be let to, and anew."""

import asyncio

import aiohttp
import pytest

from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore

OTHERS = ("U0DIEGO", "U0LARS", "U0MAREK", "U0BEN")
PATIENCE = 30.0


class Script:
    """Somebody at the door for scripts."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def post(self, path: str, **body: object) -> tuple[int, dict]:
        """Status and answer of one call."""
        async with self.session.post(f"{self.url}/play/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def texts(self, user: str) -> list[str]:
        """What this person has in their messages with the bot."""
        async with self.session.get(f"{self.url}/play/{user}/seen") as answer:
            return [message["text"] for message in (await answer.json())["messages"] if message["channel"][0] == "D"]

    async def card(self) -> dict:
        """The page's card."""
        async with self.session.get(f"{self.url}/play") as answer:
            return (await answer.json())["card"]

    async def told(self, user: str, word: str, *, alone: bool = False) -> None:
        """Returns as soon as this person's last message has this word in it, `alone`: and is the only one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                texts = await self.texts(user)
                if texts and word in texts[-1] and (not alone or len(texts) == 1):
                    return
                await asyncio.sleep(0.1)


@pytest.fixture
async def script(processes):
    """The door, once the bot has opened the sample."""
    await processes.start_workspace()
    await processes.start_bot()
    async with aiohttp.ClientSession() as session:
        script = Script(session, processes.url)
        for user in ("U0MAYA", *OTHERS):
            await script.told(user, "Field sales 2027")
        await script.told("U0SOFIA", "your answers are in")
        yield script


def made_up(data) -> dict[str, tuple[str, bool]]:
    """Everyone's status on disk, and whether their answers are marked as made up."""
    store = TinyStore(DataFolder(data))
    (sample,) = store.assessments("T0LOCAL")
    return {each.key.respondent: (each.status, each.made_up) for each in store.interviews("T0LOCAL", sample)}


async def test_nineteen_have_only_their_receipt(script, tmp_path):
    """Whoever is stored as submitted finds the receipt and nothing else; the five others their invitation."""
    stored = made_up(tmp_path)
    assert sum(each == ("submitted", True) for each in stored.values()) == 19
    assert {user for user, each in stored.items() if each == ("invited", False)} == {"U0MAYA", *OTHERS}
    for user in stored:
        assert len(await script.texts(user)) == 1


async def test_others_answer_by_real_clicks(script, tmp_path):
    """Let to, the four go through every question to Submit; Maya is left alone until she is finished too."""
    assert (await script.post("card/let-the-others-answer"))[1] == {"ok": True}
    for user in OTHERS:
        await script.told(user, "your answers are in")
        assert len(await script.texts(user)) > 10
    assert len(await script.texts("U0MAYA")) == 1
    assert await script.post("U0MAYA/finish") == (200, {"ok": True})
    await script.told("U0MAYA", "your answers are in")
    assert set(made_up(tmp_path).values()) == {("submitted", True), ("submitted", False)}
    async with asyncio.timeout(PATIENCE):
        while (await script.card())["note"] != "All the others have answered.":  # noqa: ASYNC110  another process
            await asyncio.sleep(0.1)


async def test_who_has_nothing_open_cannot_be_finished(script):
    """Ana was not invited and Sofia has submitted: there is nothing to finish for them."""
    for user in ("U0ANA", "U0SOFIA"):
        status, answer = await script.post(f"{user}/finish")
        assert (status, answer["ok"]) == (404, False)


async def test_starting_over_reaches_the_bot(script, tmp_path):
    """Started over in the workspace, the bot of the other process forgets too, and opens the sample again."""
    await script.post("U0MAYA/finish")
    await script.told("U0MAYA", "your answers are in")
    assert (await script.post("start-over"))[1] == {"ok": True}
    await script.told("U0MAYA", "Field sales 2027", alone=True)
    await script.told("U0SOFIA", "your answers are in", alone=True)
    assert made_up(tmp_path)["U0MAYA"] == ("invited", False)
