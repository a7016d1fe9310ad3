"""Copies of a SQLite database: whole or not there, checked, and put back without losing what was there."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage import copying, copying_back, copying_files, marks, outbox
from storage.copying import check_file, copy_file
from storage.copying_back import restore_file
from storage.copying_files import CopyError
from storage.outbox import Message
from storage.work import Work
from tests.fixtures.cards import opened
from workflow.office import Office

NOW = datetime(2026, 3, 4, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def backend() -> str:
    """What is copied here is a file."""
    return "sqlite"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of the test's database."""
    return tmp_path / "test.db"


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _damage(database: Path) -> None:
    database.write_bytes(b"rubbish " * 1000)
    database.with_name("test.db-wal").write_bytes(b"its log")


def _leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".part" in path.name]


async def test_a_copy_of_a_running_database_is_whole(
    work: Work, office: Office, database: Path, tmp_path: Path
) -> None:
    """What was committed is in the copy, also while somebody is in the middle of writing; the copy is for one alone."""
    card = await opened(work, office)
    writing = sqlite3.connect(database, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("UPDATE cards SET words = 'half'")
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    writing.execute("ROLLBACK")
    writing.close()
    assert copy.remarks == ()
    assert (copy.size, copy.path.stat().st_mode & 0o777) == (copy.path.stat().st_size, 0o600)
    assert _ask(copy.path, "SELECT number FROM cards WHERE words <> 'half'") == [(card.number,)]
    assert _leftovers(tmp_path) == []


async def test_erased_text_is_not_in_a_copy(work: Work, database: Path, tmp_path: Path) -> None:
    """Pages that are free hold nothing of what stood there."""
    secret = "Ivanova, 5 Lesnaya street " * 400
    await work.run(lambda conn: marks.put(conn, "secret", NOW, about=secret))
    await work.run(lambda conn: marks.put(conn, "secret", NOW))
    copy_file(database, tmp_path / "copy.db", NOW)
    assert b"Lesnaya" not in (tmp_path / "copy.db").read_bytes()


def test_a_file_is_not_replaced_unless_asked(work: Work, database: Path, tmp_path: Path) -> None:
    """A file that is there stays what it is, also one that comes while the copy is made."""
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(CopyError, match="there already"):
        copy_file(database, target, NOW)
    with pytest.raises(CopyError, match="there already"):
        copying_files._name_new(database, target)
    assert target.read_text() == "mine"
    copy_file(database, target, NOW, overwrite=True)
    assert check_file(target).revision


@pytest.mark.parametrize("end", ["", "-wal", ".lock"])
def test_the_database_is_no_place_for_its_copy(work: Work, database: Path, end: str) -> None:
    """Nothing that belongs to the database can be overwritten by the copy."""
    with pytest.raises(CopyError, match="belongs to the database"):
        copy_file(database, database.with_name(database.name + end), NOW, overwrite=True)


def test_a_damaged_database_makes_no_copy(tmp_path: Path, sqlite_template: Path) -> None:
    """Where the copy does not stand the check there is none, and what went wrong is said."""
    damaged = tmp_path / "damaged.db"
    whole = sqlite_template.read_bytes()
    damaged.write_bytes(whole[:8192] + b"\xa5" * 8192 + whole[16384:])
    with pytest.raises(CopyError, match=r"damaged|DAMAGED"):
        copy_file(damaged, tmp_path / "copy.db", NOW)
    assert not (tmp_path / "copy.db").exists()
    assert _leftovers(tmp_path) == []


async def test_a_copy_that_is_cut_short_is_not_there(
    work: Work, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens before the last step, no file has the copy's name; what a dead process left is swept away."""

    def die(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.copying_files._to_disk", die)
    with pytest.raises(CopyError, match="no room"):
        copy_file(database, tmp_path / "copy.db", NOW)
    assert not (tmp_path / "copy.db").exists()
    monkeypatch.undo()
    (tmp_path / ".copy.db.999999999.aa.part").write_text("left by a process that was killed")
    copy_file(database, tmp_path / "copy.db", NOW)
    assert _leftovers(tmp_path) == []


async def test_a_changed_journal_is_a_remark(work: Work, office: Office, database: Path, tmp_path: Path) -> None:
    """A journal that somebody has changed does not keep the database from being copied; it is said."""
    await opened(work, office)
    await work.run(lambda conn: conn.execute(text("UPDATE events SET kind = 'noted'")).close())
    assert "journal" in copy_file(database, tmp_path / "copy.db", NOW).remarks[0]


async def test_restoring(work: Work, office: Office, database: Path, tmp_path: Path) -> None:
    """The database is as it was; the one that was there before is kept whole, under another name."""
    first = await opened(work, office)
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    second = await opened(work, office, "Яма")
    await work.close()
    restored = restore_file(copy.path, database, LATER)
    assert (restored.woken.of, restored.woken.unsent) == (NOW, len(_ask(copy.path, "SELECT 1 FROM outbox")))
    assert _ask(database, "SELECT id FROM cards") == [(first.id,)]
    assert restored.kept is not None
    assert _ask(restored.kept, "SELECT id FROM cards ORDER BY id") == [(first.id,), (second.id,)]
    ((about,),) = _ask(database, "SELECT about FROM marks WHERE name = 'restored'")
    assert json.loads(about) == {"lost": [[NOW.isoformat(), LATER.isoformat()]]}
    assert not database.with_name("test.db-wal").exists()


async def test_numbers_that_people_have_seen_are_not_given_again(
    work: Work, office: Office, database: Path, tmp_path: Path
) -> None:
    """A card opened after a restore has another number than those that the copy does not know."""
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    lost = await opened(work, office)
    await work.close()
    restore_file(copy.path, database, LATER)
    async with await Work.open(f"sqlite:///{database}") as again:
        assert (await opened(again, office)).number == lost.number + 1


async def test_what_waited_to_be_sent_goes_out_marked(work: Work, database: Path, tmp_path: Path) -> None:
    """What the copy takes for unsent has been sent since, most likely: it is said again, as a repeat and in order."""

    def put(conn: Connection) -> None:
        outbox.put(conn, [Message("telegram:1", "reply", '{"text": "a"}'), Message("telegram:2", "reply", "{}")], NOW)
        outbox.claim(conn, "test", NOW, timedelta(seconds=60), 1)

    await work.run(put)
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    await work.close()
    assert restore_file(copy.path, database, LATER).woken.unsent == 2
    async with await Work.open(f"sqlite:///{database}") as again:
        sending = await again.run(lambda conn: outbox.claim(conn, "test", LATER, timedelta(seconds=60), 9))
    assert [one.repeated for one in sending] == [True, True]


async def test_a_database_in_use_is_not_replaced(work: Work, database: Path, tmp_path: Path) -> None:
    """While any program has the database open nothing is put in its place."""
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    with pytest.raises(CopyError, match="open"):
        restore_file(copy.path, database, LATER)
    assert _names(tmp_path) >= {"test.db", "test.db-wal"}
    assert not any("before" in name for name in _names(tmp_path))


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DROP TABLE outbox", "no database of Otklik"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer Otklik"),
    ],
)
async def test_what_is_not_ours_is_refused(
    work: Work, database: Path, tmp_path: Path, statement: str, why: str
) -> None:
    """Another program's database, or that of a newer version, changes nothing."""
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    await work.close()
    with closing(sqlite3.connect(copy.path)) as other, other:
        other.execute(statement)
    with pytest.raises(CopyError, match=why):
        restore_file(copy.path, database, LATER)
    assert _names(tmp_path) == {"copy.db", "test.db"}


