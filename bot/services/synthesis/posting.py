"""The digest of each local day, made exactly once and handed to the outbox."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.digests import Digest, Window
from bot.domain.mail import Post
from bot.domain.themes import Theme
from bot.services.synthesis.days import LATE_UNTIL
from bot.services.synthesis.digest import DigestComposer
from bot.services.synthesis.kept import digest_from_json, digest_to_json
from bot.services.synthesis.plan import Plan, Plans
from store.unit_of_work import Store

DIGEST = "digest"
"""The outbox kind of the digest's message."""

DIGEST_DETAIL = "digest_detail"
"""The outbox kind of one message in the digest's thread; `ref` is the day, `#`, and its number from 0."""

MOST_DETAILS = 30

REACHES_BACK = 4
"""Days within which a digest goes on where the last one ended."""


class DigestDays:
    def __init__(self, store: Store, composer: DigestComposer, now: Now, plans: Plans | None = None) -> None:
        self._store, self._composer, self._now, self._plans = store, composer, now, plans

    async def follow_plan(self, team_id: str) -> Plan | None:
        """Takes up what was set from Slack, by this process or another."""
        if self._plans is None:
            return None
        plan = await self._plans.read(team_id)
        self._composer.follow(plan)
        return plan

    async def change_plan(self, viewer: Viewer, **changes: Any) -> Plan:
        """See `Plans.change`."""
        assert self._plans is not None
        plan = await self._plans.change(viewer, **changes)
        self._composer.follow(plan)
        return plan

    def due(self, now: datetime) -> date | None:
        return self._composer.rhythm.due(now)

    async def make_due(self, viewer: Viewer, channel_id: str) -> Digest | None:
        """The digest that should be out by now, if it is not made yet."""
        day = self._composer.rhythm.due(self._now())
        if day is None or await self.kept(viewer.team_id, day, channel_id) is not None:
            return None
        return await self.make(viewer, channel_id, day, expires=True)

    async def make(self, viewer: Viewer, channel_id: str, day: date, *, expires: bool = False) -> Digest:
        """Composes, keeps and queues the day's digest; the one that is kept already stands."""
        digest = await self._composer.compose(viewer, day, await self._since_the_last(viewer.team_id, channel_id, day))
        now = self._now()
        async with self._store.write(viewer.team_id) as uow:
            is_new = await uow.digests.add(day, channel_id, digest_to_json(digest), now)
            if not is_new:
                stored = await uow.digests.get(day, channel_id)
                digest = digest_from_json(stored) if stored else digest
            post = Post(
                team_id=viewer.team_id,
                key=_key(day, channel_id),
                kind=DIGEST,
                ref=day.isoformat(),
                channel_id=channel_id,
                expires_at=self._composer.rhythm.hour_of(day) + LATE_UNTIL if expires else None,
            )
            if not await uow.outbox.add(post, now) and not expires:
                await uow.outbox.revive(post.team_id, post.key, now)  # asked for by a person: late is not too late
            await uow.commit()
        return digest

    async def _since_the_last(self, team_id: str, channel_id: str, day: date) -> Window:
        """From where the last one ended: a new hour, or a day without one, leaves no gap and tells nothing twice."""
        window = self._composer.rhythm.window_of(day)
        async with self._store.read(team_id) as uow:
            for back in range(1, REACHES_BACK + 1):
                if kept := await uow.digests.get(day - timedelta(days=back), channel_id):
                    return Window(min(digest_from_json(kept).window.end, window.end), window.end)
        return window

    async def is_posted(self, team_id: str, day: date, channel_id: str) -> bool:
        async with self._store.read(team_id) as uow:
            post = await uow.outbox.with_key(team_id, _key(day, channel_id))
        return post is not None and post.posted_ts is not None

    async def kept(self, team_id: str, day: date, channel_id: str) -> Digest | None:
        async with self._store.read(team_id) as uow:
            stored = await uow.digests.get(day, channel_id)
        return digest_from_json(stored) if stored else None

    async def queue_details(self, main: Post, ts: str, count: int) -> None:
        """The digest is out under `ts`: its `count` details follow in the thread."""
        now = self._now()
        async with self._store.write(main.team_id) as uow:
            for number in range(min(count, MOST_DETAILS)):
                post = Post(
                    team_id=main.team_id,
                    key=f"{main.key}:{number}",
                    kind=DIGEST_DETAIL,
                    ref=f"{main.ref}#{number}",
                    channel_id=main.channel_id,
                    thread_ts=ts,
                    expires_at=main.expires_at,
                )
                await uow.outbox.add(post, now)
            await uow.commit()

    async def links(self, viewer: Viewer, themes: Sequence[Theme]) -> dict[str, str]:
        """Addresses of the themes' messages, by id, of those that can be opened."""
        members = [message_id for theme in themes for message_id in theme.member_ids]
        async with self._store.read(viewer.team_id) as uow:
            messages = await uow.messages.by_ids(members, viewer)
        return {message_id: message.url for message_id, message in messages.items() if message.url}


def _key(day: date, channel_id: str) -> str:
    return f"digest:{day.isoformat()}:{channel_id}"
