"""A model's word on what messages mean, bounded in cost and time; where it says nothing the classifier's stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.clock import Now
from bot.domain.kinds import SignalKind
from bot.llm.port import DEFAULT_DEADLINE, ChatModel
from bot.services.composing.kinds import Asked, classify

AT_ONCE = 100
"""Messages of one batch of reading that a model is asked about: four questions of 25."""
A_DAY = 1000
"""Messages a day, so that the import of a long history costs no more than a busy day."""
PAUSE = timedelta(minutes=10)
"""After a failure, before the model is asked again: reading does not wait for a server that is down."""


class Judging:
    def __init__(self, model: ChatModel, now: Now, *, deadline: float = DEFAULT_DEADLINE) -> None:
        self._model, self._now, self._deadline = model, now, deadline
        self._paused_until: datetime | None = None
        self._day: date | None = None
        self._asked = 0

    async def kinds(self, doubtful: Sequence[Asked]) -> Mapping[str, SignalKind | None]:
        """What the model says of the first of these messages: a kind, or None for no signal. Those it did not speak of
        are missing."""
        now = self._now()
        if self._paused_until is not None and now < self._paused_until:
            return {}
        if self._day != now.date():
            self._day, self._asked = now.date(), 0
        some = doubtful[: min(AT_ONCE, A_DAY - self._asked)]
        if not some:
            return {}
        self._asked += len(some)
        told = await classify(self._model, some, deadline=self._deadline)
        self._paused_until = now + PAUSE if told.failure else None
        return told.by_id
