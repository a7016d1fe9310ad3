"""What is to be sent, and how it comes to stand in its lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, update

from storage import lanes
from storage.sql import insert_new, one_of
from storage.tables import outbox

BOX: lanes.Box = "out"
URGENCY = 2
"""Ordinary; a smaller number goes first (workflow.notices.Urgency)."""

MAIL = "mail:"
"""How the lanes of mail begin: they are emptied by another loop than those of the messenger."""

ONCE = "publication"
"""The kind of a row that is never sent twice: whoever takes one that may have arrived settles it as a doubt."""

UNSENT = one_of(outbox.c.status, "new", "sending")
STUCK = one_of(outbox.c.status, "dead", "doubt")
"""What needs a person: it did not arrive, or nobody knows whether it did."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent; `body` is opaque here. All times are real ones, UTC.

    `key` is its identity for ever: a second one under the same key is left out. A message with
    `supersede` takes the place of an unsent one with the same word.
    """

    lane: str
    kind: str
    body: str
    urgency: int = URGENCY
    key: str | None = None
    supersede: str | None = None
    office: int | None = None
    card: int | None = None
    person: int | None = None
    not_before: datetime | None = None
    status: str = "new"
    error: str | None = None


def put(conn: Connection, messages: Sequence[Message], now: datetime) -> None:
    """Put messages at the ends of their lanes."""
    if not messages:
        return
    replaced = {message.supersede for message in messages if message.supersede}
    if replaced:
        stale = and_(outbox.c.supersede.in_(replaced), one_of(outbox.c.status, "new"))
        conn.execute(update(outbox).where(stale).values(status="superseded", settled_at=now))
    lanes.ensure(conn, BOX, [message.lane for message in messages])
    insert_new(conn, outbox, [_row(message, now) for message in messages])


def _row(message: Message, now: datetime) -> dict[str, Any]:
    return {
        "lane": message.lane,
        "urgency": message.urgency,
        "kind": message.kind,
        "body": message.body,
        "key": message.key,
        "supersede": message.supersede,
        "office": message.office,
        "card": message.card,
        "person": message.person,
        "created_at": now,
        "not_before": message.not_before,
        "attempts": 0,
        "status": message.status,
        "repeated": False,
        "error": message.error,
    }
