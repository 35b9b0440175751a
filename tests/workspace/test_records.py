"""The company's handbook: a page for each decision record, and an address that an answer can link to."""

from datetime import date

import aiohttp

from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus
from bot.workspace.server import LocalWorkspace

OLD = IncomingDecision(
    "DR-1", "Sync <nightly>", "# Sync <nightly>\n\n## Context\n\nSmall & slow. <script>x</script>\n", "DR-1.md",
    DecisionStatus.SUPERSEDED, decided_on=date(2024, 11, 5), superseded_by=("adr/2",), decided_by=("Tomas Brandt",),
)  # fmt: skip
NEW = IncomingDecision("adr/2", "Sync at once", "---\nid: 2\n---\n\n# Sync at once\n\n[x](javascript:alert)\n", "2.md")


async def test_a_record_opens_and_leads_to_its_successor(workspace: LocalWorkspace) -> None:
    old, new = workspace.records.publish([OLD, NEW])
    async with aiohttp.ClientSession() as session:
        async with session.get(str(old.url)) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
            page = await answer.text()
        assert "<h1>Sync &lt;nightly&gt;</h1>" in page
        assert "<script>" not in page
        assert "Superseded</strong> · 5 November 2024 · decided by Tomas Brandt" in page
        assert f'<a href="{new.url}">Sync at once</a>' in page
        assert page.count("Sync &lt;nightly&gt;") == 2  # in the title and above the text, not again in it
        async with session.get(str(new.url)) as answer:
            page = await answer.text()
        assert "id: 2" not in page
        assert "href=\"javascript" not in page
        async with session.get(f"{workspace.url}records/none") as answer:
            assert answer.status == 404


async def test_nothing_else_of_a_record_changes(workspace: LocalWorkspace) -> None:
    [published] = workspace.records.publish([NEW])
    assert published.url == f"{workspace.url}records/adr%2F2"
    assert (published.id, published.text) == (NEW.id, NEW.text)
