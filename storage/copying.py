"""Copies of a SQLite database: made while the bot works, checked before they get their name."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, select

from storage import journal, marks
from storage.alone import SUFFIX
from storage.copying_files import CopyError, beside, put_in_place, refuse_existing, room
from storage.migrations.upgrade import newest
from storage.tables import offices
from storage.whose import stands
from storage.work.trouble import trouble
from workflow.words import OfficeId

COPIED = "copied"
"""The mark within a copy: the moment of which it is."""

MARKS_SINCE = "0008"
_PATIENCE = 30.0
_RUBBISH = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that can be used: the revision of its tables, and what is not right in it all the same."""

    revision: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was checked: where it is, and its size in bytes."""

    path: Path
    size: int
    remarks: tuple[str, ...] = ()


def copy_file(database: Path, target: Path, now: datetime, *, overwrite: bool = False) -> Copy:
    """Copy the database whole, as it is at one instant; nobody has to wait. Raises CopyError, and makes nothing then.

    Text that was erased is not in the copy. `now` is real time; it is noted in the copy.
    """
    _refuse_itself(database, target)
    if not overwrite:
        refuse_existing(target)
    with room(target.parent, database.stat().st_size), beside(target) as part:
        snapshot(database, part)
        note(part, now)
        checked = check_file(part, database)
        size = part.stat().st_size
        put_in_place(part, target, overwrite)
    return Copy(target, size, checked.remarks)


def snapshot(database: Path, part: Path) -> None:
    """Write what the database holds at this instant into an empty file. Raises CopyError."""
    # VACUUM INTO reads in one transaction, keeps nobody from writing, and leaves out what was deleted. The backup
    # interface would begin anew at each commit of another connection, or copy erased text with the free pages.
    with told(f"{str(database)!r} cannot be copied"), plain(database, "ro") as source:
        source.execute("VACUUM INTO ?", (str(part),))


def check_file(path: Path, of: Path | None = None) -> Checked:
    """See that the file is a whole database of Otklik, and not newer than this code. Raises CopyError.

    It is told by the name of the file `of` which it was made, where people know that one. What does not keep it from
    being used, as a journal that somebody has changed, is a remark.
    """
    remarks: list[str] = []
    name = repr(str(of or path))
    with _read(name), plain(path, "ro") as database:
        revision = _revision(database, name)
        if (found := database.execute("PRAGMA integrity_check(3)").fetchall()) != [("ok",)]:
            raise CopyError(f"{name} is damaged: {found[0][0]}")
        lost = database.execute("PRAGMA foreign_key_check").fetchmany(1)
        remarks += [f"a row of {table} names one of {other} that is not there" for table, _, other, _ in lost]
    if revision == newest():
        over(path, lambda conn: remarks.extend(_broken_links(conn)))
    return Checked(revision, tuple(remarks))


def over(path: Path, fn: Callable[[Connection], None]) -> None:
    """Run a function in a transaction on a file that nobody else uses."""
    address = URL.create("sqlite", database=str(path.absolute()))  # as text a name with ? or % would be another one
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as conn:
        fn(conn)


@contextmanager
def plain(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection without any layer above it: `ro` reads, `rw` writes, neither makes a file."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn what SQLite says into words for people. Raises CopyError."""
    try:
        yield
    except sqlite3.Error as error:
        raise CopyError(f"{what}: {trouble(error) or error}") from error


@contextmanager
def _read(name: str) -> Iterator[None]:
    """The same of a copy: one that cannot be read is damaged, and that says nothing of the database in use."""
    try:
        with told(f"{name} cannot be used"):
            yield
    except CopyError as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in _RUBBISH:
            raise CopyError(f"{name} is damaged: {error.__cause__}") from error
        raise


def _revision(database: sqlite3.Connection, name: str) -> str:
    ours, revision = stands(database)
    if not ours or revision is None:
        raise CopyError(f"{name} is no database of Otklik, but of another program")
    if revision > newest():
        raise CopyError(f"{name} was written by a newer Otklik (revision {revision}); use that version")
    return revision


def _broken_links(conn: Connection) -> Iterator[str]:
    for office, key in conn.execute(select(offices.c.id, offices.c.key)).all():
        if broken := journal.verify(conn, OfficeId(office)):
            yield f"the journal of office {key!r} is broken at event {broken.chain_seq}: {broken.why}"


def note(part: Path, now: datetime) -> None:
    """Write into the copy of what moment it is; one from before there were marks goes without."""
    with told("the copy cannot be finished"), plain(part, "ro") as copied:
        has_marks = _revision(copied, str(part)) >= MARKS_SINCE
    if has_marks:
        over(part, lambda conn: marks.put(conn, COPIED, now))


def _refuse_itself(database: Path, target: Path) -> None:
    its_own = {database.with_name(database.name + end).resolve() for end in ("", "-wal", "-shm", SUFFIX)}
    if target.resolve() in its_own:
        raise CopyError(f"{str(target)!r} belongs to the database itself; name another file")
    if not database.exists():
        raise CopyError(f"there is no database {str(database)!r} to copy; see DATABASE_URL")
