"""Names of themes beside the true intents of their messages: `python -m bot.evaluation.labels [DATA_DIR [CACHE_DIR]]`.

Prints every name, to be read by a person, and what a program can count: the share of the intents' words that the names
hold, of the names' words that the intents hold, names that stop before or start after a word that belongs to them, and
names that two themes of a sample share.
"""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.embeddings.minilm import MiniLM
from bot.embeddings.port import Embedder
from bot.evaluation.theme_samples import Sample, samples
from bot.services.theming.alike import same
from bot.services.theming.candidates import Meaning
from bot.services.theming.features import normalised
from bot.services.theming.grouping import group
from bot.services.theming.labelling import label_themes
from bot.services.theming.names import Names
from bot.services.theming.phrases import uses
from bot.services.theming.words import Reader

_MOST_TEXTS = 120
_CUT = 0.5  # wholeness below which a name is cut off


@dataclass(frozen=True)
class NamedTheme:
    """`intent`: of most of its messages, `purity` of which share. `is_whole`: see `Uses.wholeness`."""

    label: str
    messages: int
    intent: str
    purity: float
    is_whole: bool


def named_themes(sample: Sample, embedder: Embedder) -> list[NamedTheme]:
    """The largest first."""
    ids = [f"m{number:06d}" for number in range(len(sample.texts))]
    groups = group(ids, sample.vectors, sample.texts).groups
    rows = {f"T{number:03d}": [int(one[1:]) for one in members] for number, members in enumerate(groups)}
    texts = {theme: [sample.texts[row] for row in of_it[:_MOST_TEXTS]] for theme, of_it in rows.items()}
    centres = {t: normalised(sample.vectors[of_it].mean(axis=0, keepdims=True))[0] for t, of_it in rows.items()}
    labels = label_themes(texts, meaning=Meaning(centres, embedder.embed))
    found = []
    for theme, of_it in rows.items():
        intent, count = Counter(sample.intents[row] for row in of_it).most_common(1)[0]
        whole = _is_whole(labels[theme].text, texts[theme])
        found.append(NamedTheme(labels[theme].text, len(of_it), intent, count / len(of_it), whole))
    return found


def _is_whole(label: str, texts: Sequence[str]) -> bool:
    reader = Reader(Names())
    parts = [reader.stems_of(part) for part in label.split(", ")]
    used = uses([tuple(reader.clauses(text)) for text in texts], parts)
    return all(use.wholeness >= _CUT for use in used.values())


def counted(themes: Sequence[NamedTheme]) -> Mapping[str, float]:
    """`named`, `needed`: shares of the intents' words and of the names' words; `cut`, `doubles`: how many names."""
    reader = Reader(Names())
    words = [(reader.stems_of(theme.label), reader.stems_of(theme.intent.replace("_", " "))) for theme in themes]
    both = [(len(set(name) & set(intent)), len(set(name)), len(set(intent))) for name, intent in words]
    doubles = sum(any(same(name, other) for other, _ in words[:at]) for at, (name, _) in enumerate(words))
    return {
        "named": sum(n / max(1, i) for n, _, i in both) / max(1, len(both)),
        "needed": sum(n / max(1, w) for n, w, _ in both) / max(1, len(both)),
        "cut": sum(not theme.is_whole for theme in themes),
        "doubles": doubles,
    }


def label_lines(data: Path, embedder: Embedder) -> list[str]:
    lines = []
    for name, sample in samples(data / "themes.jsonl", embedder).items():
        themes = named_themes(sample, embedder)
        found = counted(themes)
        lines += [
            f"\n{name}: {len(themes)} names hold {found['named']:.2f} of the intents' words, {found['needed']:.2f} of"
            f" theirs are the intents'; cut off {found['cut']:.0f}, doubled {found['doubles']:.0f}"
        ]
        lines += [f"{t.messages:>6}  {t.label:<40} {t.intent} {t.purity:.2f}" for t in themes]
    return lines


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BECAUSE_SHARED_DATA", "../shared/data"))
    cache = Path(sys.argv[2] if len(sys.argv) > 2 else "data/evaluation")
    sys.stdout.write("\n".join(label_lines(folder, MiniLM(cache))) + "\n")
