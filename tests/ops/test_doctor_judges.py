"""What the doctor makes of what it sees: settings, SQLite, clock, disk, boxes; nothing but files is needed here."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.doctor import clock, keeping, offices, settings, sqlite, work
from bot.doctor.finding import Level
from bot.doctor.telegram import judged
from bot.doctor.visit import Visit
from bot.settings import Settings, StorageSettings
from storage.vitals import Box, Vitals
from tests.ops.conftest import TOKEN

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/data /mnt/office\\040files nfs4 rw 0 0
tmpfs /run tmpfs rw 0 0
"""


def visit(folder: Path, **environment: str) -> Visit:
    return Visit(NOW, folder, environment)


def test_every_fault_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    """As many findings as faults, each with its mend."""
    here = visit(tmp_path)
    here.faults = ["BOT_TOKEN: missing; write it", "INTAKE_PORT: too large"]
    assert [(one.words, one.mend) for one in settings.settings(here)] == [
        ("BOT_TOKEN cannot be used", "missing; write it"),
        ("INTAKE_PORT cannot be used", "too large"),
    ]


def test_a_misspelt_setting_is_told_with_what_is_meant(tmp_path: Path) -> None:
    """In .env and in the environment; a name of somebody else's, and a setting itself, are left alone."""
    (tmp_path / ".env").write_text(
        "BOT_TOKN=1:x\n# RATE_TOTL=1\nexport WEBHOOK_SECRT=y\nPOSTGRES_PASSWORD=z\nMODE=polling\n"
    )
    found = list(settings.names(visit(tmp_path, LOG_LEVELL="INFO", HOME="/nowhere", LOGNAME="me")))
    assert [(one.words.split()[0], one.mend.split()[1]) for one in found] == [
        ("BOT_TOKN", "BOT_TOKEN"),
        ("LOG_LEVELL", "LOG_LEVEL"),
        ("WEBHOOK_SECRT", "WEBHOOK_SECRET"),
    ]


@pytest.mark.parametrize(("mode", "levels"), [(0o600, []), (0o640, [Level.WARNING]), (0o604, [Level.WARNING])])
def test_env_that_others_may_read(tmp_path: Path, mode: int, levels: list[Level]) -> None:
    """The token is in it: only its owner may read it."""
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(mode)
    assert [one.level for one in settings.file_rights(visit(tmp_path))] == levels


@pytest.mark.parametrize(("mode", "levels"), [(0o600, []), (0o644, [Level.WARNING]), (0o620, [Level.WARNING])])
def test_a_database_that_others_may_read(tmp_path: Path, mode: int, levels: list[Level]) -> None:
    """What people wrote is in it, and in its WAL: only its owner may read them."""
    here, file = visit(tmp_path), tmp_path / "otklik.db"
    here.storage = StorageSettings(_env_file=None, database_url=f"sqlite:///{file}")  # type: ignore[call-arg]  # as above
    assert list(sqlite.rights(here)) == []
    for one in (file, tmp_path / "otklik.db-wal"):
        one.touch()
        one.chmod(mode)
    found = list(sqlite.rights(here))
    assert [one.level for one in found] == levels
    assert all(one.mend == f"chmod 600 {file} {file}-wal" for one in found)


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((4, 0, 0), True),
    ],
)
def test_which_sqlite_has_the_wal_reset_fault(version: tuple[int, int, int], good: bool) -> None:
    """Mended in 3.51.3, and in 3.50.7 and 3.44.6 of the older lines."""
    assert sqlite.mended(version) is good


def test_a_file_system_of_the_network_is_known() -> None:
    """By the deepest mount above the file, names with spaces too."""
    assert sqlite.kind_of(Path("/mnt/office files/otklik.db"), MOUNTS) == "nfs4"
    assert sqlite.kind_of(Path("/srv/otklik.db"), MOUNTS) == "ext4"
    assert sqlite.kind_of(Path("/runner/otklik.db"), MOUNTS) == "ext4"
    assert "nfs4" in sqlite.REMOTE


@pytest.mark.parametrize(
    ("seconds", "level"),
    [(3, Level.OK), (-9, Level.OK), (60, Level.WARNING), (-119, Level.WARNING), (7200, Level.FAULT)],
)
def test_a_clock_that_goes_wrong(seconds: int, level: Level) -> None:
    """Ten seconds are nothing, two minutes are a fault: deadlines are counted by it."""
    assert clock.judged(timedelta(seconds=seconds), "Telegram's").level is level


