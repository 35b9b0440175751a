"""A tiny company for the browser: two colleagues, a guest, a customer, four channels, a handful of messages."""

from datetime import datetime, timedelta

from bot.workspace.company.model import Company, SeedChannel, SeedMessage, SeedPerson, SeedReaction

MARA, RAVI, GUEST, CUSTOMER = "U0MARA00001", "U0RAVI00001", "U0MARCO0001", "U0GARETH001"
GENERAL, SUPPORT, SHARED, LEADS = "C0GENERAL01", "C0SUPPORT01", "C0SHARED001", "C0LEADS0001"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"> &lt;script&gt;document.title='owned'&lt;/script&gt;"


def tiny_company(now: datetime) -> Company:
    def at(hours: float) -> datetime:
        return now - timedelta(hours=hours)

    return Company(
        team_id="T0BOLLARD01",
        name="Bollard",
        domain="bollard",
        people=(
            SeedPerson(
                MARA, "mara", "Mara Lindqvist", title="Head of Product", channels=("leads",), colour="#c2410c"
            ),
            SeedPerson(RAVI, "ravi", "Ravi Menon", title="Support lead", colour="#1d4ed8"),
            SeedPerson(GUEST, "marco", "Marco Bellini", title="Illustrator", is_guest=True, channels=("general",)),
            SeedPerson(CUSTOMER, "gareth", "Gareth Pugh", team_id="T0SOLENT001", channels=("ext-solent",)),
        ),
        channels=(
            SeedChannel(GENERAL, "general", topic="Everything that is not work"),
            SeedChannel(SUPPORT, "support", topic="Tickets land here"),
            SeedChannel(SHARED, "ext-solent", is_shared=True, connected_team_ids=("T0SOLENT001",)),
            SeedChannel(LEADS, "leads", is_private=True),
        ),
        messages=(
            SeedMessage(
                "tea", GENERAL, at(50), "Kettle is *on*, see <https://example.com/tea|the rota> :coffee:", MARA
            ),
            SeedMessage(
                "tea2",
                GENERAL,
                at(49.99),
                "Second _thought_: `decaf` is ~fine~ out\n&gt; said nobody\n• one\n• two",
                MARA,
            ),
            SeedMessage("hostile", GENERAL, at(49.98), HOSTILE, MARA),
            SeedMessage(
                "berths",
                SUPPORT,
                at(26),
                "Gareth asks for a berth map again.",
                RAVI,
                reactions=(SeedReaction("mega", (MARA,)),),
            ),
            SeedMessage("berths1", SUPPORT, at(25), "Third time this month.", MARA, parent="berths"),
            SeedMessage("hello", SHARED, at(5), "Any news on the berth map?", CUSTOMER),
            SeedMessage("secret", LEADS, at(4), "Keep this one to ourselves.", MARA),
            SeedMessage(
                "ticket",
                SUPPORT,
                at(3),
                bot_name="Zendesk",
                attachments=(
                    {"fallback": "x", "title": "Ticket 4412", "text": "Invoices *fail*", "color": "#78a300"},
                ),
            ),
        ),
        accounts=(),
        decisions=(),
        releases=(),
        roadmap=(),
        competitors=(),
    )
