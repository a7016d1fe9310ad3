"""What can be wrong with a SQLite file: its contents, its way of writing, the library, the disk beneath."""

import shlex
import sqlite3
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from sqlalchemy import Connection

from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from storage.private import beside
from storage.work.trouble import trouble

FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""Where the WAL-reset fault is mended: a connection that resets the WAL at the instant in which another commits or
checkpoints may damage the file. Every release from 3.51.3 on, and these two of older lines."""

_FULL = 2
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHOWN = 3
REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "lustre", "glusterfs", "davfs", "virtiofs"}
)
MOUNTS = Path("/proc/mounts")
_ELSEWHERE = "put the database on a disk of this machine, or use PostgreSQL"


async def integrity(visit: Visit) -> AsyncIterator[Finding]:
    """The file itself, page by page, and its references."""
    mend = "stop the bot, keep the damaged file aside, and `restore` the last good copy"
    faults = [str(one[0]) for one in await _asked(visit, "PRAGMA quick_check(10)")]
    if faults != ["ok"]:
        yield fault("integrity", f"the file is damaged: {'; '.join(faults[:_SHOWN])}", mend)
        return
    loose = await _asked(visit, "PRAGMA foreign_key_check")
    if loose:
        tables = ", ".join(sorted({str(one[0]) for one in loose}))
        yield fault("integrity", f"{len(loose)} rows of {tables} name what is not there", mend)
        return
    yield ok("integrity", "the file is whole")


async def way_of_writing(visit: Visit) -> AsyncIterator[Finding]:
    """WAL, and every commit on the disk before it is told: without either a power cut may lose what was confirmed."""
    mode, synchronous = await visit.database.run(_ways)
    if mode != "wal":
        yield fault("journal mode", f"it is {mode!r}, not WAL, which this file system does not take", _ELSEWHERE)
    elif synchronous != _FULL:
        yield fault("journal mode", "commits do not wait for the disk", "this is a fault of Otklik: report it")
    else:
        yield ok("journal mode", "WAL, every commit waits for the disk")


def rights(visit: Visit) -> Iterator[Finding]:
    """What people said is in the file: it is for the bot's user alone. One that is made by Otklik is.

    Only of a file that could be opened: of one that is no database nothing is to be changed.
    """
    if visit.file is None or not visit.file.exists():
        return
    open_ones = [one for one in beside(visit.file) if stat.S_IMODE(one.stat().st_mode) & _OTHERS]
    if open_ones:
        names = ", ".join(one.name for one in open_ones)
        mend = f"chmod 600 {' '.join(shlex.quote(str(one)) for one in open_ones)}"
        yield warning("database", f"{names} can be read by others than the bot's user", mend)


def version(visit: Visit) -> Iterator[Finding]:
    """The library that this Python came with."""
    known, text = sqlite3.sqlite_version_info, sqlite3.sqlite_version
    if mended(known):
        yield ok("SQLite", text)
        return
    words = f"{text} has the WAL-reset fault: two connections that write at the same instant may damage the file"
    mend = "a bot alone does not come near it; what to heed, and how to end the matter: docs/administration.md"
    yield warning("SQLite", words, mend)


def mended(known: tuple[int, ...]) -> bool:
    """Whether this version is without the WAL-reset fault."""
    return known >= FIXED[0] or any(known[:2] == one[:2] and known >= one for one in FIXED[1:])


def file_system(visit: Visit) -> Iterator[Finding]:
    """SQLite's locks and its shared memory do not hold over a network."""
    if visit.file is None or not MOUNTS.exists():
        return
    kind = kind_of(visit.file, MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if kind in REMOTE or kind.startswith(("fuse.ssh", "fuse.gluster")):
        yield fault("file system", f"the database lies on a file system of the network ({kind})", _ELSEWHERE)
    else:
        yield ok("file system", kind or "of this machine")


def kind_of(file: Path, mounts: str) -> str:
    """The type of the file system under the file, from lines as in /proc/mounts; empty where none fits."""
    fields = [line.split() for line in mounts.splitlines()]
    found = [(_unescaped(one[1]), one[2]) for one in fields if len(one) > 2 and file.is_relative_to(_unescaped(one[1]))]
    return max(found, key=lambda one: len(Path(one[0]).parts), default=("", ""))[1]


def _unescaped(path: str) -> str:
    """The kernel writes a space in a path as \\040."""
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")


def _ways(conn: Connection) -> tuple[str, int]:
    mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
    return str(mode), int(conn.exec_driver_sql("PRAGMA synchronous").scalar() or 0)


async def _asked(visit: Visit, pragma: str) -> list[tuple[object, ...]]:
    """The rows of the answer; a file too damaged to answer is one row that says so."""
    try:
        return await visit.database.read(lambda conn: [tuple(row) for row in conn.exec_driver_sql(pragma)])
    except Exception as error:
        if not (why := trouble(error)):
            why = f"it cannot be read ({type(error).__name__})"
        return [(why,)]
