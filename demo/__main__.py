"""`python -m demo`: the page with four phones, the bot behind them, and the local Telegram that they meet in."""

# Little is imported here: each start of the bot imports this file once more, and while the bot is being imported
# beside us the rest of the demo is.

import argparse
import asyncio
import sys

from demo import offices
from demo.port import PortError, taken
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
    try:
        with taken(asked.port) as page:
            warm_up()
            from demo.running import Options, run

            asyncio.run(run(Options(page, asked.procedure, asked.language)))
    except PortError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:  # Ctrl+C before anything was begun
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
