"""Where the bot of a test lives: on which database, and in how many processes."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.people import Town
from tests.cases import EXPLORING
from tests.conversations.stand import Stand, stand
from tests.faults.behind import until
from tests.kills.ground import Ground, databases
from tests.kills.runs import LEADS, TERM, another

Housed = Callable[..., AbstractAsyncContextManager[Stand]]
"""Makes an office in a folder and a town, as `stand` does, with all processes of its bot running."""


@dataclass(frozen=True)
class Home:
    """A database, and how many processes share it."""

    backend: str
    processes: int

    def __str__(self) -> str:
        return f"{self.backend}-{self.processes}"


SQLITE, POSTGRES, TWO = Home("sqlite", 1), Home("postgresql", 1), Home("postgresql", 2)


def everywhere(*everyday: Home) -> pytest.MarkDecorator:
    """All three homes in the long form; in the everyday suite SQLite, or those that are named."""
    return at(*(everyday or (SQLITE,)), *((SQLITE, POSTGRES, TWO) if EXPLORING else ()))


def by_one(*everyday: Home) -> pytest.MarkDecorator:
    """Both databases in the long form, one process on each: for what a second process would do or hide."""
    return at(*(everyday or (SQLITE,)), *((SQLITE, POSTGRES) if EXPLORING else ()))


def at(*homes: Home) -> pytest.MarkDecorator:
    """The test runs in each of them."""
    return pytest.mark.parametrize("home", list(dict.fromkeys(homes)), ids=str)


@pytest.fixture
def housed(home: Home, request: pytest.FixtureRequest) -> Housed:
    """The office in the home of this case."""
    if home.backend == "sqlite":
        return stand
    server, prepared = (request.getfixturevalue(name) for name in ("postgres", "office_in_postgres"))
    return _on(databases(server, prepared), home.processes)


def _on(ground: Ground, processes: int) -> Housed:
    @asynccontextmanager
    async def opened(folder: Path, town: Town, **more: str) -> AsyncIterator[Stand]:
        with ground(folder) as url:
            given: dict[str, Any] = {"OTKLIK_TEST_TERM": TERM, **more}
            async with stand(folder, town, url=url, **given) as office, AsyncExitStack() as stack:
                for number in range(1, processes):
                    await until(office, LEADS, 1)
                    await stack.enter_async_context(another(office, number))
                yield office

    return opened
