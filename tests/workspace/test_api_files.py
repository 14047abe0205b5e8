import struct
from typing import Any

import msgspec
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.setup import DEFAULT_SCOPES

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480) + b"rest"


async def refused(call: Any) -> str:
    """The error code a call is refused with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


def image(file_id: str) -> list[dict[str, Any]]:
    """Blocks that show an uploaded picture."""
    return [{"type": "image", "alt_text": "A chart", "slack_file": {"id": file_id}}]


async def test_the_sdks_upload_shares_a_picture(api: Any, maya: Any) -> None:
    """A picture uploaded by the SDK is seen in its channel, with its bytes, and by nobody outside it."""
    answer = await api.files_upload_v2(
        channel="C0TASK", filename="chart.png", content=PICTURE, title="Chart", alt_txt="Bars", initial_comment="Look"
    )
    shown = await maya.last()
    file = shown["files"][0]
    assert (shown["text"], file["title"], file["alt"], file["mimetype"]) == ("Look", "Chart", "Bars", "image/png")
    assert answer["file"]["id"] == file["id"]
    async with maya.session.get(file["url"]) as response:
        assert (await response.read(), response.content_type) == (PICTURE, "image/png")
    assert (await maya.send("GET", f"/play/U0GUS/files/{file['id']}"))[0] == 404


async def test_a_picture_can_be_shown_only_once_processed(start: Any, setup: Any) -> None:
    """An image block naming a file too soon is refused; a moment later it is taken, but never in an ephemeral one."""
    clock = [1_800_000_000.0]
    timing = msgspec.structs.replace(setup.timing, file_processing=2.0)
    workspace = await start(now=lambda: clock[0], timing=timing, scopes=(*DEFAULT_SCOPES, "files:read"))
    api = AsyncWebClient(token="xoxb-local-1", base_url=workspace.api_url)
    uploaded = (await api.files_upload_v2(filename="chart.png", content=PICTURE))["file"]
    blocks = image(uploaded["id"])
    assert await refused(api.chat_postMessage(channel="C0TASK", text="x", blocks=blocks)) == "invalid_blocks"
    assert (await api.files_info(file=uploaded["id"]))["file"]["mimetype"] == ""
    clock[0] += 2
    await api.chat_postMessage(channel="C0TASK", text="x", blocks=blocks)
    ready = (await api.files_info(file=uploaded["id"]))["file"]
    assert (ready["mimetype"], ready["original_w"], ready["original_h"]) == ("image/png", 640, 480)
    private = api.chat_postEphemeral(channel="C0TASK", user="U0MAYA", text="x", blocks=blocks)
    assert await refused(private) == "invalid_blocks"


async def test_a_picture_in_a_block_is_seen_by_who_sees_the_block(api: Any, maya: Any) -> None:
    """A file shown by an image block, under its id or its address, can be fetched by who sees that message."""
    file = (await api.files_upload_v2(filename="chart.png", content=PICTURE))["file"]
    assert (await maya.send("GET", f"/play/U0MAYA/files/{file['id']}"))[0] == 404
    by_address = [{"type": "image", "alt_text": "x", "slack_file": {"url": file["permalink"]}}]
    await api.chat_postMessage(channel="U0MAYA", text="x", blocks=by_address)
    async with maya.session.get(f"/play/U0MAYA/files/{file['id']}") as response:
        assert response.status == 200


async def test_an_upload_is_held_to_its_promises(api: Any, maya: Any) -> None:
    """A wrong length, an unfinished upload, a channel without the bot and a missing scope are refused."""
    opened = await api.files_getUploadURLExternal(filename="a.png", length=5)
    async with maya.session.post(opened["upload_url"], data=b"1234") as response:
        assert response.status == 400
    unfinished = [{"id": opened["file_id"]}]
    assert await refused(api.files_completeUploadExternal(files=unfinished)) == "file_not_found"
    async with maya.session.post(opened["upload_url"], data=b"12345") as response:
        assert response.status == 200
    outside = api.files_completeUploadExternal(files=unfinished, channel_id="C0ELSE")
    assert await refused(outside) == "not_in_channel"
    nowhere = api.files_completeUploadExternal(files=unfinished, channel_id="C0NONE")
    assert await refused(nowhere) == "channel_not_found"
    assert await refused(api.files_info(file=opened["file_id"])) == "missing_scope"
    assert await refused(api.files_getUploadURLExternal(filename="a.png", length=5, alt_txt="x" * 1001)) == (
        "invalid_arguments"
    )
