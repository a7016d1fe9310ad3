"""What a person was asked and has not answered yet, so that a restart in mid-question changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from storage.tables import conversations


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a talk stands: `state` is None where nothing was asked."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def get(conn: Connection, channel: str, chat: str, person: str) -> Conversation:
    """How the talk with this person in this chat stands; both are addresses in the channel."""
    row = conn.execute(select(conversations.c.state, conversations.c.data).where(_this(channel, chat, person))).first()
    return Conversation(row.state, row.data) if row else Conversation()


def put(conn: Connection, channel: str, chat: str, person: str, talk: Conversation, now: datetime) -> None:
    """Keep how the talk stands; one in which nothing is asked is forgotten. `now` is real time."""
    this = _this(channel, chat, person)
    if talk.state is None and not talk.data:
        conn.execute(delete(conversations).where(this))
        return
    values = {"state": talk.state, "data": dict(talk.data), "changed_at": now}
    if conn.execute(update(conversations).where(this).values(values)).rowcount == 0:
        conn.execute(insert(conversations).values(channel=channel, chat=chat, person=person, **values))


def _this(channel: str, chat: str, person: str) -> Any:
    table = conversations.c
    return and_(table.channel == channel, table.chat == chat, table.person == person)
