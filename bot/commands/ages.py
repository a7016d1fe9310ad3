"""How long ago and how often, in words for a terminal."""

from datetime import datetime, timedelta

_STEPS = ((86400, "d"), (3600, "h"), (60, "min"))


def age(since: datetime, now: datetime) -> str:
    """As "3 d", "5 h", "12 min" or "40 s": the largest unit that fits."""
    return length(now - since)


def length(span: timedelta) -> str:
    """A length of time by its largest unit."""
    seconds = max(0, int(span.total_seconds()))
    for size, word in _STEPS:
        if seconds >= size:
            return f"{seconds // size} {word}"
    return f"{seconds} s"


def tries(number: int) -> str:
    """As "1 try", "3 tries"."""
    return f"{number} {'try' if number == 1 else 'tries'}"


def counted(number: int, word: str) -> str:
    """As "1 fault", "2 faults"."""
    return f"{number} {word}{'' if number == 1 else 's'}"
