"""How a theme is told: its quotes, its numbers and its place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.lists import ORDERS
from bot.domain.accounts import Account
from bot.domain.digests import Window
from bot.domain.kinds import SignalKind, Surface
from bot.domain.signals import Signal
from bot.domain.themes import ThemeOrder
from bot.services.theming.excerpts import cut, excerpt
from bot.services.theming.quoting import representative
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


def test_complaints_stand_for_a_theme_before_praise_unless_it_is_praise() -> None:
    vectors = np.ones((4, 8), dtype=np.float32) / np.sqrt(8).astype(np.float32)
    members = [
        replace(signal(1, "acme", "No duplicate invoices any more, thank you!"), kind=SignalKind.PRAISE),
        signal(2, "globex", "Forty duplicate invoices this month", days=30),
        signal(3, "umbra", "Invoices are in there twice again", days=20),
        signal(4, "acme", "Duplicate invoices, for the third time", days=25),
    ]
    today = frozenset({"m001"})
    quotes = representative(members, vectors, ("duplicate invoices",), today=today)
    assert [quote.id for quote in quotes] == ["m002", "m004", "m003"]
    pleased = [replace(member, kind=SignalKind.PRAISE) for member in members[1:3]] + members[:1] + members[3:]
    assert representative(pleased, vectors, ("duplicate invoices",), today=today)[0].id == "m001"


def test_what_was_said_today_stands_for_a_theme_only_from_its_middle() -> None:
    centre, aside = np.eye(8, dtype=np.float32)[:2]
    vectors = np.stack([centre, centre, centre, 0.6 * centre + 0.8 * aside])
    members = [signal(n, "acme", f"Duplicate invoices, number {n}") for n in range(3)]
    members.append(signal(9, "globex", "Two owners, two invoices, one slip"))
    for today, first in (("m009", "m000"), ("m002", "m002")):
        assert representative(members, vectors, today=frozenset({today}))[0].id == first


def test_a_quote_holds_the_words_of_the_theme_and_has_an_account() -> None:
    vectors = np.ones((3, 8), dtype=np.float32) / np.sqrt(8).astype(np.float32)
    members = [
        signal(1, None, "Duplicate invoices all over the place"),
        signal(2, "acme", "We spent the whole morning on this again"),
        signal(3, "globex", "Every month there are duplicate invoices in the books"),
    ]
    assert representative(members, vectors, ("duplicate invoices",))[0].id == "m003"


def test_a_loud_account_does_not_take_all_the_quotes() -> None:
    members = [signal(at, "umbra", f"The export is slow, for the {at}th time") for at in range(60)]
    members += [signal(60, "acme", "Exporting takes minutes here"), signal(61, "globex", "We wait for exports")]
    vectors = np.zeros((62, 8), dtype=np.float32)
    vectors[:60, 0] = 1.0
    vectors[60:, :2] = np.sqrt(0.5)
    assert {quote.account for quote in representative(members, vectors, ("export",))} == {"Umbra", "Acme", "Globex"}


LONG = "The export of all our invoices takes ten minutes, and half of the time it stops without a word. We gave up."


@pytest.mark.parametrize(
    ("longest", "shown"),
    [
        (200, LONG),
        (100, LONG.removesuffix(" We gave up.")),
        (80, "The export of all our invoices takes ten minutes…"),
        (40, "The export of all our invoices takes…"),
    ],
)
def test_a_quote_is_cut_between_sentences_else_at_a_clause_else_between_words(longest: int, shown: str) -> None:
    assert cut(LONG, longest) == shown


@given(st.text(min_size=1, max_size=400), st.integers(20, 200))
def test_a_cut_quote_is_the_beginning_and_fits(text: str, longest: int) -> None:
    shown = cut(text, longest)
    assert len(shown) <= longest
    assert text.startswith(shown.removesuffix("…")) or shown.removesuffix("…") in text


def test_a_tickets_title_is_no_quote() -> None:
    said = "#4711 Splitting invoices (https://x.example/t/4711)\nWe need one invoice each.\nRequester: Ana"
    assert excerpt(said, frozenset({"splitting", "invoices"})) == "We need one invoice each."


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


def test_the_three_orders_differ_where_one_account_is_loud() -> None:
    """As `because themes --help` tells it."""
    worth = {"loud": 900_000, "c1": 150_000, "c2": 150_000, **{f"b{n}": 15_000 for n in range(1, 5)}}
    accounts = {one: Account(one, "T1", one.upper(), arr=arr) for one, arr in worth.items()}
    said = {
        "A": ["loud"] * 20,
        "B": ["b1", "b1", "b1", "b2", "b2", "b3", "b3", "b4", "b4"],
        "C": ["c1", "c1", "c2", "c2"],
    }
    themes = [
        weigh(name, [replace(signal(at), account_id=one) for at, one in enumerate(by)], accounts, WINDOW)
        for name, by in said.items()
    ]
    assert [(t.messages, t.arr) for t in themes] == [(20, 900_000), (9, 60_000), (4, 300_000)]
    orders = {order.value: "".join(t.id for t in in_order(themes, order)) for order in ThemeOrder}
    assert orders == {"raw": "ABC", "capped": "BCA", "revenue": "ACB"}
    assert [t.loud_account for t in themes] == ["LOUD", None, None]
    assert all(f"{told}" in ORDERS for told in ("A, B, C.", "B, C, A.", "A, C, B."))


def test_no_account_adds_more_than_two_points() -> None:
    assert score([signal(n, "umbra") for n in range(100)], ACCOUNTS) == 2.0
    assert score([signal(n, author="ana") for n in range(100)], ACCOUNTS) < 0.5
    assert score([], {}) == 0.0
