"""Databases for the runs."""

from tests.fixtures.databases import backend, postgres
from tests.kills.ground import ground, office_file_sqlite, office_in_postgres

__all__ = ["backend", "ground", "office_file_sqlite", "office_in_postgres", "postgres"]
