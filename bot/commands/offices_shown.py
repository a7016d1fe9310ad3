"""`office save` and `office list`: an office as its file, and all offices in a line each."""

from pathlib import Path

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands.opened import changed, looked
from bot.paths import unusable
from bot.printable import visible
from storage.contradictions import mark
from storage.offices import all_offices, office_named
from storage.parents import key_of
from storage.saving import saved
from workflow.office import Office
from workflow.office_toml import written
from workflow.words import Role


def save(key: str = "", file: Path | None = None, *, overwrite: bool = False) -> str:
    """The office as the text of its file; with `file` it is written there, and the answer says so.

    A file that is there already is only replaced with `overwrite`: somebody may have worked on it.

    Without a key the only office is meant; a file may stand in the place of the key then. From now on that file is what
    `office load` compares with. Raises ValueError where there is no such office, more than one to choose from, or the
    file is there or cannot be written.
    """
    if file is None and key.endswith(".toml"):
        key, file = "", Path(key)
    if file is not None and not overwrite:
        _refuse_existing(file)

    def put_down(conn: Connection) -> str:
        office = meant(conn, key)
        text = written(saved(conn, office.id))
        mark(conn, office.id, office.key, "saved", wall_now())
        _into(file, text)  # in here, so that nothing is marked as saved that is not; written twice it is the same
        return text if file is None else f"{office.key}: written to {file}"

    return changed(put_down)


def listed() -> str:
    """Every office in a line: its key, name, procedures, how many work there, what stands above it."""
    return looked(lambda conn: "\n".join(_line(conn, one.office) for one in all_offices(conn))) or "There is no office."


def _line(conn: Connection, office: Office) -> str:
    administrators = sum(Role.ADMINISTRATOR in one.roles for one in office.people)
    above = key_of(conn, office.parent)
    parts = [
        office.key,
        office.name,
        ", ".join(office.procedures),
        office.timetable.zone,
        f"people: {len(office.people)}, administrators: {administrators}",
        f"group: {office.group or 'none'}",
        *([f"under {above}"] if above else []),
    ]
    return visible(" · ".join(parts))


def meant(conn: Connection, key: str) -> Office:
    """The office with this key; without one the only office. Raises ValueError where there is none to be meant."""
    if key:
        found = office_named(conn, key)
        if found is None:
            raise ValueError(f"there is no office {key!r}; `office list` shows all")
        return found
    every = [one.office for one in all_offices(conn)]
    if len(every) != 1:
        raise ValueError("which office? Give its key; `office list` shows all" if every else "there is no office yet")
    return every[0]


def _refuse_existing(file: Path) -> None:
    """Asked before the transaction: that may be run again, after it has written the file itself."""
    try:
        there = file.is_file()
    except OSError as error:
        raise ValueError(f"{file}: cannot be written: {unusable(file, error)}") from error
    if there:
        raise ValueError(f"{file}: is there already; name another file, or give --overwrite")


def _into(file: Path | None, text: str) -> None:
    if file is None:
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{file}: cannot be written: {unusable(file, error)}") from error
