"""A command waits for what it uses: heavy libraries are imported where their work begins."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

HEAVY = frozenset({"alembic", "chromadb", "onnxruntime", "openai", "scipy", "sklearn", "slack_bolt"})


@pytest.mark.parametrize(
    ("module", "not_loaded"),
    [
        ("bot.cli.commands", HEAVY | {"aiohttp", "numpy", "pydantic", "sqlalchemy"}),  # help and usage errors
        ("bot.app", HEAVY),  # every command that opens the database
    ],
)
def test_nothing_heavy_is_loaded(module: str, not_loaded: frozenset[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", f"import sys, {module}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not_loaded & set(done.stdout.split()) == set()
