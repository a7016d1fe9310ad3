"""A bot as a process of its own tells systemd and its health pages how it is, from its start to its end."""

import asyncio
import json
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from sandbox.people import Town
from tests.conversations.stand import Stand, stand
from tests.health.test_stopping import logged, prepared, up
from tests.health.test_systemd import Manager

__all__ = ["prepared"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
async def manager(tmp_path: Path) -> AsyncIterator[Manager]:
    made = Manager(str(tmp_path / "notify"))
    yield made
    made.close()


@pytest.fixture
async def office(tmp_path: Path, prepared: Path, port: int, manager: Manager) -> AsyncIterator[Stand]:
    """An office whose bot is watched."""
    more = {
        "HEALTH_PORT": str(port),
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
        "WATCHDOG_USEC": "1500000",
    }
    async with Town.start() as town, stand(tmp_path, town, database=prepared, **more) as ready:
        await up(ready)
        yield ready


async def asked(port: int, path: str) -> tuple[int, str]:
    """Status and body; 0 where nobody listens."""

    def ask() -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except URLError:
            return 0, ""

    return await asyncio.to_thread(ask)


async def test_from_the_start_to_the_end(office: Stand, port: int, manager: Manager) -> None:
    """Ready, alive and leading while it runs; ready no more, but answering, while it stops; then gone."""
    assert (await asked(port, "/livez"))[0] == 200
    status, body = await asked(port, "/readyz")
    state = json.loads(body)
    assert (status, state["phase"], state["leads"], state["telegram"]["answers"]) == (200, "running", True, True)
    assert "otklik_leader 1.0" in (await asked(port, "/metrics"))[1]
    await office.town.fault("delay", method="sendMessage", chat=1001, seconds=60, count=1)
    await office.curator.says("/help")
    while not (await office.town.faults())[-1]["hits"]:  # noqa: ASYNC110 - the sandbox tells of faults when asked
        await asyncio.sleep(0.01)
    assert office.process is not None
    os.kill(office.process.pid or 0, signal.SIGTERM)
    await logged(office, "told to stop")
    status, body = await asked(port, "/readyz")
    assert (status, json.loads(body)["phase"]) == (503, "stopping")
    os.kill(office.process.pid or 0, signal.SIGTERM)
    await asyncio.to_thread(office.process.join)
    assert (await asked(port, "/livez"))[0] == 0
    told = [word for words in manager.told() for word in words]
    assert told.count("READY=1") == told.count("STOPPING=1") == 1
    assert told.index("READY=1") < told.index("STOPPING=1")
    assert "WATCHDOG=1" in told
    assert "STATUS=leads" in told


async def test_an_outage_of_telegram_at_the_start_is_no_death(office: Stand, port: int, manager: Manager) -> None:
    """A bot that waits for Telegram is alive, and says what it waits for: nobody need start it anew."""
    assert await office.stop() == 0
    manager.told()
    await office.town.fault("server_error", method="getMe")
    office.start()
    while office.journal().count("Telegram does not answer yet") < 1:  # noqa: ASYNC110 - a file tells nobody
        await asyncio.sleep(0.01)
    assert (await asked(port, "/livez"))[0] == 200
    status, body = await asked(port, "/readyz")
    assert (status, json.loads(body)["phase"], json.loads(body)["telegram"]["answers"]) == (503, "migrated", False)
    told = [word for words in manager.told() for word in words]
    while "STATUS=waits for Telegram" not in told:
        await asyncio.sleep(0.01)
        told += [word for words in manager.told() for word in words]
    assert {"READY=1", "WATCHDOG=1"} <= set(told)
