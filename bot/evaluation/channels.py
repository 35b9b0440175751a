"""Measures signal-or-not in real channels' talk: exports of Slack, and labels by hand for messages drawn from them.

The labels (`channel_labels.jsonl`) hold no text: export, channel, ts, whether it is a signal, and its half: `develop`,
looked at while the classifier was made, or `measure`. A sixth was labelled twice, the second time without a look at
the first: 118 of 120 are alike. Labelled by this rule, before the classifier was asked:

- signal: a customer-side message that asks something of the product, reports trouble, wants, praises or compares; also
  where it follows up on the author's own question with a symptom, an error's words or a further wish;
- none: bare facts in answer to a helper ("16.04", "tried that"), thanks, answers and advice, what helpers ask back,
  opinions between users, announcements, bots, small talk.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

from bot import evaluation
from bot.domain.kinds import Surface
from bot.domain.messages import Message
from bot.domain.workspace import Team
from bot.embeddings.port import Embedder
from bot.services.classifying import Classifier, Talk, context_of, essence
from bot.services.ingestion import SHORTEST_INDEXED
from bot.sources.slack_export import SlackExport

_EARLIER = 80  # messages before a labelled one that may matter to it
_TEAM = Team("T00000000", "", "https://example.slack.com/")


@dataclass(frozen=True)
class ChannelMeasures:
    """Of the labelled messages of one half, or of both. `average_precision` needs no threshold."""

    half: str
    messages: int
    signals: int
    precision: float
    recall: float
    average_precision: float
    precision_at_recall_80: float


def measure_channels(folder: Path, embedder: Embedder) -> list[ChannelMeasures]:
    """folder: of the exports `NAME.zip`; one that is missing is left out. Empty where all are."""
    rows = [json.loads(line) for line in _labels()]
    truth: list[bool] = []
    taken: list[bool] = []
    odds: list[float] = []
    halves: list[str] = []
    for export in sorted({row["export"] for row in rows}):
        labels = {f"{r['channel']}:{r['ts']}": r for r in rows if r["export"] == export}
        path = folder / f"{export}.zip"
        if not path.exists():
            continue
        for message_id, signal, is_taken in _judge(_around(path, set(labels)), set(labels), embedder):
            truth.append(labels[message_id]["signal"])
            halves.append(labels[message_id]["half"])
            odds.append(signal)
            taken.append(is_taken)
    found = []
    y, z, t, h = np.array(truth), np.array(odds), np.array(taken), np.array(halves)
    for half in ("develop", "measure", "both") if truth else ():
        of = (h == half) | (half == "both")
        hits = int((y & t & of).sum())
        precision, recall, _ = precision_recall_curve(y[of], z[of])
        found.append(
            ChannelMeasures(
                half=half,
                messages=int(of.sum()),
                signals=int(y[of].sum()),
                precision=round(hits / max(1, int(t[of].sum())), 4),
                recall=round(hits / max(1, int(y[of].sum())), 4),
                average_precision=round(float(average_precision_score(y[of], z[of])), 4),
                precision_at_recall_80=round(float(precision[recall >= 0.8].max()), 4),
            )
        )
    return found


def _labels() -> Sequence[str]:
    return resources.files(evaluation).joinpath("channel_labels.jsonl").read_text(encoding="utf-8").splitlines()


def _around(path: Path, wanted: set[str]) -> list[Message]:
    """The wanted messages and what was said before them, as an import with every channel a community's reads them."""
    with SlackExport(path, _TEAM) as named:
        surfaces = {exported.channel.id: Surface.COMMUNITY for exported in named.channels}
    with SlackExport(path, _TEAM, surfaces=surfaces) as export:
        said = sorted(export.messages(), key=lambda m: (m.channel_id or "", m.created_at, m.id))
    near: set[int] = set()
    for place, message in enumerate(said):
        if message.id in wanted:
            near.update(range(max(0, place - _EARLIER), place + 1))
    return [said[place] for place in sorted(near)]


def _judge(said: Sequence[Message], wanted: set[str], embedder: Embedder) -> list[tuple[str, float, bool]]:
    """Id, probability of being a signal, and whether it is taken for one, of each wanted message. As when they are
    captured, a message of a word or two has no vector and is none."""
    worded = [m for m in said if len(m.text.strip()) >= SHORTEST_INDEXED]
    vectors = dict(zip((m.id for m in worded), embedder.embed([essence(m.text) for m in worded]), strict=True))
    talk = Talk.load().read(said, vectors)
    asked = [m for m in said if m.id in wanted and m.id in vectors]
    verdicts = Classifier.load().classify(
        [m.text for m in asked],
        np.stack([vectors[m.id] for m in asked]),
        [context_of(m, talk=talk.get(m.id)) for m in asked],
    )
    told = [(m.id, verdict.signal, verdict.kind is not None) for m, verdict in zip(asked, verdicts, strict=True)]
    return told + [(m.id, 0.0, False) for m in said if m.id in wanted and m.id not in vectors]
