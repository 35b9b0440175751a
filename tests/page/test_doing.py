"""What one does: write, react, run commands, fill modals, press buttons, open the app, skip to the morning."""

from playwright.sync_api import FilePayload, Page, expect

from tests.page.company import MARA, RAVI
from tests.page.conftest import Stage
from tests.page.test_reading import channel, message


def write(page: Page, text: str, label: str = "Message #general") -> None:
    page.get_by_label(label).fill(text)
    page.keyboard.press("Enter")


def test_write_edit_delete(page: Page) -> None:
    channel(page, "general")
    write(page, "Hello @ravi, a < b & c")
    mine = message(page, "a < b & c")
    expect(mine.locator(".mention")).to_have_text("@Ravi Menon")
    mine.hover()
    mine.get_by_role("button", name="Edit message").click()
    expect(page.locator(".edit-form textarea")).to_have_value("Hello @ravi, a < b & c")
    page.locator(".edit-form textarea").fill("Changed my mind")
    page.keyboard.press("Enter")
    changed = message(page, "Changed my mind")
    expect(changed).to_contain_text("(edited)")
    changed.hover()
    changed.get_by_role("button", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#pane").get_by_text("Changed my mind")).to_have_count(0)


def test_names_complete(page: Page) -> None:
    channel(page, "general")
    composer = page.get_by_label("Message #general")
    composer.press_sequentially("ask @men")
    page.keyboard.press("Enter")
    expect(composer).to_have_value("ask @ravi ")
    composer.fill("thanks @ravi")
    page.keyboard.press("Enter")
    expect(message(page, "thanks @Ravi Menon")).to_be_visible()


def test_shift_enter_breaks_the_line_and_replies_count(page: Page) -> None:
    channel(page, "general")
    page.get_by_label("Message #general").fill("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")
    parent = message(page, "second line")
    parent.hover()
    parent.get_by_role("button", name="Reply in thread").click()
    page.locator("#thread").get_by_label("Also send to #general").check()
    write(page, "a reply for all", "Reply…")
    expect(page.locator("#thread").get_by_text("a reply for all")).to_be_visible()
    expect(page.locator("#pane").get_by_text("a reply for all")).to_be_visible()
    expect(parent.get_by_role("button", name="1 reply")).to_be_visible()


def test_react_and_take_it_back(page: Page) -> None:
    channel(page, "support")
    ticket = message(page, "Ticket 4412")
    ticket.hover()
    ticket.get_by_role("button", name="Add reaction").first.click()
    page.get_by_label("Emoji picker").get_by_role("button", name=":bug:").click()
    pill = ticket.get_by_role("button", name="bug 1")
    expect(pill).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#pane .ephemeral", has_text="Marked as bug.")).to_contain_text("Only visible to you")
    pill.click()
    expect(pill).to_have_count(0)


def test_commands_complete_and_answer_in_private(page: Page, stage: Stage) -> None:
    channel(page, "general")
    composer = page.get_by_label("Message #general")
    composer.fill("/")
    expect(page.get_by_role("listbox", name="Suggestions").get_by_role("option")).to_have_count(3)
    composer.press_sequentially("wh")
    page.keyboard.press("Tab")
    expect(composer).to_have_value("/why ")
    page.keyboard.type("no berth map?")
    page.keyboard.press("Enter")
    answer = page.locator("#pane .ephemeral", has_text="Because the harbour").last
    expect(answer).to_contain_text("Only visible to you")
    assert {"command": "no berth map?"} in stage.heard
    answer.get_by_role("button", name="Not helpful").click()
    expect(answer.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    pressed = [h["pressed"] for h in stage.heard if isinstance(h.get("pressed"), dict)]
    assert pressed[-1]["value"] == "no"
    assert pressed[-1]["type"] == "feedback_buttons"
    answer.get_by_role("button", name="More options").click()
    page.get_by_role("menuitem", name="Mute").click()
    answer.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Share it").click()
    expect(message(page, "Shared answer")).to_be_visible()
    expect(answer).to_have_count(0)
    write(page, "/nothing")
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("/nothing is not a valid command")


def test_modal_keeps_what_is_typed_and_shows_errors(page: Page, stage: Stage) -> None:
    channel(page, "general")
    write(page, "/decide Keep the berth map")
    dialog = page.get_by_role("dialog", name="Record a decision")
    expect(dialog.get_by_label("Title", exact=True)).to_have_value("Keep the berth map")
    dialog.get_by_label("Decision", exact=True).fill("We keep it")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_contain_text("Please complete this required field.")
    dialog.get_by_label("Why", exact=True).fill("no reason")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_contain_text("That is not a reason.")
    dialog.get_by_role("button", name="Another view").click()
    above = page.get_by_role("dialog", name="Details")
    expect(above).to_contain_text("One above the other")
    page.keyboard.press("Escape")
    expect(above).to_have_count(0)
    expect(dialog.get_by_label("Decision", exact=True)).to_have_value("We keep it")
    dialog.get_by_label("Why", exact=True).fill("Harbours asked for it")
    dialog.get_by_label("Status", exact=True).select_option("Accepted")
    dialog.get_by_label("Decided by", exact=True).select_option([MARA, RAVI])
    dialog.get_by_label("Owner", exact=True).select_option("Ravi Menon")
    dialog.get_by_label("Date", exact=True).fill("2026-03-04")
    dialog.get_by_label("Company", exact=True).check()
    dialog.get_by_label("Sales", exact=True).check()
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_have_count(0)
    values = [h["submitted"] for h in stage.heard if "submitted" in h][-1]
    state = {block: next(iter(actions.values())) for block, actions in values.items()}
    assert state["decision"] == {"type": "plain_text_input", "value": "We keep it"}
    assert state["status"]["selected_option"]["value"] == "accepted"
    assert state["by"]["selected_users"] == [MARA, RAVI]
    assert state["owner"]["selected_user"] == RAVI
    assert state["date"]["selected_date"] == "2026-03-04"
    assert state["scope"]["selected_option"]["value"] == "company"
    assert [o["value"] for o in state["tell"]["selected_options"]] == ["sales"]


def test_typed_text_survives_an_update_of_the_view(page: Page) -> None:
    channel(page, "general")
    write(page, "/decide First title")
    dialog = page.get_by_role("dialog", name="Record a decision")
    dialog.get_by_label("Why", exact=True).fill("typed before the update")
    dialog.get_by_label("Status", exact=True).select_option("Rejected")
    dialog.get_by_role("button", name="More fields").click()
    expect(dialog.get_by_label("Extra", exact=True)).to_be_visible()
    expect(dialog.get_by_label("Why", exact=True)).to_have_value("typed before the update")
    expect(dialog.get_by_label("Status", exact=True)).to_have_value("rejected")
    expect(dialog.get_by_label("Title", exact=True)).to_have_value("Another title")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_attach_a_text_file(page: Page) -> None:
    channel(page, "general")
    file = FilePayload(name="call.txt", mimeType="text/plain", buffer=b"They asked for a map.")
    page.locator("#pane input[type=file]").set_input_files([file])
    write(page, "Notes of the call")
    sent = message(page, "Notes of the call")
    expect(sent.locator(".file")).to_contain_text("call.txt")


def test_message_shortcut_fills_the_modal(page: Page) -> None:
    channel(page, "support")
    target = message(page, "berth map again")
    target.hover()
    target.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Record a decision").click()
    dialog = page.get_by_role("dialog", name="Record a decision")
    expect(dialog.get_by_label("Title", exact=True)).to_have_value("Gareth asks for a berth map again.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_app_home_and_messages(page: Page) -> None:
    page.locator("#channels").get_by_role("button", name="Because", exact=True).click()
    expect(page.get_by_role("heading", name="At home")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    page.get_by_role("group", name="Suggested prompts").get_by_role("button").first.click()
    expect(message(page, "You said: ")).to_be_visible()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(message(page, "You said: ")).to_be_visible()


def test_news_reaches_the_others(page: Page, stage: Stage) -> None:
    channel(page, "general")
    stage.run(_say(stage, "Pipe burst in support"))
    entry = page.locator("#channels").get_by_role("button", name="support", exact=True)
    expect(entry.locator(".count")).to_have_text("1")
    entry.click()
    expect(message(page, "Pipe burst")).to_be_visible()
    expect(entry.locator(".count")).to_have_count(0)


async def _say(stage: Stage, text: str) -> None:
    stage.workspace.parts.people.post(RAVI, "C0SUPPORT01", text)


def test_tomorrow_morning_moves_the_clock(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("App connected")
    before = page.locator("#clock").text_content()
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#clock")).to_contain_text("08:3")
    assert page.locator("#clock").text_content() != before
