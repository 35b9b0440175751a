"""What the packaged classifier makes of messages of its own time: kinds, small talk, and where they were said."""

from pathlib import Path

import pytest

from bot.domain.kinds import SignalKind, Surface
from bot.embeddings.minilm import MiniLM
from bot.services.classifying import Classified, Classifier, Context, essence


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    return MiniLM(_cache() or tmp_path_factory.mktemp("model"))


def _cache() -> Path | None:
    """The checkout's data folder where a model was built before, so that the suite builds it once."""
    data = Path(__file__).parents[2] / "data"
    return data if data.is_dir() else None


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def judge(text: str, embedder: MiniLM, classifier: Classifier, context: Context | None = None) -> Classified:
    vectors = embedder.embed([essence(text)])
    return classifier.classify([text], vectors, [context or Context()])[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The invoice PDF comes out empty since Tuesday", SignalKind.PROBLEM),
        ("It would be great to group invoices by cost centre", SignalKind.REQUEST),
        ("How do I change the address on an invoice?", SignalKind.QUESTION),
        ("Honestly the new invoice screen is a delight to use", SignalKind.PRAISE),
        ("Umbra won't sign the contract unless we have SAML", SignalKind.DEAL_BLOCKER),
        ("They told us they will not renew in June", SignalKind.CHURN_RISK),
        ("We are switching to Ledgerly because it is cheaper", SignalKind.COMPETITOR),
        ("Type: Feature Request\n\nRounding of totals\n\nRound to five cents", SignalKind.REQUEST),
    ],
)
def test_tells_the_kind(text: str, kind: SignalKind, embedder: MiniLM, classifier: Classifier) -> None:
    assert judge(text, embedder, classifier).kind is kind


@pytest.mark.parametrize(
    "text",
    ["thanks!", "good morning all", "<@U123> has joined the channel", "lunch at noon?", "ok will do", ":tada:", "",
     "Standup moved to 10 today", "Welcome Maria, great to have you here"],
)
def test_small_talk_is_nothing(text: str, embedder: MiniLM, classifier: Classifier) -> None:
    assert judge(text, embedder, classifier, Context(Surface.COMMUNITY)).kind is None


def test_bot_chatter_and_product_channels_are_nothing(embedder: MiniLM, classifier: Classifier) -> None:
    text = "The export is broken again"
    for context in (Context(Surface.COMMUNITY, is_bot=True), Context(Surface.PRODUCT)):
        found = judge(text, embedder, classifier, context)
        assert (found.kind, found.signal, found.likeliest) == (None, 0.0, SignalKind.PROBLEM)


def test_an_integration_carries_a_customers_words(embedder: MiniLM, classifier: Classifier) -> None:
    context = Context(Surface.SUPPORT, is_bot=True, is_feedback=True)
    assert judge("The export is broken again", embedder, classifier, context).kind is SignalKind.PROBLEM


def test_staff_answers_weigh_less_than_customers(embedder: MiniLM, classifier: Classifier) -> None:
    text = "The export is limited to 10k rows, use the API for more"
    customer = judge(text, embedder, classifier, Context(Surface.SUPPORT, is_reply=True)).signal
    staff = judge(text, embedder, classifier, Context(Surface.SUPPORT, is_reply=True, is_staff=True))
    assert staff.kind is None
    assert staff.signal < customer


def test_a_known_competitor_makes_the_mention_one(embedder: MiniLM, classifier: Classifier) -> None:
    text = "The demo went well, Ledgerly comes up a lot though"
    vectors = embedder.embed([essence(text)])
    without = classifier.classify([text], vectors)[0]
    named = classifier.classify([text], vectors, competitors=["Ledgerly"])[0]
    assert named.likeliest is SignalKind.COMPETITOR
    assert named.signal > without.signal


def test_same_input_same_output(embedder: MiniLM, classifier: Classifier) -> None:
    texts = ["The export is broken", "thanks", "please add dark mode"]
    vectors = embedder.embed(texts)
    assert classifier.classify(texts, vectors) == classifier.classify(texts, vectors)
    assert classifier.classify([], vectors[:0]) == []


def test_the_essence_leaves_the_form_behind() -> None:
    text = "Crash\n\n### Steps\n\n<!-- be brief -->1. open\n```\ntrace\n```\n![shot](x.png)"
    assert essence(text) == "Crash\n\n 1. open\n ```"
    assert essence("### Only a heading") == "### Only a heading"