@pytest.mark.parametrize(
    ("free", "database", "level"),
    [(2 * 1024**3, 1000, Level.OK), (1024**3 - 1, 1000, Level.WARNING), (3 * 1024**3, 2 * 1024**3, Level.WARNING)],
)
def test_a_disk_that_fills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, database: int, level: Level
) -> None:
    """A gigabyte at least, and twice the database."""
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    assert [one.level for one in keeping.room("disk", tmp_path, database)] == [level]


@pytest.mark.parametrize(
    ("first_card", "level"),
    [(None, Level.WARNING), (NOW - timedelta(days=6), Level.WARNING), (NOW - timedelta(days=8), Level.FAULT)],
)
def test_no_copy_after_a_week_of_cards(first_card: datetime | None, level: Level) -> None:
    """Whoever tries it out is reminded; after a week of cards it is a fault, which cron mails."""
    assert keeping.never(first_card, NOW).level is level


def test_next_year_s_calendar_is_wanted_from_october_on(tmp_path: Path) -> None:
    """Before October it cannot be there yet; a year without one is a warning."""
    last = 2027
    for now, level in (
        (datetime(last, 9, 30, tzinfo=UTC), Level.OK),
        (datetime(last, 10, 1, tzinfo=UTC), Level.WARNING),
        (datetime(last + 1, 1, 1, tzinfo=UTC), Level.WARNING),
    ):
        assert [one.level for one in offices.calendar(Visit(now, tmp_path, {}))] == [level]


def vitals(**more: object) -> Vitals:
    known = {"schema": "1", "next_timer": None, "outbox": (), "inbox": 0, "inbox_oldest": None, "inbox_dead": 0}
    return Vitals(**{**known, "backup": None, **more})  # type: ignore[arg-type]  # what a test gives


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


@pytest.mark.parametrize(
    ("seen", "check", "level"),
    [
        (vitals(), "boxes", Level.OK),
        (vitals(outbox=(Box("telegram", "dead", 3, ago(days=1)),)), "outbox", Level.FAULT),
        (vitals(outbox=(Box("mail", "doubt", 1, ago(days=1)),)), "outbox", Level.FAULT),
        (vitals(outbox=(Box("telegram", "new", 1, ago(minutes=6)),)), "outbox, telegram", Level.FAULT),
        (vitals(outbox=(Box("telegram", "new", 1, ago(minutes=1)),)), "boxes", Level.OK),
        (vitals(inbox_dead=2), "inbox", Level.FAULT),
        (vitals(inbox_asked=2), "inbox", Level.FAULT),
        (vitals(inbox=1, inbox_oldest=ago(hours=1)), "inbox", Level.FAULT),
        (vitals(next_timer=ago(hours=1)), "timers", Level.FAULT),
        (vitals(next_timer=NOW + timedelta(hours=1)), "timers", Level.OK),
    ],
)
def test_what_is_stuck_and_what_waits(seen: Vitals, check: str, level: Level) -> None:
    """Dead and doubtful rows need a person, what waits long a bot."""
    assert {one.check: one.level for one in work.judged(seen, NOW)}[check] is level


@pytest.mark.parametrize(
    ("info", "level", "word"),
    [
        ({"url": "https://b/x"}, Level.OK, "without errors"),
        ({"url": "https://other/x"}, Level.FAULT, "another address"),
        ({}, Level.FAULT, "another address (none)"),
        (
            {
                "url": "https://b/x",
                "last_error_date": 1793610000,
                "last_error_message": "Wrong response: 401 Unauthorized",
            },
            Level.FAULT,
            "turned away",
        ),
        (
            {"url": "https://b/x", "last_error_date": 1793610000, "last_error_message": "SSL\x1b"},
            Level.FAULT,
            "SSL\\x1b",
        ),
        ({"url": "https://b/x", "last_error_date": 1000, "last_error_message": "long ago"}, Level.OK, "without errors"),
        ({"url": "https://b/x", "pending_update_count": 500}, Level.WARNING, "500 updates"),
    ],
)
def test_what_telegram_tells_of_the_webhook(tmp_path: Path, info: dict[str, object], level: Level, word: str) -> None:
    """Another address, a secret that does not fit, a call that failed of late, many that wait."""
    ours = {"bot_token": TOKEN, "mode": "webhook", "webhook_url": "https://b/x", "webhook_secret": "s"}
    here = visit(tmp_path)
    here.settings = Settings(_env_file=None, **ours)  # type: ignore[call-arg,arg-type]  # pydantic-settings' own argument
    found = list(judged(info, here))
    assert (found[-1].level, word in found[-1].words) == (level, True)
