"""Both databases, and an office in them."""

from tests.fixtures.databases import (
    backend,
    database_url,
    empty_url,
    migrated_postgres,
    postgres,
    sqlite_template,
    work,
)
from tests.fixtures.offices import office, office_file

__all__ = [
    "backend",
    "database_url",
    "empty_url",
    "migrated_postgres",
    "office",
    "office_file",
    "postgres",
    "sqlite_template",
    "work",
]
