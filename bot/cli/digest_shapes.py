"""The JSON shapes of the synthesis. Fields may be added, never renamed."""

from collections.abc import Iterable
from typing import Any

from bot.cli.shapes import day, quote, theme, when
from bot.domain.digests import CompetitorMentions, Coverage, Digest, DigestDecision, Learned, Objections, Window
from bot.domain.verdicts import Contradiction, Landing, Revisit, TalkTo


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
        "released_on": day(x.released_on),
        "signals_before": x.signals_before,
        "signals_after": x.signals_after,
        "praise_after": x.praise_after,
        "accounts_before": x.accounts_before,
        "same_accounts_after": x.same_accounts_after,
        "new_accounts_after": x.new_accounts_after,
        "is_news": x.is_news,
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
        "said_on": day(c.said_on),
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
        "new": c.new,
        "accounts": list(c.accounts),
        "quotes": [quote(q) for q in c.quotes],
    }


def objections(o: Objections) -> dict[str, Any]:
    return {
        "kind": o.kind.value,
        "messages": o.messages,
        "accounts": list(o.accounts),
        "arr": o.arr,
        "quotes": [quote(q) for q in o.quotes],
    }


def coverage(c: Coverage) -> dict[str, Any]:
    return {
        "read": c.read,
        "received": c.received,
        "failed": c.failed,
        "silent_sources": list(c.silent_sources),
        "sources": list(c.channels),
        "by_source": [{"source": s.source, "received": s.received, "read": s.read} for s in c.sources],
    }


def window(w: Window) -> dict[str, Any]:
    return {"from": when(w.start), "to": when(w.end)}


def _decisions(found: Iterable[DigestDecision]) -> list[dict[str, Any]]:
    return [
        {
            "id": d.id,
            "title": d.title,
            "status": d.status.value,
            "url": d.url,
            "contested": d.contested,
            "turned": d.turned,
        }
        for d in found
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
        "objections": [objections(o) for o in d.objections],
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
        "shipped": [{"id": r.id, "title": r.title, "date": day(r.on), "url": r.url} for r in x.shipped],
        "silent_accounts": list(x.silent_accounts),
        "coverage": coverage(x.coverage),
        "signals": x.signals,
        "accounts": x.accounts,
        "text": text,
    }
