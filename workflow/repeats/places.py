"""Streets and houses as places, and how those of two posts stand to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Where(Enum):
    """How the places of two posts stand to each other."""

    UNKNOWN = auto()
    SAME_HOUSE = auto()
    SAME_STREET = auto()
    OTHER_HOUSE = auto()
    OTHER_STREET = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """A street, by the stems of its name, and a house where one is named. `kind` is empty where it is not said."""

    name: frozenset[str]
    kind: str = ""
    house: str = ""

    def same_street(self, other: "Place") -> bool:
        """Whether one name holds the other («Степана Разина», «Разина»), and the kinds do not differ."""
        kinds = {self.kind, other.kind} - {""}
        return len(kinds) < 2 and (self.name <= other.name or other.name <= self.name)


_NEAREST_FIRST = (Where.SAME_HOUSE, Where.SAME_STREET, Where.OTHER_HOUSE, Where.OTHER_STREET)


def relation(these: Iterable[Place], those: Iterable[Place]) -> Where:
    """The nearest that any two of the places come; unknown where one side names none."""
    those = tuple(those)
    found = {_pair(this, that) for this in these for that in those}
    return next((where for where in _NEAREST_FIRST if where in found), Where.UNKNOWN)


def _pair(this: Place, that: Place) -> Where:
    if not this.same_street(that):
        return Where.OTHER_STREET
    if not this.house or not that.house:
        return Where.SAME_STREET
    return Where.SAME_HOUSE if this.house == that.house else Where.OTHER_HOUSE
