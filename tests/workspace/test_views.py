"""Modals and Homes: triggers, hashes, the stack, what a submission may answer."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.people import Refused
from bot.workspace.server import LocalWorkspace

from .conftest import Connect, MakeWorkspace
from .listening import Ear
from .test_web_api import refused
from .tiny import client_of


def modal(title: str = "A modal", **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": title}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": title}}
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}}
    blocks = [section, {"type": "actions", "elements": [button]}]
    return {"type": "modal", "callback_id": "form", "title": text, "blocks": blocks, **more}


def form(**more: Any) -> dict[str, Any]:
    def field(name: str, element: dict[str, Any], **rest: Any) -> dict[str, Any]:
        label = {"type": "plain_text", "text": name.title()}
        return {"type": "input", "block_id": name, "label": label, "element": {**element, "action_id": "it"}, **rest}

    options = [{"text": {"type": "plain_text", "text": t}, "value": t.lower()} for t in ("Accepted", "Rejected")]
    blocks = [
        field("title", {"type": "plain_text_input", "min_length": 3}),
        field("status", {"type": "static_select", "options": options, "initial_option": options[0]}),
        field("deciders", {"type": "multi_users_select"}, optional=True),
        field("date", {"type": "datepicker", "initial_date": "2026-01-02"}),
    ]
    return {**modal("Form"), "blocks": blocks, "submit": {"type": "plain_text", "text": "Save"}, **more}


async def trigger(workspace: LocalWorkspace, ear: Ear) -> str:
    await workspace.driver.as_user("mara").command("/why", "x")
    return str(ear.bodies[-1]["trigger_id"])


@pytest.fixture
async def ear(workspace: LocalWorkspace, connect: Connect) -> Ear:
    ear = Ear()
    await connect(workspace, ear.register)
    return ear


async def test_a_trigger_works_once_and_for_three_seconds(make_workspace: MakeWorkspace, connect: Connect) -> None:
    workspace = await make_workspace(frozen=True, strict_rates=False)
    ear, client = Ear(), client_of(workspace)
    await connect(workspace, ear.register)
    trigger_id = await trigger(workspace, ear)
    await client.views_open(trigger_id=trigger_id, view=modal())
    assert await refused(client.views_open(trigger_id=trigger_id, view=modal())) == "exchanged_trigger_id"
    late = await trigger(workspace, ear)
    workspace.clock.advance(seconds=3.1)
    assert await refused(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_stale_hash_is_a_conflict(workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=await trigger(workspace, ear), view=modal("Loading")))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("Ready"))
    assert workspace.driver.as_user("mara").open_modals[0]["title"]["text"] == "Ready"
    stale = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("Late"))
    assert await refused(stale) == "hash_conflict"
    await workspace.driver.as_user("mara").close()
    assert await refused(client.views_update(view_id=opened["id"], view=modal("Gone"))) == "not_found"


async def test_external_ids_are_unique(workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient) -> None:
    view = modal(external_id="one")
    await client.views_open(trigger_id=await trigger(workspace, ear), view=view)
    await client.views_update(external_id="one", view=view)
    await workspace.driver.as_user("jo").command("/why", "x")
    again = client.views_open(trigger_id=ear.bodies[-1]["trigger_id"], view=view)
    assert await refused(again) == "duplicate_external_id"


async def test_the_stack_holds_three(workspace: LocalWorkspace, connect: Connect) -> None:
    failed: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.command("/why")
        async def first(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=modal("1", notify_on_close=True))

        @app.action("more")
        async def deeper(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            title = str(int(body["view"]["title"]["text"]) + 1)
            try:
                await client.views_push(trigger_id=body["trigger_id"], view=modal(title))
            except SlackApiError as error:
                failed.append(error.response["error"])

    await connect(workspace, register)
    mara = workspace.driver.as_user("mara")
    await mara.command("/why", "x")
    for title in ("1", "2", "3"):
        await mara.modal(contains=title)
        await mara.press("More")
    await workspace.driver.until(lambda: failed)
    assert failed == ["push_limit_reached"]
    first, second, third = mara.open_modals
    assert third["previous_view_id"] == second["id"]
    assert third["root_view_id"] == first["id"]
    await mara.close()
    assert len(mara.open_modals) == 2


async def test_a_submission_brings_the_whole_state(
    workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient
) -> None:
    mara = workspace.driver.as_user("mara")
    await client.views_open(trigger_id=await trigger(workspace, ear), view=form(private_metadata="kept"))
    assert await mara.submit({"Title": "ab"}) == {"errors": {"title": "This has to be at least 3 characters."}}
    answer = await mara.submit({"Title": "No roles", "status": "Rejected", "Deciders": ["U0JO"]})
    assert answer == {"ok": True}
    view = ear.bodies[-1]["view"]
    values = view["state"]["values"]
    assert values["title"]["it"] == {"type": "plain_text_input", "value": "No roles"}
    assert values["status"]["it"]["selected_option"]["value"] == "rejected"
    assert values["deciders"]["it"]["selected_users"] == ["U0JO"]
    assert values["date"]["it"]["selected_date"] == "2026-01-02"
    assert view["private_metadata"] == "kept"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"response_action": "update", "view": modal("Updated")}, ["Updated"]),
        ({"response_action": "push", "view": modal("Pushed")}, ["Form", "Pushed"]),
        ({"response_action": "clear"}, []),
    ],
)
async def test_what_a_submission_may_answer(
    workspace: LocalWorkspace, connect: Connect, answer: dict[str, Any], outcome: list[str]
) -> None:
    mara = await open_form(workspace, connect, answer)
    await mara.submit({"Title": "Something"})
    assert [v["title"]["text"] for v in mara.open_modals] == outcome


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no_such_block": "x"}},
        {"response_action": "update", "view": modal("A title that is far too long for it")},
        {"response_action": "update", "view": form(submit=None)},
    ],
)
async def test_bad_answers_to_a_submission_are_trouble(
    workspace: LocalWorkspace, connect: Connect, answer: dict[str, Any]
) -> None:
    mara = await open_form(workspace, connect, answer)
    with pytest.raises(Refused, match="trouble"):
        await mara.submit({"Title": "Something"})
    assert len(mara.open_modals) == 1


async def open_form(workspace: LocalWorkspace, connect: Connect, answer: dict[str, Any]) -> Any:
    def register(app: AsyncApp) -> None:
        @app.command("/why")
        async def show(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=form())

        @app.view("form")
        async def submitted(ack: Any) -> None:
            await ack(**answer)

    await connect(workspace, register)
    mara = workspace.driver.as_user("mara")
    await mara.command("/why", "x")
    await mara.modal(contains="Title")
    return mara


async def test_closing_is_told_where_asked_for(workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient) -> None:
    mara = workspace.driver.as_user("mara")
    for notify in (False, True):
        await client.views_open(trigger_id=await trigger(workspace, ear), view=modal(notify_on_close=notify))
        await mara.close(clear=notify)
    closed = [b for b in ear.bodies if b.get("type") == "view_closed"]
    assert [b["is_cleared"] for b in closed] == [True]


async def test_the_home_is_published_and_opened(workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient) -> None:
    mara = workspace.driver.as_user("mara")
    assert await mara.open_home() is None
    await workspace.driver.settle()
    assert ear.of("app_home_opened")[0]["tab"] == "home"
    home = {"type": "home", "blocks": modal()["blocks"]}
    published = (await client.views_publish(user_id="U0MARA", view=home))["view"]
    await client.views_publish(user_id="U0MARA", view=home, hash=published["hash"])
    stale = client.views_publish(user_id="U0MARA", view=home, hash=published["hash"])
    assert await refused(stale) == "hash_conflict"
    await mara.open_home()
    await mara.press("More", mara.home)
    body = next(b for b in ear.bodies if b["type"] == "block_actions")
    assert body["container"] == {"type": "view", "view_id": published["id"]}
    await client.views_open(trigger_id=body["trigger_id"], view=modal())


async def test_broken_views_are_refused_with_the_place(
    workspace: LocalWorkspace, ear: Ear, client: AsyncWebClient
) -> None:
    trigger_id = await trigger(workspace, ear)
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id=trigger_id, view=modal("A title that is far too long for it"))
    assert caught.value.response["error"] == "invalid_arguments"
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]
    too_much = modal(private_metadata="x" * 3001)
    assert await refused(client.views_open(trigger_id=trigger_id, view=too_much)) == "invalid_arguments"
    await client.views_open(trigger_id=trigger_id, view=modal())  # what was refused did not spend the trigger
