"""The journal's chain covers salted digests of the contents, so that these can be erased, and of what that leaves.

Revision: 0009. After: 0008. Takes two to five minutes for a million events.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from pydantic import ValidationError

from storage.journal_bare import bare_digest
from workflow.events import load

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PAGE = 1000
_FACTS = ("office", "chain_seq", "card", "seq", "at", "kind", "by")

Row = dict[str, Any]
Topics = frozenset[str]
Hasher = Callable[[str, Row], str]
Maker = Callable[[str, Row, bool, Topics], Row]


def upgrade() -> None:
    """Every chain is made anew. Where the old one was broken the new one is broken at the same place."""
    op.add_column("events", sa.Column("salt", sa.Text(), nullable=True))
    op.add_column("events", sa.Column("digest", sa.Text(), nullable=False, server_default=""))
    op.add_column("events", sa.Column("bare", sa.Text(), nullable=False, server_default=""))
    for office in _offices():
        _remake(office, _old_hash, _salted)


def downgrade() -> None:
    """The old chains again. Refused where something was erased: the code before this cannot read such a journal."""
    erased = sa.text("SELECT count(*) FROM events WHERE salt IS NULL OR kind = 'erased'")
    if op.get_bind().scalar(erased):
        raise RuntimeError("personal data was erased since the upgrade; restore the copy that was made before it")
    for office in _offices():
        _remake(office, _new_hash, _plain)
    with op.batch_alter_table("events") as events:
        events.drop_column("bare")
        events.drop_column("digest")
        events.drop_column("salt")


def _remake(office: Row, check: Hasher, make: Maker) -> None:
    """Walk the chain by its old hashes, and write the new ones over them; what did not fit must not fit now."""
    old, new, topics = "", "", _topics(office["id"])
    for page in _pages(office["id"]):
        written = []
        for row in page:
            follows, whole = row["prev_hash"] == old, row["hash"] == check(row["prev_hash"], row)
            made = make(new if follows else row["prev_hash"], row, whole, topics)
            old, new = row["hash"], made["hash"]
            written.append({"id_": row["id"], **made})
        op.get_bind().execute(_WRITE, written)
    if office["chain_hash"] == old:
        op.get_bind().execute(_MOVE, {"id_": office["id"], "hash_": new})


def _salted(last: str, row: Row, whole: bool, topics: Topics) -> Row:
    """A row that was changed gets digests that are none."""
    salt = secrets.token_hex(16)
    digest = hashlib.sha256((salt + row["body"]).encode()).hexdigest() if whole else "changed before the upgrade"
    digests = {"digest": digest, "bare": _bare(row["body"], topics) if whole else ""}
    return {"salt": salt, **digests, "prev_hash": last, "hash": _new_hash(last, {**row, **digests})}


def _bare(body: str, topics: Topics) -> str:
    """By the code of today: it is this code that will erase, and that must be able to read what was written ever."""
    try:
        return bare_digest(load(body), topics)
    except ValidationError:
        return ""


def _plain(last: str, row: Row, whole: bool, _: Topics) -> Row:
    whole = whole and row["digest"] == hashlib.sha256((row["salt"] + row["body"]).encode()).hexdigest()
    made = _old_hash(last, row) if whole else "changed"
    return {name: row[name] for name in ("salt", "digest", "bare")} | {"prev_hash": last, "hash": made}


def _old_hash(last: str, row: Row) -> str:
    return _hash([last, *(row[name] for name in _FACTS), row["body"]])


def _new_hash(last: str, row: Row) -> str:
    return _hash([last, *(row[name] for name in _FACTS), row["digest"], row["bare"]])


def _hash(covered: list[Any]) -> str:
    return hashlib.sha256(json.dumps(covered, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


_EVENTS = sa.table("events", *map(sa.column, ("id", *_FACTS, "body", "salt", "digest", "bare", "prev_hash", "hash")))
_OFFICES = sa.table("offices", sa.column("id"), sa.column("chain_hash"))
_WRITE = (
    sa.update(_EVENTS)
    .where(_EVENTS.c.id == sa.bindparam("id_", type_=sa.BigInteger()))
    .values({name: sa.bindparam(name, type_=sa.Text()) for name in ("salt", "digest", "bare", "prev_hash", "hash")})
)
_MOVE = (
    sa.update(_OFFICES)
    .where(_OFFICES.c.id == sa.bindparam("id_", type_=sa.BigInteger()))
    .values(chain_hash=sa.bindparam("hash_", type_=sa.Text()))
)


def _topics(office: int) -> Topics:
    units = sa.table("departments", sa.column("office"), sa.column("topics"))
    found = op.get_bind().scalars(sa.select(units.c.topics).where(units.c.office == office))
    return frozenset(topic for unit in found for topic in json.loads(unit))


def _offices() -> list[Row]:
    return [dict(row) for row in op.get_bind().execute(sa.select(_OFFICES)).mappings().all()]


def _pages(office: int) -> Iterator[list[Row]]:
    """The rows of a chain in order, a page at a time."""
    after = -1
    rows = sa.select(_EVENTS).where(_EVENTS.c.office == office).order_by(_EVENTS.c.chain_seq).limit(_PAGE)
    while page := op.get_bind().execute(rows.where(_EVENTS.c.chain_seq > after)).mappings().all():
        yield list(map(dict, page))
        after = page[-1]["chain_seq"]
