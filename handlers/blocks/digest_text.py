"""The digest in plain words: its headline, its coverage, and the whole of it for notifications and the terminal."""

from bot.domain.digests import Coverage, Digest
from bot.domain.verdicts import RevisitVerdict
from handlers.blocks.escape import one_line
from handlers.blocks.wording import counted, day, fallback, listed, money, named, shorten, titled

_LABEL = 120
_QUOTE = 160
_ITEMS = 3


def quiet_line(digest: Digest) -> str:
    said = "nothing new from customers"
    if digest.signals:
        said = f"{counted(digest.signals, 'customer signal')}, and nothing that several of them said"
    return f"Quiet on {day(digest.date)}: {said}. {coverage_line(digest.coverage)}"


def headline(digest: Digest, label: int = _LABEL) -> str:
    """What matters most in a sentence: the biggest change and whose money is on it, and what waits for a decision."""
    if digest.headline:
        return digest.headline
    parts = [_biggest_change(digest, label)] if digest.themes else ["No theme stands out"]
    if digest.contradictions:
        parts.append(f"{counted(len(digest.contradictions), 'promise')} against a decision")
    elif met := [one for one in digest.revisit if one.verdict is RevisitVerdict.MET]:
        parts.append(f"“{shorten(one_line(met[0].title), label)}” has met its condition for another look")
    return f"{'; '.join(parts)}."


def heard_line(digest: Digest) -> str:
    """`14 customer signals from 6 accounts since the last digest.`"""
    by = f" from {counted(digest.accounts, 'account')}" if digest.accounts else ""
    return f"{counted(digest.signals, 'customer signal')}{by} since the last digest."


def _biggest_change(digest: Digest, label: int) -> str:
    """`“Split invoices” is growing: 14 messages this week after 5, from 11 accounts worth 688k a year`."""
    growing = [t for t in digest.themes if t.trend.now >= 3 and t.trend.now >= 1.5 * t.trend.before]
    theme = max(growing, key=lambda t: (t.trend.now - t.trend.before) * max(t.accounts, 1), default=digest.themes[0])
    name = f"“{shorten(one_line(theme.label), label)}”"
    now, before = theme.trend.now, theme.trend.before
    by = f"{counted(theme.accounts, 'account')}" if theme.accounts else "no known account"
    by += f" worth {money(theme.arr)} a year" if theme.arr else ""
    if theme not in growing:
        return f"{name} weighs most: {counted(theme.messages, 'message')} from {by}"
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
    lines = [f"Because, {day(digest.date)}. {headline(digest)} {heard_line(digest)}"]
    for rank, theme in enumerate(digest.themes[:5], start=1):
        lines.append(f"{rank}. {shorten(one_line(theme.label), _LABEL)}: {counted(theme.accounts, 'account')}, "
                     f"{counted(theme.messages, 'message')}")
        if theme.quotes:
            lines.append(f"   “{shorten(one_line(theme.quotes[0].text), _QUOTE)}”")
    lines += [f"Promised against “{titled(one.decision_title)}”: “{shorten(one_line(one.text), _QUOTE)}”"
              for one in digest.contradictions[:_ITEMS]]
    lines += [f"{'Contested' if one.contested else one.status.value.capitalize()}: {titled(one.title)}"
              for one in digest.decisions[:_ITEMS]]
    lines += [f"Worth another look: {titled(one.title)}"
              + (" (its condition is met)" if one.verdict is RevisitVerdict.MET else "")
              for one in digest.revisit[:_ITEMS]]
    lines += [f"Release {titled(one.release_title or one.release_id)}: {one.verdict.value.replace('_', ' ')}"
              for one in digest.landings[:_ITEMS]]
    lines += [f"Competitor {named(one.name)}: {counted(one.messages, 'message')}"
              for one in digest.competitors[:_ITEMS]]
    lines += [f"Nobody could answer: {shorten(one_line(one.question), _QUOTE)}" for one in digest.unanswered[:_ITEMS]]
    lines.append(coverage_line(digest.coverage))
    return fallback("\n".join(lines))
