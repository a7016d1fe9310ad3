"""One year of the production calendar, as the government publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

_T = TypeVar("_T")

ARTICLE_112 = {
    (1, 1): "Новый год",
    (1, 2): "Новогодние каникулы",
    (1, 3): "Новогодние каникулы",
    (1, 4): "Новогодние каникулы",
    (1, 5): "Новогодние каникулы",
    (1, 6): "Новогодние каникулы",
    (1, 7): "Рождество Христово",
    (1, 8): "Новогодние каникулы",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
"""Holidays by (month, day): Labour Code of Russia, art. 112, part 1."""


@dataclass(frozen=True, slots=True)
class Year:
    """The days of a year that differ from its week.

    `holidays` have their names; `moved` leads from a day off to the day it was moved from; `working` from a working
    Saturday to the day it stands in for. `working_days` and `hours_at_40` are the published totals for a five-day week,
    None where nothing is published.
    """

    year: int
    holidays: Mapping[date, str]
    moved: Mapping[date, date] = field(default_factory=dict)
    working: Mapping[date, date] = field(default_factory=dict)
    shortened: frozenset[date] = frozenset()
    working_days: int | None = None
    hours_at_40: int | None = None


def unpublished(year: int) -> Year:
    """A year known by law alone: the holidays of art. 112, nothing moved, nothing shortened.

    Moved days off and shortened days can only be guessed before the resolution is published, so they are left out.
    """
    return Year(year, {date(year, month, day): name for (month, day), name in ARTICLE_112.items()})


def parse_year(table: Mapping[str, object]) -> Year:
    """Read one published calendar; raises ValueError that names the key where it does not hold together."""
    year = _of(table, "year", int)
    holidays = {date.fromisoformat(day): str(name) for day, name in _of(table, "holidays", dict).items()}
    moved = {move["to"]: move["from"] for move in _of(table, "transfers", list)}
    stands_for = {origin: target for target, origin in moved.items()}
    saturdays = _of(table, "working_saturdays", list)
    faults = [f"working_saturdays: {day} is not in transfers as 'from'" for day in saturdays if day not in stands_for]
    short = frozenset(_of(table, "shortened", list))
    faults += [
        f"{year}: {day} is of another year" for day in (*holidays, *moved, *saturdays, *short) if day.year != year
    ]
    if faults:
        raise ValueError("\n".join(faults))
    working = {day: stands_for[day] for day in saturdays}
    return Year(year, holidays, moved, working, short, _of(table, "working_days", int), _of(table, "hours_at_40", int))


def _of(table: Mapping[str, object], key: str, kind: type[_T]) -> _T:
    value = table.get(key)
    if not isinstance(value, kind):
        raise ValueError(f"{key}: {kind.__name__} is needed, not {value!r}")
    return value
