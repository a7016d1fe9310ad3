"""Settings of the mail server: what is refused, and that the password is nowhere to be seen."""

import pytest

from bot.mail.mailer import make_mailer
from bot.mail.settings import MailSettings, mailbox
from bot.settings import BadSettingsError, Settings, load_settings
from tests.bot.fakes import Telegram, Wall, way_of
from tests.bot.mail.post import Shelf

TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"
WHOLE = {"SMTP_HOST": "smtp.example.org", "SMTP_FROM": "bot@example.org"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)


def loaded(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(Settings, _env_file=None)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SMTP_HOST": "smtp.example.org"}, "SMTP_FROM: missing; SMTP_HOST needs"),
        ({"SMTP_HOST": "smtp://example.org"}, "SMTP_HOST: write a name or an address alone"),
        ({"SMTP_HOST": "example.org:25"}, "SMTP_HOST: write a name or an address alone"),
        ({"SMTP_HOST": "exam ple.org"}, "SMTP_HOST: write a name or an address alone"),
        (WHOLE | {"SMTP_PORT": "0"}, "SMTP_PORT: "),
        (WHOLE | {"SMTP_TLS": "ssl"}, "SMTP_TLS: "),
        (WHOLE | {"SMTP_USER": "bot"}, "SMTP_PASSWORD: missing; SMTP_USER needs its password"),
        (WHOLE | {"SMTP_FROM": "bot"}, "SMTP_FROM: write one address"),
        (WHOLE | {"SMTP_FROM": "a@b.ru, c@d.ru"}, "SMTP_FROM: write one address"),
        (WHOLE | {"SMTP_FROM": "бот@example.org"}, "SMTP_FROM: write one address"),
        (WHOLE | {"SMTP_TIMEOUT": "0"}, "SMTP_TIMEOUT: "),
        (WHOLE | {"SMTP_MAX_ATTACHMENTS_MB": "-1"}, "SMTP_MAX_ATTACHMENTS_MB: "),
    ],
)
def test_a_fault_names_its_setting(variables: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting that cannot be used is refused under its own name, with its mend."""
    with pytest.raises(BadSettingsError) as caught:
        loaded(monkeypatch, **variables)
    assert [fault for fault in caught.value.faults if fault.startswith(told)]


@pytest.mark.parametrize("host", ["smtp.example.org", "127.0.0.1", "::1", "почта.рф", "mail"])
def test_names_and_addresses_are_taken(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host may be a name of any script or an address of either kind."""
    assert loaded(monkeypatch, **WHOLE | {"SMTP_HOST": host}).by_mail


def test_without_a_server_there_is_no_mail(monkeypatch: pytest.MonkeyPatch, work: object) -> None:
    """Whatever else is set, no SMTP_HOST means no mail and no mailer."""
    settings = loaded(monkeypatch, SMTP_FROM="bot@example.org")
    way = way_of(work, Telegram(), Wall())  # type: ignore[arg-type]  # it is not touched
    assert (settings.by_mail, make_mailer(settings, way, Shelf())) == (False, None)


def test_the_password_is_nowhere_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows in no print of the settings, and the logs are told to take it out."""
    settings = loaded(monkeypatch, **WHOLE, SMTP_USER="bot", SMTP_PASSWORD="open sesame")
    assert "sesame" not in f"{settings!r} {settings}"
    assert "open sesame" in settings.secrets


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bot@example.org", "bot@example.org"),
        ("Отклик <bot@example.org>", "bot@example.org"),
        ("petr@почта.рф", "petr@xn--80a1acny.xn--p1ai"),
        ("петр@example.org", None),
    ],
)
def test_a_mailbox_is_what_servers_know_it_by(text: str, address: str | None) -> None:
    """A domain of any script is taken in the form that mail servers use."""
    found = mailbox(text)
    assert (found.addr_spec if found else None) == address


def test_the_defaults_are_safe() -> None:
    """Without a word on it the connection is encrypted."""
    settings = MailSettings.model_validate({})
    assert (settings.smtp_tls, settings.smtp_port) == ("starttls", 587)
