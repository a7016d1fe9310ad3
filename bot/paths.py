"""Why a file that somebody has named cannot be used, in plain words."""

import errno
from pathlib import Path

_WORDS = {
    errno.EACCES: "this user has no right to it",
    errno.EPERM: "this user has no right to it",
    errno.EISDIR: "it is a folder; name a file",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the links on the way to it go in a circle",
}


def to_write(name: str) -> Path:
    """The path that somebody has named to write to. Raises ValueError for an empty one, which would be this folder."""
    if not name.strip():
        raise ValueError("the name to write to is empty; name a file or a folder")
    return Path(name)


def unusable(file: Path, error: OSError) -> str:
    """What keeps the file from being read or written, and what to mend where that is not plain."""
    if error.errno == errno.ENOENT:
        return "there is no such file" if file.parent.is_dir() else f"there is no folder {str(file.parent)!r}"
    return _WORDS.get(error.errno or 0) or error.strerror or "the system does not say why"
