"""A wheel holds everything that the program needs: every file of the packages that is kept in the checkout."""

import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

PACKAGES = ("bot", "handlers", "store", "prompts")
BUILD_FILES = ("pyproject.toml", "README.md", "LICENSE")
BUILD = """
import sys
from setuptools.build_meta import build_wheel
build_wheel(sys.argv[1])
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git keeps (and of what is new), so that building leaves nothing in the checkout."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PACKAGES, *BUILD_FILES]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: there is no list of files to compare the wheel with")
    copy = tmp_path_factory.mktemp("sources")
    for name in listed:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    return copy


def test_the_wheel_holds_every_file(sources: Path, tmp_path: Path) -> None:
    if find_spec("setuptools") is None:
        pytest.skip("setuptools is not installed: the wheel cannot be built")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)], cwd=sources, capture_output=True, text=True, timeout=100
    )
    assert built.returncode == 0, built.stderr[-2000:]
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}
    wanted = {
        path.relative_to(sources).as_posix()
        for package in PACKAGES
        for path in (sources / package).rglob("*")
        if path.is_file() and "egg-info" not in str(path)
    }
    assert sorted(wanted - held) == []
    assert sorted(held - wanted) == []
