"""Whether the migrations lead to the tables that the code works with: `python -m storage.migrations.check`."""

import sys
from pprint import pformat
from tempfile import TemporaryDirectory
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Connection, MetaData, NullPool, create_engine

from storage.migrations.upgrade import to_head
from storage.tables import metadata


def differences(conn: Connection, wanted: MetaData = metadata) -> list[Any]:
    """What the database would still need to have the wanted tables; empty where it has them."""
    found: list[Any] = compare_metadata(MigrationContext.configure(conn, opts={"compare_type": True}), wanted)
    return found


def main() -> int:
    """Migrate an empty database and compare. Returns the exit code."""
    with TemporaryDirectory() as folder:
        engine = create_engine(URL.create("sqlite", database=f"{folder}/check.db"), poolclass=NullPool)
        with engine.begin() as conn:
            to_head(conn)
            found = differences(conn)
    if found:
        sys.stderr.write(f"Migrations and tables disagree; write a migration for:\n{pformat(found)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
