"""What is counted over cards, and what is done without a card: tallies and duties."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from storage.tables.base import big, identity, metadata, moment, number, of, text
from storage.tables.types import Id

tallies = Table(
    "tallies",
    metadata,
    identity(),
    of("offices"),
    text("procedure"),
    text("counter"),
    text("subject"),
    of("cards"),
    text("what"),
    number("seq"),
    moment("at"),
    UniqueConstraint("card", "counter", "what"),
    Index("ix_tallies_window", "office", "procedure", "counter", "subject", "at"),
    sqlite_autoincrement=True,
)
"""What counters have counted, each thing (`what`) of a card once. `at` is the office's clock."""

duties = Table(
    "duties",
    metadata,
    Column("office", Id, ForeignKey("offices.id"), primary_key=True),
    Column("procedure", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    moment("since"),
    moment("looked_at"),
)
"""Duties that are kept: since when, and up to when their rings were looked at. Times are the office's clock."""

duties_done = Table(
    "duties_done",
    metadata,
    Column("office", Id, ForeignKey("offices.id"), primary_key=True),
    Column("procedure", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    big("by"),
    moment("at"),
)
"""Who has done the duty of a period, and when: the first who said so. `at` is the office's clock."""
