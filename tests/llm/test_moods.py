"""What a person is shown, for every way in which a model's server can behave."""

import time
from collections.abc import Mapping

import pytest

from bot.llm.dialect import ROOM_TO_THINK, ReplyForm
from bot.llm.openai_chat import OpenAIChat
from bot.services.composing.evidence import Evidence
from bot.services.composing.outcome import Composed, Failed, Failure
from bot.services.composing.verdicts import Drop
from bot.services.composing.why import compose_why
from tests.llm.conftest import QUESTION, now
from tests.llm.scripted_server import Claim, Mood, ScriptedServer


async def asked(server: ScriptedServer, evidence: list[Evidence], deadline: float = 5.0) -> Composed | Failed:
    model = OpenAIChat("scripted", base_url=server.base_url)
    try:
        return await compose_why(model, QUESTION, evidence, now=now, deadline=deadline)
    finally:
        await model.aclose()


@pytest.mark.parametrize("mood", [Mood.WELL, Mood.FENCED, Mood.THINKS])
async def test_a_good_reply_is_shown_with_its_quotes(mood: Mood, evidence: list[Evidence]) -> None:
    async with ScriptedServer(mood) as server:
        result = await asked(server, evidence)
    assert isinstance(result, Composed)
    assert result.text.startswith("We decided not to build single sign-on for guests.")
    assert [claim.source for claim in result.sentences] == [1, 2]
    for claim in result.sentences:
        text = evidence[claim.source - 1].text
        assert claim.quote in text
        assert text[claim.start : claim.end] == claim.quote
    assert result.evidence_ids == ("D-1", "C1:1.0")
    assert (result.cost.prompt, result.cost.model) == ("why.v1", "scripted-model")
    assert (result.cost.prompt_tokens, result.cost.completion_tokens) == (321, 45)
    assert len(server.requests) == 1
    assert "tools" not in server.requests[0]


@pytest.mark.parametrize(
    ("mood", "why", "requests"),
    [
        (Mood.NO_CLAIMS, Failure.UNSUPPORTED, 2),
        (Mood.ABSTAINS, Failure.ABSTAINED, 1),
        (Mood.RESETS, Failure.UNAVAILABLE, 1),
        (Mood.FAILS, Failure.UNAVAILABLE, 1),
        (Mood.BUSY, Failure.UNAVAILABLE, 1),
        (Mood.NO_KEY, Failure.UNAVAILABLE, 1),
        (Mood.NO_MODEL, Failure.UNAVAILABLE, 1),
        (Mood.HTML, Failure.UNREADABLE, 2),
        (Mood.EMPTY, Failure.UNREADABLE, 2),
        (Mood.BROKEN_JSON, Failure.UNREADABLE, 2),
        (Mood.DEEP_JSON, Failure.UNREADABLE, 2),
        (Mood.CUT, Failure.UNREADABLE, 2),
        (Mood.REFUSES, Failure.UNREADABLE, 2),
        (Mood.FALSE_QUOTES, Failure.UNSUPPORTED, 2),
        (Mood.OTHER_LANGUAGE, Failure.UNSUPPORTED, 2),
        (Mood.WRONG_SOURCE, Failure.UNSUPPORTED, 2),
        (Mood.OPPOSITE, Failure.UNSUPPORTED, 2),
        (Mood.HUGE, Failure.UNREADABLE, 2),
    ],
)
async def test_a_bad_reply_leaves_the_extract(
    mood: Mood, why: Failure, requests: int, evidence: list[Evidence]
) -> None:
    async with ScriptedServer(mood) as server:
        result = await asked(server, evidence)
    assert isinstance(result, Failed)
    assert result.why is why
    assert len(server.requests) == requests
    assert result.reason.endswith(".")
    assert not any(word in result.reason for word in ("secret", "sk-", "Traceback", "enough information"))


@pytest.mark.parametrize("mood", [Mood.SLOW, Mood.TRICKLES])
async def test_the_deadline_is_one_for_everything(mood: Mood, evidence: list[Evidence]) -> None:
    async with ScriptedServer(mood) as server:
        before = time.perf_counter()
        result = await asked(server, evidence, deadline=0.6)
    assert time.perf_counter() - before < 2
    assert isinstance(result, Failed)
    assert result.why is Failure.TOO_SLOW


