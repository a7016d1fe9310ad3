"""`office load`: takes in an office file and tells what it changed."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands import procedures as files
from bot.replanning import replan
from bot.settings import StorageSettings, load_settings
from storage import procedures, queries
from storage.migrations import NewerDatabaseError, upgrade
from storage.offices import load_office, office_named
from storage.work import Work
from workflow.office_file import BadOfficeError, OfficeFile, parse_office
from workflow.staffing.changes import Change
from workflow.vacancies import vacancies


def load_file(path: Path) -> str:
    """What changed, in a line each. Raises ValueError that names file, key and mend; nothing is changed then."""
    settings = load_settings(StorageSettings)
    known = files.shipped(settings.procedures_dir)
    office = parse_office(files.read(path), path.name, {procedure.name for procedure in known})
    if missing := vacancies(office, known):
        raise BadOfficeError(path.name, missing)
    try:
        changes = asyncio.run(_load(settings, office))
    except NewerDatabaseError as error:
        raise ValueError(str(error)) from error
    return "\n".join(map(in_words, changes)) or "Nothing changed."


def in_words(change: Change) -> str:
    """One change in one line."""
    what = f"{change.what} {change.key!r}"
    if change.field:
        return f"{what}: {change.field}: {_short(change.old)} → {_short(change.new)}"
    return f"{what}: taken out" if change.new is None else f"{what}: new, {change.new}"


async def _load(settings: StorageSettings, office: OfficeFile) -> Sequence[Change]:
    async with await Work.open(settings.database_url) as work:
        await upgrade(work)
        await store_procedures(work, settings.procedures_dir)
        return await work.run(lambda conn: _take_in(conn, office))


def _take_in(conn: Connection, file: OfficeFile) -> Sequence[Change]:
    """The office, and the times of its open cards, which a new timetable moves; one transaction."""
    changes = load_office(conn, file)
    if changes and (office := office_named(conn, file.office.key)):
        replan(conn, queries.open_ids(conn, office.id), wall_now())
    return changes


async def store_procedures(work: Work, own: str = "") -> list[str]:
    """Make the product's procedures, and those of the folder `own`, the current ones.

    Returns the files of those that are new or changed. Raises ValueError for one that cannot be used.
    """
    files.prove(own)
    texts, now = files.texts(own), wall_now()

    def store(conn: Connection) -> list[str]:
        return [name for name, text in texts.items() if procedures.put(conn, text, now)]

    return await work.run(store)


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if value not in (None, "", []) else "nothing"
