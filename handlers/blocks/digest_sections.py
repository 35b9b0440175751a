"""The sections of the digest. `quote` and `label` are the characters that a quote and a name may have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.digests import CompetitorMentions, Digest, DigestDecision, Objections
from bot.domain.themes import Quote
from bot.domain.verdicts import Contradiction, Landing, Revisit, RevisitVerdict, TalkTo
from handlers.blocks.elements import (
    Block,
    Element,
    bullets,
    emoji,
    linked,
    paragraph,
    people,
    rich,
    words,
)
from handlers.blocks.escape import one_line
from handlers.blocks.learned_words import LANDING_WORDS, condition_lead, landing_numbers, learned_headline, segment_line
from handlers.blocks.theme_lines import best_quote, quoted, theme_blocks
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


def after_themes(digest: Digest, quote: int, label: int, *, everything: bool = False) -> list[Section]:
    """Every section that stands under the themes, in order. everything: what is no news today, too."""
    return [
        revisit(digest, quote, label),
        landings(digest, label, everything=everything),
        new_decisions(digest, label),
        competitors(digest, label, everything=everything),
        talk(digest, label),
        unanswered(digest, label),
    ]


def needs_decision(digest: Digest, quote: int, label: int, *, everything: bool = False) -> Section:
    """Promises that go against a decision, those against the same one together unless `everything` is told; then
    decisions that somebody contests."""
    promises: dict[str, list[Contradiction]] = {}
    for one in digest.contradictions:
        promises.setdefault(one.id if everything else one.decision_id, []).append(one)
    told = [_promised(some, quote, label) for some in promises.values()]
    told += [_contested(one, label) for one in digest.decisions if one.contested]
    return Section("Needs a decision", tuple(told))


def themes(digest: Digest, most: int, quote: int, label: int, *, ties: int, has_menu: bool = True) -> list[Block]:
    """Each theme with its numbers, its best quote and, where there is room, what can be done with it."""
    if not digest.themes:
        return []
    blocks = [rich(paragraph(words("What customers say", bold=True)))]
    for rank, theme in enumerate(digest.themes[:most], start=1):
        blocks += theme_blocks(theme, rank, quote, label, ties=ties, has_menu=has_menu)
    if len(digest.themes) > most:
        more = counted(len(digest.themes) - most, "more theme")
        blocks.append(rich(paragraph(words(f"{more} in the thread.", italic=True))))
    return blocks


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


def landings(digest: Digest, label: int, *, everything: bool = False) -> Section:
    """Those that are news; all of them where `everything` is told."""
    told = [one for one in digest.landings if one.is_news or everything]
    return Section("How releases landed", tuple(landing_line(one, label) for one in told))


def new_decisions(digest: Digest, label: int) -> Section:
    told = decision_lines([one for one in digest.decisions if not one.contested], label)
    return Section("Decided", tuple(told))


def decision_lines(decisions: Iterable[DigestDecision], label: int) -> list[Element]:
    return [
        paragraph(emoji(STATUS_EMOJI[one.status]), words(" "), linked(one.url, one.title, limit=label),
                  words(f" · {one.status.value}{', contested' if one.contested else ''}"))
        for one in decisions
    ]


def competitors(digest: Digest, label: int, *, everything: bool = False) -> Section:
    """Competitors named since the last digest (all of the last weeks where `everything` is told), and objections."""
    told = [_objection(one, label) for one in digest.objections]
    told += competitors_told([one for one in digest.competitors if one.new or everything], label, "in four weeks")
    return Section("Competitors and objections", tuple(told))


def competitors_told(found: Iterable[CompetitorMentions], label: int, span: str = "") -> list[Element]:
    """`Dockly · 9 messages in four weeks, 3 of them new · Acme and Globex · what was said`."""
    told = []
    for one in found:
        times = f" · {counted(one.messages, 'message')}" + (f" {span}" if span else "")
        times += f", {one.new} of them new" if one.new else ""
        line = [words(shorten(one_line(one.name), label), bold=True), words(times)]
        if one.accounts:
            accounts = listed([named(account) for account in one.accounts], ACCOUNTS_NAMED)
            line.append(words(f" · {shorten(accounts, label)}"))
        told.append(paragraph(*line, *_said(one.quotes)))
    return told


def _objection(one: Objections, label: int) -> Element:
    """`Deal blockers · 2 messages · Acme, 84k ARR · what was said`."""
    who = shorten(listed([named(account) for account in one.accounts], ACCOUNTS_NAMED), label)
    by = f" · {who}" if who else ""
    by += f", {money(one.arr)} ARR" if one.arr else ""
    name = f"{one.kind.label.capitalize()}s"
    return paragraph(words(name, bold=True), words(f" · {counted(one.messages, 'message')}{by}"), *_said(one.quotes))


def _said(quotes: Sequence[Quote]) -> list[Element]:
    return [words(" · "), linked(quotes[0].url, "what was said")] if quotes and quotes[0].url else []


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


def _promised(promises: Sequence[Contradiction], quote: int, label: int) -> Element:
    """What was promised against one decision, the newest in its own words."""
    first = promises[0]
    said = quoted(Quote(first.id, first.text, first.url, first.account), quote or label)
    more = f" (and {len(promises) - 1} more)" if len(promises) > 1 else ""
    return paragraph(
        emoji(CONTESTED_EMOJI), words(" Promised: "), *said,
        words(f"{more}\nThe decision says no: "),
        linked(first.decision_url, first.decision_title or first.decision_id, limit=label),
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
        lines.append(words(f"\n{condition_lead(one)}: {shorten(one_line(one.condition), label * 2)}"))
    if one.reasons:
        lines.append(words(f"\nNow: {shorten(one_line(one.reasons[0]), label * 2)}"))
    if quote and one.evidence:
        matter = (one.title,)
        lines += [words("\n"), *quoted(best_quote(one.evidence, quote, matter), quote, matter)]
    return paragraph(*lines)


def landing_line(one: Landing, label: int) -> Element:
    """`Berth map 2 for “berth map”: did not land · 0.9 wants or problems a week before, 4.8 since`."""
    theme = shorten(one_line(one.theme_label or one.theme_id), label)
    return paragraph(
        linked(one.url, one.release_title or one.release_id, limit=label, bold=True),
        words(f" for “{theme}”: "), words(LANDING_WORDS[one.verdict], bold=True),
        words(f" · {landing_numbers(one)}"),
    )
