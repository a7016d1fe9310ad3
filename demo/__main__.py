"""`python -m demo`: the page with four phones, the bot behind them, and the local Telegram that they meet in."""

import argparse
import asyncio
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path

import demo.deeds  # noqa: F401 - it makes known what the page may ask for
from demo.posts import PICTURES
from demo.process import warm_up
from demo.show import DEEDS, Show, choose
from sandbox.chats.world import World
from sandbox.page.stage import Stage
from sandbox.server import Server

HOST, PORT = "127.0.0.1", 8085


def arguments(given: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="demo", description="Otklik in a browser: four phones and a clock.")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT}); 0 takes a free one")
    parser.add_argument("--procedure", default="sobolevo", help="the procedure to begin with (sobolevo)")
    return parser.parse_args(given)


async def run(options: argparse.Namespace) -> None:
    """Show it till it is interrupted."""
    warm_up()
    world = World()
    with tempfile.TemporaryDirectory(prefix="otklik-demo-") as folder:
        show = Show(world, "", Path(folder) / "none")
        deeds = {name: partial(act, show) for name, act in DEEDS.items()}
        async with Server(world, HOST, options.port, Stage(deeds, PICTURES)) as server:
            show.url = server.url
            await choose(show, options.procedure)
            sys.stdout.write(f"Otklik: open {server.url} in a browser. Ctrl+C ends it.\n")
            sys.stdout.flush()
            try:
                await _told_to_stop()
            finally:
                if show.bot:
                    await show.bot.stop()


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def main() -> None:
    """Run the command line."""
    asyncio.run(run(arguments(sys.argv[1:])))


if __name__ == "__main__":
    main()
