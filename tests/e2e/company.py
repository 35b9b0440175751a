"""A harbour-software company small enough to hold in the head, and the product's settings for it."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.accounts import Account
from bot.domain.decisions import IncomingDecision
from bot.domain.kinds import DecisionStatus, Surface
from bot.settings import Settings
from bot.workspace.company.model import Company, SeedChannel, SeedMessage, SeedPerson, SeedReaction
from bot.workspace.server import LocalWorkspace

MARA, JO, GUS, EVE, IAN = "U0MARA", "U0JO", "U0GUS", "U0EVE", "U0IAN"

ROLES = """# No custom roles

## Decision

We will not build custom roles.

## Why

Custom roles were rejected because every customer who asked wanted the same read-only seat for their accountant, and a
permission editor would cost two engineers a quarter.

## Options considered

- Custom roles: too expensive for what was asked
- A read-only seat: chosen
"""
OLD_EXPORT = """# Nightly export by mail

## Decision

Exports are mailed every night as CSV.

## Why

We chose nightly mail because it was the quickest thing to build before the spring season.
"""
NEW_EXPORT = """# Exports on demand

## Decision

Exports are made on demand and downloaded.

## Why

Exports on demand replaced the nightly mail because the mailed files were blocked by the harbours' spam filters.
"""


def make_company(now: datetime) -> Company:
    def ago(**span: float) -> datetime:
        return now - timedelta(**span)

    return Company(
        team_id="T0HARBOUR",
        name="Harbour",
        domain="harbour",
        people=(
            SeedPerson(MARA, "mara", "Mara Lind", "Product", "mara@harbour.test", is_lead=True, channels=("secret",)),
            SeedPerson(JO, "jo", "Jo Park", "Support", "jo@harbour.test"),
            SeedPerson(IAN, "ian", "Ian Low", "Sales", "ian@harbour.test", channels=("secret",)),
            SeedPerson(GUS, "gus", "Gus Guest", is_guest=True, channels=("support",)),
            SeedPerson(EVE, "eve", "Eve Outside", team_id="T0OTHER", channels=("acme-shared",)),
        ),
        channels=(
            SeedChannel("C0SUPPORT", "support", surface=Surface.SUPPORT),
            SeedChannel("C0SALES", "sales", surface=Surface.SALES),
            SeedChannel(
                "C0SHARED", "acme-shared", is_shared=True, connected_team_ids=("T0OTHER",), surface=Surface.COMMUNITY
            ),
            SeedChannel("C0PRODUCT", "product", surface=Surface.PRODUCT),
            SeedChannel("C0SECRET", "secret", is_private=True),
            SeedChannel("C0RANDOM", "random"),
            SeedChannel("C0OLD", "old-tickets"),
        ),
        messages=(
            SeedMessage("s1", "C0SUPPORT", ago(days=9), "The tide table is empty on phones since the update", JO),
            SeedMessage("s2", "C0SUPPORT", ago(days=9, minutes=-3), "Same here, tides are blank on my phone", IAN,
                        parent="s1", reactions=(SeedReaction("bug::skin-tone-2", (MARA,)),)),
            SeedMessage("s3", "C0SUPPORT", ago(days=8), "Marina Bay asks for a read-only seat", JO,
                        reactions=(SeedReaction("bulb", (MARA, JO)),)),
            SeedMessage("x1", "C0SHARED", ago(days=7), "Hello from Acme, could invoices carry our order number?", EVE),
            SeedMessage("o1", "C0OLD", ago(days=200), "Harbour Nine said in spring that the berth map is too slow", JO),
            SeedMessage("o2", "C0OLD", ago(days=200, minutes=-4), "They timed it: eleven seconds", IAN, parent="o1"),
        ),
        accounts=(
            Account("acme", "T0HARBOUR", "Acme", domain="acme.test", arr=120_000.0),
            Account("marina-bay", "T0HARBOUR", "Marina Bay", domain="marinabay.test", arr=40_000.0),
        ),
        decisions=(
            IncomingDecision("ADR-1", "No custom roles", ROLES, "seed", DecisionStatus.REJECTED,
                             decided_on=date(2025, 3, 4), decided_by=(MARA,)),
            IncomingDecision("ADR-2", "Nightly export by mail", OLD_EXPORT, "seed", decided_on=date(2024, 2, 1),
                             superseded_by=("ADR-3",)),
            IncomingDecision("ADR-3", "Exports on demand", NEW_EXPORT, "seed", decided_on=date(2025, 6, 1),
                             supersedes=("ADR-2",), decided_by=(MARA,)),
        ),
        releases=(), roadmap=(), competitors=(),
    )  # fmt: skip


def settings_for(workspace: LocalWorkspace, folder: Path, **changes: Any) -> Settings:
    """As this company would set it; nothing comes from the machine's own environment."""
    given: dict[str, Any] = {
        "slack_bot_token": workspace.bot_token,
        "slack_app_token": workspace.app_token,
        "slack_signing_secret": workspace.signing_secret,
        "slack_api_url": workspace.api_url,
        "openai_api_key": None,
        "openai_base_url": None,
        "database_url": None,
        "chroma_url": None,
        "because_data_dir": folder,
        "because_port": 0,
        "because_support_channels": ("support",),
        "because_sales_channels": ("sales",),
        "because_community_channels": ("acme-shared",),
        "because_product_channels": ("product",),
        "because_leads": (),
        **changes,
    }
    return Settings(_env_file=None, **given)


def environment_for(settings: Settings) -> dict[str, str]:
    """The same for a process of its own."""
    named = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else "",
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value() if settings.slack_app_token else "",
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret.get_secret_value()
        if settings.slack_signing_secret
        else "",
        "SLACK_API_URL": settings.slack_api_url,
        "BECAUSE_DATA_DIR": str(settings.because_data_dir),
        "BECAUSE_PORT": str(settings.because_port),
        "BECAUSE_SUPPORT_CHANNELS": ",".join(settings.because_support_channels),
        "BECAUSE_SALES_CHANNELS": ",".join(settings.because_sales_channels),
        "BECAUSE_COMMUNITY_CHANNELS": ",".join(settings.because_community_channels),
        "BECAUSE_PRODUCT_CHANNELS": ",".join(settings.because_product_channels),
        "BECAUSE_DIGEST_AT": settings.because_digest_at.strftime("%H:%M"),
        "OPENAI_API_KEY": "",
        "OPENAI_BASE_URL": "",
        "DATABASE_URL": "",
        "CHROMA_URL": "",
    }
    return named
