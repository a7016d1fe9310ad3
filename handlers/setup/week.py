"""The office's week in words, and times of the day as people write them."""

import re
from datetime import date

from handlers.setup.plan import FRIDAY, Hours
from handlers.texts import Texts

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_MONDAY = date(2024, 1, 1)


def week_line(hours: Hours, texts: Texts) -> str:
    """The week in a line: «пн–чт 9:00–18:00, обед 13:00–14:00, пт до 17:00»."""
    usual = tuple(day for day in hours.days if day != FRIDAY or hours.friday == hours.end)
    parts = [f"{_days(usual, texts)} {face(hours.start)}–{face(hours.end)}"] if usual else []
    if hours.lunch:
        parts.append(texts.say("обед {from_}–{till}", from_=face(hours.lunch[0]), till=face(hours.lunch[1])))
    if FRIDAY in hours.days and FRIDAY not in usual:
        parts.append(texts.say("{day} до {time}", day=day_name(FRIDAY, texts), time=face(hours.friday)))
    return ", ".join(parts)


def day_name(day: int, texts: Texts) -> str:
    """A weekday in two letters; Monday is 0."""
    return texts.weekday(_MONDAY.replace(day=_MONDAY.day + day))


def time_in(text: str) -> str | None:
    """A time of the day as the file writes it: «8:15», «8.15» and «8» are read."""
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def _days(days: tuple[int, ...], texts: Texts) -> str:
    """Days in a row as «пн–чт», others one by one."""
    together = len(days) > 2 and days == tuple(range(days[0], days[-1] + 1))
    named = [day_name(day, texts) for day in days]
    return f"{named[0]}–{named[-1]}" if together else ", ".join(named)


def face(time: str) -> str:
    """A time as people say it: «9:00»."""
    return time.removeprefix("0")
