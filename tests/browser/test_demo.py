"""What somebody does in the first minutes with the demo, in order: the last ones need what the first ones left."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DAN, MARA, Demo, Shot

TITLE = "Mail and text message stay the only two ways"
SECRET = "Lakeshore keeps its price for a year"


def go_to(page: Page, name: str) -> None:
    page.locator("#channels").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_label(f"Message #{name}")).to_be_visible()
    expect(page.locator("#pane article").first).to_be_visible()


def play(page: Page, person: str) -> None:
    page.get_by_label("You are").select_option(person)
    page.wait_for_selector(f'html[data-ready][data-live="{person}"]')


def private_answers(page: Page) -> Locator:
    return page.locator("#pane article.ephemeral")


def why(page: Page, question: str, channel: str = "product") -> Locator:
    """Asks, and gives the answer that only the asker sees."""
    page.get_by_label(f"Message #{channel}").fill(f"/why {question}")
    page.keyboard.press("Enter")
    answer = private_answers(page).filter(has_text=f"You asked: {question}").last
    expect(answer).to_contain_text("Only visible to you", timeout=15_000)
    return answer


def decide(page: Page, channel: str, title: str, decision: str, reason: str) -> Locator:
    """Fills the modal, and gives the form as it stands before it is sent."""
    page.get_by_label(f"Message #{channel}").fill(f"/decide {title}")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Record a decision")
    expect(form.get_by_label("Title", exact=True)).to_have_value(title)
    form.get_by_label("Decision", exact=True).fill(decision)
    form.get_by_label("Why", exact=True).fill(reason)
    return form


def send(form: Locator) -> None:
    form.get_by_role("button", name="Record", exact=True).click()
    expect(form).to_have_count(0)


def test_it_starts_where_one_can_ask(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("App connected")
    expect(page.locator("#channels .count")).to_have_count(0)
    composer = page.get_by_label("Message #product")
    page.get_by_role("region", name="What to try").get_by_role("button").nth(1).click()
    expect(composer).to_have_value(re.compile(r"^/why .+\?$"))
    expect(composer).to_be_focused()


def test_a_superseded_decision_says_so(page: Page, shot: Shot) -> None:
    page.get_by_role("button", name="Hide what to try").click()
    go_to(page, "product")
    answer = why(page, "does the accounting sync run once a night?")
    expect(answer).to_contain_text("No longer holds")
    expect(answer.get_by_role("link", name="Send each invoice to accounting").first).to_be_visible()
    expect(answer).to_contain_text("Options that lost")
    shot("answer", page, answer)


@pytest.mark.parametrize(
    ("question", "title", "status"),
    [
        ("do we charge per berth and not per user?", "Charge per berth, with unlimited users", "Accepted"),
        ("don't we offer a self-hosted installation?", "Offer a self-hosted installation", "Rejected"),
    ],
)
def test_a_decision_is_told_with_its_record(page: Page, question: str, title: str, status: str) -> None:
    go_to(page, "product")
    answer = why(page, question)
    expect(answer).to_contain_text(status)
    with page.context.expect_page() as opened:
        answer.get_by_role("link", name=title).first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text(title)
    opened.value.close()


def test_what_was_never_decided_has_no_record(page: Page) -> None:
    go_to(page, "product")
    answer = why(page, "can't an invoice be split between co-owners?")
    expect(answer).to_contain_text("No record answers this.")
    expect(answer.get_by_role("button", name="Record a decision")).to_be_visible()


def test_a_reaction_is_confirmed_in_private(page: Page) -> None:
    go_to(page, "support")
    said = page.locator("#pane article", has_text="Second request on offline readings").first
    said.scroll_into_view_if_needed()
    said.hover()
    said.get_by_role("button", name="Add reaction").first.click()
    page.get_by_label("Emoji picker").get_by_role("button", name=":bulb:").click()
    confirmation = private_answers(page).filter(has_text="Tagged as request")
    expect(confirmation).to_contain_text("Solent Marinas Group")
    said.get_by_role("button", name="bulb 1").click()
    expect(said.get_by_role("button", name="bulb")).to_have_count(0)


def test_a_recorded_decision_answers_and_its_source_opens(page: Page, shot: Shot) -> None:
    page.get_by_role("button", name="Hide what to try").click()
    go_to(page, "product")
    reason = "WhatsApp charges harbours for each reminder, and some may not hand over numbers."
    form = decide(page, "product", TITLE, "A third channel comes when five accounts ask.", reason)
    shot("record", page)
    send(form)
    posted = page.locator("#pane article:not(.ephemeral)", has_text=TITLE)
    expect(posted).to_contain_text(reason)
    go_to(page, "general")
    answer = why(page, "do we not send reminders by WhatsApp?", "general")
    expect(answer).to_contain_text(reason)
    answer.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("#pane article.highlight")).to_contain_text(TITLE)
    expect(page.get_by_label("Message #product")).to_be_visible()


def test_what_is_decided_in_private_stays_there(page: Page) -> None:
    go_to(page, "pricing-private")
    send(decide(page, "pricing-private", SECRET, "No increase before summer.", "They compare us with others."))
    expect(page.locator("#pane article:not(.ephemeral)", has_text=SECRET)).to_be_visible()
    go_to(page, "product")
    question = "does Lakeshore keep its price for a year?"
    expect(why(page, question)).to_contain_text(SECRET)
    play(page, DAN)
    go_to(page, "product")
    answer = why(page, question)
    expect(answer).not_to_contain_text(SECRET)
    expect(answer).not_to_contain_text("No increase before")
    play(page, MARA)


def test_the_home_tab_shows_the_state_of_things(page: Page) -> None:
    page.locator("#channels").get_by_role("button", name="Because", exact=True).click()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("heading", name="What I read")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_label("Message Because")).to_be_visible()


def test_the_next_morning_brings_the_digest(page: Page, shot: Shot) -> None:
    page.get_by_role("button", name="Hide what to try").click()
    go_to(page, "product")
    before = page.locator("#clock").text_content() or ""
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#clock")).to_contain_text("08:3")
    expect(page.locator("#clock")).not_to_have_text(before)
    day = re.sub(r"^\w+ |,.*", "", page.locator("#clock").text_content() or "")
    digest = page.locator("#pane article:not(.ephemeral)", has_text=re.compile(rf"Morning digest.+\b{day}"))
    expect(digest).to_contain_text(re.compile(r"Read \d+ of \d+ messages"), timeout=30_000)
    expect(digest).to_contain_text(TITLE)
    expect(digest).not_to_contain_text(SECRET)
    expect(digest.locator(".thread-line")).to_be_visible()
    digest.evaluate("node => node.scrollIntoView({ block: 'start' })")
    shot("digest", page, None)
    digest.locator(".thread-line").click()
    expect(page.locator("#thread article").nth(1)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#channels").get_by_role("button", name="Because", exact=True).click()
    expect(page.locator("#pane .home")).to_contain_text(re.compile(r"What customers say.+\d+ accounts", re.DOTALL))
    shot("home", page, None)


def test_ones_own_answer_is_in_sight_wherever_one_was_reading(page: Page) -> None:
    page.get_by_role("button", name="Hide what to try").click()
    go_to(page, "product")
    page.locator("#pane .scroller").evaluate("node => node.scrollTo(0, 0)")
    answer = why(page, "do we charge per berth and not per user?")
    expect(answer.get_by_text("You asked")).to_be_in_viewport()


def test_it_keeps_nothing_when_it_ends(demo: Demo) -> None:
    assert demo.stop() == 0, demo.log.read_text()[-2000:]
    assert list(demo.here.iterdir()) == []
    assert list(demo.temporary.iterdir()) == []
