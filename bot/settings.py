"""Settings, from the environment and from `.env`; `.env.example` explains each of them."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_serializer,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.addresses import passwords_in, without_passwords
from bot.health.settings import HealthSettings
from bot.mail.settings import MailSettings
from bot.retention.settings import RetentionSettings

REAL_TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_INTAKE_TOKEN = re.compile(r"[!-~]{16,256}")
_WEBHOOK_NEEDS = {
    "webhook_url": "missing; MODE=webhook needs the public https address at which Telegram finds this bot",
    "webhook_secret": "missing; without it anybody could speak for Telegram: write a long random word",
}


class BadSettingsError(ValueError):
    """The settings cannot be used. Each fault names the setting and how to mend it, and shows no value of a secret."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("this is not a bot's token; copy the whole of it from @BotFather, as 1234567890:…")
    return value


def _secret(value: SecretStr | None) -> SecretStr | None:
    if value and not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("write 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
    return value


def _intake_token(value: SecretStr | None) -> SecretStr | None:
    if value and not _INTAKE_TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("write 16 to 256 Latin letters, digits and signs, without spaces; the longer the better")
    return value


def _with_scheme(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            known = not value or (parts.scheme in schemes and bool(parts.hostname) and parts.port != 0)
        except ValueError:  # a port that is no number, an unclosed bracket
            known = False
        if not known:
            raise ValueError(f"write a whole address that begins with {' or '.join(f'{one}://' for one in schemes)}")
        return value.rstrip("/")

    return AfterValidator(check)


def _database(value: str) -> str:
    if value.partition(":")[0].partition("+")[0] not in ("sqlite", "postgresql", "postgres"):
        raise ValueError("write sqlite:///file.db or postgresql://user:password@host/name")
    return value


class StorageSettings(BaseSettings):
    """What every command needs that opens the database."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        validate_default=True,
        env_ignore_empty=True,
    )

    database_url: Annotated[str, AfterValidator(_database)] = Field("sqlite:///otklik.db", repr=False)
    procedures_dir: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_serializer("database_url", "telegram_proxy", check_fields=False)
    def _without_login(self, address: str) -> str:
        """A dump of the settings tells where they lead, and not with which password."""
        return without_passwords(address)

    @property
    def alone(self) -> bool:
        """Whether one process at a time works on this database: it is SQLite."""
        return self.database_url.startswith("sqlite")


class Settings(StorageSettings, MailSettings, HealthSettings, RetentionSettings):
    """Everything `run` needs. Rates are messages; waits and pauses are seconds of real time."""

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    telegram_api_server: Annotated[str, _with_scheme("http", "https")] = ""
    telegram_proxy: Annotated[str, _with_scheme("http", "socks5", "socks4")] = Field("", repr=False)
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: Annotated[str, _with_scheme("https", "http")] = ""
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_secret)] = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(8080, ge=1, le=65535)
    intake_token: Annotated[SecretStr | None, AfterValidator(_intake_token)] = None
    intake_host: str = "127.0.0.1"
    intake_port: int = Field(8082, ge=1, le=65535)
    intake_max_mb: int = Field(20, ge=1, le=50)
    poll_timeout: int = Field(30, ge=0, le=50)
    rate_total: float = Field(30, gt=0)
    rate_chat: float = Field(1, gt=0)
    rate_chat_burst: int = Field(3, ge=1)
    rate_group: float = Field(20, gt=0)
    workers: int = Field(8, ge=1, le=256)
    album_wait: float = Field(0.8, ge=0, le=60)
    refresh_seconds: float = Field(60, gt=0)
    tick_seconds: float = Field(1, gt=0, le=60)
    default_locale: Literal["ru", "en"] = "ru"

    @field_validator("webhook_url", "webhook_secret")
    @classmethod
    def _webhook_is_whole(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a webhook that nobody could call, or that anybody could."""
        if info.data.get("mode") == "webhook" and not value:
            raise ValueError(_WEBHOOK_NEEDS[info.field_name or ""])
        return value

    @property
    def secrets(self) -> list[str]:
        """What must never stand in a log, the passwords in addresses among it."""
        held = (self.bot_token, self.webhook_secret, self.smtp_password, self.intake_token)
        passwords = [*passwords_in(self.database_url), *passwords_in(self.telegram_proxy)]
        return [*(secret.get_secret_value() for secret in held if secret), *passwords]

    @property
    def real_telegram(self) -> bool:
        """Whether this bot would speak to the real Telegram, where no clock may be simulated."""
        server = self.telegram_api_server or REAL_TELEGRAM
        host = urlsplit(server).hostname or ""
        return host == "telegram.org" or host.endswith(".telegram.org")


S = TypeVar("S", bound=StorageSettings)


def load_settings(kind: type[S], **given: Any) -> S:
    """Read the settings; raises BadSettingsError with every fault at once.

    Where $CREDENTIALS_DIRECTORY is set, as systemd sets it, files in it named after settings (bot_token) give those
    that neither the environment nor `.env` gives.
    """
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if folder and Path(folder).is_dir():
        given = {"_secrets_dir": folder, **given}
    try:
        return kind(**given)
    except ValidationError as error:
        faults = [_in_words(fault) for fault in error.errors(include_input=False, include_url=False)]
    # Raised outside the handler: the first error would be shown with it, and it holds the values.
    raise BadSettingsError(faults)


def _in_words(fault: Mapping[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    name = str(fault["loc"][0]).upper()
    if fault["type"] == "missing":
        return f"{name}: missing; write the token that @BotFather gave you, here or in .env"
    return f"{name}: {message[:1].lower()}{message[1:]}"
