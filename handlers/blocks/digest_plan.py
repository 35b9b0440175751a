"""When, where and how long the digest is, as it is set: `/because digest settings`."""

from bot.services.synthesis.plan import Plan
from handlers.blocks.elements import Element, Rendered, paragraph, rich, words
from handlers.blocks.wording import day, listed

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOLIDAYS_NAMED = 12


def plan_message(plan: Plan, channel_id: str | None) -> Rendered:
    line = f"The digest comes at {plan.at:%H:%M} ({plan.zone}), {days_in_words(plan.days)}"
    where: list[Element] = [{"type": "channel", "channel_id": channel_id}] if channel_id else [words("no channel yet")]
    more = f". It is {plan.length.value}; the first one of a week looks back on the week."
    if plan.holidays:
        named = listed([day(holiday) for holiday in sorted(plan.holidays)], HOLIDAYS_NAMED)
        more += f" None on {named}."
    text = f"{line}, in {f'<#{channel_id}>' if channel_id else 'no channel yet'}{more}"
    return Rendered([rich(paragraph(words(f"{line}, in "), *where, words(more)))], text)


def days_in_words(days: frozenset[int]) -> str:
    """`every day`, `Monday to Friday`, `Monday, Wednesday and Friday`."""
    ordered = sorted(days)
    if len(ordered) == len(DAYS):
        return "every day"
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{DAYS[ordered[0]]} to {DAYS[ordered[-1]]}"
    return listed([DAYS[one] for one in ordered], len(DAYS))
