"""The files of an export, written out of one transaction, a row at a time."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.exporting.cells import writer
from bot.exporting.explained import README, readme
from bot.exporting.folder import SUMS, sums
from bot.exporting.sheet import HEADINGS, table
from storage import exporting, journal
from storage.inbox.rows import DEATH
from storage.offices import all_offices

_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "video/mp4": ".mp4",
    "application/pdf": ".pdf", "audio/mpeg": ".mp3", "audio/ogg": ".ogg", "application/zip": ".zip",
}  # fmt: skip
_UNSAFE = re.compile(r"[^a-z0-9_-]+")


def write_all(conn: Connection, folder: Path, now: datetime) -> dict[str, int]:
    """Write everything into the folder, which loses what it had. Returns how many rows each file has. `now` is real.

    Run it with storage.moment.at_one_moment, or files may not fit together.
    """
    _empty(folder)
    counts = {f"{name}.jsonl": _lines(folder / f"{name}.jsonl", _rows(conn, name)) for name in exporting.TABLES}
    counts["heads.jsonl"] = _lines(folder / "heads.jsonl", _heads(conn))
    counts["cards.csv"] = _sheet(conn, folder / "cards.csv")
    counts["procedures/"] = _procedures(conn, folder / "procedures")
    counts["files/"] = _files(conn, folder / "files")
    (folder / README).write_text(readme(now), encoding="utf-8")
    (folder / SUMS).write_text(sums(folder), encoding="utf-8")
    return counts


def file_name(sha256: str, mime: str) -> str:
    """The name of a file in the export. The sender's own name is only told, in `blobs.jsonl`: it may be hostile."""
    return f"{_UNSAFE.sub('', sha256.lower())[:64]}{_ENDINGS.get(mime, '.bin')}"


def _empty(folder: Path) -> None:
    """A transaction may be run again from its beginning."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _lines(path: Path, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
            count += 1
    return count


def _rows(conn: Connection, name: str) -> Iterator[dict[str, Any]]:
    """A card as an object; an event's body as the very text that its digest is of; tries of updates as two numbers."""
    for row in exporting.rows(conn, name):
        if name in ("cards", "held"):
            row["body"] = json.loads(row["body"])
        if name == "inbox":
            row["cut_short"], row["failed"] = divmod(row.pop("attempts"), DEATH)
        if name == "blobs":
            row["file"] = f"files/{file_name(row['sha256'], row['mime'])}"
        yield row


def _heads(conn: Connection) -> Iterator[dict[str, Any]]:
    """The end of each office's chain, and whether it was whole when it was written here."""
    for one in all_offices(conn):
        head, broken = journal.head(conn, one.office.id), journal.verify(conn, one.office.id)
        found = {"first_broken": broken.chain_seq, "why": broken.why} if broken else {"first_broken": None, "why": ""}
        yield {"office": one.office.id, "key": one.office.key, "chain_seq": head.chain_seq, "hash": head.hash, **found}


def _sheet(conn: Connection, path: Path) -> int:
    offices = {row["id"]: row for row in exporting.rows(conn, "offices")}
    people = {row["id"]: row["name"] for row in exporting.rows(conn, "people")}
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = writer(file)
        sheet.row(HEADINGS)
        for row in table(exporting.rows(conn, "cards"), offices, people):
            sheet.row(row)
            count += 1
    return count


def _procedures(conn: Connection, folder: Path) -> int:
    folder.mkdir()
    count = 0
    for row, body in exporting.bodies(conn, "procedures", "body"):
        name = f"{_UNSAFE.sub('_', row['name'].lower())[:60]}-{_UNSAFE.sub('', row['digest'])[:12]}.toml"
        (folder / name).write_text(body, encoding="utf-8", newline="\n")
        count += 1
    return count


def _files(conn: Connection, folder: Path) -> int:
    folder.mkdir()
    count = 0
    for row, content in exporting.bodies(conn, "blobs", "content"):
        (folder / file_name(row["sha256"], row["mime"])).write_bytes(content)
        count += 1
    return count
