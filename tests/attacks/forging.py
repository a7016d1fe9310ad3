"""What somebody with the database in his hands may do to the journal: each is one transaction's work."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import journal
from storage.tables import events, offices

Deed = Callable[[Connection], None]


def edited(place: int, /, **values: Any) -> Deed:
    """One row of the chain says something else."""
    return lambda conn: conn.execute(update(events).where(events.c.chain_seq == place).values(values)).close()


def deleted(*seqs: int) -> Deed:
    """These rows are gone."""
    return lambda conn: conn.execute(delete(events).where(events.c.chain_seq.in_(seqs))).close()


def appended(conn: Connection) -> None:
    """A row more at the end, rightly chained, of which the office does not know."""
    last = dict(conn.execute(select(events).order_by(events.c.chain_seq.desc()).limit(1)).mappings().one())
    fresh = {**last, "id": last["id"] + 1, "chain_seq": last["chain_seq"] + 1, "seq": last["seq"] + 1}
    conn.execute(
        insert(events).values({**fresh, "prev_hash": last["hash"], "hash": journal.hash_of(last["hash"], fresh)})
    )


def put_between(seq: int) -> Deed:
    """A row more at this place; those behind it move on by one."""

    def deed(conn: Connection) -> None:
        rows = [dict(row) for row in conn.execute(select(events).order_by(events.c.chain_seq.desc())).mappings()]
        for row in rows:
            if row["chain_seq"] >= seq:
                edited(row["chain_seq"], chain_seq=row["chain_seq"] + 1)(conn)
        copy = next(row for row in rows if row["chain_seq"] == seq)
        conn.execute(insert(events).values({**copy, "id": rows[0]["id"] + 1, "seq": 1000}))

    return deed


def swapped(one: int, other: int) -> Deed:
    """Two rows have changed places in the chain."""

    def deed(conn: Connection) -> None:
        for old, new in ((one, 10_000), (other, one), (10_000, other)):
            edited(old, chain_seq=new)(conn)

    return deed


def to_another_office(seq: int) -> Deed:
    """A row is said to be of another office."""

    def deed(conn: Connection) -> None:
        office = dict(conn.execute(select(offices)).mappings().one())
        fresh = {**office, "id": office["id"] + 1, "key": "other", "stamp": "other", "chain_seq": 0, "chain_hash": ""}
        conn.execute(insert(offices).values(fresh))
        edited(seq, office=fresh["id"])(conn)

    return deed


def with_exchanged_contents(one: int, other: int) -> Deed:
    """Two rows have exchanged what they say, each with its salt."""

    def deed(conn: Connection) -> None:
        rows = {row.chain_seq: row for row in conn.execute(select(events))}
        for here, there in ((one, other), (other, one)):
            edited(here, body=rows[there].body, salt=rows[there].salt)(conn)

    return deed


def cut_after(seq: int, *, head_too: bool) -> Deed:
    """Everything after this row is gone; with `head_too` the office is made to believe that it ended there."""

    def deed(conn: Connection) -> None:
        conn.execute(delete(events).where(events.c.chain_seq > seq))
        if head_too:
            _end_at_last(conn)

    return deed


def rewritten(seq: int, body: str) -> Deed:
    """One row says something else, and it and all behind it are chained anew, to the office's own end of the chain."""

    def deed(conn: Connection) -> None:
        last = ""
        for row in conn.execute(select(events).order_by(events.c.chain_seq)).mappings().all():
            fresh = dict(row)
            if row["chain_seq"] == seq:
                fresh |= {"body": body, "digest": journal.digest_of(row["salt"], body)}
            fresh |= {"prev_hash": last, "hash": journal.hash_of(last, fresh)}
            edited(row["chain_seq"], **{name: fresh[name] for name in ("body", "digest", "prev_hash", "hash")})(conn)
            last = fresh["hash"]
        _end_at_last(conn)

    return deed


def _end_at_last(conn: Connection) -> None:
    row = conn.execute(select(events).order_by(events.c.chain_seq.desc()).limit(1)).first()
    seq, last = (row.chain_seq, row.hash) if row else (0, "")
    conn.execute(update(offices).values(chain_seq=seq, chain_hash=last))
