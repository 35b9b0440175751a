"""Socket Mode: one socket a payload, acks, retries on a clock that the test moves, reconnects."""

import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.workspace.delivery import Kind
from bot.workspace.people import Refused
from bot.workspace.server import LocalWorkspace

from .conftest import Connect, MakeWorkspace
from .listening import Ear
from .tiny import client_of


async def test_each_payload_goes_to_exactly_one_socket(workspace: LocalWorkspace, connect: Connect) -> None:
    one, two = Ear(), Ear()
    await connect(workspace, one.register)
    await connect(workspace, two.register)
    await client_of(workspace).conversations_join(channel="C0SUPPORT")
    jo = workspace.driver.as_user("jo")
    for number in range(6):
        await jo.post("#support", f"message {number}")
    await workspace.driver.settle()
    heard = [e["text"] for e in [*one.events, *two.events] if e.get("text", "").startswith("message")]
    assert sorted(heard) == [f"message {n}" for n in range(6)]
    assert one.of("message")
    assert two.of("message")


async def test_an_event_that_is_never_acked_is_tried_four_times(
    make_workspace: MakeWorkspace, connect: Connect
) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    retries: list[tuple[str | None, str | None]] = []

    def register(app: AsyncApp) -> None:
        @app.middleware
        async def look(req: Any, next: Any) -> None:
            num, reason = req.headers.get("x-slack-retry-num"), req.headers.get("x-slack-retry-reason")
            retries.append((num[0] if num else None, reason[0] if reason else None))
            await next()  # no listener matches: Bolt sends no ack

    await connect(workspace, register)
    workspace.parts.world.channels["C0SUPPORT"].members.append(workspace.parts.world.app.user_id)
    await workspace.driver.as_user("jo").post("#support", "listen")
    await workspace.driver.until(lambda: len(retries) == 1)
    workspace.clock.advance(seconds=3)
    await workspace.driver.until(lambda: len(retries) == 2)  # at once
    for pause, count in ((60, 3), (300, 4)):
        workspace.clock.advance(seconds=3)
        await asyncio.sleep(0.05)
        assert len(retries) == count - 1
        workspace.clock.advance(seconds=pause)
        await workspace.driver.until(lambda count=count: len(retries) == count)  # type: ignore[misc]
    workspace.clock.advance(seconds=3)
    await workspace.driver.until(lambda: len(workspace.driver.attempts("message")) == 4)
    workspace.clock.advance(seconds=3600)
    await asyncio.sleep(0.05)
    assert [r[0] for r in retries[1:]] == ["1", "2", "3"]
    assert retries[1][1] == "http_timeout"
    assert len({a.payload["event_id"] for a in workspace.driver.attempts()}) == 1


async def test_an_event_for_an_app_that_is_away_comes_later(make_workspace: MakeWorkspace, connect: Connect) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    workspace.parts.world.channels["C0SUPPORT"].members.append(workspace.parts.world.app.user_id)
    await workspace.driver.as_user("jo").post("#support", "anybody there?")
    await workspace.driver.until(lambda: len(workspace.driver.attempts()) == 2)
    assert workspace.driver.attempts()[0].ack.reason == "connection_failed"
    ear = Ear()
    await connect(workspace, ear.register)
    workspace.clock.advance(seconds=60)
    await workspace.driver.until(lambda: ear.of("message"))


async def test_a_command_that_is_not_acked_fails_for_the_person(
    make_workspace: MakeWorkspace, connect: Connect
) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    await connect(workspace, lambda app: None)
    asking = asyncio.create_task(workspace.driver.as_user("jo").command("/why", "x", channel="#support"))
    await asyncio.sleep(0.1)
    workspace.clock.advance(seconds=3)
    with pytest.raises(Refused, match='/why failed with the error "operation_timeout"'):
        await asking
    assert len([a for a in workspace.driver.attempts() if a.kind is Kind.COMMAND]) == 1


async def test_without_a_connection_a_command_says_so(workspace: LocalWorkspace) -> None:
    with pytest.raises(Refused, match="dispatch_failed"):
        await workspace.driver.as_user("jo").command("/why", "x", channel="#support")
    with pytest.raises(Refused, match="not a valid command"):
        await workspace.driver.as_user("jo").command("/what", "x", channel="#support")


@pytest.mark.parametrize("reason", ["refresh_requested", "drop"])
async def test_the_app_connects_again(workspace: LocalWorkspace, connect: Connect, reason: str) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    opened = len(workspace.driver.calls("apps.connections.open"))
    if reason == "drop":
        await workspace.driver.drop_sockets()
    else:
        await workspace.driver.refresh_sockets(reason)
    await workspace.driver.until(lambda: len(workspace.driver.calls("apps.connections.open")) > opened)
    await workspace.driver.connected()
    await workspace.driver.as_user("jo").dm("still there?")
    await workspace.driver.until(lambda: ear.of("message"))


async def test_the_warning_comes_before_the_end(make_workspace: MakeWorkspace, connect: Connect) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    await connect(workspace, lambda app: None)
    closing = asyncio.create_task(workspace.driver.refresh_sockets("warning"))
    await workspace.driver.until(lambda: len(workspace.driver.calls("apps.connections.open")) == 2)
    await workspace.driver.connected()
    assert not closing.done()
    workspace.clock.advance(seconds=10)
    await closing
    await workspace.driver.until(lambda: workspace.parts.sockets.count == 1)


async def test_duplicates_and_wrong_order_on_demand(workspace: LocalWorkspace, connect: Connect) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    jo = workspace.driver.as_user("jo")
    workspace.faults.duplicate_events = 1
    await jo.dm("twice")
    await workspace.driver.until(lambda: len(ear.of("message")) == 2)
    assert len({b["event_id"] for b in ear.bodies}) == 1
    workspace.faults.swap_events = 1
    first, second = await jo.dm("first"), await jo.dm("second")
    await workspace.driver.until(lambda: len(ear.of("message")) == 4)
    assert [e["ts"] for e in ear.of("message")[2:]] == [second, first]


async def test_overheard_acks_bring_the_event_again(workspace: LocalWorkspace, connect: Connect) -> None:
    ear = Ear()
    await connect(workspace, ear.register)
    workspace.faults.ignore_acks = 1
    await workspace.driver.as_user("jo").dm("again")
    await workspace.driver.until(lambda: len(ear.of("message")) == 2)
    assert [a.retry.attempt if a.retry else 0 for a in workspace.driver.attempts("message")] == [0, 1]
