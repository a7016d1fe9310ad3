"""The folder of an export: files that are written whole, their checksums, and the name they get at the end."""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20
SUMS = "SHA256SUMS"
_OTHERS = (".7z", ".bz2", ".gz", ".lz4", ".rar", ".tar", ".tbz", ".tbz2", ".tgz", ".txz", ".xz", ".z", ".zst")
"""Endings of archives that are not made: a folder of such a name would pass for one."""


def sums(folder: Path) -> str:
    """A line for each file, as `sha256sum --check` reads them."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{_digest(folder / name)}  {name}\n" for name in names if name != SUMS)


def settle(folder: Path, to: Path) -> None:
    """Give the folder its name; where that `is_packed` it becomes such a file, for its owner only."""
    if not is_packed(to):
        folder.rename(to)
        return
    packed = folder.with_name(f"{folder.name}.packed")
    try:
        packed.touch(mode=0o600)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                archive.write(path, f"{to.stem}/{path.relative_to(folder).as_posix()}")
        packed.rename(to)
    finally:
        packed.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def is_packed(to: Path) -> bool:
    """Whether the name, which ends with `.zip`, asks for a file instead of a folder."""
    return to.suffix.lower() == ".zip"


def fresh(to: Path) -> Path:
    """An empty folder beside the place where the export will stand. Raises ValueError where it cannot be made."""
    if to.suffix.lower() in _OTHERS:
        raise ValueError(f"{to}: of archives only .zip is made; name a file that ends with it, or a folder")
    if to.exists():
        raise ValueError(f"{to}: is there already; name a new folder, or a new file that ends with .zip")
    if not to.parent.is_dir():
        raise ValueError(f"{to}: there is no folder {str(to.parent)!r}; make it first, or name another place")
    folder = to.with_name(f".{to.name}.unfinished")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise ValueError(f"{to}: cannot be written ({error.strerror}); check the path") from error
    return folder


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    for chunk in _chunks(path):
        found.update(chunk)
    return found.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
