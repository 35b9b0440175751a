"""With a model: its checked sentences; where it fails, the extract and a word that it is one."""

import pytest

from tests.llm.scripted_server import Mood, ScriptedServer

from .conftest import OpenHouse

QUESTION = "why did we reject custom roles?"


async def test_a_good_model_answers_in_its_checked_words(opening: OpenHouse) -> None:
    async with (
        ScriptedServer() as server,
        opening(openai_base_url=server.base_url, openai_api_key="k") as house,
    ):
        answer = await house.driver.as_user("jo").command("/why", QUESTION, channel="#product", expect="by a model")
        assert server.prompts
        assert "No custom roles" in str(answer["blocks"])


@pytest.mark.parametrize("mood", [Mood.FAILS, Mood.FALSE_QUOTES, Mood.HTML])
async def test_a_failing_model_leaves_the_extract_and_says_so(opening: OpenHouse, mood: Mood) -> None:
    async with ScriptedServer(mood) as server, opening(openai_base_url=server.base_url, openai_api_key="k") as house:
        answer = await house.driver.as_user("jo").command(
            "/why", QUESTION, channel="#product", expect="These are the record's own words"
        )
        assert "read-only seat" in str(answer["blocks"])
        assert "secret-stack-trace" not in str(answer)
