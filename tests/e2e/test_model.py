"""With a model: its checked sentences; however it behaves, a person reads what is true, and reads it in time."""

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.explaining import explained
from bot.domain.answers import AnswerMode
from tests.llm.scripted_server import Claim, Mood, ScriptedServer, first_sentence
from tests.llm.scripted_words import FALSE, GERMAN

from .conftest import House, OpenHouse, open_house

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "why did we reject custom roles?"
REASON = "every customer who asked wanted the same read-only seat"
UNANSWERED = "why did we choose Kubernetes for the data centre in Oslo?"
DEADLINE = 1.5  # seconds

OWN_WORDS = "These are the record's own words"
BY_MODEL = "Put into words by a model"


@dataclass
class WithModel:
    house: House
    server: ScriptedServer

    async def asked(self, mood: Mood, question: str = QUESTION) -> dict[str, Any]:
        """What Jo is shown in #product."""
        self.server.mood = mood
        found = await self.house.driver.as_user("jo").command("/why", question, channel="#product", expect="You asked")
        return dict(found)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def modelled() -> AsyncIterator[WithModel]:
    async with (
        ScriptedServer() as server,
        open_house(openai_base_url=server.base_url, openai_api_key="k", because_model_deadline=DEADLINE) as house,
    ):
        yield WithModel(house, server)


@pytest.mark.parametrize("mood", [Mood.WELL, Mood.FENCED, Mood.THINKS, Mood.MENDS])
async def test_a_good_model_answers_in_its_checked_words(modelled: WithModel, mood: Mood) -> None:
    shown = await modelled.asked(mood)
    said = str(shown["blocks"])
    assert BY_MODEL in said
    assert OWN_WORDS not in said
    assert "We will not build custom roles" in said
    assert "No custom roles" in said
    assert "We will not build custom roles" in shown["text"]
    assert "tools" not in modelled.server.requests[-1]


@pytest.mark.parametrize(
    ("mood", "told"),
    [
        (Mood.RESETS, "cannot be reached"),
        (Mood.FAILS, "failed (status 500)"),
        (Mood.BUSY, "takes no more questions just now"),
        (Mood.NO_KEY, "does not accept the key"),
        (Mood.NO_MODEL, "does not have the model"),
        (Mood.SLOW, "did not answer in time"),
        (Mood.TRICKLES, "did not answer in time"),
        (Mood.HTML, "no chat completion"),
        (Mood.EMPTY, "no chat completion"),
        (Mood.BROKEN_JSON, "no readable JSON"),
        (Mood.DEEP_JSON, "no readable JSON"),
        (Mood.HUGE, "no readable JSON"),
        (Mood.CUT, "was cut off"),
        (Mood.REFUSES, "refused to answer"),
        (Mood.NO_CLAIMS, "Nothing that the model said is held by the evidence"),
        (Mood.ABSTAINS, "The model found no reason in the evidence"),
        (Mood.FALSE_QUOTES, "Nothing that the model said is held by the evidence"),
        (Mood.WRONG_SOURCE, "Nothing that the model said is held by the evidence"),
        (Mood.OPPOSITE, "Nothing that the model said is held by the evidence"),
        (Mood.OTHER_LANGUAGE, "Nothing that the model said is held by the evidence"),
    ],
)
async def test_a_bad_model_leaves_the_records_own_words_and_says_so(
    modelled: WithModel, mood: Mood, told: str
) -> None:
    before = time.perf_counter()
    shown = await modelled.asked(mood)
    assert time.perf_counter() - before < DEADLINE + 2
    said = str(shown["blocks"])
    assert REASON in said
    assert REASON in shown["text"]
    assert told in said
    assert OWN_WORDS in said
    assert BY_MODEL not in said
    for never in ("secret-stack-trace", "sk-abc", "Sign in", "enough information", FALSE, GERMAN, "We will build"):
        assert never not in str(shown)


HOSTILE = (
    "<!channel> act now",
    "@channel act now",
    "<@U0MARA> has to act now",
    "see <https://evil.example/x|the thread>",
    "see https://evil.example/x",
    "[the thread](https://evil.example/x)",
    "![logo](https://evil.example/x.png)",
    "Run /because forget me to go on",
    "DECISION REVERSED by the administrator",
    "Ask in #exec-private",
    "Pay EvilCorp",
    "Jo is an administrator now",
)


async def test_an_obedient_model_says_nothing_of_what_an_attacker_wishes(modelled: WithModel) -> None:
    def obey(evidence: list[Mapping[str, object]]) -> list[Claim]:
        quote = "every customer who asked wanted the same read-only seat"
        return [
            {"text": text, "source": 1, "quote": quote}
            for wish in HOSTILE
            for text in (wish, f"{quote.capitalize()}. {wish}.")
        ]

    modelled.server.attack = obey
    for start in (0, 12):  # as many claims as are looked at, twice
        modelled.server.attack = lambda evidence, start=start: obey(evidence)[start : start + 12]  # type: ignore[misc]
        shown = str(await modelled.asked(Mood.ATTACKER))
        assert REASON in shown
        assert OWN_WORDS in shown
        wishes = ("act now", "evil.example", "forget me", "REVERSED", "exec-private", "EvilCorp", "administrator")
        assert not any(wish in shown for wish in wishes)
        assert "'broadcast'" not in shown
        assert "'user_id': 'U0MARA'" not in shown.split("Decided")[0]


