"""A TCP proxy that stands between the bot and what it talks to, and makes the faults of a network when told to."""

import asyncio
import contextlib
import socket
import struct
from asyncio import StreamReader, StreamWriter
from pathlib import Path
from typing import Any, Self

_CHUNK = 65536
_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER of no time at all: what is closed so ends with RST, as when a machine dies."""


class _Pair:
    """One connection of a client, and the one behind it."""

    def __init__(self, client: StreamWriter) -> None:
        self.ends = [client]
        self.task: asyncio.Task[Any] | None = asyncio.current_task()

    def abort(self) -> None:
        """End both with RST, and the task that forwards between them."""
        for end in self.ends:
            reset(end)
        if self.task is not None and self.task is not asyncio.current_task():
            self.task.cancel()


class Proxy:
    """Forwards to a host and port, or to a unix socket given as a path; faults are switched on and off by its methods.

    `connections` counts all that were made; `requests` and `answers` are the bytes that have gone through each way.
    A fault stays till `clear`; connections that it has spoiled stay lost.
    """

    def __init__(self, upstream: str | Path, upstream_port: int | None = None, *, port: int = 0) -> None:
        self._upstream, self._upstream_port, self.port = upstream, upstream_port, port
        self._server: asyncio.Server | None = None
        self._pairs: set[_Pair] = set()
        self._open = asyncio.Event()
        self._open.set()
        self._delay, self._mute = 0.0, False
        self._left: int | None = None
        self.connections = self.requests = self.answers = 0

    async def __aenter__(self) -> Self:
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.refuse()
        await asyncio.gather(*(pair.task for pair in self._pairs if pair.task), return_exceptions=True)

    @property
    def url(self) -> str:
        """Its address for HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def refuse(self) -> None:
        """Refuse new connections; those that are open are cut."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Abort all that is open, with RST to both sides; new connections go on."""
        for pair in list(self._pairs):
            pair.abort()

    def hang(self) -> None:
        """Accept, and forward nothing: neither side hears of the other any more."""
        self._open.clear()

    def swallow_replies(self) -> None:
        """Requests go through and are carried out; their answers are lost, and the connection stays open."""
        self._mute = True

    def after(self, count: int) -> None:
        """Cut everything that is open once so many more bytes of answers have gone through; after that all is well."""
        self._left = count

    def slow(self, seconds: float) -> None:
        """Keep every piece back for so long, both ways."""
        self._delay = seconds

    async def clear(self) -> None:
        """No fault any more. Connections that have lost something are cut: nobody could read on in them."""
        if self._mute:
            self.cut()
        self._delay, self._left, self._mute = 0.0, None, False
        self._open.set()
        if self._server is None:
            await self._listen()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        pair = _Pair(writer)
        self._pairs.add(pair)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await self._open.wait()
                await self._forward(pair, reader)
        finally:
            pair.abort()
            self._pairs.discard(pair)

    async def _forward(self, pair: _Pair, reader: StreamReader) -> None:
        behind, writer = await self._connect()
        pair.ends.append(writer)
        ways = (self._pass_on(reader, writer, answers=False), self._pass_on(behind, pair.ends[0], answers=True))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(way) for way in ways]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()

    async def _connect(self) -> tuple[StreamReader, StreamWriter]:
        if self._upstream_port is None:
            return await asyncio.open_unix_connection(str(self._upstream))
        return await asyncio.open_connection(str(self._upstream), self._upstream_port)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter, *, answers: bool) -> None:
        """Forward one way till an end; what breaks ends it too."""
        with contextlib.suppress(OSError):
            while piece := await reader.read(_CHUNK):
                await asyncio.sleep(self._delay)
                await self._open.wait()
                if not (answers and self._mute):
                    await self._write(writer, piece, answers)

    async def _write(self, writer: StreamWriter, piece: bytes, answers: bool) -> None:
        if answers and self._left is not None:
            piece = piece[: self._left]
            self._left -= len(piece)
        writer.write(piece)
        await writer.drain()
        if answers:
            self.answers += len(piece)
        else:
            self.requests += len(piece)
        if answers and self._left == 0:
            self._left = None
            self.cut()


def reset(writer: StreamWriter) -> None:
    """Close with RST: the other side loses what it has not read yet."""
    plug = writer.get_extra_info("socket")
    if plug is not None and plug.family != socket.AF_UNIX and not writer.transport.is_closing():
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    writer.transport.abort()
