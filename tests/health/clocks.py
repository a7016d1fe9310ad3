"""A clock that a test moves by hand."""

from dataclasses import dataclass


@dataclass
class Hand:
    """Seconds since nobody asks when."""

    at: float = 1000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.at
