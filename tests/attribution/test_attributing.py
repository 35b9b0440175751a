"""The account of a message, told by channel, field, e-mail or name; and the cases in which it must stay open."""

from datetime import UTC, datetime

import pytest

from bot.domain.accounts import Account
from bot.domain.messages import Message
from bot.domain.workspace import Channel
from bot.services.attribution import AccountBook, Reason, attribute

ACCOUNTS = [
    Account("acme", "T1", "Acme Corp", domain="acme.com", aliases=("ACME",)),
    Account("blue-harbor", "T1", "Blue Harbor Logistics", domain="blueharbor.io", aliases=("Blue Harbor", "BHL")),
    Account("notion", "T1", "Notion", domain="notion.so"),
    Account("apple", "T1", "Apple", domain="apple.com"),
    Account("globex", "T1", "Globex, Inc.", domain="globex.example"),
    Account("mueller", "T1", "Müller & Söhne GmbH", domain="mueller-soehne.de"),
    Account("northwind-eu", "T1", "Northwind Traders Europe", aliases=("Northwind",)),
    Account("northwind-us", "T1", "Northwind Traders US", aliases=("Northwind",)),
]
BOOK = AccountBook.of(ACCOUNTS, {"T0GLOBEX": "globex"})


def said(text: str, **more: object) -> Message:
    return Message("C1:1", "T1", text, datetime(2026, 3, 1, tzinfo=UTC), **more)  # type: ignore[arg-type]


def named(name: str, *teams: str) -> Channel:
    return Channel("T1", "C1", name, connected_team_ids=teams)


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("Acme wants SSO before they sign.", "acme"),
        ("acme's admins cannot export the audit log", "acme"),
        ("Had a call with Blue Harbor today, they need a sandbox", "blue-harbor"),
        ("BHL is asking again about the API limits", "blue-harbor"),
        ("[Globex] renewal at risk: no Okta provisioning", "globex"),
        ("Globex: asked for the same thing Acme got last year", "globex"),
        ("Company: Acme Corp\nPlan: Enterprise\nThe importer times out", "acme"),
        ("*Organization:* Blue Harbor Logistics\nSubject: PDF export", "blue-harbor"),
        ("Requester: Jane Doe <jane@acme.com>\nCannot log in", "acme"),
        ("Forwarding from tom@mail.globex.example: the webhook fires twice", "globex"),
        ("Customer = Müller & Söhne\nInvoice numbers are wrong", "mueller"),
        ("Muller asked about nothing, but see https://app.mueller-soehne.de/x", "mueller"),
        ("The team at Notion wants custom roles", "notion"),
        ("Talked to Apple procurement, they want a DPA", "apple"),
        ("Customer Apple asks for a longer retention", "apple"),
        ("We lost the Acme deal because there is no SCIM", "acme"),
        ("Northwind Traders US cannot print labels", "northwind-us"),
        ("Notion's CFO asked about invoices", "notion"),
        ("'a lifesaver', says Ana from Blue Harbor", "blue-harbor"),
    ],
)
def test_tells_the_account_from_the_text(text: str, account: str) -> None:
    assert attribute(said(text), BOOK).account_id == account


@pytest.mark.parametrize(
    "text",
    [
        "Is there an apple silicon build?",
        "Would love a Notion integration",
        "Can we export to Notion somehow?",
        "We are thinking about moving to Notion",
        "the notion of a workspace is confusing",
        "Apple released a new keyboard",
        "Acme and Globex both want this",
        "Northwind is asking for dark mode",
        "Company: Initech\nThe page is blank",
        "Company: Initech\nAnother unrelated text",
        "jane@gmail.com cannot log in",
        "The acmeologist said hello",
        "We're evaluating alternatives such as Globex",
        "Everything is fine, thanks",
        "the blue harbor page is empty",
        "Notion and Globex asked for the same",
        "is this like Acme?",
        "we are a supplier of Acme",
        "",
    ],
)
def test_stays_open_where_the_text_does_not_tell(text: str) -> None:
    assert attribute(said(text), BOOK).account_id is None


@pytest.mark.parametrize(
    ("channel", "account"),
    [
        ("ext-acme", "acme"),
        ("acme-shared", "acme"),
        ("shared-blue-harbor", "blue-harbor"),
        ("ext-globex-us", "globex"),
        ("cust-notion", "notion"),
        ("acme", "acme"),
        ("support-acme", "acme"),
        ("us-globex", "globex"),
        ("integration-globex", None),
        ("ext-mueller-sohne", "mueller"),
        ("ext-schmidt-sohne", None),
        ("notion", None),
        ("product", None),
        ("ext-unheard-of", None),
        ("support", None),
        ("apple-picking", None),
    ],
)
def test_reads_the_channel_named_after_an_account(channel: str, account: str | None) -> None:
    found = attribute(said("The export is broken again"), BOOK, named(channel))
    assert found.account_id == account


def test_the_channel_of_an_account_outweighs_names_in_the_text() -> None:
    found = attribute(said("Globex told us it works for them"), BOOK, named("ext-acme"))
    assert (found.account_id, found.reason) == ("acme", Reason.CHANNEL)


def test_knows_the_connected_team() -> None:
    by_author = attribute(said("hi", author_team_id="T0GLOBEX"), BOOK, named("everybody"))
    by_channel = attribute(said("hi"), BOOK, named("everybody", "T0GLOBEX"))
    assert (by_author.account_id, by_channel.account_id) == ("globex", "globex")
    assert by_author.reason is Reason.TEAM


@pytest.mark.parametrize(
    ("hint", "account"),
    [("Acme", "acme"), ("globex.example", "globex"), ("T0GLOBEX", "globex"), ("jo@blueharbor.io", "blue-harbor")],
)
def test_believes_what_the_carrier_said(hint: str, account: str) -> None:
    found = attribute(said("The importer is slow", account_hint=hint), BOOK)
    assert (found.account_id, found.reason) == (account, Reason.HINT)


def test_knows_the_author_by_mail_domain_but_not_by_free_mail() -> None:
    assert attribute(said("It is slow", author_email="jo@acme.com"), BOOK).account_id == "acme"
    assert attribute(said("It is slow", author_email="jo@gmail.com"), BOOK).account_id is None


def test_a_reply_inherits_the_account_of_its_thread() -> None:
    reply = said("Same here since Monday", ts="2.0", thread_ts="1.0")
    assert attribute(reply, BOOK, thread_account="acme").reason is Reason.THREAD
    assert attribute(said("Same here"), BOOK, thread_account="acme").account_id is None
