"""Trains what tells a need from an answer in a channel's talk, from conversations that the package carries, after the
classifier of kinds, of which it takes what that says.

`conversations.txt`: each begins with `# flat` (a channel without threads) or `# thread`; then `WHO KIND WORDS` a line,
KIND one of `_KINDS`, `\\n` in WORDS for a line's end.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.embeddings.port import Embedder
from bot.services import classifying
from bot.services.classifying.classifier import Classifier
from bot.services.classifying.conversation import REMEMBERED, Turn, kind_numbers, surroundings
from bot.services.classifying.essence import essence
from bot.services.classifying.talk import TALK_PARAMETERS, talk_features

_KINDS = {"q", "p", "r", "+", "b", "c", "x"}  # question, problem, request, praise, blocker, churn risk, competitor
_NOTHING = "-"
_STRENGTH = 0.03  # inverse regularisation
_AROUND_STRENGTH = 0.01
_BALANCE = 0.0  # log odds added: as many signals are missed as others are taken, in channels where most is none
_CONVERSED = 4.0  # weight of a line of a conversation beside a text by itself
_FOLDS = 5
_ROUNDS = 8  # times that the flat conversations are mixed anew
_MIXED = 12  # conversations in one made-up channel

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    who: str
    text: str
    is_signal: bool


@dataclass(frozen=True)
class Conversation:
    is_thread: bool
    lines: tuple[Line, ...]


def train_talk(embedder: Embedder, into: Path | None = None) -> Path:
    """Fit both steps and write the parameters (`into`, or beside the classifier). Returns where they are."""
    said = conversations()
    lines = [line for one in said for line in one.lines]
    owner = np.array([number for number, one in enumerate(said) for _ in one.lines])
    apart_texts, apart_signals = _chat_examples()
    of_apart, of_lines = _features(apart_texts, embedder), _features([line.text for line in lines], embedder)
    is_signal = np.array([line.is_signal for line in lines])
    classifier = Classifier.load()
    kinds = kind_numbers(classifier.against_nothing(of_lines[:, : classifier.weights.shape[1]]))

    def fit(mask: NDArray[np.bool_]) -> LogisticRegression:
        weights = np.concatenate([np.ones(len(apart_texts)), np.full(int(mask.sum()), _CONVERSED)])
        model = LogisticRegression(C=_STRENGTH, max_iter=3000, class_weight="balanced")
        known = np.concatenate([apart_signals, is_signal[mask]])
        return model.fit(np.vstack([of_apart, of_lines[mask]]), known, sample_weight=weights)

    unseen = np.zeros(len(lines))  # log odds of each line by a model that did not see its conversation
    for fold in range(_FOLDS):
        held = owner % _FOLDS == fold
        unseen[held] = fit(~held).decision_function(of_lines[held])
    numbers, signals = _in_conversation(said, _turns(said, unseen, kinds))
    around = LogisticRegression(C=_AROUND_STRENGTH, max_iter=2000).fit(numbers, signals)
    target = into or Path(str(resources.files(classifying))) / TALK_PARAMETERS
    by_words = fit(np.ones(len(lines), dtype=bool))
    np.savez_compressed(target, words=_weights(by_words), around=_weights(around, _BALANCE))
    return target


def conversations() -> list[Conversation]:
    found: list[tuple[bool, list[Line]]] = []
    text = resources.files(classifying).joinpath("conversations.txt").read_text(encoding="utf-8")
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith("#"):
            found.append((row == "# thread", []))
            continue
        who, kind, words = row.split(" ", 2)
        if kind not in _KINDS and kind != _NOTHING:
            raise ValueError(f"conversations.txt:{number}: {kind!r} is no kind")
        found[-1][1].append(Line(who, words.replace("\\n", "\n"), kind != _NOTHING))
    return [Conversation(is_thread, tuple(lines)) for is_thread, lines in found]


def _chat_examples() -> tuple[list[str], NDArray[np.bool_]]:
    rows = resources.files(classifying).joinpath("examples.jsonl").read_text(encoding="utf-8").splitlines()
    chat = [row for row in map(json.loads, rows) if row["genre"] == "chat"]
    return [row["text"] for row in chat], np.array([row["kind"] is not None for row in chat])


def _features(texts: Sequence[str], embedder: Embedder) -> Matrix:
    return talk_features(texts, embedder.embed([essence(text) for text in texts]))


def _turns(
    said: Sequence[Conversation], log_odds: NDArray[np.float64], kinds: Matrix
) -> list[list[tuple[Turn, bool]]]:
    """The lines of each conversation, by the log odds and kinds of all lines in a row."""
    known = zip(log_odds, kinds, strict=True)
    found = []
    for one in said:
        numbers = [next(known) for _ in one.lines]
        found.append(
            [
                (Turn(line.who, line.text, float(odds), tuple(map(float, of))), line.is_signal)
                for line, (odds, of) in zip(one.lines, numbers, strict=True)
            ]
        )
    return found


def _in_conversation(
    said: Sequence[Conversation], turns: Sequence[list[tuple[Turn, bool]]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Each line after those before it: threads as they are, flat conversations mixed as in a busy channel."""
    draw = random.Random(0)
    channels: list[tuple[list[tuple[Turn, bool]], bool]] = []
    for one, of_one in zip(said, turns, strict=True):
        if one.is_thread:
            channels += [(of_one, True)] * (_ROUNDS // 2)
    flat = [of_one for one, of_one in zip(said, turns, strict=True) if not one.is_thread]
    for _ in range(_ROUNDS):
        draw.shuffle(flat)
        for start in range(0, len(flat), _MIXED):
            some = [_apart(one, str(n)) for n, one in enumerate(flat[start : start + _MIXED])]
            channels.append((_mixed(some, draw), False))
    rows, signals = [], []
    for channel, in_thread in channels:
        heard = [turn for turn, _ in channel]
        for at, (turn, is_signal) in enumerate(channel):
            rows.append(surroundings(heard[max(0, at - REMEMBERED) : at], turn, in_thread=in_thread))
            signals.append(is_signal)
    return np.array(rows), np.array(signals)


def _apart(one: Sequence[tuple[Turn, bool]], tag: str) -> list[tuple[Turn, bool]]:
    """The same with other people: names come again in other conversations."""
    return [(replace(turn, author=turn.author + tag), is_signal) for turn, is_signal in one]


def _mixed(waiting: list[list[tuple[Turn, bool]]], draw: random.Random) -> list[tuple[Turn, bool]]:
    """One to three conversations at a time, each saying one to three lines in a row."""
    mixed: list[tuple[Turn, bool]] = []
    going: list[list[tuple[Turn, bool]]] = []
    while waiting or going:
        while waiting and len(going) < draw.choice([1, 2, 3]):
            going.append(list(waiting.pop()))
        one = draw.choice(going)
        for _ in range(min(draw.choice([1, 1, 2, 3]), len(one))):
            mixed.append(one.pop(0))
        if not one:
            going.remove(one)
    return mixed


def _weights(model: LogisticRegression, leaning: float = 0.0) -> Matrix:
    return np.concatenate([model.coef_[0], model.intercept_ + leaning]).astype(np.float32)
