"""Plain Russian words for moments, intervals and rules on the command line, where no catalogue is loaded."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from workflow.calendar import Span
from workflow.due import Due, Reason, Stretch, Unit

_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_UNITS = {
    Unit.WORKING_MINUTES: ("рабочая минута", "рабочие минуты", "рабочих минут"),
    Unit.WORKING_HOURS: ("рабочий час", "рабочих часа", "рабочих часов"),
    Unit.WORKING_DAYS: ("рабочий день", "рабочих дня", "рабочих дней"),
    Unit.CLOCK_MINUTES: ("минута подряд", "минуты подряд", "минут подряд"),
    Unit.CLOCK_HOURS: ("час подряд", "часа подряд", "часов подряд"),
    Unit.CALENDAR_DAYS: ("календарный день", "календарных дня", "календарных дней"),
}
_REASONS = {
    Reason.FIRST_DAY: "день события, счёт со следующего",
    Reason.BREAK: "перерыв",
    Reason.CLOSED: "нерабочее время",
    Reason.SHORTENED: "сокращённый день",
    Reason.WEEKEND: "выходной",
    Reason.HOLIDAY: "праздник",
    Reason.MOVED: "выходной, перенесён",
    Reason.OFFICE: "выходной этой администрации",
}


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """As "чт 5 марта 2026, 10:00"."""
    local = at.astimezone(zone)
    return f"{date_words(local.date())} {local.year}, {_clock(local)}"


def interval(span: Span, zone: ZoneInfo) -> str:
    """As "ср 4 марта 10:00–13:00", "сб 7 марта" for whole days, or both ends with their days."""
    start, end = (at.astimezone(zone) for at in span)
    last = (end - timedelta(microseconds=1)).date()
    if _clock(start) == _clock(end) == "0:00":
        return date_words(start.date()) if last == start.date() else f"{date_words(start.date())} – {date_words(last)}"
    if last == start.date():
        return f"{date_words(start.date())} {_hours(span, zone)}"
    return f"{date_words(start.date())} {_clock(start)} – {date_words(end.date())} {_clock(end)}"


def intervals(spans: Iterable[Span], zone: ZoneInfo) -> str:
    """As "ср 4 марта 10:00–13:00, 14:00–18:00 · чт 5 марта 9:00–10:00": the day is named once."""
    parts = []
    for _, group in groupby(spans, key=lambda span: span.start.astimezone(zone).date()):
        first, *others = group
        parts.append(", ".join([interval(first, zone), *(_hours(span, zone) for span in others)]))
    return " · ".join(parts)


def dates(spans: Iterable[Span], zone: ZoneInfo) -> str:
    """The days on which the spans lie, each named once."""
    days = dict.fromkeys(span.start.astimezone(zone).date() for span in spans)
    return " · ".join(map(date_words, days))


def duration(spans: Iterable[Span]) -> str:
    """The length of all spans, as "7 ч 30 мин"."""
    minutes, seconds = divmod(int(sum((span.end - span.start).total_seconds() for span in spans)), 60)
    parts = ((minutes // 60, "ч"), (minutes % 60, "мин"), (seconds, "с"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 мин"


def rule_words(due: Due) -> str:
    """The rule as it was read, as "8 рабочих часов после x"."""
    rule = due.rule
    if due.read_as is Unit.AT_ONCE:
        return f"сразу после {rule.anchor}"
    if due.read_as is Unit.END_OF_DAY:
        return f"конец рабочего дня {rule.anchor}"
    return f"{rule.amount} {_plural(rule.amount, _UNITS[due.read_as])} {'до' if rule.before else 'после'} {rule.anchor}"


def reason(stretch: Stretch) -> str:
    """Why an interval was not counted, with the holiday's name or the day moved from."""
    words = _REASONS[stretch.reason]
    if stretch.reason is Reason.MOVED:
        return f"{words} с {date_words(date.fromisoformat(stretch.detail))}"
    return f"{words}: {stretch.detail}" if stretch.detail else words


def date_words(day: date) -> str:
    """As "чт 5 марта"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _clock(at: datetime) -> str:
    return f"{at.hour}:{at:%M:%S}" if at.second else f"{at.hour}:{at:%M}"


def _hours(span: Span, zone: ZoneInfo) -> str:
    start, end = (at.astimezone(zone) for at in span)
    return f"{_clock(start)}–{'24:00' if _clock(end) == '0:00' else _clock(end)}"


def _plural(number: int, forms: tuple[str, str, str]) -> str:
    """One, few, many: 1 час, 2 часа, 5 часов, 11 часов, 21 час."""
    tens, ones = number % 100, number % 10
    if tens // 10 == 1 or ones == 0 or ones > 4:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]
