"""Names of months and of amounts of days, as people write them in Russian and in English."""

from collections.abc import Mapping

_RUSSIAN = (
    "янв(?:ар[ьяею])?",
    "февр?(?:ал[ьяею])?",
    "мар(?:т[ае]?)?",
    "апр(?:ел[ьяею])?",
    "ма[йяе]",
    "июн[ьяею]",
    "июл[ьяею]",
    "авг(?:уст[ае]?)?",
    "сент?(?:ябр[ьяею])?",
    "окт(?:ябр[ьяею])?",
    "нояб?(?:р[ьяею])?",
    "дек(?:абр[ьяею])?",
)
_ENGLISH = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)

MONTHS: tuple[str, ...] = tuple(f"{russian}|{english}" for russian, english in zip(_RUSSIAN, _ENGLISH, strict=True))
"""A pattern for each month's name in the cases in which it stands beside a number, a preposition, or alone."""

MONTH = f"(?:{'|'.join(MONTHS)})"

UNITS: Mapping[str, int] = {
    r"дн\w{1,3}|день|days?": 1,
    r"недел\w{1,3}|weeks?": 7,
    r"месяц\w{0,3}|months?": 30,
}
"""Patterns of what is counted, and how many days one of it has."""
