"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How it is: right, worth a look, wrong; or not looked at, which is no fault."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: the matter, how it is, and what mends it."""

    check: str
    level: Level
    words: str
    mend: str = ""


def ok(check: str, words: str) -> Finding:
    """It is right."""
    return Finding(check, Level.OK, words)


def warning(check: str, words: str, mend: str) -> Finding:
    """It works, and will not for ever."""
    return Finding(check, Level.WARNING, words, mend)


def fault(check: str, words: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(check, Level.FAULT, words, mend)


def skipped(check: str, why: str) -> Finding:
    """Nobody looked."""
    return Finding(check, Level.SKIPPED, f"not looked at: {why}")
