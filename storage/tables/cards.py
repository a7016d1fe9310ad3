"""Cards, the journal they are the sum of, their timers, and where they are shown."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from storage.tables.base import big, flag, identity, maybe_moment, maybe_text, metadata, moment, number, of, text
from storage.tables.types import Id

cards = Table(
    "cards",
    metadata,
    identity(),
    of("offices"),
    number("number"),
    maybe_text("key"),
    text("procedure"),
    text("digest"),
    text("step"),
    number("version"),
    flag("open", True),
    text("importance"),
    big("executor", nullable=True),
    big("curator", nullable=True),
    maybe_text("department"),
    big("joined", nullable=True),
    text("topic"),
    maybe_moment("next_due"),
    moment("opened_at"),
    maybe_moment("closed_at"),
    text("words", ""),
    text("body"),
    UniqueConstraint("office", "number"),
    UniqueConstraint("office", "key"),
    Index("ix_cards_open", "office", "next_due", sqlite_where=sql("open = 1"), postgresql_where=sql("open")),
    Index(
        "ix_cards_joined",
        "joined",
        sqlite_where=sql("joined IS NOT NULL"),
        postgresql_where=sql("joined IS NOT NULL"),
    ),
)
"""`body` is the card itself as JSON; the columns beside it are there to be searched by.

`words` is what people search for, in small letters: text, author, links, topic.
"""

events = Table(
    "events",
    metadata,
    identity(),
    of("offices"),
    of("cards"),
    number("seq"),
    moment("at"),
    text("kind"),
    big("by", nullable=True),
    text("body"),
    maybe_text("salt"),
    text("digest"),
    text("bare"),
    big("chain_seq"),
    text("prev_hash"),
    text("hash"),
    UniqueConstraint("card", "seq"),
    UniqueConstraint("office", "chain_seq"),
)
"""The journal: rows are only ever added. `hash` covers the row and `prev_hash`, the hash of the one before.

Of the body it covers `digest` alone, that of `salt` and body. So a body can be erased and the chain still be proven:
an erased row has no salt, which nobody can guess, and a body without anybody's words. It covers `bare` too, the digest
of what an erasure leaves of the body: so nothing else can ever stand in its place.
"""

timers = Table(
    "timers",
    metadata,
    Column("card", Id, ForeignKey("cards.id"), primary_key=True),
    Column("ping", Text, primary_key=True),
    moment("at"),
    maybe_moment("fired_at"),
    Index(
        "ix_timers_due",
        "at",
        "card",
        sqlite_where=sql("fired_at IS NULL"),
        postgresql_where=sql("fired_at IS NULL"),
    ),
)
"""One row a ping for ever: its key (card, ping) is what makes "twice" impossible. `at` is the office's clock."""

_STALE = sql("version < wanted")

views = Table(
    "views",
    metadata,
    identity(),
    of("cards"),
    text("lane"),
    text("message_id"),
    big("person", nullable=True),
    number("version"),
    number("wanted"),
    text("digest"),
    flag("live", True),
    flag("ticking", True),
    moment("refreshed_at"),
    maybe_moment("not_before"),
    UniqueConstraint("lane", "message_id"),
    Index("ix_views_card", "card"),
    Index(
        "ix_views_stale", "refreshed_at", sqlite_where=sql("version < wanted"), postgresql_where=sql("version < wanted")
    ),
    Index("ix_views_ticking", "refreshed_at", sqlite_where=sql("ticking = 1"), postgresql_where=sql("ticking")),
    sqlite_autoincrement=True,
)
"""Messages that show a card; one is stale while `version`, what it shows, is below `wanted`.

One that is no longer `live` gets a last edit. It is `ticking` while it is live and its card open: then its bars age.
"""
