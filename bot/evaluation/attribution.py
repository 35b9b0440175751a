"""Measures the attribution of messages to accounts on cases of our own composition (`attribution_cases.json`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from bot import evaluation
from bot.domain.accounts import Account
from bot.domain.messages import Message
from bot.domain.workspace import Channel, Team
from bot.services.attribution import AccountBook, attribute
from bot.sources.slack_message import read_message

_TEAM = Team("T00000000", "", "https://example.slack.com/")
_TS = "1770000000.000100"


@dataclass(frozen=True)
class AttributionMeasures:
    """`precision`: of the accounts attached, those that are right; `recall`: of the cases that tell an account, those
    that got it. `wrong` holds each miss as (text, channel, expected, found)."""

    cases: int
    precision: float
    recall: float
    wrong: tuple[tuple[str, str, str | None, str | None], ...]


def measure_attribution() -> AttributionMeasures:
    companies = json.loads(resources.files(evaluation).joinpath("attribution_cases.json").read_text(encoding="utf-8"))
    pairs = [pair for company in companies for pair in _attributed_by(company)]
    attached = [case["account"] == found for case, found in pairs if found is not None]
    telling = [case["account"] == found for case, found in pairs if case["account"] is not None]
    return AttributionMeasures(
        cases=len(pairs),
        precision=round(sum(attached) / len(attached), 4),
        recall=round(sum(telling) / len(telling), 4),
        wrong=tuple(
            (case["text"], case.get("channel", ""), case["account"], found)
            for case, found in pairs
            if case["account"] != found
        ),
    )


def _attributed_by(company: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str | None]]:
    """Each case of one made-up company with the account that was found, by that company's accounts."""
    accounts = [Account(a["id"], _TEAM.id, a["name"], a["domain"], tuple(a["aliases"])) for a in company["accounts"]]
    book = AccountBook.of(accounts, company["teams"])
    return [(case, _attributed(case, book)) for case in company["cases"]]


def _attributed(case: Mapping[str, Any], book: AccountBook) -> str | None:
    channel = Channel(
        _TEAM.id, "C00000001", case.get("channel", "support"), connected_team_ids=tuple(case.get("connected", ()))
    )
    payload = {"ts": _TS, "text": case["text"], "user": "U00000001", "user_team": case.get("team", _TEAM.id)}
    if "fields" in case:
        payload |= {"bot_id": "B00000001", "attachments": [{"fields": case["fields"]}]}
    read: Message | None = read_message(payload, team=_TEAM, channel=channel, names={})
    assert read is not None
    is_reply = "thread_account" in case or case.get("is_reply", False)
    message = replace(read, author_email=case.get("author_email"), thread_ts="1769999999.000100" if is_reply else None)
    return attribute(message, book, channel, case.get("thread_account")).account_id
