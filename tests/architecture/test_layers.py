"""Imports point down only, and each library stays in the rooms that know it."""

import sys

from tests.architecture.tree import PACKAGES, Import, imports, is_within, module_of, sources

ROOMS: dict[str, tuple[str, ...]] = {
    # 0: what things are
    "bot.errors": (),
    "bot.domain": ("bot.errors",),
    # 1: one outside world each
    "store": ("bot.domain", "bot.errors"),
    "prompts": ("bot.domain", "bot.errors"),
    "bot.llm": ("bot.domain", "bot.errors"),
    "bot.embeddings": ("bot.domain", "bot.errors"),
    "bot.sources": ("bot.domain", "bot.errors"),
    # 2: the verbs of the product
    "bot.services": ("bot.domain", "bot.errors", "store", "prompts", "bot.llm", "bot.embeddings", "bot.sources"),
    # 3: Slack and the clock; `bot.sources` reads Slack's message format, `bot.settings` holds the words of settings
    "handlers": ("bot.domain", "bot.errors", "bot.services", "bot.sources", "bot.settings"),
    "bot.mcp": ("bot.domain", "bot.errors", "bot.services"),
}
"""Each room and what it may import of ours, besides itself."""

TOP = (
    "bot.__main__",
    "bot.app",
    "bot.cli",
    "bot.evaluation",
    "bot.logs",
    "bot.running",
    "bot.settings",
    "bot.workspace",
)
"""Layer 4: may import anything."""

CONFINED: dict[str, tuple[str, ...]] = {
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "aiosqlite": ("store",),
    "asyncpg": ("store",),
    "chromadb": ("store",),
    "slack_bolt": ("handlers", "bot.app", "bot.running", "bot.cli", "bot.workspace"),
    "slack_sdk": ("handlers", "bot.app", "bot.running", "bot.cli", "bot.workspace"),
    "openai": ("bot.llm", "bot.embeddings"),
    "onnx": ("bot.embeddings",),
    "onnxruntime": ("bot.embeddings",),
    "tokenizers": ("bot.embeddings",),
    "safetensors": ("bot.embeddings",),
    "apscheduler": ("handlers.clock",),
    "mcp": ("bot.mcp",),
    "typer": ("bot.cli",),
    "rich": ("bot.cli",),
    "pydantic_settings": ("bot.settings",),
}
"""Each library and the rooms that may import it."""


def room_of(module: str) -> str | None:
    """The innermost room that holds the module; None for a module that nobody gave a room."""
    held = [room for room in (*ROOMS, *TOP) if is_within(module, room)]
    return max(held, key=len, default=None)


def test_every_module_has_a_room() -> None:
    homeless = [module_of(path) for path in sources() if room_of(module_of(path)) is None]
    assert homeless == ["bot"], "give new rooms their layer here and in docs/architecture.md"


def test_imports_point_down_only() -> None:
    wrong = [
        f"{found.place} {found.importer} imports {found.imported}" for found in imports() if not _may(found)
    ]
    assert not wrong, "\n".join(wrong)


def _may(found: Import) -> bool:
    if found.imported.split(".")[0] not in PACKAGES:
        return True
    importer, imported = room_of(found.importer), room_of(found.imported)
    if importer is None or importer in TOP or found.imported == "bot":  # `bot` itself holds the version
        return True
    return importer == imported or imported in ROOMS[importer]


def test_libraries_stay_in_their_rooms() -> None:
    wrong = [
        f"{found.place} {found.importer} imports {found.imported}"
        for found in imports()
        for rooms in [CONFINED.get(found.imported.split(".")[0])]
        if rooms is not None and not any(is_within(found.importer, room) for room in rooms)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_domain_uses_the_standard_library_alone() -> None:
    wrong = [
        f"{found.place} {found.imported}"
        for found in imports()
        if is_within(found.importer, "bot.domain") or is_within(found.importer, "bot.errors")
        if found.imported.split(".")[0] not in (sys.stdlib_module_names | {"bot"})
    ]
    assert not wrong, "\n".join(wrong)


def test_the_walk_sees_imports_inside_functions() -> None:
    assert any(found.importer == "bot.llm.connect" and found.imported == "bot.llm.openai_chat" for found in imports())
