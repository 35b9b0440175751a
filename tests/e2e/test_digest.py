"""The morning digest: at its hour, once, whoever else is there; late ones for six hours."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import build_app
from bot.cli.posting import post_digest
from bot.running import start
from bot.workspace.faults import FaultKind

from .company import settings_for
from .conftest import House, OpenHouse

EARLY = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


def digests(house: House) -> list[dict[str, Any]]:
    kind = "because_digest"
    return [m for m in house.driver.app_messages("#product") if (m.get("metadata") or {}).get("event_type") == kind]


async def tick(house: House) -> None:
    from handlers.clock import make_due_digest

    await house.running.connection.context.caught_up.wait()
    await make_due_digest(house.running.connection.context, house.running.connection.bells)
    await house.worked_off()


async def say(house: House) -> None:
    jo = house.driver.as_user("jo")
    for text in ("Marina Bay cannot print invoices", "Acme cannot print invoices either", "Printing invoices fails"):
        ts = await jo.post("#support", text)
        await house.until_kept("#support", ts)
        await jo.react("#support", ts, "bug")
    await house.worked_off()
    await house.app.catch_up()


async def test_it_comes_at_its_hour_and_once(opening: OpenHouse) -> None:
    async with opening(start_at=EARLY) as house:
        await say(house)
        await tick(house)
        assert digests(house) == []
        await house.driver.advance(timedelta(minutes=31))
        house.faults.fail("chat.postMessage", FaultKind.RESET, after_commit=True)
        await tick(house)
        await house.driver.advance(timedelta(seconds=30))
        await tick(house)
        await house.driver.until(lambda: digests(house))
        await house.driver.advance(timedelta(minutes=5))
        await tick(house)
        (digest,) = digests(house)
        assert "invoices" in str(digest)
        replies = house.driver.app_messages("#product", thread=digest)[1:]
        assert replies
        assert all("invoices" in str(reply) or reply["text"] for reply in replies)
        calls = house.driver.calls("chat.postMessage")
        assert all(c.args.get("unfurl_links") is False and c.args.get("unfurl_media") is False for c in calls)


async def test_it_is_made_up_for_within_six_hours_and_not_later(opening: OpenHouse) -> None:
    async with opening(start_at=datetime(2026, 3, 10, 14, 0, tzinfo=UTC)) as house:
        await tick(house)
        assert len(digests(house)) == 1
    async with opening(start_at=datetime(2026, 3, 10, 14, 31, tzinfo=UTC)) as house:
        await tick(house)
        assert digests(house) == []
        await house.driver.tomorrow()
        await tick(house)
        assert len(digests(house)) == 1


async def test_two_processes_and_the_command_line_make_one(opening: OpenHouse) -> None:
    async with opening(start_at=EARLY) as house:
        await say(house)
        settings = settings_for(house.workspace, house.folder)
        other_app = build_app(settings, now=house.workspace.clock.now)
        await other_app.open()
        other_running = await start(other_app, serves_http=False)
        other = House(house.workspace, other_app, other_running, house.folder)
        try:
            await house.driver.advance(timedelta(minutes=40))
            await asyncio.gather(tick(house), tick(other))
            await house.driver.until(lambda: digests(house))
            by_hand = build_app(settings, now=house.workspace.clock.now)
            await by_hand.open()
            try:
                await post_digest(by_hand, datetime(2026, 3, 10).date())
                await post_digest(by_hand, datetime(2026, 3, 10).date())
            finally:
                await by_hand.close()
            await house.worked_off()
            assert len(digests(house)) == 1
            texts = [m["text"] for m in house.driver.app_messages("#product", thread=digests(house)[0])]
            assert len(texts) == len(set(texts))
        finally:
            await other_running.stop()
            await other_app.close()


async def test_a_quiet_day_says_so(opening: OpenHouse) -> None:
    async with opening(start_at=EARLY) as house:
        await house.driver.advance(timedelta(minutes=40))
        await tick(house)
        (digest,) = digests(house)
        assert len(digest["text"]) < 600
