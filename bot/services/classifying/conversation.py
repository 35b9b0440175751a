"""What was said before a message, as numbers: who asks here, who answers, and whether somebody waits for an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.services.classifying.wording import addressee

WITHIN = timedelta(hours=1)
"""How far back a channel's talk belongs together; a thread does however long it takes."""
REMEMBERED = 40
"""Messages before one that are looked at."""
_LATEST = 5
_OWN = 8
_SURE = 6.0  # log odds beyond which it makes no difference
_ADVICE = re.compile(
    r"\byou (?:can|could|should|need|have to|might|must|may|don'?t)\b|\btry\b"
    r"|^\s*(?:just |then |or |and )?(?:use|set|run|check|install|type|open|go to|click|look|see|put|add|delete|remove"
    r"|edit|copy|restart|reinstall)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """One message of a conversation. `log_odds`: of being a signal, by its words alone; `chance` the same.
    `kinds`: what the classifier of kinds says, as `kind_numbers`."""

    author: str
    text: str
    log_odds: float
    kinds: tuple[float, ...]

    @cached_property
    def chance(self) -> float:
        return float(1.0 / (1.0 + np.exp(-self.log_odds)))

    @cached_property
    def is_addressed(self) -> bool:
        return addressee(self.text) is not None

    @cached_property
    def advises(self) -> bool:
        return bool(_ADVICE.search(self.text))


def surroundings(before: Sequence[Turn], turn: Turn, *, in_thread: bool) -> list[float]:
    """Numbers from about -3 to 3. before: earlier turns of the same thread, or of the channel, oldest first."""
    own = [one for one in before if one.author == turn.author]
    others = [one for one in before if one.author != turn.author]
    last = before[-1] if before else None
    is_new, addressed, asks = float(not own), float(turn.is_addressed), float("?" in turn.text)
    asked = max((one.chance for one in own if not one.is_addressed), default=0.0)
    asked_lately = max((one.chance for one in own[-3:]), default=0.0)
    helped = _mean([float(one.is_addressed or one.advises) for one in own[-_OWN:]])
    waiting = max((one.chance for one in others[-_LATEST:]), default=0.0)
    goes_on = last is not None and last.author == turn.author
    is_reply = in_thread and last is not None
    began = is_reply and before[0].author == turn.author
    return [
        turn.log_odds / 3,
        addressed,
        float(turn.advises),
        is_new,
        asked,
        asked_lately,
        helped,
        _mean([one.chance for one in own]),
        last.chance if last and goes_on else 0.0,
        last.chance if last and not goes_on else 0.0,
        waiting * is_new,
        waiting * (1.0 - is_new),
        addressed * asked,
        addressed * asks,
        is_new * asks,
        float(is_reply),
        float(is_reply and not began),
        float(began),
        float(np.log1p(len(own))) / 3,
        turn.kinds[0] * is_new,
        *turn.kinds,
    ]


def kind_numbers(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, 1 + 2 * kinds): what the classifier of kinds says of any signal, of each kind, and which is likeliest.

    log_odds: (n, kinds) of each kind against nothing.
    """
    of_any = np.logaddexp.reduce(log_odds, axis=1, keepdims=True)
    told = np.clip(np.hstack([of_any, log_odds]), -_SURE, _SURE) / 3
    return np.hstack([told, np.eye(log_odds.shape[1])[log_odds.argmax(axis=1)]]).astype(np.float32)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
