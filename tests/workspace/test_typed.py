"""What Slack makes of typed text."""

from datetime import UTC, datetime

import pytest

from bot.workspace.seed import build_world
from bot.workspace.state import World
from bot.workspace.typed import rich_text, to_slack_text

from .tiny import make_company

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return build_world(make_company(NOW), "Because", NOW.timestamp())


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("hi @mara, and @Jo Park!", "hi <@U0MARA>, and <@U0JO>!"),
        ("mail jo@mara.test", "mail jo@mara.test"),
        ("in #support, not #supporters", "in <#C0SUPPORT|support>, not #supporters"),
        ("in #secret", "in <#C0SECRET|>"),
        ("@here look", "<!here> look"),
        ("<!channel> cannot be typed", "&lt;!channel&gt; cannot be typed"),
        ("<@U0MARA> may be written out, <@U9NOBODY> not", "<@U0MARA> may be written out, &lt;@U9NOBODY&gt; not"),
        ("see https://x.test/a?b=1&c=2.", "see <https://x.test/a?b=1&amp;c=2>."),
        ("", ""),
    ],
)
def test_tokens_and_entities(world: World, typed: str, text: str) -> None:
    assert to_slack_text(world, typed) == text


def test_commands_get_names(world: World) -> None:
    assert to_slack_text(world, "ask @mara in #support", with_names=True) == (
        "ask <@U0MARA|mara> in <#C0SUPPORT|support>"
    )


def test_the_rich_text_says_the_same() -> None:
    block = rich_text("*bold* :mega: <https://x.test|x> `a &lt; b`\n&gt; quoted\n```\ncode\n```", block_id="b")
    section, quote, code = block["elements"]
    assert section["elements"][0] == {"type": "text", "text": "bold", "style": {"bold": True}}
    assert {"type": "emoji", "name": "mega"} in section["elements"]
    assert {"type": "link", "url": "https://x.test", "text": "x"} in section["elements"]
    assert {"type": "text", "text": "a < b", "style": {"code": True}} in section["elements"]
    assert quote == {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]}
    assert code == {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]}
