import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.health.life import Life, Phase
from bot.health.pulse import Pulse
from bot.health.systemd import Systemd
from tests.health.clocks import Hand

ME = 4711


class Manager:
    """What systemd is to a service: a socket that is told things."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)

    def told(self) -> list[list[str]]:
        """Everything since the last time."""
        found = []
        while True:
            try:
                found.append(self._socket.recv(4096).decode().splitlines())
            except BlockingIOError:
                return found

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where the manager listens, and how that is written in NOTIFY_SOCKET."""
    name = f"otklik-test-{os.getpid()}-{tmp_path.name}"
    return (f"\0{name}", f"@{name}") if request.param == "abstract" else (str(tmp_path / "n"), str(tmp_path / "n"))


@pytest.fixture
def manager(place: tuple[str, str]) -> Iterator[Manager]:
    made = Manager(place[0])
    yield made
    made.close()


def service(place: tuple[str, str], life: Life, **more: str) -> Systemd:
    return Systemd(life, {"NOTIFY_SOCKET": place[1], **more}, ME)


def test_a_start_asks_for_time_and_then_is_ready_once(place: tuple[str, str], manager: Manager) -> None:
    """A long migration is not taken for a failure; ready is said when the database is, and only once."""
    life = Life()
    systemd = service(place, life)
    systemd.once()
    life.phase = Phase.MIGRATED
    systemd.once()
    life.phase = Phase.RUNNING
    systemd.once()
    starting, ready, running = manager.told()
    assert starting[0].startswith("EXTEND_TIMEOUT_USEC=")
    assert ready == ["READY=1", "WATCHDOG=1", "STATUS=waits for Telegram"]
    assert running == ["WATCHDOG=1", "STATUS=leads"]


def test_the_watchdog_is_not_fed_while_a_loop_is_silent(place: tuple[str, str], manager: Manager) -> None:
    """A bot that hangs is started anew by systemd, which is told why."""
    hand = Hand()
    life = Life(Pulse(hand), Phase.RUNNING)
    systemd = service(place, life)
    systemd.once()
    life.pulse.beat("sender", 10)
    hand.at += 11
    systemd.once()
    assert manager.told()[1] == ["STATUS=silent: sender"]


def test_the_end_is_told(place: tuple[str, str], manager: Manager) -> None:
    """systemd knows that the service means to end."""
    service(place, Life()).stopping()
    assert manager.told()[0][0] == "STOPPING=1"


async def test_it_tells_again_and_again(place: tuple[str, str], manager: Manager) -> None:
    """Well within the time that the watchdog waits."""
    systemd = service(place, Life(phase=Phase.RUNNING), WATCHDOG_USEC="3000", WATCHDOG_PID=str(ME))
    told: list[list[str]] = []
    async with asyncio.TaskGroup() as group:
        running = group.create_task(systemd.run())
        while len(told) < 3:
            await asyncio.sleep(0)
            told += manager.told()
        running.cancel()
    assert all("WATCHDOG=1" in one for one in told)


@pytest.mark.parametrize(
    ("environment", "every"),
    [
        ({"WATCHDOG_USEC": "6000000", "WATCHDOG_PID": str(ME)}, 2.0),
        ({"WATCHDOG_USEC": "6000000"}, 2.0),
        ({"WATCHDOG_USEC": "6000000", "WATCHDOG_PID": "1"}, 10.0),
        ({"WATCHDOG_USEC": "0"}, 10.0),
        ({"WATCHDOG_USEC": "soon"}, 10.0),
        ({}, 10.0),
    ],
)
def test_how_often_follows_from_the_watchdog(environment: dict[str, str], every: float) -> None:
    """Three times within its time, where it watches this very process."""
    assert Systemd(Life(), environment, ME).every == every


async def test_without_systemd_nothing_is_told() -> None:
    """In a terminal and in a container there is nobody to tell, and that is no fault."""
    systemd = Systemd(Life(), {}, ME)
    await systemd.run()
    systemd.stopping()


def test_a_manager_that_has_gone_does_no_harm(tmp_path: Path) -> None:
    """The bot goes on where nobody takes what it says."""
    Systemd(Life(phase=Phase.RUNNING), {"NOTIFY_SOCKET": str(tmp_path / "gone")}, ME).once()
