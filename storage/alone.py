"""One process at a time on a SQLite file: a lock on a file beside it, which the kernel frees when its holder dies."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.work.base import BadUrlError

SUFFIX = ".lock"
WAITED = 3.0
"""Seconds for which the lock is waited for: another that is just ending, or one that only looks whether it is free."""

_held: set[Path] = set()
"""What this process itself holds."""


class NotAloneError(ValueError):
    """Another process works on this database; stop it first."""

    def __init__(self, path: Path, holder: str) -> None:
        which = f"process {holder}" if holder else "another process"
        super().__init__(
            f"DATABASE_URL: {which} of Otklik works on {str(path)!r} already; one process at a time may. "
            "Stop it, or name another file."
        )


@contextmanager
def alone(url: str, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Keep every other bot, and `restore`, from this database meanwhile. Raises NotAloneError, and BadUrlError.

    On PostgreSQL several may work together, and nothing is locked.
    """
    path = file_of(url)
    if path is None or not path.parent.is_dir():  # where there is no folder, opening the database says so
        yield
        return
    descriptor = _locked(path, sleep)
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        os.close(descriptor)


def taken(path: Path) -> bool:
    """Whether another process holds the lock on this database now."""
    path = path.resolve()
    lock = path.with_name(path.name + SUFFIX)
    if path in _held or not lock.exists():
        return False
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        return not _seized(descriptor)
    finally:
        os.close(descriptor)


def file_of(url: str) -> Path | None:
    """The file of a SQLite database, or None where the URL names none."""
    try:
        known = make_url(url)
    except ArgumentError:  # opening the database says what is wrong with it
        return None
    if known.get_backend_name() != "sqlite" or not known.database or known.database == ":memory:":
        return None
    return Path(known.database).resolve()


def own_as(path: Path, model: Path) -> None:
    """Give the file to the owner of another: what root makes beside the database the bot must be able to use."""
    if os.geteuid() == 0:
        owner = model.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _locked(path: Path, sleep: Callable[[float], None]) -> int:
    # The file stays where it is for ever: one that is taken away while another waits for it would be locked twice.
    lock = path.with_name(path.name + SUFFIX)
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        own_as(lock, path if path.exists() else path.parent)
    except OSError as error:
        raise BadUrlError(f"DATABASE_URL: {str(lock)!r} cannot be made or used ({error.strerror})") from error
    for _ in range(max(1, round(WAITED / 0.1))):
        if _seized(descriptor):
            _sign(descriptor)
            return descriptor
        sleep(0.1)
    holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    os.close(descriptor)
    raise NotAloneError(path, holder)


def _sign(descriptor: int) -> None:
    """Leave the number of this process for whoever is refused; on a full disk it holds the lock without."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _seized(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
