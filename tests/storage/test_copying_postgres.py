"""Copies of a PostgreSQL database by its own tools: checked, put back into an empty database only."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from bot.commands import copies
from storage import copying_postgres, inbox, marks
from storage.copying_files import CopyError, UnfitCopyError
from storage.forgotten import forgotten
from storage.migrations import upgrade
from storage.migrations.steps import config
from storage.migrations.upgrade import newest, revision_of
from storage.vitals import BACKUP
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.databases import Postgres
from workflow.office import Office

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def backend() -> str:
    """What is copied here is on a server."""
    return "postgresql"


@pytest.fixture(autouse=True)
def tools(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of the test's own server are the first that are found."""
    monkeypatch.setenv("PATH", f"{postgres._server.bin_path}:{os.environ['PATH']}")


async def _backup(url: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    copy, warnings = await copies._copied(url, target, NOW, False)
    assert warnings == ()
    return str(copy.path)


async def test_there_and_back(
    work: Work, office: Office, database_url: str, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy put into an empty database holds what was there, waits marked to be sent again, and is noted."""
    card = await opened(work, office)
    waiting = await work.read(lambda conn: conn.scalar(text("SELECT count(*) FROM outbox WHERE status = 'new'")))
    await _backup(database_url, tmp_path / "copy.dump", monkeypatch)
    mark = await work.read(lambda conn: marks.get(conn, BACKUP))
    assert mark is not None
    assert (mark.at, mark.about["file"]) == (NOW, str(tmp_path / "copy.dump"))
    fresh = postgres.create()
    told = await copies._restore_postgres(fresh, tmp_path / "copy.dump", NOW)
    assert "2026-03-04 00:00:00 UTC" in told.text
    assert f"sent at that moment: {waiting}" in told.text
    assert "Numbers of cards that were given since are given again" in told.text
    async with await Work.open(fresh) as again:
        assert await again.read(lambda conn: conn.scalar(text("SELECT number FROM cards"))) == card.number
        assert not await again.read(lambda conn: conn.scalar(text("SELECT count(*) FROM outbox WHERE NOT repeated")))
    postgres.drop(fresh)


async def test_a_database_with_something_in_it_is_left_alone(
    work: Work, office: Office, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy goes into an empty database only."""
    await _backup(database_url, tmp_path / "copy.dump", monkeypatch)
    with pytest.raises(CopyError, match="not empty"):
        await copies._restore_postgres(database_url, tmp_path / "copy.dump", NOW)


async def test_a_copy_that_was_cut_off_is_refused(
    work: Work, office: Office, database_url: str, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file is found out before anything is put anywhere."""
    await _backup(database_url, tmp_path / "copy.dump", monkeypatch)
    whole = (tmp_path / "copy.dump").read_bytes()
    (tmp_path / "half.dump").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(CopyError, match="pg_restore failed"):
        copying_postgres.check_dump(database_url, tmp_path / "half.dump")


def test_without_the_tools_it_is_said_what_to_install(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made, and the refusal names the package."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CopyError, match=r"pg_dump is not there.*postgresql-client"):
        copying_postgres.dump(database_url, tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lists processes, or reads what went wrong, sees no password."""
    seen: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **more: object) -> subprocess.CompletedProcess[str]:
        seen.append((command, env))
        return subprocess.CompletedProcess(command, 1, "", "pg_dump: error: connection refused\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(CopyError, match="connection refused") as refused:
        copying_postgres.dump("postgresql://otklik:hush@db.example:6432/office?sslmode=require", tmp_path / "x.dump")
    command, environment = seen[0]
    assert "hush" not in " ".join(command) + str(refused.value)
    wanted = {"PGPASSWORD": "hush", "PGHOST": "db.example", "PGPORT": "6432", "PGUSER": "otklik"}
    assert wanted.items() <= environment.items()
    assert (environment["PGDATABASE"], environment["PGSSLMODE"]) == ("office", "require")


def _never(*given: object, **more: object) -> None:
    raise AssertionError("a dump was made")


async def test_without_its_moment_no_copy_is_made(
    work: Work, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that does not tell of which moment it is would be restored with nothing noted as lost."""
    monkeypatch.setattr(copying_postgres, "dump", _never)
    await work.run(lambda conn: conn.execute(text("ALTER TABLE marks RENAME TO away")).close())
    try:
        with pytest.raises(CopyError, match="moment of the copy cannot be noted"):
            await copies._copied(database_url, tmp_path / "copy.dump", NOW, False)
    finally:
        await work.run(lambda conn: conn.execute(text("ALTER TABLE away RENAME TO marks")).close())


async def test_a_dump_without_its_moment_is_of_the_newest_thing_in_it(
    work: Work, office: Office, database_url: str, postgres: Postgres, tmp_path: Path
) -> None:
    """One that somebody made by hand, between two backups, loses what came after its end, and says of when it is."""
    await copies._copied(database_url, tmp_path / "earlier.dump", NOW, False)
    assert await work.read(lambda conn: marks.get(conn, "copied")) is None
    await work.run(lambda conn: inbox.receive(conn, "bot", [inbox.Incoming(1, "telegram:1", "{}")], NOW + HOUR))
    copying_postgres.dump(database_url, tmp_path / "copy.dump")
    fresh = postgres.create()
    told = await copies._restore_postgres(fresh, tmp_path / "copy.dump", NOW + 3 * HOUR)
    assert "2026-03-04 01:00:00 UTC" in told.text
    async with await Work.open(fresh) as again:
        assert not await again.read(lambda conn: forgotten(conn, NOW))
        assert await again.read(lambda conn: forgotten(conn, NOW + 2 * HOUR))
    postgres.drop(fresh)


async def test_a_dump_that_fails_leaves_no_moment_in_the_database(
    work: Work, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dump by hand later would carry it, and its restore name the wrong moment."""

    def fails(*given: object, **more: object) -> None:
        raise CopyError("pg_dump failed")

    monkeypatch.setattr(copying_postgres, "dump", fails)
    with pytest.raises(CopyError, match="pg_dump failed"):
        await copies._copied(database_url, tmp_path / "copy.dump", NOW, False)
    assert await work.read(lambda conn: (marks.get(conn, "copied"), marks.get(conn, BACKUP))) == (None, None)


@pytest.mark.parametrize(
    ("file", "of"), [(3 * HOUR, HOUR), (HOUR / 2, timedelta())], ids=["written later", "written before the row"]
)
async def test_a_moment_that_a_killed_backup_left_is_not_that_of_a_later_dump(
    work: Work, office: Office, database_url: str, postgres: Postgres, tmp_path: Path, file: timedelta, of: timedelta
) -> None:
    """The newest thing in it counts then, but for what a wrong clock wrote: nothing is newer than the dump's file."""
    await work.run(lambda conn: marks.put(conn, "copied", NOW))
    await work.run(lambda conn: inbox.receive(conn, "bot", [inbox.Incoming(1, "telegram:1", "{}")], NOW + HOUR))
    copying_postgres.dump(database_url, tmp_path / "copy.dump")
    os.utime(tmp_path / "copy.dump", times=((NOW + file).timestamp(),) * 2)
    fresh = postgres.create()
    told = await copies._restore_postgres(fresh, tmp_path / "copy.dump", NOW + 3 * HOUR)
    assert f"it was at {NOW + of:%Y-%m-%d %H:%M:%S} UTC" in told.text
    postgres.drop(fresh)


async def test_a_dump_of_an_older_version_is_brought_up_at_once(
    work: Work, office: Office, database_url: str, postgres: Postgres, tmp_path: Path
) -> None:
    """One from before there were marks has its lost time noted as well."""
    older, fresh = postgres.create(), postgres.create()
    async with await Work.open(older) as before:
        await upgrade(before)
        await before.run(lambda conn: inbox.receive(conn, "bot", [inbox.Incoming(1, "telegram:1", "{}")], NOW))
        await before.run(lambda conn: command.downgrade(config(conn), "0007"))
    copying_postgres.dump(older, tmp_path / "copy.dump")
    await copies._restore_postgres(fresh, tmp_path / "copy.dump", NOW + HOUR)
    async with await Work.open(fresh) as again:
        assert await again.read(revision_of) == newest()
        assert await again.read(lambda conn: forgotten(conn, NOW + HOUR / 2))
    for url in (older, fresh):
        postgres.drop(url)


async def test_a_dump_that_cannot_be_made_fit_is_not_to_be_used(
    work: Work,
    office: Office,
    database_url: str,
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was loaded would say again, unmarked, what waited in it: the refusal says to drop it."""
    await _backup(database_url, tmp_path / "copy.dump", monkeypatch)

    def fails(conn: Connection) -> None:
        raise KeyError("a name")

    monkeypatch.setattr(copies, "to_head", fails)
    fresh = postgres.create()
    with pytest.raises(UnfitCopyError, match="do not start the bot on this database"):
        await copies._restore_postgres(fresh, tmp_path / "copy.dump", NOW)
    assert not issubclass(UnfitCopyError, CopyError), "whose promise is that nothing was changed"
    postgres.drop(fresh)


def test_no_tool_asks_for_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the question: it would wait for an answer for ever."""
    seen: list[list[str]] = []

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        return subprocess.CompletedProcess(command, 0, newest(), "")

    monkeypatch.setattr(subprocess, "run", run)
    copying_postgres.dump("postgresql://otklik@db.example/office", tmp_path / "x.dump")
    copying_postgres.load_dump("postgresql://otklik@db.example/office", tmp_path / "x.dump")
    assert [Path(command[0]).name for command in seen] == ["pg_dump", "pg_restore", "pg_restore", "pg_restore"]
    assert all("--no-password" in command for command in seen)
