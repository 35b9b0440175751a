"""What is told as an option that lost: options, and not the headings, lists and arguments that stand around them."""

import pytest

from bot.sources.records.facts import record_facts

HEAD = "# Berths are booked by the night\n\n## Summary\n\nGuests do.\n\n## Detailed Design\n\nA night is a row.\n\n"


def lost(text: str) -> list[str]:
    text = HEAD + text
    return [text[a:b] for a, b in record_facts(text).options_lost]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param(
            "## Rationale and Alternatives\n\n### Why this is not just `hourly`\n\nIt is more than that.\n\n"
            "### Why not book by the hour?\n\nNobody leaves at three.\n\n### Why not sell weeks?\n\nToo long.\n",
            ["book by the hour", "sell weeks"],
            id="a why-not question names its option, a heading that argues names none",
        ),
        pytest.param(
            "## Alternatives\n\n### Motivation\n\nx\n\n### Risks and Mitigations\n\nx\n\n### Detailed Design\n\nx\n\n"
            "### Book by the hour\n\nSlow.\n\n#### Pros\n\n* good\n\n#### Requirements\n\n* none met\n",
            ["Book by the hour"],
            id="the template's own headings, aspects of the design, and what stands below an option",
        ),
        pytest.param(
            "## Alternatives\n\n### Billing\n\n#### By the hour\n\nx\n\n#### By the week\n\nx\n\n### A flat rate\n\n",
            ["By the hour", "By the week", "A flat rate"],
            id="a heading that only groups options",
        ),
        pytest.param(
            "## Considered Options\n\n### Option 1: Nights\n\nx\n\n### Option 2: Hours\n\nx\n\n### Option 3: Weeks\n\n"
            "## Decision\n\nChosen option: Option 1, because guests sleep.\n",
            ["Hours", "Weeks"],
            id="what was chosen by its number is not lost, and numbers are no part of a name",
        ),
        pytest.param(
            "## Rejected Alternatives\n\nThe old planner lacks some features that we want:\n\n"
            "* The ability to book two berths\n* Easy printing of the plan\n",
            [],
            id="a list of what something lacks",
        ),
        pytest.param(
            "## Rejected alternatives\n\nThese were looked at:\n\n* Hours: nobody leaves at three.\n* Weeks\n",
            ["Hours: nobody leaves at three.", "Weeks"],
            id="a list that is led in as options",
        ),
        pytest.param(
            "## Rejected Alternatives\n\nNone so far, other than those that everybody knows from the old planner.\n",
            [],
            id="a word that there were none",
        ),
        pytest.param(
            "## Rejected Ideas\n\nIt was suggested to sell hours, as car parks do. Nobody leaves at three.\n\n"
            "However, a harbour would then need somebody at the gate at any time of the day.\n\n"
            "Many other ideas were proposed and rejected over the years by the group.\n",
            ["It was suggested to sell hours, as car parks do."],
            id="paragraphs: one that proposes, one that argues on, one that speaks of many",
        ),
        pytest.param(
            "## Rejected Alternative: a price by the hour\n\nNobody leaves at three, and gates are closed at night.\n",
            ["a price by the hour"],
            id="a heading that names its one option",
        ),
        pytest.param(
            "## Mount options\n\n### Ropes\n\nx\n\n## Features considered\n\n### Playback\n\nx\n\n"
            "## Prior Art and Alternatives\n\n### Marinabook\n\nx\n",
            [],
            id="options of the thing itself, features, and what others do",
        ),
        pytest.param(
            "## Considered Options\n\n* Per night\n* Per hour\n* Per week\n",
            [],
            id="a list that nothing says the winner of",
        ),
        pytest.param(
            "## Considered Options\n\n* By the night\n* Hours\n* Weeks\n",
            ["Hours", "Weeks"],
            id="a list whose winner is in the title",
        ),
    ],
)
def test_only_options_are_told_as_options(text: str, options: list[str]) -> None:
    assert lost(text) == options
