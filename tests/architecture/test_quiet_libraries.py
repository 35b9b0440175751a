"""Libraries that would call home do not: ONNX Runtime reports to its maker unless it is told not to before it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.embeddings.weights import find_weights
from bot.errors import Unavailable
from tests.architecture.tree import ROOT

EMBED = """
import sys
from pathlib import Path
from bot.embeddings.minilm import MiniLM
MiniLM(Path(sys.argv[1])).embed(["hello"])
"""


def test_embedding_leaves_no_trace_at_home(tmp_path: Path) -> None:
    """The runtime writes a device id and a queue of events at home as soon as its reporting is on."""
    try:
        find_weights()
    except Unavailable as missing:
        pytest.skip(str(missing))
    home = tmp_path / "home"
    home.mkdir()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    suppressing = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "GITHUB_ACTIONS", "TF_BUILD")
    environment = {name: value for name, value in os.environ.items() if name not in suppressing}
    subprocess.run(
        [sys.executable, "-c", EMBED, str(tmp_path / "models")],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(temporary)},
        check=True,
        timeout=110,
    )
    assert [path.name for path in (*home.rglob("*"), *temporary.rglob("*"))] == []
