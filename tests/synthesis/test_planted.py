"""The made-up quarter: the synthesis finds what is planted in it, and nothing that is not there."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.cli import digest_shapes as shapes
from bot.cli.learned_page import learned_page
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.decisions import DecisionFields
from bot.domain.digests import Digest, Learned, Window
from bot.domain.themes import Theme
from bot.domain.verdicts import LandingVerdict, RevisitVerdict
from bot.services.decisions.recording import Source
from bot.services.synthesis.days import week_before
from handlers.blocks.digest import digest_message, fits
from handlers.blocks.icebox import icebox_message
from handlers.blocks.learned import learned_message
from handlers.blocks.learned_text import learned_text
from tests.synthesis.planted import NOW, Quarter, quarter

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled() -> AsyncIterator[Quarter]:
    async with quarter() as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def digest(filled: Quarter) -> Digest:
    return await filled.app.services.composer.compose(filled.public, NOW.date())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def learned(filled: Quarter) -> Learned:
    return await filled.app.services.learning.learned(filled.public, Window(NOW - timedelta(days=90), NOW))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def themes(filled: Quarter, digest: Digest) -> tuple[Theme, ...]:
    return await filled.app.services.themes.list(filled.public, week_before(NOW))


def the_theme(filled: Quarter, themes: tuple[Theme, ...], name: str) -> Theme:
    """The theme that holds most of the planted messages."""
    wanted = filled.of(next(t["messages"] for t in filled.planted["themes"] if t["name"] == name))
    return max(themes, key=lambda theme: len(wanted.intersection(theme.member_ids)))


async def test_every_planted_theme_is_one_theme_and_little_else(filled: Quarter, themes: tuple[Theme, ...]) -> None:
    praise = filled.of([key for landing in filled.planted["landings"] for key in landing["praise_after"]])
    for planted in filled.planted["themes"]:
        wanted = filled.of(planted["messages"])
        theme = the_theme(filled, themes, planted["name"])
        held = wanted.intersection(theme.member_ids)
        assert len(held) >= 0.6 * len(wanted), planted["name"]
        assert len(held) >= 0.5 * len(set(theme.member_ids) - praise), planted["name"]


async def test_the_growing_theme_weighs_most_and_grows(filled: Quarter, digest: Digest) -> None:
    top = digest.themes[0]
    assert top.id == the_theme(filled, digest.themes, "split one invoice between co-owners").id
    assert top.trend.now >= 2 * top.trend.before > 0
    assert top.accounts >= 9
    accounts = {account.name: account.arr or 0.0 for account in filled.company.accounts}
    assert top.arr <= sum(accounts.values())


async def test_the_loud_account_is_named_and_weighs_less(filled: Quarter, themes: tuple[Theme, ...]) -> None:
    loud = the_theme(filled, themes, "tide heights on the lift calendar")
    assert loud.loud_account == "Kestrel Boatyards"
    fewer = [theme for theme in themes if theme.accounts >= 4]
    assert all(themes.index(theme) < themes.index(loud) for theme in fewer)


async def test_releases_landed_as_planted(filled: Quarter, learned: Learned) -> None:
    found = {landing.release_id: landing.verdict for landing in learned.landings}
    assert found["2.34"] is LandingVerdict.LANDED
    assert found["2.33"] is LandingVerdict.DID_NOT_LAND
    assert found["2.36"] is LandingVerdict.TOO_EARLY
    assert set(found) == {"2.33", "2.34", "2.36"}, "a release that nobody speaks of is not told"


async def test_the_digest_tells_every_landing(digest: Digest) -> None:
    assert {one.release_id for one in digest.landings} == {"2.33", "2.34", "2.36"}


async def test_only_the_met_condition_is_brought_back(filled: Quarter, digest: Digest) -> None:
    assert [one.decision_id for one in digest.revisit] == ["DR-011"]
    found = {one.decision_id: one for one in await filled.app.services.learning.icebox(filled.public)}
    for planted in filled.planted["revisit"]:
        assert found[planted["decision"]].verdict.value == planted["verdict"], planted
    met = [one for one in found.values() if one.verdict is RevisitVerdict.MET]
    assert [one.decision_id for one in met] == ["DR-011"]
    assert "Solent Marinas Group" in met[0].reasons[0]
    assert {quote.id for quote in met[0].evidence} <= set(filled.ids.values())


async def test_the_competitor_and_no_other_name(filled: Quarter, learned: Learned) -> None:
    (rival,) = learned.competitors
    assert rival.name == "Berthwise"
    planted = filled.planted["competitors"][0]
    heard = len(planted["messages"]) + len(planted["in_passing"])
    assert len(planted["messages"]) - 2 <= rival.messages <= heard


async def test_promises_against_the_decision_are_told(filled: Quarter, digest: Digest) -> None:
    planted = filled.planted["contradictions"][0]
    assert {one.decision_id for one in digest.contradictions} == {planted["decision"]}
    assert {one.id for one in digest.contradictions} == filled.of(planted["messages"])


async def test_the_private_channel_surfaces_nowhere(filled: Quarter, digest: Digest, learned: Learned) -> None:
    icebox = await filled.app.services.learning.icebox(filled.public)
    message = digest_message(digest)
    told = [
        json.dumps(shapes.digest(digest, message.text, message.blocks), ensure_ascii=False),
        json.dumps(shapes.learned(learned, learned_text(learned)), ensure_ascii=False),
        json.dumps(learned_message(learned).blocks, ensure_ascii=False),
        json.dumps(icebox_message(icebox).blocks, ensure_ascii=False),
        learned_page(learned),
    ]
    private = filled.of(filled.planted["private"]["messages"])
    for whole in told:
        assert not [words for words in filled.planted["private"]["never_say"] if words in whole]
        assert not [message_id for message_id in private if message_id in whole]


async def test_a_digest_in_the_private_channel_sees_its_own(filled: Quarter) -> None:
    viewer = filled.private(filled.planted["private"]["channel"])
    private = await filled.app.services.composer.compose(viewer, NOW.date())
    public = await filled.app.services.composer.compose(filled.public, NOW.date())
    assert private.window == public.window
    assert {t.id for t in private.themes}.isdisjoint(t.id for t in public.themes), "themes are kept apart"


async def test_the_same_digest_twice_to_the_byte(filled: Quarter, digest: Digest) -> None:
    again = await filled.app.services.composer.compose(filled.public, NOW.date())
    assert again == digest
    assert json.dumps(digest_message(again).blocks) == json.dumps(digest_message(digest).blocks)
    async with quarter() as other:
        elsewhere = await other.app.services.composer.compose(other.public, NOW.date())
    assert digest_message(elsewhere) == digest_message(digest)


async def test_messages_fit(digest: Digest, learned: Learned) -> None:
    assert fits(digest_message(digest).blocks)
    assert fits(learned_message(learned).blocks)


async def test_whom_to_talk_to_spoke_of_it(filled: Quarter) -> None:
    found = await filled.app.services.learning.talk(filled.public, "splitting an invoice between co-owners")
    names = {account.id: account.name for account in filled.company.accounts}
    expected = {names[one] for one in filled.planted["themes"][0]["accounts"]}
    assert len(found) >= 3
    assert {one.account for one in found} <= expected
    staff = {p.real_name for p in filled.company.people if p.team_id is None}
    assert not staff & {one.person for one in found}
    assert await filled.app.services.learning.talk(filled.public, "zebra crossing permits for astronauts") == ()


async def test_themes_are_tied_to_the_companys_own_side(filled: Quarter, themes: tuple[Theme, ...]) -> None:
    tied = {t.id: t for t in await filled.app.services.composer.tied(filled.public, themes)}
    expected = {
        "tide heights on the lift calendar": {"DR-020"},
        "meter readings without signal": {"DR-011"},
        "berth map slow on large sites": {"DR-025", "RM-2", "2.33"},
        "duplicate invoices in the accounting system": {"DR-018", "2.34"},
        "split one invoice between co-owners": set(),
    }
    for name, ids in expected.items():
        ties = tied[the_theme(filled, themes, name).id].ties
        assert ids <= {tie.id for tie in ties}, name
        if not ids:
            assert not ties, name
    shelved = tied[the_theme(filled, themes, "meter readings without signal").id].ties[0]
    assert "Yuki estimates six weeks" in shelved.reason


async def test_what_was_learned_is_complete(filled: Quarter, learned: Learned) -> None:
    assert {news.segment for news in learned.segments} == {"enterprise", "mid-market", "small"}
    spoke = sum(news.accounts for news in learned.segments)
    assert spoke <= learned.accounts
    heard = {s.account for s in await filled.app.services.signals.list(filled.public)}
    assert not heard & set(learned.silent_accounts)
    assert learned.coverage.read == learned.coverage.received > 300
    assert {one.id for one in learned.decisions if one.turned} == {"DR-003", "DR-018"}
    spoken_of = {decision_id for theme in learned.themes for decision_id in theme.decision_ids}
    rest = [one.id in spoken_of for one in learned.decisions if not one.turned]
    assert True in rest
    assert rest == sorted(rest, reverse=True)
    assert {one.id for one in learned.shipped} == {"2.29", "2.30", "2.31", "2.32", "2.35"}
    page = learned_page(learned)
    for told in ("What changed our mind", "What we shipped and how it landed", "No theme speaks of", "Look again when"):
        assert told in page
    assert "<script" not in learned_page(learned)


async def test_a_private_decision_is_tied_to_a_theme_for_its_channel_alone(filled: Quarter) -> None:
    """Kept last: it records one."""
    name = filled.planted["private"]["channel"]
    channel = next(c for c in filled.company.channels if c.name == name)
    secret = "Splitting an invoice between co-owners costs 40 euros a berth"
    fields = DecisionFields(secret, "Co-owners pay 40 euros for each split invoice.", "Two harbours offered it.")
    recorder = Viewer(filled.app.team_id, filled.company.people[0].id, frozenset({PUBLIC, channel.id}))
    await filled.app.services.decisions.record(
        recorder, fields, Source(channel.id, channel.id), announce_in=channel.id, origin_key="a secret price"
    )
    for viewer, seen in ((filled.public, False), (filled.private(name), True)):
        digest = await filled.app.services.composer.compose(viewer, NOW.date())
        learned = await filled.app.services.learning.learned(viewer, Window(NOW - timedelta(days=90), NOW))
        message = digest_message(digest)
        told = json.dumps([shapes.digest(digest, message.text, message.blocks), shapes.learned(learned, "")])
        assert (secret in told) is seen
        assert (secret in learned_text(learned)) is seen
        ties = [tie for theme in digest.themes for tie in theme.ties if tie.title == secret]
        assert bool(ties) is seen
