"""`/because` and what happens to channels, people and emoji."""

import pytest

from .conftest import House, OpenHouse

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_help_status_signals_and_the_unknown(house: House) -> None:
    jo = house.driver.as_user("jo")
    await jo.command("/because", "", channel="#product", expect="/why")
    await jo.command("/because", "help", channel="#product", expect="/decide")
    await jo.command("/because", "status", channel="#product", expect="support")
    await jo.command("/because", "signals", channel="#product", expect="")
    await jo.command("/because", "digest", channel="#product", expect="")
    unknown = await jo.command("/because", "<!channel> now", channel="#product", expect="I do not know")
    assert "<!channel>" not in str(unknown)


async def test_a_channel_is_listened_to_with_its_past_and_ignored_again(house: House) -> None:
    jo = house.driver.as_user("jo")
    old = house.driver.messages("#random")
    assert old == []
    before = await jo.post("#random", "Before anybody listened: the anchor icon is upside down")
    await jo.command("/because", "listen sideways", channel="#random", expect="Listen as what")
    await jo.command("/because", "listen support", channel="#random", expect="I listen to #random as a support channel")
    await house.until_kept("#random", before)
    during = await jo.post("#random", "While somebody listens: the anchor icon is still upside down")
    await house.until_kept("#random", during)
    await jo.command("/because", "ignore", channel="#random", expect="no longer listen")
    after = await jo.post("#random", "Nobody listens any more")
    await house.worked_off()
    assert await house.kept("#random", after) is None
    await jo.command("/because", "listen support", expect="channels only")


async def test_only_leads_configure_where_there_are_any(opening: OpenHouse) -> None:
    async with opening(because_leads=("U0MARA",)) as house:
        jo, mara = house.driver.as_user("jo"), house.driver.as_user("mara")
        await jo.command("/because", "listen support", channel="#random", expect="Only product leads")
        await jo.command("/because", "ignore", channel="#support", expect="Only product leads")
        await mara.command("/because", "listen support", channel="#random", expect="I listen to #random")


async def test_a_private_channel_is_listened_to_once_the_app_is_in_it(house: House) -> None:
    mara = house.driver.as_user("mara")
    channel = house.driver.create_channel("quay", "mara", is_private=True)
    await mara.command("/because", "listen sales", channel="#quay", expect="invite me first")
    house.driver.invite_app("#quay", "mara")
    await house.worked_off()
    await mara.command("/because", "listen sales", channel="#quay", expect="I listen to #quay")
    ts = await mara.post("#quay", "Quay One signs if we add moorings")
    kept = await house.until_kept("#quay", ts)
    assert kept.audience == channel.id


async def test_forget_me_erases_what_a_person_wrote(opening: OpenHouse) -> None:
    async with opening() as house:
        jo = house.driver.as_user("jo")
        ts = await jo.post("#support", "My name is Jo and I said this about the slipway")
        await house.until_kept("#support", ts)
        await jo.command("/because", "forget", channel="#product", expect="erases")
        await jo.command("/because", "forget me", channel="#product", expect="erased")
        assert await house.kept("#support", ts) is None
        later = await jo.post("#support", "And this is not kept either, about the slipway")
        await house.worked_off()
        assert await house.kept("#support", later) is None


async def test_the_workspace_changes_and_the_product_follows(opening: OpenHouse) -> None:
    async with opening() as house:
        driver, channels = house.driver, house.workspace.parts.channels
        jo, mara = driver.as_user("jo"), driver.as_user("mara")
        ts = await jo.post("#support", "The slipway booking ends in the past")
        await house.until_kept("#support", ts)

        channels.rename(driver.channel("#support"), "help-desk", mara.id)
        await house.worked_off()
        await mara.command("/because", "status", channel="#product", expect="help-desk")
        channels.archive(driver.channel("#sales"), mara.id)
        await house.worked_off()
        new_id = channels.change_id(driver.channel("#help-desk"))
        await house.worked_off()
        moved = await house.kept("#help-desk", ts)
        assert moved is not None
        assert moved.channel_id == new_id
        assert moved.url == driver.link("#help-desk", ts)
        again = await jo.post("#help-desk", "The slipway booking still ends in the past")
        await house.until_kept("#help-desk", again)

        world = house.workspace.parts.world
        world.users[jo.id].is_guest = True
        shown = (await house.running.connection.context.reader.users_info(user=jo.id))["user"]
        driver.emit({"type": "user_change", "user": shown})
        await house.worked_off()
        await jo.command("/why", "why did we reject custom roles?", channel="#product", expect="No record")

        driver.remove_app("#help-desk")
        await house.worked_off()
        driver.emit({"type": "emoji_changed", "subtype": "add", "name": "shipit", "value": "alias:bulb"})
        driver.emit({"type": "team_domain_change", "url": "https://harbour-two.slack.com/", "domain": "harbour-two"})
        await house.worked_off()
        assert await house.app.services.inbox.dead() == ()
        assert house.running.connection.context.team.url == "https://harbour-two.slack.com/"


async def test_no_post_unfurls(house: House) -> None:
    jo = house.driver.as_user("jo")
    await jo.open_home()
    await house.driver.until(lambda: jo.home is not None)
    await jo.press("What can you do?", jo.home)
    await house.driver.message("@jo", contains="/why")
    posts = house.driver.calls("chat.postMessage")
    assert posts
    assert all(c.args.get("unfurl_links") is False and c.args.get("unfurl_media") is False for c in posts)
