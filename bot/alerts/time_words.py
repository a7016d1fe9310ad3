"""What is said of clocks that are wrong, and of a time in which no bot worked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from bot.alerts.off import Off
from handlers.texts import Texts, clock_face
from storage.clocks_apart import Apart

_UTC = "UTC"
_NOTHING = timedelta()
_IN_HOURS = timedelta(days=2)
_IN_SECONDS = timedelta(minutes=2)


def jump_words(by: timedelta, texts: Texts) -> str:
    """The clock of the machine that leads was set, ahead or back."""
    return texts.say(
        "Часы сервера передвинулись {there} на {time}\nСроки считаются по ним. Проверьте время и его синхронизацию; "
        "если сервер просто спал, делать ничего не нужно. Напоминания, которые пришли раньше времени, второй раз не "
        "придут: предупредите тех, кому они пришли.",
        there=texts.say("вперёд") if by > _NOTHING else texts.say("назад"),
        time=texts.amount(abs(by)),
    )


def apart_words(clocks: Sequence[Apart], texts: Texts) -> str:
    """Clocks of machines are not the database's."""
    what = texts.say(
        "Проверьте время и его синхронизацию на каждом сервере. Пока часы расходятся, серверы отнимают друг у друга "
        "работу, а напоминания могут прийти не вовремя."
    )
    return "\n".join([*(_apart(one, texts) for one in clocks), what])


def _apart(clock: Apart, texts: Texts) -> str:
    about = {"machine": escape(clock.machine), "time": _exactly(abs(clock.ahead), texts)}
    if clock.ahead > _NOTHING:
        return texts.say("Часы сервера {machine} спешат на {time} против часов базы данных", **about)
    return texts.say("Часы сервера {machine} отстают на {time} от часов базы данных", **about)


def off_text(off: Off, texts: Texts, zone: str) -> str:
    """The message that nobody worked, with times in this zone (HTML)."""
    said = texts.say(
        "Бот не работал с {since} до {till} ({time})\nЧто пришло за это время, разобрано после запуска; сроки шли "
        "дальше. Если кого-то позвали поздно, это не его вина.",
        since=_moment(off.since, off.till, texts, zone),
        till=clock_face(texts.local(off.till, zone)) + (f" {_UTC}" if zone == _UTC else ""),
        time=_long(off.till - off.since, texts),
    )
    return f"❗ {said}"


def _moment(at: datetime, till: datetime, texts: Texts, zone: str) -> str:
    there, then = texts.local(at, zone), texts.local(till, zone)
    if there.date() == then.date():
        return clock_face(there)
    return texts.say("{time} {day}", time=clock_face(there), day=texts.day(there, then))


def _exactly(time: timedelta, texts: Texts) -> str:
    return texts.amount(time) if time >= _IN_SECONDS else texts.say("{seconds} с", seconds=round(time.total_seconds()))


def _long(time: timedelta, texts: Texts) -> str:
    return texts.many("{n} день", "{n} дней", time.days) if time >= _IN_HOURS else texts.amount(time)
