"""What stands in deploy/ fits the bot: settings, commands, files, figures."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.__main__ import app
from bot.run import AWAY, BAD_SETTINGS, NEWER_DATABASE, REFUSED
from bot.settings import Settings, StorageSettings, load_settings
from storage.work import Work
from tests.bot.fakes import Wall
from tests.health.houses import house

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("otklik.service", "otklik-backup.service", "otklik-backup.timer")
_OF_THE_SYSTEM = {"CREDENTIALS_DIRECTORY", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def settings_named() -> set[str]:
    """Every setting of the bot that the container files give."""
    bot = text("compose.yaml").partition("  bot:")[2]
    compose = set(re.findall(r"^      ([A-Z_]+):", bot, re.MULTILINE))
    image = set(re.findall(r"^(?:ENV|   ) ([A-Z_]+)=", text("Dockerfile"), re.MULTILINE))
    return (compose | image) - _OF_THE_SYSTEM


def test_every_setting_is_one_of_the_bots() -> None:
    """A misspelt setting would be ignored in silence."""
    named = settings_named()
    assert {"DATABASE_URL", "HEALTH_PORT", "LOG_FORMAT", "ALERTS_CHAT"} <= named
    assert {name for name in named if name.lower() not in Settings.model_fields} == set()


def test_what_needs_a_person_is_not_started_again_for_ever() -> None:
    """Bad settings, a newer database and a refused token do not mend themselves; a database that is away may."""
    (codes,) = re.findall(r"^RestartPreventExitStatus=(.*)$", text("otklik.service"), re.MULTILINE)
    assert {int(code) for code in codes.split()} == {BAD_SETTINGS, NEWER_DATABASE, REFUSED}
    assert AWAY not in {int(code) for code in codes.split()}


def test_every_secret_is_one_of_the_bots() -> None:
    """Files of secrets are found by the names of settings."""
    compose = text("compose.yaml")
    listed = set(re.findall(r"^    file: \./secrets/(\w+)", compose, re.MULTILINE)) - {"postgres_password"}
    credentials = set(re.findall(r"LoadCredential=(\w+):", text("otklik.service")))
    assert listed == credentials == {"bot_token", "database_url"}
    assert listed <= set(Settings.model_fields)


def test_everything_that_is_copied_is_there_and_let_in() -> None:
    """A path that does not exist, or that .dockerignore keeps out, would fail the build."""
    copied = re.findall(r"^COPY (?!--from)(\S+) ", text("Dockerfile"), re.MULTILINE)
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) == let_in
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert {"bot", "handlers", "storage", "workflow", "procedures", "locales"} <= set(copied)


def test_no_port_is_published_and_every_server_stays_inside() -> None:
    """Whoever wants a door opens it himself."""
    compose = text("compose.yaml")
    assert "ports:" not in compose
    assert re.findall(r"_HOST: (\S+)", compose) == ["127.0.0.1"]
    assert "_HOST=" not in text("Dockerfile")


@pytest.mark.parametrize("name", ["otklik.service", "otklik-backup.service", "compose.yaml", "Dockerfile"])
def test_every_command_is_one_of_the_bots(name: str) -> None:
    """What is started is there, with the options that it is given."""
    lines = re.findall(r"-m bot (\w+)(.*)", text(name)) + re.findall(r'(?:CMD|command:) \["(\w+)"(.*)\]', text(name))
    commands = [one for one in lines if one[0] not in ("python", "pg_isready")]
    assert commands or name == "Dockerfile"
    for command, rest in commands:
        shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
        assert shown.exit_code == 0
        assert [option for option in re.findall(r"--\w+", rest) if option not in shown.output] == []


async def test_the_rules_ask_for_figures_that_there_are(work: Work, wall: Wall, tmp_path: Path) -> None:
    """A rule about a figure that nobody gives would never ring; each that there is stands in docs/running.md."""
    async with house(work, wall, tmp_path) as at:
        status, body = await at.get("/metrics")
    given = set(re.findall(r"^# TYPE (otklik_\w+)", body, re.MULTILINE)) | {"otklik_backup_age_seconds"}
    given = {name for name in given if not name.endswith("_created")}
    asked = set(re.findall(r"\botklik_[a-z_]+", text("alerts.yml")))
    paper = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert status == 200
    assert asked - given == set()
    assert {name for name in given if f"`{name}`" not in paper and f"`{name}{{" not in paper} == set()


def test_secrets_are_read_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As systemd and compose hand them over; an empty variable of the environment does not stand before them."""
    (tmp_path / "bot_token").write_text("1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456\n")
    (tmp_path / "database_url").write_text("postgresql://otklik:x@database/otklik\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    read = load_settings(Settings, _env_file=None)
    assert read.bot_token == SecretStr("1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456")
    assert read.database_url == "postgresql://otklik:x@database/otklik"
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
    assert load_settings(StorageSettings, _env_file=None).database_url == "sqlite:///other.db"


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not there; what else can be said of the units, the other tests say",
)
def test_systemd_understands_the_units() -> None:
    """Every line is known, but that the program is not installed here."""
    files = [str(DEPLOY / name) for name in UNITS]
    told = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    lines = [line for line in told.stderr.splitlines() if line.startswith("otklik") or str(DEPLOY) in line]
    assert [line for line in lines if "is not executable" not in line] == []
