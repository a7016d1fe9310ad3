"""What came in, what is to go out, and the lanes that keep the order of both."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from storage.tables.base import big, flag, identity, json, maybe_moment, maybe_text, metadata, moment, number, text

lanes = Table(
    "lanes",
    metadata,
    Column("box", Text, primary_key=True),
    Column("lane", Text, primary_key=True),
    big("fence", default=0),
    maybe_text("worker"),
    maybe_moment("leased_until"),
    maybe_moment("paused_until"),
)
"""One row a chat and box ("in", "out"), and one a job that only one process at a time may do ("job").

`fence` grows with every claim: a worker with an older one is too late.
"""

_NEW = sql("status IN ('new')")
_DONE = sql("status IN ('done')")
_DEAD = sql("status IN ('dead')")

inbox = Table(
    "inbox",
    metadata,
    identity(),
    text("bot"),
    big("update_id"),
    text("lane"),
    text("body"),
    text("status", "new"),
    number("attempts", 0),
    maybe_moment("not_before"),
    maybe_text("error"),
    moment("received_at"),
    maybe_moment("done_at"),
    maybe_moment("came_at"),
    UniqueConstraint("bot", "update_id"),
    Index("ix_inbox_new", "lane", "id", sqlite_where=_NEW, postgresql_where=_NEW),
    Index("ix_inbox_done", "done_at", sqlite_where=_DONE, postgresql_where=_DONE),
    Index("ix_inbox_dead", "id", sqlite_where=_DEAD, postgresql_where=_DEAD),
    sqlite_autoincrement=True,
)
"""Raw updates. `status` is new, asked, done or dead; times are real ones, not the office's clock.

One that is `asked` waits for its sender to say for which of his offices he sent it; `came_at` is the office's clock
when it was first looked at. `attempts` counts failures and ends of the process apart (storage.inbox.rows.DEATH).
"""

_UNSENT = sql("status IN ('new', 'sending')")
_FINISHED = sql("status IN ('sent', 'dropped', 'superseded')")
_STUCK = sql("status IN ('dead', 'doubt')")

outbox = Table(
    "outbox",
    metadata,
    identity(),
    text("lane"),
    number("urgency"),
    text("kind"),
    text("body"),
    maybe_text("key"),
    maybe_text("supersede"),
    big("office", nullable=True),
    big("card", nullable=True),
    big("person", nullable=True),
    moment("created_at"),
    maybe_moment("not_before"),
    number("attempts", 0),
    text("status", "new"),
    maybe_text("message_id"),
    flag("repeated", False),
    maybe_text("error"),
    maybe_moment("settled_at"),
    UniqueConstraint("key"),
    Index("ix_outbox_unsent", "lane", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    Index("ix_outbox_message", "lane", "message_id"),
    Index("ix_outbox_supersede", "supersede", sqlite_where=_NEW, postgresql_where=_NEW),
    Index("ix_outbox_finished", "settled_at", sqlite_where=_FINISHED, postgresql_where=_FINISHED),
    Index("ix_outbox_stuck", "id", sqlite_where=_STUCK, postgresql_where=_STUCK),
    sqlite_autoincrement=True,
)
"""What is to be sent. `status` is new, sending, sent, doubt, dead, dropped or superseded; times are real ones."""

conversations = Table(
    "conversations",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    maybe_text("state"),
    json("data"),
    moment("changed_at"),
)
"""What a person was asked and has not answered yet; `person` is his address."""

held = Table(
    "held",
    metadata,
    identity(),
    text("lane"),
    big("office"),
    big("person", nullable=True),
    text("key"),
    big("card"),
    text("body"),
    moment("detected_at"),
    moment("held_at"),
    maybe_moment("due_at"),
    UniqueConstraint("lane", "key"),
    Index("ix_held_due", "due_at"),
    sqlite_autoincrement=True,
)
"""Posts that wait while their sender is asked whether they belong to `card`.

`detected_at` is the office's clock; `held_at` and `due_at`, when to stop asking, are real time.
"""

chats = Table(
    "chats",
    metadata,
    Column("lane", Text, primary_key=True),
    maybe_text("public"),
    text("title"),
    flag("writable", False),
    moment("changed_at"),
    Index("ix_chats_public", "public"),
)
"""Groups and channels that the bot was let into, by what the messenger told of it; `public` is the lane of the
public name, where a chat has one. `changed_at` is real time."""

menus = Table(
    "menus",
    metadata,
    Column("lane", Text, primary_key=True),
    text("shown"),
)
"""The menu of commands of each chat with one person, as it was last sent there; `shown` names it, to be compared."""
