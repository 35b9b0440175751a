"""What was learned in plain words, section by section, for notifications and the terminal."""

from collections.abc import Iterator

from bot.domain.digests import Learned
from bot.domain.themes import Theme
from bot.domain.verdicts import Revisit, RevisitVerdict
from handlers.blocks.digest_text import coverage_line
from handlers.blocks.escape import escape, one_line
from handlers.blocks.learned_words import LANDING_WORDS, landing_numbers, learned_headline, segment_line
from handlers.blocks.tie_words import tie_text
from handlers.blocks.wording import counted, day, listed, money, named, quoted_words, titled

QUOTE = 200
SILENT_NAMED = 12


def span_line(learned: Learned) -> str:
    """`What we learned, 12 Dec 2025 to 12 Mar 2026`."""
    return f"What we learned, {day(learned.window.start.date())} to {day(learned.window.end.date())}"


def before(theme: Theme) -> str:
    """`, 12 in the time before`, where anything was said then."""
    return f", {theme.trend.before} in the time before" if theme.trend.before else ""


def silent_line(learned: Learned) -> str:
    return listed([named(name) for name in learned.silent_accounts], SILENT_NAMED)


def unsung_line(learned: Learned) -> str:
    """`No theme speaks of: Dark theme and Two-factor sign in.`; empty where everything was spoken of."""
    names = listed([titled(release.title) for release in learned.shipped], SILENT_NAMED)
    return f"No theme speaks of: {names}." if names else ""


def revisit_state(one: Revisit) -> str:
    """`its condition is met`, `its condition is not met` or `a person has to judge`; never more than is known."""
    if one.is_unseen:
        return "nothing here shows that its condition is met"
    if one.is_reason and one.verdict is RevisitVerdict.NOT_MET:
        return "no condition is on record, and little was said since"
    return {
        RevisitVerdict.MET: "its condition is met",
        RevisitVerdict.NOT_MET: "its condition is not met",
        RevisitVerdict.UNCLEAR: "a person has to judge",
    }[one.verdict]


def learned_text(learned: Learned) -> str:
    """Escaped; `escape.unescape` gives the words back for a terminal."""
    return escape("\n".join(_lines(learned)))


def _lines(learned: Learned) -> Iterator[str]:
    yield f"{span_line(learned)}."
    yield learned_headline(learned)
    if learned.themes:
        yield "\nWhat customers say"
    for rank, theme in enumerate(learned.themes, start=1):
        worth = f", {money(theme.arr)} ARR" if theme.arr else ""
        yield (
            f"{rank}. {titled(theme.label)}: {counted(theme.accounts, 'account')}{worth}, "
            f"{counted(theme.messages, 'message')}{before(theme)}"
        )
        if theme.loud_account:
            yield f"   Mostly one account: {named(theme.loud_account)}."
        yield from (f"   {tie_text(tie, QUOTE)}" for tie in theme.ties)
        if theme.quotes:
            yield f"   “{quoted_words(theme.quotes[0].text, QUOTE, theme.keywords)}”"
    if learned.segments:
        yield "\nBy segment"
        yield from (f"- {segment_line(news)}" for news in learned.segments)
    for head, turned in (("What changed our mind", True), ("What we decided", False)):
        decisions = [decision for decision in learned.decisions if decision.turned is turned]
        if decisions:
            yield f"\n{head}"
        for decision in decisions:
            contested = ", contested" if decision.contested else ""
            yield f"- {titled(decision.title)} ({decision.status.value}{contested})"
    if learned.revisit:
        yield "\nWorth another look"
        for one in learned.revisit:
            reason = f" {one_line(one.reasons[0])}" if one.reasons else ""
            yield f"- {titled(one.title)}: {revisit_state(one)}.{reason}"
    if learned.landings or learned.shipped:
        yield "\nWhat we shipped and how it landed"
        for landing in learned.landings:
            title, theme_label = titled(landing.release_title or landing.release_id), titled(landing.theme_label)
            yield f"- {title}, for “{theme_label}”: {LANDING_WORDS[landing.verdict]} ({landing_numbers(landing)})"
        if learned.shipped:
            yield f"- {unsung_line(learned)}"
    if learned.competitors:
        yield "\nCompetitors"
        for rival in learned.competitors:
            who = f" ({listed([named(account) for account in rival.accounts])})" if rival.accounts else ""
            yield f"- {named(rival.name)}: {counted(rival.messages, 'message')}{who}"
    if learned.silent_accounts:
        yield f"\nNot heard from: {silent_line(learned)}."
    yield f"\n{coverage_line(learned.coverage)}"
