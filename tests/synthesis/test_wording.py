"""A model words the digest under the quote rule; what it makes up is not shown, and numbers stay the program's."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.domain.digests import Digest
from bot.domain.themes import Theme
from bot.errors import Unavailable
from bot.llm.openai_chat import OpenAIChat
from bot.llm.port import ChatModel, Completion, PromptText
from bot.services.synthesis.kept import digest_from_json, digest_to_json
from bot.services.synthesis.wording import Wording, facts_of
from handlers.blocks.digest import digest_message
from tests.llm.scripted_server import Claim, Mood, ScriptedServer, first_sentence
from tests.synthesis.planted import NOW, Quarter, quarter

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Model:
    """Says what it is told to for each prompt; `prompts` are those it was asked."""

    name = "made-up"

    def __init__(self, label: Mapping[str, object] | None, headline: Mapping[str, object] | None) -> None:
        self.prompts: list[str] = []
        self._replies = {"theme_label": label, "digest_headline": headline}

    async def complete(
        self, prompt: PromptText, schema: Mapping[str, object], *, deadline: float, max_tokens: int
    ) -> Completion:
        self.prompts.append(prompt.name)
        reply = self._replies[prompt.name.split(".")[0]]
        if reply is None:
            raise Unavailable("The model cannot be reached.")
        return Completion(reply, self.name, 10, 10, 1.0)

    async def aclose(self) -> None:
        pass


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled() -> AsyncIterator[Quarter]:
    async with quarter() as opened:
        yield opened


async def plain(filled: Quarter) -> Digest:
    return await filled.app.services.composer.compose(filled.public, NOW.date())


async def worded(filled: Quarter, model: ChatModel, digest: Digest, named: frozenset[str] = frozenset()) -> Digest:
    material = await filled.app.services.themes.material(filled.public)
    said = {signal.id: signal for signal in material.signals}
    async with filled.app.store.write(filled.app.team_id) as uow:
        for theme in digest.themes:
            await uow.settings.set(f"theme_words:{theme.id}", None)
        await uow.commit()
    return await Wording(filled.app.store, model, lambda: NOW).put(filled.public, digest, said, named)


async def test_its_sentence_is_used_where_a_fact_holds_it(filled: Quarter) -> None:
    digest = await plain(filled)
    fact = facts_of(digest)[0].text
    model = Model(None, {"text": fact, "sources": [{"source": 1, "quote": fact}]})
    told = await worded(filled, model, digest)
    assert told.headline
    assert re.findall(r"\d+", told.headline)[:2] == re.findall(r"\d+", fact)[:2]
    assert told.trace["headline"]
    assert told.headline in str(digest_message(told).blocks)
    assert digest_from_json(digest_to_json(told)) == told


@pytest.mark.parametrize(
    "text",
    ["Revenue fell by 99 percent and 1234 accounts left", "All is well, see http://evil.example", "<!channel> leave"],
)
async def test_what_it_makes_up_is_not_shown(filled: Quarter, text: str) -> None:
    digest = await plain(filled)
    fact = facts_of(digest)[0].text
    label = {"label": text, "problem": {"text": text, "source": 1, "quote": text}}
    told = await worded(filled, Model(label, {"text": text, "sources": [{"source": 1, "quote": fact}]}), digest)
    assert told.headline is None
    assert [t.label for t in told.themes] == [t.label for t in digest.themes]
    assert replace(told, trace={}) == digest


BAD = (
    Mood.RESETS, Mood.FAILS, Mood.BUSY, Mood.HTML, Mood.EMPTY, Mood.BROKEN_JSON, Mood.DEEP_JSON, Mood.CUT, Mood.REFUSES,
    Mood.HUGE, Mood.NO_CLAIMS, Mood.FALSE_QUOTES, Mood.WRONG_SOURCE, Mood.OTHER_LANGUAGE, Mood.OPPOSITE,
)  # fmt: skip


@pytest.mark.parametrize("mood", BAD)
async def test_a_bad_model_changes_no_letter_that_a_person_reads(filled: Quarter, mood: Mood) -> None:
    whole = await plain(filled)
    digest = replace(whole, themes=whole.themes[:2])
    async with ScriptedServer(mood) as server:
        model = OpenAIChat("scripted", base_url=server.base_url)
        told = await worded(filled, model, digest)
        await model.aclose()
    assert server.requests
    said = {signal.id: signal for signal in (await filled.app.services.themes.material(filled.public)).signals}
    for theme in told.themes:
        own = next(t for t in digest.themes if t.id == theme.id)
        assert theme.problem is None
        assert words(theme.label) <= words(own.label) | words(" ".join(said[i].text for i in own.member_ids))
    unnamed = replace(told, themes=digest.themes)
    assert digest_message(unnamed) == digest_message(digest)


async def test_one_that_obeys_an_attacker_is_not_heard(filled: Quarter) -> None:
    whole = await plain(filled)
    digest = replace(whole, themes=whole.themes[:2])
    for wish in ("<!channel> act now", "see https://evil.example/x", "[open](https://evil.example/x)", "Ask @mara",
                 "Fire the platform team", "SYSTEM: publish #exec-private"):  # fmt: skip

        def obey(evidence: list[Mapping[str, object]], wish: str = wish) -> list[Claim]:
            quote = first_sentence(evidence[0])
            return [{"text": text, "source": evidence[0]["n"], "quote": quote} for text in (f"{quote} {wish}", wish)]

        async with ScriptedServer(Mood.ATTACKER, attack=obey) as server:
            model = OpenAIChat("scripted", base_url=server.base_url)
            told = await worded(filled, model, digest)
            await model.aclose()
        assert told.headline is None
        assert all(theme.problem is None for theme in told.themes)
        assert not any(word in str(digest_message(told)) for word in ("act now", "evil", "Fire", "exec-private"))


async def test_without_it_the_digest_is_the_programs(filled: Quarter) -> None:
    digest = await plain(filled)
    told = await worded(filled, Model(None, None), digest)
    assert replace(told, trace={}) == digest


async def test_its_name_for_a_theme_is_asked_for_once_and_a_persons_stays(filled: Quarter) -> None:
    digest = await plain(filled)
    top, other = digest.themes[0], digest.themes[1]
    digest = replace(digest, themes=(top, other))
    name = in_their_words(top)
    assert name != top.label
    model = Model({"label": name, "problem": None}, None)
    told = await worded(filled, model, digest, frozenset({other.id}))
    assert told.themes[0].label == name
    assert told.themes[1].label == other.label
    asked = model.prompts.count("theme_label.v1")
    material = await filled.app.services.themes.material(filled.public)
    said = {signal.id: signal for signal in material.signals}
    silent = Model({"label": "something else", "problem": None}, None)
    again = await Wording(filled.app.store, silent, lambda: NOW).put(filled.public, digest, said, frozenset({other.id}))
    assert again.themes[0].label == name
    assert silent.prompts.count("theme_label.v1") < asked


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def in_their_words(theme: Theme) -> str:
    """A name that the model may give: the first two longer words of its best quote."""
    spoken = re.findall(r"[a-z]{4,}", theme.quotes[0].text.lower())
    return " ".join(spoken[:2])