async def test_no_server_at_all(evidence: list[Evidence]) -> None:
    model = OpenAIChat("scripted", base_url="http://127.0.0.1:9/v1")
    result = await compose_why(model, QUESTION, evidence, now=now)
    assert isinstance(result, Failed)
    assert "OPENAI_BASE_URL" in result.reason


async def test_the_second_try_is_told_which_quotes_failed(evidence: list[Evidence]) -> None:
    async with ScriptedServer(Mood.MENDS) as server:
        result = await asked(server, evidence)
    assert isinstance(result, Composed)
    assert result.cost.tries == 2
    assert result.cost.prompt_tokens == 2 * 321
    assert [item.why for item in result.dropped] == [Drop.QUOTE_NOT_FOUND] * 2
    assert "our lawyers told us so" in server.prompts[1]
    assert "our lawyers" not in server.prompts[0]
    assert Drop.QUOTE_NOT_FOUND.value in server.prompts[1]


@pytest.mark.parametrize(
    ("takes", "form", "first"),
    [
        ({"json_schema", "json_object", "text"}, ReplyForm.SCHEMA, 1),
        ({"json_object", "text"}, ReplyForm.JSON, 2),
        ({"text"}, ReplyForm.TEXT, 3),
    ],
)
async def test_what_a_server_takes_is_found_out_once(
    takes: set[str], form: ReplyForm, first: int, evidence: list[Evidence]
) -> None:
    async with ScriptedServer(takes=frozenset(takes)) as server:
        model = OpenAIChat("scripted", base_url=server.base_url, api_key="k")
        one = await compose_why(model, QUESTION, evidence, now=now)
        asked_first = len(server.requests)
        two = await compose_why(model, QUESTION, evidence, now=now)
    assert isinstance(one, Composed)
    assert isinstance(two, Composed)
    assert one.text == two.text
    assert (asked_first, len(server.requests)) == (first, first + 1)
    assert model.dialect.form is form
    system = str(server.requests[-1]["messages"][0]["content"])  # type: ignore[index]
    assert ("JSON schema" in system) is (form is not ReplyForm.SCHEMA)


@pytest.mark.parametrize("has_no_effort", [False, True])
async def test_newer_names_of_fields_are_found_out(has_no_effort: bool, evidence: list[Evidence]) -> None:
    server = ScriptedServer(
        wants_completion_limit=True, wants_default_temperature=True, has_no_effort=has_no_effort, thoughts=1_500
    )
    async with server:
        result = await asked(server, evidence)
    assert isinstance(result, Composed)
    assert server.requests[-1]["max_completion_tokens"] == 700 + ROOM_TO_THINK
    assert ("reasoning_effort" in server.requests[-1]) is not has_no_effort
    assert "temperature" not in server.requests[-1]
    assert "response_format" in server.requests[-1]


async def test_a_model_that_thinks_aloud_gets_more_room(evidence: list[Evidence]) -> None:
    async with ScriptedServer(thoughts=1_500) as server:
        result = await asked(server, evidence)
    assert isinstance(result, Composed)
    assert [request["max_tokens"] for request in server.requests] == [700, 700 + ROOM_TO_THINK]


async def test_what_is_said_beside_the_first_piece_is_no_answer_by_itself(evidence: list[Evidence]) -> None:
    def beside(given: list[Mapping[str, object]]) -> list[Claim]:
        return [{"text": given[1]["text"], "source": 2, "quote": given[1]["text"]}]

    async with ScriptedServer(Mood.ATTACKER, attack=beside) as server:
        result = await asked(server, evidence)
    assert isinstance(result, Failed)
    assert {item.why for item in result.dropped} == {Drop.BESIDE}
    assert Drop.BESIDE.value in server.prompts[1]


async def test_without_evidence_nobody_is_asked() -> None:
    async with ScriptedServer() as server:
        result = await asked(server, [])
    assert isinstance(result, Failed)
    assert result.why is Failure.NO_EVIDENCE
    assert not server.requests
