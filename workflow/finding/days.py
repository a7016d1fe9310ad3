"""Days that a card was opened in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last of these days of the office, both within; None where that side is open."""

    first: date | None
    last: date | None

    def bounds(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """The moments from which (inclusive) and till which (exclusive) it lasts in this zone."""
        here = ZoneInfo(zone)
        since = datetime(self.first.year, self.first.month, self.first.day, tzinfo=here) if self.first else None
        after = self.last + _DAY if self.last else None
        return since, datetime(after.year, after.month, after.day, tzinfo=here) if after else None


def span(first: date | None, last: date | None) -> Days | None:
    """The days in their order; None where one of them lies where no card can."""
    if any(day is not None and not _FIRST <= day <= _LAST for day in (first, last)):
        return None
    return Days(last, first) if first and last and first > last else Days(first, last)
