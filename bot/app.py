"""The composition root: from settings to a product that can be opened, asked, and run against Slack."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.domain.audience import Viewer
from bot.domain.clock import Now, utc_now
from bot.domain.kinds import SignalKind
from bot.embeddings.minilm import MiniLM
from bot.embeddings.port import Embedder
from bot.llm.connect import chat_model
from bot.llm.port import ChatModel
from bot.services.accounts import Accounts
from bot.services.answering.service import Answering
from bot.services.backfill import Backfilling
from bot.services.classifying import Classifier, Talk
from bot.services.container import Services
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
from bot.services.judging import Judging
from bot.services.listening import Listening
from bot.services.marks import Marks
from bot.services.outbox import Outbox
from bot.services.ports import Directory
from bot.services.reading import Reading
from bot.services.reindexing import Reindexing
from bot.services.releases import Releases
from bot.services.signals import Signals
from bot.services.status import StatusService
from bot.services.synthesis.bearing import Bearing
from bot.services.synthesis.days import Rhythm
from bot.services.synthesis.digest import DigestComposer
from bot.services.synthesis.learned import Learning
from bot.services.synthesis.meaning import Meaning
from bot.services.synthesis.plan import Plans
from bot.services.synthesis.posting import DigestDays
from bot.services.synthesis.themes import Themes
from bot.services.synthesis.wording import Wording
from bot.services.verifying import Verifying
from bot.services.viewers import Viewers
from bot.settings import DRAFT_WORDS, Settings
from bot.sources.reactions import normalise_reaction
from store.database import open_database
from store.index.exact import ExactIndex
from store.index.port import VectorIndex
from store.migrate import migrate
from store.unit_of_work import Store

log = structlog.get_logger(__name__)


@dataclass
class App:
    """The product over one database. `open()` before anything else; `services` from then on."""

    settings: Settings
    now: Now
    store: Store
    embedder: Embedder
    team_id: str = ""
    services: Services = field(init=False)
    index: VectorIndex = field(init=False)
    chat: ChatModel | None = None
    is_wired: bool = False

    async def open(self, *, owns_index: bool = False, directory: Directory | None = None) -> None:
        """Migrates the database and wires the services.

        owns_index: take the embedded index (the long-running process does); others search SQL's vectors exactly.
        directory: who is who, as Slack says; without one, as last known.
        """
        await migrate(self.store.engine)
        self.team_id = await Listening(self.store, self.now).home_team()
        await self.wire(owns_index=owns_index, directory=directory)

    async def wire(self, *, owns_index: bool, directory: Directory | None) -> None:
        """Builds the services for `team_id`."""
        if self.is_wired:
            self.index.close()
        self.index = self._index(owns_index)
        self.is_wired = True
        self.services = _services(self, self.index, directory)

    async def catch_up(self) -> None:
        """Embeds and reads everything that waits."""
        await self.services.indexing.work_off(self.team_id)
        await self.services.reading.work_off(self.team_id)

    async def digest_viewer(self) -> Viewer:
        """What everybody in the digest channel may see; in the company, where no such channel is known."""
        plan = await self.services.digests.follow_plan(self.team_id)
        wanted = plan.channel_id if plan and plan.channel_id else self.settings.because_digest_channel
        for channel in await self.services.listening.channels(self.team_id):
            if wanted in (channel.id, channel.name):
                return await self.services.viewers.landing(self.team_id, channel.id)
        return Viewer.public(self.team_id)

    async def close(self) -> None:
        if self.chat is not None:
            await self.chat.aclose()
        if self.is_wired:
            self.index.close()
        await self.store.close()

    def _index(self, owns_index: bool) -> VectorIndex:
        exact = ExactIndex(self.store, self.team_id, self.embedder.model)
        if not owns_index:
            return exact
        from store.index.chroma import ChromaIndex, OwnedElsewhere  # a second to import, and only its owner needs it

        url = self.settings.chroma_url
        folder: Path | None = None if url else self.settings.because_data_dir / "index"
        index = ChromaIndex(self.store, self.team_id, self.embedder.model, exact, folder=folder, url=url)
        try:
            index.open()
        except OwnedElsewhere:
            log.warning("index_owned_elsewhere", meaning="another process runs the bot; searching exactly")
            return exact
        return index


def build_app(settings: Settings, *, now: Now = utc_now) -> App:
    """Wires nothing yet and touches nothing: safe to call twice in one process."""
    return App(
        settings, now, Store(open_database(settings.database)), _embedder(settings), chat=_chat_model(settings)
    )


def _embedder(settings: Settings) -> Embedder:
    if settings.because_embedding_model is None:
        return MiniLM(_cache_folder() or settings.because_data_dir / "models")
    from bot.embeddings.openai_embedder import OpenAIEmbedder  # half a second to import, and rarely asked for

    key = settings.openai_api_key
    return OpenAIEmbedder(
        settings.because_embedding_model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
    )


def _cache_folder() -> Path | None:
    """Where prepared model weights are shared between data folders; None where the home cannot be written."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "because"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _chat_model(settings: Settings) -> ChatModel | None:
    key = settings.openai_api_key
    return chat_model(
        model=settings.because_chat_model,
        base_url=settings.openai_base_url,
        api_key=key.get_secret_value() if key else None,
    )


