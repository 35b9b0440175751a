"""Text as a person types it, turned into Slack's text and its `rich_text` block."""

import re
from collections.abc import Iterable

from bot.workspace.shapes import Json
from bot.workspace.state import World

_BROADCASTS = ("here", "channel", "everyone")
_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
_TOKEN = re.compile(
    r"<(?P<inner>[^<>\s][^<>]*)>|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|`(?P<code>[^`\n]+)`"
    r"|(?<!\w)\*(?P<bold>[^*\s][^*\n]*?)\*(?!\w)|(?<!\w)_(?P<italic>[^_\s][^_\n]*?)_(?!\w)|(?<!\w)~(?P<strike>[^~\s][^~\n]*?)~(?!\w)"
)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def to_slack_text(world: World, typed: str, *, with_names: bool = False) -> str:
    """What Slack makes of typed text: `& < >` escaped, `@name` and `#channel` and links as tokens.

    with_names: `<@U1|mara>` and `<#C1|support>`, as slash commands with `should_escape` get them.
    Tokens of people and channels that there are (`<@U1>`, `<#C1>`), as pages and tests may write them, are kept.
    """
    people = {u.name.lower(): (u.id, u.name) for u in world.users.values()}
    people |= {u.real_name.lower(): (u.id, u.name) for u in world.users.values()}
    channels = {c.name.lower(): c for c in world.channels.values() if c.name}
    kept = rf"<[@#](?:{_alternatives([*world.users, *world.channels])})(?:\|[^<>]*)?>"
    at_names = _alternatives([*people, *_BROADCASTS])
    hash_names = _alternatives(channels)
    pattern = re.compile(
        rf"(?P<kept>{kept})|(?P<url>{_URL.pattern})|(?<![\w@])@(?P<at>{at_names})(?![\w])"
        rf"|(?<![\w#])#(?P<hash>{hash_names})(?![\w-])",
        re.IGNORECASE,
    )

    def token(match: re.Match[str]) -> str:
        if match["kept"]:
            return match["kept"]
        if match["url"]:
            return f"<{escape(match['url'])}>"
        if match["at"]:
            name = match["at"].lower()
            if name in people:
                user_id, handle = people[name]
                return f"<@{user_id}|{handle}>" if with_names else f"<@{user_id}>"
            return f"<!{name}>"
        channel = channels[match["hash"].lower()]
        shown = "" if channel.is_private else channel.name
        return f"<#{channel.id}|{shown}>"

    pieces: list[str] = []
    end = 0
    for match in pattern.finditer(typed):
        pieces += [escape(typed[end : match.start()]), token(match)]
        end = match.end()
    return "".join([*pieces, escape(typed[end:])])


def _alternatives(names: Iterable[str]) -> str:
    ordered = sorted((re.escape(n) for n in names if n), key=len, reverse=True)
    return "|".join(ordered) if ordered else r"(?!)"


def rich_text(text: str, *, block_id: str) -> Json:
    """The `rich_text` block that Slack's composer sends along with `text` (Slack's text, tokens and entities in it)."""
    parts: list[Json] = []
    for index, chunk in enumerate(re.split(r"```\n?(.*?)\n?```", text, flags=re.DOTALL)):
        if index % 2:
            parts.append({"type": "rich_text_preformatted", "elements": [_text(chunk)]})
        elif chunk.strip() or not parts:
            parts += _paragraphs(chunk.strip("\n"))
    return {"type": "rich_text", "block_id": block_id, "elements": parts}


def _paragraphs(chunk: str) -> list[Json]:
    """Runs of `>` lines become quotes, the rest sections."""
    runs: list[tuple[bool, list[str]]] = []
    for line in chunk.split("\n"):
        quoted = line.startswith("&gt;")
        bare = line[4:].lstrip() if quoted else line
        if runs and runs[-1][0] == quoted:
            runs[-1][1].append(bare)
        else:
            runs.append((quoted, [bare]))
    kinds = {True: "rich_text_quote", False: "rich_text_section"}
    return [{"type": kinds[quoted], "elements": _inline("\n".join(lines))} for quoted, lines in runs]


def _inline(text: str) -> list[Json]:
    elements: list[Json] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            elements.append(_text(text[end : match.start()]))
        elements.append(_element(match))
        end = match.end()
    if end < len(text):
        elements.append(_text(text[end:]))
    return elements


def _element(match: re.Match[str]) -> Json:
    if match["emoji"]:
        return {"type": "emoji", "name": match["emoji"]}
    for style in ("code", "bold", "italic", "strike"):
        if match[style]:
            return {**_text(match[style]), "style": {style: True}}
    inner, _, label = match["inner"].partition("|")
    if inner.startswith("@"):
        return {"type": "user", "user_id": inner[1:]}
    if inner.startswith("#"):
        return {"type": "channel", "channel_id": inner[1:]}
    if inner.startswith("!"):
        return {"type": "broadcast", "range": inner[1:]}
    link: Json = {"type": "link", "url": unescape(inner)}
    return {**link, "text": unescape(label)} if label else link


def _text(text: str) -> Json:
    return {"type": "text", "text": unescape(text)}
