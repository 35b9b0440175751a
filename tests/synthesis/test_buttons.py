"""What people do to a theme from the digest, over the real wire."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.conftest import House, open_house

SAID = (
    "The berth map takes eleven seconds to load on our tablets",
    "Berth map is so slow to load again, ten seconds every time",
    "Loading the berth map takes forever on the dock tablet",
    "Our berth map is slow: twelve seconds to load this morning",
    "The berth map loads very slowly since the update",
)
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    async with open_house(start_at=datetime(2026, 3, 10, 12, 0, tzinfo=UTC)) as opened:
        for at, text in enumerate(SAID):
            jo = opened.driver.as_user("jo")
            ts = await jo.post("#support", text)
            await opened.until_kept("support", ts)
            await opened.driver.as_user("mara" if at % 2 else "ian").react("#support", ts, "bug")
        await opened.worked_off()
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def digest(house: House) -> dict[str, Any]:
    await house.driver.tomorrow()
    return await house.driver.until(lambda: _digest(house), seconds=30, what="the digest")


def _digest(house: House) -> dict[str, Any] | None:
    told = house.driver.app_messages("#product")
    return next((m for m in told if (m.get("metadata") or {}).get("event_type") == "because_digest"), None)


def theme_of(digest: dict[str, Any]) -> str:
    """The first theme's id, as its menu holds it."""
    menus = [block["accessory"] for block in digest["blocks"] if "accessory" in block]
    return str(menus[0]["options"][0]["value"]).partition(":")[2]


async def test_opening_a_theme_shows_every_message_to_the_one_who_opens_it(
    house: House, digest: dict[str, Any]
) -> None:
    jo = house.driver.as_user("jo")
    await jo.press("theme_menu", digest, value="Open")
    opened = await jo.ephemeral(contains="berth map", seconds=10)
    assert str(opened["blocks"]).count("/archives/C0SUPPORT/p") >= len(SAID)


async def test_a_name_given_by_a_person_stays(house: House, digest: dict[str, Any]) -> None:
    mara = house.driver.as_user("mara")
    await mara.press("theme_menu", digest, value="Wrong")
    modal = await mara.modal(contains="kept for good", seconds=10)
    assert modal
    refused = await mara.submit({"What is wrong?": "It should be called something else"})
    assert "label" in refused["errors"]
    done = await mara.submit({"What is wrong?": "It should be called something else", "Better name": "Slow berth map"})
    assert "errors" not in done
    viewer = await house.app.services.viewers.landing(house.app.team_id, "C0PRODUCT")
    await house.app.services.themes.update(viewer, regroup=True)
    theme_id = theme_of(digest)
    theme, _ = await house.app.services.themes.one(viewer, theme_id)
    assert theme.label == "Slow berth map"


async def test_an_assigned_theme_reaches_the_person_and_says_so(house: House, digest: dict[str, Any]) -> None:
    mara = house.driver.as_user("mara")
    await mara.press("theme_menu", digest, value="Assign")
    await mara.modal(contains="direct message", seconds=10)
    await mara.submit({"Person": "U0IAN", "Note": "Please look before Friday"})
    told = await house.driver.message("@ian", contains="asks you to take", seconds=10)
    assert "Please look before Friday" in str(told["blocks"])
    viewer = await house.app.services.viewers.landing(house.app.team_id, "C0PRODUCT")
    theme_id = theme_of(digest)
    theme, _ = await house.app.services.themes.one(viewer, theme_id)
    assert theme.assigned_to == "U0IAN"


async def test_dismissing_is_kept_once_and_can_be_undone(house: House, digest: dict[str, Any]) -> None:
    jo = house.driver.as_user("jo")
    for _ in range(2):
        before = {m["ts"] for m in jo.ephemerals()}
        await jo.press("theme_menu", digest, value="Dismiss")
        told = await jo.ephemeral(contains="is dismissed", not_in=before, seconds=10)
    viewer = await house.app.services.viewers.landing(house.app.team_id, "C0PRODUCT")
    window = house.app.services.composer.rhythm.preview(house.workspace.clock.now() + timedelta(hours=1))
    assert not await house.app.services.themes.list(viewer, window)
    async with house.app.store.read(house.app.team_id) as uow:
        assert [event["change"] for event in await uow.themes.events()].count("dismiss") == 1
    await jo.press("Undo", told)
    await jo.ephemeral(contains="told of again", seconds=10)
    assert await house.app.services.themes.list(viewer, window)
