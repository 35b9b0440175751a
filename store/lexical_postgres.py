"""Search by words on PostgreSQL: `tsvector` over terms that the caller has folded, ranked by `ts_rank`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from bot.domain.audience import Viewer
from store.lexical import MessageMatch, MessageTerms, RecordMatch, RecordTerms
from store.repository import Repository

CREATE = (
    """
    CREATE TABLE record_terms (
        team_id TEXT NOT NULL, owner_id TEXT NOT NULL, audience TEXT NOT NULL, channel_id TEXT,
        title TSVECTOR NOT NULL, reasons TSVECTOR NOT NULL, body TSVECTOR NOT NULL,
        PRIMARY KEY (team_id, owner_id)
    )
    """,
    "CREATE INDEX ix_record_terms_body ON record_terms USING GIN (body)",
    "CREATE INDEX ix_record_terms_title ON record_terms USING GIN (title)",
    """
    CREATE TABLE message_terms (
        team_id TEXT NOT NULL, owner_id TEXT NOT NULL, audience TEXT NOT NULL, channel_id TEXT,
        body TSVECTOR NOT NULL, PRIMARY KEY (team_id, owner_id)
    )
    """,
    "CREATE INDEX ix_message_terms_body ON message_terms USING GIN (body)",
    """
    CREATE TABLE term_counts (
        team_id TEXT NOT NULL, owner_kind TEXT NOT NULL, term TEXT NOT NULL, owners INTEGER NOT NULL,
        PRIMARY KEY (team_id, owner_kind, term)
    )
    """,
)
DROP = tuple(f"DROP TABLE IF EXISTS {name}" for name in ("record_terms", "message_terms", "term_counts"))

_TABLES = {"decision": "record_terms", "message": "message_terms"}


class LexicalPostgres(Repository):
    """Implements `store.lexical.LexicalIndex`."""

    async def put_records(self, records: Sequence[RecordTerms]) -> None:
        await self.remove("decision", [r.owner_id for r in records])
        for r in records:
            await self.conn.execute(
                text(
                    "INSERT INTO record_terms(team_id, owner_id, audience, channel_id, title, reasons, body) VALUES "
                    "(:team, :owner_id, :audience, :channel_id, array_to_tsvector(CAST(:title AS text[])), "
                    "array_to_tsvector(CAST(:reasons AS text[])), array_to_tsvector(CAST(:body AS text[])))"
                ),
                {
                    **r._asdict(),
                    "team": self.team_id,
                    **{f: _words(getattr(r, f)) for f in ("title", "reasons", "body")},
                },
            )
            await self._count("decision", {*_words(r.title), *_words(r.body), *_words(r.reasons)}, 1)

    async def put_messages(self, messages: Sequence[MessageTerms]) -> None:
        await self.remove("message", [m.owner_id for m in messages])
        for m in messages:
            await self.conn.execute(
                text(
                    "INSERT INTO message_terms(team_id, owner_id, audience, channel_id, body) VALUES "
                    "(:team, :owner_id, :audience, :channel_id, array_to_tsvector(CAST(:body AS text[])))"
                ),
                {**m._asdict(), "team": self.team_id, "body": _words(m.body)},
            )
            await self._count("message", set(_words(m.body)), 1)

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        whole = "title || reasons || body" if owner_kind == "decision" else "body"
        gone = await self.conn.execute(
            text(
                f"DELETE FROM {_TABLES[owner_kind]} WHERE team_id = :team AND owner_id = ANY(:ids) "
                f"RETURNING tsvector_to_array({whole}) AS words"
            ),
            {"team": self.team_id, "ids": list(owner_ids)},
        )
        for row in gone.all():
            await self._count(owner_kind, set(row.words), -1)

    async def erase_remnants(self) -> None:
        """Nothing to do here: PostgreSQL's own vacuum reclaims what was deleted."""

    async def records(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[RecordMatch]:
        if not terms:
            return []
        where, values = _seen_by(viewer)
        rows = await self.conn.execute(
            text(
                "SELECT owner_id, ts_rank(title, q) AS title, ts_rank(reasons, q) AS reasons, ts_rank(body, q) AS body "
                "FROM record_terms, CAST(:query AS tsquery) q WHERE team_id = :team "
                f"AND (body @@ q OR title @@ q OR reasons @@ q) AND {where} "
                "ORDER BY 3 * ts_rank(title, q) + 1.5 * ts_rank(reasons, q) + ts_rank(body, q) DESC, owner_id LIMIT :k"
            ),
            {"query": _query(terms), "team": self.team_id, "k": k, **values},
        )
        return [RecordMatch(r.owner_id, r.title, r.reasons, r.body) for r in rows]

    async def messages(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[MessageMatch]:
        if not terms:
            return []
        where, values = _seen_by(viewer)
        rows = await self.conn.execute(
            text(
                "SELECT owner_id, ts_rank(body, q) AS score FROM message_terms, CAST(:query AS tsquery) q "
                f"WHERE team_id = :team AND body @@ q AND {where} ORDER BY score DESC, owner_id LIMIT :k"
            ),
            {"query": _query(terms), "team": self.team_id, "k": k, **values},
        )
        return [MessageMatch(r.owner_id, r.score) for r in rows]

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for term in terms:
            rows = await self.conn.execute(
                text(
                    "SELECT owner_id FROM record_terms WHERE team_id = :team AND owner_id = ANY(:ids) "
                    "AND (body || title || reasons) @@ CAST(:query AS tsquery)"
                ),
                {"team": self.team_id, "ids": list(owner_ids), "query": _query([term])},
            )
            found[term] = frozenset(row.owner_id for row in rows)
        return found

    async def record_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return await self._frequencies("decision", terms)

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return await self._frequencies("message", terms)

    async def terms_like(self, prefix: str, limit: int = 400) -> list[tuple[str, int]]:
        rows = await self.conn.execute(
            text(
                "SELECT term, owners FROM term_counts WHERE team_id = :team AND owner_kind = 'decision' "
                "AND starts_with(term, :prefix) AND owners > 0 ORDER BY term LIMIT :limit"
            ),
            {"team": self.team_id, "prefix": prefix, "limit": limit},
        )
        return [(row.term, row.owners) for row in rows]

    async def _frequencies(self, owner_kind: str, terms: Sequence[str]) -> Mapping[str, int]:
        rows = await self.conn.execute(
            text(
                "SELECT term, owners FROM term_counts "
                "WHERE team_id = :team AND owner_kind = :kind AND owners > 0 AND term = ANY(:terms)"
            ),
            {"team": self.team_id, "kind": owner_kind, "terms": list(terms)},
        )
        return {row.term: row.owners for row in rows}

    async def _count(self, owner_kind: str, words: set[str], step: int) -> None:
        """How many owners hold each word, kept as they come and go: counting at question time would be slow."""
        await self.conn.execute(
            text(
                "INSERT INTO term_counts(team_id, owner_kind, term, owners) "
                "SELECT :team, :kind, term, :step FROM unnest(CAST(:words AS text[])) AS term ORDER BY term "
                "ON CONFLICT (team_id, owner_kind, term) DO UPDATE SET owners = term_counts.owners + excluded.owners"
            ),
            {"team": self.team_id, "kind": owner_kind, "words": sorted(words), "step": step},
        )


def _words(terms: str) -> list[str]:
    """Each term once, without the NUL that PostgreSQL cannot hold."""
    return sorted({term for term in terms.replace("\0", "").split(" ") if term})


def _query(terms: Sequence[str]) -> str:
    """Any of the terms; each is quoted, so that none is read as an operator."""
    quoted = (term.replace("\\", "\\\\").replace("'", "''").replace("\0", "") for term in terms)
    return " | ".join(f"'{term}'" for term in quoted if term)


def _seen_by(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    if viewer.sees_all:
        return "TRUE", {}
    where, values = "audience = ANY(:audiences)", {"audiences": sorted(viewer.audiences)}
    if viewer.only_channels is not None:
        where += " AND channel_id = ANY(:channels)"
        values["channels"] = sorted(viewer.only_channels)
    return where, values
