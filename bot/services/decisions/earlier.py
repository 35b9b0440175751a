"""Earlier records on the matter of a new one: what it repeats or contradicts is told before it is saved."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import structlog

from bot.domain.answers import DecisionSummary
from bot.domain.audience import Viewer
from bot.domain.decisions import Decision, DecisionFields
from bot.domain.kinds import DecisionStatus
from bot.embeddings.port import Embedder
from bot.services.answering.library import ViewersLibrary
from bot.services.answering.summary import decided_words, summary_of
from bot.services.decisions.opposing import refuses, words_decided
from bot.services.retrieval.ports import Vector
from bot.services.retrieval.terms import content_terms
from bot.sources.records.plain import plain
from bot.sources.records.sections import parts
from bot.sources.records.sentences import sentences
from store.index.port import VectorIndex
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

NEAR = 40  # passages
COMPARED = 16  # records
MOST = 3
SAME_MATTER = 0.66
"""From this score on two records are taken to be about one matter."""

SAME_WORDS = 0.25
"""What it adds to the cosine when the other record holds every word of the title."""

TIME_S = 2.0
"""Of the three seconds that Slack waits for the answer to a modal."""

SHOWN_CHARACTERS = 400
_REASON = re.compile(
    r"(?i)\b(because|since|reason|otherwise|so that|due to|would|too \w+|lost|cost\w*|cannot|risk\w*)\b"
)
_TELLS = ("rationale", "decision", "summary", "rejected", "other")
SHORTEST_REASON = 40  # characters


@dataclass(frozen=True)
class Earlier:
    """A stored record on the same matter. `reason`: its own words. score: how sure that is, see SAME_MATTER."""

    decision: DecisionSummary
    reason: str
    contradicts: bool
    score: float


class EarlierRecords:
    def __init__(self, store: Store, embedder: Embedder, index: VectorIndex) -> None:
        self._store, self._embedder, self._index = store, embedder, index

    async def like(self, viewer: Viewer, fields: DecisionFields, *, but: Sequence[str] = ()) -> tuple[Earlier, ...]:
        """What the viewer may see of records that still count and are about the same matter, nearest first.

        but: ids that are not told of (the record itself, what it replaces anyway). A person waits for this: what is not
        found within TIME_S is not told.
        """
        try:
            async with asyncio.timeout(TIME_S):
                return await self._like(viewer, fields, but)
        except TimeoutError:
            log.warning("earlier_records_too_slow", seconds=TIME_S)
            return ()

    async def _like(self, viewer: Viewer, fields: DecisionFields, but: Sequence[str]) -> tuple[Earlier, ...]:
        library = ViewersLibrary(self._store, self._index, self._embedder.model, viewer)
        words = _matter(fields.title, fields.decision)
        own = (await asyncio.to_thread(self._embedder.embed, [words]))[0]
        near = [n.owner_id for n in await library.near(own, NEAR)]
        terms = content_terms(words)[:12]
        same_words = [m.owner_id for m in await library.matching(terms, COMPARED)] if terms else []
        ids = [i for i in dict.fromkeys([*near, *same_words]) if i not in but]
        known = await library.records(ids)
        records = [known[i] for i in ids if i in known and _counts(known[i])][:COMPARED]
        if not records:
            return ()
        scores = await asyncio.to_thread(self._compare, fields, own, records)
        best = sorted(zip(scores, records, strict=True), key=lambda pair: (-pair[0], pair[1].id))[:MOST]
        alike = [(score, record) for score, record in best if score >= SAME_MATTER]
        return tuple([await asyncio.to_thread(self._earlier, fields, score, record) for score, record in alike])

    def _compare(self, fields: DecisionFields, own: Vector, records: Sequence[Decision]) -> list[float]:
        """How much each record is about the matter of `fields`: by meaning, and by the words of the title."""
        texts = [_matter(r.title, words_decided(r)) for r in records]
        vectors = self._embedder.embed([*texts, plain(fields.title), *(plain(r.title) for r in records)])
        whole, title, titles = vectors[: len(texts)] @ own, vectors[len(texts)], vectors[len(texts) + 1 :]
        terms = set(content_terms(plain(fields.title)))
        held = [len(terms & set(content_terms(text))) / (len(terms) or 1) for text in texts]
        meaning = np.maximum(whole, titles @ title)
        return [round(float(m + SAME_WORDS * h), 4) for m, h in zip(meaning, held, strict=True)]

    def _earlier(self, fields: DecisionFields, score: float, record: Decision) -> Earlier:
        summary = summary_of(record)
        against = refuses(fields.status, fields.title, fields.decision) != refuses(
            record.status, record.title, words_decided(record)
        )
        if not against and summary.options_lost:
            chosen = [plain(record.title), plain(words_decided(record))[:SHOWN_CHARACTERS]]
            vectors = self._embedder.embed([plain(fields.title), *chosen, *summary.options_lost])
            near = vectors[1:] @ vectors[0]
            against = bool(near[2:].max() > near[:2].max())  # what is decided now lost then
        return Earlier(summary, reason_of(record), against, score)


def reason_of(record: Decision) -> str:
    """Why, in the record's own words: what was filled in, else its first sentences that give a reason."""
    if record.fields is not None and record.fields.why.strip():
        return record.fields.why.strip()
    decided = decided_words(record)
    said = [record.text[s.start : s.end] for s in sentences(record.text, parts(record.text)) if s.role in _TELLS]
    reasons = [words for words in said if len(words) >= SHORTEST_REASON and words != decided]
    best = max(reasons, key=lambda words: len(_REASON.findall(words)), default=decided)
    return plain(best if _REASON.search(best) else next(iter(reasons), decided))[:SHOWN_CHARACTERS]


def _counts(record: Decision) -> bool:
    return record.status not in (DecisionStatus.SUPERSEDED, DecisionStatus.DEPRECATED)


def _matter(title: str, decision: str) -> str:
    return f"{plain(title)}. {plain(decision)[:SHOWN_CHARACTERS]}"

