"""The copy that is made of a SQLite database before its tables are changed."""

import asyncio
import re
from datetime import datetime
from pathlib import Path

from storage.copying_files import CopyError, beside, dated, dated_files, keep_newest, put_in_place
from storage.migrations.upgrade import NewerDatabaseError, log, newest
from storage.work.sqlite import SqliteWork

KEPT = 3
"""Copies of so many upgrades stay; older ones are taken away."""


async def keep_copy(work: SqliteWork, revision: str, now: datetime | None) -> Path:
    """Copy the database beside itself, under a name with its revision. Raises CopyError."""
    if revision > newest():
        raise NewerDatabaseError(revision)
    made = await asyncio.to_thread(_copy, work.path, revision, now)
    log.info("before the upgrade the database was copied to %s", made)
    return made


def _copy(database: Path, revision: str, now: datetime | None) -> Path:
    from storage.copying import snapshot

    when = f"-{dated(now)}" if now else ""
    target = database.with_name(f"{database.stem}-before-upgrade-from-{revision}{when}{database.suffix}")
    try:
        with beside(target) as part:
            snapshot(database, part)
            put_in_place(part, target, overwrite=True)
    except CopyError as error:
        raise CopyError(f"{error}. Nothing was upgraded; make room for a copy, then start again") from error
    ours = rf"{re.escape(database.stem)}-before-upgrade-from-\d+"
    keep_newest(dated_files(database.parent, ours, database.suffix), KEPT)
    return target
