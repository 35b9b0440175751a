"""Nothing happens on import: no file written, no connection opened, no thread started, no process run."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, module_of, sources

IMPORT_EVERYTHING = """
import sys, threading

FORBIDDEN = {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.mkdir"}
seen = []

def watch(event, args):
    if event == "open":
        path, mode, flags = args
        writes = any(c in (mode or "r") for c in "wax+") or (isinstance(flags, int) and flags & 3)
        if writes and str(path) != "/dev/null":
            seen.append(f"{event} {path}")
    elif event in FORBIDDEN:
        seen.append(f"{event} {args}")

import importlib
for library in sys.argv[1].split(","):  # what libraries do when imported is theirs
    importlib.import_module(library)
sys.addaudithook(watch)
wrong = []
for name in sys.argv[2:]:
    before = threading.active_count()
    importlib.import_module(name)
    wrong += [f"{name}: {what}" for what in seen]
    seen.clear()
    if threading.active_count() > before:
        wrong.append(f"{name}: starts a thread")
print("\\n".join(wrong))
"""

LIBRARIES = (
    "chromadb",
    "chromadb.config",
    "onnx",
    "onnxruntime",
    "openai",
    "sklearn.linear_model",
    "sqlalchemy.ext.asyncio",
    "alembic.command",
    "slack_bolt.async_app",
    "slack_sdk.web.async_client",
    "aiohttp.web",
    "apscheduler.schedulers.asyncio",
    "typer",
)

RUN_NOT_IMPORTED = {"store.migrations.env", "bot.__main__"}
"""Run by Alembic inside a migration, and by `python -m bot`; never imported."""


def test_importing_does_nothing(tmp_path: Path) -> None:
    modules = [module_of(path) for path in sources()]
    wanted = [name for name in modules if name not in RUN_NOT_IMPORTED and ".versions." not in name]
    here, home = tmp_path / "here", tmp_path / "home"  # what libraries keep at home is theirs
    here.mkdir()
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_EVERYTHING, ",".join(LIBRARIES), *wanted],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == ""
    assert list(here.iterdir()) == []
