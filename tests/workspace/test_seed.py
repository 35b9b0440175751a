"""A workspace filled from a company."""

from datetime import UTC, datetime

from bot.workspace.company.load import load_company
from bot.workspace.seed import build_world

from .tiny import make_company

NOW = datetime(2026, 1, 2, 9, tzinfo=UTC)


def test_who_is_where() -> None:
    world = build_world(make_company(NOW), "Because", NOW.timestamp())
    assert world.channels["C0SUPPORT"].members == ["U0MARA", "U0JO", "U0GUS"]
    assert world.channels["C0SECRET"].members == ["U0MARA"]
    assert world.channels["C0SHARED"].members == ["U0MARA", "U0JO", "U0EVE"]
    assert not any(world.app_is_in(c) for c in world.channels.values())
    assert world.may_see("U0GUS", world.channels["C0PRODUCT"]) is False
    assert world.may_see("U0EVE", world.channels["C0SHARED"]) is True


def test_times_and_threads_are_kept() -> None:
    world = build_world(make_company(NOW), "Because", NOW.timestamp())
    parent, *replies = world.channels["C0SUPPORT"].thread(next(iter(world.channels["C0SUPPORT"].messages)))
    assert abs(float(parent["ts"]) - (NOW.timestamp() - 3 * 86_400)) < 1
    assert parent["latest_reply"] == replies[-1]["ts"]
    assert parent["reply_users"] == ["U0JO", "U0MARA"]
    secret = next(iter(world.channels["C0SECRET"].messages.values()))
    assert secret["reactions"] == [{"name": "mega", "users": ["U0MARA"], "count": 1}]


def test_the_demo_company_fits() -> None:
    company = load_company(NOW)
    world = build_world(company, "Because", NOW.timestamp())
    stored = [m for c in world.channels.values() for m in c.messages.values()]
    assert len(stored) == len(company.messages)
    assert len({m["ts"] for m in stored}) == len(stored)
    for channel in world.channels.values():
        times = [tuple(map(int, ts.split("."))) for ts in channel.messages]
        assert times == sorted(times)
