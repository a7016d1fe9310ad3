"""What a person was asked and has not answered yet, so that a restart in mid-question changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from storage.tables import conversations

_THIS = and_(
    conversations.c.channel == bindparam("of_channel"),
    conversations.c.chat == bindparam("of_chat"),
    conversations.c.person == bindparam("of_person"),
)
_GET = select(conversations.c.state, conversations.c.data).where(_THIS)
_CHANGE = update(conversations).where(_THIS)
_FORGET = delete(conversations).where(_THIS)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a talk stands: `state` is None where nothing was asked."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def get(conn: Connection, channel: str, chat: str, person: str) -> Conversation:
    """How the talk with this person in this chat stands; both are addresses in the channel."""
    row = conn.execute(_GET, {"of_channel": channel, "of_chat": chat, "of_person": person}).first()
    return Conversation(row.state, row.data) if row else Conversation()


def put(conn: Connection, channel: str, chat: str, person: str, talk: Conversation, now: datetime) -> None:
    """Keep how the talk stands; one in which nothing is asked is forgotten. `now` is real time."""
    this = {"of_channel": channel, "of_chat": chat, "of_person": person}
    if talk.state is None and not talk.data:
        conn.execute(_FORGET, this)
        return
    values = {"state": talk.state, "data": dict(talk.data), "changed_at": now}
    if conn.execute(_CHANGE, {**this, **values}).rowcount == 0:
        conn.execute(insert(conversations), {"channel": channel, "chat": chat, "person": person, **values})
