"""The command line: python -m sandbox serve --port 8081."""

import argparse
import asyncio
import contextlib
import sys

from sandbox.chats.world import World
from sandbox.server import Server
from sandbox.settings import Settings


def arguments(given: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Telegram Bot API server to try bots on.")
    commands = parser.add_subparsers(required=True)
    serve_command = commands.add_parser("serve", help="run the server until it is interrupted")
    serve_command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve_command.add_argument("--port", type=int, default=8081, help="port to listen on (8081); 0 takes a free one")
    serve_command.add_argument(
        "--any-token",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="make a bot of any token at its first call (on)",
    )
    return parser.parse_args(given)


async def serve(options: argparse.Namespace) -> None:
    """Run the server until it is interrupted."""
    world = World(settings=Settings(any_token=options.any_token))
    async with Server(world, options.host, options.port) as server:
        sys.stdout.write(f"sandbox: listening on {server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Run the command line."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments(sys.argv[1:])))


if __name__ == "__main__":
    main()
