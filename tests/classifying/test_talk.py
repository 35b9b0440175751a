"""What a channel's talk tells of each message: who asks, who answers, who chats; and that order and threads count."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.domain.kinds import Surface
from bot.domain.messages import Message
from bot.embeddings.minilm import MiniLM
from bot.services.classifying import Talk, essence, is_talk
from bot.services.classifying.conversation import surroundings
from bot.services.classifying.wording import addressee, without_addressee

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    data = Path(__file__).parents[2] / "data"
    return MiniLM(data if data.is_dir() else tmp_path_factory.mktemp("model"))


def said(*lines: tuple[str, str], thread: bool = False, apart: timedelta = timedelta(minutes=1)) -> list[Message]:
    """One message a (author, text), one after the other; as a thread below the first where asked for."""
    ts = [f"{int((NOON + n * apart).timestamp())}.000000" for n in range(len(lines))]
    return [
        Message(
            id=f"C1:{ts[n]}",
            team_id="T1",
            text=text,
            created_at=NOON + n * apart,
            channel_id="C1",
            ts=ts[n],
            thread_ts=ts[0] if thread else None,
            author_id=author,
            surface=Surface.COMMUNITY,
        )
        for n, (author, text) in enumerate(lines)
    ]


def odds(messages: Sequence[Message], embedder: MiniLM) -> list[float]:
    vectors = {m.id: embedder.embed([essence(m.text)])[0] for m in messages}  # of int8: a batch rounds otherwise
    found = Talk.load().read(messages, vectors)
    return [found[m.id] for m in messages]


def test_a_question_counts_and_its_answer_and_thanks_do_not(embedder: MiniLM) -> None:
    asked, answered, thanked = odds(
        said(
            ("UANA", "how do I move a booking from one calendar to another?"),
            ("UBEN", "ana: open the booking, three dots, then pick the calendar"),
            ("UANA", "great, thanks!"),
            thread=True,
        ),
        embedder,
    )
    assert asked > 0
    assert answered < 0
    assert thanked < 0


@pytest.mark.parametrize(
    "text",
    [
        "Since the update the seating plan crashes as soon as a guest is moved.",
        "Tried the new importer. It is slower than the old one and it loses the notes.",
        "The new refund page is wonderful, thank you!",
    ],
)
def test_trouble_and_praise_count_without_a_question(embedder: MiniLM, text: str) -> None:
    (log_odds,) = odds(said(("UANA", text)), embedder)
    assert log_odds > 0


def test_the_askers_own_follow_up_counts_more_than_the_same_words_of_a_helper(embedder: MiniLM) -> None:
    begun = ("UANA", "our imports fail since yesterday, any idea why?")
    words = "it says the file is locked"
    of_asker = odds(said(begun, ("UANA", words), thread=True), embedder)[1]
    of_other = odds(said(begun, ("UBEN", words), thread=True), embedder)[1]
    assert of_asker > of_other


def test_an_hour_later_a_channel_talks_of_something_else(embedder: MiniLM) -> None:
    lines = (("UANA", "how do I move a booking?"), ("UBEN", "it works for me"))
    near, far = (odds(said(*lines, apart=timedelta(minutes=m)), embedder)[1] for m in (1, 61))
    alone = odds(said(lines[1]), embedder)[0]
    assert near != far
    assert far == pytest.approx(alone)


def test_the_order_of_reading_does_not_matter_and_what_follows_changes_nothing(embedder: MiniLM) -> None:
    lines = said(("UANA", "the map is gray"), ("UBEN", "which browser?"), ("UANA", "firefox, and safari too"))
    whole = odds(lines, embedder)
    assert odds(lines[::-1], embedder)[::-1] == pytest.approx(whole, abs=1e-4)
    assert odds(lines[:2], embedder) == pytest.approx(whole[:2], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bob: you need a token", "bob"),
        ("@bob you need a token", "bob"),
        ("bob, you need a token", "bob"),
        ("Hi, you need a token", None),
        ("you need a token: ask bob", None),
        ("error: no token", None),
        ("https://example.com/a", None),
        ("", None),
    ],
)
def test_whom_a_text_speaks_to(text: str, name: str | None) -> None:
    assert addressee(text) == name
    assert without_addressee(text) == ("you need a token" if name else text)


def test_surroundings_have_one_width() -> None:
    talk = Talk.load()
    first, reply = talk.alone(["UANA", "UBEN"], ["why?", "ana: because"], np.zeros((2, 384), dtype=np.float32))
    alone = surroundings([], first, in_thread=True)
    after = surroundings([first], reply, in_thread=True)
    assert len(alone) == len(after) == len(talk.around) - 1


def test_the_words_of_a_named_customer_from_another_system_are_no_talk() -> None:
    (line,) = said(("UANA", "please add fewer alerts"))
    assert is_talk(line)
    assert is_talk(replace(line, source="jsonl"))
    assert not is_talk(replace(line, source="jsonl", account_hint="Acme"))
