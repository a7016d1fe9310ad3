"""The copy that is made of a SQLite database before its tables are changed."""

import asyncio
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from storage.copying_files import CopyError, beside, dated, dated_files, keep_newest, put_in_place
from storage.migrations.upgrade import NewerDatabaseError, log, newest
from storage.work.sqlite import SqliteWork

KEPT = 3
"""Copies of so many revisions stay, the newest of each; others are taken away."""


async def keep_copy(work: SqliteWork, revision: str, now: datetime | None) -> Path:
    """Copy the database beside itself, under a name with its revision. Raises CopyError."""
    if revision > newest():
        raise NewerDatabaseError(revision)
    made = await asyncio.to_thread(_copy, work.path, revision, now)
    log.info("before the upgrade the database was copied to %s", made)
    return made


def _copy(database: Path, revision: str, now: datetime | None) -> Path:
    from storage.copying import note, snapshot

    when = f"-{dated(now)}" if now else ""
    target = database.with_name(f"{database.stem}-before-upgrade-from-{revision}{when}{database.suffix}")
    try:
        with beside(target) as part:
            snapshot(database, part)
            if now:
                note(part, now)
            put_in_place(part, target, overwrite=True)
    except CopyError as error:
        raise CopyError(f"{error}. Nothing was upgraded; make room for a copy, then start again") from error
    _take_away(target, database)
    return target


def _take_away(made: Path, database: Path) -> None:
    """However often an upgrade fails and is tried again, it leaves one copy, and takes none of another revision."""
    begin = f"{database.stem}-before-upgrade-from-"
    by_revision: dict[str, list[Path]] = defaultdict(list)
    for path in dated_files(database.parent, rf"{re.escape(begin)}\d+", database.suffix):
        if path != made:  # whatever the clock says, the newest is the one that was just made
            by_revision[_revision_in(path, begin)].append(path)
    keep_newest(by_revision.pop(_revision_in(made, begin), []), 0)
    newest_of_each = [path for paths in by_revision.values() for path in _left(paths, 1)]
    keep_newest(newest_of_each, KEPT - 1)


def _left(paths: list[Path], count: int) -> list[Path]:
    gone = keep_newest(paths, count)
    return [path for path in paths if path not in gone]


def _revision_in(path: Path, begin: str) -> str:
    return path.name.removeprefix(begin)[:4]
