"""Answers as they are kept: what was said to whom, resting on what."""

import re
import unicodedata
from typing import Any

from pydantic import TypeAdapter

from bot.domain.answers import Answer

_adapter: TypeAdapter[Answer] = TypeAdapter(Answer)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    kept: dict[str, Any] = _adapter.dump_python(answer, mode="json", exclude={"trace"})
    return kept


def answer_from_json(kept: dict[str, Any], trace: dict[str, Any]) -> Answer:
    return _adapter.validate_python({**kept, "trace": trace})


def question_key(question: str) -> str:
    """The same question in other spelling of case, marks and spaces has the same key."""
    folded = unicodedata.normalize("NFKD", question).casefold()
    return " ".join(re.findall(r"\w+", folded))[:500]
