"""Domain values as a person reads them in a terminal: the answer first, then why, then the sources."""

import textwrap
from collections.abc import Iterable, Mapping

from bot.domain.answers import Answer, Citation
from bot.domain.decisions import Decision, Version
from bot.domain.signals import Signal
from bot.domain.status import Status
from bot.domain.themes import Theme
from bot.services.theming.excerpts import excerpt

WIDTH = 96


def wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)


def answer(a: Answer) -> str:
    parts = [wrapped(a.answer)]
    if a.notice:
        parts.append(f"({a.notice})")
    if a.decision is not None:
        found = a.decision
        line = f"{found.id} · {found.title} · {found.status.value}"
        if found.decided_on:
            line += f" · {found.decided_on:%-d %b %Y}"
        if found.decided_by:
            line += f" · decided by {', '.join(found.decided_by)}"
        if found.confirmed_by:
            line += f" · confirmed by {', '.join(found.confirmed_by)}"
        if found.contested:
            line += " · contested"
        if found.superseded_by:
            line += f" · superseded by {found.superseded_by} {found.superseded_by_title or ''}".rstrip()
        parts.append(line)
        if found.decision:
            parts.append("Decided:\n" + wrapped(found.decision, "  "))
        if found.options_lost:
            parts.append("Options that lost:\n" + "\n".join(wrapped(f"- {o}", "  ") for o in found.options_lost))
        if found.revisit_when:
            parts.append("To be looked at again when:\n" + wrapped(found.revisit_when, "  "))
    if a.citations:
        parts.append("Sources:\n" + "\n".join(_source(n, c) for n, c in enumerate(a.citations, 1)))
    if not a.answered and a.nearest:
        near = "\n".join(f"  {n.id}  {n.title}" for n in a.nearest)
        parts.append(f"Nearest records:\n{near}")
    return "\n\n".join(parts)


def _source(number: int, citation: Citation) -> str:
    head = f"  [{number}] {citation.title or citation.id}"
    if citation.author:
        head += f" — {citation.author}"
    if citation.account:
        head += f" ({citation.account})"
    body = wrapped(f"“{citation.quote}”", "      ")
    return "\n".join(part for part in (head, body, f"      {citation.url}" if citation.url else "") if part)


def decisions(found: Iterable[Decision]) -> str:
    return "\n".join(
        f"{d.id:<12} {d.decided_on or ''!s:<12} {d.status.value:<11} {d.title}"
        + (f"  → {d.superseded_by}" if d.superseded_by else "")
        for d in found
    )


def history(versions: Iterable[Version]) -> str:
    """Each version under who made it when, with what it says that the one before did not."""
    parts: list[str] = []
    before: Mapping[str, object] = {}
    for v in versions:
        by = f" by {v.changed_by}" if v.changed_by else ""
        lines = [f"{v.version}. {v.change}{by}, {v.changed_at:%Y-%m-%d %H:%M} UTC"]
        for name, value in v.snapshot.items():
            if value != before.get(name) and value not in (None, "", []):
                said = ", ".join(value) if isinstance(value, list) else str(value)
                lines.append(
                    f"   {name}:\n{textwrap.indent(said.strip(), '      ')}" if name == "text" else f"   {name}: {said}"
                )
        parts.append("\n".join(lines))
        before = v.snapshot
    return "\n\n".join(parts)


def signals(found: Iterable[Signal]) -> str:
    lines = []
    for s in found:
        where = f"#{s.channel}" if s.channel else s.source
        head = f"{s.created_at:%Y-%m-%d} {s.kind.label:<13} {where:<16} {s.account or '-'}"
        lines.append(f"{head}\n{wrapped(excerpt(s.text)[:300], '    ')}")
    return "\n".join(lines)


def themes(found: Iterable[Theme]) -> str:
    from handlers.blocks.wording import counted  # loads numpy, which most commands do without

    lines = []
    for t in found:
        change = t.trend.now - t.trend.before
        told = f"{counted(t.messages, 'message')} · {counted(t.accounts, 'account')} · {t.arr:,.0f} ARR"
        parts = [f"{t.label}  [{t.id}]", f"    {told} · {change:+d} against the week before"]
        if t.loud_account:
            parts.append(f"    Mostly one account: {t.loud_account}")
        lines.append("\n".join([*parts, *(wrapped(f"“{q.text}”", "    ") for q in t.quotes[:1])]))
    return "\n".join(lines)


def status(s: Status) -> str:
    lines = [
        f"messages       {s.messages}",
        f"feedback       {s.feedback}",
        f"signals        {s.signals}",
        f"decisions      {s.decisions}",
        f"themes         {s.themes}",
        f"to be indexed  {s.pending_index}",
        f"set aside      {s.stuck}",
        f"last digest    {s.last_digest or 'none yet'}",
        f"lag            {s.lag_seconds:.0f} s",
    ]
    for c in s.channels:
        surface = c.surface.value if c.surface else "-"
        last = f"{c.last_event_at:%Y-%m-%d %H:%M}" if c.last_event_at else "never"
        lines.append(f"  #{c.name:<24} {surface:<10} {c.messages:>6} messages, last {last}")
    return "\n".join(lines)
