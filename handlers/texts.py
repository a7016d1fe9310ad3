"""Words for people: Babel catalogues, plurals, dates, amounts of time.

The Russian originals stand in the code; locales/ has their plurals and the other languages.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = {"ru": "Русский", "en": "English"}
"""Languages of the bot, each by its own name; the first is the default."""

CATALOGUES = Path(__file__).parent.parent / "locales"
_DAY_NAMES_REACH = 6
_YEARLESS_REACH = 180
"""Days from today within which a date needs no year, New Year between them or not."""

_HOUR = 60


class Texts:
    """Everything said in one language."""

    def __init__(self, locale: str) -> None:
        """`locale` is one of LOCALES; any other speaks the default one."""
        self.locale = locale if locale in LOCALES else next(iter(LOCALES))
        self._catalogue = _catalogue(self.locale)
        names = get_day_names("abbreviated", locale=self.locale)
        self._days = tuple(str(names[number]) for number in range(7))

    def say(self, message: str, **values: object) -> str:
        """A message in this language, its {places} filled."""
        words = self._catalogue.gettext(message)
        return words.format(**values) if values else words

    def many(self, one: str, more: str, number: int, /, **values: object) -> str:
        """A message whose form depends on a number, which fills {n}."""
        return self._catalogue.ngettext(one, more, number).format(n=number, **values)

    def amount(self, time: timedelta) -> str:
        """An amount of time in hours and minutes: «3 ч 56 мин»."""
        minutes = max(0, round(time.total_seconds() / 60))
        hours, rest = divmod(minutes, _HOUR)
        if not hours:
            return self.say("{minutes} мин", minutes=rest)
        if not rest:
            return self.say("{hours} ч", hours=hours)
        return self.say("{hours} ч {minutes} мин", hours=hours, minutes=rest)

    def moment(self, at: datetime, now: datetime, zone: str) -> str:
        """A moment in the office's zone as short as it is clear: «14:00», «чт 10:00», «12 мая, 18:00»."""
        there, here = self.local(at, zone), self.local(now, zone)
        time = clock_face(there)
        days = (there.date() - here.date()).days
        if days == 0:
            return time
        if 0 < days <= _DAY_NAMES_REACH:
            return f"{self.weekday(there)} {time}"
        return f"{self.day(there, here)}, {time}"

    def when(self, at: datetime, now: datetime, zone: str) -> str:
        """When something happened, as a sentence needs it: «в 15:02», «3 марта в 15:02»."""
        there, here = self.local(at, zone), self.local(now, zone)
        if there.date() == here.date():
            return self.say("в {time}", time=clock_face(there))
        return self.say("{day} в {time}", day=self.day(there, here), time=clock_face(there))

    @staticmethod
    def local(at: datetime, zone: str) -> datetime:
        """The moment in the office's zone."""
        return at.astimezone(ZoneInfo(zone))

    def weekday(self, at: date) -> str:
        """The day of the week in two or three letters: «чт». `at` is already in the office's zone."""
        return self._days[at.weekday()]

    def day(self, at: date, near: date | None = None) -> str:
        """A day: «4 марта»; with its year where it is more than half a year away from `near`."""
        far = near is not None and abs((at - near).days) > _YEARLESS_REACH
        return _formatted(_date_of(at), self.say("d MMMM y") if far else self.say("d MMMM"), self.locale)

    def month(self, at: date) -> str:
        """The name of the month: «март». `at` is already in the office's zone."""
        return _formatted(_date_of(at), "LLLL", self.locale)

    def repeated(self, text: str) -> str:
        """The mark of a message that may have come already."""
        return f"{self.say('повтор')} · {text}"


@lru_cache(maxsize=8)
def texts_for(locale: str) -> Texts:
    """The words in this language; made once."""
    return Texts(locale)


def _date_of(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


@lru_cache(maxsize=1024)
def _formatted(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def clock_face(at: datetime) -> str:
    """A time of the day: «9:05». `at` is already in the office's zone."""
    return f"{at.hour}:{at.minute:02}"


def _catalogue(locale: str) -> NullTranslations:
    path = CATALOGUES / locale / "LC_MESSAGES" / "otklik.po"
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)
