"""Files of an export have names of ours, whatever their senders called them."""

import re
from pathlib import Path

import pytest

from bot.exporting.files import file_name, write_all
from bot.exporting.folder import fresh
from storage import blobs
from storage.blobs import Blob
from storage.work import Work
from tests.fixtures.offices import NOW

_HOSTILE = ("../../etc/passwd", "a/../../b.txt", "con", "x\x00.sh", "=cmd.csv", "\u202egpj.exe", "a" * 5000, "")


@pytest.mark.attack(13)
async def test_names_of_senders(tmp_path: Path, sqlite_template: Path) -> None:
    """Nothing is written outside of the folder of files, and no name of a sender becomes the name of a file."""
    (tmp_path / "x.db").write_bytes(sqlite_template.read_bytes())  # noqa: ASYNC240 - a small file of the test's own
    async with await Work.open(f"sqlite:///{tmp_path / 'x.db'}") as work:
        for name in _HOSTILE:
            blob = Blob(blobs.sha256_of(name.encode()), b"x" + name.encode(), "text/html", name)
            await work.run(lambda conn, blob=blob: blobs.put(conn, blob, NOW))
        folder = fresh(tmp_path / "out")
        await work.read(lambda conn: write_all(conn, folder, NOW))
    names = sorted(path.name for path in (folder / "files").iterdir())
    assert names == sorted(f"{blobs.sha256_of(name.encode())}.bin" for name in _HOSTILE)
    assert {path.name for path in tmp_path.iterdir()} >= {"x.db", folder.name}  # noqa: ASYNC240 - the same


@pytest.mark.attack(13)
def test_only_our_letters() -> None:
    """A row that somebody wrote into the database himself makes no path either."""
    for sha in ("../../etc/passwd", "/abs", "a" * 500, "CON", "x\x00"):
        assert re.fullmatch(r"[a-z0-9_-]{0,64}\.bin", file_name(sha, "application/x-sh"))
