"""What keeps the work safe over the years: copies, and room for them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.commands.ages import age
from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from storage import marks, queries
from storage.marks import Mark
from storage.vitals import BACKUP

OLD = timedelta(hours=26)
"""A copy a day, and two hours for what delays it."""

TRIAL = timedelta(days=7)
"""From the first card on; then a copy is not a matter of taste any more."""

LITTLE = 1024**3
_MAKE = "python -m bot backup FOLDER --keep 30, each night; docs/administration.md has the line for cron"


async def backup(visit: Visit) -> AsyncIterator[Finding]:
    """When `backup` last made a copy. Copies made by other programs are not known here."""
    mark = await visit.database.read(_last)
    if mark is None:
        yield never(await visit.database.read(queries.first_opened), visit.now)
    elif visit.now - mark.at > OLD:
        yield fault("backup", f"the last copy is {age(mark.at, visit.now)} old", _MAKE)
    else:
        yield ok("backup", f"the last copy is {age(mark.at, visit.now)} old")
    file = _file_of(mark)
    if file is not None and not file.exists():
        yield warning("backup", "the last copy is not where it was made", "keep one there, or look where it went")
    folder = file.parent if file else None
    if folder and folder.is_dir():
        for finding in room("disk of copies", folder, _size(visit)):
            yield finding


def never(first_card: datetime | None, now: datetime) -> Finding:
    """No copy at all: in the first days somebody tries it out, after a week of cards their loss would be one."""
    late = first_card is not None and now - first_card > TRIAL
    return (fault if late else warning)("backup", "`backup` has never made a copy", _MAKE)


def disk(visit: Visit) -> Iterator[Finding]:
    """Where the database lies; on PostgreSQL that is the server's matter."""
    if visit.file is None:
        return
    if not visit.file.parent.is_dir():
        mend = "make it, or write the right DATABASE_URL"
        yield fault("disk", f"there is no folder {str(visit.file.parent)!r} for the database", mend)
    else:
        yield from room("disk", visit.file.parent, _size(visit))


def room(check: str, folder: Path, database: int) -> Iterator[Finding]:
    """Free space in the folder: at least a gigabyte, and twice the database, for a copy and for growth."""
    free = shutil.disk_usage(folder).free
    wanted = max(LITTLE, 2 * database)
    if free < wanted:
        mend = "make room there: a full disk stops the bot, and no copy can be made"
        yield warning(check, f"{_megabytes(free)} free, {_megabytes(wanted)} are wanted", mend)
    else:
        yield ok(check, f"{_megabytes(free)} free")


def _last(conn: Connection) -> Mark | None:
    return marks.get(conn, BACKUP)


def _file_of(mark: Mark | None) -> Path | None:
    named = mark.about.get("file") if mark else None
    return Path(named) if isinstance(named, str) and named else None


def _size(visit: Visit) -> int:
    return visit.file.stat().st_size if visit.file and visit.file.exists() else 0


def _megabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GB" if size >= LITTLE else f"{size // 1024**2} MB"
