"""The folder of an export: files that are written whole, their checksums, and the name they get at the end."""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20
SUMS = "SHA256SUMS"


def sums(folder: Path) -> str:
    """A line for each file, as `sha256sum --check` reads them."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{_digest(folder / name)}  {name}\n" for name in names if name != SUMS)


def settle(folder: Path, to: Path) -> None:
    """Give the folder its name; where that ends with `.zip` it becomes such a file, for its owner only."""
    if to.suffix != ".zip":
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


def fresh(to: Path) -> Path:
    """An empty folder beside the place where the export will stand. Raises ValueError where it cannot be made."""
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
