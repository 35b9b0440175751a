"""Stems in texts, against looking for each stem in each text."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.synthesis_rules.vocabulary import Vocabulary

WORDS = ("app", "apps", "apply", "applied", "invoice", "invoices", "currency", "currencies", "c++", "In-voice", "É")
STEMS = ("app", "appli", "invoic", "currenc", "currenci", "c++", "voi", "voice", "s", "missing")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=30)


def has(text: str, stem: str) -> bool:
    words = "".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for c in text.lower()).split()
    if len(stem) <= 3:
        return stem in words or f"{stem}s" in words
    return any(word.startswith(stem) or (stem[-1] == "i" and word.startswith(f"{stem[:-1]}y")) for word in words)


@settings(deadline=None)
@given(texts=TEXTS, wanted=st.lists(st.sampled_from(STEMS), unique=True, max_size=4))
def test_shares_are_those_of_a_plain_search(texts: list[str], wanted: list[str]) -> None:
    counts = {stem: sum(has(text, stem) for text in texts) for stem in wanted}
    worth = {stem: max(math.log((1 + len(texts)) / (1 + n)), 0.1) for stem, n in counts.items()}
    plain = [sum(worth[s] for s in wanted if has(text, s)) / (sum(worth.values()) or 1.0) for text in texts]
    np.testing.assert_allclose(Vocabulary(texts, frozenset(STEMS)).shares(wanted), plain)


def test_rarity_is_told_by_a_sample_of_very_many() -> None:
    texts = ["odd" if n % 2 else "even" for n in range(8_000)]
    odd, even = Vocabulary(texts, frozenset({"odd", "even"})).shares(["odd", "even"])[[1, 0]]
    assert odd / even == math.log(4_001) / 0.1, "every second text is looked at: none of them is odd"
