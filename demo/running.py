"""Runs a show from its beginning to its end, and leaves nothing behind: no process, no folder."""

import asyncio
import contextlib
import errno
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

import demo.deeds  # noqa: F401 - it makes known what the page may ask for
from demo.beginning import known, set_scene
from demo.door import Door
from demo.living import live, rest
from demo.posts import PICTURES
from demo.show import DEEDS, READING, Show
from demo.walks import halt
from sandbox.chats.world import World
from sandbox.page.stage import Stage
from sandbox.server import Server

HOST = "127.0.0.1"


class PortError(Exception):
    """The page cannot be opened at this port; the message is one line for whoever asked for it."""

    def __init__(self, port: int, error: Exception) -> None:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "something else uses it" if taken else str(error).rstrip(".")
        super().__init__(f"Port {port} cannot be had: {why}. Take another one: make demo PORT=8090")


@dataclass(frozen=True)
class Options:
    """What the command line asks for; port 0 takes a free one."""

    port: int = 0
    procedure: str = "sobolevo"
    language: str = "ru"


@asynccontextmanager
async def staged(options: Options, tell: Callable[[str], None] = lambda _: None) -> AsyncIterator[Show]:
    """A show with everything in its place and the page open; the bot is being started meanwhile.

    Raises PortError where the port cannot be had, and StageError for an unknown procedure or language.
    """
    known(options.procedure, options.language)
    world = World()
    async with AsyncExitStack() as stack:
        root = stack.enter_context(tempfile.TemporaryDirectory(prefix="otklik-demo-", ignore_cleanup_errors=True))
        show = Show(world, "", Path(root) / "none", Door(world, HOST), tell=tell)
        deeds = {name: partial(act, show) for name, act in DEEDS.items()}
        stack.push_async_callback(_end, show)
        await set_scene(show, options.procedure, options.language)  # first, so that nobody sees an empty page
        server = Server(world, HOST, options.port, Stage(deeds, PICTURES, reading=READING))
        try:
            show.url = (await stack.enter_async_context(server)).url
        except (OSError, OverflowError) as error:
            raise PortError(options.port, error) from error
        live(show, loaded=False)
        yield show


async def _end(show: Show) -> None:
    await halt(show)
    await rest(show)
    await show.jobs.close()
    await show.door.close()


async def run(options: Options) -> None:
    """Show it till it is told to end: by Ctrl+C, by a signal, by the end of its terminal."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with staged(options, _warn) as show:
        _say(f"Otklik: open {show.url} in a browser. Ctrl+C ends it.", sys.stdout)
        await stop.wait()


def _warn(text: str) -> None:
    _say(text, sys.stderr)


def _say(text: str, terminal: TextIO) -> None:
    """Say it, unless the terminal is gone."""
    with contextlib.suppress(OSError, ValueError):
        terminal.write(f"{text}\n")
        terminal.flush()
