"""A message that looks like a decision is offered to its author as a draft: privately, once, never before customers."""

import uuid
from datetime import timedelta

from bot.domain.audience import Viewer
from bot.domain.clock import Now
from bot.domain.decisions import Draft
from bot.domain.kinds import Surface
from bot.domain.mail import Post
from bot.domain.messages import Message
from bot.domain.workspace import Channel
from bot.services.decisions.noticing import looks_like_a_decision
from store.unit_of_work import Store

DRAFT_OFFER = "draft"
"""The outbox kind of the private message that offers a draft; `ref` is the draft's id."""

FRESH = timedelta(days=1)
"""What is told of later than this (a long gap was filled) is not offered any more."""


class DraftOffers:
    def __init__(self, store: Store, now: Now, *, offers: bool = True) -> None:
        self._store, self._now, self._offers = store, now, offers

    async def seen(self, author: Viewer, message: Message, channel: Channel) -> Draft | None:
        """The offer, kept with the intent to post it; None where there is nothing to offer.

        author: the rights of who wrote the message; only full members of the workspace are offered anything.
        """
        if not self._offers or channel.surface is not Surface.PRODUCT or channel.is_shared:
            return None
        if author.user_id is None or not author.audiences or author.only_channels is not None:
            return None
        if message.is_bot or not message.channel_id or not message.ts or self._now() - message.created_at > FRESH:
            return None
        if not looks_like_a_decision(message.text):
            return None
        now, who = self._now(), author.user_id
        draft = Draft(uuid.uuid4().hex, who, message.channel_id, message.ts, "decision", "waiting", now)
        async with self._store.write(author.team_id) as uow:
            recorded = await uow.decisions.of_message(message.channel_id, message.ts, Viewer.operator(author.team_id))
            if recorded or not await uow.drafts.add(draft):
                return None
            await uow.outbox.add(
                Post(author.team_id, f"draft:{draft.id}", DRAFT_OFFER, draft.id, who, user_id=who), now
            )
            await uow.commit()
        return draft
