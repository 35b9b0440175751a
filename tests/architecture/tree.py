"""The source tree as its imports draw it: modules, rooms, and every import with its place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "store", "prompts")


@dataclass(frozen=True)
class Import:
    """`importer` imports `imported` (both dotted); `place` is file:line, for a person to click on."""

    importer: str
    imported: str
    place: str


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file of the product, relative to the root."""
    found = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> tuple[Import, ...]:
    """All imports, also those inside functions. `from bot import x` counts as `bot.x` where that is a module."""
    modules = {module_of(path) for path in sources()}
    return tuple(
        Import(module_of(path), name, f"{path}:{node.lineno}")
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _names(node, path, modules)
    )


def _names(node: ast.Import | ast.ImportFrom, path: Path, modules: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        parts = path.with_suffix("").parts
        base = ".".join([*parts[: len(parts) - node.level], *([base] if base else [])])
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield inner if inner in modules else base


def is_within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")
