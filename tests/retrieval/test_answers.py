"""From a question in anybody's words to the record's own sentences, or to an honest "no record"."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.answers import Answer, EvidenceKind
from bot.domain.messages import Message
from bot.embeddings.minilm import MiniLM
from bot.evaluation.library import CompanyLibrary, open_library
from bot.services.answering.extractive import extract
from bot.services.retrieval.ports import Near, Vector
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import find_records
from bot.services.retrieval.weights import learned
from tests.embeddings.conftest import minilm  # noqa: F401
from tests.retrieval.company import RECORDS

TODAY = date(2026, 11, 20)


class Talking(CompanyLibrary):
    """The company's records and what was said, nearest by meaning alone."""

    said: Mapping[str, str]
    threads: Mapping[str, Sequence[str]]
    model: MiniLM

    async def near_messages(self, vector: Vector, k: int) -> Sequence[Near]:
        vectors = self.model.embed(list(self.said.values()))
        return sorted(
            (Near(i, float(v @ vector)) for i, v in zip(self.said, vectors, strict=True)), key=lambda n: -n[1]
        )

    async def messages(self, ids: Collection[str]) -> Mapping[str, Message]:
        at = datetime(2026, 1, 2, tzinfo=UTC)
        return {
            i: Message(i, "eval", self.said[i], at, channel_name="product", author="Ana", is_staff=True) for i in ids
        }

    async def replies(self, messages: Collection[Message]) -> Mapping[str, Sequence[Message]]:
        found = await self.messages([i for m in messages for i in self.threads.get(m.id, ())])
        return {m.id: [found[i] for i in self.threads.get(m.id, ())] for m in messages}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keeps the vectors from one test to the next."""
    return tmp_path_factory.mktemp("library")


@pytest.fixture
async def library(minilm: MiniLM, folder: Path) -> AsyncIterator[Talking]:  # noqa: F811
    async with open_library(RECORDS, minilm, folder, "harbours") as opened:
        opened.__class__ = Talking
        assert isinstance(opened, Talking)
        opened.said, opened.threads, opened.model = {}, {}, minilm
        yield opened


async def ask(library: Talking, question: str) -> Answer:
    vectors = library.model.embed(read_question(question, TODAY).forms)
    found = await find_records(library, question, vectors, TODAY, learned())
    return await extract(library, found, "a1", vectors, library.model.embed)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("why don't customers pay per person who logs in?", "HB-1"),
        ("why does money have to be paid before the guests arrive?", "HB-8"),
        ("why is there no bot for Microsoft's chat?", "HB-5"),
        ("why can't I use the quay app without a network?", "HB-4"),
        ("Why do we host in Frankfurt?", "HB-10"),
        ("why HB-7?", "HB-7"),
    ],
)
async def test_the_right_record_is_first_and_quoted_word_for_word(library: Talking, question: str, right: str) -> None:
    answer = await ask(library, question)
    assert answer.answered
    assert answer.decision is not None
    assert answer.decision.id == right
    by_id = {r.id: r for r in RECORDS}
    assert answer.citations
    for citation in answer.citations:
        assert citation.quote in by_id[citation.id].text
        assert not citation.quote.startswith("#")


async def test_a_question_on_an_option_gets_the_sentence_on_that_option(library: Talking) -> None:
    answer = await ask(library, "Why was the flat price for harbours turned down?")
    assert "doubled the bill" in answer.reason
    assert answer.decision is not None
    assert answer.decision.options_lost == ("Price by seat", "Flat price")


async def test_a_superseded_record_answers_with_its_successor(library: Talking) -> None:
    answer = await ask(library, "Why did we send receipts as printed letters?")
    assert answer.decision is not None
    assert (answer.decision.id, answer.decision.superseded_by_title) == ("HB-2", "Send receipts as PDF")
    assert "superseded by “Send receipts as PDF”" in answer.answer
    assert {c.id for c in answer.citations} >= {"HB-2", "HB-3"}


async def test_an_iceboxed_record_says_when_to_look_again(library: Talking) -> None:
    answer = await ask(library, "why was offline mode put off?")
    assert answer.decision is not None
    assert answer.decision.revisit_when == "five paying harbours have no coverage on their quays"
    assert "look again when: five paying harbours" in answer.answer


async def test_what_nobody_decided_is_not_answered(library: Talking) -> None:
    answer = await ask(library, "Why did we choose Stripe over Adyen for card payments?")
    assert not answer.answered
    assert answer.decision is None
    assert not answer.citations
    assert answer.nearest
    assert answer.searched == len(RECORDS)


async def test_a_reason_that_was_only_said_is_told_as_talk(library: Talking) -> None:
    library.said = {
        "C1:1.0": "We chose Stripe over Adyen for card payments because Adyen wanted a yearly minimum.",
        "C1:2.0": "Why did we choose Stripe over Adyen for card payments?",
        "C1:3.0": "lunch?",
    }
    answer = await ask(library, "Why did we choose Stripe over Adyen for card payments?")
    assert answer.answered
    assert answer.decision is None
    assert [(c.kind, c.id) for c in answer.citations] == [(EvidenceKind.MESSAGE, "C1:1.0")]
    assert answer.answer.startswith("No record says why, but Ana said in conversation")


GERMAN = {
    "C1:1.0": "why is the quay app only in German?",
    "C1:1.1": "the translator left, and a word that is wrong on a crane hurts somebody",
    "C1:1.2": "thanks!",
}


async def test_a_reason_in_the_thread_of_the_same_question_is_told_before_a_record_of_something_else(
    library: Talking,
) -> None:
    question = "why does the quay app speak nothing but German?"
    before = await ask(library, question)
    library.said, library.threads = GERMAN, {"C1:1.0": ("C1:1.1", "C1:1.2")}
    answer = await ask(library, question)
    assert before.citations != answer.citations
    assert answer.decision is None
    assert [c.id for c in answer.citations] == ["C1:1.1"]
    assert answer.answer.startswith("No record says why, but Ana said in conversation: the translator left")


async def test_a_record_that_speaks_of_what_is_asked_goes_before_talk(library: Talking) -> None:
    library.said = {
        "C1:1.0": "why was the offline mode for the quay app put off?",
        "C1:1.1": "I believe that it was because nobody found the time for it last year",
    }
    library.said |= {"C1:1.2": "thanks!"}
    library.threads = {"C1:1.0": ("C1:1.2", "C1:1.1")}
    answer = await ask(library, "why was offline mode for the quay app put off?")
    assert answer.decision is not None
    assert answer.decision.id == "HB-4"
    assert "C1:1.2" not in {citation.id for citation in answer.citations}


@pytest.mark.parametrize(
    "reply",
    [
        "I looked, no record. I think we simply never talked about it",
        "no rule that I know of, nobody has ever decided how that should be",
        "good question, and I would like to know it myself as well",
        "is that so? who told you that we do it like this?",
        "DE only",
    ],
)
async def test_somebody_who_does_not_know_gives_no_reason(library: Talking, reply: str) -> None:
    question = "why do we not pay with Adyen cards?"
    aside = "same with the tables in Greek, people think that there is a policy and there is none"
    library.said = {"C1:1.0": question, "C1:1.1": reply, "C1:1.2": aside}
    library.threads = {"C1:1.0": ("C1:1.1", "C1:1.2")}
    answer = await ask(library, question)
    assert not answer.answered
    assert not answer.citations


@pytest.mark.parametrize("question", ["", "why", "?", "why why why", "a" * 2000, "🙂", "SELECT * FROM x -- \" ' )"])
async def test_odd_questions_are_answered_or_refused_without_a_stumble(library: Talking, question: str) -> None:
    assert isinstance(await ask(library, question), Answer)
