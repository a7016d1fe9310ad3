import io
import re
from pathlib import Path

import pytest

from bot.logs import Scrub
from bot.settings import BadSettingsError, Settings, StorageSettings, load_settings

TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "BOT_TOKEN: missing"),
        ({"BOT_TOKEN": ""}, "BOT_TOKEN: missing"),
        ({"BOT_TOKEN": "hello"}, "BOT_TOKEN: this is not a bot's token"),
        ({"BOT_TOKEN": TOKEN + " "}, "BOT_TOKEN: this is not a bot's token"),
        ({"TELEGRAM_API_SERVER": "127.0.0.1:8081"}, "TELEGRAM_API_SERVER: write a whole address"),
        ({"TELEGRAM_API_SERVER": "http://host:port"}, "TELEGRAM_API_SERVER: write a whole address"),
        ({"TELEGRAM_PROXY": "ftp://proxy:1"}, "TELEGRAM_PROXY: write a whole address"),
        ({"DATABASE_URL": "mysql://db/x"}, "DATABASE_URL: write sqlite:///file.db"),
        ({"MODE": "push"}, "MODE: "),
        ({"MODE": "webhook", "WEBHOOK_SECRET": "s3cret"}, "WEBHOOK_URL: missing"),
        ({"MODE": "webhook", "WEBHOOK_URL": "https://bot.example.org/t"}, "WEBHOOK_SECRET: missing"),
        ({"WEBHOOK_SECRET": "пароль"}, "WEBHOOK_SECRET: write 1 to 256"),
        ({"WEBHOOK_PORT": "99999"}, "WEBHOOK_PORT: "),
        ({"INTAKE_TOKEN": "fifteen-letters"}, "INTAKE_TOKEN: write 16 to 256"),
        ({"INTAKE_TOKEN": "with spaces in between"}, "INTAKE_TOKEN: write 16 to 256"),
        ({"INTAKE_TOKEN": "токен-из-других-букв"}, "INTAKE_TOKEN: write 16 to 256"),
        ({"INTAKE_PORT": "0"}, "INTAKE_PORT: "),
        ({"INTAKE_MAX_MB": "51"}, "INTAKE_MAX_MB: "),
        ({"POLL_TIMEOUT": "51"}, "POLL_TIMEOUT: "),
        ({"RATE_TOTAL": "0"}, "RATE_TOTAL: "),
        ({"WORKERS": "many"}, "WORKERS: "),
        ({"DEFAULT_LOCALE": "fr"}, "DEFAULT_LOCALE: "),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL: "),
    ],
)
def test_a_fault_names_its_setting(variables: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting that cannot be used is refused under its own name."""
    for name, value in ({"BOT_TOKEN": TOKEN} | variables if variables else {}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingsError) as caught:
        load_settings(Settings)
    assert [fault for fault in caught.value.faults if fault.startswith(told)]


def test_all_faults_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever mends the settings hears of every fault in one go."""
    monkeypatch.setenv("MODE", "webhook")
    monkeypatch.setenv("WORKERS", "0")
    with pytest.raises(BadSettingsError) as caught:
        load_settings(Settings)
    names = {fault.partition(":")[0] for fault in caught.value.faults}
    assert names == {"BOT_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET", "WORKERS"}


def test_the_token_is_nowhere_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token, good or bad, and no other secret shows in what is printed of settings or of their faults."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_SECRET", "hush-hush")
    monkeypatch.setenv("INTAKE_TOKEN", "intakeword-16-letters")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:dbword@h/x")
    monkeypatch.setenv("TELEGRAM_PROXY", "socks5://u:proxyword@h:1")
    good = load_settings(Settings)
    shown = f"{good!r} {good}"
    monkeypatch.setenv("BOT_TOKEN", TOKEN + "!")
    with pytest.raises(BadSettingsError) as caught:
        load_settings(Settings)
    shown += f"{caught.value!r} {caught.value} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert not re.search(r"AAE|hush|intakeword|dbword|proxyword", shown)


def test_the_file_is_read_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`.env` fills what the environment leaves open."""
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nWORKERS=3\nRATE_CHAT=2\n")
    monkeypatch.setenv("WORKERS", "5")
    settings = load_settings(Settings)
    assert (settings.workers, settings.rate_chat) == (5, 2)


def test_the_database_commands_need_no_token() -> None:
    """Loading an office works before there is a token."""
    assert load_settings(StorageSettings).database_url == "sqlite:///otklik.db"


@pytest.mark.parametrize(
    ("server", "real"),
    [
        ("", True),
        ("https://api.telegram.org/", True),
        ("http://127.0.0.1:8081", False),
        ("https://tg.example.org", False),
    ],
)
def test_the_real_telegram_is_known(server: str, real: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a server of one's own lets the clock be simulated."""
    monkeypatch.setenv("TELEGRAM_API_SERVER", server)
    assert load_settings(Settings, bot_token=TOKEN).real_telegram is real


def test_the_example_and_the_settings_agree() -> None:
    """.env.example has every setting, no other, with its default, and an explanation above it."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    shown = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(shown) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = "" if name == "bot_token" or field.default is None else str(field.default)
        assert shown[name.upper()] == default, name


def test_the_example_is_usable_with_a_token(tmp_path: Path) -> None:
    """Copied to .env with a token filled in, the example is a good configuration."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("BOT_TOKEN=", f"BOT_TOKEN={TOKEN}")
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert load_settings(Settings).mode == "polling"


@pytest.mark.attack(17)
def test_a_password_in_the_query_of_the_database_is_nowhere_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As libpq takes them too: a dump leaves them out, and logs know the word itself, as written and as meant."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    query = "ssl=require&password=pass%2Bword-0001&sslpassword=keyword-0002&passfile=/etc/pgpass"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://otklik@h/x?{query}")
    settings = load_settings(Settings)
    dumped = f"{settings.model_dump()} {settings.model_dump_json()}"
    assert not re.search(r"word-000\d", dumped)
    assert "passfile=/etc/pgpass" in dumped
    assert {"pass%2Bword-0001", "pass+word-0001", "keyword-0002"} <= set(settings.secrets)
    assert "/etc/pgpass" not in settings.secrets
    out = io.StringIO()
    log_of(settings, out, f"cannot connect: {settings.database_url}", "of pass+word-0001", "…?password=short&x=1 …")
    assert not re.search(r"word-000\d|short", out.getvalue())
    assert "x=1" in out.getvalue()


def log_of(settings: Settings, out: io.StringIO, *lines: str) -> None:
    """Have the lines logged as the bot would."""
    scrub = Scrub(settings.secrets)
    for line in lines:
        out.write(f"{scrub.clean(line)}\n")
