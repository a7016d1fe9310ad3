"""Words about absences that several messages share."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.texts import Texts
from workflow.office import Office
from workflow.presence import Away, Reason


def reason_label(why: Reason, texts: Texts) -> str:
    """Why somebody is away, as a button says it."""
    labels = {
        Reason.LEAVE: texts.say("Отпуск"),
        Reason.ILLNESS: texts.say("Болезнь"),
        Reason.TRAVEL: texts.say("Командировка"),
        Reason.STUDY: texts.say("Учёба"),
        Reason.OTHER: texts.say("Другое"),
    }
    return labels[why]


def reason_word(why: Reason, texts: Texts) -> str:
    """Why somebody is away, inside a line."""
    labels = {
        Reason.LEAVE: texts.say("отпуск"),
        Reason.ILLNESS: texts.say("болезнь"),
        Reason.TRAVEL: texts.say("командировка"),
        Reason.STUDY: texts.say("учёба"),
        Reason.OTHER: texts.say("другая причина"),
    }
    return labels[why]


def last_day(until: datetime, office: Office) -> date:
    """The last day of an absence that ends before this moment (UTC), in the office's zone."""
    return (until.astimezone(ZoneInfo(office.timetable.zone)) - timedelta(seconds=1)).date()


def till_words(until: datetime | None, office: Office, now: datetime, texts: Texts, *, own: bool = False) -> str:
    """Till when somebody is away: «по 9 марта»; «пока не вернётся» where nobody knows, said to him as his `own`."""
    if until is None:
        return texts.say("пока не вернётесь") if own else texts.say("пока не вернётся")
    return texts.say("по {day}", day=day_words(last_day(until, office), office, now, texts))


def day_words(day: date, office: Office, now: datetime, texts: Texts) -> str:
    """A day with its month, with its year where it is far."""
    zone = ZoneInfo(office.timetable.zone)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    return texts.day(noon, now.astimezone(zone))


def away_words(away: Away, office: Office, now: datetime, texts: Texts, *, own: bool = False) -> str:
    """An absence in a few words: «отпуск по 9 марта»; `own`: said to him whose it is."""
    why, till = reason_word(away.why, texts), till_words(away.until, office, now, texts, own=own)
    return f"{why}, {till}"
