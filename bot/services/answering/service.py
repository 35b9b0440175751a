"""Answering "why": find what this viewer may see, say it in its own words, and keep what was said."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.domain.answers import Answer, Citation, EvidenceKind, Nearest
from bot.domain.audience import PUBLIC, Viewer
from bot.domain.clock import Now
from bot.embeddings.port import Embedder
from bot.errors import NotFound
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.answering.extractive import extract
from bot.services.answering.keeping import answer_from_json, answer_to_json, question_key
from bot.services.answering.library import ViewersLibrary
from bot.services.answering.listing import listed
from bot.services.answering.modelled import put_into_words
from bot.services.answering.since import Since
from bot.services.retrieval.question import read_question
from bot.services.retrieval.search import find_records
from bot.services.retrieval.talk import find_talk
from bot.services.retrieval.weights import learned
from bot.services.synthesis.meaning import Meaning
from store.index.port import VectorIndex
from store.unit_of_work import Store

log = structlog.get_logger(__name__)

LONGEST_QUESTION = 2_000


class Answering:
    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        index: VectorIndex,
        model: ChatModel | None,
        now: Now,
        *,
        deadline: float = DEFAULT_DEADLINE,
    ) -> None:
        self._store, self._embedder, self._index = store, embedder, index
        self._model, self._now, self._deadline = model, now, deadline
        self._since = Since(store, Meaning(embedder), embedder.model, now)

    async def why(self, viewer: Viewer, question: str, *, channel_id: str | None = None) -> Answer:
        """One answer from what the viewer may see; kept, so that it can be shared, rated and explained."""
        started = time.perf_counter()
        asked = " ".join(question.split())[:LONGEST_QUESTION]
        library = ViewersLibrary(self._store, self._index, self._embedder.model, viewer)
        today = self._now().date()
        vectors = await asyncio.to_thread(self._embedder.embed, read_question(asked, today).forms)
        async with library.one_read():
            found = await find_records(library, asked, vectors, today, learned())
            talk = await find_talk(library, found.question, vectors[0])
        listing = await listed(self._store, viewer, found)
        answer = listing or await extract(library, found, uuid.uuid4().hex, vectors, self._embedder.embed, talk)
        if self._model is not None and answer.answered and listing is None:
            answer = await put_into_words(self._model, library, answer, now=self._now, deadline=self._deadline)
        answer = await self._with_names(viewer, answer) if answer.answered else await self._searched(viewer, answer)
        answer = await self._since.tell(viewer, library, found, answer)
        answer = replace(answer, latency_ms=(time.perf_counter() - started) * 1000)
        await self._keep(viewer, answer, channel_id)
        return answer

    async def _searched(self, viewer: Viewer, answer: Answer) -> Answer:
        """An honest "no record": what was looked through, and what came nearest."""
        async with self._store.read(viewer.team_id) as uow:
            count = await uow.messages.count_visible(viewer)
        return replace(answer, searched_messages=count, answer=no_record(answer.searched, count, answer.nearest))

    async def _with_names(self, viewer: Viewer, answer: Answer) -> Answer:
        """Customers by their names, where a message is cited by its account's id."""
        ids = {citation.account for citation in answer.citations if citation.account}
        if not ids:
            return answer
        async with self._store.read(viewer.team_id) as uow:
            found = {account_id: await uow.accounts.get(account_id) for account_id in ids}
        names = {account_id: account.name for account_id, account in found.items() if account}
        told = [replace(c, account=names.get(c.account or "", c.account)) for c in answer.citations]
        return replace(answer, citations=tuple(told))

    async def given(self, team_id: str, answer_id: str) -> Answer:
        """An answer as it was given. Raises NotFound where it is gone (its asker asked to be forgotten)."""
        async with self._store.read(team_id) as uow:
            row = await uow.answers.get(answer_id)
        if row is None or not row["body"]:
            raise NotFound("That answer is gone; please ask again.")
        return answer_from_json(row["body"], row["trace"])

    async def rate(self, team_id: str, answer_id: str, *, helpful: bool, reason: str | None = None) -> None:
        async with self._store.write(team_id) as uow:
            await uow.answers.rate(answer_id, helpful, reason)
            await uow.commit()

    async def people_who_know(self, viewer: Viewer, answer_id: str) -> tuple[str, ...]:
        """Who decided or talked about what is nearest to the question, as far as the viewer may see it."""
        answer = await self.given(viewer.team_id, answer_id)
        async with self._store.read(viewer.team_id) as uow:
            near = await uow.decisions.by_ids([n.id for n in answer.nearest], viewer)
            said = await uow.messages.by_ids((*_talk(answer.citations), *answer.near_talk), viewer)
        people = [who for record in near.values() for who in (*record.decided_by, record.recorded_by)]
        people += [message.author_id for message in said.values() if not message.is_bot]
        return tuple(dict.fromkeys(who for who in people if who))

    async def _keep(self, viewer: Viewer, answer: Answer, channel_id: str | None) -> None:
        """A question is told of where it was asked: in a private conversation, it stays there."""
        async with self._store.write(viewer.team_id) as uow:
            channel = await uow.workspaces.channel(channel_id) if channel_id else None
            audience = PUBLIC if channel_id is None else channel.audience if channel else channel_id
            await uow.answers.save(
                {
                    "id": answer.id,
                    "asked_by": viewer.user_id,
                    "asked_at": self._now(),
                    "channel_id": channel_id,
                    "question": answer.question,
                    "question_key": question_key(answer.question),
                    "answered": answer.answered,
                    "confidence": answer.confidence,
                    "decision_id": answer.decision.id if answer.decision else None,
                    "mode": answer.mode.value,
                    "audience": audience,
                    "body": answer_to_json(answer),
                    "trace": answer.trace,
                    "helpful": None,
                    "helpful_reason": None,
                }
            )
            await uow.commit()


def no_record(records: int, messages: int, nearest: Sequence[Nearest]) -> str:
    """`No record answers this. Searched 25 decision records and 1,234 messages. Nearest: “A” (rejected), “B”.`"""
    if not records:
        return "No record answers this: there are no decision records to search yet."
    said = f" and {messages:,} message{'s' * (messages != 1)}" if messages else ""
    near = ", ".join(f"“{one.title}”{f' ({one.status.value})' if one.status else ''}" for one in nearest)
    words = f"No record answers this. Searched {records:,} decision record{'s' * (records != 1)}{said}."
    return f"{words} Nearest: {near}." if near else words


def _talk(citations: tuple[Citation, ...]) -> list[str]:
    return [c.id for c in citations if c.kind in (EvidenceKind.MESSAGE, EvidenceKind.FEEDBACK)]
