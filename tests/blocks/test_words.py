"""Escaping, links, shortening and numbers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.escape import clean, escape, escape_mrkdwn, link, safe_url, unescape
from handlers.blocks.wording import ago, counted, fallback, length, listed, money, shorten
from tests.blocks import samples


@given(st.text())
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescape(escape(text)) == clean(text)


@given(st.text(), st.integers(min_value=2, max_value=300))
def test_shortening_keeps_within_the_limit_and_to_the_words(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert length(short) <= limit
    assert clean(text).strip().startswith(short.removesuffix("…"))


def test_words_are_not_cut() -> None:
    assert shorten("We keep three fixed roles", 16) == "We keep three…"
    assert shorten("We keep three", 13) == "We keep three"


@pytest.mark.parametrize(("text", "shown"), [
    ("*bold* and snake_case and 2*3", "∗bold∗ and snake_case and 2*3"),
    ("`code` ~no~ _it_", "ˋcodeˋ ∼no∼ ˍitˍ"),
    ("<!channel> & co\nnext", "&lt;!channel&gt; &amp; co next"),
])
def test_mrkdwn_does_nothing(text: str, shown: str) -> None:
    assert escape_mrkdwn(text) == shown


@pytest.mark.parametrize("url", [
    None, "", "javascript:alert(1)", "slack://user?id=U1", "mailto:a@b.example", "https://", "https:///x", "//host/x",
    "https://acme.slack.com@evil.example/x", "https://a.example/\u202egnp.exe", "https://a.example/\nx",
    "https://[broken/x", "https://a.example/" + "x" * 3000, "relative/path",
])
def test_what_is_no_safe_address_is_no_link(url: str | None) -> None:
    assert safe_url(url) is None
    assert link(url, "label") == "label"


def test_a_link_holds_what_it_says() -> None:
    assert link("https://a.example/x?a=1&b=2", "Title | part") == "<https://a.example/x?a=1&amp;b=2|Title ¦ part>"
    assert link("https://a.example/a|b>", "x") == "<https://a.example/a%7Cb%3E|x>"
    assert link("https://evil.example/x", "https://good.example/login") == (
        "<https://evil.example/x|https://good.example/login (evil.example)>"
    )


def test_numbers_and_times_read_well() -> None:
    assert [money(n) for n in (950, 38_400, 999_600, 1_240_000, 2_000_000)] == ["950", "38k", "1M", "1.2M", "2M"]
    assert [counted(1, "account"), counted(1204, "account")] == ["1 account", "1,204 accounts"]
    assert [listed(()), listed("A"), listed("AB"), listed("ABCDEF")] == ["", "A", "A and B", "A, B, C, D and 2 more"]
    passed = [timedelta(seconds=5), timedelta(minutes=4), timedelta(hours=3), timedelta(days=2), timedelta(days=40)]
    assert [ago(samples.NOW - one, samples.NOW) for one in passed] == [
        "just now", "4 min ago", "3 h ago", "2 days ago", "23 Jan 2026",
    ]


def test_a_fallback_is_short_enough_after_escaping() -> None:
    assert length(fallback("<" * 5000)) <= 4000
    assert fallback("  ") == "(no text)"
