"""The digest: one screen, most important first, every number the program's."""

from dataclasses import replace

import pytest

from bot.domain.digests import Coverage, Digest, Window
from bot.domain.themes import Quote
from bot.domain.verdicts import Landing, LandingVerdict
from handlers import limits
from handlers.blocks.chart import theme_chart
from handlers.blocks.digest import characters, digest_message
from handlers.blocks.digest_details import digest_details
from handlers.blocks.digest_text import coverage_line
from handlers.blocks.learned_words import landing_numbers
from handlers.blocks.theme_lines import best_quote
from tests.blocks import samples
from tests.blocks.block_kit import all_text, elements, urls


@pytest.mark.parametrize("text", ["", "word " * 500, "🚢" * 900, "字" * 2000, '"\\' * 900], ids=range(5))
def test_it_is_one_screen_whatever_is_in_it(text: str) -> None:
    digest = samples.digest(text, many=40)
    blocks = digest_message(digest, theme_chart(digest.themes)).blocks
    assert len(blocks) <= limits.DIGEST_BLOCKS
    assert characters(blocks) <= limits.DIGEST_CHARACTERS


def test_the_order_is_by_importance() -> None:
    seen = "".join(all_text(digest_message(samples.digest()).blocks))
    heads = ["Morning digest · Wednesday, 4 Mar 2026", "14 customer signals from 6 accounts", "Needs a decision",
             "What customers say", "Worth another look", "How releases landed", "Decided Deposits stay",
             "Competitors and objections", "Talk to today", "Nobody could answer", "Read 214 of 214 messages"]
    places = [seen.index(head) for head in heads]
    assert places == sorted(places)


def test_a_theme_shows_its_numbers_and_its_best_quote_with_a_link() -> None:
    blocks = digest_message(samples.digest()).blocks
    seen = "".join(all_text(blocks))
    assert "4 accounts · 182k ARR · 12 messages · 7 this week, 2 the week before" in seen
    assert "“We book 0 boats twice.” — Northmoor Marina" in seen
    assert samples.SLACK_URL in urls(blocks)


LONG_WORDS = "We have had boats in the wrong place since May, " * 6


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("Second request on the berth.", "Two skippers had the same berth on Friday evening."), 1),
        ((LONG_WORDS, "Two skippers had the same berth on Friday evening."), 1),  # the first would be cut
        (("Two skippers had the same berth on Friday evening.", "Nobody had a berth when the ferry came."), 0),
        ((LONG_WORDS, LONG_WORDS), 0),
        (("not moving yet, but each lost berth counts for us.", "Two boats had the same berth on Friday night."), 1),
    ],
)
def test_of_a_themes_quotes_one_is_shown_that_tells_in_whole_sentences(said: tuple[str, str], shown: int) -> None:
    quotes = tuple(Quote(f"C1:{at}", text, None, None) for at, text in enumerate(said))
    assert best_quote(quotes, 110, ("berth",)).id == f"C1:{shown}"


def test_the_text_names_at_most_three_landings() -> None:
    landing = Landing("4.1", "T1", LandingVerdict.LANDED, 2.0, 1.0, 0.0, release_title="Berth map", is_news=True)
    landings = tuple(replace(landing, release_id=f"4.{at}") for at in range(8))
    told = digest_message(replace(samples.digest(), landings=landings)).text
    assert told.count("Release Berth map: landed") == 3


def test_a_morning_without_news_says_so() -> None:
    seen = "".join(all_text(digest_message(replace(samples.digest(), signals=0, accounts=0)).blocks))
    assert "Nothing new from customers since the last digest: this is the week so far." in seen
    assert "0 customer signals" not in seen


@pytest.mark.parametrize(
    ("before", "still", "told"),
    [
        (1, 1, "the one account that asked before still asks"),
        (2, 2, "both accounts that asked before still ask"),
        (5, 1, "1 of the 5 accounts that asked before still asks"),
        (4, 4, "all 4 accounts that asked before still ask"),
    ],
)
def test_who_still_asks_after_a_release(before: int, still: int, told: str) -> None:
    numbers = {"accounts_before": before, "same_accounts_after": still}
    landing = Landing("4.1", "T1", LandingVerdict.MIXED, 2.0, 1.0, 0.0, **numbers)  # type: ignore[arg-type]
    assert told in landing_numbers(landing)


def test_a_quiet_day_is_one_line() -> None:
    coverage = Coverage(12, 12, 0, ("#sales",), ("#support", "#community"))
    rendered = digest_message(Digest(samples.TODAY, Window(samples.NOW, samples.NOW), coverage))
    assert len(rendered.blocks) == 1
    assert all_text(rendered.blocks) == [rendered.text]
    assert rendered.text == ("Quiet on 4 Mar 2026: nothing new from customers. "
                             "Read 12 of 12 messages from #support and #community; #sales was silent.")


def test_the_coverage_is_told_in_plain_words() -> None:
    assert coverage_line(Coverage(211, 214, 3, (), ("#support",))) == (
        "Read 211 of 214 messages from #support; 3 could not be read."
    )
    assert coverage_line(Coverage(0, 0, 0)) == "Read 0 of 0 messages."


def test_what_does_not_fit_is_counted() -> None:
    digest = samples.digest(many=9)
    seen = "".join(all_text(digest_message(digest).blocks))
    assert "more themes in the thread." in seen
    assert "more in the thread." in seen
    thread = "".join("".join(all_text(message.blocks)) for message in digest_details(digest, {}))
    assert thread.count("“Custom roles come in May, promised.”") == 9
    assert thread.count("Why no Android app?") == 9


def test_quotes_stay_when_room_is_short() -> None:
    digest = samples.digest(many=7)
    seen = "".join(all_text(digest_message(digest, theme_chart(digest.themes)).blocks))
    assert seen.count("boats twice.”") >= 4


def test_the_same_digest_gives_the_same_message() -> None:
    assert digest_message(samples.digest()) == digest_message(samples.digest())


def test_every_message_of_a_theme_is_linked_in_the_thread() -> None:
    members = tuple(f"C1:{n}" for n in range(150))
    links = {one: f"https://quayside.slack.com/archives/C1/p{one[3:]}" for one in members}
    digest = replace(samples.digest(), themes=(samples.theme(member_ids=members, messages=150),))
    details = digest_details(digest, links)
    linked = {url for message in details for url in urls(message.blocks)}
    assert set(links.values()) <= linked
    seen = "".join(all_text(details[0].blocks))
    assert "Decided against in January 2026: No custom roles “Nobody could explain them.”" in seen
    assert "Planned for Q2 2026: Roles by site" in seen
    assert "Shipped on 3 Feb 2026: Release 4.1" in seen


def test_the_chart_has_a_line_a_theme_over_four_weeks() -> None:
    chart = theme_chart(tuple(samples.theme(n, "a label that is the same and too long") for n in range(9)))
    assert chart is not None
    weeks = chart["chart"]["axis_config"]["categories"]
    names = [series["name"] for series in chart["chart"]["series"]]
    assert len(names) == len(set(names)) == 5
    assert all(len(name) <= limits.CHART_LABEL for name in (*names, *weeks))
    for series in chart["chart"]["series"]:
        assert [point["label"] for point in series["data"]] == weeks
        assert [point["value"] for point in series["data"]] == [0, 3, 2, 7]
    assert theme_chart((samples.theme(),)) is None
    assert not elements(digest_message(samples.digest()).blocks, "data_visualization")
