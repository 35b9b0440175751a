"""Uploads and downloads of files."""

from aiohttp import web

from bot.workspace.parts import Parts

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>"


class FileServer:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def take(self, request: web.Request) -> web.Response:
        """The raw bytes of a file that was announced."""
        file = self._parts.world.files.get(request.match_info["file"])
        if file is None or file.content is not None:
            return web.Response(status=404, text="no such upload")
        content = await request.read()
        if len(content) != file.length:
            return web.Response(status=400, text="length mismatch")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def give(self, request: web.Request) -> web.Response:
        """The file, to those with a token; everybody else gets a login page (and status 200, as with Slack)."""
        file = self._parts.world.files.get(request.match_info["file"])
        if file is None or file.content is None:
            return web.Response(status=404)
        bearer = request.headers.get("Authorization", "")
        page = request.headers.get("Referer", "").startswith(f"{self._parts.world.address}/")
        if bearer != f"Bearer {self._parts.world.app.bot_token}" and not page:
            return web.Response(text=LOGIN_PAGE, content_type="text/html")
        kind = str(self._parts.world.file_json(file)["mimetype"])
        return web.Response(body=file.content, content_type=kind)
