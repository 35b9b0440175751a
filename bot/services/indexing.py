"""Keeps every passage findable by meaning: embeds what waits, and holds the index to what SQL says."""

import asyncio

import numpy as np

from bot.domain.audience import Viewer
from bot.embeddings.port import Embedder
from bot.services.synthesis.kept_gists import gist_passages
from store.index.port import Shelf, VectorIndex
from store.passages import GIST, PendingPassage
from store.unit_of_work import Store

BATCH = 512
RECORDS = 50


class Indexing:
    def __init__(self, store: Store, embedder: Embedder, index: VectorIndex) -> None:
        self._store, self._embedder, self._index = store, embedder, index
        self._busy = asyncio.Lock()
        self._with_gists: set[str] = set()  # workspaces

    async def work_off(self, team_id: str, *, most: int | None = None) -> int:
        """Embeds waiting passages, oldest first; returns how many. The same text is never embedded twice."""
        done = 0
        async with self._busy:
            await self._lay_gists(team_id)
            while most is None or done < most:
                async with self._store.read(team_id) as uow:
                    batch = await uow.passages.pending(self._embedder.model, BATCH)
                if not batch:
                    break
                await self._embed(team_id, batch)
                done += len(batch)
        return done

    async def pending(self, team_id: str) -> int:
        async with self._store.read(team_id) as uow:
            return await uow.passages.count_pending(self._embedder.model)

    async def refresh(self) -> int:
        """Holds the index against SQL and mends it; returns how many entries were mended."""
        return await self._index.refresh()

    async def _lay_gists(self, team_id: str) -> None:
        """Those of records that an older version wrote; once a process, as every version since writes them itself."""
        if team_id in self._with_gists:
            return
        while True:
            async with self._store.read(team_id) as uow:
                missing = await uow.passages.decisions_without_gist(RECORDS)
            if not missing:
                break
            async with self._store.write(team_id) as uow:
                records = await uow.decisions.by_ids(missing, Viewer.operator(team_id))
                lines = [line for record in records.values() for line in gist_passages(record)]
                await uow.passages.replace(GIST, missing, lines)
                await uow.commit()
        self._with_gists.add(team_id)

    async def _embed(self, team_id: str, batch: tuple[PendingPassage, ...]) -> None:
        model = self._embedder.model
        texts = {passage.text_hash: passage.text for passage in batch}
        async with self._store.read(team_id) as uow:
            known = await uow.passages.known_vectors(texts, model)
        missing = [text_hash for text_hash in texts if text_hash not in known]
        fresh = {}
        if missing:
            vectors = await asyncio.to_thread(self._embedder.embed, [texts[h] for h in missing])
            fresh = dict(zip(missing, vectors, strict=True))
        ids = [passage.id for passage in batch]
        async with self._store.write(team_id) as uow:
            held = await uow.passages.hashes_held(ids)  # what was erased while we embedded leaves no vector
            await uow.passages.keep_vectors({h: v for h, v in fresh.items() if h in held}, model)
            await uow.passages.mark_embedded(ids, model)
            shelves = await uow.passages.shelves_of(ids)
            await uow.commit()
        vectors_by_hash = {**known, **fresh}
        vectors_by_id = {passage.id: vectors_by_hash[passage.text_hash] for passage in batch}
        for shelf, members in shelves.items():
            await self._index.add(Shelf(*shelf), members, np.stack([vectors_by_id[i] for i in members]))
