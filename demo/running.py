"""Runs a show from its beginning to its end, and leaves nothing behind: no process, no folder."""

import asyncio
import contextlib
import signal
import socket
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
from demo.port import HOST
from demo.posts import PICTURES
from demo.show import DEEDS, READING, Show
from demo.walks import halt
from sandbox.chats.world import World
from sandbox.page.stage import Stage
from sandbox.server import Server


@dataclass(frozen=True)
class Options:
    """What the command line asks for; `page` is the socket where people come in, None takes a free port."""

    page: socket.socket | None = None
    procedure: str = "sobolevo"
    language: str = "ru"


@asynccontextmanager
async def staged(options: Options, tell: Callable[[str], None] = lambda _: None) -> AsyncIterator[Show]:
    """A show with everything in its place and the page open; the bot is being started meanwhile.

    At its end the bot goes first, then the page. Raises StageError for an unknown procedure or language.
    """
    known(options.procedure, options.language)
    world = World()
    async with AsyncExitStack() as stack:
        root = stack.enter_context(tempfile.TemporaryDirectory(prefix="otklik-demo-", ignore_cleanup_errors=True))
        show = Show(world, "", Path(root) / "none", Door(world, HOST), tell=tell)
        deeds = {name: partial(act, show) for name, act in DEEDS.items()}
        stack.push_async_callback(_end, show)
        await set_scene(show, options.procedure, options.language)  # first, so that nobody sees an empty page
        server = Server(world, HOST, stage=Stage(deeds, PICTURES, reading=READING), page=options.page)
        show.url = (await stack.enter_async_context(server)).url
        stack.push_async_callback(_end, show)
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

    def warn(text: str) -> None:
        if not stop.is_set():  # what ends together with us is no news
            _say(text, sys.stderr)

    async with staged(options, warn) as show:
        _say(f"Otklik: open {show.url} in a browser. Ctrl+C ends it.", sys.stdout)
        await stop.wait()


def _say(text: str, terminal: TextIO) -> None:
    """Say it, unless the terminal is gone."""
    with contextlib.suppress(OSError, ValueError):
        terminal.write(f"{text}\n")
        terminal.flush()
