"""Words that are looked for before a phrase is: whatever the phrase finds, they are there."""

import json
from importlib import resources

import pytest

from bot.services.synthesis_rules import contradicting, rival_phrases
from tests.synthesis_rules import test_judging


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The examples that the classifier learns from, and the sentences of the tests beside this one."""
    examples = resources.files("bot.services.classifying").joinpath("examples.jsonl").read_text(encoding="utf-8")
    marks = [*test_judging.test_names_of_other_products.pytestmark, *test_judging.test_promises.pytestmark]
    said = [one if isinstance(one, str) else one[0] for mark in marks for one in mark.args[1]]
    return [*said, *(json.loads(line)["text"] for line in examples.splitlines())]


def test_no_name_is_missed_for_want_of_a_cue(texts: list[str]) -> None:
    phrases = [phrase for _, phrase in rival_phrases._patterns()]
    found = {text: [match["name"] for phrase in phrases for match in phrase.finditer(text)] for text in texts}
    assert sum(map(bool, found.values())) > 20
    assert {text: list(rival_phrases.named_in_phrases(text)) for text in texts} == found


def test_no_promise_is_missed_for_want_of_a_cue(texts: list[str]) -> None:
    promising = [text for text in texts if contradicting._promises().search(text)]
    assert len(promising) > 15
    assert all(any(cue in text.lower() for cue in contradicting._CUES) for text in promising)
