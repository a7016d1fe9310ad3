"""Offices, their departments and people, and the procedures they work by."""

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sql

from storage.tables.base import (
    big,
    flag,
    identity,
    json,
    maybe_text,
    metadata,
    moment,
    number,
    of,
    text,
)

offices = Table(
    "offices",
    metadata,
    identity(),
    text("key"),
    text("name"),
    text("zone"),
    text("locale"),
    json("procedures"),
    maybe_text("channel"),
    maybe_text("group_address"),
    Column("group_topic", Integer),
    maybe_text("bare_hours"),
    maybe_text("day_off"),
    json("schedule"),
    json("days_off"),
    json("working_days"),
    json("accounts"),
    big("parent", nullable=True),
    flag("confirms", False),
    text("stamp"),
    number("last_number", 0),
    big("chain_seq", default=0),
    text("chain_hash", ""),
    UniqueConstraint("key"),
)
"""`stamp` is new after every change of the office, its departments or people, and never comes twice.

`parent` is the office above it (a district's, a region's). `confirms`: who joins waits for an administrator's word.
`chain_seq` and `chain_hash` are the end of the journal's chain, `last_number` the newest card's number.
"""

departments = Table(
    "departments",
    metadata,
    identity(),
    of("offices"),
    text("key"),
    text("name"),
    json("topics"),
    json("places"),
    number("position"),
    UniqueConstraint("office", "key"),
)

people = Table(
    "people",
    metadata,
    identity(),
    of("offices"),
    text("key"),
    text("name"),
    json("roles"),
    maybe_text("department"),
    maybe_text("channel"),
    maybe_text("address"),
    maybe_text("email"),
    maybe_text("locale"),
    flag("reachable", True),
    flag("active", True),
    flag("confirmed", True),
    maybe_text("left_on"),
    json("substitutes", list),
    json("settings", dict),
    number("position"),
    UniqueConstraint("office", "key"),
    UniqueConstraint("office", "channel", "address"),
    Index("ix_people_channel_address", "channel", "address"),
)
"""`locale` is empty where it is the office's. One who has left is not `active`: his cards still name him.

One who is not `confirmed` yet may do nothing. `left_on` is the date of the order by which he left. `substitutes` are
the keys of those who stand in for him, in order; `settings` is what he chose of his own comfort.
"""

procedures = Table(
    "procedures",
    metadata,
    identity(),
    text("name"),
    text("digest"),
    text("body"),
    moment("loaded_at"),
    flag("current", True),
    UniqueConstraint("name", "digest"),
    Index(
        "uq_procedures_current",
        "name",
        unique=True,
        sqlite_where=sql("current = 1"),
        postgresql_where=sql("current"),
    ),
)
"""Every version that a card was ever opened under; new cards take the current one."""
