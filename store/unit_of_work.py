"""One transaction a service call: everything or nothing. Rolled back unless `commit()` was called."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.accounts import Accounts
from store.answers import Answers
from store.backfills import Backfills
from store.conversations import Conversations
from store.database import begin_writing, finish_erasing
from store.decisions import Decisions
from store.digests import Digests
from store.drafts import Drafts
from store.inbox import Inbox
from store.lexical import LexicalIndex
from store.lexical_index import lexical_index
from store.messages import Messages
from store.moves import Moves
from store.outbox import Outbox
from store.passages import Passages
from store.proposals import Proposals
from store.reactions import Reactions
from store.releases import Releases
from store.settings import Settings
from store.signals import Signals
from store.themes import Themes
from store.workspaces import Workspaces


class UnitOfWork:
    """The repositories of one workspace over one open transaction."""

    def __init__(self, conn: AsyncConnection, team_id: str) -> None:
        self._conn = conn
        self.team_id = team_id
        self.workspaces = Workspaces(conn, team_id)
        self.messages = Messages(conn, team_id)
        self.conversations = Conversations(conn, team_id)
        self.accounts = Accounts(conn, team_id)
        self.signals = Signals(conn, team_id)
        self.reactions = Reactions(conn, team_id)
        self.decisions = Decisions(conn, team_id)
        self.drafts = Drafts(conn, team_id)
        self.proposals = Proposals(conn, team_id)
        self.passages = Passages(conn, team_id)
        self.answers = Answers(conn, team_id)
        self.themes = Themes(conn, team_id)
        self.digests = Digests(conn, team_id)
        self.releases = Releases(conn, team_id)
        self.backfills = Backfills(conn, team_id)
        self.settings = Settings(conn, team_id)
        self.texts: LexicalIndex = lexical_index(conn, team_id)
        self.moves = Moves(conn, team_id)
        self.inbox = Inbox(conn)
        self.outbox = Outbox(conn)

    async def commit(self) -> None:
        await self._conn.commit()


class Store:
    """Opens units of work on one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @asynccontextmanager
    async def write(self, team_id: str) -> AsyncIterator[UnitOfWork]:
        async with self.engine.connect() as conn:
            await begin_writing(conn, team_id)
            yield UnitOfWork(conn, team_id)

    @asynccontextmanager
    async def read(self, team_id: str) -> AsyncIterator[UnitOfWork]:
        async with self.engine.connect() as conn:
            yield UnitOfWork(conn, team_id)

    async def finish_erasing(self) -> None:
        """After an erasure was committed: nothing of what was erased stays in the database's files."""
        await finish_erasing(self.engine)

    async def close(self) -> None:
        await self.engine.dispose()
