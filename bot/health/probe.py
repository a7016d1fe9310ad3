"""Asks `/livez` of the bot on this machine: `python -m bot.health.probe`. For container engines; small and quick."""

import os
import sys
from http.client import HTTPConnection

SECONDS = 4.0
_ANYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - nothing listens here, it is where another listens


def at(host: str) -> str:
    """Where the pages are asked for that listen at this address."""
    return "127.0.0.1" if host in _ANYWHERE else host


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
