"""What runs in the bot's own process: exactly what `python -m bot …` runs."""

import os
import sys
from collections.abc import Mapping, Sequence

import bot.__main__
import bot.run


def main(environment: Mapping[str, str], arguments: Sequence[str], log: str) -> None:
    """Run one command of the bot under these settings alone; what it prints goes to the file `log`."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    os.environ.clear()
    os.environ.update({**kept, **environment})
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    sys.argv = ["bot", *arguments]
    bot.__main__.app()
