"""The journal of events: only added to, and chained by hashes office by office."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from storage.journal_bare import bare_digest
from storage.journal_erased import Erasures
from storage.tables import departments, events, offices
from storage.tables.types import micros
from workflow.events import Event, Opened, dump, load
from workflow.words import CardId, OfficeId

_COVERED = ("office", "chain_seq", "card", "seq", "at", "kind", "by", "digest", "bare")
_SALT_BYTES = 16
_PAGE = 1000

_HEAD = (
    select(offices.c.chain_seq, offices.c.chain_hash)
    .where(offices.c.id == bindparam("office"))
    .with_for_update(key_share=True)
)
_MOVE_HEAD = update(offices).where(offices.c.id == bindparam("office_id"))
_EVENT = select(events.c.body).where(events.c.card == bindparam("card"), events.c.seq == bindparam("of_seq"))
_HISTORY = select(events.c.body).where(events.c.card == bindparam("card")).order_by(events.c.seq)


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where the journal is not what was written. `card` is None where a row is missing."""

    office: OfficeId
    chain_seq: int
    card: CardId | None
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an office's chain: how many events there are, and the hash of the last one ("" where none is)."""

    chain_seq: int
    hash: str


def append(conn: Connection, office: OfficeId, card: CardId, happened: Sequence[Event]) -> None:
    """Add events of one card to the end of its office's chain; the chain is held till the commit."""
    head = conn.execute(_HEAD, {"office": office}).one()
    topics = topics_of(conn, office) if any(isinstance(one, Opened) for one in happened) else frozenset[str]()
    rows = [*_linked(office, card, happened, topics, Head(head.chain_seq, head.chain_hash))]
    conn.execute(insert(events), rows)
    last = rows[-1]
    conn.execute(_MOVE_HEAD, {"office_id": office, "chain_seq": last["chain_seq"], "chain_hash": last["hash"]})


def history(conn: Connection, card: CardId) -> list[Event]:
    """Everything that has happened to the card, in order."""
    return [load(body) for body in conn.scalars(_HISTORY, {"card": card})]


def event(conn: Connection, card: CardId, seq: int) -> Event | None:
    """The event with this number, or None."""
    body = conn.scalar(_EVENT, {"card": card, "of_seq": seq})
    return None if body is None else load(body)


def head(conn: Connection, office: OfficeId) -> Head:
    """Where the office's chain ends. Raises sqlalchemy.exc.NoResultFound where there is no such office."""
    row = conn.execute(select(offices.c.chain_seq, offices.c.chain_hash).where(offices.c.id == office)).one()
    return Head(row.chain_seq, row.chain_hash)


def link_at(conn: Connection, office: OfficeId, chain_seq: int) -> str | None:
    """The hash of the office's event with this number in the chain; None where there is none."""
    these = (events.c.office == office) & (events.c.chain_seq == chain_seq)
    found: str | None = conn.scalar(select(events.c.hash).where(these))
    return found


def verify(conn: Connection, office: OfficeId) -> BrokenLink | None:
    """Walk the whole chain of an office. None means that no row was changed, taken out or put in.

    A body that was erased is taken where a later event of the chain says so, and what stands in its place is just what
    the chain foretold when the event was written.
    """
    end = head(conn, office)
    seq, last = 0, ""
    for page in _pages(conn, office):
        erasures = Erasures(conn, page)
        for row in page:
            if fault := _fault(row, seq + 1, last) or erasures.fault(row):
                return BrokenLink(office, seq + 1, CardId(row["card"]) if row["chain_seq"] == seq + 1 else None, fault)
            seq, last = row["chain_seq"], row["hash"]
    if seq > end.chain_seq:
        return BrokenLink(office, end.chain_seq + 1, None, f"it stands behind the end: {end.chain_seq} were written")
    if (seq, last) != (end.chain_seq, end.hash):
        return BrokenLink(office, seq + 1, None, f"the journal ends here, but {end.chain_seq} events were written")
    return None


def topics_of(conn: Connection, office: OfficeId) -> frozenset[str]:
    """The topics that the office's departments are responsible for."""
    units = conn.scalars(select(departments.c.topics).where(departments.c.office == office))
    return frozenset(topic for unit in units for topic in unit)


def digest_of(salt: str, body: str) -> str:
    """What the chain keeps of a body (hex). Without the salt nobody can try out what the body may have been."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def hash_of(last: str, row: RowMapping | Mapping[str, Any]) -> str:
    """The hash of a row that comes after the one whose hash is `last` (hex)."""
    covered = [micros(row[name]) if name == "at" else row[name] for name in _COVERED]
    text = json.dumps([last, *covered], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _linked(
    office: OfficeId, card: CardId, happened: Sequence[Event], topics: frozenset[str], end: Head
) -> Iterator[dict[str, Any]]:
    seq, last = end.chain_seq, end.hash
    for event in happened:
        seq += 1
        salt, body = secrets.token_hex(_SALT_BYTES), dump(event)
        row: dict[str, Any] = {
            "office": office,
            "chain_seq": seq,
            "card": card,
            "seq": event.seq,
            "at": event.at,
            "kind": event.kind,
            "by": event.by,
            "body": body,
            "salt": salt,
            "digest": digest_of(salt, body),
            "bare": bare_digest(event, topics),
            "prev_hash": last,
        }
        row["hash"] = last = hash_of(last, row)
        yield row


def _pages(conn: Connection, office: OfficeId) -> Iterator[Sequence[RowMapping]]:
    """The rows of the chain, a page at a time: a journal may not fit into memory."""
    after = -1
    rows = select(events).where(events.c.office == office).order_by(events.c.chain_seq).limit(_PAGE)
    while page := conn.execute(rows.where(events.c.chain_seq > after)).mappings().all():
        yield page
        after = page[-1]["chain_seq"]


def _fault(row: RowMapping, seq: int, last: str) -> str | None:
    if row["chain_seq"] != seq:
        return f"event no. {seq} of the office is missing"
    if row["prev_hash"] != last:
        return "the row names another one before it than the one that stands there"
    if row["hash"] != hash_of(last, row):
        return "the row was changed after it was written"
    if row["salt"] is not None and row["digest"] != digest_of(row["salt"], row["body"]):
        return "the contents were changed after they were written"
    return None
