"""What runs in the bot's own process: exactly what `python -m bot run` and `office load` run."""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import bot.__main__
import bot.leading
import bot.poller
import bot.run
import storage.work.postgres


def run(environment: Mapping[str, str], clock: str) -> None:
    """`python -m bot run --clock-file …` under these settings."""
    _main(environment, ["run", "--clock-file", clock])


def load(environment: Mapping[str, str], office: str) -> None:
    """`python -m bot office load …` under these settings."""
    _main(environment, ["office", "load", office])


def command(environment: Mapping[str, str], *arguments: str) -> None:
    """Any `python -m bot …` under these settings."""
    _main(environment, list(arguments))


def _main(environment: Mapping[str, str], arguments: list[str]) -> None:
    os.environ.update(environment)
    log = Path(environment["OTKLIK_TEST_LOG"]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - till the process ends
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    os.chdir(Path(environment["OTKLIK_TEST_LOG"]).parent)
    _hurry(float(environment.get("OTKLIK_TEST_TERM", 0)))
    _hurry_conflicts(environment.get("OTKLIK_TEST_CONFLICT", ""))
    sys.argv = ["bot", *arguments]
    bot.__main__.app()


def _hurry(term: float) -> None:
    """Take a process that was silent for so many seconds for dead, where they are given."""
    if term:
        storage.work.postgres.IDLE = term
        bot.leading.TERM, bot.leading.RENEW = timedelta(seconds=term), term / 3


def _hurry_conflicts(pause: str) -> None:
    """Wait for so many seconds between two questions while another program reads the updates, where they are given."""
    if pause:
        bot.poller._CONFLICT_PAUSE = float(pause)
