"""Every answer that was given, and what people said of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, false, func, or_, select, update

from bot.domain.digests import UnansweredQuestion
from store.repository import Repository
from store.tables import answers
from store.upsert import upsert

FEW = 20
"""Up to so many ids the database looks for them; beyond that every answer is looked at once."""


class Answers(Repository):
    async def save(self, row: Mapping[str, Any]) -> None:
        await upsert(self.conn, answers, [{**row, "team_id": self.team_id}])

    async def get(self, answer_id: str) -> dict[str, Any] | None:
        query = select(answers).where(answers.c.team_id == self.team_id, answers.c.id == answer_id)
        row = (await self.conn.execute(query)).mappings().first()
        return dict(row) if row else None

    async def rate(self, answer_id: str, helpful: bool, reason: str | None) -> None:
        await self.conn.execute(
            update(answers)
            .where(answers.c.team_id == self.team_id, answers.c.id == answer_id)
            .values(helpful=helpful, helpful_reason=reason)
        )

    async def unanswered(self, start: datetime, end: datetime, audience: str) -> tuple[UnansweredQuestion, ...]:
        """Questions of [start, end) that nobody could answer, the most asked first; same words count as one."""
        times = func.count()
        query = (
            select(func.min(answers.c.question), times)
            .where(
                answers.c.team_id == self.team_id,
                ~answers.c.answered,
                answers.c.question_key != "",  # forgotten ones have none
                answers.c.audience == audience,
                answers.c.asked_at >= start,
                answers.c.asked_at < end,
            )
            .group_by(answers.c.question_key)
            .order_by(times.desc(), func.min(answers.c.question))
        )
        return tuple(UnansweredQuestion(question, n) for question, n in await self.conn.execute(query))

    async def forget_asker(self, user_id: str) -> None:
        await self.conn.execute(
            update(answers)
            .where(answers.c.team_id == self.team_id, answers.c.asked_by == user_id)
            .values(asked_by=None, question="(forgotten)", question_key="", body={}, trace={}, helpful_reason=None)
        )

    async def forget_citing(self, ids: Sequence[str]) -> None:
        """Blanks the answers that quote any of these messages or records; that they were asked stays."""
        query = select(answers.c.id, answers.c.body).where(answers.c.team_id == self.team_id)
        if len(ids) <= FEW:
            body = cast(answers.c.body, Text)
            query = query.where(or_(false(), *(body.contains(json.dumps(i), autoescape=True) for i in ids)))
        wanted = frozenset(ids)
        for answer_id, body in (await self.conn.execute(query)).all():
            if any(citation.get("id") in wanted for citation in body.get("citations") or ()):
                await self.conn.execute(
                    update(answers)
                    .where(answers.c.team_id == self.team_id, answers.c.id == answer_id)
                    .values(body={}, trace={})
                )
