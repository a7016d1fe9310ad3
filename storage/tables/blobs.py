"""Media that came from elsewhere than a messenger, what messengers call them now, and acts of citizens."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from storage.tables.base import json, metadata, moment, number, text
from storage.tables.types import Id

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    text("mime"),
    text("name"),
    number("size"),
    moment("created_at"),
)
"""The bytes themselves, each kept once. `mime` is what they begin as, never what a sender said of them."""

blob_files = Table(
    "blob_files",
    metadata,
    Column("sha256", Text, ForeignKey("blobs.sha256"), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    text("sent_as"),
    text("file_id"),
    moment("noted_at"),
)
"""What a channel calls bytes that it was sent once as a `kind`; `sent_as` is the kind that it took them as."""

intake_acts = Table(
    "intake_acts",
    metadata,
    Column("card", Id, ForeignKey("cards.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    text("digest"),
    json("answer"),
    moment("at"),
)
"""Acts that came through the intake interface, by their sender's key: the same one is not carried out twice."""
