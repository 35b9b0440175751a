"""The settings, from the environment or `.env`. Names and meanings are the interface's; defaults need no account."""

from datetime import time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.kinds import SignalKind, Surface
from bot.errors import BadSettings

DEFAULT_REACTIONS: dict[str, str] = {
    "mega": "signal",
    "bulb": "request",
    "bug": "problem",
    "moneybag": "deal_blocker",
    "door": "churn_risk",
    "crossed_swords": "competitor",
    "sparkling_heart": "praise",
    "scroll": "decision",
    "ice_cube": "iceboxed",
}
"""Emoji to kind; `decision` and `iceboxed` open a draft."""

DRAFT_WORDS = ("decision", "iceboxed")

Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    because_chat_model: str = "gpt-5-mini"
    because_model_deadline: float = Field(default=12.0, gt=0, le=120)  # seconds for one answer, all tries together
    because_embedding_model: str | None = None
    database_url: str | None = None
    chroma_url: str | None = None
    because_data_dir: Path = Path("./data")
    because_host: str = "127.0.0.1"
    because_port: int = Field(default=3000, ge=0, le=65535)
    because_support_channels: Names = ()
    because_sales_channels: Names = ()
    because_community_channels: Names = ()
    because_product_channels: Names = ()
    because_digest_channel: str = "product"
    because_digest_at: time = time(8, 30)
    because_timezone: str = "UTC"
    because_competitors: Names = ()
    because_leads: Names = ()
    because_reactions: dict[str, str] = Field(default_factory=lambda: dict(DEFAULT_REACTIONS))
    because_offer_drafts: bool = True
    because_retention_days: int | None = Field(default=None, ge=1)

    @field_validator(
        "because_support_channels",
        "because_sales_channels",
        "because_community_channels",
        "because_product_channels",
        "because_competitors",
        "because_leads",
        mode="before",
    )
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip().lstrip("#@") for part in value.split(",") if part.strip())
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: Any, info: Any) -> Any:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].get_default(call_default_factory=True)
        return value

    @field_validator("because_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError(f"{value!r} is no time zone (example: Europe/Berlin)") from unknown
        return value

    @field_validator("because_digest_channel")
    @classmethod
    def _without_hash(cls, value: str) -> str:
        return value.strip().lstrip("#")

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("because_reactions")
    @classmethod
    def _known_kinds(cls, value: dict[str, str]) -> dict[str, str]:
        known = {kind.value for kind in SignalKind} | set(DRAFT_WORDS)
        for emoji, kind in value.items():
            if kind not in known:
                raise ValueError(f"{emoji!r} maps to {kind!r}; the kinds are {', '.join(sorted(known))}")
        return {emoji.strip(":"): kind for emoji, kind in value.items()}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.because_timezone)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.because_data_dir / 'because.db'}"

    @property
    def surfaces(self) -> dict[str, Surface]:
        """Channel name or id to the surface that the settings give it."""
        return {
            name: surface
            for surface, names in (
                (Surface.SUPPORT, self.because_support_channels),
                (Surface.SALES, self.because_sales_channels),
                (Surface.COMMUNITY, self.because_community_channels),
                (Surface.PRODUCT, self.because_product_channels),
            )
            for name in names
        }


def load_settings(**overrides: Any) -> Settings:
    """Reads the environment and `.env`. Raises BadSettings with one line that names the variable and the mend."""
    try:
        return Settings(**overrides)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        problem = first["msg"].removeprefix("Value error, ")
        raise BadSettings(f"{name}: {problem}") from wrong
    except ValueError as wrong:  # a JSON-shaped variable that is no JSON
        raise BadSettings(f"Settings: {wrong}") from wrong