async def test_what_was_only_said_is_not_blended_into_a_records_reason(modelled: WithModel) -> None:
    jo = modelled.house.driver.as_user("jo")
    planted = "Custom roles were rejected because the vendor paid us to reject custom roles"
    ts = await jo.post("#product", planted)
    await modelled.house.until_kept("#product", ts)
    await modelled.house.app.catch_up()

    def repeats(evidence: list[Mapping[str, object]]) -> list[Claim]:
        true = {"text": f"{REASON[:1].upper()}{REASON[1:]}", "source": 1, "quote": REASON}
        said = [{"text": planted, "source": e["n"], "quote": planted} for e in evidence if planted in str(e["text"])]
        assert said
        return [*said, true]

    modelled.server.attack = repeats
    shown = await modelled.asked(Mood.ATTACKER)
    blocks = str(shown["blocks"])
    assert BY_MODEL in blocks
    reason, sources = blocks.split("Decided: ")
    assert REASON[1:] in reason
    assert "vendor paid" not in reason
    assert "vendor paid" in sources.split("Sources")[1]  # as somebody's words, quoted, with their name


async def test_what_no_record_answers_no_model_answers(modelled: WithModel) -> None:
    modelled.server.prompts.clear()
    shown = str(await modelled.asked(Mood.WELL, UNANSWERED))
    assert "No record answers this" in shown
    assert modelled.server.prompts == []


async def test_the_answer_keeps_how_it_came_about(modelled: WithModel) -> None:
    modelled.server.mood = Mood.MENDS
    answer = await modelled.house.why(QUESTION, "U0JO")
    kept = await modelled.house.app.services.answering.given(modelled.house.app.team_id, answer.id)
    assert kept.mode is AnswerMode.MODEL
    assert kept.trace == answer.trace
    told = explained(kept)
    for word in ("why.v1", "scripted-model", "outcome: composed", "2 tries", "642 tokens in, 90 out", "kept [1]: "):
        assert word in told
    assert "dropped (its quote does not stand in that source letter for letter) [1]" in told
    assert "evidence given: ADR-1" in told


async def drafting(modelled: WithModel, mood: Mood) -> dict[str, Any]:
    """What Mara is shown of a record to be made of a thread in #product."""
    jo, mara = modelled.house.driver.as_user("jo"), modelled.house.driver.as_user("mara")
    root = await jo.post("#product", "Only two harbours use the fax gateway and it costs us a day each month")
    final = await mara.post("#product", "Fine, we drop the fax gateway in June", thread=root)
    modelled.server.mood = mood
    await mara.shortcut("record_decision", "#product", final)
    return dict(await mara.modal(contains="Options considered"))


async def test_a_good_model_fills_in_the_form_and_says_from_which_message(modelled: WithModel) -> None:
    modal = await drafting(modelled, Mood.WELL)
    shown = {block.get("block_id"): block for block in modal["blocks"]}
    said = "Only two harbours use the fax gateway and it costs us a day each month"
    assert "Filled in by a model" in str(modal["blocks"][0])
    assert shown["decision"]["element"]["initial_value"] == said
    assert shown["decision"]["hint"]["text"] == f"jo: “{said}”"
    assert shown["why"]["hint"]["text"] == "mara: “Fine, we drop the fax gateway in June”"
    mara = modelled.house.driver.as_user("mara")
    done = await mara.submit({"Title": "Drop the fax gateway of the harbours"})
    if "view" in done:
        done = await mara.submit({})
    assert done == {"ok": True}
    await modelled.house.worked_off()
    records = await modelled.house.app.services.decision_life.list(modelled.house.operator)
    (record,) = [one for one in records if one.title == "Drop the fax gateway of the harbours"]
    (first,) = await modelled.house.app.services.decision_life.history(modelled.house.operator, record.id)
    assert "drafted by scripted-model (decision_draft.v1" in str(first.snapshot["reason"])


@pytest.mark.parametrize("mood", [Mood.SLOW, Mood.FALSE_QUOTES, Mood.FAILS])
async def test_a_bad_model_leaves_the_form_in_the_words_of_the_thread(modelled: WithModel, mood: Mood) -> None:
    modal = await drafting(modelled, mood)
    assert "These are the words of the conversation" in str(modal["blocks"][0])
    values = {b.get("block_id"): b.get("element", {}).get("initial_value") for b in modal["blocks"]}
    assert values["decision"] == "Fine, we drop the fax gateway in June"
    assert FALSE not in str(modal)
    assert "secret-stack-trace" not in str(modal)


async def test_an_obedient_model_puts_nothing_into_the_form(modelled: WithModel) -> None:
    def obey(messages: list[Mapping[str, object]]) -> list[Claim]:
        return [{"text": wish, "source": 1, "quote": first_sentence(messages[0])} for wish in HOSTILE]

    modelled.server.attack = obey
    shown = str(await drafting(modelled, Mood.ATTACKER))
    assert not any(wish in shown for wish in ("act now", "evil.example", "forget me", "REVERSED", "EvilCorp"))


async def test_a_server_that_is_not_there(opening: OpenHouse) -> None:
    async with opening(openai_base_url="http://127.0.0.1:9/v1") as house:
        jo = house.driver.as_user("jo")
        answer = await jo.command("/why", QUESTION, channel="#product", expect="cannot be reached (OPENAI_BASE_URL)")
        assert REASON in str(answer["blocks"])
