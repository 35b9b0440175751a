"""What one sees: channels, messages, marks, people, links, blocks."""

from playwright.sync_api import Locator, Page, expect

from tests.page.company import CUSTOMER, GENERAL, GUEST, SUPPORT
from tests.page.conftest import Stage


def channel(page: Page, name: str) -> None:
    page.locator("#channels").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def message(page: Page, text: str) -> Locator:
    return page.locator("#pane").get_by_role("listitem").filter(has_text=text).first


def test_mrkdwn_is_drawn_and_grouped(page: Page) -> None:
    channel(page, "general")
    first = message(page, "Kettle is on")
    expect(first.locator("strong", has_text="on")).to_be_visible()
    expect(first.get_by_role("link", name="the rota")).to_have_attribute("target", "_blank")
    expect(first.get_by_role("img", name=":coffee:")).to_be_visible()
    second = message(page, "Second thought")
    expect(second).to_have_class("message follows")
    expect(second.locator("em")).to_have_text("thought")
    expect(second.locator("code")).to_have_text("decaf")
    expect(second.locator("blockquote")).to_have_text("said nobody")


def test_foreign_text_never_becomes_markup(page: Page) -> None:
    channel(page, "general")
    hostile = message(page, "onerror")
    expect(hostile).to_contain_text("<script>document.title='owned'</script>")
    assert hostile.locator("script").count() == 0
    assert hostile.locator("img[src=x]").count() == 0
    assert "owned" not in page.title()


def test_integration_posts_and_threads(page: Page) -> None:
    channel(page, "support")
    ticket = message(page, "Ticket 4412")
    expect(ticket).to_contain_text("Zendesk")
    expect(ticket.locator(".attachment strong")).to_have_text("fail")
    message(page, "berth map again").get_by_role("button", name="1 reply").click()
    thread = page.locator("#thread")
    expect(thread.get_by_role("listitem")).to_have_count(2)
    thread.get_by_label("Reply…").fill("/why not")
    page.keyboard.press("Enter")
    expect(thread).to_contain_text("/why is not supported in threads. Sorry!")
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_everybody_sees_only_their_channels(page: Page) -> None:
    names = page.locator("#channels .nav-name")
    expect(names.filter(has_text="leads")).to_be_visible()
    page.get_by_label("You are").select_option(CUSTOMER)
    expect(names).to_have_text(["ext-solent", "Because"])
    page.get_by_label("You are").select_option(GUEST)
    expect(names).to_have_text(["general", "Because"])


def test_a_permalink_jumps_to_its_message(page: Page, stage: Stage) -> None:
    messages = stage.workspace.parts.world.channels[SUPPORT].messages
    reply = next(m for m in messages.values() if m["text"].startswith("Third time"))
    place = f"{SUPPORT}/p{reply['ts'].replace('.', '')}"
    link = f"https://bollard.slack.com/archives/{place}?thread_ts={reply['thread_ts']}&cid={SUPPORT}"
    channel(page, "general")
    page.get_by_label("Message #general").fill(f"See {link}")
    page.keyboard.press("Enter")
    message(page, "See https").get_by_role("link").last.click()
    expect(page.locator("#thread .message.highlight")).to_contain_text("Third time")
    expect(page.get_by_role("heading", name="support").first).to_be_visible()


def test_the_address_leads_back(page: Page, stage: Stage) -> None:
    ts = next(iter(stage.workspace.parts.world.channels[GENERAL].messages))
    page.goto(f"{stage.url}?as=U0MARA00001#/{GENERAL}/p{ts.replace('.', '')}")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(f'article[data-ts="{ts}"]')).to_have_class("message highlight")


def test_every_block_has_a_face(page: Page) -> None:
    channel(page, "general")
    page.get_by_label("Message #general").fill("/because gallery")
    page.keyboard.press("Enter")
    first = message(page, "Gallery")
    expect(first.get_by_role("heading", name="Gallery")).to_be_visible()
    expect(first.locator("ol li")).to_have_count(2)
    expect(first.locator("pre")).to_have_text("x = 1")
    expect(first.locator("blockquote")).to_have_text("<b>quoted</b>")
    expect(first.locator("table")).to_have_count(2)
    second = page.locator("#pane").get_by_role("listitem").filter(has=page.locator(".data-table")).first
    expect(second.locator("tbody tr")).to_have_count(2)
    second.get_by_role("button", name="Next page").click()
    expect(second).to_contain_text("3–4 of 5")
    second.get_by_role("button", name="Messages").click()
    second.get_by_role("button", name="Messages").click()
    expect(second.locator("tbody tr").first).to_contain_text("Theme 4")
    expect(second.get_by_role("img", name="By week")).to_be_visible()
    expect(second.get_by_role("img", name="By kind").locator("path")).to_have_count(2)
    expect(second.locator(".card")).to_have_count(2)
    assert page.locator(".unknown-block").count() == 0


def test_narrow_window_keeps_everything_in_reach(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 640})
    channel(page, "support")
    message(page, "berth map again").get_by_role("button", name="1 reply").click()
    expect(page.locator("#thread").get_by_label("Reply…")).to_be_in_viewport()
    page.get_by_role("button", name="Close thread").click()
    expect(page.get_by_label("Message #support")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Tomorrow morning")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
