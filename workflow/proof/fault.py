"""What is wrong in a procedure: where in the file, what, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

_MANY = ("days", "people")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at which key of the file, and how to mend it."""

    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; {self.mend}"


def asked(needs: Iterable[str]) -> str:
    """What an action asks for, in words: a reason and an outcome."""
    return " and ".join(need if need in _MANY else f"{'an' if need[0] in 'aeiou' else 'a'} {need}" for need in needs)
