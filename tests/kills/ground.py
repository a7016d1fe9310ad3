"""A database with the office in it, as often as it is wanted, on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.fixtures.databases import Postgres

Ground = Callable[[Path], AbstractContextManager[str]]
"""Makes the database of one run, in or for this folder, and gives its URL; it is gone afterwards."""

_numbers = count(1)


@pytest.fixture
def ground(backend: str, request: pytest.FixtureRequest) -> Ground:
    """Where the runs of a test take place."""
    if backend == "sqlite":
        return _files(request.getfixturevalue("office_file_sqlite"))
    return databases(request.getfixturevalue("postgres"), request.getfixturevalue("office_in_postgres"))


def _files(prepared: Path) -> Ground:
    @contextmanager
    def copied(folder: Path) -> Iterator[str]:
        shutil.copy(prepared, folder / "office.db")
        yield f"sqlite:///{folder / 'office.db'}"

    return copied


def databases(server: Postgres, prepared: str) -> Ground:
    """Copies of a database of the server, one for each run."""

    @contextmanager
    def copied(folder: Path) -> Iterator[str]:
        name = f"run_{next(_numbers)}"
        server.run(f"CREATE DATABASE {name} TEMPLATE {prepared}")
        yield server.url(name)
        server.run(f"DROP DATABASE {name} WITH (FORCE)")

    return copied
