"""The bot's own way into the messenger. While it is shut the bot meets what it would if Telegram were down."""

import asyncio
import contextlib
import socket

from sandbox.chats.world import World
from sandbox.server import Server


class Door:
    """A second server of the same world, for the bot alone: `url` stays the same, whether it is open or shut.

    Shut, it refuses every connection, and those under way are cut. The port stays ours meanwhile.
    """

    def __init__(self, world: World, host: str) -> None:
        self._world, self._host, self._port = world, host, 0
        self._server: Server | None = None
        self._holder: socket.socket | None = None
        self._moving = asyncio.Lock()
        self.url = ""

    @property
    def is_open(self) -> bool:
        """Whether the bot may come in."""
        return self._server is not None

    async def open(self) -> None:
        """Let the bot in; nothing happens where it is open. Raises OSError where the port cannot be had."""
        async with self._moving:
            if self._server is None:
                self._let_go()
                server = Server(self._world, self._host, self._port)
                await server.__aenter__()
                self._server, self.url = server, server.url
                self._port = int(server.url.rpartition(":")[2])

    async def shut(self) -> None:
        """Let nobody in, and break every connection; nothing happens where it is shut."""
        async with self._moving:
            if self._server is not None:
                server, self._server = self._server, None
                await server.__aexit__()
                self._hold()

    async def close(self) -> None:
        """Let go of everything."""
        await self.shut()
        self._let_go()

    def _hold(self) -> None:
        """Keep the port without listening: connections are refused, and nobody else takes it."""
        self._holder = socket.socket()
        self._holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            self._holder.bind((self._host, self._port))

    def _let_go(self) -> None:
        if self._holder is not None:
            self._holder.close()
            self._holder = None
