"""Block Kit: what is refused, and where the fault is said to be."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.shapes import SlackRefusal
from bot.workspace.validation import block_problems, check_message, view_problems

from .test_web_api import refused

Block = dict[str, Any]


def text(words: str = "x", kind: str = "mrkdwn") -> Block:
    return {"type": kind, "text": words}


def section(words: str = "x", **more: Any) -> Block:
    return {"type": "section", "text": text(words), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "action_id": "a", "text": text("Go", "plain_text"), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, **more: Any) -> list[Block]:
    return [{"text": text(f"o{n}", "plain_text"), "value": str(n), **more} for n in range(count)]


def select(count: int = 2, **more: Any) -> Block:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def cells(count: int) -> list[Block]:
    return [{"type": "raw_text", "text": "c"} for _ in range(count)]


GOOD: list[list[Block]] = [
    [section("x" * 3000, accessory=button(value="v" * 2000))],
    [{"type": "header", "text": text("h" * 150, "plain_text")}, {"type": "divider"}],
    [{"type": "context", "elements": [text() for _ in range(10)]}],
    [actions(*(button(action_id=str(n)) for n in range(25)))],
    [actions(select(100), {"type": "overflow", "action_id": "o", "options": options(5)})],
    [{"type": "section", "fields": [text("f" * 2000) for _ in range(10)]}],
    [{"type": "markdown", "text": "m" * 6000}, {"type": "markdown", "text": "m" * 6000}],
    [{"type": "table", "rows": [cells(20) for _ in range(100)]}],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "t"}]}]}],
    [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "f",
                    "positive_button": {"text": text("Yes", "plain_text"), "value": "y"},
                    "negative_button": {"text": text("No", "plain_text"), "value": "n"},
                }
            ],
        }
    ],
    [{"type": "image", "image_url": "https://x.test/i.png", "alt_text": "i"}],
]


@pytest.mark.parametrize("blocks", GOOD)
def test_what_is_allowed(blocks: list[Block]) -> None:
    assert block_problems(blocks).found == []


BAD: list[tuple[list[Block], str]] = [
    ([{"type": "nonsense"}], "/blocks/0/type"),
    ([section("")], "/blocks/0/text/text"),
    ([section("x" * 3001)], "/blocks/0/text/text"),
    ([{"type": "section"}], "/blocks/0"),
    ([section(colour="red")], "/blocks/0"),
    ([{"type": "section", "fields": [text() for _ in range(11)]}], "/blocks/0/fields"),
    ([{"type": "section", "fields": [text("x" * 2001)]}], "/blocks/0/fields/0/text"),
    ([{"type": "header", "text": text("h" * 151, "plain_text")}], "/blocks/0/text/text"),
    ([{"type": "header", "text": text("mrkdwn is not for headers")}], "/blocks/0/text/type"),
    ([{"type": "context", "elements": [text() for _ in range(11)]}], "/blocks/0/elements"),
    ([actions()], "/blocks/0/elements"),
    ([actions(*(button(action_id=str(n)) for n in range(26)))], "/blocks/0/elements"),
    ([actions(button(), button())], "/blocks/0"),
    ([actions(button(text=text("b" * 76, "plain_text")))], "/blocks/0/elements/0/text/text"),
    ([actions(button(text=text("b")))], "/blocks/0/elements/0/text/type"),
    ([actions(button(value="v" * 2001))], "/blocks/0/elements/0/value"),
    ([actions(button(url="u" * 3001))], "/blocks/0/elements/0/url"),
    ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    ([actions(button(action_id="a" * 256))], "/blocks/0/elements/0/action_id"),
    ([actions(select(101))], "/blocks/0/elements/0/options"),
    ([actions({**select(), "options": []})], "/blocks/0/elements/0/options"),
    ([actions(select(initial_option=options(3)[2]))], "/blocks/0/elements/0"),
    ([actions(select(placeholder=text("p" * 151, "plain_text")))], "/blocks/0/elements/0/placeholder/text"),
    ([actions({**select(), "options": options(1, description=text("d" * 76, "plain_text"))})],
     "/blocks/0/elements/0/options/0/description/text"),
    ([actions({"type": "overflow", "action_id": "o", "options": options(6)})], "/blocks/0/elements/0/options"),
    ([actions({"type": "checkboxes", "action_id": "c", "options": options(11)})], "/blocks/0/elements/0/options"),
    ([actions({"type": "plain_text_input", "action_id": "p"})], "/blocks/0/elements/0/type"),
    ([section(block_id="b"), section(block_id="b")], "/blocks/1/block_id"),
    ([section(block_id="b" * 256)], "/blocks/0/block_id"),
    ([section() for _ in range(51)], "/blocks"),
    ([{"type": "markdown", "text": "m" * 7000}, {"type": "markdown", "text": "m" * 7000}], "/blocks"),
    ([{"type": "table", "rows": [cells(2)]}, {"type": "table", "rows": [cells(2)]}], "/blocks"),
    ([{"type": "table", "rows": [cells(21)]}], "/blocks/0/rows/0"),
    ([{"type": "table", "rows": [cells(1) for _ in range(101)]}], "/blocks/0/rows"),
    ([{"type": "image", "image_url": "https://x.test/i.png"}], "/blocks/0/alt_text"),
    ([{"type": "data_table", "rows": [cells(2), cells(2)]}], "/blocks/0"),
    ([{"type": "alert", "text": text(), "level": "loud"}], "/blocks/0/level"),
    ([{"type": "carousel", "elements": []}], "/blocks/0/elements"),
    ([{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "b"}]}]}],
     "/blocks/0/elements/0/elements/0/type"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "pointer"), BAD)
def test_what_is_refused_and_where(blocks: list[Block], pointer: str) -> None:
    assert pointer in [at for _, at in block_problems(blocks).found]


def test_a_confirmation_has_limits() -> None:
    words = {"title": text("t" * 101, "plain_text"), "text": text("t" * 301), "confirm": text("c" * 31, "plain_text")}
    found = block_problems([actions(button(confirm={**words, "deny": text("No", "plain_text")}))]).found
    at = "/blocks/0/elements/0/confirm"
    assert [pointer for _, pointer in found] == [f"{at}/title/text", f"{at}/text/text", f"{at}/confirm/text"]


def modal(**more: Any) -> Block:
    return {"type": "modal", "title": text("Title", "plain_text"), "blocks": [section()], **more}


def field(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": text("L", "plain_text"), "element": element, **more}


PLAIN = {"type": "plain_text_input", "action_id": "p"}


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(title=text("t" * 25, "plain_text")), "/view/title/text"),
        (modal(blocks=[field(PLAIN)]), "/view"),
        (modal(submit=text("s" * 25, "plain_text")), "/view/submit/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(blocks=[{"type": "markdown", "text": "m"}]), "/view/blocks/0/type"),
        (modal(blocks=[section() for _ in range(101)]), "/view/blocks"),
        (modal(blocks=[field(button())], submit=text("S", "plain_text")), "/view/blocks/0/element/type"),
        (
            modal(blocks=[field({**PLAIN, "max_length": 3001})], submit=text("S", "plain_text")),
            "/view/blocks/0/element/max_length",
        ),
        ({"type": "home"}, "/view"),
        ({"type": "message", "blocks": []}, "/view/type"),
    ],
)
def test_views_that_are_refused(view: Block, pointer: str) -> None:
    assert pointer in [at for _, at in view_problems(view).found]


def test_all_words_together_are_limited() -> None:
    with pytest.raises(SlackRefusal, match="msg_blocks_too_long"):
        check_message({"text": "x", "blocks": [section("x" * 2900) for _ in range(5)]})
    check_message({"text": "x", "blocks": [section("x" * 2600) for _ in range(5)]})


async def test_the_refusal_names_every_place(client: AsyncWebClient) -> None:
    await client.conversations_join(channel="C0SUPPORT")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[section(""), {"type": "nonsense"}])
    reply = caught.value.response
    assert reply["error"] == "invalid_blocks"
    assert reply["errors"] == [
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "unsupported type: nonsense [json-pointer:/blocks/1/type]",
    ]
    assert reply["response_metadata"]["messages"][0].startswith("[ERROR] ")


async def test_blocks_can_be_checked_without_posting(client: AsyncWebClient) -> None:
    await client.blocks_validate(blocks=[section()])
    assert await refused(client.blocks_validate(blocks=[section("")])) == "invalid_blocks"
    assert await refused(client.blocks_validate(view=modal(title=text("t" * 25, "plain_text")))) == "invalid_view"
    assert await refused(client.blocks_validate(message={"blocks": [section("")]})) == "invalid_message"
