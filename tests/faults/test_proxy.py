"""The proxy that makes the faults of a network does what it says."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.proxy import Proxy

SOON = 0.2
"""Seconds in which what is held back does not come."""


@pytest.fixture(params=["tcp", "unix"])
async def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Proxy]:
    """A proxy before a server that answers every line with itself."""
    if request.param == "unix":
        server = await asyncio.start_unix_server(echo, tmp_path / "echo")
        made = Proxy(tmp_path / "echo")
    else:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        made = Proxy("127.0.0.1", server.sockets[0].getsockname()[1])
    async with made:
        yield made
    server.close()


heard: list[bytes] = []


async def echo(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while line := await reader.readline():
            heard.append(line)
            writer.write(line)
    except OSError:
        pass
    finally:
        writer.close()


async def said(proxy: Proxy, line: bytes) -> bytes:
    """What comes back for a line; what does not come soon is nothing."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        writer.write(line)
        async with asyncio.timeout(SOON):
            return await reader.readline()
    except TimeoutError:
        return b"nothing"
    finally:
        writer.transport.abort()


async def test_it_forwards(proxy: Proxy) -> None:
    """Without a fault everything goes through, both ways, and is counted."""
    assert await said(proxy, b"one\n") == b"one\n"
    assert (proxy.connections, proxy.requests, proxy.answers) == (1, 4, 4)


async def test_it_refuses_and_listens_again_at_the_same_port(proxy: Proxy) -> None:
    """A refused connection is refused at once, and after the fault the same address answers."""
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        await said(proxy, b"one\n")
    await proxy.clear()
    assert await said(proxy, b"two\n") == b"two\n"


async def test_it_cuts_what_is_open(proxy: Proxy) -> None:
    """An open connection ends with a reset."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"one\n")
    await reader.readline()
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        await reader.readline()
    writer.transport.abort()


async def test_it_hangs(proxy: Proxy) -> None:
    """A connection is accepted and nothing comes of it."""
    heard.clear()
    proxy.hang()
    assert (await said(proxy, b"one\n"), heard) == (b"nothing", [])


async def test_it_swallows_answers_alone(proxy: Proxy) -> None:
    """The request arrives, its answer does not."""
    heard.clear()
    proxy.swallow_replies()
    assert (await said(proxy, b"one\n"), heard) == (b"nothing", [b"one\n"])


async def test_it_cuts_in_the_middle_of_an_answer(proxy: Proxy) -> None:
    """So many bytes of the answer come, and no more."""
    proxy.after(2)
    with pytest.raises(ConnectionResetError):
        await said(proxy, b"abcd\n")
    assert proxy.answers == 2
    assert await said(proxy, b"abcd\n") == b"abcd\n"


async def test_it_slows(proxy: Proxy) -> None:
    """What is kept back long does not come soon."""
    proxy.slow(10 * SOON)
    assert await said(proxy, b"one\n") == b"nothing"
