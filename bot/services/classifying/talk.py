"""Tells, in a channel where customers talk among themselves, who brings a need from who answers, agrees or chats."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.domain.messages import Message
from bot.services.classifying.classifier import Classifier, features
from bot.services.classifying.conversation import Turn, kind_numbers, surroundings
from bot.services.classifying.places import each_after_others, is_talk
from bot.services.classifying.wording import wording_matrix

TALK_PARAMETERS = "talk.npz"
DIMENSIONS = 384

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Talk:
    """Two linear steps: from a message's words to its log odds of being a signal, and from those, the conversation
    before it and what the classifier of kinds says to the log odds that count. `words` and `around` are weights, each
    with its bias as the last number; both were made with this `classifier`."""

    words: Matrix
    around: Matrix
    classifier: Classifier

    @classmethod
    def load(cls) -> "Talk":
        """The parameters that the package carries."""
        data = resources.files(__package__).joinpath(TALK_PARAMETERS).read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            return cls(stored["words"].astype(np.float32), stored["around"].astype(np.float32), Classifier.load())

    def alone(self, authors: Sequence[str], texts: Sequence[str], vectors: Matrix) -> list[Turn]:
        """Each message by itself. vectors: (n, 384) of `essence(text)`."""
        known = talk_features(texts, vectors)
        log_odds = known @ self.words[:-1] + self.words[-1]
        kinds = kind_numbers(self.classifier.against_nothing(known[:, : self.classifier.weights.shape[1]]))
        told = zip(authors, texts, log_odds, kinds, strict=True)
        return [Turn(author, text, float(odds), tuple(map(float, of))) for author, text, odds, of in told]

    def in_conversation(self, before: Sequence[Turn], turn: Turn, *, in_thread: bool) -> float:
        """Log odds of the turn after those before it."""
        numbers = np.array(surroundings(before, turn, in_thread=in_thread), dtype=np.float32)
        return float(numbers @ self.around[:-1] + self.around[-1])

    def read(self, messages: Sequence[Message], vectors: Mapping[str, Matrix]) -> dict[str, float]:
        """Log odds by message id, of every message that is talk and has a vector.

        messages: those to read and what was said before them, in any order. The same ones give the same numbers. One
        that is too short to have a vector is no signal, but who says "yes" or "try again" is seen.
        """
        heard = [message for message in messages if is_talk(message)]
        if not heard:
            return {}
        unknown = np.zeros(DIMENSIONS, dtype=np.float32)
        authors, texts = [m.author_id or m.author or "" for m in heard], [m.text for m in heard]
        alone = self.alone(authors, texts, np.stack([vectors.get(m.id, unknown) for m in heard]))
        turns = {message.id: turn for message, turn in zip(heard, alone, strict=True)}
        found: dict[str, float] = {}
        for message, before in each_after_others(heard):
            earlier = [turns[one.id] for one in before]
            if message.id in vectors:
                found[message.id] = self.in_conversation(earlier, turns[message.id], in_thread=message.is_reply)
        return found


def talk_features(texts: Sequence[str], vectors: Matrix) -> Matrix:
    """(n, 384 + cues + small words): what `Talk.words` is multiplied with; it begins with the features of kinds."""
    return np.hstack([features(texts, vectors), wording_matrix(texts)])
