"""Both databases, and an office in them."""

from tests.faults.homes import housed
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
from tests.kills.ground import office_in_postgres

__all__ = [
    "backend",
    "database_url",
    "empty_url",
    "housed",
    "migrated_postgres",
    "office",
    "office_file",
    "office_in_postgres",
    "postgres",
    "sqlite_template",
    "work",
]
