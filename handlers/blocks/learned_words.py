"""Sentences about a longer time, the same in a message, on a page and in the terminal. `label`: a name's characters."""

from bot.domain.digests import Learned, SegmentNews
from bot.domain.verdicts import Landing, LandingVerdict, Revisit, RevisitVerdict, TalkTo
from handlers.blocks.escape import one_line
from handlers.blocks.wording import TITLE_CHARACTERS, counted, day, money, named, shorten

LANDING_WORDS = {
    LandingVerdict.LANDED: "landed",
    LandingVerdict.MIXED: "mixed",
    LandingVerdict.DID_NOT_LAND: "did not land",
    LandingVerdict.TOO_EARLY: "too early to tell",
}


def learned_headline(learned: Learned, label: int = TITLE_CHARACTERS) -> str:
    """One sentence: how much was said, and what weighs most."""
    said = f"{counted(learned.signals, 'customer signal')} from {counted(learned.accounts, 'account')}"
    if not learned.themes:
        return f"{said}; no theme stands out."
    top = learned.themes[0]
    worth = f" worth {money(top.arr)} a year" if top.arr else ""
    by = f"{counted(top.accounts, 'account')}{worth}"
    return f"{said}. What weighs most: “{shorten(one_line(top.label), label)}”, {by}."


def segment_line(news: SegmentNews, label: int = TITLE_CHARACTERS) -> str:
    """`enterprise: 6 accounts, 590k ARR, 81 signals · berth map; invoices`."""
    worth = f", {money(news.arr)} ARR" if news.arr else ""
    about = f" · {'; '.join(shorten(one_line(name), label) for name in news.themes)}" if news.themes else ""
    said = f"{counted(news.accounts, 'account')}{worth}, {counted(news.signals, 'signal')}"
    return f"{shorten(one_line(news.segment), label)}: {said}{about}"


def landing_numbers(one: Landing) -> str:
    """`0.9 wants or problems a week before, 4.8 since · both accounts that asked before still ask · 3 praise it`."""
    if one.verdict is LandingVerdict.TOO_EARLY:
        numbers = [f"out since {day(one.released_on)}"] if one.released_on else []
        numbers.append(f"{counted(one.signals_after, 'want or problem', 'wants or problems')} since")
    else:
        numbers = [f"{one.before:.1f} wants or problems a week before, {one.after:.1f} since"]
    if one.same_accounts_after:
        numbers.append(_still_ask(one.same_accounts_after, one.accounts_before))
    if one.praise_after:
        numbers.append(f"{counted(one.praise_after, 'praises', 'praise')} it")
    return " · ".join(numbers)


def _still_ask(still: int, before: int) -> str:
    who = f"{still} of the {before} accounts"
    if still == before:
        who = {1: "the one account", 2: "both accounts"}.get(before, f"all {before} accounts")
    return f"{who} that asked before still {'asks' if still == 1 else 'ask'}"


def revisit_now(one: Revisit) -> str:
    """`Its condition is met: 3 of 3 enterprise accounts (Acme, ...)`."""
    state = {
        RevisitVerdict.MET: "Its condition is met",
        RevisitVerdict.NOT_MET: "Its condition is not met",
        RevisitVerdict.UNCLEAR: "A person has to judge",
    }[one.verdict]
    return f"{state}: {one_line(one.reasons[0])}." if one.reasons else f"{state}."


def condition_lead(one: Revisit) -> str:
    return "Shelved because" if one.is_reason else "Look again when"


def talk_name(one: TalkTo) -> str:
    """`Dana (Acme, 90k ARR)`; without a person the account's name."""
    about = [named(one.account)] if one.account and one.person else []
    about += [f"{money(one.arr)} ARR"] if one.arr else []
    who = named(one.person or one.account or "somebody")
    return f"{who} ({', '.join(about)})" if about else who
