"""Revisit conditions in many words, each with its evidence: a wrong "met" is the worst that can happen."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from bot.domain.accounts import Account
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.signals import Signal
from bot.domain.verdicts import Revisit, RevisitVerdict
from bot.services.synthesis_rules.checking import Shipped, World
from bot.services.synthesis_rules.periods import period_in
from bot.services.synthesis_rules.revisiting import is_evidence, judge_revisit
from bot.services.synthesis_rules.subject import Subject, speak_of

TODAY = date(2026, 6, 1)
DECIDED = date(2026, 1, 15)
MET, NOT_MET, UNCLEAR = RevisitVerdict.MET, RevisitVerdict.NOT_MET, RevisitVerdict.UNCLEAR
REQUEST, BLOCKER, CHURN = SignalKind.REQUEST, SignalKind.DEAL_BLOCKER, SignalKind.CHURN_RISK

ACCOUNTS = {
    name.lower(): Account(name.lower(), "T1", name, segment=segment, arr=arr, renewal_date=renewal)
    for name, segment, arr, renewal in (
        ("Acme", "Enterprise", 90_000.0, date(2026, 3, 31)), ("Globex", "Enterprise", 60_000.0, date(2027, 1, 1)),
        ("Hooli", "enterprise", 250_000.0, None), ("Umbra", "Mid-Market", 20_000.0, None),
        ("Initech", "SMB", 4_000.0, None), ("Vandelay", "SMB", 6_000.0, None), ("Wonka", "Growth", 30_000.0, None),
    )
}  # fmt: skip
SHIPPED = (
    Shipped("Public API", "Read and write orders, with keys a site.", date(2026, 4, 2)),
    Shipped("New billing engine", "Invoices are made by the new billing engine.", date(2025, 11, 3)),
    Shipped("Dark mode beta", "Dark mode for those who want to try it.", date(2026, 5, 4)),
    Shipped("API docs refreshed", "The API docs have examples.", date(2026, 5, 8)),
    Shipped("Offline maps", "Maps stay on the phone.", date(2026, 5, 20), "2.40"),
    Shipped("Fixes for the mobile scanner", "The mobile scanner reads faster.", date(2026, 5, 21)),
)
AGREED = (Shipped("Move all customers to the new cluster", "", date(2026, 5, 20)),)
LOST = "We lost the deal, they went with Dockly: no offline mode"


def said(
    *who: str, kind: SignalKind = REQUEST, days: float = 10, apart: float = 1, text: str = "We need offline mode"
) -> list[Signal]:
    """A signal each, the last `days` ago, the others `apart` days before it; `?` has no known account."""
    return [
        Signal(f"m{at}{name}{days}", kind, text, "slack", author=f"{name} {at}",
               account_id=None if name == "?" else name,
               created_at=datetime(2026, 6, 1, 8, tzinfo=UTC) - timedelta(days=days + at * apart))
        for at, name in enumerate(who)
    ]  # fmt: skip


def judged(condition: str, evidence: list[Signal], reason: str = "", decided_on: date = DECIDED) -> Revisit:
    decision = Decision("DR-1", "T1", "Offline mode", "", DecisionStatus.ICEBOXED, decided_on)
    return judge_revisit(decision, evidence, World(ACCOUNTS, SHIPPED, AGREED, decided_on, TODAY), condition, reason)


TABLE: list[tuple[str, list[Signal], RevisitVerdict]] = [
    # so many accounts
    ("three accounts ask for it", said("acme", "umbra", "wonka"), MET),
    ("three accounts ask for it", said("acme", "acme", "acme", "acme"), NOT_MET),
    ("three accounts ask for it", said("acme", "umbra", "?"), NOT_MET),
    ("at least 3 customers request offline mode", said("acme", "umbra", "wonka"), MET),
    ("more than three customers need it", said("acme", "umbra", "wonka"), NOT_MET),
    ("more than three customers need it", said("acme", "umbra", "wonka", "hooli"), MET),
    ("another customer asks", said("acme"), MET),
    ("We will reconsider when a handful of customers ask for it.", said("acme", "umbra", "wonka"), NOT_MET),
    ("five accounts ask for SSO or SCIM", said("acme", "umbra", "wonka"), NOT_MET),
    ("three harbours ask for it in writing", said("acme", "umbra", "wonka"), MET),
    ("three accounts ask for exports and audit logs", said("acme", "umbra", "wonka"), MET),
    # of a kind
    ("three enterprise accounts ask for it", said("acme", "globex", "hooli"), MET),
    ("three enterprise accounts ask for it", said("acme", "globex", "umbra", "initech", "wonka"), NOT_MET),
    ("two mid-market customers ask", said("umbra", "acme"), NOT_MET),
    ("a growth customer needs it", said("wonka"), MET),
    ("two SMB accounts ask", said("initech", "vandelay"), MET),
    ("Hooli asks for it", said("acme", "globex", "umbra"), NOT_MET),
    ("Hooli asks for it", said("hooli"), MET),
    # worth so much
    ("customers worth more than €300,000 a year together ask", said("acme", "hooli"), MET),
    ("customers worth more than €300,000 a year together ask", said("acme", "globex"), NOT_MET),
    ("accounts with $0.1m of ARR combined ask for it", said("acme", "globex"), MET),
    ("a customer worth more than 100k ARR asks for it", said("acme", "globex"), NOT_MET),
    ("a customer worth more than 100k ARR asks for it", said("hooli"), MET),
    ("three customers above €50k each ask", said("acme", "globex", "umbra", "wonka"), NOT_MET),
    ("three customers above €50k each ask", said("acme", "globex", "hooli"), MET),
    # deals and departures
    ("a deal above €50,000 is lost for it", said("acme"), NOT_MET),
    ("a deal above €50,000 is lost for it", said("acme", kind=BLOCKER, text=LOST), MET),
    ("a deal above €50,000 is lost for it", said("acme", kind=BLOCKER), UNCLEAR),  # blocked, and not lost
    ("a deal above €50,000 is blocked by it", said("acme", kind=BLOCKER), MET),
    ("a deal above €50,000 is blocked by it", said("acme"), NOT_MET),
    ("a deal above €50,000 is lost for it", said("umbra", kind=BLOCKER, text=LOST), NOT_MET),
    ("two lost deals a quarter name it", said("acme", "umbra", kind=BLOCKER, text=LOST, apart=120), NOT_MET),
    ("two lost deals a quarter name it", said("acme", "umbra", kind=BLOCKER, text=LOST, apart=20), MET),
    ("two customers churn over it", said("acme", "umbra"), NOT_MET),
    ("two customers churn over it", said("acme", "umbra", kind=CHURN), UNCLEAR),
    ("two customers churn over it", said("acme", "umbra", kind=CHURN, text="We have cancelled"), MET),
    ("if two or more enterprise customers leave because of it", said("acme", kind=CHURN, text=LOST), NOT_MET),
    # in more than one sentence
    ("Three accounts ask for it. Or a deal above €50,000 is lost for it.", said("acme", kind=BLOCKER, text=LOST), MET),
    ("Three accounts ask for it. Or a deal above €50,000 is lost for it.", said("umbra"), NOT_MET),
    ("Three accounts ask for it. At least two of them have to be enterprise.", said("acme", "umbra", "wonka"), UNCLEAR),
    ("Three accounts ask for it. And two enterprise accounts ask for it.", said("acme", "umbra", "wonka"), NOT_MET),
    ("Three accounts ask for it. And two enterprise accounts ask for it.", said("acme", "hooli", "wonka"), MET),
    ("Three accounts ask for it. Until then they use the paper form.", said("acme", "umbra", "wonka"), MET),
    ("Three accounts ask for it. When that happens we start with maps.", said("acme", "umbra", "wonka"), MET),
    ("Three accounts ask for it. Not before 2031.", said("acme", "umbra", "wonka"), NOT_MET),
    ("Nobody can work offline; look again when Hooli asks for it.", said("hooli"), MET),
    ("Three accounts ask for it (e.g. as a ticket). Look again when Hooli asks for it.", said("hooli"), MET),
    ("Revisit when any of these holds:\n- five accounts ask for it\n- Hooli asks for it", said("hooli"), MET),
    ("Revisit when all of these hold:\n- two accounts ask for it\n- Hooli asks for it", said("acme", "umbra"), NOT_MET),
    ("Revisit when all of these hold:\n- two accounts ask for it\n- Hooli asks for it", said("acme", "hooli"), MET),
    # more than a program can count
    ("three customers from healthcare ask for it", said("acme", "umbra", "wonka"), UNCLEAR),
    ("three customers from healthcare ask for it", said("acme"), NOT_MET),
    ("three dental clinics ask for it", said("acme", "umbra", "wonka"), UNCLEAR),
    ("another 5 accounts ask for it", said("acme", "umbra", "wonka"), NOT_MET),
    ("a total of five customers ask", said("acme", "umbra", "wonka"), NOT_MET),
    ("a customer pays for it", said("acme"), NOT_MET),
    ("when Acme signs", said("acme"), NOT_MET),
    ("we reach 500 customers", said("acme"), NOT_MET),
    # in a time
    ("Revisit in Q3 if three customers ask", said("acme", "umbra", "wonka"), NOT_MET),
    ("Revisit in Q2 if three customers ask", said("acme", "umbra", "wonka"), MET),
    ("three accounts ask within one month", said("acme", "umbra", "wonka", apart=30), NOT_MET),
    ("three accounts ask within one month", said("acme", "umbra", "wonka", days=40, apart=5), MET),
    ("more than 4 requests a month", said("acme", "acme", "?", "?", "umbra", apart=3), MET),
    ("more than 4 requests a month", said("acme", "acme", "?", "?", "umbra", apart=15), NOT_MET),
    ("three accounts ask before April 2026", said("acme", "umbra", "wonka"), NOT_MET),
    # a time
    ("after Q1", [], MET),
    ("after Q2", [], NOT_MET),
    ("when the contract ends in March 2027", [], NOT_MET),
    ("when the contract ends in March 2026", [], MET),
    ("when the contract ends in May 2026", [], MET),
    ("in June", [], MET),
    ("not before July 2026", [], NOT_MET),
    ("revisit in six months", [], NOT_MET),
    ("Revisit this in three months.", [], MET),
    ("next year", said("acme", "umbra", "wonka"), NOT_MET),
    ("by the end of 2026", [], NOT_MET),
    ("when Acme's contract is up", [], MET),
    ("at the Globex renewal", [], NOT_MET),
    ("sales in 2026 grow", [], NOT_MET),
    ("the 2026 budget is approved", [], NOT_MET),
    # something shipped or decided
    ("once the new API ships", [], MET),
    ("once the public API is live in Germany", [], NOT_MET),
    ("once the mobile app is released", [], NOT_MET),
    ("after the billing engine is out", [], NOT_MET),  # it was out before the decision
    ("when dark mode has shipped", [], UNCLEAR),  # a beta is not the whole
    ("once the offline cluster is done", [], NOT_MET),  # half of it in a title is something else
    ("once the mobile scanner ships", [], UNCLEAR),  # fixes of it are not it
    ("once the API docs are out", [], MET),
    ("after the 2.40 release", [], MET),
    ("after the 2.41 release", [], NOT_MET),
    ("once all customers have moved to the new cluster", [], NOT_MET),  # to be decided is not to be done
    ("we decide to move all customers to the new cluster", [], MET),
    ("we decide to open an office in Oslo", [], NOT_MET),
    # the world
    ("the law changes", [], NOT_MET),
    ("the law changes", said("acme", "umbra", "wonka"), UNCLEAR),
    ("two camera vendors offer an open API", said("acme"), NOT_MET),
    ("the estimate falls under four weeks", said("acme"), NOT_MET),
    ("fewer than three customers object", said("acme"), NOT_MET),
    ("more than half of our customers ask", said("acme", "umbra", "wonka", "hooli"), UNCLEAR),
    ("one in five customers asks for it", said("acme", "umbra"), NOT_MET),
    ("nobody asks for the old version any more", said("acme", "umbra", "wonka"), UNCLEAR),
    # together
    ("three accounts ask and the new API has shipped", said("acme", "umbra", "wonka"), MET),
    ("three accounts ask and the mobile app has shipped", said("acme", "umbra", "wonka"), NOT_MET),
    ("three accounts ask and the new API has shipped", said("acme"), NOT_MET),
    ("three accounts ask and the law allows it", said("acme", "umbra", "wonka"), UNCLEAR),
    ("five accounts ask, or the new API ships", said("acme"), MET),
    ("five accounts ask, or the estimate falls", said("acme"), NOT_MET),
    ("three enterprise accounts ask, or a deal above €50,000 is lost", said("hooli", kind=BLOCKER, text=LOST), MET),
    ("after Q1 and when three accounts ask", said("acme"), NOT_MET),
    ("two more customers ask after the mobile app ships", said("acme", "umbra"), NOT_MET),
    ("After the new API ships, if three customers still ask", said("acme", "umbra", "wonka"), MET),
    ("unless three accounts object", said("acme", "umbra", "wonka"), UNCLEAR),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "evidence", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_conditions(condition: str, evidence: list[Signal], verdict: RevisitVerdict) -> None:
    found = judged(condition, evidence)
    assert found.verdict is verdict, found.reasons
    assert found.reasons
    assert found.condition == condition
    assert {quote.id for quote in found.evidence} <= {one.id for one in evidence}


def test_what_was_said_before_the_decision_is_no_evidence() -> None:
    found = judged("three accounts ask", said("acme", "umbra", "wonka", days=200))
    assert (found.verdict, found.evidence) == (NOT_MET, ())


@pytest.mark.parametrize(
    ("reason", "asking", "verdict"),
    [
        ("Only two customers asked for it.", ["acme", "umbra"], NOT_MET),
        ("Only two customers asked for it.", ["acme", "umbra", "wonka", "hooli", "initech"], MET),
        ("The rules differ in each country, and hardly anybody asked for it.", ["acme", "umbra", "wonka"], MET),
        ("The rules differ in each country.", ["acme", "umbra", "wonka"], UNCLEAR),
        ("The rules differ in each country.", ["acme"], NOT_MET),
        ("", ["acme", "umbra", "wonka"], UNCLEAR),
    ],
)
def test_without_a_condition_the_reason_speaks(reason: str, asking: list[str], verdict: RevisitVerdict) -> None:
    found = judged("", said(*asking), reason)
    assert found.verdict is verdict, found.reasons
    assert found.is_reason
    assert found.condition == reason


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("after Q2", date(2026, 7, 1)), ("in Q3 2027", date(2027, 7, 1)), ("by 2027", date(2027, 1, 1)),
        ("at the end of March", date(2026, 4, 1)), ("after 12 March 2026", date(2026, 3, 13)),
        ("on 2026-05-04", date(2026, 5, 4)), ("in January", date(2026, 1, 1)), ("next quarter", date(2026, 4, 1)),
        ("in two weeks", date(2026, 1, 29)), ("after the second half of 2026", date(2027, 1, 1)),
        ("in summer 2026", date(2026, 6, 1)), ("next month", date(2026, 2, 1)), ("in December", date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_times_are_read_from_the_day_of_the_decision(words: str, due: date) -> None:
    found = period_in(words, DECIDED)
    assert found is not None
    assert found.due == due


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We need an invoice in a second currency", True),
        ("Could you add a currency field to invoices?", True),
        ("Where do I find last month's invoices?", False),
        ("We don't need a second currency", False),
    ],
)
def test_what_speaks_of_a_decision_names_its_subject(text: str, counts: bool) -> None:
    axis = np.eye(384, dtype=np.float32)
    near = np.asarray(0.6 * axis[0] + 0.8 * axis[1], dtype=np.float32)
    others = [Signal(f"o{n}", REQUEST, f"Something else {n}", "slack") for n in range(8)]
    about = Subject("No invoices in other currencies", "three accounts ask for a second currency", axis[:1])
    one = Signal("m", REQUEST, text, "slack", surface=Surface.SUPPORT)
    said_all = [s for s in (one, *others) if is_evidence(s)]
    vectors = np.stack([near if s.id == "m" else axis[5] for s in said_all])
    elsewhere = Subject("No dark mode", "when somebody asks", axis[7:8])
    nothing = Subject("", "", axis[:0])
    found = [[s.id for s in some] for some in speak_of([elsewhere, about, nothing], said_all, vectors)]
    assert found == [[], ["m"] if counts else [], []]
    assert list(speak_of([about], [], vectors[:0])) == [()]


def test_our_own_promise_and_praise_are_no_evidence() -> None:
    promise = Signal("m1", REQUEST, "I told them we'll ship offline mode by June.", "slack", surface=Surface.SALES)
    praise = Signal("m2", SignalKind.PRAISE, "Offline mode is great", "slack")
    assert not is_evidence(promise)
    assert not is_evidence(praise)
