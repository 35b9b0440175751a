"""The digest in plain words: its headline, its coverage, and the whole of it for notifications and the terminal."""

from bot.domain.digests import Coverage, Digest
from bot.domain.verdicts import RevisitVerdict
from handlers.blocks.escape import one_line
from handlers.blocks.wording import counted, day, fallback, listed, named, shorten, titled

_LABEL = 120
_QUOTE = 160
_ITEMS = 3


def quiet_line(digest: Digest) -> str:
    return f"Quiet on {day(digest.date)}: nothing new from customers. {coverage_line(digest.coverage)}"


def headline(digest: Digest, label: int = _LABEL) -> str:
    """One sentence: how much was said, by how many, and what weighs most."""
    said = counted(digest.signals, "customer signal")
    if digest.accounts:
        said += f" from {counted(digest.accounts, 'account')}"
    if not digest.themes:
        return f"{said} since the last digest; no theme stands out."
    top = digest.themes[0]
    name = shorten(one_line(top.label), label)
    change = ""
    if top.trend.before and top.trend.now > top.trend.before:
        change = ", and growing"
    elif top.trend.before == 0 and top.trend.now:
        change = ", new this week"
    by = f" ({counted(top.accounts, 'account')})" if top.accounts else ""
    return f"{said} since the last digest. Most weight: {name}{by}{change}."


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
    lines = [f"Because, {day(digest.date)}. {headline(digest)}"]
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
