"""Bytes of media that came from elsewhere than a messenger, each kept once under its SHA-256."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select, update

from storage.sql import insert_new
from storage.tables import blob_files, blobs

_THIS_FILE = and_(
    blob_files.c.sha256 == bindparam("of_sha256"),
    blob_files.c.channel == bindparam("of_channel"),
    blob_files.c.kind == bindparam("of_kind"),
)
_CHANGE = update(blob_files).where(_THIS_FILE)


@dataclass(frozen=True, slots=True)
class Blob:
    """Some bytes; `mime` is what they begin as."""

    sha256: str
    content: bytes = field(repr=False)
    mime: str = "application/octet-stream"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a channel calls bytes that it has seen: sent as a `kind`, they were taken as `sent_as`."""

    sha256: str
    kind: str
    sent_as: str
    file_id: str


def sha256_of(content: bytes) -> str:
    """The identity of the bytes."""
    return hashlib.sha256(content).hexdigest()


def put(conn: Connection, blob: Blob, now: datetime) -> None:
    """Keep the bytes; the same ones are kept once. `now` is real time."""
    row = {"sha256": blob.sha256, "content": blob.content, "mime": blob.mime, "name": blob.name}
    insert_new(conn, blobs, [{**row, "size": len(blob.content), "created_at": now}])


def get(conn: Connection, sha256: str) -> Blob:
    """The bytes. Raises LookupError where there are none under this identity."""
    row = conn.execute(select(blobs).where(blobs.c.sha256 == sha256)).first()
    if row is None:
        raise LookupError(f"there are no bytes under {sha256}")
    return Blob(row.sha256, row.content, row.mime, row.name)


def known_to(conn: Connection, channel: str, shas: Iterable[str]) -> list[Known]:
    """What the channel calls those of these bytes that it has seen."""
    these = and_(blob_files.c.channel == channel, blob_files.c.sha256.in_(sorted(set(shas))))
    return [
        Known(row.sha256, row.kind, row.sent_as, row.file_id) for row in conn.execute(select(blob_files).where(these))
    ]


def note(conn: Connection, channel: str, known: Known, now: datetime) -> None:
    """Remember what the channel calls them from now on. `now` is real time."""
    this = {"of_sha256": known.sha256, "of_channel": channel, "of_kind": known.kind}
    values = {"sent_as": known.sent_as, "file_id": known.file_id, "noted_at": now}
    if conn.execute(_CHANGE.values(values), this).rowcount == 0:
        row = {"sha256": known.sha256, "channel": channel, "kind": known.kind, **values}
        insert_new(conn, blob_files, [row])
