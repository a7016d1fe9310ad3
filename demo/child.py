"""What runs in the bot's own process: exactly what `python -m bot …` runs."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import bot.__main__
import bot.commands.office
import bot.run
import storage.migrations.steps  # noqa: F401 - what the bot imports only when needed is imported before it is forked

KEPT = frozenset({"PATH", "HOME", "LANG", "SYSTEMROOT"})


def main(environment: Mapping[str, str], arguments: Sequence[str], folder: Path) -> None:
    """Run one command of the bot under these settings alone, in this folder: no `.env` of the caller comes in."""
    os.setsid()  # Ctrl+C and a closed terminal are for the demo; it ends the bot itself
    threading.Thread(target=_end_with_parent, daemon=True).start()
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    os.environ.clear()
    os.environ.update({**kept, **environment})
    os.chdir(folder)
    sys.argv = ["bot", *arguments]
    bot.__main__.app()


def _end_with_parent() -> None:
    """Also a demo that was killed leaves no bot behind."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
