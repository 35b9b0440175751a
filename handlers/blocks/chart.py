"""A native chart of the digest's themes. Slack added the block in 2026; where it is refused the text says it all."""

from bot.domain.themes import Theme
from handlers import limits
from handlers.blocks.elements import Block
from handlers.blocks.escape import one_line
from handlers.blocks.wording import shorten

THEMES_SHOWN = 5


def theme_chart(themes: tuple[Theme, ...]) -> Block | None:
    """Messages a theme, this week beside the week before; None where there is nothing to compare."""
    shown = themes[:THEMES_SHOWN]
    if len(shown) < 2:
        return None
    names = _names(shown)

    def series(name: str, values: list[int]) -> dict[str, object]:
        return {"name": name, "data": [{"label": at, "value": value} for at, value in zip(names, values, strict=True)]}

    return {
        "type": "data_visualization",
        "title": shorten("Messages by theme", limits.CHART_TITLE),
        "chart": {
            "type": "bar",
            "series": [
                series("The week before", [theme.trend.before for theme in shown]),
                series("This week", [theme.trend.now for theme in shown]),
            ],
            "axis_config": {"categories": names},
        },
    }


def _names(themes: tuple[Theme, ...]) -> list[str]:
    """A short name each; the chart needs them to differ."""
    names: list[str] = []
    for rank, theme in enumerate(themes, start=1):
        number = f"{rank}. "
        names.append(number + shorten(one_line(theme.label), limits.CHART_LABEL - len(number)))
    return names
