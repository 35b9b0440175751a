"""The sections of the digest. `quote` and `label` are the characters that a quote and a name may have."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.digests import CompetitorMentions, Digest, DigestDecision
from bot.domain.themes import Quote, Theme
from bot.domain.verdicts import Contradiction, Landing, Revisit, RevisitVerdict, TalkTo
from handlers.blocks.elements import (
    Block,
    Element,
    bullets,
    emoji,
    linked,
    paragraph,
    people,
    quotation,
    rich,
    words,
)
from handlers.blocks.escape import one_line
from handlers.blocks.learned_words import LANDING_WORDS, learned_headline, segment_line
from handlers.blocks.theme_buttons import theme_buttons
from handlers.blocks.wording import CONTESTED_EMOJI, STATUS_EMOJI, counted, listed, money, named, shorten

ACCOUNTS_NAMED = 3


@dataclass(frozen=True)
class Section:
    """A heading and its items, most important first, each a paragraph."""

    title: str
    items: tuple[Element, ...]

    def blocks(self, most: int, more: str = "more in the thread.") -> list[Block]:
        """The first `most` items and how many more there are; nothing where there is nothing to tell."""
        if not self.items:
            return []
        parts = [paragraph(words(self.title, bold=True)), bullets(*self.items[:most])]
        if len(self.items) > most:
            parts.append(paragraph(words(f"{len(self.items) - most} {more}", italic=True)))
        return [rich(*parts)]


def after_themes(digest: Digest, quote: int, label: int) -> list[Section]:
    """Every section that stands under the themes, in order."""
    return [
        revisit(digest, quote, label),
        landings(digest, label),
        new_decisions(digest, label),
        competitors(digest, label),
        talk(digest, label),
        unanswered(digest, label),
    ]


def needs_decision(digest: Digest, quote: int, label: int) -> Section:
    """Promises that go against a decision, and decisions that somebody contests."""
    told = [_promise(one, quote, label) for one in digest.contradictions]
    told += [_contested(one, label) for one in digest.decisions if one.contested]
    return Section("Needs a decision", tuple(told))


def themes(digest: Digest, most: int, quote: int, label: int, *, buttons: bool = True) -> list[Block]:
    """Each theme with its numbers, its best quote and, where there is room, what can be done with it."""
    if not digest.themes:
        return []
    blocks = [rich(paragraph(words("What customers say", bold=True)))]
    for rank, theme in enumerate(digest.themes[:most], start=1):
        parts = [theme_lines(theme, rank, label)]
        if quote and theme.quotes:
            parts.append(quotation(*quoted(theme.quotes[0], quote)))
        blocks.append(rich(*parts))
        if buttons:
            blocks.append(theme_buttons(theme))
    if len(digest.themes) > most:
        more = counted(len(digest.themes) - most, "more theme")
        blocks.append(rich(paragraph(words(f"{more} in the thread.", italic=True))))
    return blocks


def theme_lines(theme: Theme, rank: int | None, label: int) -> Element:
    """`1. Label`, then its numbers, and who took it."""
    name = shorten(one_line(theme.label), label)
    lines = [words(f"{rank}. ")] if rank else []
    lines += [words(name, bold=True), words(f"\n{theme_numbers(theme)}")]
    if theme.problem:
        lines.append(words(f"\n{shorten(one_line(theme.problem), label * 2)}"))
    if theme.loud_account:
        lines.append(words(f"\nMostly one account: {shorten(one_line(theme.loud_account), label)}.", italic=True))
    if theme.assigned_to:
        lines += [words("\nTaken by "), *people([theme.assigned_to])]
    return paragraph(*lines)


def theme_numbers(theme: Theme) -> str:
    """`3 accounts · 90k ARR · 12 messages · 7 this week, 2 the week before`."""
    numbers = [counted(theme.accounts, "account")] if theme.accounts else ["no known account"]
    if theme.arr:
        numbers.append(f"{money(theme.arr)} ARR")
    numbers.append(counted(theme.messages, "message"))
    if theme.trend.now and theme.trend.now == theme.messages:
        numbers.append("new this week")
    else:
        numbers.append(f"{theme.trend.now} this week, {theme.trend.before} the week before")
    return " · ".join(numbers)


def quoted(quote: Quote, longest: int) -> list[Element]:
    """The exact words, who said them, and a link to their message."""
    said = [words(f"“{shorten(one_line(quote.text), longest)}”")]
    if quote.account:
        said.append(words(f" — {named(quote.account)}"))
    return [*said, words(" · "), linked(quote.url, "open")] if quote.url else said


def week(digest: Digest, label: int) -> Section:
    """The weekly edition: what the last seven days taught, by segment, and what was decided in them."""
    if digest.week is None:
        return Section("", ())
    told = [paragraph(words(learned_headline(digest.week, label)))]
    told += [paragraph(words(segment_line(news, label))) for news in digest.week.segments]
    told += decision_lines(digest.week.decisions, label)
    told += competitors_told(digest.week.competitors, label)
    return Section("The week that ends today", tuple(told))


def revisit(digest: Digest, quote: int, label: int) -> Section:
    """Shelved decisions that new evidence speaks to; those whose condition is met come first."""
    found = sorted(digest.revisit, key=lambda one: one.verdict is not RevisitVerdict.MET)
    return Section("Worth another look", tuple(revisit_line(one, quote, label) for one in found))


def landings(digest: Digest, label: int) -> Section:
    return Section("How releases landed", tuple(landing_line(one, label) for one in digest.landings))


def new_decisions(digest: Digest, label: int) -> Section:
    told = decision_lines([one for one in digest.decisions if not one.contested], label)
    return Section("Decided", tuple(told))


def decision_lines(decisions: Iterable[DigestDecision], label: int) -> list[Element]:
    return [
        paragraph(emoji(STATUS_EMOJI[one.status]), words(" "), linked(one.url, one.title, limit=label),
                  words(f" · {one.status.value}{', contested' if one.contested else ''}"))
        for one in decisions
    ]


def competitors(digest: Digest, label: int) -> Section:
    return Section("Competitors", tuple(competitors_told(digest.competitors, label)))


def competitors_told(found: Iterable[CompetitorMentions], label: int) -> list[Element]:
    told = []
    for one in found:
        line = [words(shorten(one_line(one.name), label), bold=True), words(f" · {counted(one.messages, 'message')}")]
        if one.accounts:
            accounts = listed([named(account) for account in one.accounts], ACCOUNTS_NAMED)
            line.append(words(f" · {shorten(accounts, label)}"))
        if one.quotes:
            line += [words(" · "), linked(one.quotes[0].url, "what was said")]
        told.append(paragraph(*line))
    return told


def talk(digest: Digest, label: int) -> Section:
    return Section("Talk to today", tuple(talk_line(one, label) for one in digest.talk))


def talk_line(one: TalkTo, label: int) -> Element:
    """`Dana (Acme, 90k ARR): why`."""
    who = people([one.person]) if one.person else [words(named(one.account or "somebody"))]
    about = [named(one.account)] if one.account and one.person else []
    about += [f"{money(one.arr)} ARR"] if one.arr else []
    where = f" ({shorten(', '.join(about), label)})" if about else ""
    return paragraph(*who, words(f"{where}: {shorten(one_line(one.why), label * 2)}"))


def unanswered(digest: Digest, label: int) -> Section:
    told = []
    for one in digest.unanswered:
        times = f" · asked {one.times} times" if one.times > 1 else ""
        told.append(paragraph(words(shorten(one_line(one.question), label) + times)))
    return Section("Nobody could answer", tuple(told))


def _promise(one: Contradiction, quote: int, label: int) -> Element:
    said = quoted(Quote(one.id, one.text, one.url, one.account), quote or label)
    return paragraph(
        emoji(CONTESTED_EMOJI), words(" Promised: "), *said,
        words(f"\nagainst the decision “{shorten(one_line(one.decision_title or one.decision_id), label)}”"),
    )


def _contested(one: DigestDecision, label: int) -> Element:
    return paragraph(
        emoji(CONTESTED_EMOJI), words(" Contested: "), linked(one.url, one.title, limit=label),
        words(f" · {one.status.value}"),
    )


def revisit_line(one: Revisit, quote: int, label: int) -> Element:
    state = " · its condition is met" if one.verdict is RevisitVerdict.MET else f" · {one.status.value}"
    lines = [emoji(STATUS_EMOJI[one.status]), words(" ")]
    lines += [linked(one.url, one.title, limit=label, bold=True), words(state)]
    if one.condition:
        lines.append(words(f"\nLook again when: {shorten(one_line(one.condition), label * 2)}"))
    if one.reasons:
        lines.append(words(f"\nNow: {shorten(one_line(one.reasons[0]), label * 2)}"))
    if quote and one.evidence:
        lines += [words("\n"), *quoted(one.evidence[0], quote)]
    return paragraph(*lines)


def landing_line(one: Landing, label: int) -> Element:
    title = shorten(one_line(one.release_title or one.release_id), label)
    theme = shorten(one_line(one.theme_label or one.theme_id), label)
    return paragraph(
        words(title, bold=True), words(f" for “{theme}”: "), words(LANDING_WORDS[one.verdict], bold=True),
        words(f" · {one.before:.1f} a week before, {one.after:.1f} after"),
        words(f" · {one.praise:.0%} praise" if one.praise else ""),
    )
