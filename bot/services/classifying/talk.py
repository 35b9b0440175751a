"""Tells, in a channel where customers talk among themselves, who brings a need from who answers, agrees or chats."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.domain.kinds import Surface
from bot.domain.messages import SLACK, Message
from bot.services.classifying.conversation import REMEMBERED, WITHIN, Turn, surroundings
from bot.services.classifying.cues import cue_matrix
from bot.services.classifying.wording import wording_matrix

TALK_PARAMETERS = "talk.npz"
MEANING_WEIGHT = 3.0  # of the embedding beside the cues and small words

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Talk:
    """Two linear steps: from a message's words to its log odds of being a signal, and from those of the conversation
    before it to the log odds that count. `words` and `around` are weights, each with its bias as the last number."""

    words: Matrix
    around: Matrix

    @classmethod
    def load(cls) -> "Talk":
        """The parameters that the package carries."""
        data = resources.files(__package__).joinpath(TALK_PARAMETERS).read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            return cls(stored["words"].astype(np.float32), stored["around"].astype(np.float32))

    def by_words(self, texts: Sequence[str], vectors: Matrix) -> Matrix:
        """(n,) log odds of each text by itself. vectors: (n, 384) of `essence(text)`."""
        return np.asarray(talk_features(texts, vectors) @ self.words[:-1] + self.words[-1], dtype=np.float32)

    def in_conversation(self, before: Sequence[Turn], turn: Turn, *, in_thread: bool) -> float:
        """Log odds of the turn after those before it."""
        numbers = np.array(surroundings(before, turn, in_thread=in_thread), dtype=np.float32)
        return float(numbers @ self.around[:-1] + self.around[-1])

    def read(self, messages: Sequence[Message], vectors: Mapping[str, Matrix]) -> dict[str, float]:
        """Log odds by message id, of every message that is talk and has a vector.

        messages: those to read and what was said before them, in any order. The same ones give the same numbers.
        """
        heard = sorted((m for m in messages if is_talk(m) and m.id in vectors), key=lambda m: (m.created_at, m.id))
        if not heard:
            return {}
        alone = self.by_words([m.text for m in heard], np.stack([vectors[m.id] for m in heard]))
        places: dict[str, list[Turn]] = {}
        found: dict[str, float] = {}
        for message, log_odds in zip(heard, alone, strict=True):
            turn = Turn(message.author_id or message.author or "", message.text, float(log_odds), message.created_at)
            said = places.setdefault(_place(message), [])
            before = said[-REMEMBERED:]
            if not message.is_reply:
                before = [one for one in before if turn.at and one.at and turn.at - one.at <= WITHIN]
            found[message.id] = self.in_conversation(before, turn, in_thread=message.is_reply)
            said.append(turn)
            if message.source == SLACK and not message.is_reply:
                places[_thread(message)] = [turn]  # a thread begins with it
        return found


def talk_features(texts: Sequence[str], vectors: Matrix) -> Matrix:
    """(n, 384 + cues + small words): what `Talk.words` is multiplied with."""
    return np.hstack([MEANING_WEIGHT * vectors.astype(np.float32), cue_matrix(texts), wording_matrix(texts)])


def is_talk(message: Message) -> bool:
    """Said where customers and helpers talk among themselves, so that who said what before matters.

    What another system already keeps as the words of a customer that it names is feedback and no talk.
    """
    is_kept_as_feedback = message.source != SLACK and message.account_hint is not None
    return message.surface is Surface.COMMUNITY and not is_kept_as_feedback


def _place(message: Message) -> str:
    """Where turns follow each other: a thread, or the channel above it; what came from elsewhere stands alone."""
    if message.source != SLACK:
        return f"alone:{message.id}"
    return _thread(message) if message.is_reply else f"channel:{message.channel_id}"


def _thread(message: Message) -> str:
    return f"thread:{message.channel_id}:{message.thread_ts or message.ts}"
