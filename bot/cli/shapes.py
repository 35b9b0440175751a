"""The JSON shapes of answers, records, signals and themes. Fields may be added, never renamed."""

from datetime import date, datetime
from typing import Any

from bot.domain.answers import Answer, DecisionSummary
from bot.domain.decisions import Decision, Version
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme, Tie


def when(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def answer(a: Answer, question_id: str | None = None) -> dict[str, Any]:
    found = a.decision
    return {
        "id": question_id if question_id is not None else a.id,
        "question": a.question,
        "answered": a.answered,
        "answer": a.answer,
        "decision": {
            "id": found.id,
            "title": found.title,
            "status": found.status.value,
            "date": day(found.decided_on),
            "superseded_by": found.superseded_by,
        }
        if found
        else None,
        "citations": [
            {
                "kind": c.kind.value,
                "id": c.id,
                "title": c.title,
                "url": c.url,
                "quote": c.quote,
                **({"status": c.status.value} if c.status else {}),
                "score": round(c.score, 4),
            }
            for c in a.citations
        ],
        "confidence": round(a.confidence, 4),
        "nearest": [{"id": n.id, "title": n.title} for n in a.nearest],
        "mode": a.mode.value,
        "latency_ms": round(a.latency_ms, 1),
        **({"searched": {"decisions": a.searched, "messages": a.searched_messages}} if not a.answered else {}),
        **({"since": a.since} if a.since else {}),
        **({"condition_state": a.condition_state} if a.condition_state else {}),
        **({"beside": _beside(a, a.rival)} if a.rival else {}),
        **({"notice": a.notice} if a.notice else {}),
    }


def _beside(a: Answer, other: DecisionSummary) -> dict[str, Any]:
    """Another record about the same."""
    found = {"id": other.id, "title": other.title, "status": other.status.value, "date": day(other.decided_on)}
    return {**found, "reason": a.rival_reason, "contradicts": a.is_opposed}


def decision(d: Decision) -> dict[str, Any]:
    return {
        "id": d.id,
        "title": d.title,
        "status": d.status.value,
        "date": day(d.decided_on),
        "superseded_by": d.superseded_by,
        "supersedes": list(d.supersedes),
        "decided_by": list(d.decided_by),
        "objective": d.objective,
        "revisit_when": d.revisit_when,
        "tags": list(d.tags),
        "contested": bool(d.contested_by),
        "confirmed_by": list(d.confirmed_by),
        "version": d.version,
        "url": d.url,
        "text": d.text,
        "recorded_at": when(d.recorded_at),
    }


def version(v: Version) -> dict[str, Any]:
    made = {"version": v.version, "change": v.change, "changed_by": v.changed_by, "changed_at": when(v.changed_at)}
    return {"decision_id": v.decision_id, **made, **v.snapshot}


def signal(s: Signal) -> dict[str, Any]:
    return {
        "id": s.id,
        "kind": s.kind.value,
        "surface": s.surface.value if s.surface else None,
        "source": s.source,
        "channel": s.channel,
        "ts": s.ts,
        "text": s.text,
        "url": s.url,
        "author": s.author,
        "account": s.account,
        "arr": s.arr,
        "tagged_by": list(s.tagged_by),
        "theme_id": s.theme_id,
        "created_at": when(s.created_at),
    }


def quote(q: Quote) -> dict[str, Any]:
    return {"id": q.id, "text": q.text, "url": q.url, "account": q.account}


def tie(t: Tie) -> dict[str, Any]:
    return {
        "kind": t.kind.value,
        "id": t.id,
        "title": t.title,
        "status": t.status,
        "date": day(t.on),
        "url": t.url,
        "reason": t.reason,
    }


def theme(t: Theme) -> dict[str, Any]:
    return {
        "id": t.id,
        "label": t.label,
        "keywords": list(t.keywords),
        "messages": t.messages,
        "accounts": t.accounts,
        "arr": t.arr,
        "share_of_top_account": round(t.share_of_top_account, 4),
        "top_account": t.top_account,
        "trend": {"now": t.trend.now, "before": t.trend.before},
        "praise_now": t.praise_now,
        "first_seen": when(t.first_seen),
        "status": t.status,
        "surfaces": list(t.surfaces),
        "decision_ids": list(t.decision_ids),
        "loud_account": t.loud_account,
        "weeks": list(t.weeks),
        "ties": [tie(one) for one in t.ties],
        "member_ids": list(t.member_ids),
        "quotes": [quote(q) for q in t.quotes],
    }
