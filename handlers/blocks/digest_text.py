"""The digest in plain words: its headline, its coverage, and the whole of it for notifications and the terminal."""

from collections.abc import Iterator

from bot.domain.digests import Coverage, Digest
from bot.domain.themes import Quote
from bot.domain.verdicts import LandingVerdict, RevisitVerdict
from handlers.blocks.escape import one_line
from handlers.blocks.learned_words import LANDING_WORDS, landing_numbers, revisit_now, talk_name
from handlers.blocks.theme_lines import best_quote, theme_numbers
from handlers.blocks.tie_words import tie_text
from handlers.blocks.wording import counted, day, fallback, listed, money, named, quoted_words, shorten, titled

_LABEL = 120
_QUOTE = 160
_ITEMS = 3


def quiet_line(digest: Digest) -> str:
    said = "nothing new from customers"
    if digest.signals:
        said = f"{counted(digest.signals, 'customer signal')}, and nothing that several of them said"
    return f"Quiet on {day(digest.date)}: {said}. {coverage_line(digest.coverage)}"


def headline(digest: Digest, label: int = _LABEL) -> str:
    """What matters most in a sentence: the biggest change and whose money is on it."""
    if digest.headline:
        return digest.headline
    return f"{_biggest_change(digest, label) if digest.themes else 'No theme stands out'}."


def heard_line(digest: Digest) -> str:
    """`14 customer signals from 6 accounts since the last digest. To look at: 1 promise against a decision.`"""
    by = f" from {counted(digest.accounts, 'account')}" if digest.accounts else ""
    waits = listed(_waiting(digest), 4)
    then = f" To look at: {waits}." if waits else ""
    if not digest.signals:
        return f"Nothing new from customers since the last digest: this is the week so far.{then}"
    return f"{counted(digest.signals, 'customer signal')}{by} since the last digest.{then}"


def _waiting(digest: Digest) -> list[str]:
    """What somebody has to do something about, in the digest's order."""
    contested = sum(one.contested for one in digest.decisions)
    met = sum(one.verdict is RevisitVerdict.MET for one in digest.revisit)
    failed = sum(one.is_news and one.verdict is LandingVerdict.DID_NOT_LAND for one in digest.landings)
    counts = (
        (len(digest.contradictions), "promise against a decision", "promises against a decision"),
        (contested, "contested decision", "contested decisions"),
        (met, "shelved decision whose condition is met", "shelved decisions whose conditions are met"),
        (failed, "release that did not land", "releases that did not land"),
    )
    return [counted(number, one, many) for number, one, many in counts if number]


def _biggest_change(digest: Digest, label: int) -> str:
    """`“Split invoices” is growing: 14 messages this week after 5, from 11 accounts worth 688k a year`."""
    growing = [theme for theme in digest.themes if theme.is_growing]
    theme = max(growing, key=lambda t: (t.trend.now - t.trend.before) * max(t.accounts, 1), default=digest.themes[0])
    name = f"“{shorten(one_line(theme.label), label)}”"
    now, before = theme.trend.now, theme.trend.before
    by = f"{counted(theme.accounts, 'account')}" if theme.accounts else "no known account"
    by += f" worth {money(theme.arr)} a year" if theme.arr else ""
    if theme not in growing:
        return f"Nothing grows; {name} weighs most: {counted(theme.messages, 'message')} from {by}"
    change = f"is growing: {counted(now, 'message')} this week after {before}" if before else f"is new: {now} messages"
    return f"{name} {change}, from {by}"


def coverage_line(coverage: Coverage, most: int = 12) -> str:
    """`Read 214 of 214 messages from #support and #sales; #ext-acme was silent.`"""
    line = f"Read {coverage.read:,} of {counted(coverage.received, 'message')}"
    if coverage.channels:
        line += f" from {_names(coverage.channels, most)}"
    if coverage.failed:
        line += f"; {coverage.failed:,} could not be read"
    if coverage.silent_sources:
        was = "was" if len(coverage.silent_sources) == 1 else "were"
        line += f"; {_names(coverage.silent_sources, most)} {was} silent"
    return line + "."


def _names(sources: tuple[str, ...], most: int) -> str:
    return shorten(listed([named(source) for source in sources], most), 400)


def digest_text(digest: Digest) -> str:
    """Escaped words of at most 4,000 characters; `escape.unescape` gives them back for a terminal."""
    if digest.is_quiet:
        return fallback(quiet_line(digest))
    lines = [f"Because, {day(digest.date)}. {headline(digest)} {heard_line(digest)}", *_theme_lines(digest)]
    lines += [f"Promised against “{titled(one.decision_title)}”: “{quoted_words(one.text, _QUOTE)}”"
              for one in digest.contradictions[:_ITEMS]]
    lines += [f"{'Contested' if one.contested else one.status.value.capitalize()}: {titled(one.title)}"
              for one in digest.decisions[:_ITEMS]]
    lines += [f"Worth another look: {titled(one.title)}. {revisit_now(one)}" for one in digest.revisit[:_ITEMS]]
    lines += [f"Release {titled(one.release_title or one.release_id)}: {LANDING_WORDS[one.verdict]} "
              f"({landing_numbers(one)})" for one in digest.landings[:_ITEMS] if one.is_news]
    lines += [f"{one.kind.label.capitalize()}s: {counted(one.messages, 'message')}{_who(one.accounts)}"
              for one in digest.objections]
    lines += [f"Competitor {named(one.name)}: {counted(one.messages, 'message')} in four weeks, {one.new} of them new"
              for one in digest.competitors[:_ITEMS] if one.new]
    lines += [f"Talk to {talk_name(one)}: {one_line(one.why)}" for one in digest.talk[:_ITEMS]]
    lines += [f"Nobody could answer: {shorten(one_line(one.question), _QUOTE)}" for one in digest.unanswered[:_ITEMS]]
    lines.append(coverage_line(digest.coverage))
    return fallback("\n".join(lines))


def _theme_lines(digest: Digest) -> Iterator[str]:
    for rank, theme in enumerate(digest.themes[:5], start=1):
        yield f"{rank}. {shorten(one_line(theme.label), _LABEL)}: {theme_numbers(theme)}"
        if theme.loud_account:
            yield f"   Mostly one account: {named(theme.loud_account)}."
        yield from (f"   {tie_text(tie, _LABEL)}" for tie in theme.ties[:2])
        if theme.quotes:
            quote = best_quote(theme.quotes, _QUOTE, theme.keywords)
            yield f"   “{quoted_words(quote.text, _QUOTE, theme.keywords)}”{_by(quote)}"


def _by(quote: Quote) -> str:
    return f" — {named(quote.account)}" if quote.account else ""


def _who(accounts: tuple[str, ...]) -> str:
    return f" ({listed([named(account) for account in accounts], 3)})" if accounts else ""
