"""The measures of the morning synthesis on the development data, as lines to print.

Also by itself: `python -m bot.evaluation.synthesis [DATA_DIR [CACHE_DIR]]`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.embeddings.minilm import MiniLM
from bot.embeddings.port import Embedder
from bot.errors import BadInput
from bot.evaluation import signals, themes
from bot.evaluation.attribution import measure_attribution
from bot.evaluation.channels import measure_channels
from bot.evaluation.small_themes import SIZES, measure_small
from bot.evaluation.theme_samples import Sample, samples

SMALL = ("clinc150", "clinc150, a bank's", "hwu64")
"""Samples from which small ones are drawn."""

_AGREEMENT = f"{'themes':>9}{'V':>7}{'ARI':>7}"


def synthesis_lines(data: Path, embedder: Embedder) -> list[str]:
    """data: the folder with `signals.jsonl` and `themes.jsonl`. Raises BadInput where one is missing."""
    for name in ("signals.jsonl", "themes.jsonl"):
        if not (data / name).exists():
            raise BadInput(str(data), f"holds no {name}")
    judged = signals.measure(data / "signals.jsonl", embedder)
    kinds = ", ".join(f"{kind} {score:.2f}" for kind, score in judged.by_kind.items())
    lines = [
        f"Signals, {judged.messages} reviews and issues: kind, macro F1 {judged.macro_f1:.3f} ({kinds});"
        f" true signals taken for signals {judged.recall:.2f}",
        *_channel_lines(data, embedder),
        _attribution_line(),
        "",
        f"{'Themes against true intents':<46}{'plain graph':>23}{'here':>23}",
        f"{'':<28}{'messages':>9}{'intents':>9}{_AGREEMENT}{_AGREEMENT}{'kept':>7}{'seconds':>9}",
    ]
    known = samples(data / "themes.jsonl", embedder)
    for name, sample in known.items():
        m = themes.measure(sample)
        found = "".join(f"{a.themes:>9}{a.v:>7.3f}{a.ari:>7.3f}" for a in (m.yardstick, m.ours))
        lines.append(f"{name:<28}{m.messages:>9}{m.intents:>9}{found}{m.kept:>7.3f}{m.seconds:>9.1f}")
    return [*lines, "", *_small_lines(known)]


def _small_lines(known: Mapping[str, Sample]) -> list[str]:
    heads = f"{'messages':>9}{'themes':>9}{'nonsense':>10}{'found':>8}{'V':>7}{'ARI':>7}"
    lines = [f"{'Themes of few messages':<28}{heads}"]
    for name in SMALL:
        for size in SIZES:
            m = measure_small(known[name], size)
            numbers = f"{m.themes:>9.1f}{m.nonsense:>10.1f}{m.found:>8.2f}{m.v:>7.3f}{m.ari:>7.3f}"
            lines.append(f"{name:<28}{m.messages:>9}{numbers}")
    return lines


def _channel_lines(data: Path, embedder: Embedder) -> list[str]:
    """Empty where the exports are not there."""
    return [
        f"Signal or not in channels, half {m.half!r}: {m.messages} messages, {m.signals} signals: precision"
        f" {m.precision:.2f}, recall {m.recall:.2f}; precision at recall .80 {m.precision_at_recall_80:.2f},"
        f" average precision {m.average_precision:.2f}"
        for m in measure_channels(data / "slack", embedder)
    ]


def _attribution_line() -> str:
    m = measure_attribution()
    return f"Accounts, {m.cases} made-up messages: attached rightly {m.precision:.3f}, found {m.recall:.3f}"


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BECAUSE_SHARED_DATA", "../shared/data"))
    cache = Path(sys.argv[2] if len(sys.argv) > 2 else "data/evaluation")
    sys.stdout.write("\n".join(synthesis_lines(folder, MiniLM(cache))) + "\n")
