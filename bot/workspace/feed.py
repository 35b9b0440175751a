"""What the browser pages are told as it happens. Each page listens as one person."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.workspace.shapes import Json


@dataclass(eq=False)
class Listener:
    user_id: str
    queue: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)


class Feed:
    """Fans news out to the pages that may see them."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def listen(self, user_id: str) -> Listener:
        listener = Listener(user_id)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def tell(self, user_id: str, news: Json) -> None:
        self.tell_those(lambda listener: listener == user_id, news)

    def tell_all(self, news: Json) -> None:
        self.tell_those(lambda _: True, news)

    def tell_those(self, may_see: Callable[[str], bool], news: Json) -> None:
        for listener in self._listeners:
            if may_see(listener.user_id):
                listener.queue.put_nowait(news)
