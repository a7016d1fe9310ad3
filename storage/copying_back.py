"""Putting a copy of a SQLite database in the place of the present one, which is kept beside it."""

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.alone import own_as
from storage.copying import Checked, check_file, over, plain
from storage.copying_after import Present, Woken, wake
from storage.copying_files import CopyError, beside, changed_at, dated, put_in_place, room
from storage.migrations.upgrade import to_head
from storage.work.trouble import trouble

_HEADER = b"SQLite format 3\0"
_SIDES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the database is that was there before."""

    woken: Woken
    kept: Path | None
    checked: Checked


def restore_file(copy: Path, database: Path, now: datetime) -> Restored:
    """Put the copy in the place of the database, whole or not at all; whoever calls holds `alone`. Raises CopyError.

    Till the very last step the present database stays what it was. A copy of an older version is brought up to this
    one. `now` is real time.
    """
    _refuse(copy, database)
    looks_whole = _looks_whole(database)
    present = Present.of(database) if looks_whole else Present()
    if looks_whole:
        _nobody_else(database)
    with room(database.parent, copy.stat().st_size), beside(database) as part:
        shutil.copyfile(copy, part)
        checked = check_file(part, copy)
        _bring_up(part, copy)
        woken: list[Woken] = []
        over(part, lambda conn: woken.append(wake(conn, present, now, changed_at(copy))))
        _like(part, database)
        kept = _kept(database, now)
        put_in_place(part, database, overwrite=True)
    return Restored(woken[0], kept, checked)


def _bring_up(part: Path, copy: Path) -> None:
    """Lead a copy of an older version to the present tables: they hold the lost time, which is to be noted now."""
    try:
        over(part, to_head)
    except Exception as error:  # whatever a step makes of rows that nobody foresaw
        why = trouble(error) or type(error).__name__
        raise CopyError(f"{str(copy)!r} cannot be brought up to this version ({why})") from error


def _refuse(copy: Path, database: Path) -> None:
    """Raise CopyError where the copy is the database itself, or no database at all."""
    if database.exists() and copy.samefile(database):
        raise CopyError(f"{str(copy)!r} is the database itself; name a copy of it")
    if not _looks_whole(copy):
        raise CopyError(f"{str(copy)!r} is no SQLite database")


def _like(part: Path, database: Path) -> None:
    """Whoever restores, the bot must be able to use the file."""
    if database.exists():
        part.chmod(database.stat().st_mode & 0o777)
    own_as(part, database if database.exists() else database.parent)


def _looks_whole(database: Path) -> bool:
    """Whether SQLite may be let near it: it would take away the log of a file that it cannot read."""
    if not database.exists():
        return False
    with database.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _nobody_else(database: Path) -> None:
    """Raise CopyError where some program has the database open, be it one that only reads.

    As the last one to close it, this leaves everything in the main file; of a damaged one that cannot be asked.
    """
    with suppress(sqlite3.DatabaseError), plain(database, "rw") as present:
        present.execute("PRAGMA busy_timeout=1000")
        present.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            present.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise CopyError(f"another program has {str(database)!r} open; close it first") from error
            raise
        present.execute("ROLLBACK")


def _kept(database: Path, now: datetime) -> Path | None:
    """Give the present database a second name, dated; what still stands beside it goes along. Where, or None."""
    if not database.exists():
        return None
    kept = database.with_name(f"{database.stem}-before-restore-{dated(now)}{database.suffix}")
    if kept.exists():
        raise CopyError(f"{str(kept)!r} is there already; move it away")
    try:
        kept.hardlink_to(database)  # a rename would leave no database at all, were the machine to die right then
    except OSError:
        shutil.copy2(database, kept)
    for side in _SIDES:
        beside_it = database.with_name(database.name + side)
        with suppress(FileNotFoundError):  # another database's log must never be read into the copy
            beside_it.rename(kept.with_name(kept.name + side))
    return kept
