"""Search by words on SQLite: FTS5 over terms that the caller has folded and stemmed.

What is stored is terms, not text: one folding for index and question, whatever the database. Who may read a row is a
word of its own column (`scope`), so that permission is part of the match and costs no second look.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

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

# The best rows are chosen by their ids alone: reading `owner_id` of every match would read every match's terms too.
_RECORDS = """
WITH best AS (
    SELECT rowid AS row_id,
           -bm25(record_terms, 0.0, 1.0, 0.0, 0.0) AS title,
           -bm25(record_terms, 0.0, 0.0, 1.0, 0.0) AS reasons,
           -bm25(record_terms, 0.0, 0.0, 0.0, 1.0) AS body
    FROM record_terms WHERE record_terms MATCH :match
    ORDER BY bm25(record_terms, 0.0, 3.0, 1.5, 1.0), rowid LIMIT :k
)
SELECT (SELECT owner_id FROM record_terms WHERE rowid = best.row_id) AS owner_id, title, reasons, body FROM best
"""
_MESSAGES = """
SELECT owner_id, -bm25(message_terms, 0.0, 1.0) AS score
FROM message_terms WHERE message_terms MATCH :match ORDER BY score DESC, rowid LIMIT :k
"""
_TELLING = """
SELECT term FROM message_vocabulary WHERE term IN (SELECT value FROM json_each(:terms))
AND 2 * doc <= (SELECT rowid FROM message_terms ORDER BY rowid DESC LIMIT 1)
"""
"""Terms that half of the messages hold, or more, are worth nothing to BM25, and most of what a search costs. Row ids
count up, so that the last one is no less than the number of messages."""
_TABLES = {"decision": "record_terms", "message": "message_terms"}
_AMONG = "owner_id IN (SELECT value FROM json_each(:ids))"
_THESE_ROWS = "+rowid IN (SELECT value FROM json_each(:rows))"
"""The plus has the match run once and its rows filtered; without it, it runs once for each row."""


class LexicalSqlite(Repository):
    """The lexical index of one workspace. Every read takes the viewer."""

    async def put_records(self, records: Sequence[RecordTerms]) -> None:
        """These records' terms are now these; older ones are replaced."""
        await self._put("decision", {r.owner_id: (r.audience, r.channel_id, r._asdict()) for r in records})

    async def put_messages(self, messages: Sequence[MessageTerms]) -> None:
        await self._put("message", {m.owner_id: (m.audience, m.channel_id, m._asdict()) for m in messages})

    async def remove(self, owner_kind: str, owner_ids: Sequence[str]) -> None:
        """owner_kind: `decision` or `message`."""
        rows = await self._rows(owner_kind, owner_ids)
        if not rows:
            return
        gone = [{"row": row} for row in rows]
        await self.conn.execute(text(f"DELETE FROM {_TABLES[owner_kind]} WHERE rowid = :row"), gone)
        await self.conn.execute(
            text(f"DELETE FROM lexical_rows WHERE team_id = :team AND owner_kind = :kind AND {_AMONG}"),
            {"team": self.team_id, "kind": owner_kind, "ids": json.dumps(list(owner_ids))},
        )

    async def _put(self, kind: str, rows: Mapping[str, tuple[str, str | None, dict[str, Any]]]) -> None:
        """Row ids are given out here, in the one transaction that may write, so that all rows go in as one batch."""
        await self.remove(kind, list(rows))
        if not rows:
            return
        table = _TABLES[kind]
        last = await self.conn.execute(text(f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1"))
        first = int(last.scalar_one_or_none() or 0) + 1
        values = [
            {**fields, "row": row, "scope": _scope(self.team_id, audience, channel)}
            for row, (audience, channel, fields) in enumerate(rows.values(), first)
        ]
        columns = "scope, title, reasons, body, owner_id" if kind == "decision" else "scope, body, owner_id"
        wanted = ", ".join(f":{name}" for name in columns.split(", "))
        await self.conn.execute(text(f"INSERT INTO {table}(rowid, {columns}) VALUES (:row, {wanted})"), values)
        await self.conn.execute(
            text("INSERT INTO lexical_rows(team_id, owner_kind, owner_id, row_id) VALUES (:team, :kind, :id, :row)"),
            [
                {"team": self.team_id, "kind": kind, "id": owner_id, "row": row}
                for row, owner_id in enumerate(rows, first)
            ],
        )

    async def _rows(self, kind: str, owner_ids: Collection[str]) -> dict[int, str]:
        """Which owner stands under which row id."""
        found = await self.conn.execute(
            text(
                f"SELECT row_id, owner_id FROM lexical_rows WHERE team_id = :team AND owner_kind = :kind AND {_AMONG}"
            ),
            {"team": self.team_id, "kind": kind, "ids": json.dumps(list(owner_ids))},
        )
        return {row.row_id: row.owner_id for row in found}

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
        rows = await self.conn.execute(text(_TELLING), {"terms": json.dumps(list(terms))})
        telling = set(rows.scalars())
        found = await self._messages([term for term in terms if term in telling], viewer, k)
        if len(found) == k or telling == set(terms):
            return found
        return await self._messages(terms, viewer, k)

    async def _messages(self, terms: Sequence[str], viewer: Viewer, k: int) -> list[MessageMatch]:
        match = _match("body", terms, self.team_id, viewer)
        if match is None:
            return []
        rows = await self.conn.execute(text(_MESSAGES), {"match": match, "k": k})
        return [MessageMatch(r.owner_id, r.score) for r in rows]

    async def holding(self, terms: Sequence[str], owner_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Which of these records hold each term anywhere."""
        if not terms:
            return {}
        rows = await self._rows("decision", owner_ids)
        each = " UNION ALL ".join(
            f"SELECT {i} AS term, rowid AS row_id FROM record_terms WHERE record_terms MATCH :t{i} AND {_THESE_ROWS}"
            for i in range(len(terms))
        )
        matches = {f"t{i}": f"{{title reasons body}} : {_quoted(term)}" for i, term in enumerate(terms)}
        found: dict[str, set[str]] = {term: set() for term in terms}
        for row in await self.conn.execute(text(each), {**matches, "rows": json.dumps(list(rows))}):
            found[terms[row.term]].add(rows[row.row_id])
        return {term: frozenset(owners) for term, owners in found.items()}

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
        rows = await self.conn.execute(
            text(f"SELECT term, doc FROM {table} WHERE term IN (SELECT value FROM json_each(:terms))"),
            {"terms": json.dumps(list(terms))},
        )
        return {row.term: int(row.doc) for row in rows}


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
