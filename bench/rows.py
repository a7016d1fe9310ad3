"""One line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A ratio against a named peer. `reached` is None where there is no goal."""

    what: str
    peer: str
    ratio: float
    goal: str = ""
    reached: bool | None = None
    remark: str = ""
