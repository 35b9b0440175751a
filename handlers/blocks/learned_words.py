"""Sentences about a longer time, the same in a message, on a page and in the terminal. `label`: a name's characters."""

from bot.domain.digests import Learned, SegmentNews
from bot.domain.verdicts import LandingVerdict
from handlers.blocks.escape import one_line
from handlers.blocks.wording import TITLE_CHARACTERS, counted, money, shorten

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
