"""Domain values for the tests; `with_text` puts one text wherever foreign text can stand."""

from datetime import UTC, date, datetime

from bot.domain.answers import Answer, Citation, DecisionSummary, EvidenceKind, Nearest
from bot.domain.decisions import Decision, DecisionFields
from bot.domain.digests import (
    CompetitorMentions,
    Coverage,
    Digest,
    DigestDecision,
    Objections,
    UnansweredQuestion,
    Window,
)
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.signals import Signal
from bot.domain.status import ChannelStatus, Status
from bot.domain.themes import Quote, Theme, Tie, TieKind, Trend
from bot.domain.verdicts import (
    Contradiction,
    Landing,
    LandingVerdict,
    Revisit,
    RevisitVerdict,
    TalkTo,
)

NOW = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
SLACK_URL = "https://quayside.slack.com/archives/C1/p1700000000000100"


def summary(status: DecisionStatus = DecisionStatus.ACCEPTED, text: str = "", **changes: object) -> DecisionSummary:
    given: dict[str, object] = {
        "id": "D-12",
        "title": text or "No custom roles",
        "status": status,
        "decided_on": date(2026, 1, 12),
        "decided_by": (text or "Dana Reyes", "U0LEE"),
        "decision": text or "We keep three fixed roles.",
        "options_lost": (text or "Roles per harbour: nobody could explain them", "A rule language: too slow to build"),
        "revisit_when": text or "Five enterprise accounts ask for it in one quarter",
        "url": "https://quayside.slack.com/archives/C1/p1700000000000900",
    }
    return DecisionSummary(**(given | changes))  # type: ignore[arg-type]


def answer(decision: DecisionSummary | None, text: str = "", **changes: object) -> Answer:
    reason = text or "Every role model that we tested doubled the time to set up a harbour."
    own = () if decision is None else (
        Citation(EvidenceKind.DECISION, decision.id, decision.title, reason, decision.url, decision.status, 0.9),
    )
    given: dict[str, object] = {
        "id": "A-1",
        "question": text or "Why are there no custom roles?",
        "answered": True,
        "answer": reason,
        "reason": reason,
        "decision": decision,
        "citations": (
            *own,
            Citation(EvidenceKind.MESSAGE, "C1:1700000000.000100", text or "Message in #support",
                     text or "Setting up took us two days.", SLACK_URL, author=text or "Kim Oduya",
                     account=text or "Northmoor Marina", said_on=date(2025, 12, 3)),
        ),
        "confidence": 0.8,
        "searched": 25,
    }
    return Answer(**(given | changes))  # type: ignore[arg-type]


def no_record(text: str = "") -> Answer:
    near = (Nearest("D-3", text or "No dark mode", SLACK_URL, DecisionStatus.REJECTED), Nearest("D-4", text or "Tides"))
    return Answer("A-2", text or "Why is there no Android app?", answered=False, answer="", nearest=near, searched=25,
                  notice=text or None)


def ties(text: str = "") -> tuple[Tie, ...]:
    return (
        Tie(TieKind.DECISION, "D-12", text or "No custom roles", "rejected", date(2026, 1, 12), text or SLACK_URL,
            text or "Nobody could explain them."),
        Tie(TieKind.ROADMAP, "R-1", text or "Roles by site", text or "planned", date(2026, 5, 1), text or None),
        Tie(TieKind.RELEASE, "4.1", text or "Release 4.1", "shipped", date(2026, 2, 3), text or SLACK_URL),
    )


def theme(number: int = 1, text: str = "", **changes: object) -> Theme:
    quotes = tuple(
        Quote(f"C1:{number}.{at}", text or f"We book {at} boats twice.", SLACK_URL, text or "Northmoor Marina")
        for at in range(3)
    )
    given: dict[str, object] = {
        "id": f"T-{number}", "label": text or f"double booked berths {number}", "keywords": ("berth",), "messages": 12,
        "accounts": 4, "arr": 182_000.0, "share_of_top_account": 0.4, "trend": Trend(7, 2), "first_seen": NOW,
        "status": "open", "member_ids": tuple(f"C1:{number}.{at}" for at in range(12)), "quotes": quotes,
        "decision_ids": ("D-12",), "ties": ties(text), "loud_account": text or None, "weeks": (0, 3, 2, 7),
    }
    return Theme(**(given | changes))  # type: ignore[arg-type]


