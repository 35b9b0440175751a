"""How a theme is told: its quotes, its numbers and its place."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts import Account
from bot.domain.digests import Window
from bot.domain.kinds import SignalKind, Surface
from bot.domain.signals import Signal
from bot.domain.themes import ThemeOrder
from bot.services.theming.quoting import excerpt, representative
from bot.services.theming.weighing import in_order, score, weigh

NOW = datetime(2026, 3, 8, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(days=7), NOW)
ACCOUNTS = {
    "acme": Account("acme", "T1", "Acme", arr=10_000),
    "globex": Account("globex", "T1", "Globex", arr=20_000),
    "umbra": Account("umbra", "T1", "Umbra", arr=900_000),
}


def signal(
    number: int, account: str | None = None, text: str = "The export is slow", days: float = 1, author: str = "ana"
) -> Signal:
    name = ACCOUNTS[account].name if account else None
    return Signal(
        f"m{number:03d}", SignalKind.PROBLEM, text, "slack", surface=Surface.SUPPORT, author=author,
        account=name, account_id=account, created_at=NOW - timedelta(days=days), url=f"https://x.example/{number}",
    )  # fmt: skip


@given(st.text(min_size=1, max_size=2000), st.frozensets(st.sampled_from(["export", "a", "slow"])))
def test_an_excerpt_is_always_verbatim(text: str, wanted: frozenset[str]) -> None:
    assert excerpt(text, wanted) in text


def test_an_excerpt_is_whole_sentences_around_the_matter() -> None:
    text = "Hi there! Hope you are well. " + "We moved offices last week and it rained. " * 8
    text += "The CSV export takes ten minutes for us. Thanks a lot!"
    quote = excerpt(text, frozenset({"csv", "export"}))
    assert "The CSV export takes ten minutes for us." in quote
    assert len(quote) <= 240


def test_quotes_are_of_different_accounts() -> None:
    rng = np.random.default_rng(0)
    members = [
        signal(1, "acme", "The export is slow for us"), signal(2, "acme", "Export is slow again"),
        signal(3, "globex", "Exporting takes minutes"), signal(4, "umbra", "Slow exports in Umbra"),
        signal(5, "umbra", "Slow exports in Umbra"),
    ]  # fmt: skip
    vectors = np.ones((5, 384), dtype=np.float32) + rng.normal(size=(5, 384)).astype(np.float32) * 0.01
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    quotes = representative(members, vectors, ("export",))
    assert len({quote.account for quote in quotes}) == 3
    by_id = {member.id: member for member in members}
    assert all(quote.text in by_id[quote.id].text and quote.url == by_id[quote.id].url for quote in quotes)
    assert len(representative(members[3:], vectors[3:])) == 1


def test_money_is_counted_once_and_windows_do_not_overlap() -> None:
    members = [signal(1, "acme"), signal(2, "acme", days=3), signal(3, "globex", days=9), signal(4, days=20)]
    theme = weigh("T1", members, ACCOUNTS, WINDOW)
    assert (theme.messages, theme.accounts, theme.arr) == (4, 2, 30_000)
    assert (theme.trend.now, theme.trend.before) == (2, 1)
    assert theme.first_seen == NOW - timedelta(days=20)
    assert theme.share_of_top_account == 0.5
    assert theme.surfaces == ("support",)


def test_one_loud_account_is_named_and_does_not_win() -> None:
    loud = weigh("loud", [signal(n, "umbra") for n in range(20)], ACCOUNTS, WINDOW)
    broad = weigh("broad", [signal(50, "acme"), signal(51, "globex"), signal(52, "umbra")], ACCOUNTS, WINDOW)
    assert loud.loud_account == "Umbra"
    assert broad.loud_account is None
    assert [t.id for t in in_order([loud, broad])] == ["broad", "loud"]
    assert [t.id for t in in_order([broad, loud], ThemeOrder.RAW)] == ["loud", "broad"]
    assert [t.id for t in in_order([loud, broad], ThemeOrder.REVENUE)] == ["broad", "loud"]


def test_no_account_adds_more_than_two_points() -> None:
    assert score([signal(n, "umbra") for n in range(100)], ACCOUNTS) == 2.0
    assert score([signal(n, author="ana") for n in range(100)], ACCOUNTS) < 0.5
    assert score([], {}) == 0.0
