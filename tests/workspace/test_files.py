"""Files by upload v2: announced, sent, shared a little later."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.server import LocalWorkspace

from .test_web_api import refused


async def test_a_file_is_shared_a_little_later(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.faults.file_share_delay = 0.2
    await client.conversations_join(channel="C0SUPPORT")
    sent = await client.files_upload_v2(
        channel="C0SUPPORT", content="a,b\n1,2\n", filename="table.csv", title="Table", initial_comment="here"
    )
    file_id = sent["files"][0]["id"]
    assert (await client.files_info(file=file_id))["file"]["shares"] == {}
    shown = await workspace.driver.message("#support", contains="here")
    assert shown["subtype"] == "file_share"
    info = (await client.files_info(file=file_id))["file"]
    assert info["shares"]["public"]["C0SUPPORT"][0]["ts"] == shown["ts"]
    async with aiohttp.ClientSession() as session:
        async with session.get(info["url_private"]) as page:
            assert (page.status, page.content_type) == (200, "text/html")
        bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
        async with session.get(info["url_private"], headers=bearer) as page:
            assert await page.text() == "a,b\n1,2\n"


async def test_files_that_are_refused(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    uploading = client.files_upload_v2(channel="C0SUPPORT", content="x", filename="x.txt")
    assert await refused(uploading) == "not_in_channel"
    image = {"type": "image", "slack_file": {"id": "F0NONE"}, "alt_text": "gone"}
    await client.conversations_join(channel="C0SUPPORT")
    assert await refused(client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[image])) == "invalid_blocks"
    announced = await client.files_getUploadURLExternal(filename="x.txt", length=1)
    never_sent = client.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "x"}])
    assert await refused(never_sent) == "file_not_found"
    assert await refused(client.files_info(file="F0NONE")) == "file_not_found"
