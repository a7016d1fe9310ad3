"""Copies that do not say of which moment they are: of older versions, of databases that were restored themselves."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection

from storage import inbox, marks
from storage.copying import copy_file
from storage.copying_back import restore_file
from storage.copying_files import CopyError
from storage.forgotten import forgotten
from storage.inbox import Incoming
from storage.migrations import upgrade
from storage.migrations.steps import config
from storage.migrations.upgrade import newest, revision_of
from storage.work import Work
from tests.fixtures.cards import opened
from workflow.office import Office

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def backend() -> str:
    """What is copied here is a file."""
    return "sqlite"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of the test's database."""
    return tmp_path / "test.db"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def _comes(work: Work, at: datetime) -> None:
    update = Incoming(int(at.timestamp()), "telegram:1", "{}")
    await work.run(lambda conn: inbox.receive(conn, "bot", [update], at))


async def _as_of(work: Work, revision: str) -> None:
    def back(conn: Connection) -> None:
        command.downgrade(config(conn), revision)

    await work.rebuild(back)


async def _lost(database: Path, *moments: datetime) -> list[bool]:
    async with await Work.open(f"sqlite:///{database}") as work:
        await upgrade(work)
        return await work.read(lambda conn: [forgotten(conn, at) for at in moments])


async def test_the_lost_time_of_a_copy_of_an_older_version_is_noted(
    work: Work, office: Office, database: Path, tmp_path: Path
) -> None:
    """A copy from before there were marks is brought up at once: buttons of the lost time are refused as ever."""
    await opened(work, office)
    await _comes(work, NOW)
    await _as_of(work, "0007")
    copy = copy_file(database, tmp_path / "copy.db", NOW + HOUR).path
    await work.close()
    assert restore_file(copy, database, NOW + 3 * HOUR).woken.of == NOW
    async with await Work.open(f"sqlite:///{database}") as again:
        assert await again.read(revision_of) == newest()
        assert (await opened(again, office, "Яма")).number == 2
    moments = (NOW - HOUR, NOW + HOUR, NOW + 2 * HOUR, NOW + 4 * HOUR)
    assert await _lost(database, *moments) == [False, True, True, False]


async def test_a_copy_that_cannot_be_brought_up_changes_nothing(
    work: Work, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a step fails the database stays what it was, and the copy is named."""
    copy = copy_file(database, tmp_path / "copy.db", NOW).path
    await work.close()

    def fails(conn: Connection) -> None:
        raise KeyError("a name")

    monkeypatch.setattr("storage.copying_back.to_head", fails)
    with pytest.raises(CopyError, match=r"copy.db' cannot be brought up to this version \(KeyError\)"):
        restore_file(copy, database, NOW)
    assert _names(tmp_path) == ["copy.db", "test.db"]


def _away(database: Path) -> Path:
    return database.rename(database.with_name("kept.db"))


async def _restored_and_used(work: Work, database: Path, tmp_path: Path) -> None:
    """A database that was put back from a copy, and at which somebody was at work ten hours later."""
    copy = copy_file(database, tmp_path / "copy.db", NOW).path
    await work.close()
    restore_file(copy, database, NOW + HOUR)
    async with await Work.open(f"sqlite:///{database}") as again:
        await _comes(again, NOW + 10 * HOUR)


async def test_a_database_that_was_restored_once_is_no_copy_of_that_moment(
    work: Work, database: Path, tmp_path: Path
) -> None:
    """Put back itself, as one kept before a restore, it has lost what came after its own end and not before."""
    await _restored_and_used(work, database, tmp_path)
    itself = _away(database)
    assert restore_file(itself, database, NOW + 12 * HOUR).woken.of == NOW + 10 * HOUR
    assert await _lost(database, NOW + 5 * HOUR, NOW + 11 * HOUR) == [False, True]


async def test_a_mark_that_an_older_restore_left_tells_nothing(work: Work, database: Path, tmp_path: Path) -> None:
    """In databases that were restored by earlier versions the mark of their copy still stands."""
    await _restored_and_used(work, database, tmp_path)
    async with await Work.open(f"sqlite:///{database}") as again:
        await again.run(lambda conn: marks.put(conn, "copied", NOW))
    itself = _away(database)
    assert restore_file(itself, database, NOW + 12 * HOUR).woken.of == NOW + 10 * HOUR


async def test_rows_from_the_future_tell_nothing(work: Work, database: Path, tmp_path: Path) -> None:
    """What a clock that was wrong has dated ahead of the restore does not make the lost time empty."""
    await _comes(work, NOW)
    await _comes(work, NOW + 99 * HOUR)
    await work.close()
    itself = _away(database)
    assert restore_file(itself, database, NOW + HOUR).woken.of == NOW


@pytest.mark.parametrize("name", ["a?b.db", "a%41.db", "a#b.db", "a?mode=memory.db", "[1].db"])
async def test_whatever_the_name_of_the_copy(work: Work, database: Path, tmp_path: Path, name: str) -> None:
    """A mark that means something in addresses means nothing in the name of a file."""
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / f".{name}.999999999.aa.part").write_text("left by a process that was killed")
    copy = copy_file(database, tmp_path / "copies" / name, NOW)
    assert _names(tmp_path / "copies") == [name]
    await work.close()
    assert restore_file(copy.path, database, NOW + HOUR).woken.of == NOW
    with closing(sqlite3.connect(database)) as restored:
        assert restored.execute("SELECT count(*) FROM marks WHERE name = 'restored'").fetchone() == (1,)


@pytest.mark.parametrize(
    ("spoil", "again"),
    [(lambda path: None, False), (Path.unlink, True), (lambda path: path.write_bytes(b"rubbish" * 999), True)],
)
async def test_it_is_known_whether_numbers_are_given_again(
    work: Work, office: Office, database: Path, tmp_path: Path, spoil: object, again: bool
) -> None:
    """Where the database before is away or damaged nobody can see which numbers it gave since."""
    assert callable(spoil)
    copy = copy_file(database, tmp_path / "copy.db", NOW).path
    await work.close()
    spoil(database)
    assert restore_file(copy, database, NOW + HOUR).woken.numbers_again is again
