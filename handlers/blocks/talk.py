"""Whom to talk to about something, and why them: `/because talk QUERY`."""

from bot.domain.verdicts import TalkTo
from handlers.blocks.digest_sections import talk_line
from handlers.blocks.elements import Rendered, context, paragraph, quotation, rich, words
from handlers.blocks.escape import escape, one_line
from handlers.blocks.theme_lines import quoted
from handlers.blocks.wording import day, fallback, money, named, quoted_words, shorten

QUOTE = 200
LABEL = 120


def talk_message(found: tuple[TalkTo, ...], query: str) -> Rendered:
    about = shorten(one_line(query), LABEL)
    if not found:
        nothing = f"Nobody spoke of “{about}” lately, or those who did were proposed in the last two weeks."
        return Rendered([context(escape(nothing))], escape(nothing))
    blocks = [rich(paragraph(words(f"To talk about “{about}”", bold=True)))]
    for one in found:
        parts = [talk_line(one, LABEL)]
        parts += [quotation(*quoted(quote, QUOTE)) for quote in one.quotes[:1]]
        blocks.append(rich(*parts))
    return Rendered(blocks, fallback(_plain(found, query)))


def talk_text(found: tuple[TalkTo, ...], query: str) -> str:
    """Escaped."""
    return escape(_plain(found, query)) if found else f"Nobody spoke of “{escape(one_line(query))}” lately."


def _plain(found: tuple[TalkTo, ...], query: str) -> str:
    lines = [f"To talk about “{one_line(query)}”:"]
    for one in found:
        who = " · ".join(named(name) for name in (one.person, one.account) if name)
        worth = f", {money(one.arr)} ARR" if one.arr else ""
        lately = f" (proposed last on {day(one.last_contact.date())})" if one.last_contact else ""
        lines.append(f"- {who or 'somebody'}{worth}: {one_line(one.why)}{lately}")
        lines += [f"   “{quoted_words(quote.text, QUOTE)}”" for quote in one.quotes[:1]]
    return "\n".join(lines)
