"""What was learned as a page to print: one file, no script, nothing loaded from anywhere."""

from collections.abc import Iterable
from html import escape

from bot.domain.digests import DigestDecision, Learned
from bot.domain.themes import Quote, Theme, Tie
from bot.domain.verdicts import Landing, Revisit
from handlers.blocks.digest_text import coverage_line
from handlers.blocks.escape import one_line, safe_url
from handlers.blocks.learned_text import before, revisit_state, silent_line, span_line, unsung_line
from handlers.blocks.learned_words import LANDING_WORDS, condition_lead, landing_numbers, learned_headline, segment_line
from handlers.blocks.tie_words import lead, tells_reason
from handlers.blocks.wording import counted, listed, money

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;color:#1c2321;background:#fff;max-width:46rem;
margin:2rem auto;padding:0 1.25rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid #cfd8d4}
p{margin:.4rem 0}ol,ul{padding-left:1.3rem}li{margin:.5rem 0;break-inside:avoid}
.lead{font-size:1.1rem}.small{color:#4d5955;font-size:.875rem}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #cfd8d4}
a{color:#0b5c4b}a:focus-visible{outline:2px solid #0b5c4b}
@media print{body{margin:0;max-width:none;font-size:11pt}a{color:inherit;text-decoration:none}h2{break-after:avoid}}
"""


def learned_page(learned: Learned) -> str:
    """A whole HTML document. All foreign text is escaped; links open http and https alone."""
    title = _text(span_line(learned))
    sections = (
        _section("What customers say", "ol", (_theme(theme) for theme in learned.themes)),
        _section("By segment", "ul", (_text(segment_line(news)) for news in learned.segments)),
        _section("What changed our mind", "ul", (_decision(d) for d in learned.decisions if d.turned)),
        _section("What we decided", "ul", (_decision(d) for d in learned.decisions if not d.turned)),
        _section("Worth another look", "ul", (_revisit(one) for one in learned.revisit)),
        _section("What we shipped and how it landed", "ul", (
            *(_landing(one) for one in learned.landings),
            *([_text(unsung_line(learned))] if learned.shipped else []),
        )),
        _section("Competitors", "ul", (
            f"<b>{_text(c.name)}</b>, {counted(c.messages, 'message')}"
            + (f" ({_text(listed(c.accounts))})" if c.accounts else "")
            + "".join(_quote(quote) for quote in c.quotes[:1])
            for c in learned.competitors
        )),
    )
    silent = f"<h2>Not heard from</h2><p>{_text(silent_line(learned))}</p>" if learned.silent_accounts else ""
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style><main><h1>{title}</h1>"
        f"<p class=lead>{_text(learned_headline(learned))}</p>{''.join(sections)}{silent}"
        f"<p class=small>{_text(coverage_line(learned.coverage))}</p></main></html>\n"
    )


def _section(head: str, kind: str, items: Iterable[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{head}</h2><{kind}>{rows}</{kind}>" if rows else ""


def _theme(theme: Theme) -> str:
    numbers = [counted(theme.accounts, "account"), f"{money(theme.arr)} ARR" if theme.arr else ""]
    numbers.append(f"{counted(theme.messages, 'message')}{before(theme)}")
    loud = f"<p>Mostly one account: {_text(theme.loud_account)}.</p>" if theme.loud_account else ""
    told = " · ".join(part for part in numbers if part)
    ties = "".join(_tie(tie) for tie in theme.ties)
    quotes = "".join(_quote(quote) for quote in theme.quotes)
    return f"<b>{_text(theme.label)}</b><p class=small>{told}</p>{loud}{ties}{quotes}"


def _tie(tie: Tie) -> str:
    reason = f" <span class=small>“{_text(tie.reason)}”</span>" if tells_reason(tie) else ""
    return f"<p>{_text(lead(tie))}: {_link(tie.url, tie.title)}{reason}</p>"


def _decision(decision: DigestDecision) -> str:
    state = f"{decision.status.value}{', contested' if decision.contested else ''}"
    return f"{_link(decision.url, decision.title)} <span class=small>{state}</span>"


def _revisit(one: Revisit) -> str:
    condition = f"<p>{condition_lead(one)}: {_text(one.condition)}</p>" if one.condition else ""
    reasons = "".join(f"<p>Now: {_text(reason)}</p>" for reason in one.reasons[:2])
    quotes = "".join(_quote(quote) for quote in one.evidence[:2])
    return f"{_link(one.url, one.title)} <span class=small>{revisit_state(one)}</span>{condition}{reasons}{quotes}"


def _landing(one: Landing) -> str:
    return (
        f"<b>{_text(one.release_title or one.release_id)}</b>, for “{_text(one.theme_label)}”: "
        f"<b>{LANDING_WORDS[one.verdict]}</b> <span class=small>{_text(landing_numbers(one))}</span>"
        + "".join(_quote(quote) for quote in one.quotes[:2])
    )


def _quote(quote: Quote) -> str:
    who = f" <span class=small>{_text(quote.account)}</span>" if quote.account else ""
    opens = _link(quote.url, "open") if safe_url(quote.url) else ""
    return f"<blockquote>“{_text(quote.text)}”{who} {opens}</blockquote>"


def _link(url: str | None, label: str) -> str:
    address = safe_url(url)
    return f'<a href="{escape(address)}">{_text(label)}</a>' if address else _text(label)


def _text(text: str) -> str:
    return escape(one_line(text))
