"""Files that are either whole or not there: written beside under another name, checked, on the disk, then renamed."""

import errno
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

_PART = ".part"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_DATED = r"-\d{8}T\d{6}Z"


class CopyError(ValueError):
    """A copy cannot be made or used; the message says why and how to mend it. Nothing was changed."""


class UnfitCopyError(ValueError):
    """A copy was loaded into the empty database, and could not be made fit for use there: the bot must not start on it.

    The database is not empty any more; the message says what to do with it.
    """


@contextmanager
def room(folder: Path, needed: int | None) -> Iterator[None]:
    """Where the disk of the folder is full, say so: where, how much is needed (bytes), how much is left.

    Raises CopyError. It stands around what takes the half-made file away again, so that what is left is true.
    """
    try:
        yield
    except (ValueError, OSError, SQLAlchemyError) as error:
        if not _full(error):
            raise
        wanted = f"about {_megabytes(needed)} are needed, " if needed is not None else ""
        left = _megabytes(shutil.disk_usage(folder).free)
        raise CopyError(f"there is no room in {str(folder)!r}: {wanted}{left} are left") from error


def _full(error: BaseException | None) -> bool:
    """Whether this, or what brought it about, is a disk without room."""
    if error is None:
        return False
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    this = code == sqlite3.SQLITE_FULL or (isinstance(error, OSError) and error.errno in _NO_ROOM)
    return this or os.strerror(errno.ENOSPC) in str(error) or _full(error.__cause__)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """An empty file beside the target, for its owner alone; it is gone afterwards in any case. Raises CopyError."""
    folder = target.parent
    if not folder.is_dir():
        raise CopyError(f"there is no folder {str(folder)!r}; make it, or name another file")
    _sweep(target)
    part = folder / f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}{_PART}"
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise CopyError(f"nothing can be written in {str(folder)!r} ({error.strerror})") from error
    try:
        yield part
    finally:
        for name in (part.name, f"{part.name}-journal", f"{part.name}-wal", f"{part.name}-shm"):
            part.with_name(name).unlink(missing_ok=True)


def put_in_place(part: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name. Raises CopyError where there is one already and it is not to be replaced."""
    _to_disk(part)
    if overwrite:
        part.replace(target)
    else:
        _name_new(part, target)
    _to_disk(target.parent)


def refuse_existing(target: Path) -> None:
    """Raise CopyError where there is such a file already."""
    if target.exists():
        raise CopyError(f"{str(target)!r} is there already; name another file, or give --overwrite")


def dated(now: datetime) -> str:
    """A moment as it stands in names of files, so that they sort by it: 20260304T101500Z."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def changed_at(path: Path) -> datetime:
    """When the file was written, by its file system (UTC)."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def dated_files(folder: Path, before: str, ending: str) -> list[Path]:
    """Files of which the name is these words, a regular expression, then a moment, then the ending; no others."""
    name = re.compile(f"{before}{_DATED}{re.escape(ending)}", re.ASCII)
    return [path for path in folder.iterdir() if name.fullmatch(path.name)]


def keep_newest(files: list[Path], count: int) -> list[Path]:
    """Take away all but the newest, by the dates in their names. Returns what is gone."""
    gone = sorted(files, key=lambda path: path.stem.rpartition("-")[2])[: max(0, len(files) - count)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _name_new(part: Path, target: Path) -> None:
    try:
        target.hardlink_to(part)  # unlike a rename it never replaces a file that has come meanwhile
    except FileExistsError:
        refuse_existing(target)
    except OSError:  # a file system without links
        refuse_existing(target)
        part.rename(target)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(target: Path) -> None:
    """What a process left behind that was killed while it copied."""
    for part in target.parent.glob(f".{escape(target.name)}.*{_PART}*"):
        number = part.name.removeprefix(f".{target.name}.").partition(".")[0]
        if number.isdecimal() and not _alive(int(number)):
            part.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
