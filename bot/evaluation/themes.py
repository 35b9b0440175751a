"""Measures the grouping into themes against true intents."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, v_measure_score

from bot.embeddings.port import Embedder, Vectors
from bot.services.theming.grouping import Grouping, group
from bot.services.theming.lasting import reconcile, theme_id_of
from bot.services.theming.settings import DEFAULT, GroupingSettings


@dataclass(frozen=True)
class ThemeMeasures:
    """`v` and `ari` against the true intents, messages without a theme counted as one group; `seconds` for the
    grouping alone; `kept`: share of members whose theme has the same id after 5 % new messages."""

    name: str
    messages: int
    intents: int
    themes: int
    v: float
    ari: float
    kept: float
    seconds: float


def samples(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Texts and intents by name: each set of the file (at most 12,000), and 77 intents drawn from the larger one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen: dict[str, tuple[list[str], list[str]]] = {}
    for name in sorted({row["set"] for row in rows}):
        some = [row for row in rows if row["set"] == name and row["label"] != "oos"]
        draw = np.random.default_rng(0).permutation(len(some))[:12_000]
        chosen[name] = [some[i]["text"] for i in draw], [some[i]["label"] for i in draw]
        intents = sorted({row["label"] for row in some})
        if len(intents) > 77:
            picked = set(np.random.default_rng(1).choice(intents, 77, replace=False))
            of_them = [row for row in some if row["label"] in picked]
            chosen[f"{name}, 77 intents"] = [r["text"] for r in of_them], [r["label"] for r in of_them]
    return chosen


def measure(
    name: str,
    texts: Sequence[str],
    intents: Sequence[str],
    embedder: Embedder,
    settings: GroupingSettings = DEFAULT,
) -> ThemeMeasures:
    vectors = embedder.embed(texts)
    ids = [f"m{number:06d}" for number in range(len(texts))]
    started = time.perf_counter()
    grouping = group(ids, vectors, texts, settings=settings)
    seconds = time.perf_counter() - started
    found = _labels(ids, grouping)
    return ThemeMeasures(
        name=name,
        messages=len(texts),
        intents=len(set(intents)),
        themes=len(grouping.groups),
        v=round(float(v_measure_score(list(intents), found)), 4),
        ari=round(float(adjusted_rand_score(list(intents), found)), 4),
        kept=round(kept_ids(ids, vectors, texts, settings), 4),
        seconds=round(seconds, 2),
    )


def kept_ids(ids: Sequence[str], vectors: Vectors, texts: Sequence[str], settings: GroupingSettings = DEFAULT) -> float:
    """Share of the first 95 % that keep their theme id when all are grouped anew the next day."""
    drawn = np.random.default_rng(2).permutation(len(ids))
    old = np.sort(drawn[: round(len(ids) * 0.95)])
    before = group([ids[i] for i in old], vectors[old], [texts[i] for i in old], settings=settings)
    first = {m: theme_id_of(members) for members in before.groups for m in members}
    then = reconcile(first, group(ids, vectors, texts, settings=settings, previous=first)).assignment
    return sum(then.get(m) == theme for m, theme in first.items()) / max(1, len(first))


def _labels(ids: Sequence[str], grouping: Grouping) -> list[int]:
    number = {member: n for n, members in enumerate(grouping.groups) for member in members}
    return [number.get(one, -1) for one in ids]
