"""Every answer that was given, and what people said of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.domain.digests import UnansweredQuestion
from store.repository import Repository
from store.tables import answers
from store.upsert import upsert


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
