"""The database's file is for the bot's user: people's data are in it, and in what stands beside it."""

import os
import stat
from pathlib import Path

from storage.alone import file_of

_WORLD = stat.S_IRWXO
_OWNER_ALONE = 0o600
SIDES = ("", "-wal", "-shm")
"""The file itself and what SQLite puts beside it, with the same rights."""


def shut(url: str) -> list[Path]:
    """Take from everybody but the owner what the world may do with the files of the database. Returns those it was.

    A file that the world may read is one of an older version, or was copied here under a usual umask: nobody has meant
    it, so it is mended without asking. Where only a group may read it, somebody has probably meant it, as for a program
    that makes copies: that is left to `doctor` to tell. So is a file of somebody else's: root may start the bot once,
    and whose the file is says who must be able to use it.
    """
    path = file_of(url)
    if path is None:
        return []
    return [one for one in beside(path) if _shut(one)]


def beside(path: Path) -> list[Path]:
    """The files of the database that are there."""
    return [one for end in SIDES if (one := path.with_name(f"{path.name}{end}")).exists()]


def _shut(path: Path) -> bool:
    try:
        known = path.stat()
        if not known.st_mode & _WORLD or known.st_uid != os.geteuid():
            return False
        path.chmod(_OWNER_ALONE)
    except OSError:  # gone meanwhile, or on a file system without rights: the bot works all the same
        return False
    return True
