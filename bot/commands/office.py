"""`office load`: takes in an office file and tells what it changed, unless people have changed the same in the chat."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands import procedures as files
from bot.commands.office_words import contradiction_in_words, in_words
from bot.printable import visible
from bot.replanning import replan
from bot.settings import StorageSettings, load_settings
from storage import procedures, queries, staffing
from storage.books import SqlBooks
from storage.contradictions import contradictions, mark
from storage.migrations import NewerDatabaseError, upgrade
from storage.offices import load_office, office_named
from storage.parents import key_of
from storage.saving import saved
from storage.turning import turn_over
from storage.work import Work
from workflow.office import Office
from workflow.office_file import BadOfficeError, OfficeFile, parse_office
from workflow.procedure import Procedure
from workflow.staffing.changes import Change, Source
from workflow.vacancies import vacancies


class ContradictedError(ValueError):
    """The file would undo what was changed in the chat; nothing was changed. Each line says which, by whom and when."""

    def __init__(self, lines: Sequence[str]) -> None:
        last = "Nothing changed. Save the office to a file and begin with that one, or give --overwrite."
        super().__init__("\n".join([*lines, last]))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file changed, a line each; `warnings` tell what the office lacks, and lacked before."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Given:
    """A file that is to be taken in: its name, what it says, and the procedures that it may name."""

    name: str
    file: OfficeFile
    known: Sequence[Procedure]
    overwrite: bool
    now: datetime


def load_file(path: Path, overwrite: bool = False) -> Loaded:
    """What changed. Raises ValueError that names file, key and mend, or what was changed in the chat.

    Nothing is changed then. With `overwrite` the file is right, whatever was changed in the chat.
    """
    settings = load_settings(StorageSettings)
    known = files.shipped(settings.procedures_dir)
    office = parse_office(files.read(path), path.name, {procedure.name for procedure in known})
    given = _Given(path.name, office, known, overwrite, wall_now())
    try:
        return asyncio.run(_load(settings, given))
    except NewerDatabaseError as error:
        raise ValueError(str(error)) from error


async def _load(settings: StorageSettings, given: _Given) -> Loaded:
    async with await Work.open(settings.database_url) as work:
        await upgrade(work, wall_now())
        await store_procedures(work, settings.procedures_dir)
        return await work.run(lambda conn: _take_in(conn, given))


def _take_in(conn: Connection, given: _Given) -> Loaded:
    """The office, and its open cards: a new timetable moves their times, who left leaves them; one transaction."""
    file, now = given.file, given.now
    before = office_named(conn, file.office.key)
    warnings = _gaps(conn, given, before)
    changes = load_office(conn, file)
    office = office_named(conn, file.office.key)
    assert office is not None  # noqa: S101 - it was loaded a line above
    if before and not given.overwrite:
        _refuse_to_undo(conn, before, changes)
    staffing.note(conn, office.id, changes, None, Source.FILE, now)
    mark(conn, office.id, office.key, "loaded", now)
    if changes:
        replan(conn, queries.open_ids(conn, office.id), now)
        if before:
            turn_over(conn, before, SqlBooks(conn, now), now)
    lines = [visible(in_words(_with_keys(conn, change))) for change in changes]
    return Loaded("\n".join(lines) or "Nothing changed.", warnings)


def _gaps(conn: Connection, given: _Given, before: Office | None) -> tuple[str, ...]:
    """What the office lacks, and lacked before. Raises BadOfficeError for what it lacks only by this file."""
    missing = vacancies(given.file, given.known)
    old = vacancies(saved(conn, before.id), given.known) if before and missing else []
    if new := [one for one in missing if one not in old]:
        raise BadOfficeError(given.name, new)
    return tuple(f"{given.name}: {one}" for one in missing)


def _refuse_to_undo(conn: Connection, office: Office, changes: Sequence[Change]) -> None:
    if found := contradictions(conn, office.id, office.key, changes):
        zone = office.timetable.zone
        shown = (replace(one, change=_with_keys(conn, one.change)) for one in found)
        raise ContradictedError([visible(contradiction_in_words(one, zone)) for one in shown])


def _with_keys(conn: Connection, change: Change) -> Change:
    """The office above is kept by its number, and shown by its key."""
    if change.field != "parent":
        return change
    old, new = (key_of(conn, value) if isinstance(value, int) else None for value in (change.old, change.new))  # type: ignore[arg-type]  # what JSON keeps of an office's id
    return replace(change, old=old, new=new)


async def store_procedures(work: Work, own: str = "") -> list[str]:
    """Make the product's procedures, and those of the folder `own`, the current ones.

    Returns the files of those that are new or changed. Raises ValueError for one that cannot be used.
    """
    files.prove(own)
    texts, now = files.texts(own), wall_now()

    def store(conn: Connection) -> list[str]:
        return [name for name, text in texts.items() if procedures.put(conn, text, now)]

    return await work.run(store)
