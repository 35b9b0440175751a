"""Search by words on SQLite: FTS5 over terms that the caller has folded and stemmed.

What is stored is terms, not text: one folding for index and question, whatever the database. Who may read a row is a
word of its own column (`scope`), so that permission is part of the match and costs no second look.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import text

from bot.domain.audience import Viewer
from store.lexical import MessageMatch, MessageTerms, RecordMatch, RecordTerms
from store.repository import Repository

CREATE_RECORD_TERMS = """
CREATE VIRTUAL TABLE record_terms USING fts5(
    scope, title, reasons, body, owner_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'", columnsize = 1
)
"""
CREATE_MESSAGE_TERMS = """
CREATE VIRTUAL TABLE message_terms USING fts5(
    scope, body, owner_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'", columnsize = 1
)
"""
CREATE_RECORD_VOCABULARY = "CREATE VIRTUAL TABLE record_vocabulary USING fts5vocab(record_terms, 'row')"
CREATE_MESSAGE_VOCABULARY = "CREATE VIRTUAL TABLE message_vocabulary USING fts5vocab(message_terms, 'row')"
CREATE_ROWS = """
CREATE TABLE lexical_rows (
    team_id TEXT NOT NULL, owner_kind TEXT NOT NULL, owner_id TEXT NOT NULL, row_id INTEGER NOT NULL,
    PRIMARY KEY (team_id, owner_kind, owner_id)
) WITHOUT ROWID
"""
CREATE = (CREATE_RECORD_TERMS, CREATE_MESSAGE_TERMS, CREATE_RECORD_VOCABULARY, CREATE_MESSAGE_VOCABULARY, CREATE_ROWS)
"""Run in this order by a migration (SQLite alone)."""
DROP = tuple(
    f"DROP TABLE IF EXISTS {name}"
    for name in ("record_vocabulary", "message_vocabulary", "record_terms", "message_terms", "lexical_rows")
)

_RANK = "-bm25(record_terms, 0.0, 3.0, 1.5, 1.0)"
_RECORDS = f"""
SELECT owner_id,
       -bm25(record_terms, 0.0, 1.0, 0.0, 0.0) AS title,
       -bm25(record_terms, 0.0, 0.0, 1.0, 0.0) AS reasons,
       -bm25(record_terms, 0.0, 0.0, 0.0, 1.0) AS body
