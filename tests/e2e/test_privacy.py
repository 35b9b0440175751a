"""What is said and decided in a private channel reaches its members and nobody else, by every road."""

import json
import re

import pytest

from .conftest import House, OpenHouse

REASON = "the harbour of Zedmouth is buying us"
TITLE = "Stop the Zedmouth contract"


async def _decide_in_secret(house: House) -> None:
    why = f"We stop the Zedmouth contract because {REASON}."
    await house.record("mara", TITLE, "#secret", Decision="The Zedmouth contract stops.", Why=why)


async def test_a_private_decision_stays_with_its_members(opening: OpenHouse) -> None:
    async with opening(because_support_channels=("support", "secret")) as house:
        driver = house.driver
        jo, ian, mara = driver.as_user("jo"), driver.as_user("ian"), driver.as_user("mara")
        await _decide_in_secret(house)
        said = await mara.post("#secret", "Zedmouth complains that their cranes never show up in the plan")
        await house.until_kept("#secret", said)
        await mara.react("#secret", said, "bug")
        await house.worked_off()
        question = "why do we stop the Zedmouth contract?"

        answer = await ian.command("/why", question, channel="#product", expect=REASON)
        await jo.command("/why", question, channel="#product", expect="No record")
        await ian.press("Share", answer)
        await ian.ephemeral(contains="Not shared")
        asked = await ian.post("#product", f"<@{house.workspace.bot_user_id}> {question}")
        await driver.message("#product", contains="No record", thread=asked)
        await ian.ephemeral(contains=REASON, not_in={answer["ts"]})
        inside = await ian.post("#secret", f"<@{house.workspace.bot_user_id}> {question}")
        await driver.message("#secret", contains=REASON, thread=inside)

        await jo.command("/because", "signals", channel="#product", expect="")
        await jo.command("/because", "status", channel="#product", expect="")
        await jo.command("/because", "digest", channel="#product", expect="")
        await jo.dm(question)
        await jo.dm("status")
        await jo.dm("digest")
        await jo.home_with("What I read")
        await house.worked_off()
        seen = [*driver.messages("#product"), *driver.messages("#support"), *jo.ephemerals(), jo.home]
        seen += [m for top in driver.messages("@jo") for m in driver.messages("@jo", thread=top)]
        assert len(jo.ephemerals()) >= 4
        leaks = re.findall(r"Zedmouth is buying|Stop the Zedmouth|cranes never|#secret|'secret'", str(seen))
        assert leaks == []
        signals = await ian.command("/because", "signals", channel="#product", expect="cranes never")
        assert signals

        driver.channel("#secret")
        house.workspace.parts.channels.leave(driver.channel("#secret"), ian.id)
        await house.worked_off()
        await ian.command("/why", question, channel="#product", expect="No record")


async def test_a_channel_that_becomes_private_takes_its_words_with_it(opening: OpenHouse) -> None:
    async with opening() as house:
        driver = house.driver
        channel = driver.channel("#sales")
        ian = driver.as_user("ian")
        why = "We give no discounts because discounts taught Port Vell to wait."
        await house.record("ian", "No discounts", "#sales", Decision="Discounts end.", Why=why)
        gone = driver.as_user("jo")
        await gone.command("/why", "why do we give no discounts?", channel="#product", expect="Port Vell")
        channel.members.remove(gone.id)
        house.workspace.parts.channels.make_private(channel, ian.id)
        await house.worked_off()
        await gone.command("/why", "why do we give no discounts?", channel="#product", expect="No record")
        await ian.command("/why", "why do we give no discounts?", channel="#product", expect="Port Vell")


async def test_hostile_messages_make_no_link_and_no_mention(opening: OpenHouse) -> None:
    texts = _injections()
    async with opening() as house:
        driver = house.driver
        jo, world = driver.as_user("jo"), house.workspace.parts.world
        for text in texts[:: max(1, len(texts) // 20)]:
            ts = str(house.workspace.parts.messages.post(world.channels["C0SALES"], _typed(jo.id, text))["ts"])
            await jo.react("#sales", ts, "bulb")
        await driver.until(lambda: len(jo.ephemerals()) >= 15, 30)
        await house.worked_off()
        await house.app.catch_up()
        for text in texts[:6]:
            await jo.command("/why", text[:200], channel="#product")
        await jo.command("/because", "signals", channel="#product")
        await jo.command("/because", "digest", channel="#product")
        await jo.home_with("What I read")
        await house.worked_off()
        allowed = ("https://harbour.slack.com/", "https://example.com/")
        said = [*house.posts(), *jo.ephemerals(), jo.home]
        assert len(said) > 25
        for one in said:
            for kind, value in _live(one):
                if kind == "link":
                    assert value.startswith(allowed), (value, str(one)[:400])
                else:
                    assert value in (jo.id, "U0MARA", "U0IAN"), (kind, value)


def _typed(user_id: str, text: str) -> dict[str, object]:
    return {"user": user_id, "text": text, "team": "T0HARBOUR"}


def _injections() -> list[str]:
    import os
    from pathlib import Path

    shared = os.environ.get("BECAUSE_SHARED_DATA")
    folder = Path(shared) if shared else Path(__file__).parents[3] / "shared" / "data"
    path = folder / "hostile" / "slack_injections.jsonl"
    if not path.is_file():
        pytest.skip("the hostile messages are not on this machine (set BECAUSE_SHARED_DATA)")
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def _live(value: object, key: str = "") -> list[tuple[str, str]]:
    """Everything in a post that Slack would turn into a link, mention or image."""
    found: list[tuple[str, str]] = []
    if isinstance(value, dict):
        kind = value.get("type")
        if kind in ("link", "user", "usergroup", "broadcast", "channel", "image"):
            name = str(value.get("url") or value.get("user_id") or value.get("image_url") or value.get("range"))
            found.append(("link" if kind in ("link", "image") else kind, name))
        if kind != "plain_text" and kind != "text":
            for name, inner in value.items():
                if name not in ("metadata", "private_metadata", "value"):
                    found += _live(inner, name)
    elif isinstance(value, list):
        for inner in value:
            found += _live(inner, key)
    elif isinstance(value, str) and key in ("text", "url", "image_url", "title", "fallback"):
        if key in ("url", "image_url"):
            found.append(("link", value))
        for token in re.findall(r"<([^<>\n]+)>", value):
            if token[0] in "@!#":
                found.append(("mention", token[1:].partition("|")[0]))
            else:
                found.append(("link", token.partition("|")[0]))
    return found
