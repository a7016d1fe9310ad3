"""`export FOLDER` or `export FILE.zip`: written under another name, and named when it is whole."""

import shutil
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands.opened import looked
from bot.exporting.files import write_all
from bot.exporting.folder import fresh, is_packed, settle
from storage.moment import at_one_moment


def export_to(to: Path) -> list[str]:
    """Write the export and say what is in it. Raises ValueError where it cannot be written; nothing is left then."""
    folder = fresh(to)
    try:
        counts = looked(at_one_moment(lambda conn: _written(conn, folder, to)))
        settle(folder, to)
    except OSError as error:
        raise _unwritable(to, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = [f"{name}: {count}" for name, count in counts.items() if count]
    what = "file" if is_packed(to) else "folder"
    return [
        *lines,
        f"Written to the {what} {to}. It holds people's data in the clear: keep it as you keep the database.",
    ]


def _written(conn: Connection, folder: Path, to: Path) -> dict[str, int]:
    """What cannot be written is no fault of the database."""
    try:
        return write_all(conn, folder, wall_now())
    except OSError as error:
        raise _unwritable(to, error) from error


def _unwritable(to: Path, error: OSError) -> ValueError:
    return ValueError(f"{to}: cannot be written ({error.strerror}); check the path and the disk")