FROM record_terms WHERE record_terms MATCH :match ORDER BY {_RANK} DESC, owner_id LIMIT :k
"""
_MESSAGES = """
SELECT owner_id, -bm25(message_terms, 0.0, 1.0) AS score
FROM message_terms WHERE message_terms MATCH :match ORDER BY score DESC, owner_id LIMIT :k
"""


class LexicalSqlite(Repository):
    """The lexical index of one workspace. Every read takes the viewer."""

    async def put_records(self, records: Sequence[RecordTerms]) -> None:
        """These records' terms are now these; older ones are replaced."""
        await self.remove("decision", [r.owner_id for r in records])
        for r in records:
            values = {"scope": _scope(self.team_id, r.audience, r.channel_id), **r._asdict()}
            done = await self.conn.execute(
                text(
                    "INSERT INTO record_terms(scope, title, reasons, body, owner_id)"
                    " VALUES (:scope, :title, :reasons, :body, :owner_id) RETURNING rowid"
                ),
                values,
            )
            await self._remember("decision", r.owner_id, int(done.scalar_one()))

    async def put_messages(self, messages: Sequence[MessageTerms]) -> None:
        await self.remove("message", [m.owner_id for m in messages])
        for m in messages:
            values = {"scope": _scope(self.team_id, m.audience, m.channel_id), **m._asdict()}
            done = await self.conn.execute(
                text(
                    "INSERT INTO message_terms(scope, body, owner_id) VALUES (:scope, :body, :owner_id) RETURNING rowid"
                ),
                values,
            )
            await self._remember("message", m.owner_id, int(done.scalar_one()))

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        """owner_kind: `decision` or `message`."""
        table = "record_terms" if owner_kind == "decision" else "message_terms"
        for owner_id in owner_ids:
            key = {"team": self.team_id, "kind": owner_kind, "id": owner_id}
            gone = await self.conn.execute(
                text(
                    "DELETE FROM lexical_rows WHERE team_id = :team AND owner_kind = :kind AND owner_id = :id"
                    " RETURNING row_id"
                ),
                key,
            )
            row_id = gone.scalar_one_or_none()
            if row_id is not None:
                await self.conn.execute(text(f"DELETE FROM {table} WHERE rowid = :row"), {"row": row_id})

    async def erase_remnants(self) -> None:
        """Rewrites the index without what was removed, which deleting alone leaves in its files."""
        for table in ("record_terms", "message_terms"):
            await self.conn.execute(text(f"INSERT INTO {table}({table}) VALUES ('optimize')"))

    async def records(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[RecordMatch]:
        """The records that hold any of the terms, best first."""
        match = _match("{title reasons body}", terms, self.team_id, viewer)
        if match is None:
            return []
        rows = await self.conn.execute(text(_RECORDS), {"match": match, "k": k})
        return [RecordMatch(r.owner_id, r.title, r.reasons, r.body) for r in rows]

    async def messages(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[MessageMatch]:
        """The messages that hold any of the terms, best first. Give it few and rare terms: common ones cost time."""
        match = _match("body", terms, self.team_id, viewer)
        if match is None:
            return []
        rows = await self.conn.execute(text(_MESSAGES), {"match": match, "k": k})
        return [MessageMatch(r.owner_id, r.score) for r in rows]

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Which of these records hold each term anywhere."""
        wanted, found = frozenset(owner_ids), {}
        for term in terms:
            match = f"{{title reasons body}} : {_quoted(term)} AND scope : {_word('t', self.team_id)}"
            rows = await self.conn.execute(
                text("SELECT owner_id FROM record_terms WHERE record_terms MATCH :match"), {"match": match}
            )
            found[term] = wanted.intersection(rows.scalars())
        return found

    async def record_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many records each term stands; terms that stand in none are left out."""
        return await self._frequencies("record_vocabulary", terms)

    async def message_frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return await self._frequencies("message_vocabulary", terms)

    async def terms_like(self, prefix: str, limit: int = 400) -> list[tuple[str, int]]:
        """Terms of the records that begin alike, with how many records hold them: for words that nobody used."""
        rows = await self.conn.execute(
            text("SELECT term, doc FROM record_vocabulary WHERE term >= :low AND term < :high LIMIT :limit"),
            {"low": prefix, "high": prefix + "￿", "limit": limit},
        )
        return [(row.term, row.doc) for row in rows]

    async def _frequencies(self, table: str, terms: Sequence[str]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for term in terms:
            row = (await self.conn.execute(text(f"SELECT doc FROM {table} WHERE term = :term"), {"term": term})).first()
            if row is not None:
                found[term] = int(row.doc)
        return found

    async def _remember(self, kind: str, owner_id: str, row_id: int) -> None:
        await self.conn.execute(
            text("INSERT INTO lexical_rows(team_id, owner_kind, owner_id, row_id) VALUES (:team, :kind, :id, :row)"),
            {"team": self.team_id, "kind": kind, "id": owner_id, "row": row_id},
        )


def _scope(team_id: str, audience: str, channel_id: str | None) -> str:
    words = [_word("t", team_id), _word("a", team_id, audience)]
    return " ".join([*words, _word("c", team_id, channel_id)] if channel_id else words)


def _word(kind: str, *names: str) -> str:
    """One token for a scope, whatever signs its names hold."""
    return f"{kind}_" + "_".join(name.encode().hex() for name in names)


def _match(columns: str, terms: Sequence[str], team_id: str, viewer: Viewer) -> str | None:
    """The FTS5 query, or None where nothing can match. Terms are quoted, so that none is read as an operator."""
    if not terms or not (viewer.sees_all or viewer.audiences) or viewer.only_channels == frozenset():
        return None
    wanted = " OR ".join(map(_quoted, terms))
    scope = _word("t", team_id) if viewer.sees_all else _any("a", team_id, viewer.audiences)
    match = f"{columns} : ({wanted}) AND scope : ({scope})"
    if viewer.only_channels is not None:
        match += f" AND scope : ({_any('c', team_id, viewer.only_channels)})"
    return match


def _quoted(term: str) -> str:
    return '"' + term.replace('"', "") + '"'


def _any(kind: str, team_id: str, names: frozenset[str]) -> str:
    return " OR ".join(_word(kind, team_id, name) for name in sorted(names))
