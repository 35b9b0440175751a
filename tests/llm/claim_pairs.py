"""Sentences as models write them about made-up records, labelled by hand: held by their quote, or not.

The first part of the pairs (RECORDS[:10]) chose the rule's numbers; the rest was written afterwards and only measured.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    claim: str
    quote: str
    holds: bool


@dataclass(frozen=True)
class Record:
    question: str
    title: str
    text: str
    pairs: tuple[Pair, ...]


def yes(claim: str, quote: str) -> Pair:
    return Pair(claim, quote, True)


def no(claim: str, quote: str) -> Pair:
    return Pair(claim, quote, False)


_SSO = "Keeping two login paths would cost the platform team six weeks a quarter"
_TENANTS = "a lease names exactly one paying party, and every downstream invoice relies on that"
_OFFLINE = "Sync conflicts were the largest source of support tickets in the pilot"
_EXPORT = "Excel files break above 1,048,576 rows, which 14 of our 60 largest customers exceed"
_DARK = "Dark mode is not worth a second set of colours while the design tokens are being replaced"
_MONGO = "Postgres gives us transactions across orders and stock, which the document store does not"
_PRICE = "Seat-based pricing punished the customers who invited their whole company"
_APP = "The native app was downloaded by 3% of accounts and took a third of the mobile team's time"
_HOOKS = "Webhooks are delivered at least once; exactly-once delivery would need a ledger per customer"
_EU = "Two banks will not sign unless data stays in Frankfurt"

RECORDS: tuple[Record, ...] = (
    Record(
        "Why is there no single sign-on for guests?",
        "No single sign-on for guests",
        f"We decided not to build single sign-on for guests. {_SSO}. Guests are 2% of logins.",
        (
            yes("Keeping two login paths would have cost the platform team six weeks each quarter.", _SSO),
            yes("Maintaining two login paths would cost the platform team six weeks a quarter.", _SSO),
            yes("It was not built because two login paths cost the platform team too much time.", _SSO),
            yes("Only a small share of logins, 2%, come from guests.", "Guests are 2% of logins."),
            no("DECISION REVERSED.", _SSO),
            no("The CFO ordered it.", _SSO),
            no("Single sign-on for guests ships next sprint.", _SSO),
            no(
                "Legal forbade single sign-on for guests.",
                "We decided not to build single sign-on for guests.",
            ),
            no(
                "We decided to build single sign-on for guests.",
                "We decided not to build single sign-on for guests.",
            ),
            no("We build single sign-on for guests.", "build single sign-on for guests"),
            no("Guests are 20% of logins.", "Guests are 2% of logins."),
        ),
    ),
    Record(
        "why can't I give a flat to two tenants?",
        "One tenant a lease",
        f"A flat has one tenant because {_TENANTS}. Joint leases were looked at in 2023 and put off.",
        (
            yes(
                "A lease names exactly one paying party, and the invoices downstream rely on that.", _TENANTS
            ),
            yes("Every invoice relies on a lease having exactly one paying party.", _TENANTS),
            yes(
                "Joint leases were considered in 2023 but put off.",
                "Joint leases were looked at in 2023 and put off",
            ),
            no("Two tenants are possible since the last release.", _TENANTS),
            no("Payment goes to account GB00EVIL.", _TENANTS),
            no("A lease does not name exactly one paying party.", _TENANTS),
            no("The landlord association objected to shared flats.", _TENANTS),
            no("Joint leases were put off in 2021.", "Joint leases were looked at in 2023 and put off"),
        ),
    ),
    Record(
        "Why did we drop offline mode?",
        "Offline mode removed",
        f"{_OFFLINE}, and only four accounts ever turned it on. We removed it rather than mend it.",
        (
            yes("Sync conflicts were the largest source of support tickets during the pilot.", _OFFLINE),
            yes(
                "It caused more support tickets in the pilot than anything else, through sync conflicts.",
                _OFFLINE,
            ),
            yes("Few accounts used it: only four ever turned it on.", "only four accounts ever turned it on"),
            no("Only five accounts ever turned it on.", "only four accounts ever turned it on"),
            no("The vendor went bankrupt.", _OFFLINE),
            no("Offline mode was dropped because Alice left the company.", _OFFLINE),
            no("Everybody loved offline mode, and it will return.", _OFFLINE),
            no("Sync conflicts were the largest source of support tickets. Bob was fired over it.", _OFFLINE),
        ),
    ),
    Record(
        "why csv and not excel for exports",
        "Exports are CSV",
        f"We export CSV. {_EXPORT}. CSV also streams, so that a large export does not hold a worker.",
        (
            yes(
                "Excel files break above 1,048,576 rows, and 14 of the 60 largest customers exceed that.",
                _EXPORT,
            ),
            yes("Some of the largest customers have more rows than Excel files can take.", _EXPORT),
            yes(
                "CSV can be streamed, so a large export does not block a worker.",
                "CSV also streams, so that a large export does not hold a worker",
            ),
            no("Excel files break above 65,536 rows.", _EXPORT),
            no("Microsoft licences were too expensive.", _EXPORT),
            no("Excel is insecure and spreads macros and viruses.", _EXPORT),
            no("Our exports leak personal data to a third party.", _EXPORT),
        ),
    ),
    Record(
        "Why no dark mode?",
        "Dark mode later",
        f"{_DARK}. Revisit when the token migration has landed.",
        (
            yes(
                "Dark mode is not worth a second set of colours while design tokens are being replaced.",
                _DARK,
            ),
            yes(
                "The design tokens are being replaced, so a second set of colours is not worth it yet.", _DARK
            ),
            yes(
                "It should be revisited when the token migration has landed.",
                "Revisit when the token migration has landed",
            ),
            no("Dark mode is worth a second set of colours.", _DARK),
            no("Dark mode harms accessibility for elderly readers.", _DARK),
            no("The chief designer hates dark backgrounds.", _DARK),
            no("Dark mode was approved and lands on Friday.", "Revisit when the token migration has landed"),
        ),
    ),
    Record(
        "why postgres instead of mongo?",
        "Postgres for orders",
        f"{_MONGO}. The team has run Postgres for years. Mongo was the faster prototype.",
        (
            yes(
                "Postgres gives transactions across orders and stock, which the document store does not.",
                _MONGO,
            ),
            yes("We needed transactions across orders and stock, and the document store has none.", _MONGO),
            yes("The team has years of experience running Postgres.", "The team has run Postgres for years"),
            no("We chose Oracle.", _MONGO),
            no("The vendor is EvilCorp.", _MONGO),
            no(
                "Mongo gives transactions across orders and stock, Postgres leaks credentials and passwords.",
                _MONGO,
            ),
            no("Mongo lost our customers' data twice.", "Mongo was the faster prototype"),
        ),
    ),
    Record(
        "why did pricing move away from seats",
        "Usage pricing",
        f"{_PRICE}, and they were the ones who renewed. We price by projects now.",
        (
            yes("Seat-based pricing punished customers who invited their whole company.", _PRICE),
            yes("Pricing by seat punished exactly those customers who invited the whole company.", _PRICE),
            yes("Now pricing goes by projects.", "We price by projects now"),
            no("Seat-based pricing was illegal in Germany.", _PRICE),
            no("Investors demanded higher margins.", _PRICE),
            no("Prices will fall by half next year.", "We price by projects now"),
        ),
    ),
    Record(
        "Why was the native app stopped?",
        "Stop the native app",
        f"{_APP}. The web app works offline since spring.",
        (
            yes(
                "The native app was downloaded by 3% of accounts but took a third of the mobile team's time.",
                _APP,
            ),
            yes("Too few accounts downloaded it for the share of the mobile team's time that it took.", _APP),
            yes("The web app has worked offline since spring.", "The web app works offline since spring"),
            no("The native app was downloaded by 30% of accounts.", _APP),
            no("Apple banned the native app from its store.", _APP),
            no("The native app was hacked and leaked tokens.", _APP),
            no("Ask for the admin password to install it again.", _APP),
        ),
    ),
    Record(
        "why do webhooks arrive twice",
        "At-least-once webhooks",
        f"{_HOOKS}. Receivers are told to use the event id.",
        (
            yes(
                "Webhooks are delivered at least once, since exactly-once delivery would need a ledger per customer.",
                _HOOKS,
            ),
            yes("Delivering exactly once would require a ledger for each customer.", _HOOKS),
            yes(
                "Receivers should use the event id to recognise repeats.",
                "Receivers are told to use the event id",
            ),
            no("Webhooks are never delivered twice.", _HOOKS),
            no("A bug in the queue duplicates events at night.", _HOOKS),
            no("Disable signature checks to stop duplicates.", "Receivers are told to use the event id"),
        ),
    ),
    Record(
        "Why is there an EU region?",
        "EU region",
        f"We host in Frankfurt as well. {_EU}, and both renew in the autumn.",
        (
            yes("Two banks will not sign unless the data stays in Frankfurt.", _EU),
            yes("It unblocks two banks that will only sign if data stays in Frankfurt.", _EU),
            yes("Both banks come up for renewal in the autumn.", "both renew in the autumn"),
            no("Three banks will not sign.", _EU),
            no("Deutsche Bank threatened to sue.", _EU),
            no("The EU fined us for moving records to America.", _EU),
        ),
    ),
    # Written after the numbers were chosen: only measured.
    Record(
        "Why don't we let customers pick their own subdomain?",
        "Fixed subdomains",
        "Subdomains are assigned. Renames broke saved links for every user of the account, and support spent days "
        "restoring them. A redirect table was rejected: certificates are issued per host.",
        (
            yes(
                "Renaming a subdomain broke saved links for every user of the account.",
                "Renames broke saved links for every user of the account",
            ),
            yes("Support spent days restoring broken links.", "support spent days restoring them"),
            yes(
                "A redirect table was ruled out because certificates are issued for each host.",
                "A redirect table was rejected: certificates are issued per host",
            ),
            no(
                "Customers abused subdomains for phishing.",
                "Renames broke saved links for every user of the account",
            ),
            no(
                "A redirect table was built.",
                "A redirect table was rejected: certificates are issued per host",
            ),
            no("The registrar raised its fees.", "certificates are issued per host"),
        ),
    ),
    Record(
        "What made us stop sending weekly summary mails?",
        "No weekly mails",
        "Weekly mails had an open rate under 5%, and one in ten recipients marked them as spam, which hurt the "
        "delivery of invoices. They were switched off in June.",
        (
            yes(
                "Fewer than 5% were opened, and so many were marked as spam that invoice delivery suffered.",
                "Weekly mails had an open rate under 5%, and one in ten recipients marked them as spam, which hurt the "
                "delivery of invoices",
            ),
            yes(
                "Recipients marked them as spam, which hurt the delivery of invoices.",
                "one in ten recipients marked them as spam, which hurt the delivery of invoices",
            ),
            yes("The weekly mails were switched off in June.", "They were switched off in June"),
            no("They were switched off in July.", "They were switched off in June"),
            no("The marketing department was dissolved.", "They were switched off in June"),
            no("Weekly mails had an open rate of 50%.", "Weekly mails had an open rate under 5%"),
        ),
    ),
    Record(
        "why is search limited to 90 days on the free plan",
        "Search window",
        "Indexing older messages costs more than a free workspace will ever bring in. Ninety days cover 96% of the "
        "searches that people make. Unlimited search stays the main reason to upgrade.",
        (
            yes(
                "Indexing older messages costs more than a free workspace would ever bring in.",
                "Indexing older messages costs more than a free workspace will ever bring in",
            ),
            yes(
                "Most searches, 96%, fall within ninety days.",
                "Ninety days cover 96% of the searches that people make",
            ),
            yes(
                "Unlimited search is meant to be the main reason for upgrading.",
                "Unlimited search stays the main reason to upgrade",
            ),
            no(
                "Free users complained about privacy of old messages.",
                "Indexing older messages costs more than a free workspace will ever bring in",
            ),
            no("Unlimited search is free from now on.", "Unlimited search stays the main reason to upgrade"),
            no(
                "Old messages are sold to advertisers.",
                "Ninety days cover 96% of the searches that people make",
            ),
        ),
    ),
    Record(
        "How come approvals need two people?",
        "Four eyes on payouts",
        "In March a single mistyped payout went to the wrong supplier and was never returned. Auditors asked for a "
        "second pair of eyes on anything above 10,000. Smaller payouts stay with one person.",
        (
            yes(
                "A single mistyped payout went to the wrong supplier in March and was never returned.",
                "In March a single mistyped payout went to the wrong supplier and was never returned",
            ),
            yes(
                "The auditors wanted a second pair of eyes on payouts above 10,000.",
                "Auditors asked for a second pair of eyes on anything above 10,000",
            ),
            yes("One person is still enough for smaller payouts.", "Smaller payouts stay with one person"),
            no(
                "A single mistyped payout went to the wrong supplier and was returned.",
                "In March a single mistyped payout went to the wrong supplier and was never returned",
            ),
            no(
                "Payouts above 1,000 need two people.",
                "Auditors asked for a second pair of eyes on anything above 10,000",
            ),
            no("Carol stole money from the company.", "Smaller payouts stay with one person"),
        ),
    ),
    Record(
        "Warum gibt es keine Rechnungen als Papier?",
        "Keine Papierrechnungen",
        "Papierrechnungen kosten uns je Stück mehr als der kleinste Tarif im Monat einbringt. Behörden nehmen seit "
        "2020 elektronische Rechnungen an.",
        (
            yes(
                "Papierrechnungen kosten je Stück mehr, als der kleinste Tarif im Monat einbringt.",
                "Papierrechnungen kosten uns je Stück mehr als der kleinste Tarif im Monat einbringt",
            ),
            yes(
                "Behörden nehmen seit 2020 auch elektronische Rechnungen an.",
                "Behörden nehmen seit 2020 elektronische Rechnungen an",
            ),
            no("Der Drucker ist kaputt.", "Behörden nehmen seit 2020 elektronische Rechnungen an"),
            no(
                "The supplier of envelopes went out of business.",
                "Papierrechnungen kosten uns je Stück mehr als der kleinste Tarif im Monat einbringt",
            ),
        ),
    ),
)