def _services(app: App, index: VectorIndex, directory: Directory | None) -> Services:
    store, now, model = app.store, app.now, app.embedder.model
    leads = frozenset(app.settings.because_leads)
    ingestion = Ingestion(store, now)
    signals, viewers = Signals(store, now), Viewers(store, directory, now)
    kinds = {
        normalise_reaction(emoji): SignalKind(word)
        for emoji, word in app.settings.because_reactions.items()
        if word not in DRAFT_WORDS
    }
    indexing = Indexing(store, app.embedder, index)
    themes = Themes(store, model, now, app.embedder.embed)
    rhythm = Rhythm(app.settings.because_digest_at, app.settings.zone)
    meaning = Meaning(app.embedder)
    bearing = Bearing(meaning)
    learning = Learning(store, themes, bearing, meaning, app.settings.because_competitors, now)
    chat, deadline = app.chat, app.settings.because_model_deadline
    wording = Wording(store, chat, now, deadline=deadline) if chat else None
    judging = Judging(chat, now, deadline=deadline) if chat else None
    composer = DigestComposer(store, themes, bearing, rhythm, app.settings.because_competitors, learning, wording)
    plans = Plans(store, app.settings.because_digest_at, app.settings.because_timezone, leads)
    life = DecisionLife(store, now, leads)
    marks = Marks(store, signals, life, viewers, kinds)
    return Services(
        accounts=Accounts(store),
        answering=Answering(store, app.embedder, index, chat, now, deadline=deadline),
        decisions=DecisionRecords(store, now),
        decision_life=life,
        decision_changes=DecisionChanges(store, now, leads),
        draft_offers=DraftOffers(store, now, offers=app.settings.because_offer_drafts),
        earlier_records=EarlierRecords(store, app.embedder, index),
        filling=Filling(chat, deadline=deadline),
        import_decisions=ImportDecisions(store, now),
        exports=Exports(store),
        forgetting=Forgetting(store, now),
        inbox=Inbox(store, now),
        indexing=indexing,
        ingestion=ingestion,
        listening=Listening(store, now),
        outbox=Outbox(store, now),
        reading=Reading(store, model, Classifier.load(), Talk.load(), app.settings.because_competitors, now, judging),
        reindexing=Reindexing(store),
        releases=Releases(store),
        signals=signals,
        status=StatusService(store, model, now),
        composer=composer,
        learning=learning,
        digests=DigestDays(store, composer, now, plans),
        themes=themes,
        viewers=viewers,
        backfilling=lambda history: Backfilling(store, ingestion, marks, history, now),
        verifying=lambda history: Verifying(store, ingestion, history),
    )
