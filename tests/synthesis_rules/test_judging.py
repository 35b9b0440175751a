"""The rules by which the synthesis judges: competitors, promises, revisit conditions, landings, whom to talk to."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from bot.domain.accounts import Account
from bot.domain.decisions import Decision
from bot.domain.kinds import DecisionStatus, SignalKind, Surface
from bot.domain.releases import Release
from bot.domain.signals import Signal
from bot.domain.themes import Theme, Trend
from bot.domain.verdicts import LandingVerdict
from bot.services.synthesis_rules.competing import find_competitors, names_in
from bot.services.synthesis_rules.contradicting import Shelved, contradictions, promise_in
from bot.services.synthesis_rules.landing import judge_landing
from bot.services.synthesis_rules.linking import Linkable, link
from bot.services.synthesis_rules.talking import whom_to_talk_to

NOW = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
ACCOUNTS = {
    name.lower(): Account(name.lower(), "T1", name, segment=segment, arr=arr, renewal_date=date(2026, 12, 1))
    for name, segment, arr in (
        ("Acme", "Enterprise", 90_000.0), ("Globex", "Enterprise", 60_000.0), ("Umbra", "Mid-Market", 20_000.0),
        ("Hooli", "enterprise", 250_000.0), ("Initech", "SMB", 4_000.0),
    )
}  # fmt: skip


def said(
    number: int,
    account: str | None = None,
    text: str = "We need offline mode",
    kind: SignalKind = SignalKind.REQUEST,
    days: float = 3,
    surface: Surface = Surface.SUPPORT,
) -> Signal:
    name = ACCOUNTS[account].name if account else None
    return Signal(f"m{number:03d}", kind, text, "slack", surface=surface, author=f"person {account or number}",
                  account=name, account_id=account, created_at=NOW - timedelta(days=days),
                  is_customers_own=True)  # fmt: skip


def shelved(condition: str | None, decided_on: date = date(2026, 3, 1)) -> Decision:
    return Decision("DR-1", "T1", "Offline mode", "# Offline mode\n\nNot now.", DecisionStatus.ICEBOXED, decided_on,
                    revisit_when=condition)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We're moving to Zendora next month", ("Zendora",)),
        ("they compare us with Bright Desk on price", ("Bright Desk",)),
        ("Why not just use Loopwise instead of Tallyhub?", ("Tallyhub",)),
        ("we already use Quillbox for reporting", ("Quillbox",)),
        ("Lost the deal to Northbeam Suite.", ("Northbeam Suite",)),
        ("We are moving to Kubernetes", ()),
        ("moving to Monday", ()),
        ("moving to a new office", ()),
        ("Switching to Dark Mode hurts", ()),
    ],
)
def test_names_of_other_products(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_a_new_name_has_to_turn_up_again() -> None:
    once = [said(1, "acme", "We are switching to Zendora")]
    twice = [*once, said(2, "globex", "evaluating Zendora at the moment"), said(3, "acme", "Switching to Acme Cloud")]
    assert find_competitors(once) == ()
    (found,) = find_competitors(twice, never=["Acme Cloud"])
    assert (found.name, found.messages, found.accounts) == ("Zendora", 2, ("Acme", "Globex"))
    things = [*twice, said(8, "umbra", "the zendora is stuck"), said(9, "hooli", "where is my zendora?")]
    assert find_competitors(things, never=["Acme Cloud"]) == (), "an ordinary word that some write large"
    small = [said(n, "umbra", "paid zendora and unpaid zendora look alike") for n in range(10, 15)]
    assert find_competitors([*twice, *small], never=["Acme Cloud"]) == (), "mostly written small"
    known = find_competitors([said(1, "acme", "zendora again")], known=["Zendora"])
    assert [c.name for c in known] == ["Zendora"]


@pytest.mark.parametrize(
    "text",
    [
        "I told them we'll have SSO by June.", "We promised Acme an on-prem version.",
        "We will ship it in Q3 for them.",
        "It'll be available next month.", "I've put \"offline included\" in the proposal.",
        "we committed to a date for the Arabic version",
        "I said we would have it ready by fall", "Yes, we can do that for you by March",
        "The contract includes an on-prem deployment by Q4", "On-prem deployment is in the contract",
        "Gave them our word that offline mode ships in Q2", "Confirmed delivery of the custom reports for May",
        "Sold them the on-prem option for Q3", "had to promise a white-label app by October",
        "Offered them a dedicated instance as part of the renewal", "Acme has our commitment to ship dark mode in Q1",
        "Our offer to Hooli says data residency in Norway by January",
        "Let Globex know that roles will be there in June",
        "Just confirmed with Lindt: white labelling goes live in May for them",
    ],
)  # fmt: skip
def test_promises(text: str) -> None:
    assert promise_in(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "They asked if we'll have SSO by June.", "I did not promise anything.", "We can't commit to a date.",
        "Would they get it by June?", "They want us to promise a date.", "They need SSO.", "",
        "Told Acme that on-prem is not on the roadmap", "I told them we don't do on-prem",
        "I said it won't come this year",
        "Customer says the competitor promised them SSO by June", "Can we promise offline mode?", "We will see",
        "Never promise custom work please", "I told them we can't promise a date", "I'll send the offer by Friday",
    ],
)  # fmt: skip
def test_no_promises(text: str) -> None:
    assert promise_in(text) is None


def test_a_promise_against_a_decision_is_told() -> None:
    axis = np.eye(384, dtype=np.float32)
    decision = shelved(None)
    against = [Shelved(decision, decision.title, axis[0])]
    made = [
        said(1, "acme", "Told Acme we'll ship offline mode by June.", surface=Surface.SALES),
        said(2, "acme", "We'll ship offline mode by June.", surface=Surface.SUPPORT),
        said(3, "acme", "We will support Arabic by June.", surface=Surface.SALES),
        said(4, "acme", "We'll ship offline mode by June.", surface=Surface.SALES, days=200),
    ]
    found = contradictions(made, np.stack([axis[0], axis[0], axis[1], axis[0]]), against)
    assert [(c.id, c.decision_id) for c in found] == [("m001", "DR-1")]
    assert found[0].text in made[0].text


THEME = Theme("T1", "offline mode", ("offline mode",), 0, 0, 0.0, 0.0, Trend(0, 0), None, "open", (), ())


@pytest.mark.parametrize(
    ("before", "after", "praise", "age", "verdict"),
    [
        (12, 0, 6, 28, LandingVerdict.LANDED),
        (12, 2, 4, 28, LandingVerdict.LANDED),
        (8, 12, 0, 28, LandingVerdict.DID_NOT_LAND),
        (8, 4, 4, 28, LandingVerdict.MIXED),
        (12, 0, 0, 5, LandingVerdict.TOO_EARLY),
        (12, 5, 1, 28, LandingVerdict.MIXED),
        (12, 4, 6, 28, LandingVerdict.LANDED),
        (12, 5, 0, 13, LandingVerdict.TOO_EARLY),
        (1, 0, 5, 28, LandingVerdict.LANDED),
        (0, 6, 0, 28, None),
        (0, 3, 3, 28, LandingVerdict.MIXED),
        (1, 0, 0, 28, None),
        (0, 2, 0, 40, None),
    ],
)
def test_landings(before: int, after: int, praise: int, age: int, verdict: LandingVerdict | None) -> None:
    release = Release("2.0", "T1", "Offline mode", (NOW - timedelta(days=age)).date())
    members = [said(n, "acme", days=age + 1 + n * 4) for n in range(before)]
    members += [said(100 + n, "globex", days=1 + n) for n in range(after)]
    members += [said(200 + n, "acme", kind=SignalKind.PRAISE, days=1 + n) for n in range(praise)]
    found = judge_landing(release, THEME, members, NOW)
    if verdict is None or found is None:
        assert found is None
        assert verdict is None
        return
    assert found.verdict is verdict
    assert (found.signals_before, found.signals_after, found.praise_after) == (before, after, praise)
    assert (found.same_accounts_after, found.new_accounts_after) == (0, 1 if after else 0)


def test_complaints_that_a_release_brought_are_told() -> None:
    release = Release("2.0", "T1", "Offline mode", (NOW - timedelta(days=28)).date())
    members = [said(n, "acme", kind=SignalKind.PROBLEM, days=3 + n) for n in range(4)]
    found = judge_landing(release, THEME, members, NOW)
    assert found is not None
    assert found.verdict is LandingVerdict.DID_NOT_LAND


def test_silence_says_nothing_where_little_was_said_before() -> None:
    release = Release("2.0", "T1", "Offline mode", (NOW - timedelta(days=15)).date())
    members = [said(n, "acme", days=18 + n * 18) for n in range(3)]
    found = judge_landing(release, THEME, members, NOW)
    assert found is not None
    assert found.verdict is LandingVerdict.TOO_EARLY


def test_a_landing_tells_who_still_asks_and_rates_a_week() -> None:
    release = Release("2.0", "T1", "Offline mode", (NOW - timedelta(days=28)).date())
    members = [said(n, "acme", days=32 + n * 7) for n in range(4)] + [said(9, "hooli", days=40)]
    members += [said(20 + n, "acme", days=2 + n) for n in range(4)] + [said(30, "umbra", days=3)]
    found = judge_landing(release, THEME, members, NOW)
    assert found is not None
    assert found.verdict is LandingVerdict.DID_NOT_LAND
    assert (found.accounts_before, found.same_accounts_after, found.new_accounts_after) == (2, 1, 1)
    assert found.before == pytest.approx(5 / (25 / 7), abs=0.1)
    assert found.after == pytest.approx(5 / 4, abs=0.1)


def test_links_go_to_the_same_meaning_and_words() -> None:
    axis = np.eye(384, dtype=np.float32)
    near = np.asarray(0.45 * axis[0] + 0.89 * axis[1], dtype=np.float32)
    others = [Linkable("DR-1", "Offline mode", near), Linkable("DR-2", "Something else", near)]
    assert [one.id for one in link(("offline mode",), axis[0], others)] == ["DR-1"]
    assert link((), axis[0], []) == ()


def test_talks_to_those_who_said_most_and_were_left_alone() -> None:
    heard = [said(n, "acme") for n in range(3)] + [said(10, "umbra"), said(11, "hooli", kind=SignalKind.CHURN_RISK)]
    everybody = whom_to_talk_to(heard, ACCOUNTS, NOW)
    assert [t.account for t in everybody] == ["Hooli", "Acme", "Umbra"]
    assert (everybody[1].person, everybody[1].signals) == ("person acme", 3)
    lately = whom_to_talk_to(heard, ACCOUNTS, NOW, {"hooli": NOW - timedelta(days=2)})
    assert "Hooli" not in [t.account for t in lately]
