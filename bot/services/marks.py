"""Reactions as history shows them: tags and confirmations given or taken back while nobody listened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.kinds import SignalKind
from bot.domain.signals import Reaction
from bot.domain.workspace import Channel
from bot.errors import NotFound
from bot.services.decisions.life import CONFIRMS, DecisionLife
from bot.services.ports import Reacted, Shown
from bot.services.signals import Signals
from bot.services.viewers import Viewers
from bot.sources.reactions import is_standard, normalise_reaction
from store.unit_of_work import Store


class Marks:
    """`kinds`: what each emoji (by its one name) means; reactions on what is read are tags like any other."""

    def __init__(
        self, store: Store, signals: Signals, life: DecisionLife, viewers: Viewers, kinds: Mapping[str, SignalKind]
    ) -> None:
        self._store, self._signals, self._life, self._viewers, self._kinds = store, signals, life, viewers, kinds

    async def settle(self, channel: Channel, shown: Shown, asked: datetime) -> None:
        """What is known of these messages becomes what Slack showed when it was `asked`; later events stay."""
        async with self._store.read(channel.team_id) as uow:
            known = await uow.reactions.on(shown.seen)
        old = {(r.message_id, r.user_id, r.emoji) for r in known}
        for reacted in shown.reactions:
            if _key(reacted) not in old:  # a known one may have been undone by a button
                await self._given(channel, shown, reacted, asked)
        for reaction in _gone(known, shown):
            await self._taken_back(channel, replace(reaction, is_there=False, at=asked))

    async def _given(self, channel: Channel, shown: Shown, reacted: Reacted, asked: datetime) -> None:
        emoji = normalise_reaction(reacted.emoji)
        kind = self._kinds.get(emoji)
        confirms = emoji == CONFIRMS and reacted.message_id in shown.own
        if kind is None and not confirms:
            return
        viewer = await self._viewers.asking(channel.team_id, reacted.user_id)
        meaning = kind.value if kind else CONFIRMS
        reaction = Reaction(reacted.message_id, reacted.user_id, emoji, meaning, is_there=True, at=asked)
        if confirms:
            await self._life.reacted(viewer, channel.id, _ts(reacted.message_id), reaction)
        if kind is None or not viewer.audiences:
            return
        try:
            await self._signals.reacted(viewer, reaction, kind)
        except NotFound:
            return  # erased meanwhile, or said where this person may no longer read

    async def _taken_back(self, channel: Channel, reaction: Reaction) -> None:
        viewer = await self._viewers.asking(channel.team_id, reaction.user_id)
        if reaction.meaning == CONFIRMS:
            await self._life.reacted(viewer, channel.id, _ts(reaction.message_id), reaction)
        elif reaction.meaning in list(SignalKind):
            await self._signals.unreacted(viewer, reaction, SignalKind(reaction.meaning))


def _gone(known: Sequence[Reaction], shown: Shown) -> list[Reaction]:
    """Known reactions that are no longer shown.

    Where Slack named only some of the people nothing is concluded, nor where somebody's emoji of the workspace's own
    may be the known one by another name.
    """
    there = {_key(reacted) for reacted in shown.reactions}
    unsure = {(r.message_id, r.user_id) for r in shown.reactions if not is_standard(normalise_reaction(r.emoji))}
    return [
        reaction
        for reaction in known
        if (reaction.message_id, reaction.user_id, reaction.emoji) not in there
        and (reaction.message_id, reaction.emoji) not in shown.cut
        and (reaction.message_id, reaction.user_id) not in unsure
    ]


def _key(reacted: Reacted) -> tuple[str, str, str]:
    return reacted.message_id, reacted.user_id, normalise_reaction(reacted.emoji)


def _ts(message_id: str) -> str:
    return message_id.rpartition(":")[2]
