"""Killed at any point and started again: nothing that was acked is lost, nothing is done twice."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.workspace.clock import WorkspaceClock
from bot.workspace.driver import Driver
from bot.workspace.rates import HistoryProfile
from bot.workspace.server import LocalWorkspace
from handlers.manifest import manifest

from .company import environment_for, make_company, settings_for
from .conftest import House, OpenHouse

ROOT = Path(__file__).parents[2]


class Process:
    """`python -m bot COMMAND` against the workspace."""

    def __init__(self, workspace: LocalWorkspace, folder: Path, **changes: object) -> None:
        self._driver = workspace.driver
        given = environment_for(settings_for(workspace, folder, **changes))
        self._environment = {**os.environ, **given, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *command: str) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *(command or ("run",)), env=self._environment, cwd=self._folder,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def connected(self) -> None:
        await self._driver.connected(30)

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        await self._process.communicate()
        await self._driver.until(lambda: not self._driver._parts.delivery.transport.connected, 10)

    async def ended(self, seconds: float = 40) -> tuple[int, str]:
        """Exit code and standard error."""
        assert self._process is not None
        _, said = await asyncio.wait_for(self._process.communicate(), seconds)
        return self._process.returncode or 0, said.decode()


@asynccontextmanager
async def empty_house(**options: object) -> AsyncIterator[LocalWorkspace]:
    clock = WorkspaceClock()
    workspace = LocalWorkspace(make_company(clock.now()), manifest(), clock, **options)  # type: ignore[arg-type]
    await workspace.start()
    try:
        yield workspace
    finally:
        await workspace.stop()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "because.db", timeout=10) as database:
        return database.execute(query).fetchall()


def time_passes(folder: Path) -> None:
    """What was left alone for a while after the kill is due now."""
    with sqlite3.connect(folder / "because.db", timeout=10) as database:
        database.execute("UPDATE outbox SET next_try_at = created_at WHERE state = 'waiting'")
        database.execute("UPDATE inbox SET next_try_at = received_at WHERE state = 'waiting'")


async def test_killed_right_after_its_acks_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with empty_house(strict_rates=False) as workspace:
        driver: Driver = workspace.driver
        process = Process(workspace, tmp_path)
        jo, mara = driver.as_user("jo"), driver.as_user("mara")
        said: list[str] = []
        asked: list[str] = []
        try:
            for round_ in range(2):
                await process.start()
                await process.connected()
                time_passes(tmp_path)
                for number in range(6):
                    said.append(await jo.post("#support", f"Round {round_}: the winch number {number} is stuck"))
                    await mara.react("#support", said[-1], "bug")
                asked.append(await jo.post("#sales", f"<@{workspace.bot_user_id}> why is winch {round_} stuck?"))
                await mara.react("#support", said[-1], "scroll")
                expected = round_ + 1
                await driver.until(lambda n=expected: sum(a.ack.ok for a in driver.attempts("app_mention")) >= n)  # type: ignore[misc]
                await driver.settle()
                await process.kill()
            await process.start()
            await process.connected()
            time_passes(tmp_path)
            await driver.until(lambda: not rows(tmp_path, "SELECT 1 FROM inbox WHERE state = 'waiting'"), 20)
            await driver.until(lambda: not rows(tmp_path, "SELECT 1 FROM outbox WHERE state = 'waiting'"), 20)
        finally:
            await process.kill()
        kept = {ts for (ts,) in rows(tmp_path, "SELECT ts FROM messages WHERE channel_id = 'C0SUPPORT'")}
        assert set(said) <= kept
        tags = rows(tmp_path, "SELECT message_id, count(*) FROM signal_tags GROUP BY message_id")
        assert {f"C0SUPPORT:{ts}" for ts in said} <= {str(message_id) for message_id, _ in tags}
        for ts in asked:
            assert len(driver.app_messages("#sales", thread=ts)) == 1
        assert len(driver.app_messages("@mara")) == 2
        digests = [m for m in driver.app_messages("#product") if "because_digest" in str(m.get("metadata"))]
        assert len(digests) <= 1


async def test_a_post_whose_answer_is_lost_is_made_once(opening: OpenHouse) -> None:
    async with opening() as house:
        await house.driver.until(lambda: house.driver.app_messages("#product"), 30)
        await house.worked_off()
        house.faults.fail("chat.postMessage", "reset", after_commit=True)
        jo = house.driver.as_user("jo")
        ts = await jo.post("#sales", f"<@{house.workspace.bot_user_id}> why did we reject custom roles?")
        await house.driver.message("#sales", contains="read-only seat", thread=ts)
        for _ in range(4):
            await house.driver.advance(seconds=10)
            await asyncio.sleep(0.3)
        await house.worked_off()
        assert len(house.driver.app_messages("#sales", thread=ts)) == 1


async def test_what_was_said_during_downtime_is_read_afterwards(opening: OpenHouse, tmp_path: Path) -> None:
    async with opening(folder=tmp_path) as house:
        workspace, driver = house.workspace, house.driver
        jo = driver.as_user("jo")
        old = next(m for m in driver.messages("#support") if m["text"].startswith("The tide table"))
        known = await jo.post("#support", "Known before the product went down")
        await house.until_kept("#support", known)
        await house.app.catch_up()
        await house.running.stop()
        missed = await jo.post("#support", "Said while nobody listened: the crane is slow")
        late = await jo.post("#support", "A late word in an old thread", thread=old)
        await jo.react("#support", missed, "bug")
        await driver.advance(seconds=3600)
        async with opening(folder=tmp_path, workspace=workspace, fill=False) as again:
            await again.until_kept("#support", missed)
            await again.until_kept("#support", late)

            async def tagged() -> bool:
                signal_ = await again.signal("#support", missed)
                return signal_ is not None and signal_.tagged_by == ("U0JO",)

            await again.until(tagged, what="the reaction became a tag")


async def test_reactions_given_and_taken_away_during_downtime_count_afterwards(
    opening: OpenHouse, tmp_path: Path
) -> None:
    async with opening(folder=tmp_path) as house:
        workspace, driver = house.workspace, house.driver
        jo, mara = driver.as_user("jo"), driver.as_user("mara")
        await house.running.connection.context.caught_up.wait()
        tagged = await jo.post("#support", "The winch is stuck again")
        undone = await jo.post("#support", "We had cake by the winch")
        await house.until_kept("#support", undone)
        for ts in (tagged, undone):
            await jo.react("#support", ts, "bug")
        await house.worked_off(30)
        await jo.press("Undo", await jo.ephemeral(contains="cake by the winch"))
        for title in ("Charge for pilots", "Close the forum"):
            await house.record("mara", title, "#product", Decision=f"{title}, we decided.", Why="Because it costs us.")
        charge, close = [await driver.message("#product", contains=t) for t in ("Charge for pilots", "Close the forum")]
        await mara.react("#product", charge, "white_check_mark")
        await house.worked_off()
        assert await confirmed(house, "Charge for pilots") == ("U0MARA",)
        await driver.advance(seconds=7200)
        last = await jo.post("#support", "Long after, another word"), await jo.post("#product", "And one here")
        for channel, ts in zip(("#support", "#product"), last, strict=True):
            await house.until_kept(channel, ts)
        await house.running.stop()
        await jo.unreact("#support", tagged, "bug")
        await mara.unreact("#product", charge, "white_check_mark")
        await mara.react("#product", close, "white_check_mark")
        await jo.react("#product", close, "white_check_mark")  # says nothing: it is not hers to confirm
        await driver.advance(seconds=3600)
        async with opening(folder=tmp_path, workspace=workspace, fill=False) as again:

            async def settled() -> bool:
                there = await again.signal("#support", tagged)
                return there is None and await confirmed(again, "Charge for pilots") == ()

            await again.until(settled, what="the reactions were missed")
            assert await confirmed(again, "Close the forum") == ("U0MARA",)
            assert await again.signal("#support", undone) is None


async def confirmed(house: House, title: str) -> tuple[str, ...]:
    records = await house.app.services.decision_life.list(house.operator)
    return next(record.confirmed_by for record in records if record.title == title)


@pytest.mark.parametrize("history", [HistoryProfile.INTERNAL])
async def test_backfill_reads_the_past_with_its_threads_and_tags(tmp_path: Path, history: HistoryProfile) -> None:
    async with empty_house(strict_rates=True, history=history) as workspace:
        process = Process(workspace, tmp_path)
        for _ in range(2):
            await process.start("backfill", "--since", "30d")
            code, said = await process.ended()
            assert code == 0, said
        texts = [t for (t,) in rows(tmp_path, "SELECT text FROM messages")]
        assert len(texts) == len(set(texts)) == 4
        tags = rows(tmp_path, "SELECT kind, user_id FROM signal_tags ORDER BY 1, 2")
        assert tags == [("problem", "U0MARA"), ("request", "U0JO"), ("request", "U0MARA")]


async def test_backfill_takes_the_small_pages_of_a_narrow_profile(opening: OpenHouse) -> None:
    async with opening(history=HistoryProfile.NON_MARKETPLACE) as house:
        jo = house.driver.as_user("jo")
        many = [await jo.post("#random", f"Line {n} of a long channel about buoys") for n in range(40)]
        await jo.command("/because", "listen support", channel="#random", expect="I listen")
        await house.until_kept("#random", many[0])
        pages = [c for c in house.driver.calls("conversations.history") if c.args.get("channel") == "C0RANDOM"]
        assert len(pages) >= 3
