"""How people name days: «вчера», «за неделю», «март», «1–5 марта», «с 04.03.2026».

Every way is one pattern with the function that reads it. A day without a year is the latest such day that is not to
come.
"""

import re
from datetime import date

from workflow.finding.days import Days
from workflow.finding.months import MONTH, UNITS
from workflow.finding.reading import (
    Read,
    ago,
    between,
    calendar_year,
    last_month,
    last_so_many,
    one_day,
    since,
    this_month,
    till,
    week,
    whole_month,
    whole_months,
    whole_year,
    within_a_month,
)


def find_days(text: str, today: date) -> tuple[Days, tuple[int, int]] | None:
    """The first days that are named in the text, and where they stand; None where there are none.

    «ул. 8 марта», «на 8 Марта» is a street: in Russian a month with a capital letter after a number is part of a name.
    """
    text = _STREET.sub(lambda match: "_" * len(match.group()), text)
    for pattern, read in _WAYS:
        for match in pattern.finditer(text):
            if (days := read(match, today)) is not None:
                return days, match.span()
    return None


_YEAR = r"(?:,?\s+(?P<{s}year>\d{{4}})(?:\s*(?:г\b\.?|год\w{{0,2}}))?)?"
_DATE = (
    r"(?:(?P<{s}iso>\d{{4}}-\d\d-\d\d)"
    r"|(?P<{s}d>\d{{1,2}})\.(?P<{s}m>\d{{1,2}})(?:\.(?P<{s}y>\d{{4}}|\d\d))?(?!\d|\.\d)"
    r"|(?P<{s}day>\d{{1,2}})(?:-?го|st|nd|rd|th)?\s+(?P<{s}month>" + MONTH + r")\b" + _YEAR + ")"
)
_AMERICAN = r"(?P<{s}month>" + MONTH + r")\s+(?P<{s}day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,\s*(?P<{s}year>\d{{4}}))?"
_TO = r"\s*(?:-|–|—|\bпо\b|\bдо\b|\bto\b|\btill\b|\buntil\b)\s*"
_FROM = r"(?:\b(?:с|со|от|from|between)\s+)?"
_ON = r"(?:\b(?:за|на|в|во|on|for|in)\s+)?"
_STREET = re.compile(
    r"\d{1,2}\s+(?:Января|Февраля|Марта|Апреля|Мая|Июня|Июля|Августа|Сентября|Октября|Ноября|Декабря)"
    r"|(?i:\b(?:ул\.?|улиц\w{1,2})\s*\d{1,2}\s+" + MONTH + ")"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){text}(?![\w]|[.-]\d)", re.IGNORECASE)


_A, _B, _YEAR_A, _YEAR_B = _DATE.format(s="a"), _DATE.format(s="b"), _YEAR.format(s="a"), _YEAR.format(s="b")
_DAYS_OF = rf"(?P<aday>\d{{1,2}}){_TO}(?P<bday>\d{{1,2}})\s+(?P<amonth>{MONTH})\b{_YEAR_A}"
_OF_DAYS = rf"(?P<amonth>{MONTH})\s+(?P<aday>\d{{1,2}}){_TO}(?P<bday>\d{{1,2}}){_YEAR_A}"
_MONTHS = rf"(?P<amonth>{MONTH}){_TO}(?P<bmonth>{MONTH})\b{_YEAR_B}"
_LAST = r"(?:за\s+последн\w{2,3}|за|последн\w{2,3}|(?:(?:in|for)\s+)?(?:the\s+)?(?:last|past))"
_SO_MANY = rf"\s+(?:(?P<n>\d{{1,3}})\s+)?(?P<unit>{'|'.join(UNITS)})"

_WAYS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (_pattern(text), read)
    for text, read in (
        (_FROM + _A + _TO + _B, between),
        (_FROM + _DAYS_OF, within_a_month),
        (_FROM + _OF_DAYS, within_a_month),
        (_FROM + _MONTHS, whole_months),
        (r"(?:с|со|от|начиная\s+с|from|since)\s+" + _A, since),
        (r"(?:до|по|till|until|before)\s+" + _A, till),
        (_ON + _A, one_day),
        (_ON + _AMERICAN.format(s="a"), one_day),
        (rf"(?<!\d\s)(?:(?:за|в|во|in|for|of)\s+)?(?P<amonth>{MONTH})\b{_YEAR_A}", whole_month),
        (r"(?:за|в|во|in|for)\s+(?P<year>\d{4})(?:\s*(?:г\b\.?|год\w{0,2}))?", whole_year),
        (r"(?P<year>\d{4})\s*(?:г\b\.?|год\w{0,2})", whole_year),
        (r"(?:за\s+|the\s+)?(?:позавчера|day\s+before\s+yesterday)", ago(2)),
        (r"(?:за\s+)?(?:вчера(?:шн\w{2,3}(?:\s+день)?)?|yesterday)", ago(1)),
        (r"(?:за\s+)?(?:сегодня(?:шн\w{2,3}(?:\s+день)?)?|today)", ago(0)),
        (r"(?:(?:за|на)\s+)?(?:прошл\w{2,3}\s+недел\w|last\s+week)", week(1)),
        (r"(?:(?:за|на)\s+)?(?:эт\w{1,2}\s+недел\w|this\s+week)", week(0)),
        (r"(?:(?:за|в)\s+)?(?:прошл\w{2,3}\s+месяц\w?|last\s+month)", last_month),
        (r"(?:(?:за|в)\s+)?(?:эт\w{1,2}\s+месяц\w?|this\s+month)", this_month),
        (r"(?:(?:за|в)\s+)?(?:прошл\w{2,3}\s+год\w?|last\s+year)", calendar_year(1)),
        (r"(?:(?:за|в)\s+)?(?:эт\w{1,2}\s+год\w?|this\s+year)", calendar_year(0)),
        (_LAST + _SO_MANY, last_so_many),
    )
)
"""The first pattern that finds days in a text wins: those of two days stand before those of one."""
