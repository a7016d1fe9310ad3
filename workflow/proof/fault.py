"""What is wrong in a procedure: where in the file, what, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at which key of the file, and how to mend it."""

    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; {self.mend}"
