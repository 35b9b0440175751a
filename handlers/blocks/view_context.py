"""What a modal must remember until it is submitted: Slack gives its `private_metadata` back."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from handlers import limits


@dataclass(frozen=True)
class ViewContext:
    """Where a modal was opened from. All are ids of ours or Slack's; text goes into the inputs.

    channel_id, ts, thread_ts: the message it is about, or (without ts) the channel to confirm in.
    earlier_ids: similar decisions that the person was shown already.
    named_deciders: deciders who are no users and cannot stand in the input.
    drafted: how the form was filled in, for the record's history.
    """

    channel_id: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    answer_id: str | None = None
    draft_id: str | None = None
    decision_id: str | None = None
    version: int | None = None
    theme_id: str | None = None
    earlier_ids: tuple[str, ...] = ()
    named_deciders: tuple[str, ...] = ()
    drafted: str | None = None

    def dump(self) -> str:
        """At most 3,000 characters: names and earlier decisions give way first."""
        held = {name: value for name, value in asdict(self).items() if value}
        text = _compact(held)
        for droppable in ("named_deciders", "earlier_ids"):
            while len(text) > limits.PRIVATE_METADATA and held.get(droppable):
                held[droppable] = held[droppable][:-1]
                text = _compact(held)
        return text

    @classmethod
    def load(cls, text: str) -> "ViewContext":
        """Of what `dump` gave. Fields of other versions are passed over."""
        held: dict[str, Any] = json.loads(text) if text else {}
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {name: value for name, value in held.items() if name in known}
        for name in ("earlier_ids", "named_deciders"):
            given[name] = tuple(given.get(name, ()))
        return cls(**given)


def _compact(held: dict[str, Any]) -> str:
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False)
