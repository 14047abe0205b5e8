"""The pictures of a summary, drawn in a worker thread and uploaded in Slack's three steps."""

import asyncio

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.breadth import telling
from bot.breadth.released import Release
from bot.errors import SlackError
from bot.fieldwork.model import Assessment
from bot.prompts.texts import Texts
from bot.rendering.summary import picture_in_words, picture_title
from bot.rendering.summary_voice import SummaryVoice
from bot.slack.calls import call
from bot.slack.payloads import text_at

MOST_ALT = 1_000
"""Characters Slack keeps of a file's own alternative text."""


async def upload_picture(
    client: AsyncWebClient, texts: Texts, assessment: Assessment, release: Release, part: str
) -> str:
    """Draws the picture of a part and uploads it, seen by nobody yet; the file's id. Raises SlackError."""
    png = await asyncio.to_thread(drawn, assessment, release, part)
    words = picture_in_words(SummaryVoice(texts, assessment), release, part)
    asked = {"filename": f"{part}.png", "length": len(png), "alt_txt": cut(words)}
    given = await call(client, "files.getUploadURLExternal", asked)
    file, address = text_at(given, "file_id"), text_at(given, "upload_url")
    if not file or not address:
        raise SlackError("Slack gave no address to upload to.", "files.getUploadURLExternal")
    await _sent(client, address, png)
    named = {"id": file, "title": picture_title(release, part)}
    await call(client, "files.completeUploadExternal", {"files": [named]})
    return file


def drawn(assessment: Assessment, release: Release, part: str) -> bytes:
    """The picture of a part, as PNG."""
    from bot.rendering.chart.groups import picture_b
    from bot.rendering.chart.png import to_png
    from bot.rendering.chart.summary import picture_a

    labels = {name: term.label for name, term in assessment.fielding.terms.items()}
    return to_png((picture_b if part == telling.GROUPS else picture_a)(release, labels))


def cut(words: str, most: int = MOST_ALT) -> str:
    """A picture's words in at most so many characters, cut at a whole role.

    >>> cut("Broad agreement. AM: as is 40/40/10/10; IS: as is 10/20/30/40", 50)
    'Broad agreement. AM: as is 40/40/10/10'
    """
    while len(words) > most and ";" in words:
        words = words.rpartition(";")[0]
    return words[:most]


async def _sent(client: AsyncWebClient, address: str, content: bytes) -> None:
    session = client.session
    if session is None:
        raise SlackError("There is no connection to upload over.", "files.getUploadURLExternal")
    try:
        async with session.post(address, data=content, proxy=client.proxy) as answer:
            if answer.status != 200:
                raise SlackError(f"Slack did not take a picture: {answer.status}.", "files.getUploadURLExternal")
    except (aiohttp.ClientError, OSError) as error:
        raise SlackError("The connection failed at an upload.", "files.getUploadURLExternal") from error
