"""All services of one running product, built once and handed to whoever speaks for it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.services.accounts import Accounts
from bot.services.answering.service import Answering
from bot.services.backfill import Backfilling
from bot.services.decisions import (
    DecisionChanges,
    DecisionLife,
    DecisionRecords,
    DraftOffers,
    EarlierRecords,
    Filling,
    ImportDecisions,
)
from bot.services.exports import Exports
from bot.services.forgetting import Forgetting
from bot.services.inbox import Inbox
from bot.services.indexing import Indexing
from bot.services.ingestion import Ingestion
from bot.services.listening import Listening
from bot.services.outbox import Outbox
from bot.services.ports import History
from bot.services.reading import Reading
from bot.services.reindexing import Reindexing
from bot.services.releases import Releases
from bot.services.signals import Signals
from bot.services.status import StatusService
from bot.services.synthesis.digest import DigestComposer
from bot.services.synthesis.learned import Learning
from bot.services.synthesis.posting import DigestDays
from bot.services.synthesis.themes import Themes
from bot.services.verifying import Verifying
from bot.services.viewers import Viewers


@dataclass(frozen=True)
class Services:
    accounts: Accounts
    answering: Answering
    decisions: DecisionRecords
    decision_life: DecisionLife
    decision_changes: DecisionChanges
    draft_offers: DraftOffers
    earlier_records: EarlierRecords
    filling: Filling
    import_decisions: ImportDecisions
    exports: Exports
    forgetting: Forgetting
    inbox: Inbox
    indexing: Indexing
    ingestion: Ingestion
    listening: Listening
    outbox: Outbox
    reading: Reading
    reindexing: Reindexing
    releases: Releases
    signals: Signals
    status: StatusService
    composer: DigestComposer
    learning: Learning
    digests: DigestDays
    themes: Themes
    viewers: Viewers
    backfilling: Callable[[History], Backfilling]  # over the history of one workspace
    verifying: Callable[[History], Verifying]
