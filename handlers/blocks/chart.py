"""A native chart of the digest's themes. Slack added the block in 2026; where it is refused the text says it all."""

from bot.domain.themes import Theme
from handlers import limits
from handlers.blocks.elements import Block
from handlers.blocks.escape import one_line
from handlers.blocks.wording import shorten

THEMES_SHOWN = 5
WEEKS = ("3 weeks ago", "2 weeks ago", "last week", "this week")


def theme_chart(themes: tuple[Theme, ...]) -> Block | None:
    """Messages a week over four weeks, a line each theme; None where there is nothing to compare."""
    shown = [(rank, theme) for rank, theme in enumerate(themes[:THEMES_SHOWN], start=1) if sum(theme.weeks)]
    if len(shown) < 2:
        return None
    return {
        "type": "data_visualization",
        "title": shorten("Messages a week by theme", limits.CHART_TITLE),
        "chart": {
            "type": "line",
            "series": [_series(theme, rank) for rank, theme in shown],
            "axis_config": {"categories": list(WEEKS)},
        },
    }


def _series(theme: Theme, rank: int) -> dict[str, object]:
    """The chart needs names to differ, so each bears its rank in the digest."""
    number = f"{rank}. "
    name = number + shorten(one_line(theme.label), limits.CHART_LABEL - len(number))
    weeks = (*(0,) * len(WEEKS), *theme.weeks)[-len(WEEKS) :]
    return {"name": name, "data": [{"label": at, "value": count} for at, count in zip(WEEKS, weeks, strict=True)]}
