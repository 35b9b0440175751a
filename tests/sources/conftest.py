"""Where the real data to develop against lies: never part of the repository, so tests without it are skipped."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.workspace import Channel, Team


@pytest.fixture
def shared_data() -> Callable[..., Path]:
    """Gives the path of a piece of shared data; skips the test where it is missing."""

    def path_of(*parts: str) -> Path:
        checkout = Path(__file__).resolve().parents[2]
        root = Path(os.environ.get("BECAUSE_SHARED_DATA") or checkout.parent / "shared" / "data")
        path = root.joinpath(*parts)
        if not path.exists():
            pytest.skip(f"needs shared data: {'/'.join(parts)} (set BECAUSE_SHARED_DATA to its folder)")
        return path

    return path_of


@pytest.fixture
def team() -> Team:
    return Team("T1", "Acme", "https://acme.slack.com/", bot_user_id="U_SELF", bot_id="B_SELF")


@pytest.fixture
def channel() -> Channel:
    return Channel("T1", "C1", "support")
