"""`python -m demo`: the page with four phones, the bot behind them, and the local Telegram that they meet in."""

# Little is imported here: each start of the bot imports this file once more, and while the bot is being imported
# beside us the rest of the demo is.

import argparse
import asyncio
import errno
import sys

from demo import offices
from demo.process import warm_up

PORT = 8085


def arguments(given: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="demo", description="Otklik in a browser: four phones and a clock.")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT}); 0 takes a free one")
    parser.add_argument(
        "--procedure", default="sobolevo", choices=offices.names(), help="what to begin with (sobolevo)"
    )
    parser.add_argument("--language", default="ru", choices=("ru", "en"), help="the language of the bot (ru)")
    return parser.parse_args(given)


def main() -> int:
    """Run the command line; returns the exit code."""
    asked = arguments(sys.argv[1:])
    warm_up()
    from demo.running import Options, run

    try:
        asyncio.run(run(Options(asked.port, asked.procedure, asked.language)))
    except (OSError, OverflowError) as error:
        return _refused(asked.port, error)
    return 0


def _refused(port: int, error: OSError | OverflowError) -> int:
    """Say in one line why the page cannot be opened."""
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    why = "something else uses it" if taken else str(error)
    sys.stderr.write(f"Port {port} cannot be had: {why}. Take another one: make demo PORT=8090\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
