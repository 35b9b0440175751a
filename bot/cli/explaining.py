"""How an answer came about, for a person: what was looked for and weighed, what a model said, how long it took."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.cli.render import wrapped
from bot.domain.answers import Answer


def explained(answer: Answer) -> str:
    trace: Mapping[str, Any] = answer.trace
    parts = [
        f"How this came about ({answer.mode.value}, {answer.latency_ms:.0f} ms, {answer.searched} records searched)",
        "\n".join(_question(trace)),
        "\n".join(_ranking(answer, trace)),
        "\n".join(_sureness(answer, trace)),
        "\n".join(_evidence(answer)),
    ]
    model = trace.get("model")
    parts.append("\n".join(_model(model)) if isinstance(model, Mapping) else "Model: none was asked.")
    rest = {k: v for k, v in trace.items() if k not in _SHOWN}
    parts.append("\n".join(f"{name}: {value}" for name, value in rest.items()))
    return "\n\n".join(part for part in parts if part)


_SHOWN = {"terms", "unknown", "ranked", "confidence", "threshold", "model", "features", "sureness"}


def _question(trace: Mapping[str, Any]) -> Iterator[str]:
    yield f"Looked for: {', '.join(trace.get('terms') or ()) or 'no words that tell records apart'}"
    if trace.get("unknown"):
        yield f"In no record: {', '.join(trace['unknown'])}"


def _ranking(answer: Answer, trace: Mapping[str, Any]) -> Iterator[str]:
    titles = {near.id: near.title for near in answer.nearest}
    ranked: Sequence[Sequence[Any]] = trace.get("ranked") or ()
    yield "Records, best first:" if ranked else "No record came near."
    for record_id, score, *_ in ranked:
        yield f"  {score:>8.3f}  {record_id}  {titles.get(record_id, '')}".rstrip()


def _sureness(answer: Answer, trace: Mapping[str, Any]) -> Iterator[str]:
    threshold = trace.get("threshold")
    needed = f", {threshold:.2f} is needed" if isinstance(threshold, int | float) else ""
    yield f"Confidence: {answer.confidence:.2f}{needed}: {_outcome(answer)}."
    features = trace.get("features") or trace.get("sureness")
    if isinstance(features, Mapping):
        for name, value in features.items():
            yield f"  {name:<22} {value}"


def _evidence(answer: Answer) -> Iterator[str]:
    yield "Evidence:" if answer.citations else "Evidence: none."
    for number, citation in enumerate(answer.citations, 1):
        yield f"  [{number}] {citation.kind.value} {citation.id} (score {citation.score:.2f})"
        yield wrapped(f"“{citation.quote}”", "      ")


def _model(model: Mapping[str, Any]) -> Iterator[str]:
    yield f"Model: {model.get('model')}, prompt {model.get('prompt')}, outcome: {model.get('outcome')}"
    if model.get("reason"):
        yield wrapped(str(model["reason"]), "  ")
    yield (
        f"  {model.get('tries')} tries, {model.get('ms')} ms, "
        f"{model.get('prompt_tokens')} tokens in, {model.get('completion_tokens')} out"
    )
    yield f"  evidence given: {', '.join(model.get('evidence') or ()) or 'none'}"
    for claim in model.get("kept") or ():
        yield wrapped(f"kept [{claim['source']}]: {claim['text']}", "  ")
        yield wrapped(f"“{claim['quote']}”", "      ")
    for claim in model.get("dropped") or ():
        yield wrapped(f"dropped ({claim['why']}) [{claim['source']}]: {claim['text']}", "  ")


def _outcome(answer: Answer) -> str:
    if answer.decision:
        return "answered from a record"
    if answer.is_listing:
        return "a list of what was asked for"
    return "answered from talk" if answer.answered else "no record"
