"""Trigger ids: the right to open a modal, once, within three seconds of what the person did."""

import secrets
from dataclasses import dataclass

from bot.workspace.clock import WorkspaceClock
from bot.workspace.shapes import SlackRefusal

TRIGGER_SECONDS = 3.0


@dataclass
class Trigger:
    user_id: str
    minted_at: float
    view_id: str | None  # the modal it came from
    spent: bool = False


class Triggers:
    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def mint(self, user_id: str, view_id: str | None = None) -> str:
        trigger_id = f"{int(self._clock.timestamp())}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
        self._triggers[trigger_id] = Trigger(user_id, self._clock.timestamp(), view_id)
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """The trigger behind the id. Refuses unknown, late and spent ones."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.spent:
            raise SlackRefusal("exchanged_trigger_id")
        if self._clock.timestamp() - trigger.minted_at > TRIGGER_SECONDS:
            raise SlackRefusal("expired_trigger_id")
        trigger.spent = True
        return trigger
