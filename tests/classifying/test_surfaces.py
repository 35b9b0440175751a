"""What is said in support and sales channels: customers' words are taken, the company's own talk mostly is not."""

from pathlib import Path

import pytest

from bot.domain.kinds import Surface
from bot.embeddings.minilm import MiniLM
from bot.services.classifying import Classifier, Context, essence

ASKED_SUPPORT = """
the payroll export has the wrong month in its file name
Hello, I cannot find last week's timesheet anywhere
our kiosk shows a white page since 6am
is there a way to lock a published rota?
please add a second approver for overtime
when I swap two shifts the break disappears
Customer writes: app logs me out whenever I open the camera
we need an audit log before our inspection in March
How do I change the start of the week to Sunday?
still not working after the update you sent
love the new shift swap, our staff stopped calling me at night
Do you support single sign-on with Okta?
invoice 2231 was charged twice
it takes ages to load the month view with 200 people
we would like to export to DATEV
The reminder mail arrives a day late
want to cancel our second site at the end of the month
is the API limit per key or per account?
any plans for Portuguese?
we keep losing notes on the handover page
the Android app crashes on opening a photo
could managers see only their own team?
holiday balances are wrong for part-timers
I'd expect a warning before a published shift is deleted
Ticket from Nora: QR code at the door isn't recognised
We can't go live without the GDPR agreement
your competitor Rotaplan has this in the basic plan, why don't you
thank you, the new calendar saved us an hour a day
Two employees got the same badge number
can I get a copy of all invoices of 2025
why is the button greyed out for me?
Password reset mails go to spam at our company
the totals row is missing in the PDF
"""
SUPPORT_TALK = """
thanks, that worked
ok will try tomorrow
Good morning!
@anna can you take this one?
closing this ticket
I'll call them at 3
done
assigned to Ben
Welcome to the channel
perfect
we fixed this in 4.2, please update
Hi Nora, could you send me a screenshot?
out of office until Monday
that's by design, see the help page
have a nice weekend
yes, the second one
I've reset your password, please try again
great, closing
will do
:+1:
meeting moved to 2pm
we're looking into it and will report back
deploy finished
reminder: stand-up in 5 minutes
No worries at all
sent you an invite
it is version 4.1 on Windows 11
Berlin office
lunch anyone?
who is on call today?
"""
SALES_NOTES = """
Hallmark Clinics won't sign without SSO
Lost Brinkley to Rotaplan, price
call with Osier: they need a Dutch interface before rollout
Prospect asks whether we can host in Switzerland
Renewal of Fenwick at risk, they're unhappy with support times
they love the swaps but finance can't live without cost centres
Peel & Co want a volume discount, otherwise they stay with Excel
Demo went great, only question was offline mode
CISO of Marden blocked the deal: no SOC 2
Customer is evaluating Rotaplan and Shiftbase in parallel
churned: Tadley, went back to paper
they'd pay extra for forecasting
Objection from legal: data processing agreement too vague
Cobb asked again for an open API
budget is gone until Q3, they might downgrade
their HR lead was thrilled by the mobile app
biggest complaint at Arden: the monthly report takes an hour
Need: approvals in two steps, or no deal
Umber wants to know when the Workday integration ships
compared us with Rotaplan, our app won, their reporting is better
Gilby is not renewing, reorganisation
buyer says we're 20% too expensive
pilot stuck, import of 3000 employees fails
they asked for a reference customer in retail and for a sandbox
two of three prospects this week wanted shift bidding
"""
SALES_TALK = """
call with Osier moved to Thursday
closed won: Hallmark, 40k :tada:
great job team
can you send me the deck?
I'm at the fair until Friday
pipeline review at 4
sent the contract to Peel & Co
who owns the Marden account?
kickoff with Cobb next week
lunch with their CFO tomorrow
Q2 target is 1.2M
new one-pager is in the drive
intro call went fine, next steps by mail
congrats!
please update your forecast by tonight
we promised them a reply by Monday
booked a room for the demo
I'll take Arden over from Sam
happy friday
anyone going to the Lisbon summit?
NDA signed
their office is in Utrecht
thanks for the intro
moving this to the deal room
they have 240 employees in four sites
"""


@pytest.mark.parametrize(
    ("surface", "signals", "talk", "precision", "recall"),
    [
        (Surface.SUPPORT, ASKED_SUPPORT, SUPPORT_TALK, 0.9, 0.95),
        (Surface.SALES, SALES_NOTES, SALES_TALK, 0.75, 0.9),
    ],
)
def test_customers_words_are_told_from_talk_by_where_they_are_said(
    surface: Surface, signals: str, talk: str, precision: float, recall: float, tmp_path: Path
) -> None:
    data = Path(__file__).parents[2] / "data"
    embedder = MiniLM(data if data.is_dir() else tmp_path)
    wanted, texts = signals.strip().splitlines(), [*signals.strip().splitlines(), *talk.strip().splitlines()]
    context = Context(surface=surface, is_staff=surface is Surface.SALES)  # sales writes down what it heard
    found = Classifier.load().classify(texts, embedder.embed([essence(t) for t in texts]), [context] * len(texts))
    taken = [text for text, verdict in zip(texts, found, strict=True) if verdict.kind is not None]
    hits = [text for text in taken if text in wanted]
    assert len(hits) / len(taken) >= precision, sorted(set(taken) - set(wanted))
    assert len(hits) / len(wanted) >= recall, sorted(set(wanted) - set(taken))
