"""What keeps an installation in order over the years."""

from sqlalchemy import Column, Table, Text

from storage.tables.base import json, metadata, moment

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    moment("at"),
    json("about"),
)
"""Single facts by their names: the last copy, the last alert of a kind. `at` is real time."""
