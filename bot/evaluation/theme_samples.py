"""Samples of questions with known intents: of many businesses and of one, even and uneven."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.embeddings.port import Embedder, Vectors

_AT_MOST = 12_000
_DRAWN = 77  # intents
_LEAST_SHARE = 0.2  # of an intent's questions that an uneven sample keeps
_A_BANKS = """
account_blocked apr application_status balance bill_balance bill_due card_declined credit_limit credit_limit_change
credit_score damaged_card expiration_date freeze_account improve_credit_score interest_rate international_fees
min_payment new_card order_checks pay_bill pin_change redeem_rewards replacement_card_duration report_fraud
report_lost_card rewards_balance routing spending_history transactions transfer
"""
"""The intents of clinc150 that a bank's customers have."""


@dataclass(frozen=True)
class Sample:
    """`vectors`: (n, d), one each text; `intents` what each asks in truth."""

    texts: tuple[str, ...]
    intents: tuple[str, ...]
    vectors: Vectors


def samples(path: Path, embedder: Embedder) -> Mapping[str, Sample]:
    """By name: each set of the file, 77 intents drawn from the larger one, its 77 that are most alike, those of one
    business, and uneven samples, in which some intents have five times the questions of others."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] != "oos"]
    vectors = embedder.embed([row["text"] for row in rows])
    intents = np.array([row["label"] for row in rows])
    chosen: dict[str, Vectors] = {}
    for name in sorted({row["set"] for row in rows}):
        of_set = np.array([i for i, row in enumerate(rows) if row["set"] == name])
        chosen[name] = of_set[np.random.default_rng(0).permutation(len(of_set))[:_AT_MOST]]
        known = sorted(set(intents[of_set]))
        if len(known) > _DRAWN:
            drawn = np.random.default_rng(1).choice(known, _DRAWN, replace=False)
            chosen[f"{name}, 77 drawn"] = _of(of_set, intents, set(drawn))
            alike = _of(of_set, intents, _most_alike(vectors[of_set], intents[of_set]))
            chosen[f"{name}, 77 alike"] = alike
            chosen[f"{name}, 77 alike, uneven"] = _uneven(alike, intents, 3)
        else:
            chosen[f"{name}, uneven"] = _uneven(of_set, intents, 5)
        if set(known).issuperset(_A_BANKS.split()):
            one_business = _of(of_set, intents, _A_BANKS.split())
            chosen[f"{name}, a bank's"] = one_business
            chosen[f"{name}, a bank's, uneven"] = _uneven(one_business, intents, 1)
    return {
        name: Sample(tuple(rows[i]["text"] for i in some), tuple(intents[some].tolist()), vectors[some])
        for name, some in chosen.items()
    }


def _of(some: Vectors, intents: Vectors, wanted: Collection[str]) -> Vectors:
    return some[np.isin(intents[some], sorted(wanted))]


def _most_alike(vectors: Vectors, intents: Vectors) -> set[str]:
    """The intents whose centre is nearest to those of three others."""
    known = sorted(set(intents))
    centres = np.stack([vectors[intents == intent].mean(axis=0) for intent in known])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    cosines = centres @ centres.T
    np.fill_diagonal(cosines, 0.0)
    crowding = np.sort(cosines, axis=1)[:, -3:].mean(axis=1)
    return {known[i] for i in np.argsort(-crowding, kind="stable")[:_DRAWN]}


def _uneven(some: Vectors, intents: Vectors, seed: int) -> Vectors:
    rng = np.random.default_rng(seed)
    kept: list[int] = []
    for intent in sorted(set(intents[some])):
        of_it = rng.permutation(some[intents[some] == intent])
        share = float(np.exp(rng.uniform(np.log(_LEAST_SHARE), 0.0)))
        kept.extend(of_it[: max(5, round(share * len(of_it)))].tolist())
    return np.sort(np.array(kept))
