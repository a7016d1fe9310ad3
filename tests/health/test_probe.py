import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.health.probe import alive, main, page
from storage.work import Work
from tests.bot.fakes import Wall
from tests.health.houses import house


async def test_a_container_engine_is_told_whether_the_bot_is_alive(work: Work, wall: Wall, tmp_path: Path) -> None:
    """Alive while its loops turn; not when one is silent, nor when nobody listens."""
    async with house(work, wall, tmp_path) as at:
        port = at.client.server.port
        at.life.pulse.beat("worker", 10)
        assert await asyncio.to_thread(alive, "0.0.0.0", port)  # noqa: S104 - where the bot listens, not the test
        at.hand.at += 11
        assert not await asyncio.to_thread(alive, "127.0.0.1", port)
    assert not await asyncio.to_thread(alive, "127.0.0.1", port)


@pytest.mark.parametrize("port", ["", "x"])
def test_without_a_port_nobody_can_say(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    """The engine is told that the bot is not well rather than that it is."""
    monkeypatch.setenv("HEALTH_PORT", port)
    assert main() == 1


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("::", "http://[::1]:8081/livez"),
        ("::1", "http://[::1]:8081/livez"),
        ("fd00::5", "http://[fd00::5]:8081/livez"),
        ("0.0.0.0", "http://127.0.0.1:8081/livez"),  # noqa: S104 - where the bot listens, not the test
        ("", "http://127.0.0.1:8081/livez"),
        ("bot.example.org", "http://bot.example.org:8081/livez"),
    ],
)
def test_the_page_of_an_ipv6_host_has_its_brackets(host: str, address: str) -> None:
    """Whoever listens everywhere on IPv6 is asked there, not at an address of IPv4 that it may not hear."""
    assert page(host, 8081) == address


def _ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _ipv6(), reason="this machine has no IPv6; the addresses are shown above all the same")
def test_a_bot_that_listens_on_ipv6_alone_is_alive() -> None:
    """The container engine's question reaches it."""
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(alive, "::", server.getsockname()[1])
        server.settimeout(20)
        there, _ = server.accept()
        with there:
            there.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            assert asked.result(20)
