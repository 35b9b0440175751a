"""Where the company keeps its decision records: each on a page of its own, so that a link to one opens."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from urllib.parse import quote

from aiohttp import web
from markdown_it import MarkdownIt

from bot.domain.decisions import IncomingDecision
from bot.workspace.state import World

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <link rel="icon" href="/page/because.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/page/record.css">
</head>
<body>
  <header><span>{company} handbook</span><span>Decision {id}</span></header>
  <main>
    <h1>{title}</h1>
    <p class="facts">{facts}</p>
    {body}
  </main>
</body>
</html>
"""


class Records:
    """The handbook. Records that everybody may read; what is decided in Slack has its message there instead."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._records: dict[str, IncomingDecision] = {}
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

    def publish(self, records: Iterable[IncomingDecision]) -> list[IncomingDecision]:
        """The same records, each with the address of its page. The workspace has to be listening already."""
        published = [replace(record, url=self._url(record.id)) for record in records]
        self._records.update((record.id, record) for record in published)
        return published

    async def give(self, request: web.Request) -> web.Response:
        record = self._records.get(request.match_info["id"])
        if record is None:
            return web.Response(status=404, text="There is no such record.")
        page = _PAGE.format(
            company=escape(self._world.name),
            id=escape(record.id),
            title=escape(record.title),
            facts=" · ".join(self._facts(record)),
            body=self._markdown.render(_body(record)),
        )
        return web.Response(text=page, content_type="text/html")

    def _url(self, record_id: str) -> str:
        return f"{self._world.address}/records/{quote(record_id, safe='')}"

    def _facts(self, record: IncomingDecision) -> list[str]:
        facts = [f"<strong>{escape(record.status.value.capitalize())}</strong>"]
        if record.decided_on:
            facts.append(f"{record.decided_on.day} {record.decided_on:%B %Y}")
        if record.decided_by:
            facts.append(f"decided by {escape(', '.join(record.decided_by))}")
        facts += [f"superseded by {self._link(other)}" for other in record.superseded_by]
        facts += [f"supersedes {self._link(other)}" for other in record.supersedes]
        return facts

    def _link(self, record_id: str) -> str:
        record = self._records.get(record_id)
        if record is None:
            return escape(record_id)
        return f'<a href="{escape(self._url(record_id))}">{escape(record.title)}</a>'


def _body(record: IncomingDecision) -> str:
    """The record's text without what stands above it on the page: front matter and title."""
    text = _FRONT_MATTER.sub("", record.text).lstrip()
    heading, _, rest = text.partition("\n")
    return rest if heading.startswith("# ") else text
