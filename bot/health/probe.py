"""Asks `/livez` of the bot on this machine: `python -m bot.health.probe`. For container engines; small and quick."""

import os
import sys
from http.client import HTTPConnection

SECONDS = 4.0
_HERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing listens here, another does
"""Where one asks who listens everywhere: at `::` it may be that nobody hears IPv4."""


def at(host: str) -> str:
    """Where the pages are asked for that listen at this address."""
    return _HERE.get(host, host)


def page(host: str, port: int) -> str:
    """The address of `/livez` of a bot that listens there."""
    where = at(host)
    return f"http://{f'[{where}]' if ':' in where else where}:{port}/livez"


def alive(host: str, port: int) -> bool:
    """Whether the bot says that its loops turn."""
    connection = HTTPConnection(at(host), port, timeout=SECONDS)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def main() -> int:
    """The exit code: 0 where it is alive, 1 where it is not, or nobody can say."""
    port = os.environ.get("HEALTH_PORT", "")
    return 0 if port.isdecimal() and alive(os.environ.get("HEALTH_HOST", ""), int(port)) else 1


if __name__ == "__main__":
    sys.exit(main())
