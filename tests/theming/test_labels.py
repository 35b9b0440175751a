"""What themes are called."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from bot.services.theming.alike import same
from bot.services.theming.candidates import Meaning
from bot.services.theming.labelling import label_themes
from bot.services.theming.words import is_stop


def test_labels_are_the_customers_own_words() -> None:
    texts = {
        "T1": ["The CSV export is slow", "csv export takes ages", "Please speed up the CSV export of invoices"],
        "T2": ["I need SSO with Okta", "SSO login fails for us", "no SSO no deal"],
        "T3": ["dark mode please", "Dark mode for the night shift"],
    }
    labels = label_themes(texts)
    assert labels["T1"].text == "CSV export"
    assert labels["T2"].text.startswith("SSO")
    assert labels["T3"].text.lower() == "dark mode"
    assert label_themes({"T9": ["???", ":-)"]})["T9"].text == "(no words)"


def test_labels_do_not_end_in_stop_words() -> None:
    labels = label_themes({"T1": ["export of the report to the archive"] * 3, "T2": ["other things"] * 3})
    for phrase in labels["T1"].keywords:
        assert not {phrase.split()[0], phrase.split()[-1]} & {"of", "the", "to"}


LOST = ["I want to report a lost card", "report my lost card now", "to report lost card", "report a lost visa card"]
DAMAGED = ["report a damaged card", "my card is damaged", "how do I report a damaged card", "a damaged card again"]
OTHERS = {
    "T8": ["the map is slow", "slow map on the tablet", "map slow again"],
    "T9": ["monthly statement by mail", "a statement each month", "statement is missing"],
}


def test_a_label_is_not_cut_off_before_its_last_word() -> None:
    labels = label_themes({"T1": LOST, "T2": DAMAGED, **OTHERS})
    assert labels["T1"].text.split()[-1] == "card"
    assert labels["T2"].text.split()[-1] in ("card", "damaged")
    electric = ["pay my electric bill", "pay the electric bill today", "can I pay my electric bill", "electric bill"]
    assert label_themes({"T1": electric, **OTHERS})["T1"].text.endswith("electric bill")


def test_a_label_does_not_start_after_its_first_word() -> None:
    texts = {"T1": ["credit card points", "how many credit card points", "spend credit card points"], **OTHERS}
    assert label_themes(texts)["T1"].text == "credit card points"


def test_of_two_themes_alike_the_smaller_one_gets_other_words() -> None:
    texts = {
        "T1": ["what is my credit score"] * 4 + ["tell me the credit score", "credit score please"],
        "T2": ["how can I improve my credit score", "improve the credit score", "improve my credit scores"],
        **OTHERS,
    }
    labels = label_themes(texts)
    assert labels["T1"].text == "credit score"
    assert "improve" in labels["T2"].text


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("split", "invoic"), ("invoic", "split"), True),
        (("zone",), ("timezon",), True),
        (("credit", "limit"), ("increas", "credit", "limit"), False),
        (("app",), ("apply",), False),
    ],
)
def test_what_counts_as_the_same_label(one: tuple[str, ...], other: tuple[str, ...], *, alike: bool) -> None:
    assert same(one, other) is alike


def test_the_order_of_themes_and_messages_does_not_matter() -> None:
    texts = {"T1": LOST, "T2": DAMAGED, **OTHERS}
    turned = {theme: said[::-1] for theme, said in reversed(texts.items())}
    assert label_themes(texts) == label_themes(turned)


def test_yesterdays_label_stays_while_it_is_nearly_as_good() -> None:
    said = ["split the invoice", "invoice for each owner", "split invoice by owner", "split one invoice", "owner share"]
    best = label_themes({"T1": said, **OTHERS})["T1"].text
    assert best == "split invoice"
    other = label_themes({"T1": [*said, "owner share", "owner share of invoice"], **OTHERS})["T1"].text
    again = {"T1": [*said, "owner share", "owner share of invoice"], **OTHERS}
    assert label_themes(again, before={"T1": best})["T1"].text == best
    assert label_themes(again, before={"T1": "colour of the logo"})["T1"].text == other


def test_labels_made_again_of_the_same_are_the_same() -> None:
    texts = {"T1": LOST, "T2": DAMAGED, "T3": ["a lost bag", "bag is lost", "my bag"], **OTHERS}
    labels = label_themes(texts)
    assert label_themes(texts, before={theme: label.text for theme, label in labels.items()}) == labels


def test_labels_that_stay_are_not_given_twice() -> None:
    texts = {"T1": LOST, "T2": [text + " please" for text in LOST], **OTHERS}
    kept = label_themes(texts)["T1"].text
    labels = label_themes(texts, kept={"T1": kept})
    assert "T1" not in labels
    assert labels["T2"].text != kept


def test_of_the_phrases_used_most_the_one_nearest_in_meaning_names_the_theme() -> None:
    texts = {"T1": ["my bank account, freeze it", "bank account: freeze", "freeze the bank account"], **OTHERS}

    def embed(phrases: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return np.array([[1, 0] if "freeze" in phrase else [0, 1] for phrase in phrases], dtype=np.float32)

    freeze, away = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    meaning = Meaning({"T1": freeze, "T8": away, "T9": away}, embed)
    assert "freeze" not in label_themes(texts)["T1"].text
    assert "freeze" in label_themes(texts, meaning=meaning)["T1"].text


def test_german_nouns_keep_their_capital() -> None:
    said = ["die Mahnungen kommen nicht", "unsere Mahnungen auf Deutsch", "Wann kommen Mahnungen?"]
    assert label_themes({"T1": said, **OTHERS})["T1"].text.split()[0] == "Mahnungen"


NAME_THINGS = {"amount", "bill", "cry", "detail", "due", "empty", "fire", "front", "interest", "mill", "system"}
"""Usual stop words that customers speak of."""


def test_the_stop_words_hold_the_usual_ones_that_name_nothing() -> None:
    assert all(is_stop(word) for word in ENGLISH_STOP_WORDS - NAME_THINGS)
    assert not any(is_stop(word) for word in ("invoice", *NAME_THINGS))
