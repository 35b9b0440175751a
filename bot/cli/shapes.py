"""The JSON shapes of the interface. Fields may be added, never renamed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.domain.answers import Answer
from bot.domain.decisions import Decision, Version
from bot.domain.digests import CompetitorMentions, Coverage, Digest, DigestDecision, Learned, Window
from bot.domain.signals import Signal
from bot.domain.themes import Quote, Theme
from bot.domain.verdicts import Contradiction, Landing, Revisit, TalkTo


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
        **({"notice": a.notice} if a.notice else {}),
    }


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
        "first_seen": when(t.first_seen),
        "status": t.status,
        "surfaces": list(t.surfaces),
        "decision_ids": list(t.decision_ids),
        "member_ids": list(t.member_ids),
        "quotes": [quote(q) for q in t.quotes],
    }


def revisit(r: Revisit) -> dict[str, Any]:
    return {
        "decision_id": r.decision_id,
        "title": r.title,
        "status": r.status.value,
        "condition": r.condition,
        "verdict": r.verdict.value,
        "reasons": list(r.reasons),
        "accounts": r.accounts,
        "arr": r.arr,
        "evidence": [{"id": q.id, "quote": q.text, "url": q.url, "account": q.account} for q in r.evidence],
    }


def landing(x: Landing) -> dict[str, Any]:
    return {
        "release_id": x.release_id,
        "release_title": x.release_title,
        "theme_id": x.theme_id,
        "theme_label": x.theme_label,
        "verdict": x.verdict.value,
        "before": round(x.before, 3),
        "after": round(x.after, 3),
        "praise": round(x.praise, 3),
        "reasons": list(x.reasons),
        "quotes": [quote(q) for q in x.quotes],
    }


def contradiction(c: Contradiction) -> dict[str, Any]:
    return {
        "decision_id": c.decision_id,
        "decision_title": c.decision_title,
        "id": c.id,
        "text": c.text,
        "url": c.url,
        "account": c.account,
    }


def talk(t: TalkTo) -> dict[str, Any]:
    return {
        "account": t.account,
        "person": t.person,
        "why": t.why,
        "signals": t.signals,
        "last_contact": when(t.last_contact),
        "arr": t.arr,
        "quotes": [quote(q) for q in t.quotes],
    }


def competitor(c: CompetitorMentions) -> dict[str, Any]:
    return {
        "name": c.name,
        "messages": c.messages,
        "accounts": list(c.accounts),
        "quotes": [quote(q) for q in c.quotes],
    }


def coverage(c: Coverage) -> dict[str, Any]:
    return {
        "read": c.read,
        "received": c.received,
        "failed": c.failed,
        "silent_sources": list(c.silent_sources),
        "sources": list(c.channels),
    }


def window(w: Window) -> dict[str, Any]:
    return {"from": when(w.start), "to": when(w.end)}


def _decisions(found: Iterable[DigestDecision]) -> list[dict[str, Any]]:
    return [
        {"id": d.id, "title": d.title, "status": d.status.value, "url": d.url, "contested": d.contested} for d in found
    ]


def digest(d: Digest, text: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "date": day(d.date),
        "window": window(d.window),
        "coverage": coverage(d.coverage),
        "signals": d.signals,
        "accounts": d.accounts,
        "themes": [theme(t) for t in d.themes],
        "decisions": _decisions(d.decisions),
        "revisit": [revisit(r) for r in d.revisit],
        "competitors": [competitor(c) for c in d.competitors],
        "landings": [landing(x) for x in d.landings],
        "contradictions": [contradiction(c) for c in d.contradictions],
        "talk": [talk(t) for t in d.talk],
        "unanswered": [{"question": u.question, "times": u.times} for u in d.unanswered],
        "text": text,
        "blocks": blocks,
    }


def learned(x: Learned, text: str) -> dict[str, Any]:
    return {
        "window": window(x.window),
        "themes": [theme(t) for t in x.themes],
        "landings": [landing(y) for y in x.landings],
        "revisit": [revisit(r) for r in x.revisit],
        "decisions": _decisions(x.decisions),
        "competitors": [competitor(c) for c in x.competitors],
        "segments": [
            {"segment": s.segment, "signals": s.signals, "accounts": s.accounts, "arr": s.arr, "themes": list(s.themes)}
            for s in x.segments
        ],
        "silent_accounts": list(x.silent_accounts),
        "coverage": coverage(x.coverage),
        "signals": x.signals,
        "accounts": x.accounts,
        "text": text,
    }