async def test_a_damaged_database_can_be_replaced(work: Work, database: Path, tmp_path: Path) -> None:
    """Where the present database is rubbish the copy takes its place, and the rubbish is kept with its log."""
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    await work.close()
    _damage(database)
    kept = restore_file(copy.path, database, LATER).kept
    assert kept is not None
    assert kept.read_bytes() == b"rubbish " * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"its log"
    assert check_file(database).remarks == ()


async def test_till_the_last_step_the_present_database_stays(
    work: Work, office: Office, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restore that dies right before the end has changed nothing."""
    copy = copy_file(database, tmp_path / "copy.db", NOW)
    card = await opened(work, office)
    await work.close()

    def die(*given: object, **more: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(copying_back, "put_in_place", die)
    with pytest.raises(OSError, match="Input"):
        restore_file(copy.path, database, LATER)
    assert _ask(database, "SELECT id FROM cards") == [(card.id,)]


def _rubbish_inside(copy: Path) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[:8192] + b"\xa5" * 8192 + whole[16384:])


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda copy: copy.write_text("# Otklik\n\nWords and more words"), "is no SQLite database"),
        (lambda copy: copy.write_bytes(b""), "is no SQLite database"),
        (_rubbish_inside, "is damaged: "),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:20000]), "is damaged: "),
    ],
)
async def test_a_file_that_is_no_copy_is_called_by_its_name(
    work: Work, database: Path, tmp_path: Path, spoil: Callable[[Path], object], why: str
) -> None:
    """Whoever restores reads what is wrong with the file he named, and no cry about the database in use."""
    copy = copy_file(database, tmp_path / "copy.db", NOW).path
    await work.close()
    spoil(copy)
    with pytest.raises(CopyError) as told:
        restore_file(copy, database, LATER)
    assert str(told.value).startswith(f"{str(copy)!r} {why}")
    assert ("DAMAGED" in str(told.value), ".part" in str(told.value)) == (False, False)
    assert _names(tmp_path) == {"copy.db", "test.db"}


@pytest.mark.parametrize("name", ["test.db", "link.db"])
async def test_the_database_is_no_copy_of_itself(work: Work, database: Path, tmp_path: Path, name: str) -> None:
    """It is not put in its own place, by whatever name it is called."""
    await work.close()
    (tmp_path / "link.db").symlink_to(database)
    with pytest.raises(CopyError, match="is the database itself"):
        restore_file(tmp_path / name, database, LATER)
    assert _names(tmp_path) == {"link.db", "test.db"}


async def test_a_remark_names_the_office_by_its_key(work: Work, office: Office, database: Path, tmp_path: Path) -> None:
    """Nobody knows an office by the number of its row."""
    await opened(work, office)
    await work.run(lambda conn: conn.execute(text("UPDATE events SET kind = 'noted'")).close())
    (remark,) = copy_file(database, tmp_path / "copy.db", NOW).remarks
    assert remark.startswith(f"the journal of office {office.key!r} is broken at event 1")


def _no_room(*given: object) -> None:
    raise OSError(28, "No space left on device")


def _no_room_for_sqlite(database: Path, part: Path) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    with copying.told("it cannot be copied"):
        raise error


@pytest.mark.parametrize(
    ("place", "full"),
    [("storage.copying.snapshot", _no_room_for_sqlite), ("storage.copying_files._to_disk", _no_room)],
)
def test_a_full_disk_of_the_copy_is_told_as_that(
    work: Work, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, full: Callable[..., None]
) -> None:
    """Which folder has no room, how much the copy needs, how much is left: the database's own disk may have plenty."""
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(place, full)
    with pytest.raises(CopyError, match=r"no room in '.*/copies': about \d+\.\d MB are needed, \d+\.\d MB are left"):
        copy_file(database, tmp_path / "copies" / "copy.db", NOW)
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_full_disk_at_a_restore_is_told_as_that(
    work: Work, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is whole and the database too: what is missing is room beside it."""
    copy = copy_file(database, tmp_path / "copy.db", NOW).path
    await work.close()
    monkeypatch.setattr("storage.copying_back.shutil.copyfile", _no_room)
    with pytest.raises(CopyError, match="there is no room in"):
        restore_file(copy, database, LATER)
    assert _names(tmp_path) == {"copy.db", "test.db"}
