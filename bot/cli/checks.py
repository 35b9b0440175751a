"""What `because doctor` looks at: one line a finding, each with its mend."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.app import App, build_app
from bot.cli.finding import Finding, fail, ok, warn
from bot.cli.outside_checks import check_model, check_slack
from bot.domain.audience import Viewer
from bot.errors import BecauseError
from bot.settings import load_settings
from store.index.chroma import ChromaIndex


async def examine(*, replay: bool) -> bool:
    """Prints every finding; True when something fails. `replay`: tries again what was set aside."""
    try:
        settings = load_settings()
    except BecauseError as wrong:
        return _told([fail(str(wrong))])
    failed = _told([ok("settings are read"), *_folder(settings.because_data_dir)])
    try:
        product = build_app(settings)
    except BecauseError as wrong:
        return _told([fail(str(wrong))])
    try:
        await product.open()
    except (BecauseError, OSError) as wrong:
        mend = "check DATABASE_URL and that the database runs and may be written"
        return _told([fail(f"database: {wrong}", mend)])
    try:
        failed |= _told([ok(f"database is open and up to date ({product.store.engine.dialect.name})")])
        failed |= _told(await _embedding(product))
        failed |= _told(await _index(product))
        failed |= _told(await _waiting(product, replay=replay))
        failed |= _told(await check_slack(product))
        failed |= _told(await check_model(settings))
    finally:
        await product.close()
    return failed


def _told(findings: list[Finding]) -> bool:
    for finding in findings:
        print(finding)
    return any(finding.is_failure for finding in findings)


def _folder(folder: Path) -> Iterator[Finding]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            yield ok(f"data folder {folder} can be written")
    except OSError as refused:
        yield fail(f"data folder {folder}: {refused.strerror}", "make it writable, or set BECAUSE_DATA_DIR")


async def _embedding(product: App) -> list[Finding]:
    try:
        vectors = await asyncio.to_thread(product.embedder.embed, ["why"])
    except (BecauseError, OSError) as failure:
        return [
            fail(
                f"embedding model {product.embedder.model}: {failure}", "install again, or see BECAUSE_EMBEDDING_MODEL"
            )
        ]
    return [ok(f"embedding model {product.embedder.model} answers ({vectors.shape[1]} dimensions)")]


async def _index(product: App) -> list[Finding]:
    await product.wire(owns_index=True, directory=None)
    if not isinstance(product.index, ChromaIndex):
        return [ok("index belongs to the running bot, which checks it every few minutes")]
    drift = await product.index.drift()
    if drift is None:
        mend = "start the bot or run `because reindex`: it is rebuilt; until then the search is exact"
        return [warn("index cannot be read", mend)]
    if drift:
        return [
            warn(f"index differs from the database in {drift} entries", "the bot mends it; or run `because reindex`")
        ]
    return [ok("index agrees with the database")]


async def _waiting(product: App, *, replay: bool) -> list[Finding]:
    services, now = product.services, product.now()
    status = await services.status.read(Viewer.operator(product.team_id))
    findings = [ok(f"{status.pending_index} texts wait to be embedded")]
    if status.lag_seconds > 300:
        findings.append(warn(f"the oldest event waits for {_age(status.lag_seconds)}", "is the bot running?"))
    dead = [
        (f"event {e.event_id}", e.error or "", (now - e.received_at).total_seconds())
        for e in await services.inbox.dead()
    ]
    dead += [
        (f"post {p.key} in {p.channel_id}", error, (now - p.created_at).total_seconds() if p.created_at else 0.0)
        for p, error in await services.outbox.dead()
    ]
    if replay and dead:
        count = await services.inbox.replay_dead() + await services.outbox.replay_dead()
        return [*findings, ok(f"{count} set aside are tried again by the running bot")]
    findings += [
        warn(
            f"{place} was set aside {_age(age)} ago: {' '.join(error.split())[:200]}",
            "`because doctor --replay` tries it again",
        )
        for place, error, age in dead
    ]
    return findings if dead else [*findings, ok("nothing was set aside")]


def _age(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