def digest(text: str = "", many: int = 2) -> Digest:
    quote = Quote("C1:1.1", text or "We book boats twice.", SLACK_URL, text or "Northmoor Marina")
    return Digest(
        date=TODAY,
        window=Window(NOW, NOW),
        coverage=Coverage(214, 214, 0, (text or "#ext-acme",), (text or "#support", "#sales", "#community")),
        themes=tuple(theme(at, text) for at in range(many)),
        decisions=tuple(
            DigestDecision(f"D-{at}", text or f"Deposits stay {at}", DecisionStatus.ACCEPTED, SLACK_URL, at % 2 == 0)
            for at in range(many)
        ),
        competitors=(CompetitorMentions(text or "Dockly", 3, (text or "Northmoor Marina",), (quote,), 1),) * many,
        objections=(Objections(SignalKind.DEAL_BLOCKER, 2, (text or "Northmoor Marina",), 84_000.0, (quote,)),) * 2,
        unanswered=(UnansweredQuestion(text or "Why no Android app?", 3),) * many,
        signals=14,
        accounts=6,
        revisit=(Revisit("D-9", text or "No waiting list", DecisionStatus.ICEBOXED, text or "Three accounts ask",
                         RevisitVerdict.MET, (text or "Four accounts asked since January.",), (quote,)),) * many,
        landings=(Landing("R-1", "T-1", LandingVerdict.LANDED, 5.0, 1.2, 0.4, text or "Release 4.2",
                          text or "double bookings", TODAY, text or SLACK_URL, 9, 3, 2, 4, 1, 1),) * many,
        contradictions=tuple(Contradiction("D-12", f"C1:{at}", text or "Custom roles come in May, promised.",
                                      SLACK_URL,
                                      text or "Northmoor Marina", text or "No custom roles", 0.6,
                                      text or SLACK_URL) for at in range(many)),
        talk=(TalkTo(text or "Northmoor Marina", text or "Kim Oduya", text or "Asked twice", 2, NOW, 40_000.0),) * many,
    )


def signal(text: str = "", **changes: object) -> Signal:
    given: dict[str, object] = {
        "id": "C1:1700000000.000100", "kind": SignalKind.DEAL_BLOCKER, "text": text or "No deal without SSO.",
        "source": "slack", "url": SLACK_URL, "author": text or "Kim Oduya", "account": text or "Northmoor Marina",
        "arr": 40_000.0, "created_at": NOW,
    }
    return Signal(**(given | changes))  # type: ignore[arg-type]


def fields(text: str = "") -> DecisionFields:
    return DecisionFields(
        title=text or "No custom roles", decision=text or "We keep three fixed roles.",
        why=text or "Setting up took twice as long.", status=DecisionStatus.ICEBOXED,
        options=text or "Roles per harbour: hard to explain\n- A rule language: too slow",
        problem=text or "Slow set-up",
        objective=text or "Set up in an hour", revisit_when=text or "Five accounts ask",
        decided_by=(text or "The board", "U0LEE"), decided_on=date(2026, 1, 12),
    )


def decision(text: str = "") -> Decision:
    filled = fields(text)
    return Decision(
        id="D-12", team_id="T1", title=filled.title, text="", status=filled.status, decided_on=filled.decided_on,
        decided_by=filled.decided_by, fields=filled, recorded_by="U0LEE",
    )


def status(text: str = "") -> Status:
    heard = ChannelStatus("C1", text or "support", Surface.SUPPORT, 120, NOW, NOW)
    return Status(1204, 30, 60, 25, 7, 3, TODAY, 240.0, stuck=2, channels=(heard, ChannelStatus("C2", "", None, 0)))
